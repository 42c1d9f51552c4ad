import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { blindIndex, deriveKey, readToken, seal, signToken, type TokenPurpose, unseal } from './index.ts';

const master = randomBytes(32);
const key = deriveKey(master, 'one');
const id = '0192a1b2-0000-7000-8000-0123456789ab';
const now = new Date('2026-03-02T00:00:00Z');
const until = new Date('2026-03-04T00:00:00Z');

test('what is sealed comes back with the same key only, and is never written the same way twice', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const sealed = seal(key, text);
      assert.equal(unseal(key, sealed), text);
      assert.notEqual(seal(key, text), sealed);
      assert.throws(() => unseal(deriveKey(master, 'two'), sealed));
    }),
    { numRuns: 50 },
  );
  assert.equal(blindIndex(key, 'a@b.example'), blindIndex(key, 'a@b.example'));
  assert.notEqual(blindIndex(key, 'a@b.example'), blindIndex(deriveKey(master, 'two'), 'a@b.example'));
});

test('a token opens what it was made for, until its time, and no other spelling of it does', () => {
  const token = signToken(key, { purpose: 'confirm', id, until });
  assert.deepEqual(readToken(key, token, 'confirm', now), { ok: true, id });
  assert.deepEqual(readToken(key, token, 'unsubscribe', now), { ok: false, why: 'forged' });
  assert.deepEqual(readToken(key, token, 'confirm', new Date('2026-03-05T00:00:00Z')), {
    ok: false,
    why: 'over',
  });
  assert.deepEqual(readToken(deriveKey(master, 'two'), token, 'confirm', now), { ok: false, why: 'forged' });
  for (let at = 0; at < token.length; at += 1) {
    const other = token[at] === 'A' ? 'B' : 'A';
    const changed = token.slice(0, at) + other + token.slice(at + 1);
    assert.equal(readToken(key, changed, 'confirm', now).ok, false, `at ${at}`);
  }
  for (const odd of ['', 'x', `${token}=`, `${token}A`, ` ${token}`, token.slice(1)])
    assert.equal(readToken(key, odd, 'confirm', now).ok, false, odd);
  const forever = signToken(key, { purpose: 'unsubscribe', id, until: null });
  assert.equal(readToken(key, forever, 'unsubscribe', new Date('2099-01-01')).ok, true);
});

test('whatever somebody types is no token', () => {
  const purposes: readonly TokenPurpose[] = ['confirm', 'manage', 'unsubscribe', 'staffConfirm', 'staffStop'];
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), fc.constantFrom(...purposes), (text, purpose) => {
      assert.equal(readToken(key, text, purpose, now).ok, false);
    }),
  );
});
