import type { Report } from '../report.ts';
import type { LogEntry } from './entries.ts';

/** A moment at which somebody beside the log saw it at a size. */
export type Sighting = { readonly size: number; readonly at: number; readonly by: string };

/** How far claim and evidence may lie apart, in milliseconds: 24 hours (the gap that pages flag). */
export const dayOfGrace = 24 * 60 * 60 * 1000;

/** Between which moments (ms) an entry came into the log, as far as anybody can show. */
export type Bounds = { readonly notBefore: Sighting | undefined; readonly notAfter: Sighting | undefined };

/**
 * Bounds for every index, from checkpoints that were seen at known times.
 * A checkpoint without the entry shows that it came later; one with it, that it was there by then.
 */
export function boundsFrom(sightings: readonly Sighting[]): (index: number) => Bounds {
  return (index) => {
    let notBefore: Sighting | undefined;
    let notAfter: Sighting | undefined;
    for (const seen of sightings) {
      if (seen.size <= index) {
        if (notBefore === undefined || seen.at > notBefore.at) notBefore = seen;
      } else if (notAfter === undefined || seen.at < notAfter.at) notAfter = seen;
    }
    return { notBefore, notAfter };
  };
}

const claimOf = (entry: LogEntry | undefined): number | undefined =>
  entry !== undefined && 'claimed_at' in entry && typeof entry.claimed_at === 'string'
    ? Date.parse(entry.claimed_at)
    : undefined;

/**
 * Compares what entries claim with what can be shown. Back-dated: the log, or a witness of it, had a later time before the
 * entry was in it. Late: nobody is known to have seen it within a day of its claim.
 * @param entries all entries in order
 * @param sightings checkpoints seen at known times
 * @param isWhole are these all checkpoints there ever were? Then the earliest with an entry is its first.
 */
export function compareTimes(
  entries: readonly (LogEntry | undefined)[],
  sightings: readonly Sighting[],
  isWhole: boolean,
  report: Report,
): void {
  const bounds = boundsFrom(sightings);
  let unknown = 0;
  let latest: { readonly at: number; readonly index: number } | undefined;
  for (const [index, entry] of entries.entries()) {
    const claimed = claimOf(entry);
    if (entry === undefined || claimed === undefined) continue;
    const { notBefore, notAfter } = bounds(index);
    const where = placeOf(index, entry);
    const values = { ...nameOf(entry), claimed: iso(claimed) };
    if (latest !== undefined && claimed < latest.at - dayOfGrace)
      report('back-dated', where, { ...values, notBefore: iso(latest.at), by: `#${latest.index}` });
    else if (notBefore !== undefined && claimed < notBefore.at - dayOfGrace)
      report('back-dated', where, { ...values, notBefore: iso(notBefore.at), by: notBefore.by });
    else if (notAfter !== undefined && notBefore === undefined && !isWhole && 'item' in entry) unknown += 1;
    // Somebody saw the log without it before: the first who saw it with it is the first witness.
    else if (notAfter !== undefined && claimed < notAfter.at - dayOfGrace && 'item' in entry)
      report('witnessed-late', where, { ...values, witnessed: iso(notAfter.at), by: notAfter.by });
    if (notAfter !== undefined && claimed > notAfter.at + dayOfGrace)
      report('post-dated', where, { ...values, witnessed: iso(notAfter.at), by: notAfter.by });
    // Only the log's own pulse is believed to be on time: one wrong claim of a unit must not make all later ones look false.
    if (entry.type === 'heartbeat' && (latest === undefined || claimed > latest.at))
      latest = { at: claimed, index };
  }
  if (unknown > 0) report('first-witness-unknown', {}, { count: unknown });
}

const iso = (ms: number) => new Date(ms).toISOString();

export function placeOf(
  index: number,
  entry: LogEntry,
): { readonly index: number; readonly address?: string } {
  return 'item' in entry && typeof entry.item === 'string'
    ? { index, address: `/i/${entry.item}` }
    : { index };
}

function nameOf(entry: LogEntry): Readonly<Record<string, string>> {
  return { type: entry.type, item: 'item' in entry ? String(entry.item) : '' };
}

/** A day of China's calendar, `2026-03-01`; no daylight saving since 1991. */
export function chinaDay(ms: number): string {
  return new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10);
}

/**
 * Days without a heartbeat, in runs.
 * @param until last moment (ms) at which a heartbeat could be expected
 */
export function findSilence(entries: readonly (LogEntry | undefined)[], until: number, report: Report): void {
  const days = new Set<string>();
  let first = Number.POSITIVE_INFINITY;
  for (const entry of entries) {
    const at = entry?.type === 'heartbeat' ? claimOf(entry) : undefined;
    if (at === undefined) continue;
    days.add(chinaDay(at));
    first = Math.min(first, at);
  }
  if (days.size === 0) {
    if (entries.length > 0) report('heartbeat-missing', {}, { from: '', to: '', days: 0 });
    return;
  }
  const lastWhole = chinaDay(until - dayOfGrace);
  let run: string[] = [];
  const tell = () => {
    if (run.length > 0)
      report('heartbeat-missing', {}, { from: run[0] ?? '', to: run.at(-1) ?? '', days: run.length });
    run = [];
  };
  for (let at = first; chinaDay(at) <= lastWhole; at += dayOfGrace) {
    if (days.has(chinaDay(at))) tell();
    else run.push(chinaDay(at));
  }
  tell();
}
