import type { Actor, Grant } from '#kernel';
import {
  addItem,
  createCatalogue,
  createTemplate,
  editTemplate,
  findUnitRow,
  type ItemFields,
  moveCatalogue,
} from '#modules/catalogue';
import type { Tx } from '#platform/database';
import { unitKindOf } from '../kinds.ts';
import { addDays, at } from '../world/dates.ts';
import type { Body, World, WorldRow, WorldUnit } from '../world/index.ts';
import { handKey, personKey } from '../world/people.ts';
import type { Ledger } from './ledger.ts';
import type { People } from './people.ts';
import { readRowKeys } from './row-keys.ts';
import { type As, inBatch, type LoadTarget, must } from './target.ts';
import type { Units } from './units.ts';

/** A row of the world in the words of the catalogue's form. The limit is read from the printed words, not given. */
function fieldsOf(row: WorldRow, level: string): ItemFields {
  return {
    matter1: row.matter,
    matter2: row.item,
    content: row.content,
    basis: row.basis,
    scope: row.scope,
    audience: row.scope === 'society' ? '全社会' : '本单位党员群众',
    mode: row.mode,
    carriers: [...row.carriers],
    timeKind: row.time,
    timeLimit: row.phrase,
    clauses: [],
    stages: row.stages ? ['before', 'decision', 'result'] : [],
    responsible: row.department,
    adminLevel: level,
    retention: row.retention,
    note: '',
  };
}

const levelNames: Readonly<Record<string, string>> = { district: '县级', town: '乡级', village: '村级' };

/** The district's templates, one for each kind of unit, kept by the committee office. Done before any unit joins. */
export async function loadTemplates(
  target: LoadTarget,
  world: World,
  ledger: Ledger,
  units: Units,
  people: People,
): Promise<void> {
  const kinds = new Map<string, { unit: WorldUnit; kinds: Set<string> }>();
  for (const unit of world.units()) {
    const { template } = world.catalogue(unit);
    const known = kinds.get(template) ?? { unit, kinds: new Set<string>() };
    known.kinds.add(unitKindOf[unit.family]);
    kinds.set(template, known);
  }
  await inBatch(target.office, async (as, tx) => {
    for (const [template, { unit, kinds: unitKinds }] of kinds) {
      const key = `template/${template}`;
      if (ledger.find(key) !== undefined) continue;
      const district = unit.code.slice(0, 6);
      const office = people.get(personKey(`${district}-QWB`, 'office1'));
      const owner = units.get(`${district}-QW`);
      if (office === undefined || owner === undefined) throw new Error(`${key}: no committee office`);
      const ctx = as(office, at(addDays(world.today, -380), 10, 0));
      const { rows, shared } = world.catalogue(unit);
      const affairsKind = rows[0]?.affairs ?? 'party';
      const title = `${templateTitle[unitKindOf[unit.family]] ?? unit.shortName}公开目录范本`;
      const form = { unit: owner.id, affairsKind, unitKinds: [...unitKinds], title, catalogue: null };
      const id = must(await createTemplate(ctx, form), key);
      const fields = rows.slice(0, shared).map((row) => fieldsOf(row, levelNames[unit.level] ?? ''));
      const edit = { lock: 0, title, rows: fields.map((one) => ({ itemKey: null, fields: one })) };
      must(await editTemplate(ctx, id, edit), key);
      await ledger.note(tx, [[key, id]]);
    }
  });
}

const templateTitle: Readonly<Record<string, string>> = {
  partyBranch: '党支部党务',
  villageCommittee: '村务',
  residentsCommittee: '居务',
  grassrootsPartyCommittee: '镇（街道）党务',
  townGovernment: '镇（街道）政务',
  administrativeOrgan: '部门政务',
  partyLeadershipGroup: '党组党务',
  partyDepartment: '区委工作机关党务',
  school: '校务',
  hospital: '院务',
  stateEnterprise: '厂务',
};

type Joining = {
  readonly as: As;
  readonly tx: Tx;
  readonly world: World;
  readonly ledger: Ledger;
  readonly units: Units;
  readonly people: People;
};

/**
 * A unit takes over the template, adds its own rows, and its catalogue goes the whole way: submitted by the handler,
 * approved, filed, and registered by the committee office of the superior, which brings it into force that day.
 */
export async function beginCatalogue(joining: Joining, unit: WorldUnit, body: Body): Promise<void> {
  const { as, tx, world, ledger, units, people } = joining;
  const ref = units.get(unit.code);
  const who = (key: string): Actor => {
    const found = people.get(key);
    if (found === undefined) throw new Error(`nobody is ${key}`);
    return found;
  };
  if (ref === undefined) throw new Error(`no unit ${unit.code}`);
  const catalogue = world.catalogue(unit);
  const template = ledger.find(`template/${catalogue.template}`);
  if (template === undefined) throw new Error(`no template ${catalogue.template}`);
  const day = catalogue.inForce;
  const handler = who(handKey(body.code, 'handler'));
  const place = await findUnitRow(tx, ref.id);
  if (place === undefined) throw new Error(`no unit ${unit.code}`);
  const id = must(
    await createCatalogue(as(handler, at(day, 8, 35)), place, {
      unit: ref.id,
      affairsKind: catalogue.rows[0]?.affairs ?? 'party',
      year: catalogue.year,
      title: catalogue.version,
      source: { from: 'template', template },
    }),
    unit.code,
  );
  let last: string | null = null;
  for (const own of catalogue.rows.slice(catalogue.shared)) {
    const fields = fieldsOf(own, levelNames[unit.level] ?? '');
    const added: string = must(
      await addItem(as(handler, at(day, 8, 40)), id, last, fields),
      `${unit.code} ${own.key}`,
    );
    last = added;
  }
  const approver = who(handKey(body.code, 'approver'));
  const office = who(personKey(`${body.district}-QWB`, 'office1'));
  const order: readonly (readonly [PersonalMove, Actor, number, string])[] = [
    ['submit', handler, 8 * 60 + 45, '目录已编制，请审批。'],
    ['approve', approver, 9 * 60 + 30, '同意，按程序报备。'],
    ['file', handler, 9 * 60 + 40, '现予报备。'],
    ['register', office, 16 * 60, '已登记，自即日起施行。'],
  ];
  // Nobody else works here: each change raises the catalogue's lock by one, and a wrong guess is refused loudly.
  let lock = 1 + (catalogue.rows.length - catalogue.shared);
  for (const [move, actor, minute, opinion] of order) {
    const ctx = as(actor, at(day, Math.floor(minute / 60), minute % 60));
    const made = await moveCatalogue(ctx, id, move, place, grantFor(actor, move), { lock, opinion });
    must(made, `${unit.code} ${move}`);
    lock += 1;
  }
  const keys = await readRowKeys(tx, id, catalogue.rows);
  await ledger.note(tx, [[`rows/${unit.code}`, JSON.stringify(keys)]]);
}

type PersonalMove = 'submit' | 'approve' | 'file' | 'register';

const roleOfMove: Partial<Record<PersonalMove, Grant['role']>> = {
  approve: 'approver',
  register: 'committeeOffice',
};

function grantFor(actor: Actor, move: PersonalMove): Grant {
  const grant = actor.grants.find((one) => one.role === (roleOfMove[move] ?? 'handler'));
  if (grant === undefined) throw new Error(`${actor.name} may not ${move}`);
  return grant;
}
