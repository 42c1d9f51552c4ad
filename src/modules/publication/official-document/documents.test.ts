import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createCanvas } from '@napi-rs/canvas';
import fc from 'fast-check';
import { fromDocx, fromMarkdown, fromPlainText, type RichText, toText } from '#platform/richtext';
import { endTypesetting, setFontFolder } from '#platform/typesetting';
import { valueOf } from '#test/database';
import { outsideTools } from '#test/outside-tools';
import { site } from '../testing/site.ts';
import { approved, body, monday, publish, revised } from '../testing/world.ts';
import { documentChannel } from './channel.ts';
import { checkDocuments, listDocumentFindings, retryDocument } from './check.ts';
import { type Measures, measures, measuresWith } from './measures.ts';
import { partsOf } from './parts.ts';
import { titleLines } from './title-lines.ts';
import { officialData, typesetOfficial } from './typeset-data.ts';
import { toWord } from './word/to-word.ts';

after(() => endTypesetting());

const official = `000001
特急
青禾区人民政府文件
青政发〔2026〕3号　　签发人：周某某
青禾区人民政府关于印发《青禾区政务公开目录（2026年版）》的通知
各镇人民政府，各街道办事处，区政府各部门：
为深入贯彻落实《中华人民共和国政府信息公开条例》，进一步规范政务公开工作，现将目录印发给你们，请认真贯彻执行。
一、总体要求
坚持以公开为常态、不公开为例外，遵循公正、公平、合法、便民的原则。2026年底前，各单位公开率达到100%。
（一）加强领导
各单位主要负责人为第一责任人，要亲自部署、亲自督促。
1. 明确专人
${'各单位要提高认识，加强组织领导，强化责任落实，确保各项工作任务按期完成。'.repeat(20)}
附件：1. 青禾区政务公开目录（2026年版）
2. 联络员登记表
青禾区人民政府
2026年1月5日
（此件公开发布）
抄送：区委各部门，区人大常委会办公室，区政协办公室，区监委，区法院，区检察院。
青禾区人民政府办公室　2026年1月5日印发`;

const squeezed = (text: string) => text.normalize('NFKC').replace(/\s/g, '');
const laidOut = (source: Parameters<typeof partsOf>[0], m: Measures = measuresWith({})) =>
  typesetOfficial(
    officialData(partsOf(source), m, { keywords: ['i'], author: source.unitName, fileOf: () => null }),
  );

function sourceOf(text: string, unitName = '青禾区人民政府') {
  const { title, documentNumber, body } = fromPlainText(text);
  return { title: title ?? '', documentNumber, unitName, body };
}

type Line = {
  readonly page: number;
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
};

/** Lines of a PDF as poppler sees them, in millimetres from the upper left corner. */
function linesOf(xml: string): readonly Line[] {
  const mm = (points: string | undefined) => (Number(points) / 72) * 25.4;
  return xml
    .split('<page ')
    .slice(1)
    .flatMap((page, at) =>
      [
        ...page.matchAll(
          /<line xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([\s\S]*?)<\/line>/g,
        ),
      ].map(([, left, top, right, bottom, inside = '']) => ({
        page: at + 1,
        text: inside.replace(/<[^>]*>|\s/g, ''),
        left: mm(left),
        top: mm(top),
        right: mm(right),
        bottom: mm(bottom),
      })),
    );
}

test('an official document stands where the standard says, to a millimetre; its text is the source’s, in order', async (t) => {
  const outside = outsideTools(t);
  const made = await laidOut(sourceOf(official));
  const path = outside.put('official.pdf', made.pdf);
  assert.match(outside.run('qpdf', '--check', path), /No syntax or stream/);
  assert.match(outside.run('pdfinfo', path), /Page size: +595\.\d+ x 841\.\d+ pts \(A4\)/);
  const lines = linesOf(outside.run('pdftotext', '-bbox-layout', path, '-'));
  const at = (text: string) => {
    const found = lines.find((line) => line.text.includes(text));
    assert.ok(found, `${text} in ${lines.map((line) => line.text).join('\n')}`);
    return found;
  };
  const near = (value: number, wanted: number, what: string) =>
    assert.ok(Math.abs(value - wanted) <= 1, `${what}: ${value.toFixed(2)} mm, wanted ${wanted.toFixed(2)}`);
  const m = measuresWith({});
  const step = m.textWidth / m.charsPerLine;
  const rightEdge = m.marginLeft + m.textWidth;
  near(at('000001').top, m.marginTop, '份号：版心第一行');
  near(at('000001').left, m.marginLeft, '份号顶格');
  near(at('青政发').left, m.marginLeft + step, '上行文发文字号居左空一字');
  near(at('签发人').right, rightEdge - step, '签发人居右空一字');
  const title = at('关于印发');
  near((title.left + title.right) / 2, m.marginLeft + m.textWidth / 2, '标题居中');
  near(at('各镇人民政府').left, m.marginLeft, '主送机关顶格');
  near(at('一、总体要求').left, m.marginLeft + 2 * step, '层次序数左空二字');
  near(at('附件：').left, m.marginLeft + 2 * step, '附件说明左空二字');
  const signature = lines.find((line) => line.text === '青禾区人民政府');
  assert.ok(signature);
  near(signature.right, rightEdge - 2 * step, '署名右空二字');
  near(at('2026年1月5日').left, signature.left + 2 * step, '成文日期首字右移二字');
  const numbers = lines.filter((line) => /^—\d+—$/.test(line.text));
  assert.equal(numbers.length, made.pages);
  const below = m.marginTop + m.textHeight + m.pageNumberBelow;
  for (const number of numbers) {
    near((number.top + number.bottom) / 2, below, `页码 ${number.page} 一字线`);
    if (number.page % 2 === 1) near(number.right, rightEdge - step, '单页码居右空一字');
    else near(number.left, m.marginLeft + step, '双页码居左空一字');
  }
  assert.equal(made.pages % 2, 0, '版记 stands on a verso');
  const imprint = lines.find((line) => line.text.endsWith('日印发'));
  near(imprint?.bottom ?? 0, m.marginTop + m.textHeight - 1, '版记在版心底部');
  const tops = lines
    .filter((line) => line.page === 2 && !line.text.startsWith('—'))
    .map((line) => Math.round(line.top));
  assert.ok(new Set(tops).size <= m.linesPerPage);
  const text = squeezed(outside.run('pdftotext', '-raw', path, '-')).replace(/—\d+—/g, '');
  let from = 0;
  for (const line of official.split('\n')) {
    const wanted = squeezed(line.replace('　　', '\n').split('\n')[0] ?? '');
    const found = text.indexOf(wanted, from);
    assert.ok(found >= 0, `${wanted.slice(0, 40)} stands in order`);
    from = found;
  }
});

test('22 lines of 28 characters fill a page; forms differ; measures may be set otherwise', async (t) => {
  const outside = outsideTools(t);
  const full = {
    title: '',
    documentNumber: null,
    unitName: '某',
    body: { type: 'doc' as const, content: [] },
  };
  const page: RichText = {
    type: 'doc',
    content: [
      {
        type: 'paragraph',
        attrs: { indent: 0 },
        content: [{ type: 'text', text: '国'.repeat(22 * 28 - 2) }],
      },
    ],
  };
  assert.equal((await laidOut({ ...full, body: page })).pages, 1);
  const more: RichText = {
    type: 'doc',
    content: [{ type: 'paragraph', content: [{ type: 'text', text: '国'.repeat(22 * 28 - 1) }] }],
  };
  assert.equal((await laidOut({ ...full, body: more })).pages, 2);
  const form = (title: string, documentNumber: string | null) =>
    partsOf({ title, documentNumber, unitName: '某局', body: body('文') });
  assert.equal(form('关于某事的函', '某函〔2026〕1号').form, 'letter');
  assert.equal(form('某人民政府令', '第12号').form, 'order');
  assert.equal(form('某会议纪要', '〔2026〕3号').form, 'minutes');
  assert.deepEqual(
    [form('某通知', '某发〔2026〕3号').head.mark, form('某公示', null).form],
    ['某局文件', 'plain'],
  );
  const letter = {
    title: '关于某事的函',
    documentNumber: '某函〔2026〕1号',
    unitName: '青禾区财政局',
    body: body('文'),
  };
  const path = outside.put('letter.pdf', (await laidOut(letter)).pdf);
  const lines = linesOf(outside.run('pdftotext', '-bbox-layout', path, '-'));
  assert.ok(!lines.some((line) => /^—\d+—$/.test(line.text)), '信函首页不显示页码');
  const moved = outside.put('moved.pdf', (await laidOut(letter, measuresWith({ marginLeft: 40 }))).pdf);
  const left = (path: string) =>
    Math.min(
      ...linesOf(outside.run('pdftotext', '-bbox-layout', path, '-'))
        .filter((one) => one.text === '文')
        .map((one) => one.left),
    );
  assert.ok(Math.abs(left(moved) - left(path) - 12) < 0.1);
  assert.ok(Object.values(measures).every((one) => one.source !== ''));
});

test('titles break between words, in the shape of a trapezoid or diamond', () => {
  assert.deepEqual(titleLines('中共青禾区委办公室关于印发《青禾区党务公开目录（2026年版）》的通知', 20), [
    '中共青禾区委办公室关于印发',
    '《青禾区党务公开目录（2026年版）》的通知',
  ]);
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'关于印发《青禾区》通知的，。（2026）党务a '), maxLength: 200 }),
      (title) => {
        const lines = titleLines(title, 20);
        assert.equal(lines.join(''), title.trim());
        for (const line of lines) assert.ok([...line].length <= 40);
      },
    ),
  );
});

test('Word: our importer reads back the same blocks, LibreOffice the same words; the same bytes each time', async (t) => {
  const outside = outsideTools(t);
  const source = sourceOf(official);
  const extra = fromMarkdown(
    '| 序号 | 名称 | 说明 |\n|---|---|---|\n| 1 | 甲 | 说明文字 |\n\n- 点一\n- 点二\n\n**粗体**与[链接](https://a.example/x)',
  );
  const content = [
    ...source.body.content.slice(0, 8),
    ...extra.body.content,
    ...source.body.content.slice(8),
  ];
  const input = {
    parts: partsOf({ ...source, body: { type: 'doc', content } }),
    measures: measuresWith({}),
    keywords: ['k'],
    author: '青禾区人民政府',
    pictures: new Map<string, Uint8Array>(),
  };
  const made = await toWord(input);
  assert.ok(made.equals(await toWord(input)));
  const back = await fromDocx(made);
  assert.deepEqual(
    [back.title, back.documentNumber, back.documentDate, back.disclosureNote, back.losses],
    [source.title, source.documentNumber, '2026-01-05', '此件公开发布', []],
  );
  assert.deepEqual(back.body.content, content);
  const pdf = outside.put('word.pdf', outside.convert(outside.put('word.docx', made), 'pdf'));
  const shown = squeezed(outside.run('pdftotext', '-raw', pdf, '-')).replace(/—\d+—/g, '');
  for (const block of official.split('\n').slice(3)) {
    const line = squeezed(block.split('　')[0] ?? '');
    assert.ok(shown.includes(line), line.slice(0, 40));
  }
  assert.match(outside.run('pdfinfo', pdf), /Page size: +595\.\d+ x 841\.\d+ pts \(A4\)/);
});

test('pictures, a table wider than the page and two hundred pages are laid out whole, in PDF and Word', async (t) => {
  const outside = outsideTools(t);
  const picture = createCanvas(600, 300).toBuffer('image/png');
  const sha256 = 'ab'.repeat(32);
  const columns = Array.from({ length: 14 }, (_, at) => `第${at + 1}列的名称很长`);
  const wide = fromMarkdown(
    `| ${columns.join(' | ')} |\n|${'---|'.repeat(14)}\n| ${columns.map((_, at) => `值${at}`).join(' | ')} |`,
  );
  const paragraphs = Array.from({ length: 1_100 }, (_, at) => ({
    type: 'paragraph' as const,
    content: [
      {
        type: 'text' as const,
        text: `第${at}段，${'各单位要提高认识，加强组织领导，确保任务按期完成。'.repeat(4)}`,
      },
    ],
  }));
  const content = [
    { type: 'image' as const, attrs: { sha256, alt: '示意图' } },
    ...wide.body.content,
    ...paragraphs,
  ];
  const parts = partsOf({
    title: '长文',
    documentNumber: '某发〔2026〕1号',
    unitName: '某局',
    body: { type: 'doc', content },
  });
  const m = measuresWith({});
  const data = officialData(parts, m, { keywords: [], author: '某局', fileOf: () => 'a.png' });
  const made = await typesetOfficial(data, new Map([['a.png', picture]]));
  assert.ok(made.pages >= 180, String(made.pages));
  const path = outside.put('long.pdf', made.pdf);
  assert.match(outside.run('pdfimages', '-list', '-l', '3', path), /600 +300/);
  assert.match(outside.run('pdfinfo', '-l', '3', path), /Page +2 size: +841\.\d+ x 595\.\d+/);
  const shown = squeezed(outside.run('pdftotext', '-raw', path, '-'));
  for (const words of ['第14列的名称很长', '值13', '第0段', '第555段', '第1099段'])
    assert.ok(shown.includes(words), words);
  const pictures = new Map([[sha256, new Uint8Array(picture)]]);
  const word = await toWord({ parts, measures: m, keywords: [], author: '某局', pictures });
  const back = await fromDocx(word);
  assert.equal(back.images.length, 1);
  assert.deepEqual(back.body.content.slice(-1_100), paragraphs);
  assert.equal(toText(back.body).includes('值13'), true);
});

test('twenty real texts, the longest of them too, are laid out whole', { timeout: 120_000 }, async (t) => {
  const shared = process.env['GONGKAI_SHARED'] ?? '../shared';
  const folder = join(shared, 'domain', 'corpus');
  if (!existsSync(folder)) return t.skip(`the corpus is not there: ${folder} (GONGKAI_SHARED)`);
  const outside = outsideTools(t);
  const index = readFileSync(join(folder, 'index.csv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));
  const bySize = index
    .map((row) => ({ file: row[1] ?? '', size: Number(row[8]) }))
    .filter((one) => one.size > 0)
    .sort((a, b) => a.size - b.size);
  const picked = Array.from({ length: 20 }, (_, at) => bySize[Math.floor(((bySize.length - 1) * at) / 19)]);
  for (const one of picked) {
    assert.ok(one);
    const text = readFileSync(join(folder, one.file), 'utf8');
    const { title, body: content } = fromMarkdown(text);
    const made = await laidOut({ title: title ?? '', documentNumber: null, unitName: '某', body: content });
    const path = outside.put('corpus.pdf', made.pdf);
    if (one === picked.at(-1)) assert.match(outside.run('qpdf', '--check', path), /No syntax/);
    const han = (all: string) =>
      all
        .normalize('NFKC')
        .match(/\p{Script=Han}/gu)
        ?.join('') ?? '';
    const shown = outside.run('pdftotext', '-raw', path, '-').replace(/— ?\d+ ?—/g, '');
    const wanted = han((title ?? '') + toText(content));
    assert.equal(han(shown).length, wanted.length, one.file);
    assert.equal(han(shown).slice(0, 200), wanted.slice(0, 200), one.file);
  }
});

test('the files go with their item: as visible as it, gone when it is withdrawn, the same bytes asked twice', async (t) => {
  const hours = (n: number) => new Date(monday.getTime() + n * 3_600_000);
  const s = await site(t, () => hours(100));
  const outside = outsideTools(t);
  const one = await approved(s, { title: '公开暗号', body: fromPlainText('云溪村：\n公开暗号正文。').body });
  const { slug } = valueOf(await publish(s, one));
  const inner = await approved(s, { title: '党内暗号', scope: 'wholeParty', body: body('党内暗号正文') });
  const { slug: hidden } = valueOf(await publish(s, inner));
  for (const kind of ['pdf', 'docx']) {
    const first = await s.get(`/i/${slug}.${kind}`);
    assert.equal(first.statusCode, 200, first.body.slice(0, 500));
    const again = await s.get(`/i/${slug}/v/1.${kind}`);
    assert.ok(first.rawPayload.equals(again.rawPayload));
    const tag = String(first.headers['etag']);
    assert.equal((await s.get(`/i/${slug}.${kind}`, undefined, { 'if-none-match': tag })).statusCode, 304);
    assert.equal((await s.get(`/i/${hidden}.${kind}`)).statusCode, 404);
    const member = await s.get(`/i/${hidden}.${kind}`, 'member');
    assert.deepEqual([member.statusCode, member.headers['cache-control']], [200, 'private, no-store']);
    assert.equal(
      (await s.get(`/i/${hidden}.${kind}`)).statusCode,
      404,
      'what was made for a member is not for others',
    );
    assert.equal((await s.get(`/i/zzzzzzzz.${kind}`)).statusCode, 404);
    assert.equal((await s.get(`/i/${slug}/v/9.${kind}`)).statusCode, 404);
  }
  const pdf = outside.put('item.pdf', (await s.get(`/i/${slug}.pdf`)).rawPayload);
  assert.match(
    squeezed(outside.run('pdftotext', pdf, '-')),
    /云溪村文件云村〔2026〕3号公开暗号云溪村:公开暗号正文。/,
  );
  assert.match(outside.run('pdfinfo', pdf), /Keywords: +.*http:\/\/gongkai\.example\/i\//);
  const page = await s.get(`/i/${slug}`);
  assert.ok(page.body.includes(`/i/${slug}.pdf`) && page.body.includes(`/i/${slug}.docx`));
  const shows = (item: string, at: string) =>
    documentChannel.shows({ db: s.db.worker.reader, now: monday }, { item, slug: at });
  assert.deepEqual([await shows('', slug), await shows('', hidden)], [true, false]);
  valueOf(await publish(s, await revised(s, one, 'withdraw', { reason: '有误' }), hours(2)));
  assert.equal(await shows('', slug), false);
  for (const kind of ['pdf', 'docx']) {
    const gone = await s.get(`/i/${slug}.${kind}`);
    assert.equal(gone.statusCode, 410);
    assert.doesNotMatch(gone.body, /暗号/);
    assert.equal((await s.get(`/i/${slug}/v/1.${kind}`)).statusCode, 410);
  }
  assert.deepEqual(s.faults, []);
});

test('fonts missing: the page says so, the finding stands in the office, and both are gone when the fonts are back', async (t) => {
  const s = await site(t, () => monday);
  const rare = await approved(s, { title: '生僻字公示', body: body('村民𠮷某某') });
  const { slug, item } = valueOf(await publish(s, rare));
  const check = () => checkDocuments(s.db.worker, s.files, monday);
  const found = async () =>
    (await listDocumentFindings(s.db.office.reader, { paths: ['/1/2/'], units: [], lines: [] })).map(
      ({ kind, code, missing, attempts }) => ({
        kind,
        code,
        missing,
        attempts,
      }),
    );
  setFontFolder('/nowhere/fonts');
  t.after(() => setFontFolder(null));
  for (let i = 0; i < 2; i++) {
    const failed = await s.get(`/i/${slug}.pdf`);
    assert.equal(failed.statusCode, 503);
    assert.match(failed.body, /缺少排版所需字体/);
    assert.equal((await s.get(`/i/${slug}`)).statusCode, 200);
  }
  for (let i = 0; i < 7; i++) await check();
  assert.deepEqual(await found(), [{ kind: 'pdf', code: 'fonts-missing', missing: [], attempts: 5 }]);
  setFontFolder(null);
  await check();
  assert.equal((await found())[0]?.code, 'fonts-missing', 'tried often enough: it waits for somebody');
  valueOf(await s.as(s.people.handler, (ctx) => retryDocument(ctx, item)));
  await check();
  assert.deepEqual(await found(), [{ kind: 'pdf', code: null, missing: ['U+20BB7'], attempts: 2 }]);
  assert.equal((await s.get(`/i/${slug}.pdf`)).statusCode, 200);
  assert.deepEqual(s.faults, []);
});
