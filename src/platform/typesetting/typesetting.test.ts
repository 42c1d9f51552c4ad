import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { type RichText, toText } from '#platform/richtext';
import { outsideTools } from '#test/outside-tools';
import { anyRichText } from '../richtext/arbitraries.ts';
import { loadFonts } from './fonts.ts';
import { endTypesetting, qrSvg, setFontFolder, TypesettingFault, typeset, typesetBlocks } from './index.ts';
import { markMissing } from './missing.ts';
import { coverageOf, facesOf, withFamily } from './sfnt.ts';

after(() => endTypesetting());

const template = (body: string) => ({
  name: 'test',
  source: `#import "/base.typ": *
#set page(width: 210mm, height: 297mm, margin: 20mm)
#set text(font: fonts.fangsong, size: 12pt, fallback: false, lang: "zh", region: "cn", cjk-latin-spacing: none, ..even)
#set document(title: data.title, date: none)
${body}`,
});
const blocksOnly = template('#blocks(data.blocks, (indent: 2em, size: 12pt, pitch: 20pt))');
const squeezed = (text: string) => text.normalize('NFKC').replace(/\s/g, '');

const rich = (content: RichText['content']): RichText => ({ type: 'doc', content });
const p = (text: string): RichText['content'][number] => ({
  type: 'paragraph',
  content: [{ type: 'text', text }],
});
const data = (body: RichText, title = '题') => ({ title, blocks: typesetBlocks(body, () => null) });

test('the same data give the same bytes in another process; text is text, fonts are embedded, the file is sound', async (t) => {
  const outside = outsideTools(t);
  const hostile =
    '#panic("x") $a^2$ @ref *b* _i_ `r` <l> \\ "q" \'s\' // c /* d */ [x] {y} https://a.example #{1+1} ~ - + =';
  const body = rich([
    { type: 'heading', attrs: { level: 1 }, content: [{ type: 'text', text: '一、标题 #let x = 1' }] },
    p(hostile),
    p('生僻字：㐀𠮷䶮；繁體：龜龍'),
    { type: 'bulletList', content: [{ type: 'listItem', content: [p('点')] }] },
    {
      type: 'table',
      content: [
        { type: 'tableRow', content: [{ type: 'tableHeader', attrs: { colspan: 2 }, content: [p('表头')] }] },
        {
          type: 'tableRow',
          content: [
            { type: 'tableCell', content: [p('#甲')] },
            { type: 'tableCell', content: [p('乙\\')] },
          ],
        },
      ],
    },
  ]);
  const first = await typeset(blocksOnly, data(body, '题 #panic() "'));
  await endTypesetting();
  const second = await typeset(blocksOnly, data(body, '题 #panic() "'));
  assert.ok(first.pdf.equals(second.pdf));
  assert.deepEqual(first.missing, ['U+20BB7']);
  const path = outside.put('one.pdf', first.pdf);
  assert.match(outside.run('qpdf', '--check', path), /No syntax or stream encoding errors/);
  const text = squeezed(outside.run('pdftotext', path, '-'));
  for (const line of [hostile, '一、标题 #let x = 1', '生僻字：㐀〓(U+20BB7)䶮；繁體：龜龍', '#甲', '乙\\'])
    assert.ok(text.includes(squeezed(line)), `${line}\n${text}`);
  const fonts = outside.run('pdffonts', path).trim().split('\n').slice(2);
  assert.ok(fonts.length >= 2);
  for (const font of fonts) assert.match(font, /\byes yes yes\b/, font);
  const info = outside.run('pdfinfo', path);
  assert.match(info, /Title: +题 #panic\(\) "/);
  assert.doesNotMatch(info, /CreationDate/);
  const plain = outside.run('qpdf', '--qdf', '--object-streams=disable', path, '-');
  assert.ok(plain.includes('/Lang (zh)'));
});

test('whatever a text holds, every word of it stands in the PDF in order', async (t) => {
  const outside = outsideTools(t);
  let number = 0;
  const { has } = loadFonts(null);
  await fc.assert(
    fc.asyncProperty(anyRichText, async (body) => {
      const made = await typeset(blocksOnly, data(body));
      number += 1;
      const path = outside.put(`any-${number}.pdf`, made.pdf);
      assert.match(outside.run('qpdf', '--check', path), /No syntax/);
      const { text } = markMissing(toText(body), has);
      // Only letters and Chinese characters: signs of composition and spaces come back in other forms.
      const words = (all: string) =>
        all
          .normalize('NFKC')
          .match(/\p{Script=Han}|[a-z0-9]/giu)
          ?.sort()
          .join('') ?? '';
      const shown = words(outside.run('pdftotext', path, '-'));
      for (const char of new Set(words(text))) assert.ok(shown.includes(char), `${char} of ${text}`);
    }),
    // Always the same texts: what a generator dreams up once in a hundred, columns narrower than a character, is no paper.
    { numRuns: 12, endOnFailure: true, seed: 20_260_301 },
  );
});

test('failures are typed and repeatable; the next document is made all the same', async (t) => {
  const fails = (code: string) => (error: unknown) =>
    error instanceof TypesettingFault && error.code === code;
  const broken = template('#image("/files/a.png")');
  const files = new Map([['a.png', Buffer.from('no picture')]]);
  for (let i = 0; i < 2; i++)
    await assert.rejects(typeset(broken, { title: '' }, { files }), fails('bad-input'));
  await assert.rejects(typeset(template('#read("/etc/hostname")'), { title: '' }), fails('bad-input'));
  const endless = template(
    '#let f(n) = if n == 0 { 0 } else { range(2000).map(i => i * n).sum() + f(n - 1) }\n#for i in range(9000) { for j in range(9000) { let x = f(60 + i + j) } }',
  );
  await assert.rejects(typeset(endless, { title: '' }, { millis: 300 }), fails('too-slow'));
  assert.equal((await typeset(blocksOnly, data(rich([p('好')])))).pages, 1);
  setFontFolder('/nowhere/fonts');
  t.after(() => setFontFolder(null));
  await assert.rejects(typeset(blocksOnly, data(rich([p('好')]))), fails('fonts-missing'));
  await assert.rejects(typeset(blocksOnly, data(rich([p('好')]))), fails('fonts-missing'));
  setFontFolder(null);
  assert.equal((await typeset(blocksOnly, data(rich([p('好')])))).pages, 1);
});

test('fonts of the installation come first, by any of their names; the program’s own have all of GB 2312', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'fonts-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const own = loadFonts(null);
  const song = own.fonts.find((one) => one.role === 'song');
  assert.ok(song);
  const [face] = facesOf(song.bytes);
  assert.ok(face);
  writeFileSync(
    join(folder, 'fs.ttf'),
    withFamily({ ...face, postScriptName: 'FangSongOfTheOffice' }, '仿宋_GB2312'),
  );
  writeFileSync(join(folder, 'no-font.ttf'), 'hello');
  mkdirSync(join(folder, 'sub'));
  copyFileSync(join(folder, 'no-font.ttf'), join(folder, 'readme.txt'));
  const mixed = loadFonts(folder);
  const named = (set: typeof own, role: string) => set.fonts.find((one) => one.role === role)?.font;
  assert.equal(named(mixed, 'fangsong'), 'FangSongOfTheOffice');
  assert.equal(named(mixed, 'song'), named(own, 'song'));
  assert.notEqual(mixed.key, own.key);
  const decode = new TextDecoder('gb18030');
  for (let high = 0xb0; high <= 0xf7; high++)
    for (let low = 0xa1; low <= 0xfe; low++) {
      const char = decode.decode(Uint8Array.of(high, low));
      if (char >= '\u4e00' && char <= '\u9fff') assert.ok(own.has(char.codePointAt(0) ?? 0), char);
    }
  const covers = coverageOf(face);
  assert.equal(covers(0x20bb7), false);
  assert.deepEqual(facesOf(Buffer.from('\0\x01\0\0 short', 'latin1')), []);
});

test('a QR code is one path, read by a scanner from the page', async (t) => {
  const outside = outsideTools(t);
  const address = 'https://gongkai.example/i/0123abcd';
  const page = template('#image(bytes(data.qr), format: "svg", width: 25mm)');
  const { pdf } = await typeset(page, { title: 'q', qr: qrSvg(address) });
  const path = outside.put('qr.pdf', pdf);
  assert.equal(
    outside.run('pdfimages', '-list', path).trim().split('\n').length,
    2,
    'no picture: it is drawn',
  );
  outside.run('pdftoppm', '-r', '150', '-png', '-singlefile', path, path.replace('.pdf', ''));
  assert.equal(
    outside
      .run('zbarimg', '-Sdisable', '-Sqrcode.enable', '-q', '--raw', path.replace('.pdf', '.png'))
      .trim(),
    address,
  );
});
