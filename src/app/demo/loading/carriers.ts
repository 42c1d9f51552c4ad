import { sql } from 'kysely';
import type { Actor, Fact, UnitRef } from '#kernel';
import {
  beginPairing,
  type CarrierFields,
  carrierFields,
  claimPairing,
  confirmPairing,
  createCarrier,
  listOpenPostings,
  moveCarrier,
  planDeliveries,
  postSheet,
  preparePhoto,
  readContent,
  receiveContact,
  setDevice,
} from '#modules/carriers';
import { noOrigin, systemActor } from '#platform/command';
import { type Tx, tables } from '#platform/database';
import { discardFile, stageBytes } from '#platform/files';
import { library } from '#platform/libraries';
import { addDays, at } from '../world/dates.ts';
import type { WorldUnit } from '../world/types.ts';
import type { District } from './live.ts';
import { type As, getJob, inBatch, must } from './target.ts';

/** Items of so many days before today hang on the boards. */
const HANGING_DAYS = 21;
const MOST_FACTS = 120;

type Wanted = { readonly unit: WorldUnit; readonly ref: UnitRef; readonly fields: CarrierFields };

/**
 * Carriers of the district, by the room's own commands: a board in every village and community, some screens and kiosks, the
 * district's site and account. Of what was published in the last weeks almost every sheet hangs; one board is without, and
 * one screen has been silent since the morning before. Told once.
 */
export async function loadCarriers(district: District): Promise<void> {
  const { target, ledger } = district;
  if (ledger.find('carriers-found') !== undefined) return;
  const all = wanted(district);
  if (ledger.find('carriers') === undefined)
    await inBatch(target.office, async (as, tx) => {
      for (const one of all)
        await ledger.note(tx, [[`carrier/${keyOf(one)}`, await register(district, as, one)]]);
      await hangRecent(district, as, tx);
      await ledger.note(tx, [['carriers', String(all.length)]]);
    });
  const devices = all.filter(({ fields }) => fields.kind === 'screen' || fields.kind === 'kiosk');
  for (const [index, one] of devices.entries()) await pairOnce(district, one, index === 0);
  const now = () => eveningOf(district);
  for (const job of ['find-silent', 'find-on-boards'])
    await getJob(target, 'carriers', job).run({}, { database: target.worker, now });
  await inBatch(target.office, (_as, tx) => ledger.note(tx, [['carriers-found', '1']]));
}

const keyOf = ({ unit, fields }: Wanted): string => `${fields.kind}/${unit.code}`;

/** The history ends the day before; everything of it lies behind this moment. */
const eveningOf = ({ world }: District): Date => at(addDays(world.today, -1), 21, 0);

/** Two of a kind are enough to see how it is; boards are everywhere. */
const screenFamilies: readonly WorldUnit['family'][] = ['committee', 'townCommittee', 'streetCommittee'];

function wanted({ world, units }: District): readonly Wanted[] {
  const all = [...world.units()].flatMap((unit) => {
    const ref = units.get(unit.code);
    return ref === undefined ? [] : [{ unit, ref }];
  });
  const make = (one: (typeof all)[number], fields: Partial<CarrierFields>): Wanted => ({
    ...one,
    fields: carrierFields.parse({
      phone: one.unit.phone,
      opening: '全天',
      place: one.unit.address,
      post: '办公室主任',
      ...fields,
    }),
  });
  const villages = all.filter(({ unit }) => /^(village|community)Committee$/.test(unit.family));
  const houses = screenFamilies.flatMap((family) =>
    all.filter(({ unit }) => unit.family === family).slice(0, 2),
  );
  const committee = all.find(({ unit }) => unit.family === 'committee');
  return [
    ...villages.map((one) =>
      make(one, {
        kind: 'board',
        name: one.unit.family === 'villageCommittee' ? '村务公开栏' : '居务公开栏',
        place: `${one.unit.shortName}委员会院内`,
        post: one.unit.family === 'villageCommittee' ? '村务监督委员会主任' : '居务监督委员会主任',
      }),
    ),
    ...houses.map((one) =>
      make(one, { kind: 'screen', name: '便民大厅电子屏', floor: '一楼', opening: '工作日 8:30—17:30' }),
    ),
    ...houses
      .slice(0, 2)
      .map((one) =>
        make(one, { kind: 'kiosk', name: '公开查询触摸屏', floor: '一楼', opening: '工作日 8:30—17:30' }),
      ),
    ...(committee === undefined
      ? []
      : [
          make(committee, {
            kind: 'website',
            name: '党务政务公开网站',
            address: 'https://gongkai.example',
            place: '',
          }),
          make(committee, { kind: 'account', name: '公开号', address: '公众号：公开号（演示）', place: '' }),
        ]),
  ];
}

/** The person who does this in a unit: its own handler, else one above. */
function handlerOf({ people }: District, unit: UnitRef): Actor {
  const all = [...people.values()];
  const own = all.find((one) =>
    one.grants.some((grant) => grant.role === 'handler' && grant.unit === unit.id),
  );
  const any = own ?? all.find((one) => one.grants.some((grant) => grant.role === 'committeeOffice'));
  if (any === undefined) throw new Error(`nobody looks after the carriers of unit ${unit.id}`);
  return any;
}

function clerkOf({ people }: District): Actor {
  const clerk = [...people.values()].find((one) =>
    one.grants.some((grant) => grant.role === 'committeeOffice'),
  );
  if (clerk === undefined) throw new Error('the world has no committee office to register carriers');
  return clerk;
}

async function register(district: District, as: As, { ref, fields }: Wanted): Promise<string> {
  const { world } = district;
  const filed = as(handlerOf(district, ref), at(addDays(world.today, -200), 10, 0));
  const id = must(await createCarrier(filed, ref.id, fields), fields.name);
  must(await moveCarrier(filed, id, 'file', ''), fields.name);
  const clerk = clerkOf(district);
  const other = clerk.person === filed.actor.person ? { ...clerk, person: systemActor.person } : clerk;
  const registered = as(other, at(addDays(world.today, -199), 15, 0));
  must(await moveCarrier(registered, id, 'register', ''), fields.name);
  return id;
}

/** What was published lately is told once more: this time there are boards to hang it on. */
async function hangRecent(district: District, as: As, tx: Tx): Promise<void> {
  const { world, target } = district;
  const since = at(addDays(world.today, -HANGING_DAYS), 0, 0);
  const { rows } = await sql<Fact>`select f.id, f.kind, f.version, f.at, f.actor, f.unit, f.subject, f.data
    from platform.fact f where f.kind in ('publication.published', 'publication.withdrawn') and f.at >= ${since}
    order by f.seq desc limit ${MOST_FACTS}`.execute(tables<Record<never, never>>(tx));
  for (const fact of rows.toReversed())
    await planDeliveries(
      { tx, actor: systemActor, now: fact.at, origin: noOrigin, audit: { rows: 0 } },
      fact,
    );
  const staged = await stageBytes(target.files, boardPicture(), '张贴照片.png');
  const photo = must(await preparePhoto(staged), 'photo of a board');
  const open = await listOpenPostings(tx);
  const end = eveningOf(district);
  // The oldest stays undone: the board without its sheet.
  for (const posting of open.slice(1)) {
    const ref = [...district.units.values()].find((one) => one.id === posting.unit);
    const moment = new Date(posting.plannedAt.getTime() + 15 * 3_600_000);
    if (ref === undefined || moment >= end) continue;
    const ctx = as(handlerOf(district, ref), moment);
    must(await postSheet(ctx, target.files, posting.id, { photo, claimedAt: null }), 'posting');
  }
  await discardFile(photo.file);
}

/** A board as a camera might see it, with nothing to be read on it and nobody before it. */
function boardPicture(): Buffer {
  const canvas = library('@napi-rs/canvas').createCanvas(640, 420);
  const paint = canvas.getContext('2d');
  const fill = (colour: string, x: number, y: number, wide: number, high: number) => {
    paint.fillStyle = colour;
    paint.fillRect(x, y, wide, high);
  };
  fill('#b9b3a8', 0, 0, 640, 420);
  fill('#6b4f34', 60, 50, 520, 300);
  fill('#d9cdb8', 75, 65, 490, 270);
  for (const [index, left] of [95, 255, 415].entries()) {
    fill('#ffffff', left, 85, 135, 200);
    fill('#a8281f', left + 15, 100, 105, 10);
    for (let line = 0; line < 9 - index; line += 1) fill('#8a8378', left + 15, 125 + line * 16, 105, 5);
  }
  return canvas.toBuffer('image/png');
}

/** A screen or kiosk as it is paired and reports. Killed in the middle it is paired anew: the last device of a carrier counts. */
async function pairOnce(district: District, one: Wanted, isSilent: boolean): Promise<void> {
  const { target, world, ledger } = district;
  const carrier = ledger.find(`carrier/${keyOf(one)}`);
  if (carrier === undefined || ledger.find(`device/${keyOf(one)}`) !== undefined) return;
  const kind = one.fields.kind === 'screen' ? 'screen' : 'kiosk';
  const paired = at(addDays(world.today, -30), 9, 0);
  const begun = must(await beginPairing(target.office, kind, paired), 'pairing');
  await inBatch(target.office, async (as) => {
    must(await confirmPairing(as(clerkOf(district), paired), carrier, begun.code), 'pairing');
  });
  const claimed = must(await claimPairing(target.office, begun, paired), 'pairing');
  if (claimed === null) throw new Error('a pairing that was confirmed has no key');
  await inBatch(target.office, async (as) => {
    // Nobody stands behind the others in a demonstration: they may be silent for a week.
    const settings = { shows: 'below', silentAfterMinutes: isSilent ? 30 : 10_080, rotate: false } as const;
    must(await setDevice(as(clerkOf(district), paired), carrier, settings), 'device');
  });
  const told = { now: at(addDays(world.today, -1), isSilent ? 9 : 20, 30), baseUrl: '' };
  const shows =
    kind === 'screen'
      ? await readContent(target.office.reader, { carrier, shows: 'below' }, told)
      : undefined;
  const shown = shows === undefined ? [] : slugsOf(shows.body);
  const said = { ...claimed, hash: shows?.hash ?? '', shown, wall: told.now.getTime(), version: 'demo' };
  await receiveContact(target.office, said, kind, told);
  await inBatch(target.office, (_as, tx) => ledger.note(tx, [[`device/${keyOf(one)}`, claimed.device]]));
}

/** What a device reads out of its manifest. */
function slugsOf(manifest: string): readonly string[] {
  const { slides } = JSON.parse(manifest) as { readonly slides: readonly { readonly slug: string }[] };
  return slides.map(({ slug }) => slug);
}
