import assert from 'node:assert/strict';
import { after, type TestContext, test } from 'node:test';
import fc from 'fast-check';
import type { Actor } from '#kernel';
import { createCarrier, moveCarrier } from '#modules/carriers';
import { connectFiles } from '#modules/disclosure';
import { htmlProblems } from '#platform/html';
import { endTypesetting } from '#platform/typesetting';
import { valueOf } from '#test/database';
import { outsideTools } from '#test/outside-tools';
import type { BriefDetail, BriefFields } from '../../src/modules/carriers/briefs/forms.ts';
import { isInBrief } from '../../src/modules/carriers/briefs/queries.ts';
import {
  briefMoves,
  briefStates,
  briefWorkflow,
  decideBrief,
} from '../../src/modules/carriers/briefs/workflow.ts';
import { carrierFields } from '../../src/modules/carriers/forms.ts';
import { approved, body, publish, revised, village } from '../../src/modules/publication/testing/world.ts';
import { type CarriersSite, carriersSite } from './site.ts';

after(() => endTypesetting());

const squeezed = (text: string) => text.normalize('NFKC').replace(/\s/g, '');

async function open(t: TestContext) {
  const people = new Map<string, Actor>();
  const s = await carriersSite(t, (token) => {
    const actor = people.get(token);
    return actor === undefined ? null : { id: token, actor, tokenHash: token, locale: null };
  });
  connectFiles(s.files);
  people.set('handler', s.people.handler).set('approver', s.people.approver).set('secrecy', s.people.secrecy);
  const ask = async (who: string | null, method: string, path: string, sent?: unknown) => {
    const answer = await fetch(`${s.url}${path}`, {
      method,
      headers: {
        ...(who === null ? {} : { cookie: `gongkai_session=${who}` }),
        ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
        origin: s.url,
      },
      ...(sent === undefined ? {} : { body: JSON.stringify(sent) }),
    });
    return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()) };
  };
  const json = async (who: string, method: string, path: string, sent?: unknown): Promise<BriefDetail> => {
    const { status, bytes } = await ask(who, method, path, sent);
    assert.equal(status, 200, bytes.toString());
    return JSON.parse(bytes.toString()) as BriefDetail;
  };
  return { ...s, ask, json };
}

const one = async (s: CarriersSite, title: string, changes: Parameters<typeof approved>[1] = {}) => {
  const made = await approved(s, { title, body: body(`${title}的正文，说明事项的经过和结果。`), ...changes });
  return { ...made, ...valueOf(await publish(s, made)) };
};

test('a brief is issued by a second person; page, text and PDF say the same; what is withdrawn drops out of each', async (t) => {
  const s = await open(t);
  const outside = outsideTools(t);
  const first = await one(s, '甲项公开暗号');
  const second = await one(s, '乙项公开暗号');
  const hidden = await one(s, '党内暗号', { scope: 'wholeParty' });
  const made = await s.json('handler', 'POST', '/api/carriers/briefs/month', { unit: 3, month: '2026-03' });
  assert.deepEqual(
    made.sections.map(({ heading, items }) => [heading, items.map((item) => item.shown?.title).sort()]),
    [['村（居）务公开', ['乙项公开暗号', '甲项公开暗号']]],
  );
  const place = `/api/carriers/briefs/${made.id}`;
  const fields: BriefFields = {
    name: '云溪村公开简报',
    periodFrom: '2026-03-01',
    periodTo: '2026-03-31',
    foreword: '本月公开情况如下。\n#panic("x")',
    sections: [
      { heading: '村务公开', items: made.sections.flatMap((part) => part.items.map((item) => item.id)) },
    ],
  };
  const inner = { ...fields, sections: [{ heading: '党务', items: [hidden.item] }] };
  assert.equal((await s.ask('handler', 'PUT', place, { lockVersion: 0, fields: inner })).status, 409);
  const changed = await s.json('handler', 'PUT', place, { lockVersion: 0, fields });
  assert.equal(
    (await s.ask('handler', 'PUT', place, { lockVersion: 0, fields })).status,
    409,
    'somebody was quicker',
  );
  const move = (who: string, what: string, lockVersion: number, reason = '') =>
    s.ask(who, 'POST', `${place}/moves`, { move: what, lockVersion, reason });
  assert.equal((await move('handler', 'issue', 1)).status, 404, 'a handler may not issue');
  assert.equal((await move('handler', 'propose', changed.lockVersion)).status, 200);
  assert.equal(
    (await s.ask('handler', 'PUT', place, { lockVersion: 2, fields })).status,
    409,
    'no draft any more',
  );
  assert.equal((await s.ask(null, 'GET', '/briefs')).bytes.includes('云溪村公开简报'), false);
  assert.equal((await move('approver', 'return', 2)).status, 400, 'not without a reason');
  assert.equal((await move('approver', 'issue', 2)).status, 200);
  const issued = await s.json('handler', 'GET', place);
  assert.deepEqual([issued.state, issued.number, issued.year, issued.moves], ['issued', 1, 2026, []]);
  const address = `/briefs/${issued.slug}`;
  const [page, text, pdf] = await Promise.all(
    ['', '.txt', '.pdf'].map(async (form) => s.ask(null, 'GET', `${address}${form}`)),
  );
  assert.ok(page && text && pdf);
  assert.deepEqual([page.status, text.status, pdf.status], [200, 200, 200]);
  assert.ok(page.bytes.length < 100 * 1024 && !page.bytes.includes('<script'), 'light, without script');
  assert.deepEqual(htmlProblems(page.bytes.toString()), []);
  const path = outside.put('brief.pdf', pdf.bytes);
  assert.match(outside.run('qpdf', '--check', path), /No syntax/);
  const shown = outside.run('pdftotext', '-raw', path, '-');
  for (const form of [page.bytes.toString().replaceAll('&quot;', '"'), text.bytes.toString(), shown])
    for (const words of [
      '甲项公开暗号',
      '乙项公开暗号',
      '2026年第1期',
      '本月公开情况如下。',
      '#panic("x")',
      `/i/${first.slug}`,
    ])
      assert.ok(squeezed(form).includes(squeezed(words)), words);
  assert.ok((await s.ask(null, 'GET', '/briefs')).bytes.includes(address));
  assert.equal(await isInBrief(s.db.portal.reader, first.item), true);
  valueOf(await publish(s, await revised(s, first, 'withdraw', { reason: '含个人信息' })));
  for (const form of ['', '.txt', '.pdf']) {
    const later = await s.ask(null, 'GET', `${address}${form}`);
    const words =
      form === '.pdf'
        ? outside.run('pdftotext', '-raw', outside.put('later.pdf', later.bytes), '-')
        : later.bytes.toString();
    assert.ok(!squeezed(words).includes('甲项') && squeezed(words).includes('乙项公开暗号'), form);
    assert.ok(squeezed(words).includes('此处一项内容已撤下'), form);
  }
  assert.equal(await isInBrief(s.db.portal.reader, first.item), false);
  assert.equal(await isInBrief(s.db.portal.reader, second.item), true);
  assert.equal((await move('approver', 'withdraw', 3, '内容需要更正')).status, 200);
  for (const form of ['', '.txt', '.pdf']) {
    const gone = await s.ask(null, 'GET', `${address}${form}`);
    assert.deepEqual([gone.status, gone.bytes.includes('乙项')], [410, false]);
  }
  assert.equal((await s.ask(null, 'GET', '/briefs/zzzzzzzz')).status, 404);
  assert.deepEqual(s.faults, []);
});

test('who proposed does not issue; every other move is refused', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...briefStates),
      fc.constantFrom(...briefMoves),
      fc.constantFrom('a', 'b'),
      fc.constantFrom(null, 'a', 'b'),
      fc.nat(2),
      (state, move, person, proposedBy, items) => {
        const answer = decideBrief({ state, move, person, proposedBy, items, reason: '理由理由' });
        const rule = briefWorkflow[move];
        const may =
          state === rule.from &&
          !(move === 'propose' && items === 0) &&
          !(move === 'issue' && proposedBy === person);
        assert.equal(answer.ok, may);
        if (answer.ok) assert.equal(answer.value, rule.to);
      },
    ),
  );
});

test('sheets are printed for what hangs in public, by whoever sees the boards', async (t) => {
  const s = await open(t);
  const outside = outsideTools(t);
  const fields = carrierFields.parse({
    kind: 'board',
    name: '村委会公开栏',
    place: '院内',
    post: '监委会主任',
  });
  const board = valueOf(await s.as(s.people.handler, (ctx) => createCarrier(ctx, village.id, fields)));
  valueOf(await s.as(s.people.handler, (ctx) => moveCarrier(ctx, board, 'file', '')));
  valueOf(await s.as(s.office, (ctx) => moveCarrier(ctx, board, 'register', '')));
  const item = await one(s, '财务收支公示');
  const hidden = await one(s, '党内暗号', { scope: 'wholeParty' });
  await s.hear();
  const posting = await s.db.owner.pool.query<{ id: string; board: string }>(
    'select id, board from carriers.posting',
  );
  const [row] = posting.rows;
  assert.ok(row);
  const sheet = await s.ask('handler', 'GET', `/api/carriers/postings/${row.id}/sheet`);
  assert.equal(sheet.status, 200, sheet.bytes.toString());
  const path = outside.put('sheet.pdf', sheet.bytes);
  const words = squeezed(outside.run('pdftotext', '-raw', path, '-'));
  for (const one of ['云溪村', '财务收支公示', '不少于15日', '公开登记第', `/i/${item.slug}`])
    assert.ok(words.includes(one), `${one} in ${words}`);
  outside.run('pdftoppm', '-r', '250', '-png', '-singlefile', path, path.replace('.pdf', ''));
  const codes = outside.run(
    'zbarimg',
    '-Sdisable',
    '-Sqrcode.enable',
    '-q',
    '--raw',
    path.replace('.pdf', '.png'),
  );
  assert.deepEqual(
    codes
      .trim()
      .split('\n')
      .map((code) => code.replace(/#.*/, '#'))
      .sort(),
    [`${s.url}/i/${item.slug}`, `${s.url}/v#`],
  );
  assert.equal(
    (await s.ask('handler', 'GET', `/api/carriers/boards/${row.board}/sheet?paper=A3`)).status,
    200,
  );
  assert.equal(
    (await s.ask('handler', 'GET', `/api/carriers/sheets?unit=3&slugs=${item.slug}&pages=whole`)).status,
    200,
  );
  assert.equal(
    (await s.ask('handler', 'GET', `/api/carriers/sheets?unit=3&slugs=${hidden.slug}`)).status,
    409,
  );
  assert.equal((await s.ask('handler', 'GET', '/api/carriers/sheets?unit=3&slugs=%27%3B--')).status, 400);
  assert.equal((await s.ask('handler', 'GET', `/api/carriers/sheets?unit=1&slugs=${item.slug}`)).status, 404);
  assert.equal((await s.ask('secrecy', 'GET', `/api/carriers/postings/${row.id}/sheet`)).status, 404);
  assert.equal((await s.ask(null, 'GET', `/api/carriers/postings/${row.id}/sheet`)).status, 401);
  assert.deepEqual(s.faults, []);
});
