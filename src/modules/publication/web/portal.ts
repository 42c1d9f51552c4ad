import type { Page } from '#platform/http';
import { feedPages } from '../feeds/web.ts';
import { documentPages } from '../official-document/web.ts';
import { openDataPages } from '../open-data/web.ts';
import { revokedPages } from '../ready/revoked.ts';
import { searchPages } from '../search/web.ts';
import { sitemapPages } from '../sitemap/web.ts';
import { browsePages } from './portal/browse.ts';
import { filePages } from './portal/files.ts';
import { itemPages } from './portal/item.ts';
import { listPages } from './portal/lists.ts';
import { proofPages } from './portal/proof.ts';
import { verifierPages } from './portal/verifier.ts';

/** Pages of the portal that belong to this room. All read as the portal's role. */
export const publicationPages: readonly Page[] = [
  ...browsePages,
  ...listPages,
  ...itemPages,
  ...filePages,
  ...proofPages,
  ...documentPages,
  ...verifierPages,
  ...searchPages,
  ...revokedPages,
  ...feedPages,
  ...sitemapPages,
  ...openDataPages,
];
