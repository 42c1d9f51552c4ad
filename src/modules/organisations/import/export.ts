import { keptStatement, type Reader } from '#platform/database';
import type { Locale } from '#platform/i18n';
import type { Coverage } from '#platform/permission';
import type { Value } from '#platform/tabular';
import { messages } from '../messages.ts';
import { coveredPlaces, coveredText } from '../queries/coverage.ts';
import { type ImportColumn, importColumns } from '../vocabulary.ts';

/** Units read at a time. */
const CHUNK = 2_000;

/** The heading of an export, which the import reads in either language. */
export function exportHeading(locale: Locale): readonly string[] {
  return importColumns.map((column) => messages[locale][`unitColumn.${column}`]);
}

type ExportRow = Readonly<Record<ImportColumn, string | number | null>> & { readonly path: string };

const exported = keptStatement<ExportRow>(`
  select u.path, u.code, u.name, u.short_name as "shortName", u.level, u.kind, s.code as "superiorCode",
    l.code as "lineCode", u.uscc, u.address, u.phone, u.public_contact as "publicContact", u.website,
    u.office_hours as "officeHours", u.introduction, u.sort_order as "sortOrder"
  from (${coveredText('*')}) u
    left join organisations.unit s on s.id = u.superior_id
    left join organisations.line l on l.id = u.line_id
  order by u.path`);

/**
 * The active units of a coverage in tree order, as the rows of a table that the import reads back without a change.
 * Memory does not grow with the number of units.
 * @param under only this path and below
 */
export async function* exportUnits(
  db: Reader,
  coverage: Coverage,
  locale: Locale,
  under?: string,
): AsyncGenerator<readonly Value[]> {
  let after = '';
  for (;;) {
    const rows = await exported(db, coveredPlaces(coverage, { after, under }, CHUNK));
    for (const row of rows) yield importColumns.map((column) => printed(row, column, locale));
    const last = rows.at(-1);
    if (last === undefined || rows.length < CHUNK) return;
    after = last.path;
  }
}

/** Levels and kinds in words; an order of 0 is left empty, as the import reads it. */
function printed(row: ExportRow, column: ImportColumn, locale: Locale): Value {
  const value = row[column];
  const words: Readonly<Record<string, string>> = messages[locale];
  if (column === 'level') return words[`unitLevel.${String(value)}`] ?? null;
  if (column === 'kind') return words[`unitKind.${String(value)}`] ?? null;
  return column === 'sortOrder' && value === 0 ? null : value;
}
