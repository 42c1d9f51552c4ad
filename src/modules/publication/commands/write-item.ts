import { randomUUID } from 'node:crypto';
import type { FrozenRevision } from '#modules/disclosure';
import { localDateAt } from '#platform/calendar';
import type { CommandContext } from '#platform/command';
import { formIndexNumber } from '../domain.ts';
import type { Publisher } from '../queries/units.ts';
import { slugOf } from '../slug.ts';
import { getIndexPattern, isSlugTaken, nextSerial, own } from '../store.ts';
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
  const shelf = {
    id: randomUUID(),
    slug: await freeSlug(ctx, frozen.disclosure),
    index_number: await takeIndexNumber(ctx, unit),
    published_at: ctx.now,
  };
  await own(ctx.tx)
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
    })
    .execute();
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

async function freeSlug(ctx: CommandContext, disclosure: string): Promise<string> {
  for (let attempt = 0; ; attempt++) {
    const slug = slugOf(disclosure, attempt);
    if (!(await isSlugTaken(ctx.tx, slug))) return slug;
  }
}

/** The next 索引号 of the unit: by its 统一社会信用代码, or its own code where it has none; numbered anew each year. */
async function takeIndexNumber(ctx: CommandContext, unit: Publisher): Promise<string> {
  const authority = unit.uscc ?? unit.code;
  const year = Number(localDateAt(ctx.now).slice(0, 4));
  const pattern = await getIndexPattern(ctx.tx, unit.id);
  return formIndexNumber(pattern, { authority, year, serial: await nextSerial(ctx.tx, authority, year) });
}
