import type { PersonId, UnitId } from '#kernel';
import type { CommandContext } from '#platform/command';
import { recordFact } from '#platform/outbox';
import type { Move, Purpose, RevisionState } from './words.ts';

type Named = { readonly disclosure: string; readonly revision: string; readonly purpose: Purpose };

/** What this room announces. Shapes are versioned and never edited: a changed shape gets a new version. */
export type DisclosureFacts = {
  /** A revision was proposed: its content is frozen under this hash. */
  'disclosure.proposed': Named & { readonly contentSha256: string };
  /** Any move that changed the state, this one's own fact included or not: what follows the course of cases hears this. */
  'disclosure.moved': Named & {
    readonly move: Move;
    readonly from: RevisionState;
    readonly to: RevisionState;
  };
  /** Approved: the publication room puts it out at `publishAt`, at once when null, and never under another hash. */
  'disclosure.approved': Named & { readonly contentSha256: string; readonly publishAt: string | null };
  /** The approver set another time: the schedule row moves. */
  'disclosure.rescheduled': Named & { readonly contentSha256: string; readonly publishAt: string | null };
  /**
   * A step's date comes near, or has passed: 5, 1 or 0 working days before it, −1 after it. Once for each date the step has.
   * `lane` is the seat of a countersigned step, `request` an added signer's.
   */
  'disclosure.step-due-soon': Named & {
    readonly stepKey: string;
    readonly lane: number;
    readonly request: string | null;
    readonly dueOn: string;
    readonly inWorkingDays: 5 | 1 | 0 | -1;
  };
  /** Nobody may decide an open step any more; whoever keeps the unit's roles should give somebody the role. */
  'disclosure.step-without-holder': Named & { readonly stepKey: string; readonly role: string };
  /** A reviewer or approver gave it back; the reason lies with the signature. */
  'disclosure.returned': Named & { readonly stepKey: string };
  /** What was published urgently has been reviewed by all who had been skipped, or one of them objected. */
  'disclosure.after-reviewed': Named & { readonly outcome: 'passed' | 'objected' };
  /** An urgent publication was not reviewed in its time; said once a step. */
  'disclosure.after-review-late': Named & { readonly stepKeys: readonly string[] };
  /** A decision to withhold is to be looked at again; said once a decision. */
  'disclosure.withholding-review-due': Named & { readonly reviewOn: string };
  /** Taken back by its own side before it was out (撤回), from `from`: whatever was scheduled is off. */
  'disclosure.withdrawn': Named & { readonly from: RevisionState };
};

/** Records a fact of this room, version 1. */
export async function announce<Kind extends keyof DisclosureFacts>(
  ctx: CommandContext,
  kind: Kind,
  unit: UnitId,
  data: DisclosureFacts[Kind],
  actor?: PersonId | null,
): Promise<void> {
  const subject = `disclosure:${data.disclosure}`;
  await recordFact(ctx, { kind, version: 1, unit, subject, data, ...(actor === undefined ? {} : { actor }) });
}
