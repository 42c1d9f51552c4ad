import assert from 'node:assert/strict';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RunningServer, until } from '#test/process';
import { bringNew, type Ready } from './desk.ts';
import { alarmsOf } from './full-disk.ts';
import type { Installation } from './installation.ts';
import { isOut, newOffice, type Office, publishOne, sign, waitUntilOut } from './office.ts';
import { servedSize, verifyAll, verifyAsReader } from './verify.ts';

/*
 * Old backups come back: of the database, of the folder, of both. What would contradict anything ever published is refused and
 * explained, and the way out that the explanation names is taken. No server runs between these.
 */

/** Keeps database and log folder as they are now. */
async function keep(here: Installation, name: string): Promise<void> {
  await here.backUp(name);
  copyLog(here.log, keptLog(here, name));
}

const keptLog = ({ log }: Installation, name: string) => `${log}.${name}`;

function copyLog(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true });
}

/** Runs the server with what was restored; ends it again. */
async function during<T>(
  here: Installation,
  env: Readonly<Record<string, string>>,
  work: (server: RunningServer) => Promise<T>,
): Promise<T> {
  const server = await here.start({ env });
  const answer = await work(server);
  await server.stop();
  return answer;
}

/** A witness of this log, a process of the program with a folder of its own. @returns settings that name it */
async function startWitness(here: Installation): Promise<Readonly<Record<string, string>>> {
  const folder = `${here.data}.witness`;
  const env = { GONGKAI_DATA: folder, PORT: '0' };
  const naming = here.spawn(['witness:key', '--name', 'archive.example.cn/witness'], env);
  assert.equal((await naming.ended()).code, 0, naming.output());
  const [vkey = ''] = /^archive\S+$/m.exec(naming.output()) ?? [];
  const [ours] = await here.query<{ vkey: string }>('select vkey from transparency_log.signer_key');
  writeFileSync(join(folder, 'witness', 'logs.txt'), `log ${ours?.vkey}\n`);
  const witness = here.spawn(['start', '--role', 'witness'], env);
  const address = /witness listening: (\S+)/;
  await until(async () => address.test(witness.output()), 30_000, witness.output);
  const policy = `${here.data}.policy`;
  const url = address.exec(witness.output())?.[1] ?? '';
  writeFileSync(policy, `witness archive ${vkey} ${url}\nquorum archive\n`);
  return { GONGKAI_LOG_POLICY: policy };
}

export async function restoreBackups(here: Installation, office: Office): Promise<void> {
  const witnessed = await startWitness(here);
  await keep(here, 'old');
  const before = [...office.approved];
  const lost = await during(here, witnessed, async (server) => {
    const made = [await publishNew(here, office, server, '一'), await publishNew(here, office, server, '二')];
    await verifyAll(here, server.url, office.approved);
    return made;
  });
  await keep(here, 'newest');
  await olderFolder(here, office, witnessed);
  await keep(here, 'newest');
  await olderDatabase(here, office);
  await bothOlder(here, { witnessed, lost, before });
}

async function publishNew(here: Installation, office: Office, server: RunningServer, name: string) {
  const [village] = here.world.villages;
  assert.ok(village);
  const ready = await bringNew(server.url, village, `备份之后的公示${name}`);
  await sign(office, server.url, ready);
  await waitUntilOut(here, ready, server.output);
  return ready;
}

/** The folder only mirrors the database: it is brought up to date. */
async function olderFolder(
  here: Installation,
  office: Office,
  env: Readonly<Record<string, string>>,
): Promise<void> {
  copyLog(keptLog(here, 'old'), here.log);
  await during(here, env, async (server) => {
    assert.deepEqual(await alarmsOf(server), [], server.output());
    await publishOne(here, office, server);
    await verifyAll(here, server.url, office.approved);
  });
}

/** Nothing is registered, nothing is signed, and the terminal says why. */
async function requireRefused(
  here: Installation,
  server: RunningServer,
  code: string,
  words: RegExp,
): Promise<void> {
  const size = await servedSize(server.url);
  const file = readFileSync(join(here.log, 'checkpoint'));
  assert.deepEqual(await alarmsOf(server), [code], server.output());
  assert.match(server.output(), words);
  const [village] = here.world.villages;
  assert.ok(village);
  const ready: Ready = await bringNew(server.url, village, '停止登记时的公示');
  await sign(newOffice(), server.url, ready);
  await until(
    async () => /透明日志已停止登记/.test(server.output()),
    30_000,
    () => `nobody tried to publish:\n${server.output()}`,
  );
  assert.equal(await isOut(here, ready), false);
  assert.equal(await servedSize(server.url), size);
  assert.deepEqual(readFileSync(join(here.log, 'checkpoint')), file, 'the evidence stays');
}

async function olderDatabase(here: Installation, office: Office): Promise<void> {
  await here.restore('old');
  await during(here, {}, (server) =>
    requireRefused(here, server, 'file-newer', /数据库是从较早的备份恢复的[\s\S]*log:accept-restore/),
  );
  // The first way out: there is a newer backup.
  await here.restore('newest');
  await during(here, {}, async (server) => {
    await publishOne(here, office, server);
    await verifyAll(here, server.url, office.approved);
  });
}

/** Only the witness knows; the way out is a copy of the log that somebody made. */
async function bothOlder(
  here: Installation,
  {
    witnessed,
    lost,
    before,
  }: {
    readonly witnessed: Readonly<Record<string, string>>;
    readonly lost: readonly Ready[];
    readonly before: readonly string[];
  },
): Promise<void> {
  const copy = keptLog(here, 'copy');
  copyLog(here.log, copy);
  const gone = await here.query<{ slug: string }>(
    `select distinct i.slug from publication.registration r join publication.item i on i.id = r.item
     where r.log_index >= $1`,
    [sizeIn(keptLog(here, 'old'))],
  );
  assert.ok(gone.length >= lost.length);
  await here.restore('old');
  copyLog(keptLog(here, 'old'), here.log);
  await during(here, witnessed, (server) =>
    requireRefused(
      here,
      server,
      'witness-ahead',
      /本系统是从较早的备份恢复的[\s\S]*log:accept-restore --from/,
    ),
  );
  await acceptRestore(here, copy, witnessed);
  await during(here, witnessed, async (server) => {
    const office: Office = { ...newOffice(), count: 1, approved: [...before] };
    await publishOne(here, office, server);
    // Every checkpoint ever served still holds; what the backup did not have is told, and nothing else.
    const slugs = gone.map(({ slug }) => slug);
    const log = await verifyAsReader(here, server.url, { about: slugs });
    assert.ok(log.copy.entries.some((entry) => entry?.type === 'accept-restore'));
  });
}

const sizeIn = (log: string) => Number(readFileSync(join(log, 'checkpoint'), 'utf8').split('\n')[1]);

async function acceptRestore(
  here: Installation,
  copy: string,
  env: Readonly<Record<string, string>>,
): Promise<void> {
  const [operator] = await here.query<{ account: string }>(
    `select account from identity.person where name = '管理员'`,
  );
  const account = operator?.account ?? '';
  const why = ['--reason', 'disk-lost', '--words', '磁盘损坏，只有较早的备份', '--from', copy];
  const accepting = here.spawn(['log:accept-restore', '--account', account, ...why], env);
  assert.equal((await accepting.ended()).code, 0, accepting.output());
}
