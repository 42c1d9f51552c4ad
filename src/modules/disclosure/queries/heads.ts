import type { Actor } from '#kernel';
import { listNames } from '#modules/organisations';
import type { Reader } from '#platform/database';
import { answersFor, currentPlace, isProposal } from '../domain/index.ts';
import type { DisclosureRow, InboxRow } from '../forms.ts';
import { findCases, type LoadedCase } from '../store/load-case.ts';
import { rows } from '../store/rows.ts';
import { urgentFlagOf } from '../urgent/rules.ts';
import { type Days, latenessOf } from './inbox.ts';

/** Names of units by id, as they are called now. */
export async function unitNames(db: Reader, ids: Iterable<number>): Promise<ReadonlyMap<number, string>> {
  return listNames(db, [...new Set(ids)]);
}

export type Named = { readonly id: number; readonly name: string };

export function namedUnit(names: ReadonlyMap<number, string>, id: number): Named {
  return { id, name: names.get(id) ?? String(id) };
}

/** The head of a case, as every list shows it. */
export function headOf(loaded: LoadedCase, names: ReadonlyMap<number, string>, days: Days) {
  const { revision, dossier, openStep, signatures } = loaded;
  const proposal = signatures.find((one) => isProposal(one.move));
  const dueOn = openStep?.due_on ?? null;
  return {
    disclosure: dossier.id,
    revision: revision.id,
    number: dossier.number,
    revisionNumber: revision.number,
    purpose: revision.purpose,
    state: revision.state,
    title: revision.title,
    unit: namedUnit(names, dossier.unit_id),
    scope: revision.scope,
    affairsKind: revision.affairs_kind,
    stepKey: openStep?.step_key ?? null,
    dueOn,
    lateness: latenessOf(dueOn, days),
    proposer: proposal === undefined ? null : { id: proposal.person, name: proposal.person_name },
    claimedBy: claimOf(loaded),
    urgent: urgentFlagOf(loaded.case.urgent, revision.state, loaded.reviewsDueAt, days.now),
    updatedAt: revision.updated_at.toISOString(),
  };
}

export function claimOf({ case: c }: LoadedCase) {
  const claim = c.lanes.find((lane) => lane.claimedBy !== null)?.claimedBy ?? null;
  return claim === null ? null : { id: claim.person, name: claim.name };
}

/** Rows of the inbox in the given order, each with the moves this reader can make now. */
export async function inboxRows(
  db: Reader,
  ids: readonly string[],
  reader: Actor,
  days: Days,
): Promise<InboxRow[]> {
  const cases = await findCases(db, ids);
  const names = await unitNames(
    db,
    [...cases.values()].flatMap((one) => [one.unit.id, currentPlace(one.case)?.id ?? one.unit.id]),
  );
  return ids.flatMap((id) => {
    const loaded = cases.get(id);
    if (loaded === undefined) return [];
    const place = currentPlace(loaded.case);
    const possible = answersFor(loaded.case, reader).filter((one) => one.failure === null);
    return [
      {
        ...headOf(loaded, names, days),
        contentSha256: loaded.revision.content_sha256,
        startedAt: loaded.openStep?.started_at.toISOString() ?? null,
        stepUnit: place === null ? null : namedUnit(names, place.id),
        moves: possible.map((one) => one.move),
      },
    ];
  });
}

/** Rows of a list of dossiers in the given order. */
export async function disclosureRows(
  db: Reader,
  ids: readonly string[],
  days: Days,
): Promise<DisclosureRow[]> {
  const cases = await findCases(db, ids);
  const names = await unitNames(
    db,
    [...cases.values()].map((one) => one.unit.id),
  );
  const live = await liveDossiers(
    db,
    [...cases.values()].map((one) => one.dossier.id),
  );
  return ids.flatMap((id) => {
    const loaded = cases.get(id);
    return loaded === undefined
      ? []
      : [{ ...headOf(loaded, names, days), live: live.has(loaded.dossier.id) }];
  });
}

/** Dossiers of which something is on the portal now: a tombstone is not. */
async function liveDossiers(db: Reader, dossiers: readonly string[]): Promise<ReadonlySet<string>> {
  if (dossiers.length === 0) return new Set();
  const found = await rows(db)
    .selectFrom('disclosure.revision')
    .select('disclosure_id')
    .where('disclosure_id', 'in', [...dossiers])
    .where('state', '=', 'published')
    .where('purpose', '<>', 'withdraw')
    .execute();
  return new Set(found.map((one) => one.disclosure_id));
}
