import { toText } from '#platform/richtext';
import type { RevisionContent, Withholding } from '../content.ts';
import type { AffairsKind, Purpose } from '../words.ts';

/** A ground for withholding as its norm names it (disclosure.withhold_ground). */
export type WithholdGround = {
  readonly code: string;
  /** 党务公开条例, or 政府信息公开条例 (Order 711). */
  readonly norm: 'partyRegulation' | 'order711';
  readonly article: string;
  readonly words: string;
  /** never: 不予公开; unlessConsent: 第三方同意或为公共利益可以公开; may: 可以不予公开. */
  readonly effect: 'never' | 'unlessConsent' | 'may';
  readonly affairs: readonly AffairsKind[];
};

export type WithholdingProblem =
  | 'withholding-ground-missing'
  | 'withholding-ground-foreign'
  | 'withholding-basis-missing'
  | 'withholding-review-missing'
  | 'withholding-review-past'
  | 'withholding-notice-missing'
  | 'withholding-notice-required'
  | 'withholding-text-present'
  | 'withholding-duty-missing';

type Problem = {
  readonly code: WithholdingProblem;
  readonly field: 'withholding' | 'duties' | 'body';
  readonly params: Readonly<Record<string, string | number>>;
};

/** Purposes that put a text out, and with it a decision to withhold. The others leave the decision as it is. */
const deciding: readonly Purpose[] = ['publish', 'correct', 'clarify'];

/**
 * What a decision to withhold still lacks (DIS-8): a coded ground that fits the kind of affairs, its basis, a day in the
 * future on which it is looked at again (政府信息公开条例 art. 18), a duty it is about, and a public notice, left out only for
 * a whole withholding on a ground that forbids opening. What is withheld whole has no text in the dossier at all.
 */
export function withholdingProblems(
  content: Pick<RevisionContent, 'withholding' | 'affairsKind' | 'duties' | 'body' | 'attachments'>,
  around: {
    readonly purpose: Purpose;
    readonly today: string;
    readonly grounds: readonly WithholdGround[];
    readonly live: Pick<RevisionContent, 'withholding'> | null;
  },
): readonly Problem[] {
  const { withholding } = content;
  if (withholding === undefined || !deciding.includes(around.purpose)) return [];
  const ground = around.grounds.find((one) => one.code === withholding.ground);
  return [
    ...groundProblems(withholding, ground, content.affairsKind),
    ...(withholding.basis.trim() === '' ? problem('withholding-basis-missing') : []),
    ...reviewProblems(withholding, around.today),
    ...noticeProblems(withholding, ground, around.live),
    ...(content.duties.length === 0 ? problem('withholding-duty-missing', 'duties') : []),
    ...(withholding.extent === 'whole' && hasText(content)
      ? problem('withholding-text-present', 'body')
      : []),
  ];
}

function problem(code: WithholdingProblem, field: Problem['field'] = 'withholding'): readonly Problem[] {
  return [{ code, field, params: {} }];
}

function hasText({ body, attachments }: Pick<RevisionContent, 'body' | 'attachments'>): boolean {
  return toText(body).trim() !== '' || attachments.length > 0;
}

function groundProblems(
  { ground: code }: Withholding,
  ground: WithholdGround | undefined,
  affairsKind: AffairsKind,
): readonly Problem[] {
  if (code === '' || ground === undefined) return problem('withholding-ground-missing');
  return ground.affairs.includes(affairsKind) ? [] : problem('withholding-ground-foreign');
}

function reviewProblems({ reviewOn }: Withholding, today: string): readonly Problem[] {
  if (reviewOn === null) return problem('withholding-review-missing');
  return reviewOn <= today ? problem('withholding-review-past') : [];
}

function noticeProblems(
  { extent, notice, noticeText }: Withholding,
  ground: WithholdGround | undefined,
  live: Pick<RevisionContent, 'withholding'> | null,
): readonly Problem[] {
  if (notice === 'public') return noticeText.trim() === '' ? problem('withholding-notice-missing') : [];
  // What the public has seen is not taken back in silence: that is a withdrawal.
  const isUnseen = live === null || live.withholding?.notice === 'none';
  const mayBeSilent = extent === 'whole' && ground?.effect === 'never' && isUnseen;
  return mayBeSilent ? [] : problem('withholding-notice-required');
}

const normNames: Readonly<Record<WithholdGround['norm'], string>> = {
  partyRegulation: '《中国共产党党务公开条例（试行）》',
  order711: '《中华人民共和国政府信息公开条例》',
};

/** The norm of a ground as a citation: name and article. */
export function citationOf(ground: Pick<WithholdGround, 'norm' | 'article'>): string {
  return `${normNames[ground.norm]}${ground.article}`;
}

/**
 * The public notice as it is drawn up from the code; the writer may change its words. A document, so in Chinese.
 * @param matters names of the matters of the duties, as the catalogue calls them
 */
export function noticeOf(
  given: {
    readonly extent: Withholding['extent'];
    readonly ground: Pick<WithholdGround, 'norm' | 'article' | 'words'>;
    readonly reviewOn: string | null;
  },
  unitName: string,
  matters: readonly string[],
): string {
  const what = matters.length === 0 ? '本项内容' : `“${matters.join('”“')}”`;
  const how = given.extent === 'whole' ? '不予公开' : '部分内容不予公开，其余内容照常公开';
  const until = given.reviewOn === null ? '' : `本单位将于 ${given.reviewOn} 前对此重新评估。`;
  return `${what}${given.ground.words}，根据${citationOf(given.ground)}，${how}。${until}如有疑问，可向${unitName}询问。`;
}
