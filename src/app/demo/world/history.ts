import { attachmentsOf } from './attachments/index.ts';
import { rowsOfUnit } from './catalogues/index.ts';
import { addDays, at, type Day, daysBetween, periodsEnded, type Period as Span, toWeekday } from './dates.ts';
import type { Body } from './people.ts';
import { type Chance, chanceOf } from './prng.ts';
import { handsOf, reasonFor, stepsOf } from './steps.ts';
import { about } from './texts/common.ts';
import { selfName, type Writing, type Written, write } from './texts/index.ts';
import type { Fate, TextFamily, WorldDossier, WorldRow, WorldUnit } from './types.ts';

export type HistoryOptions = {
  readonly seed: number;
  readonly today: Day;
  /** 0–1: which share of the units has a history at all. */
  readonly share: number;
};

/** Everything the units of one house published, or have under way, in order of time. */
export function dossiersOf(options: HistoryOptions, body: Body): WorldDossier[] {
  const tells = body.units.some(isShowcase) || chanceOf(options.seed, 'history', body.code).is(options.share);
  if (options.share === 0 || !tells) return [];
  return body.units
    .flatMap((unit) => [...finished(options, body, unit), ...underWay(options, body, unit)])
    .sort((a, b) => firstMoment(a) - firstMoment(b) || (a.key < b.key ? -1 : 1));
}

function firstMoment(dossier: WorldDossier): number {
  return dossier.steps[0]?.at.getTime() ?? 0;
}

/** How faithfully a unit keeps its catalogue: most do, some are late, a few fall silent (一阵风). */
function diligenceOf(chance: Chance): { onTime: number; late: number } {
  const luck = chance.next();
  if (luck < 0.62) return { onTime: 0.94, late: 0.04 };
  return luck < 0.88 ? { onTime: 0.78, late: 0.14 } : { onTime: 0.4, late: 0.22 };
}

function finished(options: HistoryOptions, body: Body, unit: WorldUnit): WorldDossier[] {
  const { seed, today } = options;
  const diligence = diligenceOf(chanceOf(seed, 'diligence', unit.code));
  return occasionsOf(options, unit).flatMap((occasion) => {
    const chance = chanceOf(seed, 'dossier', unit.code, occasion.key);
    const luck = chance.next();
    if (luck > diligence.onTime + diligence.late) return [];
    const late = luck > diligence.onTime;
    const day = toWeekday(
      addDays(occasion.from, late ? occasion.days + chance.int(4, 24) : chance.int(0, occasion.days)),
    );
    // What would fall on the last fortnight is left to the work under way.
    if (daysBetween(day, today) < 12 || daysBetween(unit.joined, day) < 4) return [];
    const fate = late ? 'publishedLate' : fateOf(chance, occasion.rows[0]?.text);
    return [dossier(options, body, unit, { occasion, fate, day, chance })];
  });
}

/** Matters that may be kept back for a reason; money and subsidies may not. */
const withholdable: readonly TextFamily[] = [
  'minutes',
  'publicList',
  'consultation',
  'conduct',
  'deployment',
  'procurement',
];

function fateOf(chance: Chance, text: TextFamily | undefined): Fate {
  const luck = chance.next();
  if (luck < 0.9) return 'published';
  if (luck < 0.945) return 'corrected';
  if (luck < 0.965) return 'withdrawn';
  if (luck < 0.98) return 'repealed';
  return text !== undefined && withholdable.includes(text) ? 'withheld' : 'published';
}

/** One reason to publish: rows that are due together, what they speak of, and the days that are in time. */
type Occasion = {
  readonly key: string;
  readonly rows: readonly WorldRow[];
  readonly span: Span;
  readonly from: Day;
  readonly days: number;
};

function occasionsOf({ seed, today }: HistoryOptions, unit: WorldUnit): Occasion[] {
  const groups = groupRows(unit, rowsOfUnit(unit));
  return groups.flatMap((rows): Occasion[] => {
    const [first] = rows;
    if (first === undefined) return [];
    if (first.period !== null) {
      return periodsEnded(first.period, unit.joined, today).map((span) => ({
        key: `${first.key}/${span.key}`,
        rows,
        span,
        from: addDays(span.to, 2),
        days: Math.min(first.days, 18) - 2,
      }));
    }
    return eventsOf(chanceOf(seed, 'events', unit.code, first.key), unit, first, today).map((day, i) => ({
      key: `${first.key}/${i + 1}`,
      rows,
      span: { key: String(i + 1), label: `${day.slice(0, 4)}年`, from: addDays(day, -30), to: day },
      from: addDays(day, 1),
      days: first.workingDays ? Math.max(2, first.days - 3) : first.days,
    }));
  });
}

/** Villages put what they publish every quarter on one sheet: one content fulfils several duties (CAT-6). */
function groupRows(unit: WorldUnit, rows: readonly WorldRow[]): WorldRow[][] {
  if (!/^(village|community)Committee$/.test(unit.family)) return rows.map((row) => [row]);
  const quarterly = rows.filter((row) => row.period === 'quarter');
  return [quarterly, ...rows.filter((row) => row.period !== 'quarter').map((row) => [row])];
}

/** Days on which something happened that a prompt, staged or standing row speaks of. */
function eventsOf(chance: Chance, unit: WorldUnit, row: WorldRow, today: Day): Day[] {
  if (row.time === 'standing') return [addDays(unit.joined, chance.int(2, 8))];
  const length = daysBetween(unit.joined, today);
  const count = Math.round((length / 365) * (row.time === 'staged' ? 1.4 : 1.8) + chance.next() - 0.5);
  return Array.from({ length: Math.max(0, count) }, () =>
    addDays(unit.joined, chance.int(5, Math.max(6, length - 20))),
  ).sort();
}

const underWayFates: readonly Fate[] = [
  'draft',
  'inReview',
  'inSecrecyReview',
  'inApproval',
  'returned',
  'scheduled',
  'escalated',
];

/** The first town and street, their first village, and the district committee have one of everything. */
function isShowcase(unit: WorldUnit): boolean {
  return /^990101(101|110|101201|110201)$/.test(unit.code) || unit.family === 'committee';
}

/** Work that lies on somebody's desk today. The first houses of the district have one of every kind. */
function underWay(options: HistoryOptions, body: Body, unit: WorldUnit): WorldDossier[] {
  const chance = chanceOf(options.seed, 'under way', unit.code);
  const showcase = isShowcase(unit);
  const possible =
    unit.superior === null ? underWayFates.filter((fate) => fate !== 'escalated') : underWayFates;
  const fates = showcase ? possible : chance.is(0.15) ? [chance.pick(possible)] : [];
  const rows = rowsOfUnit(unit).filter(
    (row) => row.time !== 'standing' && row.period !== 'year' && row.text !== 'budget',
  );
  return fates.map((fate, i) => {
    const row = rows[(i * 3 + chance.int(0, 1)) % rows.length] ?? chance.pick(rows);
    const day = toWeekday(addDays(options.today, -chance.int(3, 9)));
    const span = {
      key: 'now',
      label: `${day.slice(0, 4)}年${Number(day.slice(5, 7))}月`,
      from: addDays(day, -30),
      to: day,
    };
    const occasion = { key: `now/${i}/${row.key}`, rows: [row], span, from: day, days: 5 };
    return dossier(options, body, unit, { occasion, fate, day, chance });
  });
}

type Telling = {
  readonly occasion: Occasion;
  readonly fate: Fate;
  readonly day: Day;
  readonly chance: Chance;
};

function dossier(options: HistoryOptions, body: Body, unit: WorldUnit, telling: Telling): WorldDossier {
  const { occasion, chance, day } = telling;
  const steps = stepsOf(chance, handsOf(options.seed, body), telling.fate, day, options.today);
  const settled = settledFate(telling.fate, steps.length);
  const first = occasion.rows[0];
  if (first === undefined) throw new Error('an occasion has at least one row');
  const text = compose(unit, occasion, day, chance);
  return {
    key: `${unit.code}/${occasion.key}`,
    unit: unit.code,
    fate: settled,
    rows: occasion.rows.map((row) => row.key),
    period: { from: occasion.span.from, to: occasion.span.to, label: occasion.span.label },
    title: text.title,
    documentNumber: documentNumber(chance, unit, first, day),
    documentDate: day,
    scope: first.scope,
    affairs: first.affairs,
    category: first.matter,
    keywords: text.keywords,
    body: text.body,
    correctedBody:
      settled === 'corrected'
        ? `${text.body}\n\n（更正说明：${reasonFor(chance, 'corrected') ?? ''}）`
        : null,
    reason: reasonFor(chance, settled),
    publishAt: settled === 'scheduled' ? at(addDays(options.today, chance.int(3, 12)), 9, 0) : null,
    attachments: settled === 'withheld' ? [] : attachmentsOf(chance, text),
    steps,
  };
}

/** A correction or withdrawal that would fall after today has not happened: the document is simply published. */
function settledFate(fate: Fate, steps: number): Fate {
  return ['corrected', 'withdrawn', 'repealed'].includes(fate) && steps === 6 ? 'published' : fate;
}

function compose(unit: WorldUnit, occasion: Occasion, day: Day, chance: Chance): Written {
  const writings = occasion.rows.map((row): Writing => {
    const { label, from, to } = occasion.span;
    return { unit, we: selfName(unit), row, chance, day, label, from, to };
  });
  const parts = writings.map((writing) => write(writing.row.text, writing));
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  return sheetOf(unit, occasion, parts, writings[0]);
}

/** Several texts on one sheet: each keeps its tables, the signature stands once. */
function sheetOf(
  unit: WorldUnit,
  occasion: Occasion,
  parts: readonly Written[],
  writing: Writing | undefined,
): Written {
  const bodies = parts.map((part, i) => {
    const lines = part.body.split('\n\n');
    return `## ${'一二三四五六'[i] ?? ''}、${occasion.rows[i]?.item ?? ''}\n\n${lines.slice(0, -2).join('\n\n')}`;
  });
  const end = parts[0]?.body.split('\n\n').slice(-2).join('\n\n') ?? '';
  const kind = unit.family === 'villageCommittee' ? '村务公开单' : '居务公开单';
  const row = occasion.rows[0];
  const title =
    writing === undefined || row === undefined ? kind : about({ ...writing, row: { ...row, item: kind } });
  return {
    title,
    body: [...bodies, end].join('\n\n'),
    keywords: [...new Set(parts.flatMap((part) => part.keywords))].slice(0, 8),
    table: parts[0]?.table ?? null,
  };
}

const numberedTexts: readonly TextFamily[] = [
  'deployment',
  'catalogueNotice',
  'interpretation',
  'emergency',
  'appointment',
  'budget',
];

function documentNumber(chance: Chance, unit: WorldUnit, row: WorldRow, day: Day): string | null {
  if (!numberedTexts.includes(row.text)) return null;
  const mark = unit.shortName.replace(/(党委|党工委|政府|党组|党支部|村委会|居委会|局)$/, '').slice(-4);
  return `${mark}${row.affairs === 'party' ? '委' : ''}发〔${day.slice(0, 4)}〕${ordinal(chance, day)}号`;
}

/** Numbers rise through the year, as a register of outgoing documents does. */
function ordinal(chance: Chance, day: Day): number {
  return Math.ceil(daysBetween(`${day.slice(0, 4)}-01-01`, day) / 4) + chance.int(1, 3);
}
