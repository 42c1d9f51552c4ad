import assert from 'node:assert/strict';
import { test } from 'node:test';
import { done } from '#kernel';
import { decideFinding, openFindings } from '#modules/screening';
import { systemActor } from '#platform/command';
import { paragraph } from '#platform/richtext';
import { valueOf } from '#test/database';
import { checkPublishable, confirmPublished } from '../publishing.ts';
import { goesOut } from '../screening.ts';
import { units } from '../testing/cases.ts';
import { sampleContent } from '../testing/content.ts';
import {
  approved,
  approveNow,
  draft,
  hashNow,
  proposeNow,
  review,
  type World,
  world,
} from '../testing/world.ts';
import { purgeDraft, recordBlockedMark } from './block-secret.ts';
import { createDisclosure } from './create-disclosure.ts';
import { passReview, passSecrecyReview } from './decide-step.ts';
import { startWithdrawal } from './open-revision.ts';
import { draftOf, saveDraft } from './save-draft.ts';

const canary = '机密★10年 某工程位置';
const marked = { type: 'doc' as const, content: [paragraph(canary), paragraph('正文')] };

/** Every place of the database that could hold text. */
async function textAnywhere(w: World, words: string): Promise<readonly string[]> {
  const tables = await w.db.owner.pool.query(
    `select schemaname || '.' || tablename as name from pg_tables
     where schemaname in ('disclosure', 'screening', 'platform')`,
  );
  const found: string[] = [];
  for (const { name } of tables.rows) {
    const hits = await w.db.owner.pool.query(`select 1 from ${name} t where t::text like $1 limit 1`, [
      `%${words}%`,
    ]);
    if ((hits.rowCount ?? 0) > 0) found.push(name);
  }
  return found;
}

test('a text with a mark of secrecy is never kept: not as a draft, not as a copy; the incident is', async (t) => {
  const w = await world(t);
  const revision = await draft(w);
  const content = { ...draftOf(await w.load(revision)), body: marked };
  for (const lockVersion of [0, 7]) {
    const saved = await w.as(w.people.handler, (ctx) => saveDraft(ctx, { revision, lockVersion, content }));
    assert.ok(!saved.ok && saved.code === 'screening-secret' && saved.params['secretIn'] === 'body');
  }
  const begun = await w.as(w.people.handler, (ctx) => createDisclosure(ctx, units.village, { body: marked }));
  assert.ok(!begun.ok && begun.code === 'screening-secret');
  const at = { revision, unit: units.village.id };
  valueOf(await w.as(w.people.handler, (ctx) => recordBlockedMark(ctx, at, goesOut('publish', content))));
  const incidents = await w.db.owner.pool.query('select revision, found_in from screening.incident');
  assert.deepEqual(incidents.rows, [{ revision, found_in: 'body' }]);
  assert.deepEqual(await textAnywhere(w, '某工程位置'), []);
  assert.deepEqual(
    await textAnywhere(w, '第一季度村务收支'),
    ['disclosure.revision'],
    'the search itself finds nothing',
  );
});

test('a mark found only at the proposal stops it, and the draft is purged', async (t) => {
  const w = await world(t);
  const revision = await draft(w);
  // As if an older engine had let it pass.
  await w.db.owner.pool.query('update disclosure.revision set content = $2 where id = $1', [
    revision,
    JSON.stringify({ ...draftOf(await w.load(revision)), body: marked }),
  ]);
  const proposed = await proposeNow(w, revision);
  assert.ok(!proposed.ok && proposed.code === 'screening-secret');
  assert.equal((await w.load(revision)).revision.state, 'draft');
  valueOf(await w.as(w.people.handler, (ctx) => purgeDraft(ctx, revision)));
  assert.deepEqual(await textAnywhere(w, '某工程位置'), []);
  const { revision: row } = await w.load(revision);
  assert.deepEqual([row.title, row.lock_version], ['', 1]);
});

test('the secrecy reviewer decides every finding before passing; masking means the text must go back', async (t) => {
  const w = await world(t);
  const { attachments: _, ...content } = sampleContent();
  const withPhone = {
    ...content,
    body: { type: 'doc' as const, content: [paragraph('联系人张某，手机号码：13800138000。')] },
  };
  const revision = await draft(w, withPhone);
  valueOf(await proposeNow(w, revision));
  const decision = { revision, contentSha256: await hashNow(w, revision), opinion: '' };
  valueOf(await w.as(w.people.reviewer, (ctx) => passReview(ctx, decision)));
  const open = await openFindings(w.db.office.reader, revision);
  assert.ok(open.length > 0, 'screening found nothing to decide');
  const undecided = await w.as(w.people.secrecy, (ctx) => passSecrecyReview(ctx, decision));
  assert.ok(
    !undecided.ok && undecided.code === 'screening-undecided' && undecided.params['count'] === open.length,
  );
  const decideAll = async (how: 'mask' | 'keep') => {
    for (const { fingerprint } of open) {
      const form =
        how === 'mask'
          ? { decision: how, fingerprint }
          : { decision: how, fingerprint, reason: '本人书面同意公开' };
      valueOf(await w.as(w.people.secrecy, (ctx) => decideFinding(ctx, revision, form)));
    }
  };
  await decideAll('mask');
  const unmasked = await w.as(w.people.secrecy, (ctx) => passSecrecyReview(ctx, decision));
  assert.ok(!unmasked.ok && unmasked.code === 'screening-mask-missing');
  await decideAll('keep');
  valueOf(await w.as(w.people.secrecy, (ctx) => passSecrecyReview(ctx, decision)));
});

test('a note or reason is screened too: it goes out with the page', async (t) => {
  const w = await world(t);
  const revision = await draft(w);
  const content = { ...draftOf(await w.load(revision)), changeNote: '机密★5年 更正' };
  const saved = await w.as(w.people.handler, (ctx) => saveDraft(ctx, { revision, lockVersion: 0, content }));
  assert.ok(!saved.ok && saved.code === 'screening-secret');
});

test('a page that leaks can always be taken down: a withdrawal is not held up by the leak', async (t) => {
  const w = await world(t);
  const first = await approved(w);
  valueOf(
    await w.as(systemActor, async (ctx) => {
      return done(await confirmPublished(ctx, valueOf(await checkPublishable(ctx, first)), ctx.now));
    }),
  );
  // As if the leak had been seen by nobody when it went out.
  const client = await w.db.owner.pool.connect();
  await client.query(`set session_replication_role = 'replica'`);
  const { content } = (await w.load(first)).revision;
  await client.query('update disclosure.revision set content = $2 where id = $1', [
    first,
    JSON.stringify({ ...content, body: marked }),
  ]);
  client.release(true);

  const { dossier } = await w.load(first);
  const { revision } = valueOf(await w.as(w.people.handler, (ctx) => startWithdrawal(ctx, dossier.id)));
  const reason = { ...draftOf(await w.load(revision)), reason: '含有不应公开的内容' };
  valueOf(
    await w.as(w.people.handler, (ctx) => saveDraft(ctx, { revision, lockVersion: 0, content: reason })),
  );
  valueOf(await proposeNow(w, revision));
  await review(w, revision);
  valueOf(await approveNow(w, revision));
  const allowed = await w.as(systemActor, async (ctx) => {
    ctx.audit.rows += 1;
    return checkPublishable(ctx, revision);
  });
  assert.ok(allowed.ok, allowed.ok ? '' : allowed.code);
});
