import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createTranslator } from '#platform/i18n';
import { DEMO_SEED, loadDemoDistrict } from '../demo/load.ts';
import { emptyTarget } from '../demo/loading/testing.ts';
import { demoMessages } from '../demo/messages.ts';
import { loadCorpus, NoDistrict, reportLines } from './load.ts';
import { momentsOf } from './moments.ts';

const today = '2026-08-07';
const header = 'id,file,title,category,region,first_date,last_date,file_version_date,chars,articles';

type Sample = { readonly title: string; readonly date?: string; readonly text?: string };

/** A folder like the corpus, with invented texts. */
async function corpusOf(
  t: { after: (work: () => unknown) => void },
  samples: readonly Sample[],
  more = '',
  /** A document is known by its number: other documents have others. */
  first = 1,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gongkai 文档库 '));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, 'law-current'));
  const lines = samples.map(({ title, date = '2024-05-06' }, i) => {
    const number = String(first + i).padStart(4, '0');
    return `law-current-${number},law-current/${number}.md,${title},law-current,全国,${date},${date},,100,2`;
  });
  await writeFile(join(folder, 'index.csv'), `${[header, ...lines].join('\n')}\n${more}`);
  for (const [i, { title, text }] of samples.entries()) {
    const body = text ?? `第一条 为了规范${title}所称事项，制定本规定。\n\n第二条 本规定自公布之日起施行。`;
    await writeFile(
      join(folder, 'law-current', `${String(first + i).padStart(4, '0')}.md`),
      `# ${title}\n\n${body}\n`,
    );
  }
  return folder;
}

// Loading a district is most of the work: the tests of what is added to one share it, one after the other.
test('on a loaded district', async (t) => {
  const target = await emptyTarget(t);
  const noDistrict = await corpusOf(t, [{ title: '示例统计规定' }]);
  await assert.rejects(loadCorpus(target, noDistrict), NoDistrict);
  const options = { seed: DEMO_SEED, today, scale: 'tiny', stories: true } as const;
  await loadDemoDistrict(target, options);
  assert.equal((await loadDemoDistrict(target, options)).fresh, false);
  await t.test(
    'two matters in different stages, one urgent item awaiting review, three withheld duties; told once',
    () => assertStories(target),
  );
  await t.test(
    'a corpus becomes history through the whole order; again: nothing twice; refused ones say why',
    (inner) => loadsCorpus(inner, target),
  );
  await t.test('killed while publishing, it goes on: every document is out once, in its own order', (inner) =>
    goesOnAfterKills(inner, target),
  );
});

type Target = Awaited<ReturnType<typeof emptyTarget>>;

async function assertStories(target: Target): Promise<void> {
  const count = async (text: string) => (await target.db.owner.pool.query<{ n: number }>(text)).rows[0]?.n;
  assert.equal(await count('select count(*)::integer as n from disclosure.matter'), 2);
  assert.equal(
    await count(`select count(*)::integer as n from publication.item where after_review = 'awaited'`),
    1,
  );
  assert.equal(
    await count('select count(*)::integer as n from disclosure.after_review where closed_at is null'),
    2,
  );
  assert.equal(
    await count('select count(*)::integer as n from disclosure.withholding where ended_at is null'),
    3,
  );
  assert.equal(
    await count(`select count(*)::integer as n from publication.item where withheld is not null`),
    3,
  );
  const due = `select count(*)::integer as n from disclosure.withholding where review_on = '${today}'`;
  assert.equal(await count(due), 1);
}

async function loadsCorpus(t: Pick<TestContext, 'after'>, target: Target): Promise<void> {
  const folder = await corpusOf(
    t,
    [
      { title: '示例统计规定' },
      { title: '示例档案规定', date: '' },
      // The number is an invented one with a right check digit, as published in the standard.
      { title: '示例户口规定', text: '第一条 居民身份证号码式样为11010519491231002X，供填写时参照。' },
      { title: '示例教育规定', text: '绝密★30年\n\n第一条 本规定不应出现在公开系统。' },
      { title: '示例环境规定', date: '2027-01-01' },
    ],
    'broken,../../etc/passwd,坏行,law-current,全国,,,,1,1\n',
  );
  const before = await target.db.owner.pool.query('select count(*) as n from publication.item');
  const report = await loadCorpus(target, folder);
  assert.deepEqual([report.published, report.present, report.undated], [3, 0, 1]);
  assert.deepEqual(report.refused.map(({ file, code }) => `${file} ${code}`).sort(), [
    'index.csv:7 corpus-index-line',
    'law-current/0004.md screening-secret',
    'law-current/0005.md draft-incomplete',
  ]);
  assert.ok(report.findingsDecided >= 1);
  assert.deepEqual(report.categories['law-current'], { published: 3, present: 0, refused: 2 });
  const signed = await target.db.owner.pool.query(
    `select s.revision_id, array_agg(distinct s.person) as people, array_agg(s.move order by s.id) as moves, max(i.published_at) as at
     from publication.item i join disclosure.revision r on r.disclosure_id = i.disclosure
     join disclosure.signature s on s.revision_id = r.id where i.title like '示例%' group by 1`,
  );
  assert.equal(signed.rowCount, 3);
  for (const row of signed.rows) {
    assert.deepEqual(row.moves, ['propose', 'pass', 'pass', 'approve']);
    assert.equal(row.people.length, 4);
    assert.ok(row.at < new Date(`${today}T00:00:00+08:00`));
  }
  const secret =
    await target.db.owner.pool.query(`select 1 from disclosure.disclosure d join disclosure.revision r
    on r.disclosure_id = d.id where r.title = '示例教育规定'`);
  assert.equal(secret.rowCount, 0, 'what was refused left nothing');

  const again = await loadCorpus(target, folder);
  assert.deepEqual([again.published, again.present, again.refused.length], [0, 3, 3]);
  const after = await target.db.owner.pool.query('select count(*) as n from publication.item');
  assert.equal(after.rows[0].n - before.rows[0].n, 3);
  const lines = reportLines(again, createTranslator([demoMessages])('zh-CN'));
  assert.match(lines[0] ?? '', /新公开 0 件，原已公开 3 件，未公开 3 件/);
}

async function goesOnAfterKills(t: Pick<TestContext, 'after'>, target: Target): Promise<void> {
  const folder = await corpusOf(
    t,
    Array.from({ length: 40 }, (_, i) => ({ title: `样本${i + 1}号办法` })),
    '',
    101,
  );
  const { url, secret, folder: data } = target.place;
  for (const atLeast of [5, 20]) {
    const program = fileURLToPath(import.meta.resolve('../demo/loading/testing-child.ts'));
    const child = spawn(process.execPath, [program, url, secret, data, today, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child.stdout.setEncoding('utf8');
    child.stdout.on('data', (text: string) => {
      if (text.split('\n').some((line) => Number(line.split(' ')[1]) >= atLeast)) child.kill('SIGKILL');
    });
    assert.equal(
      await new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal))),
      'SIGKILL',
    );
  }
  const report = await loadCorpus(target, folder);
  assert.equal(report.published + report.present, 40);
  assert.ok(report.present >= 20);
  const items = await target.db.owner.pool.query(`select count(*) as n, count(distinct title) as titles,
    count(*) filter (where state = 'live') as live from publication.item where title like '样本%'`);
  assert.deepEqual(items.rows[0], { n: 40, titles: 40, live: 40 });
}

test('documents are spread over the working days, never before they existed', () => {
  const from = '2025-08-12';
  const to = '2026-08-05';
  let before = 0;
  for (let i = 0; i < 2487; i += 1) {
    const { publish, create } = momentsOf(i, 2487, '2011-06-30', from, to);
    assert.ok(create.getTime() < publish.getTime() && publish.getTime() >= before - 3_600_000);
    assert.ok(![0, 6].includes(new Date(publish.getTime() + 8 * 3_600_000).getUTCDay()));
    before = publish.getTime();
  }
  const late = momentsOf(0, 10, '2026-04-30', from, to);
  assert.equal(late.create.toISOString().slice(0, 10), '2026-05-01');
});
