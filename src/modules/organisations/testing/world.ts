import type { TestContext } from 'node:test';
import type { Actor } from '#kernel';
import {
  commandContext,
  freshDatabase,
  type RunCommand,
  type TestDatabase,
  testActor,
  valueOf,
} from '#test/database';
import { createUnit } from '../commands/index.ts';
import { getUnitRef } from '../queries/index.ts';
import type { UnitKind, UnitLevel } from '../vocabulary.ts';

/* A small invented district for the tests of this room. */

export const now = new Date('2026-03-02T02:00:00Z');
export const today = '2026-03-02';

export type World = {
  readonly db: TestDatabase;
  readonly run: RunCommand;
  readonly admin: Actor;
  /** Ids by code. */
  readonly id: Readonly<Record<'root' | 'east' | 'west' | 'pine' | 'reed' | 'school', number>>;
};

/** District `root` with towns `east` (villages `pine`, `reed`; `school`) and `west`; an administrator of all of it. */
export async function smallWorld(t: TestContext): Promise<World> {
  const db = await freshDatabase(t);
  const nobody = testActor('系统管理员', [], { id: 0 as never, path: '/', line: null });
  const first = commandContext(db, nobody, now);
  const make = async (
    code: string,
    name: string,
    level: UnitLevel,
    kind: UnitKind,
    superiorId: number | null,
  ) => valueOf(await first((ctx) => createUnit(ctx, { code, name, level, kind, superiorId })));
  const root = await make('root', '云溪区委员会', 'district', 'localPartyCommittee', null);
  const east = await make('east', '东屏镇委员会', 'town', 'grassrootsPartyCommittee', root);
  const west = await make('west', '西屏镇委员会', 'town', 'grassrootsPartyCommittee', root);
  const pine = await make('pine', '松坪村村民委员会', 'village', 'villageCommittee', east);
  const reed = await make('reed', '芦塘村村民委员会', 'village', 'villageCommittee', east);
  const school = await make('school', '东屏镇中心小学', 'town', 'school', east);
  const admin = testActor('系统管理员', ['systemAdministrator'], await getUnitRef(db.office.reader, root), {
    reach: 'below',
  });
  return { db, admin, run: commandContext(db, admin, now), id: { root, east, west, pine, reed, school } };
}
