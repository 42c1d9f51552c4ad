import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { htmlProblems, toDocument, toMarkup } from '#platform/html';
import { createTranslator } from '#platform/i18n';
import { ensureSystemPackages } from '#test/system-packages';
import { encodeUtf8, openCheckpoint, parseNote, TlogError } from '#tlog';
import { qr } from '#ui/portal';
import { openWitnessKey, verifierKeyOf, verifierOf } from '../witness/keys.ts';
import { freshFolder } from '../witness/testing/open.ts';
import { paperLog } from '../witness/testing/paper-log.ts';
import { anchorMessages } from './messages.ts';
import { inGroups, type Sheet, sheetHtml, sheetPolicy, shortNote } from './sheet.ts';

const t = createTranslator([anchorMessages]);
const time = Date.parse('2026-03-02T01:02:00Z');

/** A checkpoint with three cosignatures, two of them by witnesses of the policy. */
async function made(folders: readonly string[]) {
  const log = paperLog('gongkai.example/log');
  const keys = folders.map((folder, at) => openWitnessKey(folder, `w${at}.example/witness`));
  const signers = keys.flatMap((key, at) => key?.signer(() => time / 1000 + at * 60) ?? []);
  const note = await log.note(12_345, [log.signer, ...signers]);
  const witnesses = keys.slice(0, 2).flatMap((key, at) =>
    key === null
      ? []
      : [
          {
            name: ['县档案馆', '公证处'][at] ?? '',
            vkey: key.vkey,
            key: verifierKeyOf(key.vkey),
            url: null,
          },
        ],
  );
  const sheet: Sheet = {
    note,
    publishedAt: new Date(time),
    printedAt: new Date('2026-03-03T02:00:00Z'),
    vkey: log.vkey,
    policy: { logs: [], witnesses, quorum: null },
    verifyUrl: 'https://gongkai.example/verify',
  };
  return { log, sheet };
}

test('the sheet says what is signed, by whom, and its code holds a checkpoint that opens', async (t2) => {
  const { log, sheet } = await made([freshFolder(t2), freshFolder(t2), freshFolder(t2)]);
  const page = toDocument(sheetHtml(sheet, t('zh-CN'), 'zh-CN'));
  // One style, which the page's own policy names by its hash.
  assert.deepEqual(htmlProblems(page), ['inline <style>']);
  const root = Buffer.from(log.root(12_345)).toString('hex');
  const groups = inGroups(log.root(12_345));
  assert.match(groups, /^(?:[0-9a-f]{4} ){15}[0-9a-f]{4}$/);
  assert.equal(groups.replaceAll(' ', ''), root);
  for (const words of [
    'gongkai.example/log',
    '>12345<',
    groups,
    '县档案馆',
    '公证处',
    log.vkey,
    'https://gongkai.example/verify',
  ])
    assert.ok(page.includes(words), words);
  assert.ok(!page.includes('w2.example'), 'a witness nobody asked for is not named');
  assert.doesNotMatch(page, /<script|src=|href=/, 'it needs nothing beside it');

  const held = shortNote({
    text: parseNote(sheet.note).text,
    signatures: parseNote(sheet.note).signatures.map((one, at) => ({ ...one, type: at === 0 ? 1 : 4 })),
    unknown: 0,
  });
  assert.ok(page.includes(toMarkup(qr(held, t('zh-CN')('transparency-log.sheet.code')))));
  assert.ok(encodeUtf8(held).length < 500, 'coarse enough to scan from paper');
  const opened = openCheckpoint(held, {
    origin: log.origin,
    log: [verifierOf(verifierKeyOf(sheet.vkey))],
    witnesses: (sheet.policy?.witnesses ?? []).map((one) => verifierOf(one.key)),
    quorum: 1,
  });
  assert.equal(opened.size, 12_345);
});

test('without witnesses it says so, and a checkpoint that was not signed by the key is not printed', async () => {
  const { sheet } = await made([]);
  const page = toDocument(sheetHtml({ ...sheet, policy: null }, t('zh-CN'), 'zh-CN'));
  assert.ok(page.includes('没有见证单位的签名'));
  const other = paperLog('gongkai.example/log');
  assert.throws(() => sheetHtml({ ...sheet, vkey: other.vkey }, t('en'), 'en'), TlogError);
});

test('it fits one page A4 in both languages, and its style is allowed by its own policy', async (t2) => {
  ensureSystemPackages();
  const folder = freshFolder(t2);
  const { log, sheet } = await made([freshFolder(t2), freshFolder(t2), freshFolder(t2)]);
  for (const locale of ['zh-CN', 'en'] as const) {
    const page = toDocument(sheetHtml(sheet, t(locale), locale));
    const policy = `<meta http-equiv="content-security-policy" content="${sheetPolicy.replace(/; frame-ancestors.*$/, '')}">`;
    writeFileSync(join(folder, 'sheet.html'), page.replace('<head>', `<head>${policy}`));
    const args = ['--headless', '--no-sandbox', '--disable-gpu', `--user-data-dir=${folder}/profile`];
    const to = [
      '--no-pdf-header-footer',
      `--print-to-pdf=${folder}/sheet.pdf`,
      `file://${folder}/sheet.html`,
    ];
    execFileSync('/usr/bin/chromium', [...args, ...to], { stdio: 'pipe', timeout: 60_000 });
    const about = execFileSync('pdfinfo', [join(folder, 'sheet.pdf')], { encoding: 'utf8' });
    assert.match(about, /^Pages: +1$/m);
    assert.match(about, /^Page size: +59[45]\.\d+ x 84[12](?:\.\d+)? pts \(A4\)$/m);
    const text = execFileSync('pdftotext', ['-layout', join(folder, 'sheet.pdf'), '-'], { encoding: 'utf8' });
    assert.ok(text.includes('12345') && text.includes('县档案馆'));
    // What a telephone reads from the paper is the signed checkpoint itself.
    const picture = join(folder, 'sheet');
    execFileSync('pdftoppm', ['-r', '200', '-png', '-singlefile', `${picture}.pdf`, picture]);
    const code = execFileSync('zbarimg', ['-Sdisable', '-Sqrcode.enable', '-q', '--raw', `${picture}.png`], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const opened = openCheckpoint(code.slice(0, -1), {
      origin: log.origin,
      log: [verifierOf(verifierKeyOf(sheet.vkey))],
      witnesses: (sheet.policy?.witnesses ?? []).map((one) => verifierOf(one.key)),
      quorum: 1,
    });
    assert.deepEqual([opened.size, Buffer.from(opened.root)], [12_345, log.root(12_345)]);
  }
});
