import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { roleUrl } from '#platform/database';
import { openReadyPages, type ReadyPages } from '#platform/ready-pages';
import { valueOf } from '#test/database';
import { renderPage } from '../../../app/ready/render.ts';
import { attaching, type Site, site } from '../testing/site.ts';
import { approved, body, monday, publish, register, revised } from '../testing/world.ts';
import type { Plan } from './addresses.ts';
import { connectReadyPages } from './closing.ts';
import { type Keeper, type KeeperOptions, openKeeper } from './keeper.ts';

/* Ready pages against the real database, log and portal: at every moment they say what the portal says, or nothing. */

type Kept = {
  readonly s: Site;
  readonly keeper: Keeper;
  readonly options: KeeperOptions;
  readonly ready: ReadyPages;
  /** Steps until nothing is left to be made. */
  readonly settle: () => Promise<void>;
  /** The ready text of an address; undefined where there is none. */
  readonly text: (address: string) => string | undefined;
  readonly pass: (milliseconds: number) => void;
};

async function kept(
  t: TestContext,
  before: (plan: Plan, s: Site) => Promise<void> = async () => undefined,
): Promise<Kept> {
  let clock = monday.getTime() + 3_600_000;
  const now = () => new Date(clock);
  const s = await site(t, now);
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-ready-'));
  connectReadyPages(folder);
  const options: KeeperOptions = {
    folder,
    worker: s.db.worker,
    portal: s.db.portal,
    render: async (plan) => {
      const made = await renderPage(s.http, plan);
      // Between making and putting: where a publication may come in between.
      await before(plan, s);
      return made;
    },
    assets: [],
    madeWith: 'test',
    now,
    onFailure: (error) => assert.fail(String(error)),
  };
  const keeper = await openKeeper(options);
  const ready = openReadyPages(folder, { behind: 'keeper' });
  t.after(() => {
    ready.close();
    keeper.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    s,
    keeper,
    options,
    ready,
    settle: async () => {
      for (let idle = 0; idle < 3; ) {
        clock += 2_000;
        idle = (await keeper.step()) ? 0 : idle + 1;
      }
    },
    text: (address) => {
      const found = ready.find(address, { gzip: true, br: false }, now().getTime());
      if (found === undefined) return undefined;
      return (found.encoding === 'gzip' ? gunzipSync(found.body) : found.body).toString();
    },
    pass: (milliseconds) => {
      clock += milliseconds;
    },
  };
}

/** Of every address that is ready, those whose bytes are not the portal's. */
async function differing({ s, keeper, text }: Kept): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const address of keeper.writer.keys()) {
    const ready = text(address);
    // A proof against an earlier checkpoint is as good.
    if (ready === undefined || /\.(?:png|tlog-proof)$|\/files\//.test(address)) continue;
    if ((await s.get(address)).body !== ready) wrong.push(address);
  }
  return wrong;
}

test('published, corrected, withdrawn: old bytes are gone when the entry is public, new ones come, and all agree', async (t) => {
  const k = await kept(t);
  const { s, settle, text } = k;
  const first = await approved(s, { title: '第一件' }, attaching(s, '附表.txt', '收入 100'));
  const { slug } = valueOf(await publish(s, first));
  const other = valueOf(await publish(s, await approved(s, { title: '第二件' })));
  valueOf(await publish(s, await approved(s, { title: '仅党员可见', scope: 'wholeParty' })));
  await settle();
  for (const address of [
    `/i/${slug}`,
    `/i/${slug}.tlog-proof`,
    '/',
    '/items',
    '/items?unit=3',
    '/units/3',
    '/sitemap.xml',
  ])
    assert.ok(text(address) !== undefined, address);
  assert.ok((text('/items?unit=3') ?? '').includes('第一件'));
  const file = `/i/${slug}/files/1/${encodeURIComponent('附表.txt')}`;
  assert.equal(
    k.ready.find(file, { gzip: true, br: true }, s === undefined ? 0 : Date.parse('2026-03-02T03:00:00Z'))
      ?.stored?.size,
    10,
  );
  assert.deepEqual(await differing(k), []);
  const all = [...k.keeper.writer.keys()];
  assert.ok(all.length > 30 && all.every((address) => !(text(address) ?? '').includes('仅党员可见')));

  valueOf(
    await publish(
      s,
      await revised(s, first, 'correct', { body: body('更正后的正文。'), changeNote: '有误' }),
    ),
  );
  // Nobody kept anything since: what says something else now is out of service, what does not is still there.
  for (const address of [
    `/i/${slug}`,
    `/i/${slug}.tlog-proof`,
    file,
    '/',
    '/items',
    '/items?unit=3',
    '/units/3',
  ])
    assert.equal(text(address), undefined, address);
  assert.ok((text(`/i/${other.slug}`) ?? '').includes('第二件'));
  await settle();
  assert.ok((text(`/i/${slug}`) ?? '').includes('更正后的正文'));
  assert.deepEqual(await differing(k), []);

  const corrected = { disclosure: first.disclosure, revision: (await lastRevision(s, slug)) ?? '' };
  valueOf(await publish(s, await revised(s, corrected, 'withdraw', { reason: '含个人信息' })));
  assert.equal(text(`/i/${slug}`), undefined);
  await settle();
  assert.ok((text(`/i/${slug}`) ?? '').includes('含个人信息'));
  assert.equal(
    k.ready.find(`/i/${slug}`, { gzip: true, br: true }, Date.parse('2026-03-02T03:00:00Z'))?.status,
    410,
  );
  assert.equal(text(file), undefined);
  assert.deepEqual(
    [...k.keeper.writer.keys()].filter((one) => (text(one) ?? '').includes('更正后的正文')),
    [],
  );
  assert.deepEqual(await differing(k), []);
});

async function lastRevision(s: Site, slug: string): Promise<string | undefined> {
  const { rows } = await s.db.owner.pool.query<{ revision: string }>(
    `select revision from publication.item_version where item = (select id from publication.item where slug = $1)
     order by version desc limit 1`,
    [slug],
  );
  return rows[0]?.revision;
}

test('withdrawn between making a page and putting it: the old bytes are never served', async (t) => {
  let slug = '';
  let withdraw: (() => Promise<unknown>) | null = null;
  const k = await kept(t, async ({ address }) => {
    if (address !== `/i/${slug}` || withdraw === null) return;
    const once = withdraw;
    withdraw = null;
    await once();
  });
  const { s } = k;
  const first = await approved(s, { title: '要撤回的' });
  slug = valueOf(await publish(s, first)).slug;
  const gone = await revised(s, first, 'withdraw', { reason: '含个人信息' });
  withdraw = async () => {
    valueOf(await publish(s, gone));
  };
  for (let at = 0; at < 40 && withdraw !== null; at += 1) {
    await k.keeper.step();
    assert.ok(!(k.text(`/i/${slug}`) ?? '').includes('要撤回的') || withdraw !== null);
  }
  assert.equal(withdraw, null);
  assert.equal(k.text(`/i/${slug}`), undefined);
  await k.settle();
  assert.ok((k.text(`/i/${slug}`) ?? '').includes('含个人信息'));
});

test('taken out of service, and then the publication did not happen: the portal answers, and pages come back with the next', async (t) => {
  const k = await kept(t);
  const { s } = k;
  const first = await approved(s, { title: '一直公开的' });
  const { slug } = valueOf(await publish(s, first));
  await k.settle();
  await register(s, await revised(s, first, 'withdraw', { reason: '含个人信息' }));
  // The transaction fails as its last statement, after pages were taken out of service.
  await s.db.owner.pool.query(`create function public.fail() returns trigger language plpgsql as
    $$ begin if new.action = 'transparency-log.publish-checkpoint' then raise exception 'no'; end if; return new; end $$;
    create trigger fails before insert on platform.audit for each row execute function public.fail()`);
  await assert.rejects(s.log.seal(monday));
  assert.equal(k.text(`/i/${slug}`), undefined);
  assert.match((await s.get(`/i/${slug}`)).body, /一直公开的/);
  for (let at = 0; at < 12; at += 1) {
    k.pass(2_000);
    await k.keeper.step();
  }
  assert.equal(k.text(`/i/${slug}`), undefined, 'it may be withdrawn at any moment');
  await s.db.owner.pool.query('drop trigger fails on platform.audit');
  await s.log.seal(monday);
  await k.settle();
  assert.ok((k.text(`/i/${slug}`) ?? '').includes('含个人信息'));
});

test('kill -9 of whoever publishes, at each step: what is ready is what the portal says, or nothing', async (t) => {
  const k = await kept(t);
  const { s, options } = k;
  const first = await approved(s, { title: '要撤回的' });
  const { slug } = valueOf(await publish(s, first));
  await k.settle();
  await register(s, await revised(s, first, 'withdraw', { reason: '含个人信息' }));
  const { folder, origin } = s.log.settings;
  const seal = (failAt: string) =>
    spawnSync(
      process.execPath,
      [
        join(import.meta.dirname, 'testing-child.ts'),
        roleUrl(s.db.url, s.db.secret, 'worker'),
        folder,
        origin ?? '',
        monday.toISOString(),
        options.folder,
      ],
      { env: { ...process.env, GONGKAI_FAIL_POINT: failAt }, encoding: 'utf8' },
    );
  for (const point of [
    'before-ready-closed',
    'after-ready-closed',
    'before-reveal-commit',
    'after-reveal-commit',
  ]) {
    const killed = seal(point);
    assert.equal(killed.signal, 'SIGKILL', `${point}: ${killed.stderr}`);
    for (let at = 0; at < 3; at += 1) {
      for (const address of [`/i/${slug}`, '/', '/items', '/items?unit=3', '/units/3', '/log/checkpoint'])
        assert.ok([undefined, (await s.get(address)).body].includes(k.text(address)), `${point} ${address}`);
      k.pass(2_000);
      await k.keeper.step();
    }
  }
  assert.equal(seal('').status, 0);
  await k.settle();
  assert.ok((k.text(`/i/${slug}`) ?? '').includes('含个人信息'));
});

test('nobody told: pages end with the day, the sweep finds a change, and a keeper that stands still is not believed', async (t) => {
  const k = await kept(t);
  const { s } = k;
  const { slug } = valueOf(await publish(s, await approved(s, { title: '原来的标题' })));
  await k.settle();
  await s.db.owner.pool
    .query(`update publication.registration set claimed_at = claimed_at`)
    .catch(() => undefined);
  await s.db.owner.pool.query(`update publication.item set category = '别的类别' where slug = $1`, [slug]);
  await s.db.owner.pool.query(
    `update publication.part set bytes = convert_to('改过的标题', 'UTF8') where kind = 'title'`,
  );
  assert.ok((k.text(`/i/${slug}`) ?? '').includes('原来的标题'));
  for (let at = 0; at < 100 && !(k.text(`/i/${slug}`) ?? '').includes('改过的标题'); at += 1) {
    k.pass(2_000);
    await k.keeper.step();
  }
  assert.ok((k.text(`/i/${slug}`) ?? '').includes('改过的标题'));
  assert.ok(k.keeper.repaired() > 0);
  k.pass(14_000);
  assert.ok(k.text(`/i/${slug}`) !== undefined);
  k.pass(2_000);
  assert.equal(k.text(`/i/${slug}`), undefined);
  await k.settle();
  k.pass(24 * 3_600_000);
  k.keeper.writer.goodUntil(Number.MAX_SAFE_INTEGER);
  assert.equal(k.text('/'), undefined, 'another day');
  assert.ok(k.text(`/i/${slug}`) !== undefined, 'no day changes it');
});

test('another keeper goes on where the last ended; over a restored database it begins anew', async (t) => {
  const k = await kept(t);
  const { s, options } = k;
  const { slug } = valueOf(await publish(s, await approved(s)));
  await k.settle();
  const next = await openKeeper(options);
  assert.ok(next.writer.isReady(`/i/${slug}`, 0));
  next.close();
  await s.db.owner.pool.query(`alter table platform.audit disable trigger all;
    delete from platform.audit where seq > (select max(seq) from platform.audit) - 2;
    alter table platform.audit enable trigger all`);
  const restored = await openKeeper(options);
  assert.ok(!restored.writer.has(`/i/${slug}`));
  restored.close();
});
