import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Channel } from '#platform/module';
import { openReadyPages, type ReadyPages } from '#platform/ready-pages';
import { findItemUnit } from '../queries/units.ts';
import { findReadyFolder } from './closing.ts';
import { listExports } from './exports.ts';

/** Looks as a portal looks at this moment. */
function withPages<T>(work: (pages: ReadyPages) => T, none: T): T {
  const folder = findReadyFolder();
  if (folder === null) return none;
  const pages = openReadyPages(folder, { behind: 'keeper' });
  try {
    return work(pages);
  } finally {
    pages.close();
  }
}

const plainly = { gzip: true, br: false };

/** The ways out that are bytes of ours: kept pages, lists among them, and folders the site was exported to. */
export const readyChannels: readonly Channel[] = [
  {
    name: 'pages',
    shows: async ({ now }, { slug }) =>
      withPages((pages) => pages.find(`/i/${slug}`, plainly, now.getTime())?.status === 200, false),
  },
  {
    name: 'lists',
    shows: async ({ db, now }, { item, slug }) => {
      const unit = await findItemUnit(db, item);
      const lists = ['/', '/items', ...(unit === undefined ? [] : [`/units/${unit}`, `/items?unit=${unit}`])];
      return withPages(
        (pages) =>
          lists.some((address) => {
            const found = pages.find(address, plainly, now.getTime());
            return found !== undefined && gunzipSync(found.body).includes(`/i/${slug}"`);
          }),
        false,
      );
    },
  },
  {
    name: 'export',
    shows: async (_ctx, { slug }) =>
      listExports().some((folder) => existsSync(join(folder, 'i', `${slug}.html`))),
  },
];
