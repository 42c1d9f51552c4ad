import assert from 'node:assert/strict';
import { test } from 'node:test';
import { v7 } from 'uuid';
import type { PersonId } from '#kernel';
import { freshDatabase } from '#test/database';
import { findStaff, listStaff } from './staff.ts';

test('who holds a role on a day, themselves or for another, in pieces; whoever holds none any more is not there', async (t) => {
  const db = await freshDatabase(t);
  await db.owner.pool.query(
    `insert into organisations.unit (id, code, name, level, kind, path, created_at)
     values (1, 'd', '青禾区委', 'district', 'localPartyCommittee', '/1/', now())`,
  );
  const hire = async (name: string, role: string | null, ends: string | null = null) => {
    const id = v7() as PersonId;
    await db.owner.pool.query(
      'insert into identity.person (id, account, name, home_unit, created_at) values ($1, $3, $2, 1, now())',
      [id, name, id],
    );
    const grant = v7();
    if (role !== null)
      await db.owner.pool.query(
        `insert into identity.role_grant (id, person, role, unit, reach, starts_on, ends_on, granted_at)
         values ($1, $2, $3, 1, 'below', '2026-01-01', $4, now())`,
        [grant, id, role, ends],
      );
    return { id, grant };
  };
  const approver = await hire('周书记', 'approver');
  const delegate = await hire('吴代理', null);
  const former = await hire('郑前任', 'reviewer', '2026-02-01');
  const nobody = await hire('王群众', null);
  await db.owner.pool.query(
    `insert into identity.delegation (id, grant_id, principal, delegate, starts_on, ends_on, reason, created_at)
     values ($1, $2, $3, $4, '2026-03-01', '2026-03-10', '休假', now())`,
    [v7(), approver.grant, approver.id, delegate.id],
  );
  const everybody = [approver, delegate, former, nobody].map((one) => one.id);
  const holding = async (day: string) =>
    (await findStaff(db.worker.reader, day, everybody)).filter((one) => one.grants.length > 0);
  const during = await holding('2026-03-02');
  const held = during.map((one) => [one.name, one.grants.map(({ role, principal }) => [role, principal])]);
  assert.deepEqual(
    held.toSorted(),
    [
      ['吴代理', [['approver', approver.id]]],
      ['周书记', [['approver', null]]],
    ].toSorted(),
  );
  assert.deepEqual(during[0]?.grants[0]?.unitPath, '/1/');
  const after = await holding('2026-03-20');
  assert.deepEqual(
    after.map((one) => one.name),
    ['周书记'],
  );
  assert.deepEqual(await findStaff(db.worker.reader, '2026-03-02', []), []);
  const pieces: string[] = [];
  for (let last: PersonId | null = null; ; ) {
    const piece = await listStaff(db.worker.reader, '2026-03-02', last, 1);
    pieces.push(...piece.map((one) => one.name));
    const end = piece.at(-1);
    if (end === undefined) break;
    last = end.person;
  }
  assert.deepEqual(pieces.toSorted(), ['吴代理', '周书记', '郑前任'].toSorted());
});
