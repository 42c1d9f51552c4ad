import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { createCanvas } from '@napi-rs/canvas';
import { type Actor, covers, type Fact } from '#kernel';
import { carriersModule } from '#modules/carriers';
import type { FileStore, IncomingFile } from '#platform/files';
import { openFileStore, stageBytes } from '#platform/files';
import type { Messages } from '#platform/i18n';
import type { JobTools } from '#platform/jobs';
import type { Channel, Module } from '#platform/module';
import { deliverFact } from '#platform/outbox';
import { testActor, unitRef } from '#test/database';
import { monday, village, type World, world } from '../../src/modules/publication/testing/world.ts';

/* A village with its boards and screens: items come through the whole order, facts are heard as the worker hears them. */

export type CarriersWorld = World & {
  readonly module: Module;
  readonly files: FileStore;
  /** Lets the room hear every fact that it has not heard. */
  readonly hear: () => Promise<void>;
  /** Runs one job of the room at a moment. */
  readonly job: (name: string, payload?: object, now?: Date) => Promise<void>;
  /** Payloads of the jobs that wait, by name. */
  readonly waiting: (name: string) => Promise<readonly unknown[]>;
  readonly office: Actor;
};

/** What rooms of their own would call two of the ways out. */
const channelWords: Messages = {
  'zh-CN': { 'channel.lists': '列表', 'channel.search': '检索' },
  en: { 'channel.lists': 'lists', 'channel.search': 'search' },
};

export async function carriersWorld(
  t: TestContext,
  channels: readonly Channel[] = [],
): Promise<CarriersWorld> {
  const w = await world(t);
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-carriers-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const module: Module = carriersModule({
    channels: () => channels,
    messages: () => [...module.messages, channelWords],
    findHolders: async (_db, role, unit) =>
      Object.values(w.people).filter((one) =>
        one.grants.some((grant) => grant.role === role && covers(grant, unit)),
      ),
  });
  const rooms = new Map([[module.name, module.hears]]);
  return {
    ...w,
    module,
    files: await openFileStore(folder),
    office: testActor('吴主任', ['committeeOffice'], unitRef(1, '/1/'), { reach: 'below' }),
    hear: async () => {
      const facts = await w.db.owner.pool.query<Pick<Fact, 'id'>>(
        'select id from platform.fact order by seq',
      );
      for (const { id } of facts.rows) await deliverFact(w.db.worker, rooms, id);
    },
    job: async (name, payload = {}, now = monday) => {
      const job = module.jobs[name];
      if (job === undefined) throw new Error(`no job ${name}`);
      const tools: JobTools = { database: w.db.worker, now: () => now };
      await job.run(payload, tools);
    },
    waiting: async (name) => {
      const found = await w.db.owner.pool.query<{ payload: unknown }>(
        `select j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks k on k.id = j.task_id
         where k.identifier = $1 order by j.id`,
        [name],
      );
      return found.rows.map(({ payload }) => payload);
    },
  };
}

/** A picture of one colour, as a camera would have taken it. */
export async function photo(w: Pick<CarriersWorld, 'files'>, name = 'board.png'): Promise<IncomingFile> {
  const canvas = createCanvas(40, 30);
  const paint = canvas.getContext('2d');
  paint.fillStyle = `#${Math.floor(Math.random() * 0xffffff)
    .toString(16)
    .padStart(6, '0')}`;
  paint.fillRect(0, 0, 40, 30);
  return stageBytes(w.files, canvas.toBuffer('image/png'), name);
}

export { monday, village };
