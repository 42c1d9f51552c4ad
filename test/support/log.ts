import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { type LogSettings, noCosigner, SEAL, transparencyLogModule } from '#modules/transparency-log';
import type { Module, Reveals } from '#platform/module';
import type { TestDatabase } from './database.ts';

/** A log of a test, with a signer in a folder of its own. */
export type TestLog = {
  readonly settings: LogSettings;
  readonly module: Module;
  /** Makes everything registered public, as the job does; what rooms reveal happens at `now`. */
  readonly seal: (now?: Date) => Promise<void>;
};

/**
 * Gives a test database its log. Rooms register with `appendEntry` as usual; `seal` publishes.
 * @param options.reveals what happens when entries become public, e.g. `[publicationModule.reveals]`
 */
export function testLog(
  t: Pick<TestContext, 'after'>,
  db: TestDatabase,
  options: Partial<Omit<LogSettings, 'reveals'>> & { readonly reveals?: readonly (Reveals | null)[] } = {},
): TestLog {
  const { reveals = [], ...others } = options;
  const folder = others.folder ?? mkdtempSync(join(tmpdir(), 'gongkai-log-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const settings: LogSettings = {
    folder,
    origin: 'notice.example/log',
    sm2: false,
    cosigner: noCosigner,
    cosignMs: 5_000,
    ...others,
    reveals: () => reveals.filter((one) => one !== null),
  };
  const module = transparencyLogModule(settings);
  return {
    settings,
    module,
    seal: async (now = new Date()) => {
      const job = module.jobs[SEAL];
      if (job === undefined) throw new Error('the log has no seal job');
      await job.run({}, { database: db.worker, now: () => now });
    },
  };
}
