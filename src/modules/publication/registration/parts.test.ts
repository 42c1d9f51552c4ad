import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import type { RevisionContent } from '#modules/disclosure';
import type { RichText } from '#platform/richtext';
import { commitment } from '#tlog';
import { commitOf, commitsOf, commitsOfStream, cutParts, manifestBytes, type Piece } from './parts.ts';

const sha = (digit: string) => digit.repeat(64);

/** One of every block the format knows: whoever changes how one is written changes what old pages would be held against. */
const body: RichText = {
  type: 'doc',
  content: [
    { type: 'paragraph', attrs: { role: 'addressee' }, content: [{ type: 'text', text: '各村：' }] },
    {
      type: 'heading',
      attrs: { level: 1 },
      content: [{ type: 'text', text: '一、收支 <“&”>' }],
    },
    {
      type: 'paragraph',
      attrs: { align: 'center', indent: 2 },
      content: [
        {
          type: 'text',
          text: '本季度',
          marks: [{ type: 'bold' }, { type: 'italic' }, { type: 'underline' }],
        },
        { type: 'hardBreak' },
        {
          type: 'text',
          text: '见链接',
          marks: [{ type: 'link', attrs: { href: 'https://example.org/?a=1&b="2"' } }],
        },
      ],
    },
    {
      type: 'bulletList',
      content: [
        { type: 'listItem', content: [{ type: 'paragraph', content: [{ type: 'text', text: '甲' }] }] },
      ],
    },
    {
      type: 'orderedList',
      attrs: { start: 3 },
      content: [
        { type: 'listItem', content: [{ type: 'paragraph', content: [{ type: 'text', text: '乙' }] }] },
      ],
    },
    {
      type: 'blockquote',
      content: [{ type: 'paragraph', content: [{ type: 'text', text: '引' }] }],
    },
    {
      type: 'table',
      attrs: { caption: '收支表' },
      content: [
        {
          type: 'tableRow',
          content: [
            {
              type: 'tableHeader',
              attrs: { colspan: 2, rowspan: 1 },
              content: [{ type: 'paragraph', content: [{ type: 'text', text: '项目' }] }],
            },
          ],
        },
        {
          type: 'tableRow',
          content: [
            {
              type: 'tableHeader',
              attrs: { colspan: 1, rowspan: 2 },
              content: [{ type: 'paragraph', content: [{ type: 'text', text: '收入' }] }],
            },
            {
              type: 'tableCell',
              attrs: { colspan: 1, rowspan: 1 },
              content: [{ type: 'paragraph', content: [{ type: 'text', text: '12.5' }] }],
            },
          ],
        },
      ],
    },
    { type: 'image', attrs: { sha256: sha('b'), alt: '现场' } },
    { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: '（一）其他' }] },
  ],
};

const content: RevisionContent = {
  title: '第一季度 <收支> & “公示”',
  documentNumber: '云村〔2026〕3号',
  documentDate: '2026-03-01',
  scope: 'society',
  audience: null,
  scopeUnit: 3,
  affairsKind: 'village',
  category: '财务收支',
  mode: 'proactive',
  keywords: ['收支'],
  validity: 'valid',
  expiresOn: null,
  publishAt: null,
  duties: [],
  body,
  changeNote: null,
  reason: null,
  attachments: [
    { name: '某某的表.xlsx', sha256: sha('a'), size: 10, media: 'application/zip' },
    { name: '照片.png', sha256: sha('b'), size: 20, media: 'image/png' },
  ],
};

const place = {
  slug: '7k3m9x2q',
  indexNumber: 'X/2026-00001',
  unit: { code: 'v', name: '云溪村' },
  publishedAt: new Date('2026-03-02T02:00:00.000Z'),
  versionAt: new Date('2026-03-02T02:00:00.000Z'),
  version: 1,
  purpose: 'publish',
} as const;

const textOf = (piece: Piece): string =>
  piece.kind === 'attachment' ? `${piece.sha256} ${piece.name}` : piece.bytes.toString();

/** Written down once. A failure here means that pages published before would no longer be made of these bytes: do not adapt it. */
const frozen: readonly (readonly [string, string])[] = [
  ['title', '第一季度 <收支> & “公示”'],
  [
    'meta',
    '{"affairsKind":"village","attachments":["某某的表.xlsx","照片.png"],"category":"财务收支","changeNote":null,"documentDate":"2026-03-01","documentNumber":"云村〔2026〕3号","expiresOn":null,"indexNumber":"X/2026-00001","keywords":["收支"],"publishedAt":"2026-03-02T02:00:00.000Z","purpose":"publish","reason":null,"scope":"society","unit":"v","unitName":"云溪村","v":1,"validity":"valid","version":1,"versionAt":"2026-03-02T02:00:00.000Z"}',
  ],
  ['block', '<p class="rt-addressee">各村：</p>'],
  ['block', '<h2 id="s1">一、收支 &lt;“&amp;”&gt;</h2>'],
  [
    'block',
    '<p class="rt-center rt-indent-2"><strong><em><u>本季度</u></em></strong><br><a href="https://example.org/?a=1&amp;b=&quot;2&quot;" rel="noopener noreferrer">见链接</a></p>',
  ],
  ['block', '<ul><li><p>甲</p></li></ul>'],
  ['block', '<ol start="3"><li><p>乙</p></li></ol>'],
  ['block', '<blockquote><p>引</p></blockquote>'],
  [
    'block',
    '<div class="rt-table"><table><caption>收支表</caption><thead><tr><th scope="colgroup" colspan="2">项目</th></tr></thead><tbody><tr><th scope="rowgroup" rowspan="2">收入</th><td>12.5</td></tr></tbody></table></div>',
  ],
  [
    'block',
    '<figure class="rt-image"><img src="/i/7k3m9x2q/v/1/files/2/image" alt="现场" loading="lazy"></figure>',
  ],
  ['block', '<h3 id="s2">（一）其他</h3>'],
  ['attachment', `${sha('a')} 某某的表.xlsx`],
  ['attachment', `${sha('b')} 照片.png`],
];

test('a version is cut into the same bytes for ever', () => {
  assert.deepEqual(
    cutParts(content, place).map((piece) => [piece.kind, textOf(piece)]),
    frozen,
  );
});

test('withheld whole, a version has no text to commit to; what it says of it is metadata without the basis', () => {
  const withheld = {
    extent: 'whole',
    ground: 'art15-2',
    basis: '内部说明',
    reviewOn: '2027-03-01',
    notice: 'public',
    noticeText: '本项不予公开',
  } as const;
  const pieces = cutParts({ ...content, withholding: withheld, attachments: [] }, place);
  assert.deepEqual(
    pieces.map((one) => one.kind),
    ['title', 'meta'],
  );
  assert.match(pieces.map(textOf).join(), /本项不予公开/);
  assert.doesNotMatch(pieces.map(textOf).join(), /内部说明/);
});

test('characters a page cannot show are replaced before they are committed to', () => {
  const [title] = cutParts({ ...content, title: 'a\u0001b&lt;' }, place);
  assert.equal(title === undefined ? '' : textOf(title), 'a\ufffdb&lt;');
});

test('commitments are those of the log’s package, in one piece and in many; the manifest names no file', async () => {
  const bytes = fc.uint8Array({ maxLength: 300 });
  const salt = fc.uint8Array({ minLength: 32, maxLength: 32 });
  const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest();
  await fc.assert(
    fc.asyncProperty(salt, bytes, fc.nat(300), async (given, data, at) => {
      const expected = Buffer.from(commitment(sha256, given, data)).toString('hex');
      assert.equal(commitOf(given, data), expected);
      const pieces = (async function* () {
        yield data.subarray(0, at);
        yield data.subarray(at);
      })();
      const sm3 = createHash('sm3')
        .update(Buffer.concat([Uint8Array.of(2), given, data]))
        .digest('hex');
      assert.deepEqual(await commitsOfStream(given, pieces, true), { commit: expected, sm3 });
      assert.deepEqual(commitsOf(given, data, true), { commit: expected, sm3 });
      assert.deepEqual(commitsOf(given, data, false), { commit: expected });
    }),
    { numRuns: 50 },
  );
  assert.throws(() => commitOf(new Uint8Array(31), new Uint8Array()), RangeError);
  const part = {
    kind: 'attachment',
    commit: sha('c'),
    size: 10,
    media: 'application/zip',
    name: '某某.zip',
  } as const;
  assert.equal(
    manifestBytes('7k3m9x2q', 2, [part]).toString(),
    `{"item":"7k3m9x2q","parts":[{"commit":"${sha('c')}","kind":"attachment","media":"application/zip","size":10}],"v":1,"ver":2}`,
  );
  assert.equal(
    manifestBytes('7k3m9x2q', 2, [{ ...part, sm3: sha('d') }]).toString(),
    `{"item":"7k3m9x2q","parts":[{"commit":"${sha('c')}","kind":"attachment","media":"application/zip","size":10,"sm3":"${sha('d')}"}],"v":1,"ver":2}`,
  );
});
