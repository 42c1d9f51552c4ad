import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  canonicalJson,
  commitment,
  decodeBase64,
  encodeBase64,
  encodeHex,
  encodeUtf8,
  inclusionProof,
  type JsonValue,
  parseProof,
} from '../../../tlog/src/index.ts';
import { nodeCrypto, sha256 } from '../node-crypto.ts';
import {
  codeOf,
  heartbeat,
  makeKey,
  makeLog,
  pageOf,
  partsOf,
  proofOf,
  publish,
  withdraw,
} from '../testing/world.ts';
import { outcomeWords, stepWords } from '../words/item-words.ts';
import { checkItem, type ItemVerdict } from './check-item.ts';
import { EvidenceError, readEvidence } from './evidence.ts';
import { walkPath } from './path.ts';
import { readScanned, ScanError } from './scanned.ts';

const origin = 'notice.example/log';

async function world() {
  const key = makeKey(origin);
  const log = makeLog(origin, key);
  heartbeat(log, '2026-03-02T00:00:00.000Z');
  const item = publish(log, 'aaaa0001', { attachment: Buffer.from('附件') });
  for (let at = 0; at < 20; at++) publish(log, `bbbb${at}`);
  const judge = async (document: string | Uint8Array | undefined, proof?: string): Promise<ItemVerdict> =>
    checkItem({
      crypto: nodeCrypto,
      keys: [key.key],
      proof: encodeUtf8(proof ?? (await proofOf(log, item))),
      document: typeof document === 'string' ? encodeUtf8(document) : document,
    });
  return { key, log, item, judge };
}

/** Every step has a sentence in both languages. */
function assertSaid({ outcome, steps }: ItemVerdict): void {
  assert.ok(outcomeWords[outcome].title.zh !== '' && outcomeWords[outcome].title.en !== '');
  for (const { say } of steps)
    assert.ok(stepWords[say]?.zh !== undefined && stepWords[say]?.en !== undefined, say);
}

test('SM3 beside SHA-256: both must agree; where only SM3 does not, that is said; half a manifest is none', async () => {
  const { log, judge } = await world();
  const attachment = Buffer.from('附件');
  const good = publish(log, 'cccc0001', { attachment, sm3: (right) => right });
  const wrong = publish(log, 'cccc0002', {
    attachment,
    sm3: (right, place) =>
      place === 3 || place === 4 ? right.replace(/^./, (sign) => (sign === '0' ? '1' : '0')) : right,
  });
  const half = publish(log, 'cccc0003', { sm3: (right, place) => (place === 0 ? right : undefined) });
  const ofSm3 = ({ steps }: ItemVerdict) =>
    steps
      .filter(({ code }) => code === 'sm3')
      .map(({ say, values }) => [say, values['same'], values['places']]);
  for (const [item, document, outcome, said] of [
    [good, pageOf(good), 'intact', ['sm3.yes', 4, '']],
    [good, partsOf(good), 'intact', ['sm3.yes', 4, '']],
    [good, attachment, 'intact', ['sm3.yes', 1, '']],
    [good, pageOf(good).replace('共 3 项', '共 4 项'), 'altered', ['sm3.yes', 3, '']],
    [wrong, pageOf(wrong), 'altered', ['sm3.no', 3, '4']],
    [wrong, attachment, 'altered', ['sm3.no', 0, '5']],
    [good, undefined, 'registered', undefined],
  ] as const) {
    const verdict = await judge(document, await proofOf(log, item));
    assert.equal(verdict.outcome, outcome);
    assert.deepEqual(ofSm3(verdict), said === undefined ? [] : [said]);
    assertSaid(verdict);
  }
  const old = publish(log, 'cccc0004');
  assert.deepEqual(ofSm3(await judge(pageOf(old), await proofOf(log, old))), []);
  const [step] = (await judge(pageOf(half), await proofOf(log, half))).steps;
  assert.deepEqual([step?.say, step?.values['fault']], ['proof.unreadable', 'manifest-malformed']);
});

test('a document is judged by its bytes: page, file, parts.json, erased parts, additions', async () => {
  const { item, judge, log } = await world();
  const page = pageOf(item);
  const expected: readonly (readonly [string | Uint8Array | undefined, string, string])[] = [
    [page, 'intact', 'document.pageFiles'],
    [item.attachment, 'intact', 'document.file'],
    [partsOf(item), 'intact', 'document.parts'],
    [undefined, 'registered', ''],
    [page.replace('第二段', '第三段'), 'altered', 'document.no'],
    [page.replace('<!--part 2-->', '<!--part 2--> '), 'altered', 'document.no'],
    [page.replace('<!--/part 3-->', ''), 'altered', 'document.no'],
    [page.replace('</div>', '<!--part 9-->x<!--/part 9--></div>'), 'altered', 'document.more'],
    [
      `<!-- saved from url=(0020)http://a.example -->${page.replace('第二段', '第三段')}`,
      'altered',
      'document.rewritten',
    ],
    ['什么都不是', 'other', 'document.unknown'],
    [Uint8Array.of(0xff, 0xfe), 'other', 'document.unknown'],
    ['', 'other', 'document.unknown'],
    ['{"parts":[]}', 'altered', 'document.no'],
    ['{"parts":7}', 'other', 'document.unknown'],
  ];
  for (const [document, outcome, say] of expected) {
    const verdict = await judge(document);
    assert.equal(verdict.outcome, outcome, `${say}: ${JSON.stringify(verdict.steps)}`);
    assert.equal(verdict.steps.find(({ code }) => code === 'document')?.say ?? '', say);
    assertSaid(verdict);
  }
  const second = item.parts[3];
  assert.ok(second !== undefined);
  second.salt = null;
  const without = page.replace('<!--part 3--><p>第二段：共 3 项。</p><!--/part 3-->', '<p>已隐去</p>');
  const erased = await judge(without);
  assert.deepEqual([erased.outcome, erased.document?.parts[3]?.state], ['intact', 'erased']);
  // Nobody can say any more what stood there; a page that shows something as if it were registered is not believed.
  assert.equal((await judge(page)).outcome, 'altered');
  const gone = withdraw(log, item);
  assert.ok(gone > 0);
});

test('whatever is done to a proof, it never becomes another truth: one changed character is told, never a crash', async () => {
  const { item, judge, log } = await world();
  const page = pageOf(item);
  const proof = await proofOf(log, item);
  const { extra } = parseProof(proof);
  const outside = proof.indexOf('\nindex ');
  await fc.assert(
    fc.asyncProperty(
      fc.nat(proof.length - 1),
      fc.constantFrom('A', 'b', '0', '+', '\n', ' ', '', 'é', '='),
      async (at, put) => {
        // Mostly where the hashes and signatures are; the extra data is long.
        const place = at % 3 === 0 ? at : outside + (at % (proof.length - outside));
        const changed = proof.slice(0, place) + put + proof.slice(place + 1);
        fc.pre(changed !== proof);
        const verdict = await judge(page, changed);
        assertSaid(verdict);
        // The salt of a part that is not in this document may be anything: nothing was said of that part.
        const isUnused = place < outside && verdict.document?.parts[4]?.state === 'absent';
        assert.ok(verdict.outcome !== 'intact' || isUnused, `${verdict.outcome} at ${place}`);
      },
    ),
    { numRuns: 300 },
  );
  assert.ok(extra !== undefined);
});

test('extra data that does not fit its entry is refused with the reason', async () => {
  const { item, log } = await world();
  const { extra } = parseProof(await proofOf(log, item));
  const good = JSON.parse(new TextDecoder().decode(extra)) as Record<string, JsonValue>;
  const other = publish(log, 'cccc0001');
  const fault = (value: unknown, raw?: string) => {
    try {
      readEvidence(sha256, encodeUtf8(raw ?? JSON.stringify(value)));
      return 'none';
    } catch (error) {
      assert.ok(error instanceof EvidenceError, String(error));
      return error.code;
    }
  };
  const canonical = (change: Record<string, JsonValue>) =>
    Object.fromEntries(Object.entries({ ...good, ...change }).sort(([a], [b]) => (a < b ? -1 : 1)));
  const salts = good['salts'] as readonly JsonValue[];
  assert.equal(fault(good), 'none');
  assert.equal(fault(null, 'x'), 'extra-malformed');
  assert.equal(fault(null, ` ${JSON.stringify(good)}`), 'extra-malformed');
  assert.equal(fault(canonical({ v: 2 })), 'extra-malformed');
  assert.equal(fault(canonical({ entry: 'e30=' })), 'entry-malformed');
  assert.equal(fault(canonical({ entry: '?' })), 'extra-malformed');
  assert.equal(
    fault(canonical({ manifest: Buffer.from(other.manifest).toString('base64') })),
    'manifest-mismatch',
  );
  assert.equal(fault(canonical({ manifestSalt: Buffer.alloc(31).toString('base64') })), 'manifest-malformed');
  assert.equal(fault(canonical({ salts: salts.slice(1) })), 'salts-malformed');
  assert.throws(() => readEvidence(sha256, undefined), EvidenceError);
});

test('an entry for fewer than society opens with its salt, and not with another', async () => {
  const { item, log } = await world();
  const entry = log.entries[item.index] ?? assert.fail();
  const salt = new Uint8Array(32).fill(7);
  const inner = encodeUtf8(
    canonicalJson({ v: 1, type: 'inner', commit: encodeHex(commitment(sha256, salt, entry)) }),
  );
  const extra = (with_: Uint8Array) =>
    encodeUtf8(
      canonicalJson({
        v: 1,
        entry: encodeBase64(inner),
        inner: { salt: encodeBase64(with_), entry: encodeBase64(entry) },
        manifest: encodeBase64(item.manifest),
        manifestSalt: encodeBase64(item.manifestSalt),
        salts: item.parts.map((part) => (part.salt === null ? null : encodeBase64(part.salt))),
      }),
    );
  const opened = readEvidence(sha256, extra(salt));
  assert.deepEqual(
    [opened.logged.type, opened.entry.type, opened.manifest?.parts.length],
    ['inner', 'publish', 5],
  );
  assert.throws(() => readEvidence(sha256, extra(new Uint8Array(32))), { code: 'inner-mismatch' });
});

test('a printed code comes back whole; cut, changed or lengthened it is refused or does not hold', async () => {
  const { key, log, item } = await world();
  const code = await codeOf(log, item.index);
  const scanned = readScanned(`#${code}`);
  assert.deepEqual([scanned.origin, scanned.size, scanned.proof?.index], [origin, 22, item.index]);
  assert.equal(scanned.note, await log.checkpoint());
  const judge = (text: string) =>
    checkItem({ crypto: nodeCrypto, keys: [key.key], proof: readScanned(text) }).outcome;
  assert.equal(judge(code), 'registered');
  const bytes = Buffer.from(code.slice(2), 'base64url');
  for (let at = 0; at < bytes.length; at++) {
    const flipped = Buffer.from(bytes);
    flipped[at] = (flipped[at] ?? 0) ^ 1;
    let outcome: string;
    try {
      outcome = judge(`1.${flipped.toString('base64url')}`);
    } catch (error) {
      if (!(error instanceof ScanError)) throw error;
      outcome = 'refused';
    }
    assert.notEqual(outcome, 'registered', `byte ${at}`);
    assert.throws(() => readScanned(`1.${bytes.subarray(0, at).toString('base64url')}`), ScanError);
  }
  for (const text of ['', '1.', '2.AAAA', `${code}AA`, `${code}=`, code.replace('1.', '1.+'), '1.AwA']) {
    assert.throws(() => readScanned(text), ScanError, text);
  }
  // The checkpoint alone, where there was no room for more.
  const { signatures, root, size } = { ...(await parts(log)) };
  const alone = Buffer.concat([
    Buffer.of(2, origin.length),
    Buffer.from(origin),
    Buffer.of(size),
    root,
    Buffer.of(1, 0),
    signatures,
  ]);
  const read = readScanned(`1.${alone.toString('base64url')}`);
  assert.deepEqual([read.note, read.proof], [await log.checkpoint(), undefined]);
  assert.equal(checkItem({ crypto: nodeCrypto, keys: [key.key], proof: read }).outcome, 'registered');
});

async function parts(log: ReturnType<typeof makeLog>) {
  const line = decodeBase64((await log.checkpoint()).trimEnd().split(' ').at(-1) ?? '');
  const signatures = Buffer.concat([line.subarray(0, 4), Buffer.of(line.length - 4), line.subarray(4)]);
  return { signatures, root: Buffer.from(await log.root()), size: log.leaves.length };
}

test('the way that is drawn is the way that is proven, for every entry of every small tree', async () => {
  for (let size = 1; size <= 40; size++) {
    const log = makeLog(origin);
    for (let at = 0; at < size; at++) log.appendBytes(Uint8Array.of(at));
    for (let index = 0; index < size; index++) {
      const proof = await inclusionProof(sha256, index, size, log.node);
      const leaf = log.leaves[index] ?? assert.fail();
      const path = walkPath(sha256, { index, size, leaf, proof, root: await log.root() });
      assert.deepEqual([path.holds, path.steps.length], [true, proof.length], `${index} of ${size}`);
      if (proof.length === 0) continue;
      const wrong = walkPath(sha256, { index, size, leaf, proof: proof.slice(1), root: await log.root() });
      assert.equal(wrong.holds, false);
    }
  }
});
