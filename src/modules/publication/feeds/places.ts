import { listNames } from '#modules/organisations';
import type { Reader } from '#platform/database';
import type { PageContext } from '#platform/http';
import { address } from '../pages/shared.ts';
import { own } from '../store.ts';
import { affairsKinds } from '../words.ts';
import type { FeedPlace } from './make-feed.ts';
import type { ChangesOf } from './read-changes.ts';

/** A feed of changes: what it is of, and what narrows it. */
export type FoundPlace = FeedPlace & { readonly of: ChangesOf };

/** Finds what an address asks for; undefined when there is no such place. */
export type FindPlace = (
  ctx: Pick<PageContext, 't'>,
  db: Reader,
  params: Readonly<Record<string, string | number>>,
  siteName: string,
) => Promise<FoundPlace | undefined>;

export const sitePlace: FindPlace = async ({ t }, _db, _params, siteName) => ({
  path: '/feeds/site',
  home: '/items',
  title: siteName,
  subtitle: t('publication.feed.site.subtitle', { site: siteName }),
  of: {},
});

export const unitPlace: FindPlace = async ({ t }, db, params, siteName) => {
  const id = Number(params['id']);
  const name = (await listNames(db, [id])).get(id);
  if (name === undefined) return undefined;
  return {
    path: `/feeds/units/${id}`,
    home: `/units/${id}`,
    title: t('publication.list.ofUnit', { unit: name }),
    subtitle: t('publication.feed.part.subtitle', { site: siteName, part: name }),
    of: { unit: id },
  };
};

export const kindPlace: FindPlace = async ({ t }, _db, params, siteName) => {
  const kind = affairsKinds.find((one) => one === params['kind']);
  if (kind === undefined) return undefined;
  const name = t(`publication.affairs.${kind}`);
  return {
    path: `/feeds/kinds/${kind}`,
    home: address('/items', { kind }),
    title: name,
    subtitle: t('publication.feed.part.subtitle', { site: siteName, part: name }),
    of: { affairsKind: kind },
  };
};

export const categoryPlace: FindPlace = async ({ t }, db, params, siteName) => {
  const category = String(params['category']);
  const known = await own(db)
    .selectFrom('publication.item')
    .select('category')
    .where('category', '=', category)
    .where('category', '<>', '')
    .where('state', '=', 'live')
    .where('scope', '=', 'society')
    .limit(1)
    .executeTakeFirst();
  if (known === undefined) return undefined;
  return {
    path: `/feeds/categories/${encodeURIComponent(category)}`,
    home: address('/items', { category }),
    title: category,
    subtitle: t('publication.feed.part.subtitle', { site: siteName, part: category }),
    of: { category },
  };
};
