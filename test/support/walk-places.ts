import { z } from 'zod';
import type { Page, Route } from '#platform/http';
import type { TestDatabase } from './database.ts';

/*
 * Every address a GET can have: each route and page with each known id of the right kind in it, and each way of asking.
 * A parameter or a query field that nobody taught the walker is an error, so that no new route is passed over.
 */

export type Known = Readonly<Record<Kind, readonly string[]>> & {
  /** Attachments with the revision they belong to, first. */
  readonly filed: readonly (readonly [string, string])[];
  readonly names: readonly string[];
};

const kinds = {
  units: 'select id::text as id from organisations.unit order by organisations.unit.id',
  people: 'select id from identity.person order by account',
  disclosures: 'select id from disclosure.disclosure order by id',
  revisions: 'select id from disclosure.revision order by id',
  conflicts: 'select id from disclosure.draft_conflict order by id',
  attachments: 'select id from disclosure.attachment order by id',
  items: 'select id from publication.item order by id',
  slugs: 'select slug as id from publication.item order by slug',
  catalogues: 'select id from catalogue.catalogue order by id',
  duties: 'select id from catalogue.duty order by id',
  templates: 'select id from catalogue.template order by id',
  webhooks: 'select id from carriers.webhook order by id',
  carriers: 'select id from carriers.carrier order by id',
  postings: 'select id from carriers.posting order by id',
  deliveries: 'select id from carriers.delivery order by id',
  devices: 'select id from carriers.device order by id',
  briefs: 'select id from carriers.brief order by id',
  briefSlugs: 'select slug as id from carriers.brief where slug is not null order by slug',
  matters: 'select id from disclosure.matter order by id',
  textTemplates: 'select id from disclosure.text_template order by id',
  runs: 'select id from platform.import_run order by id',
} as const;
type Kind = keyof typeof kinds;

/** Looks behind the scenes for every id there is. */
export async function findKnown({ owner }: TestDatabase): Promise<Known> {
  const found: Partial<Record<Kind, string[]>> = {};
  for (const [kind, statement] of Object.entries(kinds)) {
    const { rows } = await owner.pool.query<{ id: string }>(statement);
    found[kind as Kind] = rows.map((row) => row.id);
  }
  const filed = await owner.pool.query<{ revision_id: string; id: string; name: string }>(
    'select revision_id, id, name from disclosure.attachment order by id',
  );
  return {
    ...(found as Record<Kind, string[]>),
    filed: filed.rows.map((row) => [row.revision_id, row.id] as const),
    names: filed.rows.map((row) => row.name),
  };
}

const idKinds: readonly (readonly [RegExp, string, Kind])[] = [
  [/^\/api\/carriers\/webhooks\//, 'id', 'webhooks'],
  [/^\/api\/carriers\/postings\//, 'id', 'postings'],
  [/^\/api\/carriers\/deliveries\//, 'id', 'deliveries'],
  [/^\/api\/carriers\/briefs\//, 'id', 'briefs'],
  [/^\/api\/carriers\//, 'id', 'carriers'],
  [/^\/(screen|kiosk)\//, 'device', 'devices'],
  [/^\/kiosk\//, 'slug', 'slugs'],
  [/^\/briefs\//, 'slug', 'briefSlugs'],
  [/^\/kiosk\//, 'unit', 'units'],
  [/^\/(api\/)?units\//, 'id', 'units'],
  [/^\/api\/screening\/units\//, 'unit', 'units'],
  [/^\/api\/people\//, 'id', 'people'],
  [/^\/api\/disclosures\//, 'id', 'disclosures'],
  [/^\/api\/matters\//, 'id', 'matters'],
  [/^\/api\/disclosures\/templates\//, 'template', 'textTemplates'],
  [/^\/api\/publications\/of\//, 'disclosure', 'disclosures'],
  [/^\/api\/publications\//, 'id', 'items'],
  [/^\/api\/catalogues\//, 'id', 'catalogues'],
  [/^\/api\/duties\//, 'id', 'duties'],
  [/^\/api\/catalogue-templates\//, 'id', 'templates'],
  [/^\/api\/unit-imports\//, 'run', 'runs'],
  [/^\/api\/(screening\/)?revisions\//, 'revision', 'revisions'],
  [/^\/i\//, 'slug', 'slugs'],
  [/^\/feeds\/units\//, 'id', 'units'],
  [/^\/feeds\/items\//, 'slug', 'slugs'],
];

/** Every set of parameters worth trying; `stranger` is a draft of another unit, tried with the files of all others. */
export function paramsOf(path: string, known: Known, stranger: string): readonly Record<string, string>[] {
  const names = [...path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '');
  return names.reduce<readonly Record<string, string>[]>(
    (sets, name) =>
      sets.flatMap((set) =>
        valuesOf(path, name, set, known, stranger).map((value) => ({ ...set, [name]: value })),
      ),
    [{}],
  );
}

function valuesOf(
  path: string,
  name: string,
  set: Readonly<Record<string, string>>,
  known: Known,
  stranger: string,
): readonly string[] {
  if (name === 'attachment')
    return known.filed
      .filter(([of]) => of === set['revision'] || set['revision'] === stranger)
      .map(([, id]) => id);
  if (name === 'conflict') return known.conflicts;
  if (name === 'version' || name === 'index') return ['1', '2', '3'];
  if (name === 'position' || name === 'page') return ['1', '2'];
  // The name in an address is decoration: the right one and any other lead to the same file or to none.
  if (name === 'name') return ['x'];
  if (name === 'kind' && path.startsWith('/feeds/')) return ['party', 'village'];
  if (name === 'kind' && path.includes('/document/')) return ['pdf', 'docx'];
  if (name === 'which') return ['posted', 'taken'];
  if (name === 'category') return ['工作动态'];
  // Links that were mailed are signed: what leads to something is in the tests of their room.
  if (name === 'token') return ['nobody-s-token', 'A'.repeat(55)];
  if (name === 'file') return [`items-${year()}.ndjson.gz`, `items-${year()}.csv.gz`];
  if (name === 'part') return ['pages', 'units-1', 'items-all'];
  const kind = idKinds.find(([pattern, param]) => pattern.test(path) && param === name)?.[2];
  if (kind === undefined) throw new Error(`the walker does not know what :${name} of ${path} is`);
  return known[kind];
}

export function fill(path: string, params: Readonly<Record<string, string>>): string {
  return path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
}

/** The fields of a query: which must be there, and the values a closed list allows. */
function fieldsOf(
  schema: z.ZodType,
): { readonly name: string; readonly needed: boolean; readonly values: readonly string[] }[] {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, { enum?: unknown[] }>;
    required?: string[];
  };
  return Object.entries(json.properties ?? {}).map(([name, one]) => ({
    name,
    needed: json.required?.includes(name) ?? false,
    values: (one.enum ?? []).map(String),
  }));
}

export type Vocabulary = { readonly known: Known; readonly heads: readonly string[]; readonly home: string };

const year = () => String(new Date().getFullYear());
const today = () => new Date().toISOString().slice(0, 10);

/** What to try in a query field that has no closed list. */
const fieldWords: Readonly<Record<string, (vocabulary: Vocabulary) => readonly string[]>> = {
  q: ({ heads }) => heads,
  text: ({ heads }) => heads,
  name: ({ heads }) => heads,
  actor: () => ['某author', '某'],
  action: () => ['identity', 'disclosure'],
  subject: ({ known }) => known.people.slice(0, 2),
  category: () => ['工作动态'],
  unit: ({ known }) => known.units,
  under: ({ known }) => known.units,
  within: ({ known }) => known.units,
  board: ({ known }) => [...known.carriers, known.people[0] ?? ''],
  carrier: ({ known }) => known.carriers,
  kind: () => ['party', 'x'],
  scope: () => ['society', 'unit', 'x'],
  order: () => ['newest', 'x'],
  line: () => ['1', 'x'],
  item: ({ known }) => known.items.slice(0, 5),
  slugs: ({ known }) => known.slugs.slice(0, 3),
  parent: ({ known }) => known.units,
  against: ({ known }) => [...known.revisions, ...known.catalogues],
  year: () => [year()],
  dpi: () => ['96'],
  ids: ({ known }) => [known.units.slice(0, 50).join(',')],
  of: ({ known }) => [known.disclosures.slice(0, 100).join(',')],
  month: () => [`${year()}-12`, today().slice(0, 7)],
  from: () => ['2020-01-01'],
  to: () => [`${year()}-12-31`],
  limit: () => ['7'],
  cursor: () => ['x', '0'],
  after: () => ['x', '0'],
  before: () => ['1', '1000000'],
  lang: () => ['en', 'zh-CN'],
  mode: () => ['elder'],
  key: () => ['z', 'clear', 'x1'],
  back: () => ['/members'],
  next: () => ['/office'],
};

/** The query strings to try with a route: the least it needs, and each field by itself on top of that. */
export function queriesOf(schema: z.ZodType | undefined, vocabulary: Vocabulary): readonly string[] {
  if (schema === undefined) return [''];
  const fields = fieldsOf(schema);
  const wordsOf = ({ name, values }: (typeof fields)[number]): readonly string[] => {
    const words = values.length > 0 ? values : fieldWords[name]?.(vocabulary);
    if (words === undefined) throw new Error(`the walker does not know the query field ${name}`);
    return words;
  };
  const needed = fields.filter((field) => field.needed);
  const bases = needed.reduce<readonly Record<string, string>[]>(
    (sets, field) => sets.flatMap((set) => wordsOf(field).map((word) => ({ ...set, [field.name]: word }))),
    [{}],
  );
  // Optional fields are tried at home, where the words are planted.
  const atHome = bases
    .filter((base) => base['unit'] === undefined || base['unit'] === vocabulary.home)
    .slice(0, 1);
  const more = fields
    .filter((field) => !field.needed)
    .flatMap((field) =>
      wordsOf(field).flatMap((word) => atHome.map((base) => ({ ...base, [field.name]: word }))),
    );
  const at = fields.some((field) => field.name === 'unit' && !field.needed)
    ? fields
        .filter((field) => !field.needed && field.name !== 'unit')
        .flatMap((field) => wordsOf(field).map((word) => ({ unit: vocabulary.home, [field.name]: word })))
    : [];
  return [...bases, ...more, ...at].map((query) => {
    const text = new URLSearchParams(query).toString();
    return text === '' ? '' : `?${text}`;
  });
}

/** Every address of a GET route or page. Ways of asking are tried on one thing of one's own and on the stranger's. */
export function addressesOf(
  place: Pick<Route | Page, 'path' | 'query'>,
  vocabulary: Vocabulary,
  stranger: string,
): readonly string[] {
  const [plain = '', ...more] = queriesOf(place.query, vocabulary);
  const sets = paramsOf(place.path, vocabulary.known, stranger);
  const asked = sets.filter((set, index) => index === 0 || Object.values(set).includes(stranger));
  return [
    ...sets.map((params) => fill(place.path, params) + plain),
    ...asked.flatMap((params) => more.map((query) => fill(place.path, params) + query)),
  ];
}
