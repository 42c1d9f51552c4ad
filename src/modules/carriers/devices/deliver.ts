import { getUnitRef } from '#modules/organisations';
import type { CommandContext } from '#platform/command';
import type { Deliverer, DeliveryEvent, Recipient } from '../deliveries/deliverer.ts';
import { own } from '../store.ts';
import { SHOWN_HOURS } from './manifest.ts';

/** A screen cut off stops by itself after its hours; an hour more and nobody has said so. */
const RECEIPT_MS = (SHOWN_HOURS + 1) * 3_600_000;

/** Screens that show items of that unit. */
async function screensFor(ctx: CommandContext, event: DeliveryEvent): Promise<readonly Recipient[]> {
  const { path } = await getUnitRef(ctx.tx, event.unit);
  const above = path.split('/').filter(Boolean).map(Number);
  const rows = await own(ctx.tx)
    .selectFrom('carriers.device as d')
    .innerJoin('carriers.carrier as c', 'c.id', 'd.carrier')
    .select('c.id')
    .where('d.kind', '=', 'screen')
    .where('d.revoked_at', 'is', null)
    .where('c.number', 'is not', null)
    .where('c.state', 'in', ['registered', 'filed', 'returned'])
    .where((eb) =>
      eb.or([
        eb('d.shows', '=', 'site'),
        eb.and([eb('d.shows', '=', 'unit'), eb('c.unit', '=', event.unit)]),
        eb.and([eb('d.shows', '=', 'below'), eb('c.unit', 'in', above)]),
      ]),
    )
    .execute();
  return rows.map(({ id }) => ({ carrier: id, ...dueOf(event) }));
}

const dueOf = ({ what, at }: DeliveryEvent) =>
  what === 'withdraw' ? { dueAt: new Date(at.getTime() + RECEIPT_MS) } : {};

/** Screens fetch what is there now; what they say they show is the receipt. */
export const screenDeliverer: Deliverer = { kind: 'screen', recipients: screensFor, attempt: null };

/** Kiosks ask for every page; what may still stand on one, and what one keeps for hours without network, has to go. */
export const kioskDeliverer: Deliverer = {
  kind: 'kiosk',
  recipients: async (ctx, event) => {
    if (event.what !== 'withdraw') return [];
    const rows = await own(ctx.tx)
      .selectFrom('carriers.device')
      .select('carrier')
      .where('kind', '=', 'kiosk')
      .where('revoked_at', 'is', null)
      .execute();
    return rows.map(({ carrier }) => ({ carrier, ...dueOf(event) }));
  },
  attempt: null,
};
