import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createTranslator } from '#platform/i18n';
import { startTestApp } from '#test/app';
import { until } from '#test/process';
import { encodeUtf8, openCheckpoint, parseVerifierKey } from '#tlog';
import { outsideOf } from '../../../app/log-outside.ts';
import { makeAnchors } from '../anchors/anchor.ts';
import { anchorMessages } from '../anchors/messages.ts';
import { printSheet } from '../anchors/print.ts';
import { openTsa } from '../anchors/testing/openssl-tsa.ts';
import { sha256 } from '../entries.ts';
import { verifierOf } from './keys.ts';
import { witnessMessages } from './messages.ts';
import { readOutside } from './overview.ts';
import { BadPolicyFile, policyProblemLines } from './policy-file.ts';
import { freshFolder, openedWitness } from './testing/open.ts';
import { paperLog } from './testing/paper-log.ts';

test('an installation with a policy file and an authority: cosigned, stamped, on paper, and told to the office', async (t) => {
  const folder = freshFolder(t);
  const witness = await openedWitness(t, 'archive.example/witness', []);
  const absent = await openedWitness(t, 'absent.example/witness', []);
  const tsa = openTsa(t);
  const [policy, roots] = [join(folder, 'policy.txt'), join(folder, 'roots.pem')];
  writeFileSync(
    policy,
    `log ${paperLog('neighbour.example/log').vkey} http://127.0.0.1:9/log
witness 县档案馆 ${witness.vkey} ${witness.url}/
witness 公证处 ${absent.vkey}
group 见证 any 县档案馆 公证处
quorum 见证
`,
  );
  writeFileSync(roots, tsa.pem('root'));
  const log = { origin: null, sm2: false, policy, authority: { url: await tsa.serve(t), roots } };
  const app = await startTestApp(t, { log });

  // The witness does not know us yet: nothing is served. Then its operator adds our key, and it goes on by itself.
  await until(async () => (await app.fetch('/log/vkey')).status === 200, 20_000);
  assert.equal((await app.fetch('/log/checkpoint')).status, 404);
  const vkey = (await (await app.fetch('/log/vkey')).text()).trim();
  const key = parseVerifierKey(sha256, vkey);
  witness.witness.know([{ key, vkey, url: null }]);
  await until(async () => (await app.fetch('/log/checkpoint')).status === 200, 30_000);
  const trust = {
    origin: key.name,
    log: [verifierOf(key)],
    witnesses: [verifierOf(parseVerifierKey(sha256, witness.vkey))],
    quorum: 1,
  };
  const opened = openCheckpoint(await (await app.fetch('/log/checkpoint')).text(), trust);
  assert.ok(opened.witnessed.length === 1);

  const settings = outsideOf(log);
  const tools = { database: app.db.worker, now: () => new Date() };
  assert.ok(settings.anchors !== undefined);
  const made = await makeAnchors(tools, settings.anchors, { isAsked: true });
  assert.deepEqual(
    made.map((one) => [one.kind, one.result]),
    [
      ['rfc3161', 'anchored'],
      ['peer', 'failed'],
    ],
  );
  const index = made[0]?.result === 'anchored' ? made[0].index : -1;
  await until(async () => (await app.fetch(`/log/anchor/${index}`)).status === 200, 20_000);
  const token = await app.fetch(`/log/anchor/${index}`);
  assert.match(token.headers.get('content-disposition') ?? '', /attachment; filename="anchor-\d+\.tst"/);
  const data = encodeUtf8(opened.note.text);
  assert.ok(tsa.accepts(new Uint8Array(await token.arrayBuffer()), data), 'openssl accepts what readers get');
  for (const path of ['0', '99', '01', '1e3', '-1', 'x', '9007199254740993'])
    assert.equal((await app.fetch(`/log/anchor/${path}`)).status, 404, path);

  const page = await app.fetch('/log/sheet');
  assert.equal(page.status, 200);
  assert.match(page.headers.get('content-security-policy') ?? '', /^default-src 'none'; style-src 'sha256-/);
  const sheet = await page.text();
  assert.ok(sheet.includes(vkey) && sheet.includes('县档案馆'));
  const printed = await printSheet({ ...tools, settings }, 'https://gongkai.example');
  assert.ok(printed?.document.includes('https://gongkai.example/verify'));

  const words = createTranslator([witnessMessages, anchorMessages])('zh-CN');
  const outside = await readOutside(app.db.office.reader, settings, words);
  assert.equal(outside.quorum, '县档案馆、公证处中任一签名即可');
  assert.deepEqual(
    outside.witnesses.map(({ name, former, trouble }) => [name, former, trouble?.what ?? null]),
    [
      ['县档案馆', false, null],
      ['公证处', false, '见证规则文件中没有它的网址'],
    ],
  );
  assert.equal(outside.witnesses[0]?.lag, outside.published - (outside.witnesses[0]?.size ?? 0));
  assert.deepEqual(
    outside.peers.map(({ origin, trouble }) => [origin, trouble?.what]),
    [['neighbour.example/log', '连不上，或没有提供所需的登记文件']],
  );
  assert.deepEqual([outside.authorities[0]?.url, outside.authorities[0]?.trouble], [log.authority.url, null]);
  assert.deepEqual(
    outside.anchors.map(({ kind, byWhom }) => [kind, byWhom]),
    [
      ['paper', ''],
      ['rfc3161', 'CN=rsa'],
    ],
  );
  // Taken out of the policy, a witness stays in the list for what it once signed.
  const without = await readOutside(app.db.office.reader, { policy: null }, words);
  assert.equal(without.quorum, null);
  assert.deepEqual([...new Set(without.witnesses.map((one) => one.former))], [true]);
  assert.deepEqual(app.faults, []);
});

test('a policy file with mistakes is not worked with: every line is told', (t) => {
  const policy = join(freshFolder(t), 'policy.txt');
  writeFileSync(policy, 'witness a b\nquorum c\n');
  const config = { origin: null, sm2: false, policy, authority: null };
  try {
    outsideOf(config);
    assert.fail('taken');
  } catch (error) {
    assert.ok(error instanceof BadPolicyFile);
    const say = (locale: 'zh-CN' | 'en') =>
      policyProblemLines(error, createTranslator([witnessMessages])(locale)).map((line) =>
        line.replace(policy, 'F'),
      );
    assert.deepEqual(say('zh-CN'), [
      'F 第 1 行：不是公钥（名称+编号+base64）：b',
      'F 第 2 行：上文没有名为“c”的见证单位或组',
    ]);
    assert.deepEqual(say('en')[1], 'F line 2: no witness or group above is called “c”');
  }
  assert.throws(() => outsideOf({ ...config, policy: `${policy}.absent` }), /ENOENT/);
  assert.throws(
    () => outsideOf({ ...config, policy: null, authority: { url: 'http://x', roots: policy } }),
    /no certificate/,
  );
});
