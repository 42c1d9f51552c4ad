import { join } from 'node:path';
import { z } from 'zod';
import type { Reader } from '#platform/database';
import { definePage, type Page, type PageAnswer, type PageContext } from '#platform/http';
import { decodeEntries, encodeEntries, entriesPath, parseTilePath, type TilePath, tilePath } from '#tlog';
import { findFile } from '../files/write.ts';
import { listPublished } from '../proofs/find.ts';
import { keysAt } from '../signing/sign-head.ts';
import { findLastCheckpoint, listKeys, own } from '../store.ts';

/** Everything here is for programs on any site, and small. */
const OPEN = { 'access-control-allow-origin': '*', 'x-content-type-options': 'nosniff' };
const TEXT = 'text/plain; charset=utf-8';
/** What never changes may be kept for a year. */
const FOREVER = 'public, max-age=31536000, immutable';

const absent: PageAnswer = { status: 404, body: 'not found\n', media: TEXT, headers: OPEN };

function open(ctx: PageContext): void {
  ctx.openTo('everyone', 'the log is public: whoever checks it needs no account');
}

/** Checkpoints on one page of `/log/checkpoints`. */
const CHECKPOINTS = 500;
const earlier = z.strictObject({
  before: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
});

/** The log over HTTP (c2sp.org/tlog-tiles), read as the portal's role. `folder` is where the tiles lie. */
export function logPages(folder: string): readonly Page[] {
  return [
    definePage({
      path: '/log/checkpoint',
      handle: async (ctx) => {
        open(ctx);
        const served = await ctx.read((db) => findLastCheckpoint(db));
        if (served === undefined) return absent;
        return {
          status: 200,
          body: served.note,
          media: TEXT,
          headers: { ...OPEN, 'cache-control': 'no-store' },
        };
      },
    }),
    definePage({
      // Beside the specification: every checkpoint ever served, newest first, so that outsiders can hold all of them against
      // the log, and see when each entry was first witnessed.
      path: '/log/checkpoints',
      query: earlier,
      handle: async (ctx, { query }) => {
        open(ctx);
        const page = { below: query.before ?? null, limit: CHECKPOINTS };
        const served = await ctx.read((db) => listPublished(db, page));
        const next = served.length < CHECKPOINTS ? null : (served.at(-1)?.seq ?? null);
        return {
          status: 200,
          body: JSON.stringify({ checkpoints: served.map((one) => one.note), next }),
          media: 'application/json; charset=utf-8',
          headers: { ...OPEN, 'cache-control': 'no-store' },
        };
      },
    }),
    definePage({
      path: '/log/tile/*',
      params: z.strictObject({ '*': z.string().max(60) }),
      handle: async (ctx, { params }) => {
        open(ctx);
        const tile = readPath(`tile/${params['*']}`);
        if (tile === undefined || !(await ctx.read((db) => wasPublished(db, tile)))) return absent;
        const bytes = await readTile(folder, tile);
        if (bytes === undefined) throw new Error(`the log's folder lacks ${pathOf(tile)}`);
        const media = 'application/octet-stream';
        return {
          status: 200,
          body: Buffer.from(bytes),
          media,
          headers: { ...OPEN, 'cache-control': FOREVER },
        };
      },
    }),
    definePage({
      path: '/log/vkey',
      handle: async (ctx) => {
        open(ctx);
        const served = (await ctx.read((db) => findLastCheckpoint(db)))?.size ?? 0;
        const now = keysAt(await ctx.read((db) => listKeys(db)), served);
        return vkeyText(now.map((key) => key.vkey));
      },
    }),
    definePage({
      path: '/log/vkey/history',
      handle: async (ctx) => {
        open(ctx);
        const keys = await ctx.read((db) => listKeys(db));
        return vkeyText(keys.map((key) => `${key.since} ${key.vkey}`));
      },
    }),
  ];
}

/** One line each; of the kinds of key, Ed25519 first. */
function vkeyText(lines: readonly string[]): PageAnswer {
  if (lines.length === 0) return absent;
  const headers = { ...OPEN, 'cache-control': 'public, max-age=300' };
  return { status: 200, body: lines.map((line) => `${line}\n`).join(''), media: TEXT, headers };
}

function readPath(path: string): TilePath | undefined {
  try {
    return parseTilePath(path);
  } catch {
    return undefined;
  }
}

function pathOf(tile: TilePath, width = tile.width): string {
  return tile.kind === 'tile' ? tilePath(tile.level, tile.index, width) : entriesPath(tile.index, width);
}

/**
 * Full tiles are public once a checkpoint covers them, partial ones when a checkpoint ended just there. What was signed and is
 * not served yet stays unseen.
 */
async function wasPublished(db: Reader, tile: TilePath): Promise<boolean> {
  const unit = tile.kind === 'tile' ? 256 ** tile.level : 1;
  const least = (tile.index * 256 + tile.width) * unit;
  if (!Number.isSafeInteger(least)) return false;
  const row = await own(db)
    .selectFrom('transparency_log.published')
    .select('seq')
    .where('size', '>=', least)
    .$if(tile.width < 256, (query) => query.where('size', '<', least + unit))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** A partial tile is the beginning of the full one, which takes its place in the folder. */
async function readTile(folder: string, tile: TilePath): Promise<Uint8Array | undefined> {
  const exact = await findFile(join(folder, pathOf(tile)));
  if (exact !== undefined || tile.width === 256) return exact;
  const full = await findFile(join(folder, pathOf(tile, 256)));
  if (full === undefined) return undefined;
  if (tile.kind === 'tile') return full.subarray(0, tile.width * 32);
  return encodeEntries(decodeEntries(new Uint8Array(full), 256).slice(0, tile.width));
}
