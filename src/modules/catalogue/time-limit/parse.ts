import { rules } from './rules.ts';
import { splitSentences } from './split.ts';
import type { Clause, LimitKind, ParsedTimeLimit } from './vocabulary.ts';

/**
 * Reads a printed time limit (公开时限). Never guesses: text in which no rule finds a limit, or in which a number or
 * period is left over that no rule has read, comes back in `flagged`.
 *
 * @param text the cell as printed, blanks and line breaks included; an empty cell has no clauses and no flags
 */
export function parseTimeLimit(text: string): ParsedTimeLimit {
  const clauses: Clause[] = [];
  const flagged: string[] = [];
  for (const sentence of splitSentences(text)) readSentence(sentence, clauses, flagged);
  return { clauses, flagged };
}

/** Leftover words that still speak of time: they must not be lost silently. */
const unread =
  /\d|[一二两三四五六七八九十半]个?(?:工作日|日|天|月|周|星期|年|季|小时)|季度|月[底初末]|[上中下]旬|小时|期限|时限|之[前后日]|(?<![及随实即])时公|[前后]公|工作?$/u;

type Piece = { readonly clauses: readonly Clause[]; readonly rest: string } | 'unknown' | 'no-limit';

function readSentence(pieces: readonly string[], clauses: Clause[], flagged: string[]): void {
  const before = clauses.length;
  let context = '';
  for (const [index, piece] of pieces.entries()) {
    const whole = context === '' ? piece : `${context},${piece}`;
    const read = readPiece(piece, whole);
    if (read === 'no-limit') {
      context = whole;
      continue;
    }
    if (read === 'unknown') flagged.push(whole);
    else {
      for (const clause of read.clauses) add(clauses, clause);
      if (unread.test(read.rest)) flagged.push(read.rest);
    }
    context = '';
    if (index === pieces.length - 1) return;
  }
  // Words after the last limit describe it (在村公示栏公开); words without any limit are for a person to read.
  if (context !== '' && (clauses.length === before || unread.test(context))) flagged.push(context);
}

/** The pieces before it hold no limit of their own; they tell what this one is about (面向社会预公开的,…). */
function readPiece(piece: string, whole: string): Piece {
  for (const rule of rules) {
    const match = rule.pattern.exec(whole) ?? rule.pattern.exec(piece);
    if (match === null) continue;
    const readings = rule.read(match, whole);
    if (readings === undefined) return 'unknown';
    return {
      clauses: readings.map((reading) => ({ clause: whole, ...reading })),
      rest: whole.replace(match[0], ''),
    };
  }
  return 'no-limit';
}

/** 定期公开,最长不超过三个月 and 定期公开(每半年) are one limit said in two halves; a twice-said exception is one. */
function add(clauses: Clause[], clause: Clause): void {
  const last = clauses.at(-1);
  if (last?.operator === 'every' && last.amount === null && clause.operator === 'every') {
    clauses[clauses.length - 1] = { ...clause, clause: `${last.clause},${clause.clause}` };
  } else if (last?.operator === 'subject_to_law' && clause.operator === 'subject_to_law') {
    clauses[clauses.length - 1] = { ...last, clause: `${last.clause},${clause.clause}` };
  } else {
    clauses.push(clause);
  }
}

const ruling: readonly LimitKind[] = ['periodic', 'prompt', 'staged', 'standing'];
const postingOnly = new Set(['posting_period', 'posting_at_least', 'comment_period_at_least']);

/** The time kind a row is filed under: the kind of its first clause that dates a publication. */
export function timeKindOf(
  clauses: readonly Clause[],
): 'standing' | 'periodic' | 'staged' | 'prompt' | undefined {
  const dating = clauses.filter(
    (clause) => !postingOnly.has(clause.operator) && ruling.includes(clause.kind),
  );
  const kind = (dating[0] ?? clauses.find((clause) => ruling.includes(clause.kind)))?.kind;
  return kind === 'periodic' || kind === 'prompt' || kind === 'staged' || kind === 'standing'
    ? kind
    : undefined;
}
