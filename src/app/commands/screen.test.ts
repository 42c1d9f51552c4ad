import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';

type Ran = { readonly code: number; readonly out: string; readonly err: string };

/** The command as an operator calls it, in a process of its own without any settings of an installation. */
function screen(...args: readonly string[]): Promise<Ran> {
  const cli = join(import.meta.dirname, '../cli.ts');
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [cli, 'screen', ...args],
      { env: { PATH: process.env.PATH } },
      (error, out, err) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
      },
    );
  });
}

function folder(t: TestContext, files: Readonly<Record<string, string>>): string {
  const path = mkdtempSync(join(tmpdir(), 'screen-command-'));
  t.after(() => rmSync(path, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return path;
}

test('findings are told by file and place, masked, unread files with their reason; the code says that there are some', async (t) => {
  const path = folder(t, { '名单.csv': '姓名,手机\n李一,13600009942\n', 'a.exe': 'x', '正文.txt': '无事' });
  const { code, out, err } = await screen(path);
  assert.equal(code, 1, err);
  assert.match(out, /名单\.csv\t工作表 第 2 行\t手机号\t136\*{4}9942/);
  assert.match(out, /共 3 个文件，其中 1 个有发现，计 1 处；未能读取 1 个/);
  assert.match(err, /未读：a\.exe/);
  assert.ok(!(out + err).includes('13600009942'));
});

test('with --json, standard output is one finding a line and nothing else', async (t) => {
  const path = folder(t, { 'a.txt': '机密★5年\n身份证号：520325200005019993\n', 'b.exe': 'x' });
  const { code, out } = await screen(path, '--json');
  assert.equal(code, 1);
  const lines = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    lines.map((line) => [line.file, line.place, line.kind, line.masked, line.confidence, line.class]),
    [
      ['a.txt', '第 1 行', 'secret_mark', '机密★', 'high', 'secretMark'],
      ['a.txt', '第 2 行', 'id_card_18', '**************9993', 'high', 'sensitive'],
    ],
  );
  assert.deepEqual(Object.keys(lines[0]).sort(), [
    'class',
    'confidence',
    'file',
    'kind',
    'masked',
    'place',
    'reason',
  ]);
});

test('nothing found answers 0; what cannot run answers 2 and says why', async (t) => {
  const path = folder(t, {
    'a.txt': '无事',
    '词表.csv': '类别,词语\n关注词,清溪计划\n',
    '坏词表.csv': '类别,词语\n别的,甲乙\n',
  });
  assert.equal((await screen(join(path, 'a.txt'))).code, 0);
  assert.equal((await screen(join(path, 'no-such'))).code, 2);
  assert.equal((await screen()).code, 2);
  const wrong = await screen(join(path, 'a.txt'), '--unit-terms', join(path, '坏词表.csv'));
  assert.equal(wrong.code, 2);
  assert.match(wrong.err, /第 2 行：类别应写/);
  writeFileSync(join(path, 'a.txt'), '推进清溪计划');
  assert.equal((await screen(join(path, 'a.txt'), '--unit-terms', join(path, '词表.csv'))).code, 1);
});
