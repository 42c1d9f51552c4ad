import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspectBytes } from '#platform/documents';
import { fromDocx, richText, toHtml, toText } from '#platform/richtext';
import { outsideTools } from '#test/outside-tools';
import { wordCases } from './cases.ts';
import { flatOdt, htmlPage, officialBlocks, officialLines, plainLines } from './official.ts';
import { outlineOf } from './outline.ts';

/* Word files by many hands: each is let in by the gate, keeps its structure, and says what it could not keep. */

for (const { name, file, expects, says = [], silent = [] } of wordCases) {
  test(`Word: ${name}`, async () => {
    const gate = await inspectBytes(file, '公开稿.docx');
    assert.ok(gate.ok, gate.ok ? '' : gate.code);
    const imported = await fromDocx(file);
    const outline = outlineOf(imported);
    for (const key of Object.keys(expects) as (keyof typeof expects)[])
      assert.deepEqual(outline[key], expects[key], `${key} of “${name}”`);
    const text = toText(imported.body);
    for (const words of says) assert.ok(text.includes(words), `says ${words}: ${text}`);
    for (const words of silent) assert.ok(!text.includes(words), `does not say ${words}: ${text}`);
    assert.ok(richText.safeParse(imported.body).success, 'valid by the schema');
  });
}

test('what was recognised is listed for the writer to check', async () => {
  const [first] = wordCases;
  assert.ok(first !== undefined);
  const { found } = await fromDocx(first.file);
  assert.deepEqual(
    found.map(({ part, text }) => `${part} ${text}`),
    [
      `title ${officialLines.title}`,
      `documentNumber ${officialLines.number}`,
      `addressee ${officialLines.addressee}`,
      `attachments ${officialLines.attachments}`,
      `attachments ${officialLines.more}`,
      `signature ${officialLines.signature}`,
      `date ${officialLines.date}`,
      `note ${officialLines.note}`,
      `copyTo ${officialLines.copyTo}`,
      `imprint ${officialLines.imprint}`,
    ],
  );
});

test('files that LibreOffice made of ODT, HTML and text', async (t) => {
  const tools = outsideTools(t);
  const filters = [
    ['flat.fodt', flatOdt(), 'docx:MS Word 2007 XML', true],
    ['flat14.fodt', flatOdt(), 'docx:Office Open XML Text', true],
    ['page.html', htmlPage(), 'docx:MS Word 2007 XML', true],
    ['lines.txt', plainLines(), 'docx:MS Word 2007 XML', false],
  ] as const;
  for (const [name, source, filter, hasTable] of filters) {
    const made = tools.convert(tools.put(name, source), filter);
    const gate = await inspectBytes(made, 'made.docx');
    assert.ok(gate.ok, `${name}: ${gate.ok ? '' : gate.code}`);
    const imported = await fromDocx(made);
    const outline = outlineOf(imported);
    assert.equal(outline.title, officialLines.title, name);
    assert.equal(outline.number, officialLines.number, name);
    assert.equal(outline.date, '2026-01-05', name);
    assert.equal(outline.note, '此件公开发布', name);
    const expected = hasTable
      ? officialBlocks
      : officialBlocks.flatMap((one) => (one.startsWith('table') ? ['p', 'p', 'p'] : [one]));
    assert.deepEqual(outline.blocks, expected, name);
    assert.deepEqual(outline.losses, [], name);
    if (hasTable)
      assert.match(toHtml(imported.body, { imageUrl: () => '' }), /<th scope="col">金额（元）<\/th>/, name);
  }
});

test('a Word file that LibreOffice wrote into Word’s old format is refused', async (t) => {
  const tools = outsideTools(t);
  const old = tools.convert(tools.put('old.fodt', flatOdt()), 'doc');
  const gate = await inspectBytes(old, '老格式.doc');
  assert.ok(!gate.ok);
  assert.equal(gate.code, 'file-old-format', 'said with what to do');
  const disguised = await inspectBytes(old, '老格式.docx');
  assert.equal(disguised.ok, false, 'nor under another name');
});
