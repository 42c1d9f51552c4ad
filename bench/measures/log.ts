import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appendEntries, seal } from '#modules/transparency-log';
import {
  type Edge,
  edgeRoot,
  encodeEntries,
  encodeTile,
  encodeUtf8,
  extendEdge,
  leafHash,
  type Sha256,
  TILE_WIDTH,
  tileHash,
} from '#tlog';
import { logSettings } from '../../src/app/compose.ts';
import { alternate, asRate } from '../frame/alternate.ts';
import { atLeast, type Bench, type Finding, type Group } from '../frame/measure.ts';
import { timeInBrowser } from '../worlds/browser-proof.ts';
import { BENCH_URL } from '../worlds/office.ts';

/** Entries that one checkpoint takes up. */
const BATCH = 4_096;

const sha256: Sha256 = (data) => createHash('sha256').update(data).digest();

const entryOf = (index: number) => ({
  v: 1 as const,
  type: 'publish' as const,
  claimed_at: '2026-03-02T01:02:03.004Z',
  unit: 'village-1234',
  item: `a${index.toString(36).padStart(7, '0')}`,
  ver: 1,
  manifest: { commit: 'ab'.repeat(32) },
});

const bytesOf = (index: number): Uint8Array => {
  const { claimed_at, item, manifest, type, unit, v, ver } = entryOf(index);
  return encodeUtf8(JSON.stringify({ claimed_at, item, manifest, type, unit, v, ver }));
};

/** A log in memory: tree, and the bundles and tiles of every batch, as they would be written. */
function growLog(batches: readonly (readonly Uint8Array[])[]): void {
  let edge: Edge = [];
  let size = 0;
  const levels: Uint8Array[][] = [];
  for (const entries of batches) {
    for (let at = 0; at < entries.length; at += TILE_WIDTH) encodeEntries(entries.slice(at, at + TILE_WIDTH));
    for (const entry of entries) {
      const leaf = leafHash(sha256, entry);
      edge = extendEdge(sha256, size, edge, leaf);
      size += 1;
      addToTiles(levels, leaf);
    }
    edgeRoot(sha256, edge);
  }
}

/** What fills a tile is written, and its root goes into the level above. */
function addToTiles(levels: Uint8Array[][], leaf: Uint8Array): void {
  let hash: Uint8Array | undefined = leaf;
  for (let level = 0; hash !== undefined; level += 1) {
    levels[level] ??= [];
    const tile = levels[level] ?? [];
    tile.push(hash);
    if (tile.length < TILE_WIDTH) return;
    encodeTile(tile);
    levels[level] = [];
    hash = tileHash(sha256, tile);
  }
}

async function appendInMemory(bench: Bench): Promise<Finding> {
  const batches = Array.from({ length: 8 }, (_, batch) =>
    Array.from({ length: BATCH }, (__, at) => bytesOf(batch * BATCH + at)),
  );
  const entries = batches.flat();
  const found = await alternate({
    id: 'T1a',
    what: 'tree, root, bundles and tiles of entries in batches',
    against: 'SHA-256 of the same bytes alone',
    mark: atLeast(0.2),
    ours: async () => growLog(batches),
    reference: async () => void entries.map(sha256),
    rounds: bench.quick ? 7 : 31,
    calls: 1,
    onRound: (done, all) => bench.progress('T1a: rounds', done, all),
  });
  return asRate(found, atLeast(0.2), entries.length);
}

/** Through the room: registered in the database in transactions of a batch, signed, written to disk, revealed. */
async function appendInRoom(bench: Bench): Promise<Finding> {
  const total = bench.quick ? 32_768 : 1_000_000;
  const batches = Math.ceil(total / BATCH);
  const { office, worker } = await bench.freshInstallation();
  const data = mkdtempSync(join(tmpdir(), 'gongkai-bench-log-'));
  const settings = logSettings({ data, url: BENCH_URL }, () => []);
  const context = { database: worker, settings, now: () => new Date() };
  let next = 0;
  const warmUp = 2;
  try {
    const found = await alternate({
      id: 'T1b',
      what: `registered, signed, on disk and public, ${total.toLocaleString('en')} in batches`,
      against: 'SHA-256 of the same bytes alone',
      mark: atLeast(0.2),
      ours: async () => {
        const first = next;
        next += BATCH;
        const entries = Array.from({ length: BATCH }, (_, at) => entryOf(first + at));
        await office.transaction((tx) => appendEntries({ tx }, entries));
        if ((await seal(context)) !== 'sealed') throw new Error('the log did not seal');
      },
      reference: async () => {
        for (let at = 0; at < BATCH; at += 1) sha256(bytesOf(at));
      },
      rounds: batches - warmUp,
      calls: 1,
      referenceCalls: 20,
      onRound: (done, all) => bench.progress('T1b: batches', done, all),
    });
    return asRate(found, atLeast(0.2), BATCH);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

/** Rebuilds the root from the entries as the verifier does, on the platform's own hash. */
async function rebuildRoot(bench: Bench): Promise<number> {
  const entries = Array.from({ length: 100_000 }, (_, at) => bytesOf(at));
  const times: number[] = [];
  for (let round = 0; round < (bench.quick ? 3 : 11); round += 1) {
    const begun = performance.now();
    let edge: Edge = [];
    for (const [size, entry] of entries.entries())
      edge = extendEdge(sha256, size, edge, leafHash(sha256, entry));
    edgeRoot(sha256, edge);
    times.push(performance.now() - begun);
  }
  return middle(times);
}

const middle = (times: readonly number[]) =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;

/** Told, not promised: the reference is the time that was hoped for. */
function toldTime(id: string, what: string, ours: number, hoped: number): Finding {
  const against = `${hoped.toLocaleString('en')} ms`;
  return {
    id,
    what,
    against,
    unit: 'ms',
    ours,
    reference: hoped,
    ratio: ours / hoped,
    mark: { kind: 'told' },
  };
}

async function run(bench: Bench): Promise<readonly Finding[]> {
  const findings = [await appendInMemory(bench), await appendInRoom(bench)];
  const inBrowser = await timeInBrowser(bench.quick ? 20 : 200);
  if (inBrowser === null) bench.progress('T2: no Chromium here, only Node', 1, 1);
  else
    findings.push(
      toldTime('T2a', 'one proof with its page, in Chromium, plain http', middle(inBrowser.proofs), 50),
      toldTime('T2b', 'root of 100,000 entries, in Chromium', inBrowser.rebuild, 2_000),
    );
  findings.push(toldTime('T2c', 'root of 100,000 entries, in Node', await rebuildRoot(bench), 2_000));
  return findings;
}

export const logGroup: Group = {
  name: 'log',
  summary: 'T1, T2: appending to the transparency log, verifying it in a browser',
  run,
};
