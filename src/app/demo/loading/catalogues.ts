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
import type { Body, CatalogueEnd, CatalogueVersion, World, WorldRow, WorldUnit } from '../world/index.ts';
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

/** The unit's first catalogue, from the template into force. */
export async function beginCatalogue(joining: Joining, unit: WorldUnit, body: Body): Promise<void> {
  const [first] = joining.world.catalogue(unit).versions;
  if (first !== undefined) await makeVersion(joining, unit, body, first);
}

/**
 * A unit makes a version of its catalogue: from the template with rows of its own, or from the version before. It is
 * submitted by the handler, approved, filed, and registered by the committee office of the superior, which brings it into
 * force that day; or it stops on the way.
 */
export async function makeVersion(
  joining: Joining,
  unit: WorldUnit,
  body: Body,
  version: CatalogueVersion,
): Promise<void> {
  const { as, tx, world, ledger, units } = joining;
  const place = await findUnitRow(tx, units.get(unit.code)?.id ?? 0);
  if (place === undefined) throw new Error(`no unit ${unit.code}`);
  const { rows, shared, template } = world.catalogue(unit);
  const handler = getPerson(joining, handKey(body.code, 'handler'));
  const source = sourceOf(ledger, unit, version, template);
  const form = {
    unit: place.id,
    affairsKind: rows[0]?.affairs ?? 'party',
    year: version.year,
    title: version.title,
    source,
  };
  const id = must(await createCatalogue(as(handler, at(version.day, 8, 35)), place, form), unit.code);
  const own = version.from === 'template' ? rows.slice(shared) : [];
  let last: string | null = null;
  for (const row of own) {
    const ctx = as(handler, at(version.day, 8, 40));
    const added: string = must(
      await addItem(ctx, id, last, fieldsOf(row, levelNames[unit.level] ?? '')),
      unit.code,
    );
    last = added;
  }
  await moveAlong(joining, { id, place, body, version, lock: 1 + own.length });
  if (version.end !== 'register') return;
  const keys = await readRowKeys(tx, id, rows);
  await ledger.note(tx, [
    [`catalogue/${unit.code}`, id],
    [`rows/${unit.code}`, JSON.stringify(keys)],
  ]);
}

function sourceOf(ledger: Ledger, unit: WorldUnit, version: CatalogueVersion, template: string) {
  if (version.from === 'version')
    return { from: 'version' as const, catalogue: getNote(ledger, `catalogue/${unit.code}`) };
  return { from: 'template' as const, template: getNote(ledger, `template/${template}`) };
}

function getNote(ledger: Ledger, key: string): string {
  const found = ledger.find(key);
  if (found === undefined) throw new Error(`${key} was not made`);
  return found;
}

function getPerson({ people }: Joining, key: string): Actor {
  const found = people.get(key);
  if (found === undefined) throw new Error(`nobody is ${key}`);
  return found;
}

type UnderWay = {
  readonly id: string;
  readonly place: NonNullable<Awaited<ReturnType<typeof findUnitRow>>>;
  readonly body: Body;
  readonly version: CatalogueVersion;
  readonly lock: number;
};

type PersonalMove = 'submit' | 'approve' | 'file' | 'register' | 'returnFiling';
type Turn = {
  readonly move: PersonalMove;
  readonly role: Grant['role'];
  readonly minute: number;
  readonly opinion: string;
};

const way: readonly Turn[] = [
  { move: 'submit', role: 'handler', minute: 8 * 60 + 45, opinion: '目录已编制，请审批。' },
  { move: 'approve', role: 'approver', minute: 9 * 60 + 30, opinion: '同意，按程序报备。' },
  { move: 'file', role: 'handler', minute: 9 * 60 + 40, opinion: '现予报备。' },
  { move: 'register', role: 'committeeOffice', minute: 16 * 60, opinion: '已登记，自即日起施行。' },
  {
    move: 'returnFiling',
    role: 'committeeOffice',
    minute: 16 * 60,
    opinion: '第三项时限与上级规定不一致，请修改后重报。',
  },
];

/** The turns a version takes until its end. */
function turnsOf(end: CatalogueEnd): readonly Turn[] {
  if (end === 'draft') return [];
  const common = way.slice(0, 3);
  const index = common.findIndex((turn) => turn.move === end);
  return index === -1 ? [...common, ...way.filter((turn) => turn.move === end)] : common.slice(0, index + 1);
}

async function moveAlong(joining: Joining, underWay: UnderWay): Promise<void> {
  const { id, place, body, version } = underWay;
  const keys: Partial<Record<Grant['role'], string>> = {
    handler: handKey(body.code, 'handler'),
    approver: handKey(body.code, 'approver'),
    committeeOffice: personKey(`${body.district}-QWB`, 'office1'),
  };
  // Nobody else works here: each change raises the catalogue's lock by one, and a wrong guess is refused loudly.
  let { lock } = underWay;
  for (const { move, role, minute, opinion } of turnsOf(version.end)) {
    const actor = getPerson(joining, keys[role] ?? '');
    const grant = actor.grants.find((one) => one.role === role);
    if (grant === undefined) throw new Error(`${actor.name} may not ${move}`);
    const ctx = joining.as(actor, at(version.day, Math.floor(minute / 60), minute % 60));
    must(await moveCatalogue(ctx, id, move, place, grant, { lock, opinion }), `${place.name} ${move}`);
    lock += 1;
  }
}
