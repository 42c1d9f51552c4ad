/*
 * What a screen knows of time. Its own clock may be wrong, jump, or stop while it sleeps; what counts is how long ago the
 * server was heard last. Pure: the same rules run on the screen and in the tests.
 */

/** The device's two clocks at one moment, milliseconds: `wall` may be set by anybody, `mono` only runs while it is awake. */
export type Moment = { readonly wall: number; readonly mono: number };

/** When the server was heard last, and what has passed since, as far as is known. */
export type Heard = {
  /** The server's clock then. */
  readonly server: number;
  /** How old that was at `at`; null: nobody can tell. */
  readonly age: number | null;
  readonly at: Moment;
};

/** What is kept over a restart: the monotonic clock begins anew then. */
export type KeptHeard = { readonly server: number; readonly age: number | null; readonly wall: number };

/** Clocks that run apart by less are taken as running together. */
const TOLERANCE = 2 * 60_000;

export function heardNow(server: number, at: Moment): Heard {
  return { server, age: 0, at };
}

/**
 * How long ago the server was heard. The monotonic clock counts; where the wall clock ran further ahead the device has slept or
 * its clock was set, nobody can tell which, and the longer time is taken: what cannot be confirmed is not shown. A wall clock
 * set back changes nothing.
 */
export function ageOf(heard: Heard, now: Moment): number | null {
  if (heard.age === null) return null;
  const ran = Math.max(0, now.mono - heard.at.mono);
  const apart = now.wall - heard.at.wall;
  return heard.age + (apart > ran + TOLERANCE ? apart : ran);
}

/** After a restart only the wall clock can say how long the device was off; one that went back says nothing. */
export function heardBefore(kept: KeptHeard, now: Moment): Heard {
  const off = now.wall - kept.wall;
  const age = kept.age === null || off < -TOLERANCE ? null : kept.age + Math.max(0, off);
  return { server: kept.server, age, at: now };
}

export function keep(heard: Heard, now: Moment): KeptHeard {
  return { server: heard.server, age: ageOf(heard, now), wall: now.wall };
}

/** The server's clock now, as far as it can be told. */
export function serverNow(heard: Heard, now: Moment): number | null {
  const age = ageOf(heard, now);
  return age === null ? null : heard.server + age;
}

/** Without contact for longer, a line says of when the content is. */
export const DATED_MS = 15 * 60_000;

/** `fresh`: shown; `dated`: shown with the line 截至; `paused`: not shown, until the server is heard again. */
export type Standing = 'fresh' | 'dated' | 'paused';

/** @param hours how long what cannot be confirmed may be shown */
export function standingOf(heard: Heard | null, now: Moment, hours: number): Standing {
  const age = heard === null ? null : ageOf(heard, now);
  if (age === null || age >= hours * 3_600_000) return 'paused';
  return age >= DATED_MS ? 'dated' : 'fresh';
}

/** Whether a page with an end is still to be shown. */
export function isCurrent(validUntil: string | null, at: number | null): boolean {
  return validUntil === null || (at !== null && at < Date.parse(validUntil));
}
