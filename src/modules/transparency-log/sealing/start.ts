import { listAlarms } from '../alarms.ts';
import { LogStopped } from '../append.ts';
import { alarmLines } from '../explain.ts';
import { beat } from '../jobs.ts';
import { MayNotSign } from '../stops.ts';
import { ensureOriginAndKeys } from './first-start.ts';
import { type SealContext, seal } from './seal.ts';

/**
 * What a worker does before anything can be registered: looks whether database and folder agree, and finishes what a crash cut
 * off. A log that may not sign is told at the terminal; the rest of the program starts, publishes nothing, and says so.
 * @throws MayNotSign `origin-changed`: a mistake in the settings, which the operator puts right before starting
 */
export async function startLog(context: SealContext): Promise<void> {
  const { database, settings, now } = context;
  await ensureOriginAndKeys(database, settings);
  try {
    // Before the heartbeat: entries of a restored database must not be added to before it is known to be restored.
    if ((await seal(context)) !== 'stopped') {
      await beat(database, now());
      await seal(context);
    }
  } catch (error) {
    if (error instanceof MayNotSign) throw error;
    // A full disk, a witness: tried again by the jobs, and an alarm by now.
    if (!(error instanceof LogStopped)) tell([String(error)]);
  }
  for (const alarm of await listAlarms(database.reader)) if (alarm.stops) tell(alarmLines(alarm));
}

function tell(lines: readonly string[]): void {
  console.error(`✖ ${lines.join('\n  ')}`);
}
