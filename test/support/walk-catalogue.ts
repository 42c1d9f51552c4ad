import { withholdDuty } from '#modules/catalogue';
import { systemActor } from '#platform/command';
import { commandContext, valueOf } from './database.ts';
import { jsonOf, type Town } from './walk-people.ts';
import { planPublicationNow } from './walk-settle.ts';

/* A catalogue of branch A brought into force over HTTP, with duties, and a draft of its next version. */

export type Row = { readonly matter: string; readonly scope: 'society' | 'wholeParty' | 'unit' | 'specific' };

function fieldsOf(row: Row) {
  return {
    matter1: '党的建设',
    matter2: row.matter,
    content: '有关情况',
    basis: '',
    scope: row.scope,
    audience: '',
    mode: 'proactive',
    carriers: ['公开栏'],
    timeKind: 'periodic',
    timeLimit: '每季度',
    clauses: [],
    stages: [],
    responsible: '组织委员',
    adminLevel: '村级',
    retention: 'years10',
    note: '',
  };
}

async function addRows(town: Town, catalogue: string, rows: readonly Row[]): Promise<void> {
  for (const row of rows) {
    const path = `/api/catalogues/${catalogue}/items`;
    jsonOf(await town.ask(town.people.author, 'POST', path, { after: null, fields: fieldsOf(row) }));
  }
}

async function begin(town: Town, title: string, source: Readonly<Record<string, unknown>>): Promise<string> {
  const form = {
    unit: town.units.branchA,
    affairsKind: 'party',
    year: new Date().getFullYear(),
    title,
    source,
  };
  return String(jsonOf(await town.ask(town.people.author, 'POST', '/api/catalogues', form))['id']);
}

/** Submitted, approved, filed and registered: in force today, its duties planned. @returns its id */
export async function bringIntoForce(town: Town, title: string, rows: readonly Row[]): Promise<string> {
  const id = await begin(town, title, { from: 'blank' });
  await addRows(town, id, rows);
  const { author, approver, office } = town.people;
  const order = [
    ['submit', author],
    ['approve', approver],
    ['file', author],
    ['register', office],
  ] as const;
  for (const [move, who] of order) {
    const { lock } = jsonOf(await town.ask(who, 'GET', `/api/catalogues/${id}`));
    const path = `/api/catalogues/${id}/moves/${move}`;
    jsonOf(await town.ask(who, 'POST', path, { lock, opinion: '同意' }));
  }
  await planPublicationNow(town.app);
  return id;
}

/** The next version, under way, with more rows. */
export async function draftVersion(
  town: Town,
  catalogue: string,
  title: string,
  rows: readonly Row[],
): Promise<string> {
  const id = await begin(town, title, { from: 'version', catalogue });
  await addRows(town, id, rows);
  return id;
}

/** Ids of the duties of the row with that matter. */
export async function dutiesOf(town: Town, matter: string): Promise<readonly string[]> {
  const found = jsonOf(
    await town.ask(town.people.author, 'GET', `/api/duties?unit=${town.units.branchA}&text=${matter}`),
  );
  return (found['rows'] as { id: string }[]).map((row) => row.id);
}

/** Every duty of a row is withheld, as publication records it once the decision has gone through the order. */
export async function withhold(
  town: Town,
  matter: string,
  given: { readonly note: string; readonly noticePublic: boolean },
): Promise<void> {
  const duties = await dutiesOf(town, matter);
  if (duties.length === 0) throw new Error(`no duty of ${matter}`);
  const reviewOn = `${new Date().getFullYear() + 1}-06-30`;
  for (const duty of duties) {
    const form = { reason: 'SECRET', reviewOn, ...given } as const;
    const decide = commandContext(town.app.db, systemActor, new Date());
    valueOf(await decide((ctx) => withholdDuty(ctx, duty, form)));
  }
}
