import { z } from 'zod';
import type { Reader } from '#platform/database';
import { toDocument } from '#platform/html';
import { definePage, type Page, type PageAnswer, type PageContext } from '#platform/http';
import type { LogSettings } from '../log.ts';
import { keysAt } from '../signing/sign-head.ts';
import { findLastCheckpoint, listKeys } from '../store.ts';
import type { Sheet } from './sheet.ts';
import { sheetHtml, sheetPolicy } from './sheet.ts';
import { findToken } from './store.ts';

const absent: PageAnswer = { status: 404, body: 'not found\n', media: 'text/plain; charset=utf-8' };

function open(ctx: PageContext): void {
  ctx.openTo('everyone', 'the log is public: whoever checks or keeps it needs no account');
}

/** Pages about anchors: the checkpoint as a sheet of paper, and the whole time stamp behind an entry. */
export function anchorPages(settings: Pick<LogSettings, 'policy'>): readonly Page[] {
  return [
    definePage({
      path: '/log/sheet',
      handle: async (ctx) => {
        open(ctx);
        const sheet = await ctx.read((db) =>
          findSheet(db, settings, { printedAt: ctx.now, baseUrl: ctx.baseUrl }),
        );
        if (sheet === undefined) return absent;
        const headers = { 'content-security-policy': sheetPolicy, 'cache-control': 'no-store' };
        return { status: 200, body: toDocument(sheetHtml(sheet, ctx.t, ctx.locale)), headers };
      },
    }),
    definePage({
      path: '/log/anchor/:index',
      params: z.strictObject({ index: z.string().max(20) }),
      handle: async (ctx, { params }) => {
        open(ctx);
        const index = /^(?:0|[1-9][0-9]{0,14})$/.test(params.index) ? Number(params.index) : null;
        const token = index === null ? undefined : await ctx.read((db) => findToken(db, index));
        if (token === undefined) return absent;
        const headers = {
          'content-disposition': `attachment; filename="anchor-${index}.tst"`,
          'access-control-allow-origin': '*',
          'x-content-type-options': 'nosniff',
          'cache-control': 'public, max-age=31536000, immutable',
        };
        return { status: 200, body: token, media: 'application/octet-stream', headers };
      },
    }),
  ];
}

/** What goes onto a sheet now; undefined while nothing is published. */
export async function findSheet(
  db: Reader,
  settings: Pick<LogSettings, 'policy'>,
  by: { readonly printedAt: Date; readonly baseUrl: string },
): Promise<Sheet | undefined> {
  const served = await findLastCheckpoint(db);
  if (served === undefined) return undefined;
  const vkey = keysAt(await listKeys(db), served.size).find((key) => key.kind === 'ed25519')?.vkey;
  if (vkey === undefined) return undefined;
  return {
    note: served.note,
    publishedAt: served.published_at,
    printedAt: by.printedAt,
    vkey,
    policy: settings.policy ?? null,
    verifyUrl: `${by.baseUrl}/verify`,
  };
}
