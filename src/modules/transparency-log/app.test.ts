import assert from 'node:assert/strict';
import { test } from 'node:test';
import { definePage } from '#platform/http';
import { defineModule } from '#platform/module';
import { startTestApp } from '#test/app';
import { ed25519Verifier, entriesPath, openNote, parseCheckpoint, parseVerifierKey, tilePath } from '#tlog';
import { LogStopped } from './append.ts';
import { sha256 } from './entries.ts';
import { verifySignature } from './signing/keys.ts';

test('a program that starts serves a signed log', async (t) => {
  const app = await startTestApp(t);
  const vkey = (await (await app.fetch('/log/vkey')).text()).trim();
  const key = parseVerifierKey(sha256, vkey);
  assert.match(key.name, /^demo-[0-9a-f]{8}\.invalid\/log$/);
  const answer = await app.fetch('/log/checkpoint');
  assert.equal(answer.headers.get('access-control-allow-origin'), '*');
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  const verifier = ed25519Verifier(key, (_public, message, signature) =>
    verifySignature(key, message, signature),
  );
  const { text } = openNote(await answer.text(), [verifier]);
  assert.equal(parseCheckpoint(text).size, 1);
  const tile = await app.fetch(`/log/${tilePath(0, 0, 1)}`);
  assert.equal(tile.headers.get('cache-control'), 'public, max-age=31536000, immutable');
  assert.equal((await tile.arrayBuffer()).byteLength, 32);
  assert.equal((await app.fetch(`/log/${entriesPath(0, 1)}`)).status, 200);
  for (const absent of [
    tilePath(0, 0),
    tilePath(0, 0, 2),
    tilePath(1, 0, 1),
    'tile/0/00',
    'tile/0/000.p/01',
    'tile/../keys',
  ])
    assert.equal((await app.fetch(`/log/${absent}`)).status, 404, absent);
  const health = (await (await app.fetch('/healthz')).json()) as Record<string, unknown>;
  assert.deepEqual(health['transparency-log'], { status: 'ok', published: 1, registered: 1, alarms: [] });
});

test('people are told in words that the log is stopped', async (t) => {
  const page = definePage({
    path: '/stopped',
    handle: async (ctx) => {
      ctx.openTo('everyone', 'a test');
      throw new LogStopped('file-newer');
    },
  });
  const app = await startTestApp(t, { extraModules: [defineModule({ name: 'tries', pages: [page] })] });
  const answer = await app.fetch('/stopped', { headers: { 'accept-language': 'zh-CN' } });
  assert.equal(answer.status, 409);
  assert.match(await answer.text(), /公开登记已停止/);
  assert.deepEqual(app.faults, []);
});
