import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Role, roles } from '#kernel';
import { afterFailure, checkGrant, checkPassword, isLocked, safeNext } from './domain.ts';

test('passwords: long enough, not the account, not what everybody uses', () => {
  const cases: readonly [string, string | null][] = [
    ['short1', 'password-too-short'],
    ['zhangsan-2026-x', 'password-like-account'],
    ['Passw0rd!2024', 'password-common'],
    ['qwertyuiop', 'password-common'],
    ['1234567890', 'password-common'],
    ['aaaaaaaaaaaa', 'password-repetitive'],
    ['山高水长风清月明人和岁稔', null],
    ['correct horse battery', null],
  ];
  for (const [password, expected] of cases) {
    const result = checkPassword(password, ['zhangsan', '张三']);
    assert.equal(result.ok ? null : result.code, expected, password);
  }
});

test('five failures lock for 15 minutes, each further one for twice as long, a day at most', () => {
  const start = new Date('2026-03-01T00:00:00Z');
  let state = { failedAttempts: 0, lockedUntil: null as Date | null };
  const locks: number[] = [];
  for (let attempt = 1; attempt <= 16; attempt += 1) {
    state = { ...afterFailure(state, start) };
    locks.push(state.lockedUntil === null ? 0 : (state.lockedUntil.getTime() - start.getTime()) / 60_000);
  }
  assert.deepEqual(locks.slice(0, 7), [0, 0, 0, 0, 15, 30, 60]);
  assert.equal(Math.max(...locks), 24 * 60);
  assert.equal(isLocked(state, new Date(start.getTime() + 24 * 3_600_000)), false);
});

test('no order of grants lets one person hold two of the three administrators, or audit and business', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...roles), { maxLength: 12 }), (wanted) => {
      const held: Role[] = [];
      for (const role of wanted)
        if (!held.includes(role) && checkGrant(held, role, false).ok) held.push(role);
      const administrators = held.filter((role) => role.endsWith('Administrator'));
      assert.ok(administrators.length <= 1, held.join());
      if (held.includes('auditAdministrator') || held.includes('securityAdministrator'))
        assert.equal(held.length, 1);
    }),
  );
});

test('nobody gives a role to themselves', () => {
  for (const role of roles) assert.equal(checkGrant([], role, true).ok, false);
});

test('sign-in leads only to paths of this site', () => {
  for (const bad of [
    '//evil.example',
    'https://evil.example',
    '/\\evil',
    'javascript:alert(1)',
    '',
    '/a\nb',
    undefined,
  ])
    assert.equal(safeNext(bad, '/office/'), '/office/');
  assert.equal(safeNext('/office/inbox?x=1', '/'), '/office/inbox?x=1');
});
