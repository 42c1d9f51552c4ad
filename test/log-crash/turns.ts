import assert from 'node:assert/strict';
import type { failPoints } from '#modules/transparency-log';
import { send } from '../crash/driver.ts';
import type { Session, Village } from '../crash/world.ts';
import { approve, bringChange, bringNew, bringWithholding, lifeAt, type Ready } from './desk.ts';
import type { Installation } from './installation.ts';
import type { Office } from './office.ts';

/*
 * Everything that becomes an entry of the log takes its turn at being cut off: each kind once in a transaction, once at an
 * fsync, once at the writing or renaming of a file.
 */

export type Turn = {
  readonly what: string;
  /** The last step, after which it will be public whatever happens. */
  readonly sign: (url: string) => Promise<void>;
  /** After the next start, when everything is at rest: is it there, once? */
  readonly check: () => Promise<void>;
};

type Bring = (here: Installation, office: Office, url: string) => Promise<Turn>;

const bring = {
  publish: (here, office, url) =>
    bringItem(office, () => bringNew(url, villageOf(here, office), titleOf(office))),
  correct: (_, office, url) =>
    bringItem(office, () => bringChange(url, before(office), 'correct', titleOf(office))),
  withdraw: (_, office, url) =>
    bringItem(office, () => bringChange(url, before(office), 'withdraw', titleOf(office))),
  withhold: (_, office, url) => {
    const [village] = office.catalogued.slice(-1);
    assert.ok(village, 'no village has duties');
    return bringItem(office, () => bringWithholding(url, village, titleOf(office)));
  },
  catalogue: bringCatalogue,
  erase: bringErasure,
} as const satisfies Readonly<Record<string, Bring>>;

/** Which kind dies where. */
export const turnAt: Readonly<Record<(typeof failPoints)[number], keyof typeof bring>> = {
  'after-append': 'catalogue',
  'after-register-commit': 'withhold',
  'after-signing': 'correct',
  'after-head-commit': 'withdraw',
  'after-bundle-written': 'publish',
  'after-bundle-synced': 'erase',
  'after-bundle-renamed': 'catalogue',
  'after-tile-written': 'correct',
  'after-tile-synced': 'withhold',
  'after-tile-renamed': 'withdraw',
  'after-tile-folder-synced': 'catalogue',
  'after-cosignatures': 'publish',
  'before-reveal-commit': 'erase',
  'after-reveal-commit': 'publish',
  'after-checkpoint-written': 'erase',
  'after-checkpoint-synced': 'withdraw',
  'after-checkpoint-renamed': 'withhold',
  'after-checkpoint-folder-synced': 'correct',
};

export const bringTurn = (kind: keyof typeof bring, ...given: Parameters<Bring>): Promise<Turn> => {
  given[1].count += 1;
  return bring[kind](...given);
};

const titleOf = ({ count }: Office) => `第${count}号收支公示`;

function villageOf({ world }: Installation, { count }: Office): Village {
  const village = world.villages[count % world.villages.length];
  assert.ok(village);
  return village;
}

function before(office: Office): Ready {
  const ready = office.published.shift();
  assert.ok(ready, 'nothing is published that could be changed');
  return ready;
}

async function bringItem(office: Office, make: () => Promise<Ready>): Promise<Turn> {
  const ready = await make();
  return {
    what: ready.purpose,
    sign: async (url) => {
      await approve(url, ready);
      // That it is out, once, is held against the log with all others.
      office.approved.push(ready.revision);
      if (ready.purpose === 'publish' || ready.purpose === 'correct') office.published.push(ready);
    },
    check: async () => undefined,
  };
}

const row = {
  matter1: '村务公开',
  matter2: '财务收支',
  content: '收支明细',
  basis: '',
  scope: 'society',
  audience: '',
  mode: 'proactive',
  carriers: ['公开栏'],
  timeKind: 'periodic',
  timeLimit: '每季度',
  clauses: [],
  stages: [],
  responsible: '村会计',
  adminLevel: '村级',
  retention: 'years10',
  note: '',
};

/** A catalogue of a village that has none, up to its registration by the office above, which brings it into force today. */
async function bringCatalogue(here: Installation, office: Office, url: string): Promise<Turn> {
  const village = here.world.villages.find((one) => !office.catalogued.includes(one));
  assert.ok(village, 'every village has a catalogue');
  const { handler, approver } = village.people;
  const ask = async (who: Session, path: string, body?: object) =>
    (await send(lifeAt(url), who, 'other', path, body)).body as Record<string, unknown>;
  const year = new Date().getFullYear();
  const form = { unit: village.unit, affairsKind: 'village', year, title: titleOf(office) };
  const made = await ask(handler, '/api/catalogues', { ...form, source: { from: 'blank' } });
  const at = `/api/catalogues/${String(made['id'])}`;
  await ask(handler, `${at}/items`, { after: null, fields: row });
  const move = async (name: string, who: Session) => {
    const { lock } = await ask(who, at);
    await ask(who, `${at}/moves/${name}`, { lock, opinion: '同意' });
  };
  await move('submit', handler);
  await move('approve', approver);
  await move('file', handler);
  const { lock } = await ask(here.world.office, at);
  return {
    what: 'catalogue',
    sign: async (now) => {
      office.catalogued.push(village);
      await send(lifeAt(now), here.world.office, 'other', `${at}/moves/register`, { lock, opinion: '同意' });
    },
    check: async () => {
      const rows = await here.query<{ entries: number; pending: boolean }>(
        `select (select count(*)::integer from catalogue.registration r
             where r.catalogue_id = c.id and r.log_index < transparency_log.visible_size()) as entries,
           c.pending_since is not null as pending
         from catalogue.catalogue c where c.id = $1 and c.state = 'inForce'`,
        [made['id']],
      );
      assert.deepEqual(
        rows,
        [{ entries: 1, pending: false }],
        'a catalogue in force is not shown by one entry',
      );
    },
  };
}

/** What nobody is called: taken out of an item that is published for this. */
const erasedName = (office: Office) => `阚予砚${'甲乙丙丁戊己庚辛'[office.erased.length % 8]}`;

/** One person proposes to take a name out of a published item; the other one's confirmation is what registers it. */
async function bringErasure(here: Installation, office: Office, url: string): Promise<Turn> {
  const name = erasedName(office);
  office.erased.push(name);
  const village = villageOf(here, office);
  const ready = await bringNew(url, village, `${name}${titleOf(office)}`);
  await approve(url, ready);
  office.approved.push(ready.revision);
  await here.waitUntilOut(ready.revision);
  const found = await here.query<{ id: string }>('select id from publication.item where disclosure = $1', [
    ready.disclosure,
  ]);
  const at = `/api/publications/${found[0]?.id}/erasures`;
  const wanted = { words: [name] };
  const { body } = await send(lifeAt(url), village.people.approver, 'other', at, {
    ...wanted,
    ground: 'consentWithdrawn',
  });
  const { id } = body as { id: string };
  return {
    what: 'erase',
    sign: async (now) => {
      await send(lifeAt(now), here.world.office, 'other', `${at}/${id}/confirm`, wanted);
    },
    check: async () => {
      const rows = await here.query<{ state: string; entries: number }>(
        `select e.state, (select count(*)::integer from publication.registration r where r.item = e.item
           and r.effect = 'redact' and r.revealed_at is not null) as entries
         from publication.erasure e where e.id = $1`,
        [id],
      );
      assert.deepEqual(rows, [{ state: 'done', entries: 1 }], 'a confirmed erasure is not done, once');
    },
  };
}
