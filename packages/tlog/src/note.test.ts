import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  addSignatures,
  cosignatureVerifier,
  ed25519Verifier,
  encodeHex,
  encodeUtf8,
  formatNote,
  formatSignature,
  formatVerifierKey,
  KEY_TYPES,
  openCheckpoint,
  openNote,
  parseCheckpoint,
  parseCosignature,
  parseNote,
  parseSignatures,
  parseVerifierKey,
  signNote,
  type Verifier,
  verifyCosignature,
} from './index.ts';
import { taken } from './testing/log.ts';
import { sha256, testKey, verifySignature } from './testing/platform.ts';
import * as samples from './testing/samples.ts';
import { cosignatureLine, signatureLine } from './testing/second.ts';

const verifierOf = (text: string): Verifier => {
  const key = parseVerifierKey(sha256, text);
  return key.type === KEY_TYPES.cosignature
    ? cosignatureVerifier(key, verifySignature)
    : ed25519Verifier(key, verifySignature);
};

describe('public vectors', () => {
  test('C2SP signed-note: the example message', () => {
    const vkey = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
    const text = 'This is an example message.\n';
    const note = `${text}\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n`;
    const key = parseVerifierKey(sha256, vkey);
    assert.equal(encodeHex(key.id), '530d903a');
    assert.equal(
      encodeHex(key.publicKey),
      'e932791ae6e7a840a46164c904786426d5e7821dd8b29a00d61cae72afdd4da4',
    );
    assert.equal(formatVerifierKey(key), vkey);
    assert.equal(openNote(note, [verifierOf(vkey)]).text, text);
    assert.equal(formatNote(parseNote(note)), note);
  });

  test('golang.org/x/mod/sumdb/note: the example of its documentation', () => {
    const vkey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
    const note =
      'If you think cryptography is the answer to your problem,\n' +
      "then you don't know what your problem is.\n" +
      '\n' +
      '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
    assert.equal(openNote(note, [verifierOf(vkey)]).signatures[0]?.name, 'PeterNeumann');
    assert.equal(formatVerifierKey(parseVerifierKey(sha256, vkey)), vkey);
  });

  /*
   * A checkpoint that a public test log of Certificate Transparency published, with the lines its witnesses added: a signature
   * of type 05 we do not know, one of type 01, four cosignatures of type 04. Keys as their operators publish them.
   */
  const published =
    'arche2025h1.staging.ct.transparency.dev\n' +
    '1432088532\n' +
    'U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=\n' +
    '\n' +
    '— arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=\n' +
    '— arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=\n' +
    '— transparency.dev/DEV:witness-little-garden 2AQqhwAAAABqEiEgzgFIqqhbUoDwjMWE6UP8nd8/KYTzwZ2rhIgcqoXHAwVkjZr4AscylP3v7sEodkRAErumC2q44vdgJY096st5BQ==\n' +
    '— witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEcxZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==\n' +
    '— remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==\n' +
    '— witness.stagemole.eu Z/euoAAAAABqEiEgw0i+7g2ENfDAWHmtRzCfKTHSDwYDJA2NmKeGi9Y8FtEyOUvVr+AJmIY/2TUFucgKi7lI7cUiOvKFYe/TmN9DAg==\n';
  const logKey =
    'arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f';
  const witnessKeys = [
    'remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2',
    'witness.stagemole.eu+67f7aea0+BEqSG3yu9YrmcM3BHvQYTxwFj3uSWakQepafafpUqklv',
    'transparency.dev/DEV:witness-little-garden+d8042a87+BCtusOxINQNUTN5Oj8HObRkh2yHf/MwYaGX4CPdiVEPM',
    'witness1.smartit.nu/witness1+a48c820f+BPSFWg9G6KPiO7QPryYO5Xq4oYJJ+kAvLKLSimDhoxMO',
  ];

  test('a published checkpoint with cosignatures verifies', () => {
    const opened = openCheckpoint(published, {
      origin: 'arche2025h1.staging.ct.transparency.dev',
      log: [verifierOf(logKey)],
      witnesses: witnessKeys.map(verifierOf),
      quorum: 4,
    });
    assert.equal(opened.size, 1_432_088_532);
    assert.equal(opened.verified.unknown, 1);
    assert.deepEqual(
      opened.witnessed.map((one) => new Date(one.time * 1000).toISOString()),
      Array.from({ length: 4 }, () => '2026-05-23T21:50:24.000Z'),
    );
    assert.equal(formatNote(opened.note), published);
  });

  test('the same checkpoint with another size does not', () => {
    const forged = published.replace('\n1432088532\n', '\n1432088533\n');
    for (const key of [logKey, ...witnessKeys]) {
      assert.throws(() => openNote(forged, [verifierOf(key)]), { code: 'bad-signature' });
    }
  });
});

describe('notes written by the second implementation', () => {
  const log = testKey('log.example/一', 11);
  const witness = testKey('witness.example', 12, KEY_TYPES.cosignature);
  // Valid texts: blank lines, other scripts, a byte order mark, an em dash, all are text.
  const line = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom('', '— a b', '\ufeff', '公开', 'Ed25519'),
  );
  const text = fc
    .array(line, { minLength: 1, maxLength: 6 })
    .map((lines) => `${lines.join('\n').replace(/(?!\n)\p{Cc}/gu, '')}\n`);

  test('are written the same by the first, and verify', async () => {
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 0, max: 2 ** 40 }), async (signed, time) => {
        const own = signatureLine(log.verifierKey.name, log.verifierKey.publicKey, log.secret, signed);
        const cosigned = cosignatureLine(
          'witness.example',
          witness.verifierKey.publicKey,
          witness.secret,
          signed,
          time,
        );
        assert.equal(await signNote(signed, [log.signer]), `${signed}\n${own}`);
        const note = addSignatures(`${signed}\n${own}`, parseSignatures(cosigned));
        assert.equal(note, `${signed}\n${own}${cosigned}`);
        const opened = openNote(encodeUtf8(note), [
          ed25519Verifier(log.verifierKey, verifySignature),
          cosignatureVerifier(witness.verifierKey, verifySignature),
        ]);
        assert.equal(opened.text, signed);
        assert.equal(opened.signatures.length, 2);
        const bytes = taken(opened.signatures, 1).signature;
        assert.equal(parseCosignature(bytes).time, time);
        assert.equal(verifyCosignature(witness.verifierKey, signed, bytes, verifySignature).time, time);
      }),
      { numRuns: 100 },
    );
  });
});

describe('which signatures count', () => {
  const [a, b] = [testKey('a.example', 21), testKey('b.example', 22)];
  const verifier = (key: typeof a) => ed25519Verifier(key.verifierKey, verifySignature);
  const text = 'text\n';
  const lineOf = async (key: typeof a, signed = text) =>
    taken(parseNote(await signNote(signed, [key.signer])).signatures, 0);

  test('unknown ones are ignored, also under a known name or a known id', async () => {
    const good = await lineOf(a);
    const bad = await lineOf(b, 'other text\n');
    const sameName = { ...bad, name: good.name };
    const sameId = { ...bad, id: good.id };
    const note = formatNote({ text, signatures: [sameName, sameId, bad, good] });
    const opened = openNote(note, [verifier(a)]);
    assert.equal(opened.unknown, 3);
    assert.deepEqual(
      opened.signatures.map((one) => one.name),
      ['a.example'],
    );
  });

  test('one failing known signature refuses the whole note, wherever it stands', async () => {
    const [good, bad] = [await lineOf(a), await lineOf(b, 'other text\n')];
    for (const signatures of [
      [good, bad],
      [bad, good],
      [good, { ...good, signature: good.signature.slice(1) }],
      [good, { ...good, signature: Buffer.concat([good.signature, Buffer.from([0])]) }],
    ]) {
      assert.throws(() => openNote({ text, signatures }, [verifier(a), verifier(b)]), {
        code: 'bad-signature',
      });
    }
  });

  test('one key counts once, however often it signed', async () => {
    const good = await lineOf(a);
    const opened = openNote({ text, signatures: [good, good, good] }, [verifier(a), verifier(b)]);
    assert.equal(opened.signatures.length, 1);
    assert.equal(addSignatures(formatNote({ text, signatures: [good] }), [good]).match(/—/g)?.length, 1);
  });

  test('a witness that cosigned twice makes no quorum of two, and is no log', () => {
    const [witness] = samples.witnessKeys;
    assert.ok(witness);
    const { name, publicKey } = witness.verifierKey;
    const note =
      samples.bareCheckpoint +
      cosignatureLine(name, publicKey, witness.secret, samples.checkpointText, 5) +
      cosignatureLine(name, publicKey, witness.secret, samples.checkpointText, 6);
    assert.throws(() => openCheckpoint(note, samples.trust), { code: 'quorum-not-met' });
    assert.deepEqual(
      openCheckpoint(note, { ...samples.trust, quorum: 1 }).witnessed.map((one) => one.time),
      [5],
    );
    const alone = `${samples.checkpointText}\n${cosignatureLine(name, publicKey, witness.secret, samples.checkpointText, 5)}`;
    assert.throws(() => openCheckpoint(alone, { ...samples.trust, quorum: 1 }), {
      code: 'no-known-signature',
    });
  });

  test('a library that throws has not verified', async () => {
    const throwing: Verifier = {
      ...a.verifierKey,
      verify: () => {
        throw new RangeError('no point of the curve');
      },
    };
    const note = { text, signatures: [await lineOf(a)] };
    assert.throws(() => openNote(note, [throwing]), { name: 'TlogError', code: 'bad-signature' });
  });

  test('a signature of type ff is verified by whoever brings a verifier', async () => {
    const publicKey = Buffer.from('sm2/v1\n…key…');
    const other = testKey('log.example', 23, KEY_TYPES.other);
    const verifierKey = { ...other.verifierKey, publicKey };
    const asked: number[] = [];
    const note = await signNote(text, [
      { name: 'log.example', id: verifierKey.id, sign: () => Buffer.alloc(70, 7) },
    ]);
    const opened = openNote(note, [
      {
        ...verifierKey,
        verify: (_, signature) => {
          asked.push(signature.length);
          return true;
        },
      },
    ]);
    assert.equal(opened.signatures[0]?.type, KEY_TYPES.other);
    assert.deepEqual(asked, [70]);
  });
});

test('a byte order mark is part of the text: it changes what was signed', () => {
  const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(samples.checkpoint)]);
  assert.equal(parseCheckpoint(parseNote(marked).text).origin, `\ufeff${samples.origin}`);
  assert.throws(() => openCheckpoint(marked, samples.trust), { code: 'wrong-origin' });
  assert.throws(() => openNote(marked, samples.trust.log), { code: 'bad-signature' });
});

test('16 signatures are accepted, as the specification asks, and 64', async () => {
  const signers = Array.from({ length: 64 }, (_, at) => testKey(`key.example/${at}`, at).signer);
  for (const count of [16, 64]) {
    assert.equal(parseNote(await signNote('text\n', signers.slice(0, count))).signatures.length, count);
  }
});

test('a signature line is written as it is read', () => {
  for (const signature of samples.linesOf(samples.checkpoint)) {
    assert.deepEqual(parseSignatures(formatSignature(signature)), [signature]);
  }
});
