import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Actor, UnitId } from '#kernel';
import { done, refuse } from '#kernel';
import { createUnit, getUnitRef } from '#modules/organisations';
import { createTranslator } from '#platform/i18n';
import { fromPlainText } from '#platform/richtext';
import {
  commandContext,
  freshDatabase,
  type RunCommand,
  type TestDatabase,
  testActor,
  valueOf,
} from '#test/database';
import { addTerm, removeTerm } from './commands/manage-terms.ts';
import { recordIncidentStep } from './commands/record-incident.ts';
import { blockersOf } from './domain.ts';
import {
  blockers,
  carryDecisions,
  decideFinding,
  findRevisionFindings,
  openFindings,
  recordSecretMark,
  screenRevision,
} from './index.ts';
import { findingClasses, findingKinds, findingReasons } from './kinds.ts';
import { messages } from './messages.ts';
import { listIncidents, listTerms } from './queries.ts';

const now = new Date('2026-03-02T02:00:00Z');
const contentSha256 = 'a'.repeat(64);
const id = '520325200005019993';

type Room = { db: TestDatabase; run: RunCommand; actor: Actor; town: UnitId; village: UnitId };

async function room(t: TestContext): Promise<Room> {
  const db = await freshDatabase(t);
  const nobody = testActor('甲', [], { id: 0 as UnitId, path: '/', line: null });
  const make = async (code: string, name: string, superiorId: number | null) =>
    valueOf(
      await commandContext(
        db,
        nobody,
        now,
      )((ctx) =>
        createUnit(ctx, { code, name, level: 'town', kind: 'grassrootsPartyCommittee', superiorId }),
      ),
    ) as UnitId;
  const town = await make('town', '东屏镇委员会', null);
  const village = await make('village', '松坪村支部', town);
  const actor = testActor(
    '经办人',
    ['handler', 'secrecyReviewer'],
    await getUnitRef(db.office.reader, village),
  );
  return { db, run: commandContext(db, actor, now), actor, town, village };
}

const content = (text: string) => {
  const imported = fromPlainText(text);
  return { title: imported.title ?? '公示', body: imported.body, attachments: [] };
};
const screen = (run: RunCommand, unit: number, revision: string, text: string) =>
  run(async (ctx) =>
    done(
      await screenRevision(ctx, { revision, unit, stage: 'submit', contentSha256, content: content(text) }),
    ),
  );

test('a revision is blocked until it was screened and every finding decided; decisions are kept with their names', async (t) => {
  const { db, run, village } = await room(t);
  const read = db.office.reader;
  const revision = crypto.randomUUID();
  assert.deepEqual(await blockers(read, revision), [{ code: 'notScreened', fingerprint: null, kind: null }]);

  const screened = valueOf(
    await screen(run, village, revision, `公示。\n张某身份证号：${id}，手机13600009942。再说一遍：${id}。`),
  );
  assert.deepEqual(
    screened.findings.map((found) => found.kind),
    ['id_card_18', 'mobile', 'id_card_18'],
  );
  assert.deepEqual(
    screened.blockers.map((one) => one.code),
    ['undecided', 'undecided'],
  );
  const [identity, phone] = screened.blockers.map((one) => one.fingerprint ?? '');
  assert.ok(identity !== undefined && phone !== undefined);

  valueOf(await run((ctx) => decideFinding(ctx, revision, { decision: 'mask', fingerprint: identity })));
  valueOf(
    await run((ctx) =>
      decideFinding(ctx, revision, { decision: 'keep', fingerprint: phone, reason: '本人同意公开' }),
    ),
  );
  assert.deepEqual(await openFindings(read, revision), []);
  assert.deepEqual(await blockers(read, revision), [
    { code: 'maskMissing', fingerprint: identity, kind: 'id_card_18' },
  ]);

  // The writer masks; the text is screened again; the decision about the phone still holds.
  valueOf(await screen(run, village, revision, '张某身份证号：**************9993，手机13600009942。'));
  assert.deepEqual(await blockers(read, revision), []);
  const view = await findRevisionFindings(read, revision);
  assert.deepEqual(
    view?.findings.map((found) => [
      found.kind,
      found.decision?.decision,
      found.decision?.reason,
      found.decision?.decidedByName,
    ]),
    [['mobile', 'keep', '本人同意公开', '经办人']],
  );
});

test('the newest decision holds, and decisions carry to the next revision except masking', async (t) => {
  const { db, run, village } = await room(t);
  const [first, second] = [crypto.randomUUID(), crypto.randomUUID()];
  const text = `正文。身份证号：${id}，手机13600009942。`;
  const { findings } = valueOf(await screen(run, village, first, text));
  const [identity, phone] = findings.map((found) => found.fingerprint);
  assert.ok(identity !== undefined && phone !== undefined);
  const decide = (form: Parameters<typeof decideFinding>[2]) => run((ctx) => decideFinding(ctx, first, form));
  valueOf(await decide({ decision: 'mask', fingerprint: phone }));
  valueOf(await decide({ decision: 'notPersonal', fingerprint: phone, reason: '虚构号码' }));
  valueOf(await decide({ decision: 'mask', fingerprint: identity }));

  const again = valueOf(await screen(run, village, second, text));
  assert.deepEqual(
    again.findings.map((found) => found.fingerprint),
    [identity, phone],
  );
  assert.equal(valueOf(await run(async (ctx) => done(await carryDecisions(ctx, first, second, village)))), 1);
  assert.deepEqual(await blockers(db.office.reader, second), [
    { code: 'undecided', fingerprint: identity, kind: 'id_card_18' },
  ]);
});

test('what cannot be decided is refused and changes nothing', async (t) => {
  const { db, run, village } = await room(t);
  const revision = crypto.randomUUID();
  const unknown = 'f'.repeat(64);
  const before = await run((ctx) => decideFinding(ctx, revision, { decision: 'mask', fingerprint: unknown }));
  assert.equal(before.ok ? '' : before.code, 'screening-not-found');
  const { findings } = valueOf(
    await screen(run, village, revision, '正文。\n机密★5年\n残疾人证：52042319500623998943'),
  );
  const mark = findings.find((found) => found.kind === 'secret_mark');
  const certificate = findings.find((found) => found.kind === 'disability_cert');
  assert.ok(mark && certificate);
  for (const [fingerprint, code] of [
    [unknown, 'finding-not-found'],
    [mark.fingerprint, 'screening-mark-stays'],
    [certificate.fingerprint, 'screening-never-kept'],
  ] as const) {
    const decided = await run((ctx) =>
      decideFinding(ctx, revision, { decision: 'keep', fingerprint, reason: '需要公开' }),
    );
    assert.equal(decided.ok ? '' : decided.code, code);
  }
  const count = await db.owner.pool.query('select count(*) from screening.decision');
  assert.equal(count.rows[0].count, 0);
});

test('a secret mark blocks, leaves an incident without content, and alerts once', async (t) => {
  const { db, run, village } = await room(t);
  const revision = crypto.randomUUID();
  const secret = '某某绝密内容词';
  const { blockers: found } = valueOf(await screen(run, village, revision, `机密★5年\n${secret}`));
  assert.deepEqual(
    found.map((one) => one.code),
    ['secretMark'],
  );
  valueOf(await screen(run, village, revision, `机密★5年\n${secret}`));

  const incidents = valueOf(await listIncidents(db.office.reader, village, undefined)).rows;
  assert.equal(incidents.length, 1);
  assert.equal(incidents[0]?.reportDueAt, '2026-03-03T02:00:00.000Z');
  const facts = await db.owner.pool.query(
    "select data from platform.fact where kind = 'screening.secret-mark-found'",
  );
  assert.equal(facts.rows.length, 1);
  for (const table of ['finding', 'incident', 'screening', 'decision']) {
    const rows = await db.owner.pool.query(`select to_jsonb(t)::text as row from screening.${table} t`);
    for (const { row } of rows.rows) assert.ok(!row.includes(secret) && !row.includes('5年'), table);
  }
  assert.ok(!JSON.stringify(facts.rows).includes(secret));
});

test('a command that refuses rolls the incident back; recorded afterwards, it stays', async (t) => {
  const { db, run, village } = await room(t);
  const revision = crypto.randomUUID();
  const input = {
    revision,
    unit: village,
    stage: 'submit',
    contentSha256,
    content: content('绝密★'),
  } as const;
  const marks: Parameters<typeof recordSecretMark>[1][] = [];
  const refused = await run(async (ctx) => {
    const { findings } = await screenRevision(ctx, input);
    marks.push({ revision, unit: village, stage: 'submit', findings });
    return refuse('screening-secret', 409);
  });
  assert.equal(refused.ok, false);
  assert.equal(valueOf(await listIncidents(db.office.reader, village, undefined)).rows.length, 0);
  for (const mark of marks) valueOf(await run(async (ctx) => done(await recordSecretMark(ctx, mark))));
  assert.equal(valueOf(await listIncidents(db.office.reader, village, undefined)).rows.length, 1);
});

test('an incident is purged, reported and closed, each once and in order', async (t) => {
  const { db, run, village } = await room(t);
  valueOf(await screen(run, village, crypto.randomUUID(), '绝密★'));
  const incident = valueOf(await listIncidents(db.office.reader, village, undefined)).rows[0]?.id ?? '';
  const step = async (name: 'purged' | 'reported' | 'closed') => {
    const result = await run((ctx) => recordIncidentStep(ctx, incident, name, ''));
    return result.ok ? 'ok' : result.code;
  };
  assert.equal(await step('closed'), 'incident-not-purged');
  assert.equal(await step('purged'), 'ok');
  assert.equal(await step('purged'), 'incident-step-done');
  assert.equal(await step('closed'), 'ok');
  const other = await run((ctx) => recordIncidentStep(ctx, crypto.randomUUID(), 'purged', ''));
  assert.equal(other.ok ? '' : other.code, 'incident-not-found');
});

test('terms hold for the unit that keeps them and everything below it, and for no other', async (t) => {
  const { db, run, town, village } = await room(t);
  const add = (unit: number) =>
    run((ctx) => addTerm(ctx, unit, { kind: 'unit_term', term: '云溪计划', note: '' }));
  const term = valueOf(await add(town));
  const twice = await add(town);
  assert.equal(twice.ok ? '' : twice.code, 'term-known');
  const kinds = async (unit: number) =>
    valueOf(await screen(run, unit, crypto.randomUUID(), '正文提到云溪计划。')).findings.map(
      (found) => found.kind,
    );
  assert.deepEqual([await kinds(town), await kinds(village)], [['unit_term'], ['unit_term']]);
  valueOf(await run((ctx) => removeTerm(ctx, town, term)));
  valueOf(await add(village));
  assert.deepEqual([await kinds(town), await kinds(village)], [[], ['unit_term']]);
  assert.equal((await listTerms(db.office.reader, village)).rows.length, 1);
});

test('the record cannot be changed, and the portal cannot read any of it', async (t) => {
  const { db, run, village } = await room(t);
  valueOf(await screen(run, village, crypto.randomUUID(), `身份证号：${id}`));
  for (const statement of [
    'update screening.finding set masked = masked',
    'delete from screening.finding',
    'truncate screening.incident_step',
    'delete from screening.screening',
    "update screening.setting set fingerprint_key = repeat('0', 64)",
  ]) {
    await assert.rejects(db.office.pool.query(statement), statement);
    await assert.rejects(db.owner.pool.query(statement), statement);
  }
  for (const table of ['finding', 'decision', 'incident', 'setting', 'term', 'screening']) {
    await assert.rejects(db.portal.pool.query(`select 1 from screening.${table}`), /permission denied/);
  }
});

test('blockers: the table of finding × decision', () => {
  const found = (kind: 'mobile' | 'secret_mark') =>
    ({ fingerprint: 'x', kind, class: kind === 'mobile' ? 'personal' : 'secretMark' }) as const;
  const codes = (kind: 'mobile' | 'secret_mark', decision?: 'mask' | 'keep' | 'notPersonal') =>
    blockersOf(
      [found(kind), found(kind)],
      decision === undefined ? [] : [{ fingerprint: 'x', decision }],
    ).map((one) => one.code);
  assert.deepEqual(
    [codes('mobile'), codes('mobile', 'mask'), codes('mobile', 'keep'), codes('mobile', 'notPersonal')],
    [['undecided'], ['maskMissing'], [], []],
  );
  for (const decision of [undefined, 'mask', 'keep', 'notPersonal'] as const) {
    assert.deepEqual(codes('secret_mark', decision), ['secretMark']);
  }
});

test('every kind, class and reason has its words in both languages', () => {
  for (const locale of ['zh-CN', 'en'] as const) {
    const t = createTranslator([messages])(locale);
    for (const [group, names] of [
      ['kind', findingKinds],
      ['class', findingClasses],
      ['reason', findingReasons],
    ] as const) {
      for (const name of names)
        assert.notEqual(t(`screening.${group}.${name}`), `screening.${group}.${name}`);
    }
  }
});
