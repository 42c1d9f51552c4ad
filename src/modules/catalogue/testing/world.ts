import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { Actor, Role } from '#kernel';
import {
  commandContext,
  freshDatabase,
  type TestDatabase,
  testActor,
  unitRef,
  valueOf as value,
} from '#test/database';
import { type TestLog, testLog } from '#test/log';
import { createCatalogue } from '../commands/create-catalogue.ts';
import { addItem } from '../commands/edit-catalogue.ts';
import { moveCatalogue } from '../commands/move-catalogue.ts';
import { registerVersions } from '../commands/register-versions.ts';
import type { PersonalMove } from '../domain.ts';
import type { DraftSource, ItemFields } from '../forms/catalogue.ts';
import type { AffairsKind } from '../forms/vocabulary.ts';
import { catalogue as catalogueModule } from '../module.ts';
import { findCatalogue } from '../store/catalogues.ts';
import { findUnitRow } from '../store/query.ts';

/* One district and its town with a handler, an approver and the committee office, for the tests of this room. */

export const now = new Date('2026-01-05T02:00:00Z');
export const today = '2026-01-05';
export const district = unitRef(1, '/1/');
export const town = unitRef(2, '/1/2/');
export const everywhere = { paths: ['/1/'], units: [], lines: [] };

export const who = (name: string, role: Role, unit = town, reach: 'own' | 'below' = 'own') =>
  testActor(name, [role], unit, { reach });
export const handler = who('经办甲', 'handler');
export const approver = who('书记乙', 'approver');
export const office = who('党委办丙', 'committeeOffice', district, 'below');

export async function world(t: TestContext): Promise<TestDatabase> {
  const db = await freshDatabase(t);
  await db.owner.pool.query(`insert into organisations.unit (id, code, name, level, kind, superior_id, path, created_at) values
    (1, 'D', '青禾区', 'district', 'localPartyCommittee', null, '/1/', now()),
    (2, 'T', '柳溪镇', 'town', 'grassrootsPartyCommittee', 1, '/1/2/', now()),
    (3, 'V', '石桥村', 'village', 'partyBranch', 2, '/1/2/3/', now())`);
  logs.set(db, testLog(t, db, { reveals: [catalogueModule.reveals] }));
  return db;
}

const logs = new WeakMap<TestDatabase, TestLog>();

/** What came into force is entered in the log and public: readers see it from here on. */
export async function reveal(db: TestDatabase, at = now): Promise<void> {
  await registerVersions(db.worker, at);
  await logs.get(db)?.seal(at);
}

export const fields = (extra: Partial<ItemFields> = {}): ItemFields => ({
  matter1: '党的建设',
  matter2: '党费收缴使用',
  content: '收缴、使用和管理情况',
  basis: '《条例》第十一条',
  scope: 'unit',
  audience: '',
  mode: 'proactive',
  carriers: ['公开栏'],
  timeKind: 'periodic',
  timeLimit: '每季度公布一次',
  clauses: [],
  stages: [],
  responsible: '组织委员',
  adminLevel: '',
  retention: 'years10',
  note: '',
  ...extra,
});

export const as = (db: TestDatabase, actor: Actor, at = now) => commandContext(db, actor, at);

export async function draft(
  db: TestDatabase,
  rows: readonly ItemFields[],
  options: { source?: DraftSource; affairsKind?: AffairsKind; at?: Date } = {},
): Promise<string> {
  const unit = await findUnitRow(db.office.reader, 2);
  assert.ok(unit !== undefined);
  const form = {
    unit: 2,
    affairsKind: options.affairsKind ?? ('party' as const),
    year: 2026,
    title: '柳溪镇党务公开目录',
    source: options.source ?? ({ from: 'blank' } as const),
  };
  const id = value(await as(db, handler, options.at)((ctx) => createCatalogue(ctx, unit, form)));
  for (const row of rows.toReversed())
    value(await as(db, handler, options.at)((ctx) => addItem(ctx, id, null, row)));
  return id;
}

export async function tryMove(
  db: TestDatabase,
  id: string,
  move: PersonalMove,
  actor: Actor,
  opinion = '',
  at = now,
  inForceFrom?: string,
) {
  const catalogue = await findCatalogue(db.office.reader, id);
  const unit = await findUnitRow(db.office.reader, 2);
  const grant = actor.grants[0];
  assert.ok(catalogue !== undefined && unit !== undefined && grant !== undefined);
  const request = { lock: catalogue.lock, opinion, ...(inForceFrom === undefined ? {} : { inForceFrom }) };
  return as(db, actor, at)((ctx) => moveCatalogue(ctx, id, move, unit, grant, request));
}

export async function bringIntoForce(db: TestDatabase, id: string, at = now): Promise<void> {
  for (const [move, actor] of [
    ['submit', handler],
    ['approve', approver],
    ['file', handler],
    ['register', office],
  ] as const) {
    value(await tryMove(db, id, move, actor, '', at));
  }
}

export type Tie = {
  readonly unit: number;
  readonly path: string;
  readonly kind: 'member' | 'staff' | 'resident';
};

/** Raw SQL as the portal's role, for a reader who comes from a setting instead of a session. */
export async function portalAs(db: TestDatabase) {
  await db.owner.pool.query(`create or replace function platform.current_reader() returns jsonb language sql stable
    as $$ select nullif(current_setting('test.reader', true), '')::jsonb $$`);
  return async (ties: readonly Tie[] | null, statement: string, values: readonly unknown[] = []) => {
    const client = await db.portal.pool.connect();
    const reader = ties === null ? '' : JSON.stringify({ person: crypto.randomUUID(), affiliations: ties });
    try {
      await client.query(`select set_config('test.reader', $1, false)`, [reader]);
      return (await client.query(statement, [...values])).rows;
    } finally {
      client.release();
    }
  };
}
