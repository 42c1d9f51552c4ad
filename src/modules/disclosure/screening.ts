import { type Refusal, refuse, type UnitRef } from '#kernel';
import {
  type Blocker,
  blockers,
  type Finding,
  findRevisionFindings,
  screenDocument,
  screenRevision,
} from '#modules/screening';
import type { CommandContext } from '#platform/command';
import type { Reader } from '#platform/database';
import { paragraph, type RichText } from '#platform/richtext';
import type { DraftContent, RevisionContent } from './content.ts';
import type { Purpose } from './words.ts';

export type ScreeningRefusal =
  | 'screening-secret'
  | 'screening-undecided'
  | 'screening-mask-missing'
  | 'screening-missing';

const codeOf = {
  secretMark: 'screening-secret',
  undecided: 'screening-undecided',
  maskMissing: 'screening-mask-missing',
  notScreened: 'screening-missing',
} as const satisfies Record<Blocker['code'], ScreeningRefusal>;

/** Gravest first: what the person must hear before anything else. */
const gravity = ['secretMark', 'notScreened', 'maskMissing', 'undecided'] as const;

function refusalOf(found: readonly Blocker[]): Refusal<ScreeningRefusal> | null {
  const worst = gravity.find((code) => found.some((one) => one.code === code));
  if (worst === undefined) return null;
  const count = found.filter((one) => one.code === worst).length;
  return refuse(codeOf[worst], 409, worst === 'secretMark' ? { secretIn: 'content' } : { count });
}

/** What screening still holds against this revision, or null: the question of secrecy review, approval and publication. */
export async function screeningProblem(
  db: Reader,
  revision: string,
): Promise<Refusal<ScreeningRefusal> | null> {
  return refusalOf(await blockers(db, revision));
}

export type Screened = {
  readonly revision: string;
  readonly unit: UnitRef;
  readonly purpose: Purpose;
  readonly content: RevisionContent;
  readonly contentSha256: string;
  /** Text of each attachment, as read when it was attached. */
  readonly texts: readonly { readonly name: string; readonly sha256: string; readonly text: string }[];
};

/**
 * Screens what is about to be frozen. Undecided findings do not stop a proposal: deciding them is the secrecy reviewer's
 * work. A secret mark stops it, and so does a value that was to be masked and still stands in the text.
 */
export async function screenForProposal(
  ctx: CommandContext,
  screened: Screened,
): Promise<Refusal<ScreeningRefusal> | null> {
  const { revision, unit, purpose, content, contentSha256, texts } = screened;
  const { title, body, attachments } = goesOut(purpose, content, texts);
  const screening = await screenRevision(ctx, {
    revision,
    unit: unit.id,
    stage: 'submit',
    contentSha256,
    content: { title, body, attachments },
  });
  return refusalOf(screening.blockers.filter((one) => one.code !== 'undecided'));
}

/** Did the last screening of this revision find personal information in an attachment? */
export async function hasPersonalDataInFiles(db: Reader, revision: string): Promise<boolean> {
  const found = await findRevisionFindings(db, revision);
  return (
    found?.findings.some((one) => one.place.in === 'attachment' && personalClasses.has(one.class)) === true
  );
}

const personalClasses: ReadonlySet<Finding['class']> = new Set([
  'personal',
  'sensitive',
  'sensitiveHealth',
  'sensitiveMinor',
]);

/** Words as screening reads them. */
export type Words = {
  readonly title: string;
  readonly body: RichText;
  readonly attachments: Screened['texts'];
};

/**
 * The words that would go out with this content: title, number, keywords, text, note and reason, files. A withdrawal puts out nothing but its
 * note and reason, and must always be possible: a page taken down because it leaks still has the leak in its text.
 */
export function goesOut(
  purpose: Purpose,
  content: Pick<DraftContent, 'title' | 'body' | 'changeNote' | 'reason'> &
    Partial<Pick<DraftContent, 'documentNumber' | 'category' | 'keywords'>>,
  texts: Screened['texts'] = [],
): Words {
  const notes = [content.changeNote, content.reason].filter((note) => note !== null && note !== '');
  const said = notes.map(asParagraph);
  if (purpose === 'withdraw') return { title: '', body: { type: 'doc', content: said }, attachments: [] };
  const fields = [content.documentNumber, content.category, ...(content.keywords ?? [])].filter(Boolean);
  const more = [...said, ...fields.map(asParagraph)];
  const body = { ...content.body, content: [...content.body.content, ...more] };
  return { title: content.title, body, attachments: texts };
}

const asParagraph = (text: string | null | undefined) => paragraph((text ?? '').replaceAll(/\s+/g, ' '));

/** Marks of secrecy in what is coming in. Pure and linear: it runs at every save, before anything is kept. */
export function secretMarks(words: Words): readonly Finding[] {
  return screenDocument(words, { marksOnly: true });
}

/**
 * Nothing classified may be here at all (principle 8; 保守国家秘密法 art. 31): what bears a mark is refused before it is kept.
 * The caller then records the incident with `recordBlockedMark`, in a transaction of its own: this one is rolled back.
 */
export function secretProblem(words: Words): Refusal<'screening-secret'> | null {
  const [first] = secretMarks(words);
  return first === undefined ? null : refuse('screening-secret', 409, { secretIn: first.place.in });
}
