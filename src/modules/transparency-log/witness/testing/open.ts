import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { openWitnessKey, type WitnessKey } from '../keys.ts';
import { serveWitness } from '../server.ts';
import { openWitness, type Witness } from '../witness.ts';
import type { PaperLog } from './paper-log.ts';

/** A folder that is gone when the test ends. */
export function freshFolder(t: Pick<TestContext, 'after'>): string {
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-witness-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export type OpenedWitness = {
  readonly url: string;
  readonly vkey: string;
  readonly key: WitnessKey;
  readonly folder: string;
  readonly witness: Witness;
  /** What it wrote into its log. */
  readonly told: readonly object[];
  readonly post: (
    body: Uint8Array | string,
  ) => Promise<{ status: number; type: string | null; body: string }>;
  readonly stop: () => Promise<void>;
};

/** A witness over HTTP in this process. */
export async function openedWitness(
  t: Pick<TestContext, 'after'>,
  name: string,
  logs: readonly PaperLog[],
  options: { readonly folder?: string; readonly now?: () => Date; readonly port?: number } = {},
): Promise<OpenedWitness> {
  const folder = options.folder ?? freshFolder(t);
  const key = openWitnessKey(folder, name);
  if (key === null) throw new Error('no key');
  const told: object[] = [];
  const log = (entry: object) => void told.push(entry);
  const witness = openWitness({
    folder,
    key,
    logs: logs.map((one) => one.known),
    now: options.now ?? (() => new Date()),
    log,
  });
  const server = await serveWitness(witness, {
    port: options.port ?? 0,
    host: '127.0.0.1',
    log,
    requestMs: 2_000,
  });
  let stopped = false;
  const stop = async () => {
    if (stopped) return;
    stopped = true;
    await server.close();
    await witness.close();
  };
  t.after(stop);
  return {
    url: server.address,
    vkey: key.vkey,
    key,
    folder,
    witness,
    told,
    stop,
    post: async (body) => {
      const answer = await fetch(`${server.address}/add-checkpoint`, { method: 'POST', body });
      return {
        status: answer.status,
        type: answer.headers.get('content-type'),
        body: await answer.text(),
      };
    },
  };
}
