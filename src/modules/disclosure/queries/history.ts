import { done, type Result, refuse } from '#kernel';
import type { Reader } from '#platform/database';
import { diffContents } from '../domain/content-diff.ts';
import type { RevisionDiff, RevisionHistory } from '../forms.ts';
import { listAttachments } from '../store/drafts.ts';
import { findCase, type LoadedCase } from '../store/load-case.ts';
import { rows } from '../store/rows.ts';
import { contentOf } from './case-view.ts';

/** All revisions of a dossier, newest first. */
export async function listRevisions(db: Reader, dossier: string): Promise<RevisionHistory> {
  const found = await rows(db)
    .selectFrom('disclosure.revision')
    .selectAll()
    .where('disclosure_id', '=', dossier)
    .orderBy('number', 'desc')
    .execute();
  return {
    rows: found.map((one) => ({
      revision: one.id,
      revisionNumber: one.number,
      purpose: one.purpose,
      state: one.state,
      title: one.title,
      contentSha256: one.content_sha256,
      createdAt: one.created_at.toISOString(),
      frozenAt: one.frozen_at?.toISOString() ?? null,
      publishedAt: one.published_at?.toISOString() ?? null,
      changeNote: one.content.changeNote,
      live: one.state === 'published' && one.purpose !== 'withdraw',
    })),
  };
}

/**
 * What changed: against the named revision, else against the one this text was begun from.
 * @returns refused with `diff-other-dossier` for a revision of another dossier: it would show a text not asked for
 */
export async function diffRevisions(
  db: Reader,
  loaded: LoadedCase,
  against: string | undefined,
): Promise<Result<RevisionDiff, 'diff-other-dossier'>> {
  const other = against ?? loaded.revision.based_on;
  const base = other === null ? undefined : await findCase(db, other);
  const isForeign = base !== undefined && base.dossier.id !== loaded.dossier.id;
  if (isForeign || (against !== undefined && base === undefined)) return refuse('diff-other-dossier', 404);
  const after = contentOf(loaded, await listAttachments(db, loaded.revision.id));
  const before = base === undefined ? after : contentOf(base, await listAttachments(db, base.revision.id));
  const { fields, attachments, blocks } = diffContents(before, after);
  return done({
    from: base === undefined ? null : nameOf(base),
    to: nameOf(loaded),
    fields: [...fields],
    attachments: { added: [...attachments.added], removed: [...attachments.removed] },
    blocks: blocks.map((one) => ({ ...one, runs: [...one.runs] })),
  });
}

function nameOf({ revision }: LoadedCase) {
  return { revision: revision.id, revisionNumber: revision.number };
}
