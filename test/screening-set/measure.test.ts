import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { findingKinds, identifierKinds, markKinds } from '../../src/modules/screening/kinds.ts';
import { screenFolder } from '../../src/modules/screening/screen-folder.ts';
import { type CaseResult, runSet } from './run-set.ts';
import { checksummed, type Marked, markCases, ratesOf } from './score.ts';
import { carriers, type ScreeningCase, screeningSet } from './set.ts';

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

/** The table that `docs/screening.md` quotes. */
function tableOf(marked: Marked): string {
  const rows = findingKinds.flatMap((kind) => {
    const score = marked.scores.get(kind);
    if (score === undefined) return [];
    const { expected, found, right, wrong } = score;
    const mark = checksummed.has(kind) ? '*' : ' ';
    return [
      `${mark} ${kind.padEnd(22)} ${String(expected).padStart(4)} ${String(found).padStart(5)} ${String(wrong).padStart(5)}  ${right + wrong === 0 ? '—' : percent(right / (right + wrong))}`,
    ];
  });
  return ['  kind                   must found false  precision', ...rows].join('\n');
}

test('the set: more than 300 cases, every kind and every carrier, at least two fifths with nothing to find', (t) => {
  const set = screeningSet();
  const empty = set.filter((one) => one.expected.length === 0);
  t.diagnostic(
    `${set.length} cases, ${empty.length} with nothing to find, ${set.reduce((sum, one) => sum + one.expected.length, 0)} things to find`,
  );
  assert.ok(set.length >= 300);
  assert.ok(empty.length * 5 >= set.length * 2);
  for (const half of ['dev', 'heldOut'] as const) {
    const kinds = new Set(
      set.filter((one) => one.half === half).flatMap((one) => one.expected.map((expected) => expected.kind)),
    );
    for (const kind of [...identifierKinds, ...markKinds]) assert.ok(kinds.has(kind), `${half}: ${kind}`);
  }
  const used = new Set(set.map((one) => one.carrier));
  for (const carrier of carriers) assert.ok(used.has(carrier), carrier);
  assert.equal(new Set(set.map((one) => one.id)).size, set.length);
});

for (const half of ['dev', 'heldOut'] as const) {
  test(`${half}: recall and precision through gate, reading and engine`, async (t) => {
    const results = await runSet([half]);
    const marked = markCases(results);
    const { checked, rest, precision } = ratesOf(marked);
    t.diagnostic(
      `${results.length} cases; recall ${percent(checked)} with check digit, ${percent(rest)} the rest; precision ${percent(precision)}`,
    );
    t.diagnostic(tableOf(marked));
    const told =
      half === 'dev' ? JSON.stringify([marked.missed, marked.false_], null, 1) : 'held out: not shown';
    assert.ok(checked >= 0.99, `recall with check digit ${checked}\n${told}`);
    assert.ok(rest >= 0.95, `recall of the rest ${rest}\n${told}`);
    assert.ok(precision >= 0.97, `precision ${precision}\n${told}`);
    for (const result of results) assertPlaces(result);
  });
}

/** A value is in none of the findings, and a finding in a file says where in it. */
function assertPlaces({ one, findings, seen }: CaseResult): void {
  findings.forEach((found, at) => {
    const words = seen[at]?.words ?? '';
    const isShown = ['uscc', 'wrong_word', 'secret_mark'].includes(found.kind);
    if (!isShown)
      assert.ok(!JSON.stringify(found).includes(words), `${one.id}: ${found.kind} holds its value`);
    if (found.place.in === 'attachment') assert.ok(found.place.line >= 1);
    if (found.place.in === 'attachment' && sectioned.has(one.carrier))
      assert.ok(found.place.section !== undefined, one.id);
  });
}
const sectioned: ReadonlySet<ScreeningCase['carrier']> = new Set([
  'xlsx',
  'pptx',
  'pdf',
  'zip',
  'png',
  'jpg',
]);

test('a measure that sees nothing, or sees ghosts, fails: the numbers are not always good', () => {
  const [one] = screeningSet().filter((each) => each.expected.length > 0);
  assert.ok(one !== undefined);
  const blind = ratesOf(markCases([{ one, seen: [] }]));
  assert.equal(Math.min(blind.checked, blind.rest), 0);
  const ghosts = ratesOf(markCases([{ one, seen: [{ kind: 'plate', words: '粤A00000' }] }]));
  assert.equal(ghosts.precision, 0);
});

const corpus = join(resolve(process.env.GONGKAI_SHARED ?? '../shared'), 'domain/corpus');

test('two thousand laws and reports: at most one false finding in fifty documents', async (t) => {
  if (!existsSync(corpus)) return t.skip(`shared data missing: ${corpus}`);
  let documents = 0;
  const found: string[] = [];
  for await (const file of screenFolder(corpus, { today: '2026-03-02' })) {
    documents += 1;
    assert.ok(!('unread' in file), file.file);
    for (const finding of file.findings) found.push(`${file.file}: ${finding.kind} ${finding.masked}`);
  }
  t.diagnostic(
    `${documents} documents, ${found.length} false findings: ${((found.length / documents) * 50).toFixed(3)} in 50`,
  );
  assert.ok(documents > 2_000);
  assert.ok(found.length * 50 <= documents, found.slice(0, 20).join('\n'));
});
