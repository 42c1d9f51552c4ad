import type { ImportColumn } from '../vocabulary.ts';

/** The column of `import_row` (and, where it has one, of `unit`) behind each column of the file. */
export const rowColumn: Readonly<Record<ImportColumn, string>> = {
  code: 'code',
  name: 'name',
  shortName: 'short_name',
  level: 'level',
  kind: 'kind',
  superiorCode: 'superior_code',
  lineCode: 'line_code',
  uscc: 'uscc',
  address: 'address',
  phone: 'phone',
  publicContact: 'public_contact',
  website: 'website',
  officeHours: 'office_hours',
  introduction: 'introduction',
  sortOrder: 'sort_order',
};

/** Columns stored in `unit` under the same name, which an import may change. */
export const plainColumns = [
  'name',
  'shortName',
  'kind',
  'uscc',
  'address',
  'phone',
  'publicContact',
  'website',
  'officeHours',
  'introduction',
  'sortOrder',
] as const satisfies readonly ImportColumn[];
