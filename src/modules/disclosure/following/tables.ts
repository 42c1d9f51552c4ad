import type { ColumnType, Generated } from 'kysely';

export type Mentioned = { readonly person: string; readonly name: string };

/** Tables of following: all of them the room's own. */
export type FollowingTables = {
  'disclosure.similarity_check': {
    revision_id: string;
    content_sha256: string;
    texts: number;
    top_percent: number;
    at: Date;
  };
  'disclosure.watch': {
    disclosure_id: string;
    person: string;
    watching: boolean;
    by_itself: boolean;
    changed_at: Date;
  };
  'disclosure.seen': {
    revision_id: string;
    person: string;
    last_event: number;
    last_comment: number;
    at: Date;
  };
  'disclosure.comment': {
    id: Generated<number>;
    disclosure_id: string;
    revision_id: string;
    person: string;
    person_name: string;
    text: string;
    mentions: ColumnType<readonly Mentioned[], string, never>;
    at: Date;
  };
};
