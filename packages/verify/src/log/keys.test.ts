import assert from 'node:assert/strict';
import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { test } from 'node:test';
import {
  concatBytes,
  encodeBase64,
  encodeUtf8,
  formatVerifierKey,
  keyId,
  type Signer,
} from '../../../tlog/src/index.ts';
import { nodeCrypto, sha256 } from '../node-crypto.ts';
import { findings, folder, run } from '../testing/run.ts';
import { writeFolder } from '../testing/serve.ts';
import { heartbeat, makeKey, makeLog, publish, type TestKey, type TestLog } from '../testing/world.ts';
import { meetsQuorum, PolicyError, parsePolicy } from './policy.ts';
import { rotationStatement } from './rotations.ts';

const origin = 'notice.example/log';

async function rotate(log: TestLog, old: TestKey, next: TestKey, oldSigns: Signer | null): Promise<void> {
  const statement = encodeUtf8(rotationStatement(origin, old.vkey, next.vkey));
  log.append({
    v: 1,
    type: 'key-rotate',
    claimed_at: '2026-03-02T02:00:00.000Z',
    old: old.vkey,
    new: next.vkey,
    newSig: encodeBase64(await next.signer.sign(statement)),
    ...(oldSigns === null ? { reason: 'lost' } : { oldSig: encodeBase64(await oldSigns.sign(statement)) }),
  });
}

test('a change of keys both have signed for is followed by a reader who knows the old one; others are not', async (t) => {
  const [old, next, thief] = [makeKey(origin), makeKey(origin), makeKey(origin)];
  const check = async (oldSigns: Signer | null, by: Signer) => {
    const log = makeLog(origin, old);
    heartbeat(log, '2026-03-02T00:00:00.000Z');
    const path = await folder(t);
    const memory = await folder(t);
    await writeFolder(path, await log.files());
    assert.equal((await run([path, '--json', '--memory', memory])).code, 0);
    await rotate(log, old, next, oldSigns);
    publish(log, 'aaaa0001');
    const files = await log.files(undefined, [by]);
    await writeFolder(path, files.set('/log/vkey', encodeUtf8(`${next.vkey}\n`)));
    const first = await run([path, '--json', '--memory', memory]);
    // The new key is remembered: from now on it is as good as the first.
    const again = await run([path, '--json', '--memory', memory]);
    return { first, again };
  };
  const good = await check(old.signer, next.signer);
  assert.deepEqual([good.first.code, findings(good.first), good.again.code], [0, [], 0]);
  assert.ok(good.first.codes.includes('key-rotated'));
  const lost = await check(null, next.signer);
  assert.deepEqual(findings(lost.first), [['key-changed', '/log/checkpoint']]);
  assert.ok(lost.first.codes.includes('key-lost') && lost.again.code === 1);
  const stolen = await check(thief.signer, next.signer);
  assert.deepEqual(
    findings(stolen.first).map(([code]) => code),
    ['key-rotation-unsigned', 'key-changed'],
  );
  const other = await check(old.signer, thief.signer);
  assert.deepEqual(findings(other.first), [['key-changed', '/log/checkpoint']]);
});

test('the second signature by SM2 with SM3 is checked too', async (t) => {
  const made = generateKeyPairSync('ec', { namedCurve: 'SM2' });
  const publicKey = made.publicKey;
  // Read back, as from its file: OpenSSL signs with a key just made as if it were any curve (ECDSA), not by SM2.
  const privateKey = createPrivateKey(made.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const point = publicKey.export({ type: 'spki', format: 'der' }).subarray(-65);
  const [name, bytes] = [`${origin}/sm2`, concatBytes(encodeUtf8('gongkai/sm2-sm3\n'), point)];
  const id = keyId(sha256, name, 0xff, bytes);
  const vkey = formatVerifierKey({ name, type: 0xff, publicKey: bytes, id });
  const good: Signer = { name, id, sign: (message) => new Uint8Array(sign('sm3', message, privateKey)) };
  const bad: Signer = { name, id, sign: () => new Uint8Array(70) };
  for (const [signer, expected] of [
    [good, 0],
    [bad, 1],
  ] as const) {
    const log = makeLog(origin);
    heartbeat(log, '2026-03-02T00:00:00.000Z');
    const [key] = log.keys;
    assert.ok(key !== undefined);
    const files = await log.files(undefined, [key.signer, signer]);
    const path = await folder(t);
    await writeFolder(path, files.set('/log/vkey', encodeUtf8(`${key.vkey}\n${vkey}\n`)));
    const ran = await run([path, '--json', '--no-memory']);
    assert.equal(ran.code, expected, ran.text);
    if (expected === 0)
      assert.deepEqual(ran.lines.find(({ code }) => code === 'second-signature')?.values, { checked: 1 });
    else assert.deepEqual(findings(ran), [['signature-wrong', '/log/checkpoint']]);
  }
});

test('a policy file is read line by line, and its quorum counts nested groups', () => {
  const [a, b, c] = ['a.example', 'b.example', 'c.example'].map((name) => makeKey(name, 'witness').vkey);
  const three = `witness a ${a}\nwitness b ${b} https://b.example/\nwitness c ${c}\n`;
  const read = (text: string) => parsePolicy(sha256, text);
  const policy = read(
    `# who\n\nlog ${makeKey(origin).vkey}\n${three}group two 2 a b c\ngroup all all two c\nquorum all\n`,
  );
  const meets = (...signed: string[]) => meetsQuorum(policy, new Set(signed));
  assert.deepEqual(
    [meets('a', 'b'), meets('a', 'c'), meets('c'), meets('a', 'b', 'c')],
    [false, true, false, true],
  );
  assert.equal(meetsQuorum(read(`${three}quorum none`), new Set()), true);
  assert.equal(meetsQuorum(read(`${three}group any any a b\nquorum any`), new Set(['b'])), true);
  const wrong: readonly (readonly [string, number])[] = [
    ['', 1],
    ['quorum a', 1],
    [`${three}`, 4],
    [`${three}quorum a\nquorum b`, 5],
    [`${three}witness a ${a}\nquorum none`, 4],
    [`${three}witness none ${a}\nquorum none`, 4],
    [`${three}group g 4 a b c\nquorum g`, 4],
    [`${three}group g 0 a\nquorum g`, 4],
    [`${three}group g 1 a a\nquorum g`, 4],
    [`${three}group g any d\nquorum g`, 4],
    [`${three}group g any\nquorum g`, 4],
    ['witness a x+00000000+AA==\nquorum a', 1],
    ['log\nquorum none', 1],
    ['believe everybody', 1],
  ];
  for (const [text, line] of wrong) {
    assert.throws(
      () => read(text),
      (error) => error instanceof PolicyError && error.line === line,
      text,
    );
  }
});

test('the signatures of OpenSSL are those of the log: a flipped bit anywhere fails', () => {
  const key = makeKey(origin);
  const message = encodeUtf8('text\n');
  const signed = key.signer.sign(message);
  assert.ok(signed instanceof Uint8Array);
  const signature: Uint8Array = signed;
  assert.equal(nodeCrypto.verify(key.key.publicKey, message, signature), true);
  for (let at = 0; at < 64; at++) {
    const wrong = Uint8Array.from(signature, (byte: number, place) => (place === at ? byte ^ 1 : byte));
    assert.equal(nodeCrypto.verify(key.key.publicKey, message, wrong), false);
  }
  assert.equal(nodeCrypto.verify(new Uint8Array(31), message, signature), false);
  assert.equal(nodeCrypto.verify(key.key.publicKey, message, signature.subarray(1)), false);
});
