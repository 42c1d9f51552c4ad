import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { v7 } from 'uuid';
import type { Role } from '#kernel';
import { rebuildSimilarity } from '#modules/disclosure';
import { paragraph } from '#platform/richtext';
import { startTestApp, type TestApp } from '#test/app';
import type { FollowingView } from '../../src/modules/disclosure/following/forms.ts';
import type { CaseView } from '../../src/modules/disclosure/forms.ts';
import type { SimilarAnswer } from '../../src/modules/disclosure/similar/forms.ts';
import { copyOf, madeText, unitOf } from '../../src/modules/similarity/testing/texts.ts';

/* The whole way: one village publishes, another copies, its reviewer is shown what was taken; sessions, worker, facts. */

type Person = { readonly id: string; readonly session: string };

async function person(app: TestApp, name: string, unit: number, role: Role): Promise<Person> {
  const id = v7();
  await app.db.owner.pool.query(
    'insert into identity.person (id, account, name, home_unit, created_at) values ($1, $2, $3, $4, now())',
    [id, id, name, unit],
  );
  await app.db.owner.pool.query(
    `insert into identity.role_grant (id, person, role, unit, reach, starts_on, granted_at)
     values ($1, $2, $3, $4, 'own', '2020-01-01', now())`,
    [v7(), id, role, unit],
  );
  return { id, session: await app.sessionFor(id) };
}

async function district(t: TestContext) {
  const app = await startTestApp(t);
  await app.db.owner.pool.query(`insert into organisations.unit (id, code, name, short_name, level, kind, superior_id, path, created_at) values
    (901, 'd9', '青禾区委', '青禾区', 'district', 'localPartyCommittee', null, '/901/', now()),
    (903, 'v9', '云溪村村民委员会', '云溪村', 'village', 'villageCommittee', 901, '/901/903/', now()),
    (904, 'w9', '石桥村村民委员会', '石桥村', 'village', 'villageCommittee', 901, '/901/904/', now())`);
  const cast = async (unit: number) => ({
    handler: await person(app, '钱经办', unit, 'handler'),
    reviewer: await person(app, '孙审核', unit, 'reviewer'),
    secrecy: await person(app, '李保密', unit, 'secrecyReviewer'),
    approver: await person(app, '周书记', unit, 'approver'),
  });
  const call = async <T>(who: Person, method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await app.fetch(path, {
      method,
      session: who.session,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    assert.equal(answer.status, 200, `${method} ${path}: ${text}`);
    return JSON.parse(text) as T;
  };
  const write = (who: Person, unit: number, text: string, scope = 'society') =>
    call<CaseView>(who, 'POST', '/api/disclosures', {
      unit,
      content: {
        title: '人居环境整治情况',
        category: '村务',
        scope,
        scopeUnit: unit,
        body: { type: 'doc', content: text.split('\n').map((line) => paragraph(line)) },
      },
    });
  return { app, call, cast, write };
}

type District = Awaited<ReturnType<typeof district>>;

/** Through the whole order and out. */
async function publish({ app, call }: District, by: Awaited<ReturnType<District['cast']>>, view: CaseView) {
  const at = `/api/revisions/${view.revision}`;
  const { contentSha256 } = await call<CaseView>(by.handler, 'POST', `${at}/propose`, { lockVersion: 0 });
  for (const [who, move] of [
    [by.reviewer, 'pass'],
    [by.secrecy, 'pass'],
    [by.approver, 'approve'],
  ] as const)
    await call(who, 'POST', `${at}/${move}`, { contentSha256, opinion: '同意' });
  await until(async () => {
    const found = await app.db.owner.pool.query('select from similarity.text where revision = $1', [
      view.revision,
    ]);
    return found.rowCount === 1;
  });
}

/** The worker is another process's business in earnest: it is waited for, up to a limit. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (await isSo()) return;
    await pause(100);
  }
  assert.fail('waited in vain');
}

const similar = ({ call }: District, who: Person, view: CaseView) =>
  call<SimilarAnswer>(who, 'GET', `/api/revisions/${view.revision}/similar`);

test('a village’s copy of another’s text is shown to writer and reviewer with the passages, and signed in sight of it', async (t) => {
  const d = await district(t);
  const [a, b] = [await d.cast(903), await d.cast(904)];
  const source = madeText(41, unitOf(41));
  const original = await d.write(a.handler, 903, source.text);
  await publish(d, a, original);
  const copy = await d.write(b.handler, 904, copyOf(source, 'liftedEdited', 7, unitOf(42)));
  const [match, ...more] = (await similar(d, b.handler, copy)).others;
  assert.ok(match !== undefined && more.length === 0);
  assert.deepEqual(
    [match.unit.name, match.revision, match.mayOpen, match.title],
    ['云溪村村民委员会', original.revision, false, '人居环境整治情况'],
  );
  assert.ok(match.percent >= 10 && match.passages.length > 0);
  assert.equal((await d.app.fetch(match.page)).status, 200, 'its page is there');
  assert.deepEqual(await similar(d, a.handler, original), { others: [], ownEarlier: [] });

  const at = `/api/revisions/${copy.revision}`;
  const { contentSha256 } = await d.call<CaseView>(b.handler, 'POST', `${at}/propose`, { lockVersion: 0 });
  await until(async () => {
    const { similarity } = await d.call<FollowingView>(b.reviewer, 'GET', `${at}/following`);
    return similarity !== null;
  });
  await d.call(b.reviewer, 'POST', `${at}/pass`, { contentSha256, opinion: '同意' });
  const audit = await d.app.db.owner.pool.query(
    `select data -> 'similar' as similar from platform.audit where action = 'disclosure.pass' and subject = $1`,
    [copy.revision],
  );
  assert.deepEqual(audit.rows, [{ similar: { texts: 1, topPercent: match.percent } }]);
  const moves = (await d.call<CaseView>(b.secrecy, 'GET', at)).moves;
  assert.equal(moves.find((one) => one.move === 'pass')?.possible, true, 'it advises and blocks nothing');
});

test('a text open to few is shown to nobody whose rights do not cover it; the index can be made anew', async (t) => {
  const d = await district(t);
  const [a, b] = [await d.cast(903), await d.cast(904)];
  const source = madeText(51, unitOf(51));
  await publish(d, a, await d.write(a.handler, 903, source.text, 'unit'));
  const open = madeText(52, unitOf(52));
  await publish(d, a, await d.write(a.handler, 903, open.text));
  const copy = await d.write(b.handler, 904, copyOf(source, 'whole', 7, unitOf(53)));
  assert.deepEqual((await similar(d, b.handler, copy)).others, []);
  const office = await person(d.app, '赵办公室', 901, 'committeeOffice');
  await d.app.db.owner.pool.query(`update identity.role_grant set reach = 'below' where person = $1`, [
    office.id,
  ]);
  const [match] = (await similar(d, office, copy)).others;
  assert.deepEqual([match?.percent, match?.mayOpen], [100, true]);

  const rows = async () =>
    (
      await d.app.db.owner.pool.query<{ subject: string }>(
        'select subject, revision, slug, scope, fingerprints from similarity.text order by subject',
      )
    ).rows;
  const before = await rows();
  assert.equal(before.length, 2);
  await d.app.db.owner.pool.query(`update similarity.text set fingerprints = '{1}'`);
  assert.equal(await rebuildSimilarity(d.app.db.worker), 2);
  assert.deepEqual(await rows(), before);
});

test('whoever writes with the same template copies nobody', async (t) => {
  const d = await district(t);
  const [a, b] = [await d.cast(903), await d.cast(904)];
  const source = madeText(61, unitOf(61));
  await publish(d, a, await d.write(a.handler, 903, source.text));
  const copy = await d.write(b.handler, 904, source.text);
  assert.equal((await similar(d, b.handler, copy)).others.length, 1);
  const office = await person(d.app, '赵办公室', 901, 'committeeOffice');
  await d.app.db.owner.pool.query(`update identity.role_grant set reach = 'below' where person = $1`, [
    office.id,
  ]);
  await d.call(office, 'POST', '/api/disclosures/templates', {
    unit: 901,
    kind: 'template',
    name: '整治情况模板',
    unitKind: null,
    affairsKind: 'village',
    title: '整治情况',
    body: { type: 'doc', content: source.text.split('\n').map((line) => paragraph(line)) },
    note: '',
  });
  assert.deepEqual((await similar(d, b.handler, copy)).others, []);
});
