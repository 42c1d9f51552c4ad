import { decideFinding, openFindings } from '#modules/screening';
import type { CommandContext } from '#platform/command';
import { must } from './target.ts';

/** The secrecy reviewer looks at every finding and records what it is; a mark of secrecy cannot be decided away. */
export async function decideFindings(ctx: CommandContext, revision: string, reason: string): Promise<number> {
  const open = new Set((await openFindings(ctx.tx, revision)).map((one) => one.fingerprint));
  for (const fingerprint of open) {
    must(
      await decideFinding(ctx, revision, { decision: 'notPersonal', fingerprint, reason }),
      `finding of ${revision}`,
    );
  }
  return open.size;
}
