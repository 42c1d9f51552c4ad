import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Actor } from '#kernel';
import { changeCarrier, createCarrier, moveCarrier } from '#modules/carriers';
import type { Session } from '#platform/http';
import { testActor, unitRef, valueOf } from '#test/database';
import { type CarrierFields, carrierFields } from '../../src/modules/carriers/forms.ts';
import { carriersSite } from './site.ts';
import { carriersWorld, photo, village } from './support.ts';

const board = (more: Partial<CarrierFields> = {}): CarrierFields =>
  carrierFields.parse({ kind: 'board', name: '公开栏', place: '村口', post: '村文书', ...more });

test('draft → filed → registered with a number without gaps; four eyes, reasons and what is missing are asked for', async (t) => {
  const w = await carriersWorld(t);
  const { handler } = w.people;
  const both = { ...handler, grants: [...handler.grants, ...w.office.grants] };
  const create = async (fields: CarrierFields) =>
    valueOf(await w.as(handler, (ctx) => createCarrier(ctx, village.id, fields)));
  const move = async (who: Actor, id: string, step: Parameters<typeof moveCarrier>[2], reason = '') => {
    const made = await w.as(who, (ctx) => moveCarrier(ctx, id, step, reason));
    return made.ok ? 'done' : made.code;
  };
  const bare = await create(board({ place: '', post: '' }));
  assert.equal(await move(handler, bare, 'file'), 'carrier-incomplete');
  const first = await create(board());
  assert.equal(await move(w.office, first, 'register'), 'carrier-move-forbidden');
  assert.equal(await move(both, first, 'file'), 'done');
  assert.equal(await move(both, first, 'register'), 'carrier-own-filing');
  assert.equal(await move(w.office, first, 'return', ' 。 '), 'carrier-reason-missing');
  assert.equal(await move(w.office, first, 'return', '地点写到楼层'), 'done');
  assert.equal(await move(handler, first, 'file'), 'done');
  assert.equal(await move(w.office, first, 'register'), 'done');
  const second = await create(board({ name: '公开栏二' }));
  await move(handler, second, 'file');
  assert.equal(await move(w.office, second, 'register'), 'done');
  const numbers = await w.db.owner.pool.query(
    'select number from carriers.carrier where number is not null order by id',
  );
  assert.deepEqual(
    numbers.rows.map(({ number }) => number),
    ['载备〔2026〕1号', '载备〔2026〕2号'],
  );
  const change = (lockVersion: number, fields: CarrierFields) =>
    w.as(handler, (ctx) => changeCarrier(ctx, first, lockVersion, fields));
  const stale = await change(0, board({ opening: '全天' }));
  assert.equal(stale.ok ? '' : stale.code, 'carrier-changed');
  const other = await change(4, board({ reach: 'inner' }));
  assert.equal(other.ok ? '' : other.code, 'carrier-fixed');
  valueOf(await change(4, board({ opening: '全天' })));
  const row = await w.db.owner.pool.query('select state, number from carriers.carrier where id = $1', [
    first,
  ]);
  assert.deepEqual(row.rows, [{ state: 'filed', number: '载备〔2026〕1号' }]);
  assert.equal(await move(w.office, first, 'register'), 'done');
  assert.equal(await move(w.office, first, 'suspend', '整修公开栏'), 'done');
  assert.equal(await move(w.office, first, 'close', '已经拆除'), 'done');
  assert.equal(await move(w.office, first, 'resume'), 'carrier-move-forbidden');
  for (const statement of [
    'update carriers.carrier_event set note = note',
    'delete from carriers.delivery_attempt',
  ])
    await assert.rejects(w.db.worker.pool.query(statement), /permission denied/);
});

const sessions = new Map<string, Actor>();
const findSession = (token: string): Session | null => {
  const actor = sessions.get(token);
  return actor === undefined ? null : { id: token, actor, tokenHash: token, locale: 'zh-CN' };
};

async function office(t: TestContext) {
  const s = await carriersSite(t, findSession);
  sessions.set('handler', s.people.handler);
  sessions.set('office', s.office);
  sessions.set('elsewhere', testActor('外人', ['handler', 'committeeOffice'], unitRef(9, '/9/')));
  const ask = async (who: string, method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${s.url}/api/carriers${path}`, {
      method,
      headers: {
        cookie: `gongkai_session=${who}`,
        ...(body instanceof Buffer ? { 'content-type': 'application/octet-stream' } : {}),
        ...(body === undefined || body instanceof Buffer ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined
        ? {}
        : { body: body instanceof Buffer ? new Uint8Array(body) : JSON.stringify(body) }),
    });
    return { status: answer.status, body: await answer.text(), media: answer.headers.get('content-type') };
  };
  return { s, ask };
}

test('through the office’s routes: whoever may not know of a carrier is told it is not there; society sees what is in use', async (t) => {
  const { s, ask } = await office(t);
  const made = await ask('handler', 'POST', '', { unit: 3, fields: board() });
  assert.equal(made.status, 200, made.body);
  const { id } = (JSON.parse(made.body) as { carrier: { id: string } }).carrier;
  for (const [method, path, body] of [
    ['GET', '', undefined],
    ['PUT', '', { lockVersion: 0, fields: board() }],
    ['POST', '/moves', { move: 'register' }],
    ['POST', '/device', { code: '12345678' }],
    ['DELETE', '/device', undefined],
  ] as const)
    assert.equal((await ask('elsewhere', method, `/${id}${path}`, body)).status, 404, `${method} ${path}`);
  assert.equal((await ask('nobody', 'GET', `/${id}`)).status, 401);
  assert.equal((await ask('elsewhere', 'GET', '')).body, '{"rows":[],"next":null}');
  const portal = async (query = '') => (await fetch(`${s.url}/carriers${query}`)).text();
  assert.doesNotMatch(await portal(), /公开栏/);
  await ask('handler', 'POST', `/${id}/moves`, { move: 'file' });
  assert.equal((await ask('handler', 'POST', `/${id}/moves`, { move: 'register' })).status, 404);
  assert.equal((await ask('office', 'POST', `/${id}/moves`, { move: 'register' })).status, 200);
  assert.match(await portal(), /公开栏[\s\S]*村口[\s\S]*村文书/);
  assert.match(await portal('?unit=3'), /云溪村的公开载体|公开栏/);
  assert.equal((await fetch(`${s.url}/carriers?unit=77`)).status, 404);
  const inner = await ask('handler', 'POST', '', {
    unit: 3,
    fields: board({ name: '党员活动室栏', reach: 'inner' }),
  });
  const hidden = (JSON.parse(inner.body) as { carrier: { id: string } }).carrier.id;
  await ask('handler', 'POST', `/${hidden}/moves`, { move: 'file' });
  await ask('office', 'POST', `/${hidden}/moves`, { move: 'register' });
  assert.doesNotMatch(await portal(), /党员活动室/);
  const table = await ask('office', 'GET', '/export');
  assert.match(table.body, /载备〔2026〕1号,云溪村,公开栏/);
  const wrong = await ask('handler', 'POST', '', {
    unit: 3,
    fields: board({ kind: 'screen', reach: 'inner' }),
  });
  assert.equal(wrong.status, 400);
  assert.deepEqual(s.faults, []);
});

test('a photo passes the gate without what its camera wrote; what is no picture is refused', async (t) => {
  const { s, ask } = await office(t);
  const made = await ask('handler', 'POST', '', { unit: 3, fields: board() });
  const { id } = (JSON.parse(made.body) as { carrier: { id: string } }).carrier;
  const picture = await photo(s);
  const { readFile } = await import('node:fs/promises');
  const clean = await readFile(picture.path);
  const words = Buffer.from('tEXtComment\0GPS 31.2 121.4');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(words.length - 4);
  const { crc32 } = await import('node:zlib');
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(words));
  const told = Buffer.concat([clean.subarray(0, 33), length, words, check, clean.subarray(33)]);
  const path = `/${id}/photo?name=board.png`;
  assert.equal((await ask('elsewhere', 'POST', path, told)).status, 404);
  const refused = await ask('handler', 'POST', `/${id}/photo?name=a.txt`, Buffer.from('只是字'));
  assert.equal(refused.status, 415, refused.body);
  assert.equal((await ask('handler', 'POST', path, told)).status, 200);
  const kept = await fetch(`${s.url}/api/carriers/${id}/photo`, {
    headers: { cookie: 'gongkai_session=office' },
  });
  const bytes = Buffer.from(await kept.arrayBuffer());
  assert.equal(kept.headers.get('content-type'), 'image/png');
  assert.ok(!bytes.includes('GPS') && bytes.length > 60);
  assert.equal((await ask('elsewhere', 'GET', `/${id}/photo`)).status, 404);
});
