import { randomUUID } from 'node:crypto';
import type { FrozenRevision } from '#modules/disclosure';
import { localDateAt } from '#platform/calendar';
import type { CommandContext } from '#platform/command';
import { kept, later } from '#platform/database';
import { formIndexNumber } from '../domain.ts';
import type { Publisher } from '../queries/units.ts';
import { slugOf } from '../slug.ts';
import { isSlugTaken, own, readForNewItem } from '../store.ts';
import type { Shelf } from './write-version.ts';

/**
 * Makes the item of a dossier, as yet for nobody to see: what it gets once and keeps is its address, its index number, the
 * unit's name of that day and the moment it was registered.
 */
export async function createItem(
  ctx: CommandContext,
  frozen: FrozenRevision,
  unit: Publisher,
): Promise<Shelf> {
  const shelf = { id: randomUUID(), ...(await takeAddress(ctx, frozen, unit)), published_at: ctx.now };
  const row = own(ctx.tx)
    .insertInto('publication.item')
    .values({
      ...shelf,
      ...summaryOf(frozen),
      disclosure: frozen.disclosure,
      state: 'registered',
      version: 1,
      unit: unit.id,
      unit_name: unit.name,
      changed_at: ctx.now,
    });
  await later(ctx.tx, kept(row));
  return shelf;
}

/** What lists and the visibility rule need of a content; `showVersions` writes the same from a newer version. */
function summaryOf({ content, purpose, urgent }: FrozenRevision) {
  return {
    after_review: urgent ? ('awaited' as const) : null,
    withheld: content.withholding?.extent ?? null,
    title: content.title,
    document_number: content.documentNumber,
    document_date: content.documentDate,
    scope: content.scope,
    scope_unit: content.scopeUnit,
    audience_units: content.audience?.units ?? [],
    affairs_kind: content.affairsKind,
    category: content.category,
    mode: content.mode,
    keywords: content.keywords,
    validity: content.validity,
    expires_on: content.expiresOn,
    last_purpose: purpose,
  };
}

/**
 * A free slug, and the next 索引号 of the unit: by its 统一社会信用代码, or its own code where it has none; numbered anew each
 * year.
 */
async function takeAddress(
  ctx: CommandContext,
  { disclosure }: FrozenRevision,
  unit: Publisher,
): Promise<Pick<Shelf, 'slug' | 'index_number'>> {
  const authority = unit.uscc ?? unit.code;
  const year = Number(localDateAt(ctx.now).slice(0, 4));
  const asked = { slug: slugOf(disclosure, 0), unit: unit.id, authority, year };
  const { isTaken, pattern, serial } = await readForNewItem(ctx.tx, asked);
  return {
    slug: isTaken ? await freeSlug(ctx, disclosure) : asked.slug,
    index_number: formIndexNumber(pattern, { authority, year, serial }),
  };
}

async function freeSlug(ctx: CommandContext, disclosure: string): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const slug = slugOf(disclosure, attempt);
    if (!(await isSlugTaken(ctx.tx, slug))) return slug;
  }
}
