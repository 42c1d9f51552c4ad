import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { freshDataFolder, spawnProgram, startServer } from '#test/process';

/* The transparency log as its operator meets it: at the start, in its commands, in its refusals. */

const production = { GONGKAI_MODE: 'production', GONGKAI_URL: 'https://gongkai.example.cn' };

test('a log keeps its name, its key and its past over restarts', async (t) => {
  const data = freshDataFolder(t);
  const run = async (command: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    const ran = spawnProgram(t, command, { data, env: { ...production, ...env } });
    const { code } = await ran.ended();
    return { code, output: ran.output() };
  };
  const first = await startServer(t, { data });
  const vkey = await (await fetch(`${first.url}/log/vkey`)).text();
  assert.match(vkey, /^gongkai\.example\.cn\/log\+[0-9a-f]{8}\+/);
  const checkpoint = await (await fetch(`${first.url}/log/checkpoint`)).text();
  assert.ok(checkpoint.startsWith('gongkai.example.cn/log\n1\n'), checkpoint);
  const sound = await run(['log:fsck']);
  assert.deepEqual([sound.code, /1 entries, 2 checkpoints/.test(sound.output)], [0, true], sound.output);
  const maker = ['admin:create', '--account', 'lin', '--name', '林管理', '--unit', '某区'];
  assert.equal((await run(maker)).code, 0);
  const acceptance = ['log:accept-restore', '--account', 'lin', '--reason', 'disk-lost', '--words', '试'];
  const busy = await run(acceptance);
  assert.equal(busy.code, 2, busy.output);
  assert.match(busy.output, /数据目录已有服务在运行/);
  const stranger = await run(['log:rotate-key', '--account', 'wang']);
  assert.deepEqual([stranger.code, /系统管理员/.test(stranger.output)], [2, true], stranger.output);
  const rotated = await run(['log:rotate-key', '--account', 'lin']);
  assert.equal(rotated.code, 0, rotated.output);
  assert.notEqual(await (await fetch(`${first.url}/log/vkey`)).text(), vkey);
  assert.ok((await (await fetch(`${first.url}/log/vkey/history`)).text()).startsWith(`0 ${vkey}`));
  await first.stop();

  const moved = await run(['start'], { GONGKAI_URL: 'https://moved.example.cn' });
  assert.equal(moved.code, 1);
  assert.match(
    moved.output,
    /登记名首次启动时定为“gongkai\.example\.cn\/log”，现在的设置是“moved\.example\.cn\/log”/,
  );
  assert.match(moved.output, /→ .*GONGKAI_LOG_ORIGIN=gongkai\.example\.cn\/log/);

  const place = join(data, 'log', 'checkpoint');
  const good = readFileSync(place, 'utf8');
  writeFileSync(place, good.replace(/\n\d+\n/, '\n99\n'));
  const env = { GONGKAI_URL: 'https://moved.example.cn', GONGKAI_LOG_ORIGIN: 'gongkai.example.cn/log' };
  const second = await startServer(t, { data, env });
  assert.match(second.output(), /数据目录中的检查点已有 99 条，数据库只有 2 条：数据库是从较早的备份恢复的/);
  const health = (await (await fetch(`${second.url}/healthz`)).json()) as Record<string, { status: string }>;
  assert.equal(health['transparency-log']?.status, 'stopped');
  writeFileSync(place, good);
  rmSync(join(data, 'log', 'tile'), { recursive: true });
  const damaged = await run(['log:fsck'], env);
  assert.equal(damaged.code, 1, damaged.output);
  assert.equal((await run(['log:fsck', '--repair'], env)).code, 0);
  assert.equal(readdirSync(join(data, 'log', 'keys')).length, 2);
  await second.stop();
});
