import { useEffect, useRef } from 'react';
import { useCommand, useRead } from '#ui/office';
import type { FollowingView } from '../../following/forms.ts';

const addressOf = (revision: string, what: string) => `/api/revisions/${revision}/${what}`;

/** How I follow a case, as it was when I opened it: what was new then stays marked while I look. */
export function useFollowing(revision: string) {
  return useRead<FollowingView>(addressOf(revision, 'following'));
}

/** Looking at a case is written down once it is on screen, so that later only what came after is new. */
export function useSeen(revision: string): void {
  const seen = useCommand<object, FollowingView>('POST', addressOf(revision, 'seen'), {
    changes: ['/api/disclosures/unseen'],
    quiet: true,
  });
  const told = useRef('');
  const { data } = useFollowing(revision);
  const isLoaded = data !== undefined;
  useEffect(() => {
    if (!isLoaded || told.current === revision) return;
    told.current = revision;
    seen.mutate({});
  }, [isLoaded, revision, seen]);
}
