import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { openFileStore } from '#platform/files';
import { valueOf } from '#test/database';
import { units } from '../testing/cases.ts';
import { draft, monday, proposeNow, type World, world } from '../testing/world.ts';
import { attachFile, prepareFile, removeAttachment } from './attachments.ts';
import { createDisclosure } from './create-disclosure.ts';
import { keepImportedImages, readDocument } from './import-document.ts';
import { draftProblems, propose } from './propose.ts';
import { draftOf, saveDraft, settleConflict } from './save-draft.ts';

async function received(t: TestContext, name: string, data: Buffer | string) {
  const folder = await mkdtemp(join(tmpdir(), 'gongkai-disclosure-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const bytes = Buffer.from(data);
  const path = join(folder, 'incoming-file');
  await writeFile(path, bytes);
  const file = { path, name, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  return { file, store: await openFileStore(folder) };
}

async function currentDraft(w: World, revision: string) {
  return draftOf(await w.load(revision));
}

test('numbers run by unit and year without gap or repetition, also when many begin at once', async (t) => {
  const w = await world(t);
  const begin = (now = monday) => w.as(w.people.handler, (ctx) => createDisclosure(ctx, units.village), now);
  const made = await Promise.all(Array.from({ length: 8 }, () => begin()));
  const numbers = made.map((one) => valueOf(one).number).toSorted();
  assert.deepEqual(
    numbers,
    Array.from({ length: 8 }, (_, index) => `2026-000${index + 1}`),
  );
  assert.equal(valueOf(await begin(new Date('2027-01-04T09:00:00+08:00'))).number, '2027-0001');
});

test('two editors at once: both are told and nobody’s text is lost', async (t) => {
  const w = await world(t);
  const revision = await draft(w);
  const second = w.hire('沈同事', 'handler', units.village);
  const base = await currentDraft(w, revision);
  const mine = { ...base, title: '甲写的标题' };
  const yours = { ...base, title: '乙写的标题' };
  const first = valueOf(
    await w.as(w.people.handler, (ctx) => saveDraft(ctx, { revision, lockVersion: 0, content: mine })),
  );
  assert.deepEqual(first, { outcome: 'saved', lockVersion: 1 });
  const late = valueOf(
    await w.as(second, (ctx) => saveDraft(ctx, { revision, lockVersion: 0, content: yours })),
  );
  assert.ok(late.outcome === 'conflict');
  assert.equal(late.current.title, '甲写的标题');
  assert.equal(late.savedBy.name, '钱经办');
  assert.equal(late.lockVersion, 1);
  const kept = await w.db.owner.pool.query(
    'select content, person_name from disclosure.draft_conflict where id = $1',
    [late.conflict],
  );
  assert.deepEqual([kept.rows[0].content.title, kept.rows[0].person_name], ['乙写的标题', '沈同事']);
  const told = await w.db.owner.pool.query(
    `select kind, params from platform.notification where person = $1`,
    [w.people.handler.person],
  );
  assert.deepEqual([told.rows[0].kind, told.rows[0].params.name], ['disclosure.edited-at-once', '沈同事']);

  const merged = { ...base, title: '合并后的标题' };
  valueOf(
    await w.as(second, (ctx) => saveDraft(ctx, { revision, lockVersion: late.lockVersion, content: merged })),
  );
  valueOf(await w.as(second, (ctx) => settleConflict(ctx, revision, late.conflict)));
  assert.equal((await currentDraft(w, revision)).title, '合并后的标题');
});

test('mine over theirs: the text overwritten is kept under its author’s name, mine no longer waits', async (t) => {
  const w = await world(t);
  const revision = await draft(w);
  const second = w.hire('沈同事', 'handler', units.village);
  const base = await currentDraft(w, revision);
  const save = (
    who: typeof second,
    lockVersion: number,
    title: string,
    tookTheirs = false,
    at: Date = monday,
  ) =>
    w.as(
      who,
      (ctx) => saveDraft(ctx, { revision, lockVersion, content: { ...base, title }, tookTheirs }),
      at,
    );
  const open = async () => {
    const kept = await w.db.owner.pool.query(
      `select person_name as name, content ->> 'title' as title from disclosure.draft_conflict
       where revision_id = $1 and settled_at is null order by title`,
      [revision],
    );
    return kept.rows.map((one) => `${one.name} ${one.title}`);
  };
  const minute = new Date(monday.getTime() + 60_000);
  valueOf(await save(w.people.handler, 0, '甲一', false, minute));
  // Begun before the save it lost against: the clock of the loser may be behind.
  assert.equal(valueOf(await save(second, 0, '乙一')).outcome, 'conflict');
  assert.deepEqual(await open(), ['沈同事 乙一']);
  assert.equal(valueOf(await save(second, 1, '乙二')).outcome, 'saved');
  assert.deepEqual(await open(), ['钱经办 甲一']);
  assert.equal((await currentDraft(w, revision)).title, '乙二');

  assert.equal(valueOf(await save(second, 2, '乙三')).outcome, 'saved');
  assert.deepEqual(await open(), ['钱经办 甲一'], 'who goes on writing her own text leaves no copies');

  const later = new Date(minute.getTime() + 60_000);
  assert.equal(valueOf(await save(w.people.handler, 2, '甲四', false, later)).outcome, 'conflict');
  assert.equal(valueOf(await save(w.people.handler, 3, '乙三，甲续', true, later)).outcome, 'saved');
  assert.deepEqual(await open(), ['钱经办 甲一', '钱经办 甲四'], 'theirs was taken: mine stays as a copy');

  const copy = await w.db.owner.pool.query(
    `select id from disclosure.draft_conflict where content ->> 'title' = '甲一'`,
  );
  const content = { ...base, title: '甲一' };
  const tookCopy = String(copy.rows[0].id);
  valueOf(await w.as(second, (ctx) => saveDraft(ctx, { revision, lockVersion: 4, content, tookCopy })));
  assert.deepEqual(
    await open(),
    ['钱经办 乙三，甲续', '钱经办 甲四'],
    'a copy taken changes places with the draft',
  );
});

test('saves racing one another: every text is either the draft or a kept copy', async (t) => {
  const w = await world(t);
  const revision = await draft(w);
  const base = await currentDraft(w, revision);
  const titles = Array.from({ length: 6 }, (_, index) => `同时保存之${index}`);
  const saves = await Promise.all(
    titles.map((title) =>
      w.as(w.people.handler, (ctx) =>
        saveDraft(ctx, { revision, lockVersion: 0, content: { ...base, title } }),
      ),
    ),
  );
  const outcomes = saves.map((one) => valueOf(one).outcome);
  assert.equal(outcomes.filter((one) => one === 'saved').length, 1);
  const kept = await w.db.owner.pool.query(
    `select content ->> 'title' as title from disclosure.draft_conflict`,
  );
  const all = [...kept.rows.map((one) => one.title), (await currentDraft(w, revision)).title];
  assert.deepEqual(all.toSorted(), titles);
});

test('whoever proposes must have seen the last save', async (t) => {
  const w = await world(t);
  const revision = await draft(w);
  const content = await currentDraft(w, revision);
  const seen = await w.load(revision);
  valueOf(await w.as(w.people.handler, (ctx) => saveDraft(ctx, { revision, lockVersion: 0, content })));
  const answer = await w.as(w.people.handler, (ctx) =>
    propose(ctx, { revision, lockVersion: seen.revision.lock_version, opinion: '' }),
  );
  assert.ok(!answer.ok && answer.code === 'draft-changed' && answer.status === 409);
});

test('an incomplete draft is not proposed; the whole list of what is missing is there', async (t) => {
  const w = await world(t);
  const revision = await draft(w, { title: '', category: '' });
  const answer = await proposeNow(w, revision);
  assert.ok(!answer.ok && answer.code === 'draft-incomplete');
  assert.deepEqual(
    [answer.params['problem'], answer.params['count'], answer.field],
    ['title-missing', 2, 'content.title'],
  );
  const problems = await draftProblems(w.db.office.reader, await w.load(revision), monday);
  assert.deepEqual(
    problems.map((one) => one.code),
    ['title-missing', 'category-missing'],
  );
});

test('a duty must be one of this unit’s open duties', async (t) => {
  const w = await world(t);
  const revision = await draft(w, { duties: [crypto.randomUUID()] });
  const answer = await proposeNow(w, revision);
  assert.ok(!answer.ok && answer.params['problem'] === 'duty-unknown');
});

test('files are kept by their bytes, named in the frozen content, and read for screening', async (t) => {
  const w = await world(t);
  const revision = await draft(w);
  const { file, store } = await received(t, '收支明细.csv', '项目,金额\n路灯,1200\n');
  const prepared = valueOf(await prepareFile(file));
  const row = valueOf(await w.as(w.people.handler, (ctx) => attachFile(ctx, store, revision, prepared)));
  assert.match(row.text, /路灯/);
  const again = await w.as(w.people.handler, (ctx) => attachFile(ctx, store, revision, prepared));
  assert.ok(!again.ok && again.code === 'attachment-there-already');
  valueOf(await proposeNow(w, revision));
  const { content } = (await w.load(revision)).revision;
  assert.ok('attachments' in content);
  assert.deepEqual(content.attachments, [
    { name: '收支明细.csv', sha256: file.sha256, size: file.size, media: 'text/csv' },
  ]);
  const frozen = await w.as(w.people.handler, (ctx) => removeAttachment(ctx, revision, row.id));
  assert.ok(!frozen.ok && frozen.code === 'case-is-inReview');
});

test('a file whose words cannot be read says so to the reviewers; a dangerous one is refused', async (t) => {
  const pdf = await received(t, '假的.pdf', 'no pdf at all');
  const refused = await prepareFile(pdf.file);
  assert.ok(!refused.ok && refused.code.startsWith('file-'));
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const picture = await received(t, '现场.png', png);
  const prepared = valueOf(await prepareFile(picture.file));
  assert.deepEqual(prepared.read, {
    text: '',
    notes: [{ code: 'extract-pictures-not-read', params: { name: '现场.png', count: 1 } }],
  });
});

test('text and Markdown are read as structured text; nothing of the draft changes by reading', async (t) => {
  const w = await world(t);
  const revision = await draft(w);
  const before = await w.load(revision);
  const { file, store } = await received(
    t,
    '公告.md',
    '# 关于村道施工的公告\n\n一、施工时间\n\n三月三日起。\n',
  );
  const imported = valueOf(await readDocument(file));
  assert.equal(imported.title, '关于村道施工的公告');
  assert.ok(imported.body.content.length >= 2);
  const kept = await w.as(w.people.handler, (ctx) => keepImportedImages(ctx, store, revision, imported));
  assert.deepEqual(valueOf(kept), []);
  assert.deepEqual(await w.load(revision), before);
  const sheet = await received(t, '表.csv', 'a,b\n');
  const wrong = await readDocument(sheet.file);
  assert.ok(!wrong.ok && wrong.code === 'import-not-a-text');
  const blank = await received(t, '空.txt', '\n\n');
  const empty = await readDocument(blank.file);
  assert.ok(!empty.ok && empty.code === 'import-empty');
});

test('a run of saves is one line of the timeline; every save is a row of the audit log', async (t) => {
  const w = await world(t);
  const revision = await draft(w);
  const content = await currentDraft(w, revision);
  for (let version = 0; version < 4; version += 1) {
    valueOf(
      await w.as(w.people.handler, (ctx) => saveDraft(ctx, { revision, lockVersion: version, content })),
    );
  }
  const later = new Date(monday.getTime() + 3_600_000);
  valueOf(
    await w.as(w.people.handler, (ctx) => saveDraft(ctx, { revision, lockVersion: 4, content }), later),
  );
  const lines = await w.db.owner.pool.query(
    'select kind from disclosure.event where revision_id = $1 order by id',
    [revision],
  );
  assert.deepEqual(
    lines.rows.map((one) => one.kind),
    ['created', 'edited'],
  );
  const audit = await w.db.owner.pool.query(
    `select 1 from platform.audit where action = 'disclosure.edited'`,
  );
  assert.equal(audit.rowCount, 5);
});
