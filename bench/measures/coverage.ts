import type { Actor } from '#kernel';
import { findSessionByHash, hashToken } from '#modules/identity';
import {
  findUnitRef,
  listChildren,
  listCoveredRoots,
  listCoveredUnits,
  searchUnits,
} from '#modules/organisations';
import { type Database, tables } from '#platform/database';
import { type Coverage, coverage, decide } from '#platform/permission';
import { listPeople } from '../../src/modules/identity/people-list.ts';
// The list of people is a route of its room and no other room's business, so its front door does not offer it.
import { permissions as identityPermissions } from '../../src/modules/identity/policy.ts';
import { permissions } from '../../src/modules/organisations/policy.ts';
import type { OrganisationsTables } from '../../src/modules/organisations/tables.ts';
import { alternate, type Work } from '../frame/alternate.ts';
import { atMost, type Bench, type Finding, type Group, told } from '../frame/measure.ts';
import { loadTree, requireFiveRoles, TOKEN, type Tree } from '../worlds/tree.ts';

const PAGE = 20;
const givenNames = ['书禾', '秋岚', '清溪', '沐川', '予安'];

type Ask = readonly [id: string, what: string, work: Work];

/** Who is it, what do they hold, where does the unit stand, may they? What every request of the office begins with. */
async function check(office: Database, unit: number): Promise<Actor> {
  const found = await findSessionByHash(office.reader, hashToken(TOKEN), new Date());
  if (found === null) throw new Error('the session is not there');
  const ref = await findUnitRef(office.reader, unit);
  if (ref === undefined) throw new Error(`no unit ${unit}`);
  decide(found.session.actor, 'organisations.browse', permissions['organisations.browse'], ref);
  return found.session.actor;
}

/** A list that shows nothing would be fast and worthless. */
async function filled<Page extends { readonly rows: readonly unknown[] }>(
  page: Promise<Page | { readonly ok: true; readonly value: Page } | { readonly ok: false }>,
  least: number,
): Promise<void> {
  const found = await page;
  const rows = 'ok' in found ? (found.ok ? found.value.rows : []) : found.rows;
  if (rows.length < least) throw new Error(`${rows.length} rows, not ${least}`);
}

function asks(office: Database, tree: Tree, actor: Actor): readonly Ask[] {
  const db = office.reader;
  const browse: Coverage = coverage(actor, permissions['organisations.browse']);
  const people: Coverage = coverage(actor, identityPermissions['identity.read-people']);
  const mine = { limit: PAGE, coverage: browse };

  return [
    ['C1a', 'permission check: session, roles, unit, decision', (call) => check(office, tree.village(call))],
    [
      'C1b',
      'units covered by five roles, first 20',
      () => filled(listCoveredUnits(db, browse, { limit: PAGE }), PAGE),
    ],
    ['C1c', 'tops of one’s part of the tree', () => filled(listCoveredRoots(db, browse), 3)],
    ['C1d', 'children of a covered unit, first 20', () => filled(listChildren(db, tree.town, mine), PAGE)],
    ['C1e', 'search in one’s part of the tree, rare piece', () => filled(searchUnits(db, '芦渡', mine), 1)],
    [
      'C1f',
      'search in one’s part of the tree, common piece',
      () => filled(searchUnits(db, '村民委员会', mine), PAGE),
    ],
    [
      'C1g',
      'search in the public directory, rare piece',
      (call) => searchUnits(db, `第${call % 9}9`, { limit: PAGE, coverage: null }),
    ],
    [
      'C1h',
      'people of the units covered, first 20',
      () => filled(listPeople(db, people, { limit: PAGE }, new Date()), PAGE),
    ],
    [
      'C1i',
      'people of the units covered, by name',
      (call) => listPeople(db, people, { limit: PAGE, q: givenNames[call % givenNames.length] }, new Date()),
    ],
  ];
}

async function run(bench: Bench): Promise<readonly Finding[]> {
  const { office, owner } = await bench.freshInstallation();
  const tree = await loadTree(owner, bench.quick ? 70_000 : 700_000, bench.progress);
  const actor = await check(office, tree.town);
  requireFiveRoles(actor);
  // The same pool and query builder as ours: what any one question costs here.
  const byKey: Work = async (call) => {
    const units = tables<Pick<OrganisationsTables, 'organisations.unit'>>(office.reader);
    const id = tree.village(call);
    await units.selectFrom('organisations.unit').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  };
  const byDriver: Work = async (call) => {
    const sql = 'select * from organisations.unit where id = $1';
    const found = await office.pool.query(sql, [tree.village(call)]);
    if (found.rowCount !== 1) throw new Error('no such unit');
  };
  const findings: Finding[] = [];
  for (const [id, what, ours] of asks(office, tree, actor)) {
    findings.push(
      await alternate({
        id,
        what: `${what} (${tree.units.toLocaleString('en')} units)`,
        against: 'primary-key select',
        mark: atMost(5),
        ours,
        reference: byKey,
        rounds: bench.quick ? 15 : 31,
        calls: 20,
        onRound: (done, total) => bench.progress(`${id}: rounds`, done, total),
      }),
    );
  }
  findings.push(
    await alternate({
      id: 'C1',
      what: 'the reference itself: primary-key select by the query builder',
      against: 'the same by the bare driver',
      mark: told,
      ours: byKey,
      reference: byDriver,
      rounds: bench.quick ? 15 : 31,
      calls: 20,
    }),
  );
  return findings;
}

export const coverageGroup: Group = {
  name: 'coverage',
  summary: 'C1: what a person with five roles may see among 700,000 units — check, lists, search',
  run,
};
