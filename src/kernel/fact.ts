import type { FactId, PersonId, UnitId } from './id.ts';

/** Something that happened, told to other rooms. Shapes are versioned and never edited: a changed shape gets a new version. */
export type Fact<Kind extends string = string, Data = unknown> = {
  readonly id: FactId;
  /** `room.past-tense`, e.g. `disclosure.approved`. */
  readonly kind: Kind;
  readonly version: number;
  readonly at: Date;
  readonly actor: PersonId | null;
  readonly unit: UnitId | null;
  /** Identifier of the thing it happened to. */
  readonly subject: string;
  readonly data: Data;
};

/** A fact before it is recorded: identity and time are given by the store. */
export type NewFact<Kind extends string = string, Data = unknown> = Omit<Fact<Kind, Data>, 'id' | 'at'>;
