import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  ageOf,
  heardBefore,
  heardNow,
  isCurrent,
  keep,
  serverNow,
  standingOf,
} from '../../src/modules/carriers/devices/browser/clock.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const server = Date.parse('2026-03-02T02:00:00Z');
/** Any clock setting will do: only differences count. */
const start = { wall: Date.parse('1970-01-03T00:00:00Z'), mono: 5_000 };
const later = (ms: number, wall = ms) => ({ wall: start.wall + wall, mono: start.mono + ms });

test('what cannot be confirmed is shown for a day with a line that says of when it is, and then no more', () => {
  const heard = heardNow(server, start);
  const stands = [0, 14 * MINUTE, 16 * MINUTE, 23 * HOUR, 24 * HOUR, 72 * HOUR].map((ms) =>
    standingOf(heard, later(ms), 24),
  );
  assert.deepEqual(stands, ['fresh', 'fresh', 'dated', 'dated', 'paused', 'paused']);
  assert.equal(standingOf(null, later(0), 24), 'paused');
  assert.equal(serverNow(heard, later(3 * HOUR)), server + 3 * HOUR);
});

test('a clock set back or slightly wrong changes nothing; one that runs ahead counts as sleep', () => {
  const heard = heardNow(server, start);
  assert.equal(ageOf(heard, later(HOUR, -300 * HOUR)), HOUR);
  assert.equal(ageOf(heard, later(HOUR, HOUR + 90_000)), HOUR);
  assert.equal(ageOf(heard, later(HOUR, 30 * HOUR)), 30 * HOUR);
});

test('over a restart the time off is the wall clock’s; one that went back says nothing, and nothing is shown', () => {
  const kept = keep(heardNow(server, start), later(2 * HOUR));
  const on = (wall: number) => heardBefore(kept, { wall: start.wall + wall, mono: 0 });
  assert.equal(ageOf(on(5 * HOUR), { wall: start.wall + 6 * HOUR, mono: HOUR }), 6 * HOUR);
  const back = on(-HOUR);
  assert.deepEqual([back.age, standingOf(back, { wall: start.wall - HOUR, mono: 0 }, 24)], [null, 'paused']);
  assert.equal(serverNow(back, { wall: start.wall, mono: 0 }), null);
});

test('whatever the wall clock does, nothing is shown longer than a day of waking time after the last contact', () => {
  const step = fc.record({
    ran: fc.integer({ min: 0, max: 6 * HOUR }),
    wall: fc.integer({ min: -400 * HOUR, max: 400 * HOUR }),
    restart: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let now = start;
      let heard = heardNow(server, now);
      let awake = 0;
      for (const { ran, wall, restart } of steps) {
        now = { mono: now.mono + ran, wall: now.wall + wall };
        awake += ran;
        if (restart) {
          const kept = keep(heard, now);
          now = { mono: 0, wall: now.wall };
          heard = heardBefore(kept, now);
        }
        if (awake >= 24 * HOUR) assert.equal(standingOf(heard, now, 24), 'paused');
      }
    }),
  );
});

test('a page with an end goes at its end, and while nobody can tell the time it is not shown', () => {
  const end = new Date(server).toISOString();
  assert.deepEqual(
    [isCurrent(end, server - 1), isCurrent(end, server), isCurrent(end, null), isCurrent(null, null)],
    [true, false, false, true],
  );
});
