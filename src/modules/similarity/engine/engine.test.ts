import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { chanceOf, copyOf, madeText, namesOf, unitOf } from '../testing/texts.ts';
import { fold, NUMBER, OWN_NAME, QUOTED } from './fold.ts';
import { byParagraph, compare, fingerprintsOf, type Passage, prepare, type Span } from './index.ts';

const none: ReadonlySet<number> = new Set();
const prose = (seed: number) => madeText(seed, unitOf(seed));

test('what differs without meaning anything is folded away', () => {
  const same = [
    ['共 ３，２００ 元。', '共12元'],
    ['二〇二六年十月', '2025年9月'],
    ['第三条　统一公布', '第12条，统一公布'],
    ['ＡＢＣ—１', 'abc 7'],
  ] as const;
  for (const [a, b] of same) assert.equal(fold(a, []).signs, fold(b, []).signs, `${a} / ${b}`);
  assert.notEqual(fold('统一公布', []).signs, fold('统筹公布', []).signs);
  assert.equal(fold('云溪村二组', ['云溪村']).signs, `${OWN_NAME}二组`);
  assert.equal(fold('共三十户', []).signs, `共${NUMBER}户`);
});

test('quotations are left out: titles, long passages between marks, law told, articles put in', () => {
  const quoted = (text: string) => fold(text, []).signs.includes(QUOTED);
  assert.equal(fold('学习《党务公开条例》', []).signs, `学习${QUOTED}`);
  assert.ok(quoted('会议指出：“要把公开贯穿权力运行全过程，接受党员和群众监督。”'));
  assert.ok(!quoted('开展“四议两公开”工作'));
  assert.equal(
    fold('依照《某某办法》第八条规定，账目应当每季度公布一次。我村照办', []).signs,
    `依照${QUOTED}我村照办`,
  );
  const articles = '第八条　账目应当每季度公布一次，接受监督。';
  assert.ok(quoted(`${'我村组织清理水渠，逐户登记，分批整修，并向群众说明情况。'.repeat(3)}\n${articles}`));
  assert.ok(
    !quoted(`${articles}\n第九条　账目由监督委员会审核。`),
    'a regulation of its own is its own text',
  );
});

test('every sign remembers where it stood', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.array(fc.string({ minLength: 2, maxLength: 4 }), { maxLength: 3 }),
      (text, names) => {
        const folded = fold(text, names);
        assert.equal(folded.from.length, folded.signs.length);
        let last = 0;
        for (let i = 0; i < folded.signs.length; i += 1) {
          assert.ok((folded.from[i] ?? -1) >= last && (folded.to[i] ?? -1) > (folded.from[i] ?? -1));
          last = folded.to[i] ?? 0;
        }
        assert.ok(last <= text.length);
      },
    ),
  );
});

test('fingerprints are those of the shingles, whatever stands before or after', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), (seed) => {
      const { own, unit } = prose(seed);
      const paragraph = own.join('');
      const alone = fingerprintsOf(prepare(paragraph, namesOf(unit)));
      const within = new Set(fingerprintsOf(prepare(`甲乙丙丁${paragraph}戊己庚辛`, namesOf(unit))));
      assert.ok(alone.every((one) => within.has(one)));
      assert.ok(alone.every((one) => Number.isInteger(one) && one !== 0 && Math.abs(one) <= 2 ** 31));
    }),
    { numRuns: 30 },
  );
});

test('a text is wholly itself, and a text of other words is nothing like it', () => {
  const a = prose(1);
  const prepared = prepare(a.text, namesOf(a.unit));
  assert.equal(compare(prepared, prepared, none).share, 1);
  const other = prose(2);
  assert.ok(compare(prepared, prepare(other.own.join('\n'), namesOf(other.unit)), none).share < 0.05);
  assert.deepEqual(compare(prepare('', []), prepared, none), {
    own: 0,
    copied: 0,
    share: 0,
    longest: 0,
    passages: [],
  });
});

/** The signs a stretch of a text became. A stretch folded by itself may differ: a numeral counts by what stands around it. */
function signsIn({ signs, from, to }: ReturnType<typeof fold>, { start, end }: Span): string {
  return [...signs].filter((_, at) => (from[at] ?? 0) >= start && (to[at] ?? 0) <= end).join('');
}

test('passages name the words: each side’s places hold the same signs, in our reading order', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5_000 }), (seed) => {
      const source = prose(seed);
      const unit = unitOf(seed + 1);
      const text = copyOf(source, 'liftedEdited', seed, unit);
      const { passages } = compare(
        prepare(text, namesOf(unit)),
        prepare(source.text, namesOf(source.unit)),
        none,
      );
      assert.ok(passages.length > 0);
      const mine = fold(text, namesOf(unit));
      const other = fold(source.text, namesOf(source.unit));
      let last = 0;
      for (const passage of passages) {
        assert.ok(passage.ours.start >= last);
        last = passage.ours.end;
        for (const { ours, theirs } of passage.same) {
          assert.equal(signsIn(mine, ours), signsIn(other, theirs));
        }
      }
    }),
    { numRuns: 20 },
  );
});

test('passages are cut where our paragraphs end, and lose nothing but the breaks', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5_000 }), (seed) => {
      const source = prose(seed);
      const unit = unitOf(seed + 1);
      const text = copyOf(source, 'edited', seed, unit);
      const whole = compare(
        prepare(text, namesOf(unit)),
        prepare(source.text, namesOf(source.unit)),
        none,
      ).passages;
      const rows = whole.flatMap((passage) => byParagraph(passage, text, source.text));
      assert.ok(rows.length > whole.length);
      const same = (passages: readonly Passage[]) =>
        passages.flatMap((one) => one.same.map(({ ours }) => text.slice(ours.start, ours.end))).join('');
      assert.equal(same(rows).replaceAll('\n', ''), same(whole).replaceAll('\n', ''));
      for (const row of rows) {
        assert.ok(row.ours.end > row.ours.start && row.theirs.end > row.theirs.start);
        const lines = text.slice(row.ours.start, row.ours.end).split('\n').length;
        assert.ok(lines <= 2, 'a piece whose breaks differ on the two sides stays whole');
      }
    }),
    { numRuns: 20 },
  );
});

test('what is common counts neither way', () => {
  const a = prose(11);
  const form = prose(12).own.join('');
  const unit = unitOf(99);
  const mine = prepare(`${form}\n${prose(13).own.join('')}`, namesOf(unit));
  const theirs = prepare(`${form}\n${a.own.join('')}`, namesOf(a.unit));
  assert.ok(compare(mine, theirs, none).share > 0.3);
  const common = new Set(fingerprintsOf(prepare(form, namesOf(prose(12).unit))));
  const { share, own } = compare(mine, theirs, common);
  assert.ok(share < 0.1, `share ${share}`);
  assert.ok(own < compare(mine, theirs, none).own);
});

test('made of arbitrary signs, two texts are compared in bounded time and never fail', () => {
  const chance = chanceOf(3);
  const refrain = '同一句话同一句话'.repeat(5_000);
  const noise = Array.from({ length: 20_000 }, () =>
    String.fromCharCode(32 + Math.floor(chance() * 60_000)),
  ).join('');
  for (const [a, b] of [
    [refrain, refrain],
    [refrain, noise],
    [noise, noise],
  ] as const) {
    const { share } = compare(prepare(a, []), prepare(b, []), none);
    assert.ok(share >= 0 && share <= 1);
  }
});
