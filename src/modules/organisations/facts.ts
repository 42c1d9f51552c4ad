import type { PersonId, UnitId } from '#kernel';
import type { CommandContext } from '#platform/command';
import { recordFact } from '#platform/outbox';

/** What this room announces. Shapes are versioned and never edited. */
export type OrganisationFacts = {
  'organisations.created': { readonly unit: number; readonly superior: number | null };
  'organisations.renamed': {
    readonly unit: number;
    readonly from: string;
    readonly to: string;
    readonly on: string;
  };
  /** Paths of the unit and of everything below it changed. */
  'organisations.moved': {
    readonly unit: number;
    readonly fromSuperior: number | null;
    readonly toSuperior: number;
    readonly oldPath: string;
    readonly newPath: string;
  };
  'organisations.merged': { readonly unit: number; readonly into: number };
  'organisations.dissolved': { readonly unit: number; readonly successor: number };
  /**
   * Open work passes on and is never dropped: rooms that hold work of `fromUnit` or of `fromPerson` in it give it to
   * `toUnit` or `toPerson`. Said by merges, dissolutions, ends of posts and hand-overs. Persons are null when the whole
   * unit hands over, or when the person has no account.
   */
  'organisations.handed-over': {
    readonly fromUnit: number;
    readonly toUnit: number;
    readonly fromPerson: PersonId | null;
    readonly toPerson: PersonId | null;
    readonly toName: string | null;
    readonly posts: readonly number[];
    readonly on: string;
    readonly reason: string;
  };
  /** Many units at once came from a file. */
  'organisations.imported': { readonly run: string; readonly created: number; readonly changed: number };
};

/** Records a fact of this room, version 1, about a unit. */
export async function announce<Kind extends keyof OrganisationFacts>(
  ctx: CommandContext,
  kind: Kind,
  unit: number,
  data: OrganisationFacts[Kind],
): Promise<void> {
  await recordFact(ctx, { kind, version: 1, unit: unit as UnitId, subject: `unit:${unit}`, data });
}
