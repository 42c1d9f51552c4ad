import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { type TestContext, test } from 'node:test';
import type { Actor } from '#kernel';
import {
  createCarrier,
  listPostings,
  moveCarrier,
  postSheet,
  preparePhoto,
  setPostingRule,
  takeDownSheet,
} from '#modules/carriers';
import { calendarMessages } from '#platform/calendar';
import { createTranslator } from '#platform/i18n';
import { valueOf } from '#test/database';
import { carrierFields, type PostingView } from '../../src/modules/carriers/forms.ts';
import { approved, publish, revised } from '../../src/modules/publication/testing/world.ts';
import { carriersSite } from './site.ts';
import { type CarriersWorld, carriersWorld, monday, photo, village } from './support.ts';

const hours = (count: number, from = monday) => new Date(from.getTime() + count * 3_600_000);
const days = (count: number) => hours(24 * count);

/** A board of the village, filed by the handler and registered by the office. */
export async function registeredBoard(w: CarriersWorld, name = '村委会公开栏'): Promise<string> {
  const fields = carrierFields.parse({
    kind: 'board',
    name,
    place: '村委会院内',
    post: '村务监督委员会主任',
  });
  const id = valueOf(await w.as(w.people.handler, (ctx) => createCarrier(ctx, village.id, fields)));
  valueOf(await w.as(w.people.handler, (ctx) => moveCarrier(ctx, id, 'file', '')));
  valueOf(await w.as(w.office, (ctx) => moveCarrier(ctx, id, 'register', '')));
  return id;
}

const everything = { paths: ['/1/'], units: [], lines: [] };

async function sheets(w: CarriersWorld, at: Date, only: 'todo' | 'all' = 'todo') {
  const t = createTranslator([calendarMessages, ...w.module.messages])('zh-CN');
  const today = new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
  return (await listPostings(w.db.office.reader, everything, { only, limit: 50 }, { today, t })).rows;
}

async function findings(w: CarriersWorld) {
  const found = await w.db.owner.pool.query<{ kind: string; open: boolean }>(
    'select kind, resolved_at is null as open from carriers.finding order by found_at, kind',
  );
  return found.rows.map(({ kind, open }) => `${kind} ${open ? 'open' : 'resolved'}`);
}

async function deliveries(w: CarriersWorld) {
  const found = await w.db.owner.pool.query<{ what: string; state: string }>(
    `select what, state from carriers.delivery where kind = 'board' order by ordinal`,
  );
  return found.rows.map(({ what, state }) => `${what} ${state}`);
}

async function hang(w: CarriersWorld, id: string, at: Date, claimedAt: Date | null = null) {
  const made = valueOf(await preparePhoto(await photo(w)));
  return w.as(w.people.handler, (ctx) => postSheet(ctx, w.files, id, { photo: made, claimedAt }), at);
}

async function take(w: CarriersWorld, id: string, at: Date) {
  const made = valueOf(await preparePhoto(await photo(w)));
  return w.as(w.people.handler, (ctx) => takeDownSheet(ctx, w.files, id, made), at);
}

async function published(t: TestContext) {
  const w = await carriersWorld(t);
  await registeredBoard(w);
  const item = await approved(w);
  valueOf(await publish(w, item));
  await w.hear();
  return { w, item };
}

test('village affairs have to hang fifteen days: posted with proof, taken down in time, every date explained', async (t) => {
  const { w } = await published(t);
  const [sheet, ...more] = await sheets(w, monday);
  assert.ok(sheet !== undefined);
  assert.deepEqual(more, []);
  assert.deepEqual(
    [sheet.todo, sheet.rule, sheet.days, sheet.dueOn, sheet.title],
    ['post', 'villageAffairs', 15, '2026-03-04', '云溪村第一季度收支公示'],
  );
  assert.match(sheet.dueWhy, /2026-03-04|2026年3月4日/);
  assert.deepEqual(await deliveries(w), ['publish waiting']);

  valueOf(await hang(w, sheet.id, hours(5)));
  assert.deepEqual(await deliveries(w), ['publish delivered']);
  const [hung] = await sheets(w, hours(5), 'all');
  assert.deepEqual([hung?.todo, hung?.until], ['leave', '2026-03-18']);
  assert.match(hung?.untilWhy ?? '', /15日，满期日为2026-03-17/);
  assert.deepEqual(await sheets(w, days(14)), []);
  assert.deepEqual(
    (await sheets(w, days(16))).map((one) => one.todo),
    ['mayTake'],
  );
  valueOf(await take(w, sheet.id, days(16)));
  assert.deepEqual(await findings(w), []);
  const again = await take(w, sheet.id, days(16));
  assert.equal(again.ok ? '' : again.code, 'posting-not-hanging');
});

test('a board without its sheet is a finding until the sheet hangs; taken down too early is another', async (t) => {
  const { w } = await published(t);
  await w.job('carriers/find-on-boards', {}, days(2));
  assert.deepEqual(await findings(w), []);
  await w.job('carriers/find-on-boards', {}, days(3));
  await w.job('carriers/find-on-boards', {}, days(4));
  assert.deepEqual(await findings(w), ['boardWithoutSheet open']);
  const [sheet] = await sheets(w, days(4));
  assert.equal(sheet?.todo, 'postLate');
  valueOf(await hang(w, sheet?.id ?? '', days(4)));
  assert.deepEqual(await findings(w), ['boardWithoutSheet resolved']);
  valueOf(await take(w, sheet?.id ?? '', days(6)));
  assert.deepEqual(await findings(w), ['boardWithoutSheet resolved', 'postingTooShort open']);
  const facts = await w.db.owner.pool.query(
    `select kind from platform.fact where kind like 'carriers.%' order by seq`,
  );
  assert.deepEqual(
    facts.rows.map(({ kind }: { kind: string }) => kind),
    ['carriers.finding', 'carriers.finding-resolved', 'carriers.finding'],
  );
});

test('a withdrawn item comes off the board now, before its time and without blame; a day later it is a finding', async (t) => {
  const { w, item } = await published(t);
  const [sheet] = await sheets(w, monday);
  valueOf(await hang(w, sheet?.id ?? '', hours(1)));
  const gone = await revised(w, item, 'withdraw', { reason: '事实有误，予以撤回' });
  valueOf(await publish(w, gone, days(1)));
  await w.hear();
  const [hanging] = await sheets(w, days(1));
  assert.deepEqual([hanging?.todo, hanging?.title, hanging?.ends], ['takeNow', null, 'withdrawn']);
  assert.deepEqual(await deliveries(w), ['publish delivered', 'withdraw waiting']);
  await w.job('carriers/find-on-boards', {}, days(3));
  assert.deepEqual(await findings(w), ['sheetOfWithdrawn open']);
  valueOf(await take(w, sheet?.id ?? '', days(3)));
  assert.deepEqual(await findings(w), ['sheetOfWithdrawn resolved']);
  assert.deepEqual(await deliveries(w), ['publish delivered', 'withdraw delivered']);
});

test('withdrawn before it was hung, nothing is hung and nothing waits', async (t) => {
  const { w, item } = await published(t);
  const gone = await revised(w, item, 'withdraw', { reason: '事实有误，予以撤回' });
  valueOf(await publish(w, gone, days(1)));
  await w.hear();
  assert.deepEqual(await sheets(w, days(1)), []);
  assert.deepEqual(await deliveries(w), ['publish superseded']);
});

test('a corrected item is hung anew: the old sheet may come down with it, and its days do not count against anybody', async (t) => {
  const { w, item } = await published(t);
  const [sheet] = await sheets(w, monday);
  valueOf(await hang(w, sheet?.id ?? '', hours(1)));
  const next = await revised(w, item, 'correct', {
    title: '云溪村第一季度收支公示（更正）',
    changeNote: '更正标题',
  });
  valueOf(await publish(w, next, days(1)));
  await w.hear();
  const [fresh, old] = await sheets(w, days(1));
  assert.deepEqual([fresh?.todo, fresh?.version, old?.todo, old?.ends], ['post', 2, 'takeNow', 'replaced']);
  valueOf(await hang(w, fresh?.id ?? '', days(1)));
  assert.deepEqual(await sheets(w, days(1)), []);
  assert.deepEqual(await findings(w), []);
  assert.deepEqual(await deliveries(w), ['publish delivered', 'change delivered']);
});

test('what somebody says of an earlier hour is kept when it can be; the law’s days are a floor', async (t) => {
  const { w } = await published(t);
  const [sheet] = await sheets(w, monday);
  const id = sheet?.id ?? '';
  for (const claimed of [hours(-1), hours(9), new Date(0)]) {
    const refused = await hang(w, id, hours(8), claimed);
    assert.equal(refused.ok ? '' : refused.code, 'posting-claimed-time');
  }
  valueOf(await hang(w, id, hours(8), hours(2)));
  const [hung] = await sheets(w, hours(8), 'all');
  assert.equal(hung?.claimedAt, hours(2).toISOString());
  const set = (count: number) =>
    w.as(w.office, (ctx) =>
      setPostingRule(ctx, 'villageAffairs', { days: count, withinDays: 3, source: '本区规定' }),
    );
  const low = await set(14);
  assert.equal(low.ok ? '' : low.code, 'posting-rule-floor');
  valueOf(await set(20));
});

test('where a sheet was hung is what the person says: the board’s place, and their own position with consent', async (t) => {
  const people = new Map<string, Actor>();
  const s = await carriersSite(t, (token) => {
    const actor = people.get(token);
    return actor === undefined ? null : { id: token, actor, tokenHash: token, locale: null };
  });
  people.set('handler', s.people.handler);
  const board = await registeredBoard(s);
  for (const title of ['甲项公示', '乙项公示', '丙项公示'])
    valueOf(await publish(s, await approved(s, { title })));
  await s.hear();
  type Answer = { status: number; view: PostingView & { error?: { code: string; field?: string } } };
  const post = async (id: string, place: Readonly<Record<string, string>>): Promise<Answer> => {
    const query = new URLSearchParams({ name: 'board.png', ...place });
    const answer = await fetch(`${s.url}/api/carriers/postings/${id}/posted?${query}`, {
      method: 'POST',
      headers: {
        cookie: 'gongkai_session=handler',
        origin: s.url,
        'content-type': 'application/octet-stream',
      },
      body: new Uint8Array(await readFile((await photo(s)).path)),
    });
    return { status: answer.status, view: (await answer.json()) as Answer['view'] };
  };
  const [first, second, third] = await sheets(s, monday);
  const here = { latitude: '30.123456', longitude: '-104.5', accuracy: '12' };
  for (const [what, place] of [
    ['not without consent', here],
    ['half a point', { consent: 'yes', latitude: '30.1' }],
    ['no such latitude', { ...here, consent: 'yes', latitude: '90.01' }],
    ['no number', { ...here, consent: 'yes', longitude: '' }],
    ['accuracy of nothing', { consent: 'yes', accuracy: '5' }],
    ['another word than yes', { atPlace: 'true' }],
  ] as const)
    assert.equal((await post(first?.id ?? '', place)).status, 400, what);
  const whole = await post(first?.id ?? '', { atPlace: 'yes', consent: 'yes', ...here });
  assert.equal(whole.status, 200);
  assert.deepEqual(
    [whole.view.postedPlace, whole.view.postedAtPoint],
    ['村委会院内', { latitude: 30.123456, longitude: -104.5, accuracy: 12 }],
  );
  const only = await post(second?.id ?? '', { atPlace: 'yes' });
  assert.deepEqual([only.view.postedPlace, only.view.postedAtPoint], ['村委会院内', null]);
  const none = await post(third?.id ?? '', {});
  assert.deepEqual([none.view.postedPlace, none.view.postedAtPoint], [null, null], 'nobody has to say');
  // The record stays as it was said, whatever the register says later.
  await s.db.owner.pool.query(`update carriers.carrier set place = '村口' where id = $1`, [board]);
  const kept = (await sheets(s, monday, 'all')).find(({ id }) => id === first?.id);
  assert.deepEqual([kept?.place, kept?.postedPlace], ['村口', '村委会院内']);
  // Neither the portal nor what is told of the act gives the position away.
  const audit = await s.db.owner.pool.query('select to_jsonb(a)::text as row from platform.audit a');
  assert.doesNotMatch(JSON.stringify(audit.rows), /30\.123456/);
  await assert.rejects(s.db.portal.pool.query('select posted_latitude from carriers.posting'));
  assert.deepEqual(s.faults, []);
});

test('whoever looks after the board is told once that a sheet may come down, and of what is wrong with it', async (t) => {
  const { w } = await published(t);
  const told = async () => {
    const found = await w.db.owner.pool.query<{ kind: string; params: object }>(
      'select kind, params from platform.notification where person = $1 order by id',
      [w.people.handler.person],
    );
    return found.rows.filter(({ kind }) => kind.startsWith('carriers.'));
  };
  await w.job('carriers/find-on-boards', {}, days(4));
  await w.hear();
  assert.match(JSON.stringify(await told()), /村委会公开栏.*应于2026-03-04前张贴/);
  const [sheet] = await sheets(w, days(4));
  valueOf(await hang(w, sheet?.id ?? '', days(4)));
  await w.job('carriers/remind', {}, days(19));
  assert.equal((await told()).length, 1);
  await w.job('carriers/remind', {}, days(20));
  await w.job('carriers/remind', {}, days(21));
  assert.deepEqual(
    (await told()).slice(1).map(({ params }) => params),
    [{ count: 1 }],
  );
});

test('items of inner scopes, of units without boards and told a second time plan nothing', async (t) => {
  const w = await carriersWorld(t);
  const board = await registeredBoard(w);
  valueOf(await publish(w, await approved(w, { scope: 'wholeParty' })));
  await w.hear();
  assert.deepEqual(await sheets(w, monday), []);
  valueOf(await publish(w, await approved(w)));
  await w.hear();
  await w.hear();
  assert.equal((await sheets(w, monday)).length, 1);
  valueOf(await w.as(w.office, (ctx) => moveCarrier(ctx, board, 'suspend', '整修公开栏')));
  valueOf(await publish(w, await approved(w, { title: '云溪村第二季度收支公示' })));
  await w.hear();
  assert.equal((await sheets(w, monday)).length, 1);
});
