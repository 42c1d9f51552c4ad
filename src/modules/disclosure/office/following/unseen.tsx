import { GoTo, Mark, useRead, useText, withQuery } from '#ui/office';
import type { UnseenAnswer } from '../../following/forms.ts';
import { texts } from '../messages.ts';
import { followingTexts } from './texts.ts';

/** Ids asked about at once; a longer list is asked about from its beginning. */
const mostAsked = 100;

/** Which of these dossiers have something I have not seen. */
export function useUnseen(dossiers: readonly string[]): ReadonlySet<string> {
  const of = [...new Set(dossiers)].slice(0, mostAsked).join(',');
  const { data } = useRead<UnseenAnswer>(of === '' ? null : withQuery('/api/disclosures/unseen', { of }));
  return new Set(data?.unseen ?? []);
}

type Row = { readonly revision: string; readonly disclosure: string; readonly title: string };

/** The title of a case in a list, leading to it; marked while there is something I have not seen. */
export function CaseTitle({ row, unseen }: { row: Row; unseen: ReadonlySet<string> }) {
  const say = useText(texts);
  const follow = useText(followingTexts);
  return (
    <span className="row">
      <GoTo to={`/revisions/${row.revision}`}>{row.title === '' ? say('untitled') : row.title}</GoTo>
      {unseen.has(row.disclosure) ? <Mark tone="wait">{follow('unseen')}</Mark> : null}
    </span>
  );
}
