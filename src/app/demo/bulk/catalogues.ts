import { sql } from 'kysely';
import { v7 } from 'uuid';
import { recordAudit } from '#platform/audit';
import { systemActor } from '#platform/command';
import { type Reader, type Tx, tables } from '#platform/database';
import { canonicalJson, sha256Hex } from '#platform/richtext';
import type { Ledger } from '../loading/ledger.ts';
import { inBatch, type LoadTarget, pieces } from '../loading/target.ts';
import type { OnProgress } from '../progress.ts';
import { at } from '../world/dates.ts';
import type { Body, World, WorldUnit } from '../world/index.ts';
import { handKey, personKey } from '../world/people.ts';
import { chooseModels, loadModels, type Model, registeringDistrict, sortOf } from './models.ts';
import { personIdOf } from './people.ts';

const BODIES_AT_ONCE = 200;

/**
 * Catalogues and duties of a city or province. The first unit of every sort goes through the commands; the others get a
 * copy of what came of it, signed by their own people and hashed with their own name, so that every row stands as if the
 * commands had written it: items of a draft that then takes force, the filed bytes under their SHA-256, the history of
 * moves, the open duties. Batches are whole or not there; memory does not grow with the world.
 */
export async function loadCatalogues(
  target: LoadTarget,
  world: World,
  ledger: Ledger,
  tell: OnProgress,
): Promise<number> {
  const { models, units } = chooseModels(world);
  await loadModels(target, world, ledger, models, (done) => tell('catalogues', done, units));
  const sources = await readSources(target.office.reader, models);
  const offices = new Map<string, Person>();
  let done = models.size;
  let index = 0;
  for (const piece of pieces(world.bodies(), BODIES_AT_ONCE)) {
    for (const body of piece) rememberOffice(world, body, offices);
    const wanted = piece.flatMap((body) => copiesOf(world, body, models, sources, offices));
    if (ledger.find(`catalogues/${index}`) === undefined) {
      await inBatch(target.office, async (as, tx) => {
        await writeCopies(tx, await placeCopies(tx, wanted));
        await recordAudit(as(systemActor, at(world.today, 0, 0)), {
          action: 'demo.bulk-catalogues',
          data: { catalogues: wanted.length },
        });
        await ledger.note(tx, [[`catalogues/${index}`, String(wanted.length)]]);
      });
    }
    index += 1;
    done += wanted.length;
    tell('catalogues', done, units);
  }
  return done;
}

type Person = { readonly id: string; readonly name: string };

/** What a model's catalogue is copied from. */
type Source = { readonly catalogue: string; readonly content: object };

async function readSources(
  reader: Reader,
  models: ReadonlyMap<string, Model>,
): Promise<ReadonlyMap<string, Source>> {
  const byCode = new Map([...models].map(([sort, { unit }]) => [unit.code, sort]));
  const found = await sql<{ code: string; id: string; content: string }>`
    select u.code, c.id, f.content from catalogue.catalogue c
    join organisations.unit u on u.id = c.unit_id
    join catalogue.filed_content f on f.catalogue_id = c.id and f.sha256 = c.content_sha256
    where u.code = any(${[...byCode.keys()]}::text[]) and c.state = 'inForce'`.execute(
    tables<Record<never, never>>(reader),
  );
  return new Map(
    found.rows.map(({ code, id, content }) => [
      byCode.get(code) ?? code,
      { catalogue: id, content: JSON.parse(content) as object },
    ]),
  );
}

function rememberOffice(world: World, body: Body, offices: Map<string, Person>): void {
  if (body.units[0]?.family !== 'committee') return;
  const key = personKey(`${body.district}-QWB`, 'office1');
  offices.set(body.district, personOf(world, body, key));
}

function personOf(world: World, body: Body, key: string): Person {
  const person = world.people(body).find((one) => one.key === key);
  if (person === undefined) throw new Error(`nobody is ${key}`);
  return { id: personIdOf(world.seed, key), name: person.name };
}

type Copy = {
  readonly id: string;
  readonly code: string;
  readonly model: string;
  readonly title: string;
  readonly content: object;
  readonly handler: Person;
  readonly approver: Person;
  readonly office: Person;
};

function copiesOf(
  world: World,
  body: Body,
  models: ReadonlyMap<string, Model>,
  sources: ReadonlyMap<string, Source>,
  offices: ReadonlyMap<string, Person>,
): readonly Copy[] {
  return body.units.flatMap((unit): readonly Copy[] => {
    const sort = sortOf(world, unit);
    if (models.get(sort)?.unit.code === unit.code) return [];
    return [{ ...signersOf(world, body, unit, offices), ...textOf(world, unit, sources.get(sort)) }];
  });
}

function signersOf(world: World, body: Body, unit: WorldUnit, offices: ReadonlyMap<string, Person>) {
  const office = offices.get(registeringDistrict({ unit, body }));
  if (office === undefined) throw new Error(`no committee office registers for ${unit.code}`);
  const hand = (which: 'handler' | 'approver') => personOf(world, body, handKey(body.code, which));
  return { office, handler: hand('handler'), approver: hand('approver') };
}

function textOf(world: World, unit: WorldUnit, source: Source | undefined) {
  if (source === undefined) throw new Error(`no model for ${unit.code}`);
  const { version } = world.catalogue(unit);
  const { catalogue, content } = source;
  return { id: v7(), code: unit.code, model: catalogue, title: version, content };
}

type Placed = Omit<Copy, 'content'> & {
  readonly unit: number;
  readonly content: string;
  readonly sha256: string;
};

/** Finds the units' numbers, which are part of what is filed and hashed. */
async function placeCopies(tx: Tx, copies: readonly Copy[]): Promise<readonly Placed[]> {
  const found = await sql<{ id: number; code: string }>`
    select id, code from organisations.unit where code = any(${copies.map(({ code }) => code)}::text[])`.execute(
    tables<Record<never, never>>(tx),
  );
  const ids = new Map(found.rows.map(({ id, code }) => [code, id]));
  return copies.map((copy) => {
    const unit = ids.get(copy.code);
    if (unit === undefined) throw new Error(`unit ${copy.code} was not imported`);
    const content = canonicalJson({ ...copy.content, unit, title: copy.title });
    return { ...copy, unit, content, sha256: sha256Hex(content) };
  });
}

/** A version 7 UUID, in the order of time like those the commands draw; PostgreSQL has its own only from 18 on. */
const newId = sql`encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
  placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1),
  'hex')::uuid`;

const itemColumns = [
  'item_key',
  'position',
  'matter1',
  'matter2',
  'content',
  'basis',
  'scope',
  'audience',
  'mode',
  'carriers',
  'time_kind',
  'time_limit',
  'clauses',
  'flagged',
  'stages',
  'responsible',
  'admin_level',
  'retention',
  'note',
];
const dutyColumns = [
  'item_key',
  'period',
  'opens_on',
  'due_on',
  'nominal_on',
  'posting',
  'warnings',
  'explanation',
  'state',
  'created_at',
];
const listed = (columns: readonly string[], of?: string) =>
  sql.join(columns.map((column) => sql.ref(of === undefined ? column : `${of}.${column}`)));

/** First the drafts with their rows, then their state: rows are written in a draft only, and a trigger sees to it. */
async function writeCopies(tx: Tx, copies: readonly Placed[]): Promise<void> {
  if (copies.length === 0) return;
  const db = tables<Record<never, never>>(tx);
  const rows = copies.map(({ handler, approver, office, ...rest }) => ({
    ...rest,
    handler: handler.id,
    handler_name: handler.name,
    approver: approver.id,
    approver_name: approver.name,
    office: office.id,
    office_name: office.name,
  }));
  const copy = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) x(id uuid, unit integer, model uuid, title text,
    content text, sha256 text, handler uuid, handler_name text, approver uuid, approver_name text, office uuid, office_name text)`;
  await sql`insert into catalogue.catalogue (id, unit_id, affairs_kind, year, version, title, kind, state, template_id, lock,
      created_by, created_name, created_at, updated_at, updated_name, submitted_by, submitted_name, approved_by,
      approved_name, registered_by, registered_name, in_force_from, content_sha256)
    select x.id, x.unit, m.affairs_kind, m.year, m.version, x.title, m.kind, 'draft', m.template_id, m.lock, x.handler,
      x.handler_name, m.created_at, m.updated_at, x.office_name, x.handler, x.handler_name, x.approver, x.approver_name,
      x.office, x.office_name, m.in_force_from, x.sha256
    from ${copy} join catalogue.catalogue m on m.id = x.model`.execute(db);
  await sql`insert into catalogue.item (id, catalogue_id, ${listed(itemColumns)}, lock, updated_by, updated_name, updated_at)
    select ${newId}, x.id, ${listed(itemColumns, 'm')}, m.lock, x.handler, x.handler_name, m.updated_at
    from ${copy} join catalogue.item m on m.catalogue_id = x.model`.execute(db);
  await sql`update catalogue.catalogue set state = 'inForce'
    where id = any(${copies.map(({ id }) => id)}::uuid[])`.execute(db);
  await sql`insert into catalogue.editor (catalogue_id, person, name, first_at)
    select x.id, x.handler, x.handler_name, m.first_at
    from ${copy} join catalogue.editor m on m.catalogue_id = x.model`.execute(db);
  await sql`insert into catalogue.history (catalogue_id, move, from_state, to_state, actor, actor_name, at, opinion)
    select x.id, m.move, m.from_state, m.to_state,
      case when m.move in ('create', 'submit', 'file') then x.handler when m.move = 'approve' then x.approver else x.office end,
      case when m.move in ('create', 'submit', 'file') then x.handler_name when m.move = 'approve' then x.approver_name
        else x.office_name end, m.at, m.opinion
    from ${copy} join catalogue.history m on m.catalogue_id = x.model order by x.id, m.id`.execute(db);
  await sql`insert into catalogue.filed_content (catalogue_id, sha256, content, filed_at)
    select x.id, x.sha256, x.content, m.filed_at
    from ${copy} join catalogue.catalogue c on c.id = x.model
    join catalogue.filed_content m on m.catalogue_id = c.id and m.sha256 = c.content_sha256`.execute(db);
  await sql`insert into catalogue.duty (id, unit_id, affairs_kind, catalogue_id, item_id, ${listed(dutyColumns)})
    select ${newId}, x.unit, m.affairs_kind, x.id, i.id, ${listed(dutyColumns, 'm')}
    from ${copy} join catalogue.duty m on m.catalogue_id = x.model
    join catalogue.item i on i.catalogue_id = x.id and i.item_key = m.item_key`.execute(db);
}
