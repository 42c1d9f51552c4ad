import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { generateSync } from 'otplib';
import { type Actor, done, type FactId, type PersonId } from '#kernel';
import {
  commandContext,
  freshDatabase,
  type TestDatabase,
  testActor,
  unitRef,
  valueOf,
} from '#test/database';
import { delegateGrant, endGrant, grantRole, verifyAffiliation } from './commands/grants.ts';
import { changePerson, createPerson, resetPassword, unlockPerson } from './commands/people.ts';
import { changePassword, confirmSecondFactor, startSecondFactor } from './commands/self.ts';
import { hears } from './hand-over.ts';
import { listAudit } from './queries.ts';
import { hashPassword, hashToken, newToken, seal, unseal } from './secrets.ts';
import { signInByCode, signInByPassword } from './sign-in.ts';
import { findHolders, findSessionByHash } from './store.ts';

const start = new Date('2026-03-02T01:00:00Z');
const device = { origin: { ip: '192.0.2.7', request: 'r1' }, userAgent: 'test' };
const password = '山高水长风清月明人和岁稔';
const key = Buffer.alloc(32, 7);
const town = unitRef(2, '/1/2/');
const administrator = testActor('管理', ['systemAdministrator', 'securityAdministrator'], unitRef(1, '/1/'), {
  reach: 'below',
});

function later(minutes: number): Date {
  return new Date(start.getTime() + minutes * 60_000);
}

async function district(t: TestContext): Promise<TestDatabase> {
  const db = await freshDatabase(t);
  await db.owner.pool.query(`insert into organisations.unit (id, code, name, level, kind, superior_id, path, created_at) values
    (1, 'D', '云栖区委', 'district', 'localPartyCommittee', null, '/1/', now()),
    (2, 'T', '青禾镇党委', 'town', 'grassrootsCommittee', 1, '/1/2/', now()),
    (3, 'V', '南塘村党支部', 'village', 'branch', 2, '/1/2/3/', now())`);
  return db;
}

async function person(db: TestDatabase, account: string, unit = 2): Promise<PersonId> {
  const run = commandContext(db, administrator, start);
  const passwordHash = await hashPassword(password);
  return valueOf(
    await run((c) =>
      createPerson(c, { account, name: account, homeUnit: unit, passwordHash, mustChangePassword: false }),
    ),
  );
}

async function sessionOf(db: TestDatabase, account: string, now = start): Promise<string> {
  const result = valueOf(await signInByPassword(db.office, { account, password }, device, now));
  assert.equal(result.step, 'session');
  return hashToken(result.token);
}

async function actorOf(db: TestDatabase, hash: string, now: Date): Promise<Actor | null> {
  return (await findSessionByHash(db.office.reader, hash, now))?.session.actor ?? null;
}

const grant = { unit: 2, line: null, startsOn: '2026-01-01', endsOn: null, reason: '任命' } as const;

test('unknown account, wrong password, disabled and locked account all get the same answer', async (t) => {
  const db = await district(t);
  const id = await person(db, 'chen');
  const codes: string[] = [];
  const attempt = async (account: string, word: string, now = start) => {
    const result = await signInByPassword(db.office, { account, password: word }, device, now);
    codes.push(result.ok ? 'in' : `${result.status} ${result.code}`);
  };
  await attempt('nobody', password);
  for (let i = 0; i < 5; i += 1) await attempt('chen', 'wrong');
  await attempt('chen', password);
  await attempt('chen', password, later(16));
  await commandContext(
    db,
    administrator,
    start,
  )((c) => changePerson(c, id, { name: 'chen', state: 'disabled', reason: '调离' }));
  await attempt('chen', password, later(20));
  assert.deepEqual(codes.slice(0, 7), Array(7).fill('401 sign-in-failed'));
  assert.deepEqual(codes.slice(7), ['in', '401 sign-in-failed']);
  const record = await db.owner.pool.query(
    `select outcome, count(*)::int as rows from platform.audit where action = 'identity.sign-in-failed' group by 1`,
  );
  assert.deepEqual(
    record.rows,
    [{ outcome: 'refused', rows: 8 }],
    'every failed attempt is on record as refused',
  );
});

test('a lock is opened by an administrator, and by a new password', async (t) => {
  const db = await district(t);
  const id = await person(db, 'chen');
  const run = commandContext(db, administrator, start);
  const fail = async () => {
    for (let i = 0; i < 5; i += 1)
      await signInByPassword(db.office, { account: 'chen', password: 'no' }, device, start);
  };
  await fail();
  valueOf(await run((c) => unlockPerson(c, id, '本人来电')));
  await sessionOf(db, 'chen');
  await fail();
  valueOf(
    await run(async (c) => resetPassword(c, id, await hashPassword('another long password'), '忘记密码')),
  );
  assert.equal(
    (await signInByPassword(db.office, { account: 'chen', password: 'another long password' }, device, start))
      .ok,
    true,
  );
});

test('parallel wrong passwords are all counted', async (t) => {
  const db = await district(t);
  await person(db, 'chen');
  await Promise.all(
    Array.from({ length: 8 }, () =>
      signInByPassword(db.office, { account: 'chen', password: 'no' }, device, start),
    ),
  );
  const row = await db.owner.pool.query(
    `select failed_attempts, locked_until is not null as locked from identity.person where account = 'chen'`,
  );
  assert.equal(row.rows[0].locked, true);
  assert.ok(row.rows[0].failed_attempts >= 5);
});

test('a session ends when idle for 30 minutes, after 12 hours, when the account closes and when the password changes', async (t) => {
  const db = await district(t);
  const id = await person(db, 'chen');
  const hash = await sessionOf(db, 'chen');
  assert.ok(await actorOf(db, hash, later(29)));
  assert.equal(await actorOf(db, hash, later(31)), null);
  await db.owner.pool.query('update identity.session set last_seen_at = $1', [later(12 * 60)]);
  assert.equal(await actorOf(db, hash, later(12 * 60 + 1)), null);
  const other = await sessionOf(db, 'chen');
  const mine = await actorOf(db, other, start);
  assert.ok(mine);
  const session = await findSessionByHash(db.office.reader, other, start);
  valueOf(
    await commandContext(
      db,
      mine,
      start,
    )((c) =>
      changePassword(c, { current: password, next: 'a brand new one', session: session?.session.id ?? '' }),
    ),
  );
  assert.ok(await actorOf(db, other, start));
  assert.equal(await actorOf(db, hash, later(5)), null);
  await commandContext(
    db,
    administrator,
    start,
  )((c) => changePerson(c, id, { name: 'chen', state: 'disabled', reason: '调离' }));
  assert.equal(await actorOf(db, other, start), null);
});

test('the second factor: needed once confirmed, each code good once, five wrong codes end the attempt', async (t) => {
  const db = await district(t);
  await person(db, 'chen');
  const actor = await actorOf(db, await sessionOf(db, 'chen'), start);
  assert.ok(actor);
  const setup = valueOf(await commandContext(db, actor, start)((c) => startSecondFactor(c, key, '公开')));
  const codeAt = (now: Date) =>
    generateSync({ secret: setup.secret, epoch: Math.floor(now.getTime() / 1000) });
  valueOf(await commandContext(db, actor, start)((c) => confirmSecondFactor(c, key, codeAt(start))));
  const stored = await db.owner.pool.query('select totp_secret from identity.person');
  assert.ok(!stored.rows[0].totp_secret.includes(setup.secret));
  const challenge = async (now: Date) => {
    const result = valueOf(await signInByPassword(db.office, { account: 'chen', password }, device, now));
    assert.equal(result.step, 'code');
    return result.token;
  };
  const first = await challenge(later(1));
  assert.equal(
    (await signInByCode(db.office, key, { challenge: first, code: codeAt(start) }, device, later(0.2))).ok,
    false,
  );
  assert.equal(
    (await signInByCode(db.office, key, { challenge: first, code: codeAt(later(1)) }, device, later(1))).ok,
    true,
  );
  const second = await challenge(later(2));
  for (let i = 0; i < 5; i += 1)
    assert.equal(
      (await signInByCode(db.office, key, { challenge: second, code: '000000' }, device, later(2))).ok,
      false,
    );
  const over = await signInByCode(
    db.office,
    key,
    { challenge: second, code: codeAt(later(2)) },
    device,
    later(2),
  );
  assert.equal(over.ok ? '' : over.code, 'challenge-over');
});

test('a delegated role carries its principal, lasts its days, and ends with the principal’s grant', async (t) => {
  const db = await district(t);
  const chief = await person(db, 'chief');
  const deputy = await person(db, 'deputy');
  const run = commandContext(db, administrator, start);
  const given = valueOf(await run((c) => grantRole(c, chief, { ...grant, role: 'approver', reach: 'own' })));
  const chiefActor = await actorOf(db, await sessionOf(db, 'chief'), start);
  assert.ok(chiefActor);
  valueOf(
    await commandContext(
      db,
      chiefActor,
      start,
    )((c) =>
      delegateGrant(c, {
        delegate: deputy,
        grant: given,
        startsOn: '2026-03-02',
        endsOn: '2026-03-03',
        reason: '休假',
      }),
    ),
  );
  const hash = await sessionOf(db, 'deputy');
  const grants = async (now: Date) => {
    await db.owner.pool.query('update identity.session set last_seen_at = $1, expires_at = $2', [
      now,
      new Date(now.getTime() + 9e6),
    ]);
    return (await actorOf(db, hash, now))?.grants.map((one) => [one.role, one.principal]);
  };
  assert.deepEqual(await grants(start), [['approver', chief]]);
  assert.deepEqual(await grants(new Date('2026-03-04T01:00:00Z')), []);
  valueOf(await run((c) => endGrant(c, given, '免职')));
  assert.deepEqual(await grants(start), []);
});

test('the same role twice, two administrators in one person, and a grant to oneself are refused', async (t) => {
  const db = await district(t);
  const id = await person(db, 'chen');
  const run = commandContext(db, administrator, start);
  const give = async (role: 'handler' | 'auditAdministrator' | 'systemAdministrator') => {
    const result = await run((c) => grantRole(c, id, { ...grant, role, reach: 'own' }));
    return result.ok ? 'given' : result.code;
  };
  assert.deepEqual(
    [await give('systemAdministrator'), await give('systemAdministrator'), await give('auditAdministrator')],
    ['given', 'grant-held-already', 'administrators-exclude'],
  );
});

test('holders of a role are found in the unit and above where the grant reaches down', async (t) => {
  const db = await district(t);
  const run = commandContext(db, administrator, start);
  const [a, b, c] = [await person(db, 'a-a'), await person(db, 'b-b'), await person(db, 'c-c')];
  valueOf(await run((x) => grantRole(x, a, { ...grant, role: 'reviewer', reach: 'own' })));
  valueOf(await run((x) => grantRole(x, b, { ...grant, role: 'reviewer', reach: 'below' })));
  valueOf(await run((x) => grantRole(x, c, { ...grant, unit: 3, role: 'reviewer', reach: 'own' })));
  const names = async (path: string) =>
    new Set(await findHolders(db.office.reader, 'reviewer', path, '2026-03-02'));
  assert.deepEqual(
    [await names('/1/2/'), await names('/1/2/3/'), await names('/1/')],
    [new Set([a, b]), new Set([b, c]), new Set()],
  );
});

test('the portal knows a reader only by a live session, and sees no table of people', async (t) => {
  const db = await district(t);
  const member = await person(db, 'member', 3);
  const clerk = testActor('文书', ['handler'], unitRef(3, '/1/2/3/'));
  valueOf(
    await commandContext(db, clerk, start)((c) => verifyAffiliation(c, member, { unit: 3, kind: 'member' })),
  );
  const hash = await sessionOf(db, 'member', new Date());
  const reader = async (session: string) => {
    const client = await db.portal.pool.connect();
    try {
      await client.query('begin');
      await client.query(`select set_config('gongkai.session', $1, true)`, [session]);
      return (await client.query('select platform.current_reader() as reader')).rows[0].reader;
    } finally {
      await client.query('rollback');
      client.release();
    }
  };
  assert.deepEqual((await reader(hash)).affiliations, [{ unit: 3, path: '/1/2/3/', kind: 'member' }]);
  assert.equal(await reader(hashToken('guess')), null);
  for (const table of ['person', 'session', 'role_grant', 'affiliation', 'delegation', 'sign_in_challenge'])
    await assert.rejects(db.portal.pool.query(`select * from identity.${table}`), /permission denied/);
});

test('the audit log shows only the units its reader covers', async (t) => {
  const db = await district(t);
  const id = await person(db, 'chen', 3);
  await commandContext(db, administrator, start)((c) => unlockPerson(c, id, '试'));
  const rows = async (path: string) =>
    (await listAudit(db.office.reader, { paths: [path], units: [], lines: [] }, { limit: 50 })).rows.map(
      (row) => row.action,
    );
  assert.deepEqual(await rows(town.path), ['identity.unlock', 'identity.create-person']);
  assert.deepEqual(await rows('/1/9/'), []);
});

test('sealed text opens only with its key', () => {
  const sealed = seal(key, 'JBSWY3DPEHPK3PXP');
  assert.equal(unseal(key, sealed), 'JBSWY3DPEHPK3PXP');
  assert.throws(() => unseal(Buffer.alloc(32, 8), sealed));
  assert.notEqual(newToken().hash, newToken().hash);
});

test('when a unit is merged its people keep their roles and ties in the unit that goes on', async (t) => {
  const db = await district(t);
  const [clerk, member] = [await person(db, 'clerk', 3), await person(db, 'member', 3)];
  const run = commandContext(db, administrator, start);
  valueOf(await run((c) => grantRole(c, clerk, { ...grant, unit: 3, role: 'handler', reach: 'own' })));
  valueOf(await run((c) => verifyAffiliation(c, member, { unit: 3, kind: 'member' })));
  const fact = {
    id: crypto.randomUUID() as FactId,
    kind: 'organisations.handed-over',
    version: 1,
    at: start,
    actor: null,
    unit: null,
    subject: 'unit:3',
    data: { fromUnit: 3, toUnit: 2, fromPerson: null, toPerson: null, on: '2026-03-02', reason: '并入镇' },
  };
  const heard = hears['organisations.handed-over'];
  assert.ok(heard);
  valueOf(await run(async (c) => done(await heard(c, fact))));
  const rows = async (query: string) => (await db.owner.pool.query(query)).rows;
  assert.deepEqual(await rows('select unit, role from identity.role_grant where ended_at is null'), [
    { unit: 2, role: 'handler' },
  ]);
  assert.deepEqual(await rows('select unit, kind from identity.affiliation where ended_at is null'), [
    { unit: 2, kind: 'member' },
  ]);
  assert.deepEqual(await rows('select distinct home_unit from identity.person'), [{ home_unit: 2 }]);
});

test('whoever still has the password they were told holds no role until it is changed', async (t) => {
  const db = await district(t);
  const run = commandContext(db, administrator, start);
  const passwordHash = await hashPassword(password);
  const input = { account: 'new-one', name: '新人', homeUnit: 2, passwordHash, mustChangePassword: true };
  const id = valueOf(await run((c) => createPerson(c, input)));
  valueOf(await run((c) => grantRole(c, id, { ...grant, role: 'handler', reach: 'own' })));
  const hash = await sessionOf(db, 'new-one');
  const found = await findSessionByHash(db.office.reader, hash, start);
  assert.ok(found);
  assert.deepEqual(found.session.actor.grants, []);
  const self = commandContext(db, found.session.actor, start);
  valueOf(
    await self((c) =>
      changePassword(c, { current: password, next: 'a brand new one', session: found.session.id }),
    ),
  );
  assert.deepEqual(
    (await actorOf(db, hash, start))?.grants.map((one) => one.role),
    ['handler'],
  );
});
