import assert from 'node:assert/strict';
import { test } from 'node:test';
import { freshDataFolder, spawnProgram, startServer, until } from '#test/process';

/* Ready pages as the operator has them: made by the server, still there without it. */

test('the server keeps its pages ready; a reader serves them with the server and its database gone', async (t) => {
  const data = freshDataFolder(t);
  const server = await startServer(t, { data });
  // Only what is kept ready says since when it is as it is.
  const isReady = async (url: string, path: string) => (await fetch(url + path)).headers.has('last-modified');
  for (const path of ['/', '/items', '/help'])
    await until(
      () => isReady(server.url, path),
      60_000,
      () => `${path} is not ready:\n${server.output()}`,
    );
  const home = await (await fetch(server.url)).text();
  const english = await fetch(server.url, { headers: { 'accept-language': 'en' } });
  assert.deepEqual(
    [english.headers.has('last-modified'), (await english.text()).includes('lang="en"')],
    [false, true],
  );
  assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
  assert.deepEqual(await server.stop(), { code: 0, signal: null });

  const reader = await startServer(t, { data, args: ['--role', 'reader'] });
  assert.equal(await (await fetch(reader.url)).text(), home);
  const search = await fetch(`${reader.url}/search?q=x`);
  assert.deepEqual(
    [search.status, (await search.text()).includes('https://gongkai.example.cn')],
    [503, true],
  );
  assert.equal(reader.postgresPid(), null);
  assert.deepEqual(await reader.stop(), { code: 0, signal: null });

  const nothing = spawnProgram(t, ['start', '--role', 'reader']);
  assert.equal((await nothing.ended()).code, 2);
  assert.match(nothing.output(), /ready/);
});
