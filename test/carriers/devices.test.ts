import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  beginPairing,
  claimPairing,
  confirmPairing,
  createCarrier,
  moveCarrier,
  readContent,
  receiveContact,
  setDevice,
} from '#modules/carriers';
import { valueOf } from '#test/database';
import { carrierFields } from '../../src/modules/carriers/forms.ts';
import { approved, publish, revised } from '../../src/modules/publication/testing/world.ts';
import { type CarriersWorld, carriersWorld, monday, village } from './support.ts';

const minutes = (count: number) => new Date(monday.getTime() + count * 60_000);
const baseUrl = 'https://gongkai.example';

async function registered(w: CarriersWorld, kind: 'screen' | 'kiosk' = 'screen'): Promise<string> {
  const fields = carrierFields.parse({ kind, name: '大屏', place: '村民中心', post: '村文书' });
  const id = valueOf(await w.as(w.people.handler, (ctx) => createCarrier(ctx, village.id, fields)));
  valueOf(await w.as(w.people.handler, (ctx) => moveCarrier(ctx, id, 'file', '')));
  valueOf(await w.as(w.office, (ctx) => moveCarrier(ctx, id, 'register', '')));
  return id;
}

async function paired(t: TestContext, kind: 'screen' | 'kiosk' = 'screen') {
  const w = await carriersWorld(t);
  const carrier = await registered(w, kind);
  const begun = valueOf(await beginPairing(w.db.office, kind, monday));
  valueOf(await w.as(w.people.handler, (ctx) => confirmPairing(ctx, carrier, begun.code)));
  const claimed = valueOf(await claimPairing(w.db.office, begun, monday));
  assert.ok(claimed !== null);
  const content = async (now: Date) =>
    (await readContent(w.db.portal.reader, { carrier, shows: 'unit' }, { now, baseUrl }))?.hash ?? 'none';
  const say = async (now: Date, key: string, hash?: string, shown: readonly string[] = []) => {
    const said = { device: claimed.device, key, hash: hash ?? (await content(now)), shown };
    return receiveContact(w.db.office, { ...said, wall: now.getTime(), version: 'v' }, kind, {
      now,
      baseUrl,
    });
  };
  return { w, carrier, key: claimed.key, say, content };
}

async function findings(w: CarriersWorld) {
  const found = await w.db.owner.pool.query<{ kind: string; open: boolean }>(
    'select kind, resolved_at is null as open from carriers.finding order by id',
  );
  return found.rows.map(({ kind, open }) => `${kind} ${open ? 'open' : 'resolved'}`);
}

test('a code is for one device of its kind, for ten minutes, and gives its key once', async (t) => {
  const w = await carriersWorld(t);
  const [carrier, kiosk] = [await registered(w), await registered(w, 'kiosk')];
  const begun = valueOf(await beginPairing(w.db.office, 'screen', monday));
  assert.equal(valueOf(await claimPairing(w.db.office, begun, minutes(1))), null);
  const confirm = async (id: string, code: string, now = minutes(1)) => {
    const made = await w.as(w.people.handler, (ctx) => confirmPairing(ctx, id, code), now);
    return made.ok ? 'done' : made.code;
  };
  const other = begun.code === '00000000' ? '11111111' : '00000000';
  assert.equal(await confirm(carrier, other), 'pairing-unknown');
  assert.equal(await confirm(kiosk, begun.code), 'pairing-wrong-kind');
  assert.equal(await confirm(carrier, begun.code, minutes(11)), 'pairing-unknown');
  assert.equal(await confirm(carrier, `${begun.code.slice(0, 4)} ${begun.code.slice(4)}`), 'done');
  assert.equal(await confirm(carrier, begun.code), 'pairing-unknown');
  const stranger = await claimPairing(w.db.office, { ...begun, secret: 'x'.repeat(43) }, minutes(2));
  assert.equal(stranger.ok ? '' : stranger.code, 'pairing-unknown');
  const claimed = valueOf(await claimPairing(w.db.office, begun, minutes(2)));
  assert.match(claimed?.key ?? '', /^[\w-]{43}$/);
  const again = await claimPairing(w.db.office, begun, minutes(2));
  assert.equal(again.ok ? '' : again.code, 'pairing-unknown');
  const kept = await w.db.owner.pool.query('select row_to_json(d)::text as row from carriers.device d');
  assert.ok(
    !(kept.rows[0] as { row: string }).row.includes(claimed?.key ?? ''),
    'the key itself is kept nowhere',
  );
});

test('too many waiting codes are refused, and those that ran out make room', async (t) => {
  const w = await carriersWorld(t);
  for (let count = 0; count < 200; count += 1) valueOf(await beginPairing(w.db.office, 'screen', monday));
  const refused = await beginPairing(w.db.office, 'screen', minutes(9));
  assert.equal(refused.ok ? '' : refused.code, 'pairing-busy');
  valueOf(await beginPairing(w.db.office, 'screen', minutes(11)));
});

test('a key is renewed beside the old one, which ends with the first use of the new', async (t) => {
  const { w, carrier, key, say } = await paired(t);
  assert.deepEqual(await say(minutes(1), key), { key: null });
  valueOf(
    await w.as(w.people.handler, (ctx) =>
      setDevice(ctx, carrier, { shows: 'unit', silentAfterMinutes: 30, rotate: true }),
    ),
  );
  const lost = await say(minutes(2), key);
  const next = await say(minutes(3), key);
  assert.ok(lost?.key && next?.key && lost.key !== next.key);
  assert.equal(
    await say(minutes(4), lost.key),
    undefined,
    'an answer that was lost locks nobody out, and opens nothing',
  );
  assert.deepEqual(await say(minutes(5), next.key), { key: null });
  assert.equal(await say(minutes(6), key), undefined);
});

test('a silent screen is a finding until it speaks; one that goes on showing something else is another', async (t) => {
  const { w, key, say } = await paired(t);
  await say(minutes(0), key);
  await w.job('carriers/find-silent', {}, minutes(29));
  assert.deepEqual(await findings(w), []);
  await w.job('carriers/find-silent', {}, minutes(31));
  await w.job('carriers/find-silent', {}, minutes(36));
  assert.deepEqual(await findings(w), ['silentScreen open']);
  await say(minutes(40), key, 'f'.repeat(64));
  assert.deepEqual(await findings(w), ['silentScreen resolved']);
  await say(minutes(45), key, 'f'.repeat(64));
  assert.deepEqual(await findings(w), ['silentScreen resolved']);
  await say(minutes(51), key, 'f'.repeat(64));
  assert.deepEqual(await findings(w), ['silentScreen resolved', 'otherBytes open']);
  await say(minutes(52), key);
  assert.deepEqual(await findings(w), ['silentScreen resolved', 'otherBytes resolved']);
});

test('what a screen says is the receipt; a carrier that is suspended gets nothing', async (t) => {
  const { w, carrier, key, say, content } = await paired(t);
  const item = await approved(w);
  const { slug } = valueOf(await publish(w, item));
  await w.hear();
  const states = async () => {
    const found = await w.db.owner.pool.query<{ what: string; state: string }>(
      `select what, state from carriers.delivery where kind = 'screen' order by ordinal`,
    );
    return found.rows.map(({ what, state }) => `${what} ${state}`);
  };
  assert.deepEqual(await states(), ['publish waiting']);
  await say(minutes(1), key, 'f'.repeat(64), []);
  assert.deepEqual(await states(), ['publish waiting']);
  await say(minutes(2), key, undefined, [slug]);
  assert.deepEqual(await states(), ['publish delivered']);
  valueOf(await publish(w, await revised(w, item, 'withdraw', { reason: '事实有误，予以撤回' })));
  await w.hear();
  await say(minutes(3), key, 'f'.repeat(64), [slug]);
  assert.deepEqual(await states(), ['publish delivered', 'withdraw waiting']);
  await say(minutes(4), key, undefined, []);
  assert.deepEqual(await states(), ['publish delivered', 'withdraw delivered']);
  valueOf(await w.as(w.office, (ctx) => moveCarrier(ctx, carrier, 'suspend', '大屏检修')));
  assert.equal(await content(minutes(5)), 'none');
  assert.equal(await say(minutes(5), key), undefined);
});

test('a kiosk lets go within two minutes of a withdrawal, and its next word after that is the receipt', async (t) => {
  const { w, key, say } = await paired(t, 'kiosk');
  const item = await approved(w);
  valueOf(await publish(w, item, minutes(0)));
  await w.hear();
  const states = async () => {
    const found = await w.db.owner.pool.query<{
      what: string;
      state: string;
      receipt: { at: string } | null;
    }>(`select what, state, receipt from carriers.delivery where kind = 'kiosk' order by ordinal`);
    return found.rows.map(({ what, state, receipt }) => `${what} ${state} ${receipt?.at ?? ''}`.trim());
  };
  assert.deepEqual(await states(), [], 'it keeps nothing: only what has to go is delivered');
  valueOf(
    await publish(w, await revised(w, item, 'withdraw', { reason: '事实有误，予以撤回' }), minutes(10)),
  );
  await w.hear();
  // Somebody reads on: until nobody has touched it for a while, the page may stand there.
  await say(minutes(11.9), key, '');
  assert.deepEqual(await states(), ['withdraw waiting']);
  await say(minutes(60), 'x'.repeat(43), '');
  assert.deepEqual(await states(), ['withdraw waiting'], 'a stranger settles nothing');
  await say(minutes(12), key, '');
  assert.deepEqual(await states(), [`withdraw delivered ${minutes(12).toISOString()}`]);
});

test('items of inner scopes are on no screen, whatever it shows', async (t) => {
  const { w, carrier } = await paired(t);
  valueOf(await publish(w, await approved(w, { title: '党内暗号', scope: 'wholeParty' })));
  valueOf(await publish(w, await approved(w, { title: '大家可看' })));
  for (const db of [w.db.office.reader, w.db.portal.reader])
    for (const shows of ['unit', 'below', 'site'] as const) {
      const made = await readContent(db, { carrier, shows }, { now: monday, baseUrl });
      assert.match(made?.body ?? '', /大家可看/);
      assert.doesNotMatch(made?.body ?? '', /暗号/);
    }
});
