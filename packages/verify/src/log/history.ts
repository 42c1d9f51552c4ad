import type { Report } from '../report.ts';
import type { LogEntry } from './entries.ts';
import type { LogCopy } from './read-log.ts';

const told = {
  correct: 'corrected',
  withdraw: 'withdrawn',
  redact: 'redacted',
  withhold: 'withheld',
} as const;

/** Lists what happened to items and to the log after the fact: corrected, withdrawn, redacted, withheld, anchored, restored. */
export function tellHistory(copy: LogCopy, report: Report): void {
  for (const [index, entry] of copy.entries.entries())
    if (entry !== undefined) tellEntry(entry, index, report);
}

function tellEntry(entry: LogEntry, index: number, report: Report): void {
  if (entry.type === 'anchor') {
    report('anchored', { index }, { kind: entry.kind, size: entry.size, claimed: entry.claimed_at });
  } else if (entry.type === 'accept-restore') {
    const { from, to, reason, claimed_at: claimed } = entry;
    report('restore-accepted', { index }, { from, to, reason, claimed });
  } else if ('item' in entry && entry.type !== 'publish') {
    const { item, ver, unit, claimed_at: claimed } = entry;
    const why = entry.purpose ?? entry.basis ?? entry.reason ?? '';
    report(told[entry.type], { index, address: `/i/${item}` }, { item, ver, unit, claimed, why });
  }
}
