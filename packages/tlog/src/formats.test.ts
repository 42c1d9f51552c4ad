import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  consistencyProof,
  decodeBase64,
  encodeBase64,
  encodeHex,
  formatAddCheckpoint,
  formatCheckpoint,
  formatNote,
  formatProof,
  formatWitnessSize,
  parseAddCheckpoint,
  parseCheckpoint,
  parseCosignature,
  parseNote,
  parseProof,
  parseSignatures,
  parseWitnessSize,
  signNote,
  TlogError,
  verifyProof,
} from './index.ts';
import { taken } from './testing/log.ts';
import { sha256 } from './testing/platform.ts';
import * as samples from './testing/samples.ts';

describe('examples of the specifications', () => {
  const body = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';
  const ownLine =
    '— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n';

  test('C2SP tlog-checkpoint: the example', () => {
    const checkpoint = parseCheckpoint(parseNote(`${body}\n${ownLine}`).text);
    assert.equal(checkpoint.origin, 'example.com/behind-the-sofa');
    assert.equal(checkpoint.size, 20_852_163);
    assert.equal(formatCheckpoint(checkpoint), body);
  });

  test('C2SP tlog-cosignature: the example, cosigned at 1679315147', () => {
    const note = `${body}\n${ownLine}— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n`;
    const parsed = parseNote(note);
    const cosignature = taken(parsed.signatures, 1);
    assert.equal(encodeHex(cosignature.id), '8d66cf3f');
    assert.equal(parseCosignature(cosignature.signature).time, 1_679_315_147);
    assert.equal(formatNote(parsed), note);
  });

  test('C2SP tlog-witness: the example request and answer', () => {
    const request = `old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

${body}
${ownLine}— example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
`;
    const parsed = parseAddCheckpoint(request);
    assert.equal(parsed.oldSize, 20_852_014);
    assert.equal(parsed.proof.length, 4);
    assert.equal(formatAddCheckpoint(parsed), request);
    const answer =
      '— witness.example/w1 CMp+6LWBU0anHGH5aNDTJkH/gj79sG+T6+iP2ThYN5krrDJbR1HDnucjL39QsZTSvVjyQLrdk3DXDqI5G2HgLatVs0pWh6Up69HVOw==\n' +
      '— witness.example/w1 I7rEps0pvK2UqkS2gSpVUDhrhVtQV9lgF6pRrWAvjJHjyWpW7VcE3SiOlVlbQNt64vWhO+DlkL0+UfzuOBMh9ChdMkP1vi/lCAsmlw==\n';
    assert.equal(parseSignatures(answer).length, 2);
    assert.equal(parseWitnessSize('20852014\n'), 20_852_014);
    assert.equal(formatWitnessSize(0), '0\n');
  });
});

describe('base64', () => {
  test('is written as the platform writes it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
        const text = Buffer.from(bytes).toString('base64');
        assert.equal(encodeBase64(bytes), text);
        assert.ok(Buffer.from(decodeBase64(text)).equals(bytes));
      }),
    );
  });

  test('of all texts of four letters, those are read that the platform writes', () => {
    const letter = fc.constantFrom(...'ABEIQYZaz059+/=-_ \n');
    fc.assert(
      fc.property(fc.array(letter, { minLength: 1, maxLength: 8 }), (letters) => {
        const text = letters.join('');
        const isCanonical = Buffer.from(text, 'base64').toString('base64') === text;
        if (isCanonical) decodeBase64(text);
        else assert.throws(() => decodeBase64(text), TlogError);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('files are written and read back', () => {
  test('proofs of every leaf, with and without extra data', async () => {
    for (let index = 0; index < samples.size; index += 1) {
      for (const extra of [undefined, new Uint8Array(0), Buffer.from('extra')]) {
        const proof = {
          ...(extra === undefined ? {} : { extra }),
          index,
          hashes: [samples.root, samples.leaf].slice(0, index % 3),
          checkpoint: samples.checkpoint,
        };
        const text = formatProof(proof);
        const parsed = parseProof(Buffer.from(text));
        assert.equal(formatProof(parsed), text);
        assert.equal(parsed.extra?.length, extra?.length);
        assert.equal(parsed.hashes.length, index % 3);
      }
    }
  });

  test('a log of one entry has a proof without hashes', async () => {
    const root = taken(samples.log.roots, 1);
    const text = formatCheckpoint({ origin: samples.origin, size: 1, root });
    const checkpoint = await signNote(text, [samples.logKey.signer]);
    const proof = formatProof({ index: 0, hashes: [], checkpoint });
    assert.equal(proof, `c2sp.org/tlog-proof@v1\nindex 0\n\n${checkpoint}`);
    const leaf = taken(samples.log.leaves, 0);
    assert.equal(verifyProof(sha256, { ...samples.trust, quorum: 0, proof, leaf }).size, 1);
  });

  test('requests with consistency proofs', async () => {
    for (let oldSize = 0; oldSize <= samples.size; oldSize += 1) {
      const proof = await consistencyProof(sha256, oldSize, samples.size, samples.log.readNode);
      const text = formatAddCheckpoint({ oldSize, proof, checkpoint: samples.bareCheckpoint });
      const parsed = parseAddCheckpoint(Buffer.from(text));
      assert.equal(formatAddCheckpoint(parsed), text);
      assert.equal(parsed.checkpoint, samples.bareCheckpoint);
    }
  });
});
