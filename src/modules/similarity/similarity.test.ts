import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { freshDatabase, type TestDatabase } from '#test/database';
import { dropText, keepBoilerplate, keepText } from './commands.ts';
import { findSimilar, type Library } from './queries.ts';
import { type KnownText, unitsUntilCommon } from './store.ts';
import { copyOf, type MadeText, madeText, namesOf, unitOf } from './testing/texts.ts';

type Shelf = {
  readonly db: TestDatabase;
  readonly put: (made: MadeText, unit: number, changes?: Partial<KnownText>) => Promise<string>;
  readonly ask: (text: string, unit: number, subject?: string | null) => ReturnType<typeof findSimilar>;
};

/** A small index over texts that are kept here; the reader sees what is open to society. */
async function shelf(t: TestContext): Promise<Shelf> {
  const db = await freshDatabase(t);
  await db.owner.pool.query(`insert into organisations.unit (id, code, name, level, kind, superior_id, path, created_at)
    select n, 'u' || n, '单位' || n, 'town', 'villageCommittee', null, '/' || n || '/', now() from generate_series(1, 40) n`);
  const texts = new Map<string, { text: string; names: readonly string[] }>();
  const library: Library = {
    visible: async (found) => found.filter((one) => one.scope === 'society'),
    load: async (found) =>
      found.flatMap((known) => {
        const held = texts.get(known.subject);
        return held === undefined ? [] : [{ known, ...held }];
      }),
  };
  return {
    db,
    put: async (made, unit, changes = {}) => {
      const subject = changes.subject ?? crypto.randomUUID();
      const names = namesOf(made.unit);
      texts.set(subject, { text: made.text, names });
      const known: KnownText = {
        subject,
        revision: crypto.randomUUID(),
        unit,
        scope: 'society',
        title: '标题',
        slug: 'aaaaaaaa',
        publishedAt: new Date('2026-03-01T09:00:00+08:00'),
        ...changes,
      };
      await db.worker.transaction((tx) => keepText(tx, { ...known, text: made.text, names }));
      return subject;
    },
    ask: (text, unit, subject = null) =>
      findSimilar(db.office.reader, { subject, unit, names: namesOf(unitOf(77)), text }, library),
  };
}

const copied = (made: MadeText) => copyOf(made, 'edited', 5, unitOf(77));

test('a copy of another unit’s text is found with its passages; withdrawn, it is found no more', async (t) => {
  const { db, put, ask } = await shelf(t);
  const source = madeText(1, unitOf(1));
  const subject = await put(source, 1);
  await put(madeText(2, unitOf(2)), 2);
  const { others, ownEarlier } = await ask(copied(source), 9);
  assert.deepEqual([others.map((one) => one.known.subject), ownEarlier], [[subject], []]);
  const [match] = others;
  assert.ok(match !== undefined && match.share > 0.6, `share ${match?.share}`);
  const [passage] = match.passages;
  assert.ok(passage?.ours.some((run) => run.same));
  const ours = copied(source);
  for (const one of match.passages) {
    assert.ok(ours.includes(one.ours.map((run) => run.text).join('')));
    assert.ok(source.text.includes(one.theirs.map((run) => run.text).join('')));
  }
  await db.worker.transaction((tx) => dropText(tx, subject));
  assert.deepEqual((await ask(copied(source), 9)).others, []);
});

test('said again, keeping changes nothing; a new version takes the place of the old', async (t) => {
  const { db, put, ask } = await shelf(t);
  const source = madeText(3, unitOf(3));
  const subject = await put(source, 1);
  await put(source, 1, { subject });
  const rows = await db.owner.pool.query('select count(*) as count from similarity.text');
  assert.equal(rows.rows[0].count, 1);
  await put(madeText(4, unitOf(3)), 1, { subject });
  assert.deepEqual((await ask(copied(source), 9)).others, []);
});

test('the dossier’s own text does not count, and the unit’s other texts are shown apart', async (t) => {
  const { put, ask } = await shelf(t);
  const source = madeText(5, unitOf(5));
  const subject = await put(source, 9);
  assert.deepEqual(await ask(source.text, 9, subject), { others: [], ownEarlier: [] });
  const { others, ownEarlier } = await ask(copied(source), 9);
  assert.deepEqual([others.length, ownEarlier.map((one) => one.known.subject)], [0, [subject]]);
});

test('what the reader may not see is not told, not even that it is', async (t) => {
  const { put, ask } = await shelf(t);
  const source = madeText(6, unitOf(6));
  await put(source, 1, { scope: 'wholeParty' });
  assert.deepEqual(await ask(copied(source), 9), { others: [], ownEarlier: [] });
});

test('what more than a few units write is a form; what one or two copy is not', async (t) => {
  const { put, ask } = await shelf(t);
  const form = madeText(7, unitOf(7));
  for (let unit = 1; unit <= 5; unit += 1) await put(form, unit);
  assert.equal((await ask(copied(form), 9)).others.length, 5, 'five units: still copies of one another');
  await put(form, 6);
  await put(form, 7);
  assert.deepEqual((await ask(copied(form), 9)).others, [], 'seven: a form');
});

test('what a template says is nobody’s copy', async (t) => {
  const { db, put, ask } = await shelf(t);
  const template = madeText(8, unitOf(8));
  await put(template, 1);
  assert.equal((await ask(copied(template), 9)).others.length, 1);
  await db.office.transaction((tx) => keepBoilerplate(tx, 'template:1', template.text));
  assert.deepEqual((await ask(template.text, 9)).others, []);
  await db.office.transaction((tx) => keepBoilerplate(tx, 'template:1', ''));
  assert.equal((await ask(template.text, 9)).others.length, 1);
});

test('a text without words is like nothing', async (t) => {
  const { put, ask } = await shelf(t);
  await put(madeText(9, unitOf(9)), 1);
  for (const text of ['', '，。！', '2026年', '《条例》'])
    assert.deepEqual(await ask(text, 9), { others: [], ownEarlier: [] });
});

test('the limit of units grows with the installation and stays within bounds', () => {
  assert.deepEqual([0, 100, 10_000, 90_000, 10_000_000].map(unitsUntilCommon), [5, 5, 10, 30, 30]);
});

test('a search reaches the index however large the table, and the portal reads nothing of the room', async (t) => {
  const { db, put } = await shelf(t);
  await put(madeText(10, unitOf(10)), 1);
  const client = await db.owner.pool.connect();
  await client.query('set enable_seqscan = off');
  const plan = await client.query(
    'explain select subject from similarity.text where fingerprints @> array[5] limit 200',
  );
  client.release(true);
  assert.match(JSON.stringify(plan.rows), /text_by_fingerprint/);
  for (const table of ['text', 'boilerplate']) {
    await assert.rejects(db.portal.pool.query(`select from similarity.${table}`), /permission denied/);
  }
});
