import { GoTo } from '#ui/office';
import type { SimilarMatch } from '../../similar/forms.ts';

/** Leads to the case where the reader may open it, else to its page on the portal. */
export function TitleOf({ match }: { match: SimilarMatch }) {
  if (match.mayOpen) return <GoTo to={`/revisions/${match.revision}`}>{match.title}</GoTo>;
  return (
    <a href={match.page} target="_blank" rel="noopener">
      {match.title}
    </a>
  );
}
