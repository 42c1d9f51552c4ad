import { type RunningServer, until } from '#test/process';
import type { Village } from '../crash/world.ts';
import { approve, bringChange, bringNew, type Ready } from './desk.ts';
import type { Installation } from './installation.ts';

/** What the offices have done: what was acknowledged, and what may be changed later. */
export type Office = {
  count: number;
  readonly approved: string[];
  readonly published: Ready[];
  /** Villages with a catalogue, in this order. */
  readonly catalogued: Village[];
  /** Names that were taken out of something. */
  readonly erased: string[];
};

export const newOffice = (): Office => ({
  count: 0,
  approved: [],
  published: [],
  catalogued: [],
  erased: [],
});

const turns = ['publish', 'publish', 'correct', 'publish', 'withdraw'] as const;

/** The next matter, up to its approval; its kinds in turn. */
export async function bringNext({ world }: Installation, office: Office, url: string): Promise<Ready> {
  office.count += 1;
  const title = `第${office.count}号收支公示`;
  const village = world.villages[office.count % world.villages.length];
  if (village === undefined) throw new Error('no village');
  const turn = turns[office.count % turns.length] ?? 'publish';
  const before = turn === 'publish' ? undefined : office.published.shift();
  return turn === 'publish' || before === undefined
    ? bringNew(url, village, title)
    : bringChange(url, before, turn, title);
}

/** Signs, and remembers that it was acknowledged. */
export async function sign(office: Office, url: string, ready: Ready): Promise<void> {
  await approve(url, ready);
  office.approved.push(ready.revision);
  if (ready.purpose !== 'withdraw') office.published.push(ready);
}

export async function isOut({ query }: Installation, { revision }: Ready): Promise<boolean> {
  const sql = 'select 1 from publication.registration where revision = $1 and revealed_at is not null';
  return (await query(sql, [revision])).length > 0;
}

export async function waitUntilOut(here: Installation, ready: Ready, output: () => string): Promise<void> {
  const why = () => `${ready.revision} does not come out:\n${output()}`;
  await until(() => isOut(here, ready), 60_000, why);
}

/** One matter from its draft to the readers. */
export async function publishOne(here: Installation, office: Office, server: RunningServer): Promise<Ready> {
  const next = await bringNext(here, office, server.url);
  await sign(office, server.url, next);
  await waitUntilOut(here, next, server.output);
  return next;
}
