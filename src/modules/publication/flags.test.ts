import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Actor, Fact } from '#kernel';
import {
  approve,
  createDisclosure,
  createMatter,
  type DraftContent,
  findMatter,
  getFrozenRevision,
  objectAfterwards,
  passAfterwards,
  passReview,
  passSecrecyReview,
  propose,
  proposeUrgently,
  reviewWithholding,
  saveDraft,
  startStage,
  startWithholding,
} from '#modules/disclosure';
import type { CommandContext } from '#platform/command';
import { deliverFact } from '#platform/outbox';
import { valueOf } from '#test/database';
import { clearAfterReview } from './commands/clear-after-review.ts';
import { carryOutPlan, planPublication } from './commands/plan-publication.ts';
import { findItem } from './queries/item.ts';
import { plantDuties } from './testing/duties.ts';
import { type ReaderName, type Site, site } from './testing/site.ts';
import {
  body,
  monday,
  publish,
  register,
  revised,
  sample,
  village,
  type World,
  world,
} from './testing/world.ts';

const later = (hours: number) => new Date(monday.getTime() + hours * 3_600_000);

/** Hands the newest fact of a kind to this room, as the worker does. */
async function deliver(
  w: World,
  kind: string,
  hear: (ctx: CommandContext, fact: Fact) => Promise<void>,
): Promise<void> {
  const found = await w.db.owner.pool.query<{ id: string }>(
    'select id from platform.fact where kind = $1 order by seq desc limit 1',
    [kind],
  );
  const id = found.rows[0]?.id;
  assert.ok(id !== undefined, `no fact ${kind}`);
  await deliverFact(w.db.worker, new Map([['publication', { [kind]: hear }]]), id);
}

async function urgent(
  w: World,
  changes: Partial<DraftContent> = {},
): Promise<{ disclosure: string; revision: string }> {
  const made = valueOf(
    await w.as(w.people.handler, (ctx) => createDisclosure(ctx, village, { ...sample, ...changes })),
  );
  const { revision } = made;
  valueOf(
    await w.as(w.people.handler, (ctx) =>
      proposeUrgently(ctx, { revision, lockVersion: 0, reason: '道路塌陷' }),
    ),
  );
  await decide(w, w.people.approver, approve, revision);
  return made;
}

async function decide(
  w: World,
  who: Actor,
  command: typeof passAfterwards | typeof approve | typeof passReview,
  revision: string,
): Promise<void> {
  const { contentSha256 } = await getFrozenRevision(w.db.office.reader, revision);
  valueOf(await w.as(who, (ctx) => command(ctx, { revision, contentSha256, opinion: '意见' }), later(1)));
}

/** Through the whole order and into the plan, then carried out as the worker does. */
async function decideAndCarryOut(w: World, revision: string, lockVersion: number): Promise<string> {
  valueOf(await w.as(w.people.handler, (ctx) => propose(ctx, { revision, lockVersion, opinion: '请审' })));
  await decide(w, w.people.reviewer, passReview, revision);
  await decide(w, w.people.secrecy, passSecrecyReview, revision);
  await decide(w, w.people.approver, approve, revision);
  await deliver(w, 'disclosure.approved', planPublication);
  const done = await carryOutPlan(w.db.worker, revision, later(2));
  await w.log.seal(later(2));
  return done.ok ? 'ok' : done.code;
}

async function itemOf(w: World, disclosure: string): Promise<{ id: string; slug: string } | undefined> {
  const found = await w.db.owner.pool.query<{ id: string; slug: string }>(
    'select id, slug from publication.item where disclosure = $1',
    [disclosure],
  );
  return found.rows[0];
}

async function open(t: TestContext): Promise<Site> {
  return site(t, () => later(3));
}

async function page(s: Site, path: string, reader?: ReaderName): Promise<string> {
  const answer = await s.get(path, reader);
  assert.equal(answer.statusCode, 200, path);
  return answer.body;
}

test('an urgent publication is flagged on its page and in lists until others have reviewed it', async (t) => {
  const s = await open(t);
  const one = await urgent(s, { title: '应急通告' });
  const made = valueOf(await publish(s, one));
  for (const path of [`/i/${made.slug}`, '/', '/items', '/units/3'])
    assert.match(await page(s, path), /应急发布·待补审/, path);
  await decide(s, s.people.reviewer, passAfterwards, one.revision);
  assert.match(await page(s, `/i/${made.slug}`), /应急发布·待补审/);
  await decide(s, s.people.secrecy, passAfterwards, one.revision);
  await deliver(s, 'disclosure.after-reviewed', clearAfterReview);
  for (const path of [`/i/${made.slug}`, '/', '/items', '/units/3'])
    assert.doesNotMatch(await page(s, path), /应急发布/, path);
  assert.deepEqual(s.faults, []);
});

test('reviewed while it waits for its checkpoint, it comes out without the flag', async (t) => {
  const s = await open(t);
  const one = await urgent(s, { title: '应急先审' });
  const made = valueOf(await register(s, one));
  await decide(s, s.people.reviewer, passAfterwards, one.revision);
  await decide(s, s.people.secrecy, passAfterwards, one.revision);
  await deliver(s, 'disclosure.after-reviewed', clearAfterReview);
  await s.log.seal(later(1));
  assert.doesNotMatch(await page(s, `/i/${made.slug}`), /应急发布/);
});

test('an objection stands on the page until the corrected text is out; a stale fact clears nothing', async (t) => {
  const s = await open(t);
  const one = await urgent(s, { title: '应急通告' });
  const made = valueOf(await publish(s, one));
  await decide(s, s.people.reviewer, objectAfterwards, one.revision);
  await deliver(s, 'disclosure.after-reviewed', clearAfterReview);
  assert.match(await page(s, `/i/${made.slug}`), /补审有异议/);
  const corrected = await revised(s, one, 'correct', { changeNote: '改正数字', title: '应急通告（更正）' });
  valueOf(await publish(s, corrected, later(4)));
  assert.doesNotMatch(await page(s, `/i/${made.slug}`), /应急发布/);
  // The newest version is another one now: what is said of the old one is not said of it.
  await s.db.owner.pool.query(`update publication.item set after_review = 'awaited' where disclosure = $1`, [
    one.disclosure,
  ]);
  await s.db.owner.pool.query(`delete from platform.fact_delivery where room = 'publication'`);
  await deliver(s, 'disclosure.after-reviewed', clearAfterReview);
  assert.match(await page(s, `/i/${made.slug}`), /应急发布·待补审/);
});

async function begunWithholding(w: World, ground: string, changes: { readonly notice?: 'none' } = {}) {
  await plantDuties(w.db, [{ matter: '救助对象名单', scope: 'society', due: '2026-04-01', state: 'open' }]);
  const duty =
    (await w.db.owner.pool.query<{ id: string }>('select id from catalogue.duty')).rows[0]?.id ?? '';
  const made = valueOf(
    await w.as(w.people.handler, (ctx) =>
      startWithholding(ctx, { unit: village, duties: [duty], extent: 'whole', ground }),
    ),
  );
  await change(w, made.revision, (content) => ({
    ...content,
    withholding: {
      ...(content.withholding as NonNullable<DraftContent['withholding']>),
      basis: '植入的内部依据',
      ...changes,
    },
  }));
  return { ...made, duty };
}

async function change(
  w: World,
  revision: string,
  make: (content: DraftContent) => DraftContent,
): Promise<void> {
  const row = await w.db.owner.pool.query<{ content: DraftContent; lock_version: number }>(
    'select content, lock_version from disclosure.revision where id = $1',
    [revision],
  );
  const found = row.rows[0];
  assert.ok(found !== undefined);
  valueOf(
    await w.as(w.people.handler, (ctx) =>
      saveDraft(ctx, { revision, lockVersion: found.lock_version, content: make(found.content) }),
    ),
  );
}

async function dutyState(w: World, duty: string) {
  const found = await w.db.owner.pool.query<Record<string, unknown>>(
    'select state, withhold_reason, notice_public, publication, review_on from catalogue.duty where id = $1',
    [duty],
  );
  return found.rows[0] ?? {};
}

test('withheld whole: a notice stands in place of the content, the catalogue shows it coded, the basis is nowhere', async (t) => {
  const s = await open(t);
  const made = await begunWithholding(s, 'art15-2');
  assert.equal(await decideAndCarryOut(s, made.revision, 1), 'ok');
  const item = await itemOf(s, made.disclosure);
  assert.ok(item !== undefined);
  const shown = await page(s, `/i/${item.slug}`);
  for (const words of [
    '本项不予公开',
    '涉及个人隐私',
    '《中华人民共和国政府信息公开条例》第十五条',
    '2027-03-02',
    '救助对象名单',
    'art15-2',
    '向该单位询问',
  ])
    assert.ok(shown.includes(words), words);
  assert.ok(!shown.includes('class="official"'));
  const english = await s.get(`/i/${item.slug}`, undefined, { cookie: 'gongkai_locale=en' });
  assert.match(english.body, /personal privacy/);
  const state = await dutyState(s, made.duty);
  assert.deepEqual(
    [state['state'], state['withhold_reason'], state['notice_public'], state['publication']],
    ['withheld', 'TRADE_SECRET_OR_PRIVACY', true, item.id],
  );
  const catalogue = await page(s, '/catalogue?year=2026');
  assert.ok(catalogue.includes(`/i/${item.slug}`));
  for (const path of [`/i/${item.slug}`, '/items', '/catalogue?year=2026', '/units/3', `/i/${item.slug}/v/1`])
    assert.ok(!(await page(s, path)).includes('植入的内部依据'), path);
});

test('withheld without a notice: nobody sees anything, the office counts it; opened later it is published for the first time', async (t) => {
  const s = await open(t);
  const made = await begunWithholding(s, 'art14-1', { notice: 'none' });
  assert.equal(await decideAndCarryOut(s, made.revision, 1), 'ok');
  assert.equal(await itemOf(s, made.disclosure), undefined);
  const state = await dutyState(s, made.duty);
  assert.deepEqual([state['state'], state['notice_public'], state['publication']], ['withheld', false, null]);
  for (const path of ['/', '/items', '/catalogue?year=2026', '/units/3'])
    assert.ok(!(await page(s, path)).includes('救助对象名单'), path);
  const opened = valueOf(
    await s.as(s.people.handler, (ctx) => reviewWithholding(ctx, made.disclosure, 'open')),
  );
  await change(s, opened.revision, (content) => ({
    ...content,
    title: '救助对象名单',
    body: body('名单如下。'),
  }));
  assert.equal(await decideAndCarryOut(s, opened.revision, 2), 'ok');
  const item = await itemOf(s, made.disclosure);
  assert.ok(item !== undefined);
  assert.ok((await page(s, `/i/${item.slug}`)).includes('名单如下。'));
  assert.equal((await dutyState(s, made.duty))['state'], 'fulfilled');
});

test('withheld in part: the open part and the notice beside it; opened whole later, the duty is fulfilled whole', async (t) => {
  const s = await open(t);
  const made = await begunWithholding(s, 'art15-2');
  await change(s, made.revision, (content) => ({
    ...content,
    body: body('公开的部分。'),
    withholding: { ...(content.withholding as NonNullable<DraftContent['withholding']>), extent: 'part' },
  }));
  assert.equal(await decideAndCarryOut(s, made.revision, 2), 'ok');
  const item = await itemOf(s, made.disclosure);
  assert.ok(item !== undefined);
  const shown = await page(s, `/i/${item.slug}`);
  assert.ok(shown.includes('公开的部分。') && shown.includes('本项部分内容不予公开'));
  assert.equal((await dutyState(s, made.duty))['state'], 'fulfilledInPart');
  const opened = valueOf(
    await s.as(s.people.handler, (ctx) => reviewWithholding(ctx, made.disclosure, 'open')),
  );
  assert.equal(await decideAndCarryOut(s, opened.revision, 1), 'ok');
  assert.equal((await dutyState(s, made.duty))['state'], 'fulfilled');
  assert.ok(!(await page(s, `/i/${item.slug}`)).includes('部分内容不予公开'));
});

async function stage(w: World, matter: string, of: 'before' | 'decision', audience: 'inside' | 'outside') {
  const found = await findMatter(w.db.office.reader, matter);
  assert.ok(found !== undefined);
  const made = valueOf(
    await w.as(w.people.handler, (ctx) =>
      startStage(ctx, { matter: found, unit: village, stage: of, audience, happenedOn: '2026-03-01' }),
    ),
  );
  await change(w, made.revision, (content) => ({
    ...content,
    title: `${of}${audience}的公开`,
    body: body(`${of}${audience}`),
  }));
  valueOf(
    await w.as(w.people.handler, (ctx) =>
      proposeUrgently(ctx, { revision: made.revision, lockVersion: 1, reason: '不能等待' }),
    ),
  );
  await decide(w, w.people.approver, approve, made.revision);
  return valueOf(await publish(w, made));
}

test('an item shows the other public stages of its matter, and each reader only those they may see', async (t) => {
  const s = await open(t);
  const matter = valueOf(
    await s.as(s.people.handler, (ctx) =>
      createMatter(ctx, {
        unit: village,
        kind: 'majorFunds',
        title: '不公开的事项名',
        affairsKind: 'village',
        inside: true,
        outside: true,
        insideRow: null,
        outsideRow: null,
      }),
    ),
  );
  const inside = await stage(s, matter, 'before', 'inside');
  const outside = await stage(s, matter, 'before', 'outside');
  const decided = await stage(s, matter, 'decision', 'inside');
  const outsider = await page(s, `/i/${outside.slug}`);
  assert.ok(!outsider.includes('本事项各阶段公开'));
  for (const other of [inside, decided]) assert.ok(!outsider.includes(other.slug));
  const member = await page(s, `/i/${outside.slug}`, 'member');
  assert.match(member, /本事项各阶段公开/);
  for (const other of [inside, decided]) assert.ok(member.includes(`/i/${other.slug}`));
  for (const reader of ['elsewhere', undefined] as const) {
    const text = await page(s, `/i/${outside.slug}`, reader);
    assert.ok(!text.includes('beforeinside') && !text.includes(decided.slug), String(reader));
  }
  for (const slug of [inside.slug, decided.slug]) assert.equal((await s.get(`/i/${slug}`)).statusCode, 404);
  for (const text of [outsider, member]) assert.ok(!text.includes('不公开的事项名'));
  const asMember = await findItem(s.db.portal.reader, outside.slug);
  assert.deepEqual(asMember.kind === 'item' ? asMember.view.stages.map((one) => one.item) : [], [
    outside.item,
  ]);
});

test('the database keeps which stage an item is', async (t) => {
  const w = await world(t);
  await assert.rejects(
    w.db.portal.pool.query(
      `insert into publication.item_matter values (gen_random_uuid(), gen_random_uuid(), 'before', 'inside')`,
    ),
    /permission denied/,
  );
});
