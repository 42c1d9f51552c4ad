import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeXlsx } from '#platform/tabular';
import { p, picture, plainTable, png, wordFile } from '../../../../test/word-files/parts.ts';
import type { CaseView, ImportAnswer } from '../forms.ts';
import { office } from '../testing/office.ts';
import { planOfNote } from './plan.ts';

test('the note under the date says whom it is open to; a note against openness proposes nothing', () => {
  const open = { scope: 'society', mode: 'proactive', warning: null };
  assert.deepEqual(planOfNote('此件公开发布'), open);
  assert.deepEqual(planOfNote('此件主动公开'), open);
  assert.deepEqual(planOfNote('公开方式：主动公开'), open);
  assert.deepEqual(planOfNote('此件依申请公开'), { scope: 'society', mode: 'onRequest', warning: null });
  assert.deepEqual(planOfNote('此件删减后公开'), { ...open, warning: 'openInPart' });
  for (const note of ['此件不予公开', '公开属性：不予公开', '本件不公开'])
    assert.deepEqual(planOfNote(note), { scope: null, mode: null, warning: 'notOpen' }, note);
  assert.deepEqual(planOfNote(null), { scope: null, mode: null, warning: null });
});

test('a Word file over HTTP: fields, parts found, plan, picture kept; twice is once; a bad one is refused in words', async (t) => {
  const { call, cast, create } = await office(t);
  const { revision } = await create();
  const file = wordFile(
    [
      p('云溪村财务公示'),
      p('云村发〔2026〕1号'),
      p('各村民小组：'),
      p('一、收支'),
      plainTable([
        ['项目', '金额'],
        ['租金', '100.00'],
      ]),
      picture('公开栏'),
      p('云溪村村民委员会'),
      p('2026年1月5日'),
      p('（此件依申请公开）'),
    ].join(''),
  );
  const send = (name: string, data: Uint8Array) =>
    call(cast.handler, 'POST', `/api/revisions/${revision}/import?name=${encodeURIComponent(name)}`, data);
  const answer = await send('公示.docx', file);
  assert.equal(answer.status, 200, answer.text);
  const read: ImportAnswer = answer.json();
  assert.deepEqual(
    [read.title, read.documentNumber, read.documentDate, read.plan],
    [
      '云溪村财务公示',
      '云村发〔2026〕1号',
      '2026-01-05',
      { scope: 'society', mode: 'onRequest', warning: null },
    ],
  );
  assert.deepEqual(
    read.found.map((one) => one.part),
    ['title', 'documentNumber', 'addressee', 'signature', 'date', 'note'],
  );
  assert.equal(read.attachments.length, 1);
  assert.ok(
    JSON.stringify(read.body).includes(read.attachments[0]?.sha256 ?? 'none'),
    'the text names the picture kept',
  );
  const again: ImportAnswer = (await send('公示.docx', file)).json();
  assert.deepEqual(again.attachments, read.attachments, 'the same picture is kept once');

  const broken = await send('坏.docx', wordFile('<w:p><w:r>'));
  assert.ok(broken.status >= 400 && broken.status < 500, broken.text);
  assert.match(broken.json().error.message, /坏\.docx/);
  const wrong = await send('图.png', png);
  assert.equal(wrong.json().error.code, 'import-not-a-text');
});

test('a spreadsheet is attached, and by one click a table of the text; hidden sheets, large ones and other files are not', async (t) => {
  const { call, cast, create } = await office(t);
  const { revision } = await create();
  const at = `/api/revisions/${revision}/attachments`;
  const attach = async (name: string, data: Uint8Array): Promise<string> => {
    const sent = await call(cast.handler, 'POST', `${at}?name=${encodeURIComponent(name)}`, data);
    assert.equal(sent.status, 200, sent.text);
    return sent.json().id;
  };
  const rows = [
    ['项目', '金额'],
    ['租金', '100.00'],
  ];
  const sheet = await attach('收支.csv', Buffer.from(rows.map((row) => row.join(',')).join('\r\n')));
  const table = await call(cast.handler, 'GET', `${at}/${sheet}/table`);
  assert.equal(table.status, 200, table.text);
  const [first] = table.json().body.content;
  assert.deepEqual(
    [first.type, first.content[0].content[0].type, first.content[1].content[0].type],
    ['table', 'tableHeader', 'tableCell'],
  );
  const book = await attach(
    '台账.xlsx',
    writeXlsx([{ name: '第一季度', heading: rows[0] ?? [], rows: rows.slice(1) }]),
  );
  const named = (await call(cast.handler, 'GET', `${at}/${book}/table`)).json().body.content[0];
  assert.equal(named.attrs.caption, '第一季度');
  const large = await attach(
    '大.csv',
    Buffer.from(Array.from({ length: 600 }, (_row, n) => `行${n},${n}`).join('\n')),
  );
  const refused = await call(cast.handler, 'GET', `${at}/${large}/table`);
  assert.deepEqual([refused.status, refused.json().error.code], [409, 'table-too-large-for-text']);
  const other = await attach('说明.txt', Buffer.from('说明'));
  assert.equal(
    (await call(cast.handler, 'GET', `${at}/${other}/table`)).json().error.code,
    'table-none-for-text',
  );
  assert.equal(
    (await call(cast.elsewhere, 'GET', `${at}/${sheet}/table`)).status,
    404,
    'others do not know the case',
  );
});

test('from the dropped files to the proposal: import, attach, choose, mask, propose; nothing else must be touched', async (t) => {
  const { call, cast } = await office(t);
  const begun: CaseView = (await call(cast.handler, 'POST', '/api/disclosures', { unit: 903 })).json();
  const at = `/api/revisions/${begun.revision}`;
  const identity = '11010519491231002X';
  const word = wordFile(
    [
      p('云溪村财务公示'),
      p(`经办人身份证号码：${identity}。`),
      p('2026年1月5日'),
      p('（此件公开发布）'),
    ].join(''),
  );
  const read: ImportAnswer = (await call(cast.handler, 'POST', `${at}/import?name=a.docx`, word)).json();
  const sheet = writeXlsx([{ name: '明细', heading: ['姓名', '身份证号码'], rows: [['某某', identity]] }]);
  const attached = await call(cast.handler, 'POST', `${at}/attachments?name=b.xlsx`, sheet);
  assert.equal(attached.status, 200, attached.text);
  const found = (await call(cast.handler, 'GET', `${at}/attachment-findings`)).json().rows[0];
  assert.deepEqual([found.maskable, found.findings.length], [true, 1]);

  const masked = await call(cast.handler, 'POST', '/api/screening/mask', {
    unit: 903,
    title: read.title,
    body: read.body,
  });
  assert.equal(masked.status, 200, masked.text);
  const file = await call(cast.handler, 'POST', `${at}/attachments/${found.attachment}/mask`, {});
  assert.equal(file.json().places, 1, file.text);

  const { attachments: _, ...content } = begun.content;
  const saved = await call(cast.handler, 'PUT', `${at}/draft`, {
    lockVersion: 0,
    content: {
      ...content,
      title: read.title,
      documentDate: read.documentDate,
      category: '财务',
      ...(read.plan.scope === null ? {} : { scope: read.plan.scope }),
      body: masked.json().body,
    },
  });
  assert.deepEqual([saved.status, saved.json().problems], [200, []], saved.text);
  const proposed = await call(cast.handler, 'POST', `${at}/propose`, {
    lockVersion: saved.json().lockVersion,
  });
  assert.equal(proposed.status, 200, proposed.text);
  assert.equal(proposed.json().state, 'inReview');
  const after = await call(cast.handler, 'GET', `${at}/attachment-findings`);
  assert.deepEqual(
    [after.status, after.json()],
    [200, { rows: [] }],
    'the page that asks once more is not refused',
  );
  const all = await call(cast.handler, 'GET', at);
  assert.ok(!all.text.includes(identity), 'nothing of the number is left in the case');
});
