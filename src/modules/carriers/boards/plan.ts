import { v7 } from 'uuid';
import { findRowInForce, listDutiesById } from '#modules/catalogue';
import { findUnit } from '#modules/organisations';
import { findTeasers } from '#modules/publication';
import { loadCalendar, localDateAt } from '#platform/calendar';
import type { CommandContext } from '#platform/command';
import type { Reader } from '#platform/database';
import type { Deliverer, DeliveryEvent, Recipient } from '../deliveries/deliverer.ts';
import { own } from '../store.ts';
import { dueOnBoard, type PostingRule, printedRules, rulesFor, strictest } from './rules.ts';

/** Boards of society in use of some units. */
export function listBoards(db: Reader, units: readonly number[]) {
  return own(db)
    .selectFrom('carriers.carrier')
    .select(['id', 'unit', 'name'])
    .where('kind', '=', 'board')
    .where('reach', '=', 'society')
    .where('number', 'is not', null)
    .where('state', 'in', ['registered', 'filed', 'returned'])
    .where('unit', 'in', [...units])
    .execute();
}

export async function readRules(db: Reader): Promise<readonly PostingRule[]> {
  const rows = await own(db).selectFrom('carriers.posting_rule').selectAll().orderBy('code').execute();
  return rows.map((row) => ({
    code: row.code,
    days: row.days,
    dayKind: row.day_kind,
    withinDays: row.within_days,
    source: row.source,
  }));
}

type Wanted = { readonly board: string; readonly unit: number; readonly rule: PostingRule };

/** On which boards an item has to hang, and by which rule. */
async function wantedBoards(ctx: CommandContext, event: DeliveryEvent): Promise<readonly Wanted[]> {
  const item = (await findTeasers(ctx.tx, [event.item])).get(event.item);
  if (item === undefined) return [];
  const today = localDateAt(event.at);
  const duties = await listDutiesById(ctx.tx, event.duties, today);
  const units = [...new Set([event.unit, ...duties.map((duty) => duty.unit)])];
  const boards = await listBoards(ctx.tx, units);
  if (boards.length === 0) return [];
  const rows = [];
  for (const duty of duties) rows.push(await findRowInForce(ctx.tx, duty.unit, duty.itemKey));
  const carriers = rows.flatMap((row) => row?.carriers ?? []);
  const printed = rows.flatMap((row) => printedRules(row?.clauses ?? []));
  const rules = await readRules(ctx.tx);
  const wanted: Wanted[] = [];
  for (const board of boards) {
    const unitKind = (await findUnit(ctx.tx, board.unit))?.kind ?? '';
    const codes = rulesFor({ ...item, unitKind, carriers });
    const byCode = rules.filter(({ code }) => codes.includes(code));
    const rule = strictest(byCode.length === 0 ? [] : [...byCode, ...printed]);
    if (rule !== undefined) wanted.push({ board: board.id, unit: board.unit, rule });
  }
  return wanted;
}

/** Plans the sheets of an item that became public or was changed; a sheet of an older version that hangs is to be replaced. */
async function planPostings(ctx: CommandContext, event: DeliveryEvent): Promise<readonly Recipient[]> {
  const { version } = event;
  if (version === null) return [];
  const before = await own(ctx.tx)
    .selectFrom('carriers.posting')
    .selectAll()
    .where('item', '=', event.item)
    .where('state', 'in', ['toPost', 'posted'])
    .where('ends', 'is', null)
    .forUpdate()
    .execute();
  const rules = await readRules(ctx.tx);
  const known = before.flatMap((one) => {
    const rule = rules.find(({ code }) => code === one.rule);
    return rule === undefined ? [] : [{ board: one.board, unit: one.unit, rule }];
  });
  const fresh = event.what === 'publish' || before.length === 0 ? await wantedBoards(ctx, event) : [];
  const wanted = [...new Map([...fresh, ...known].map((one) => [one.board, one])).values()];
  for (const old of before) await replace(ctx, old, event.at);
  if (wanted.length === 0) return [];
  const calendar = await loadCalendar(ctx.tx);
  const today = localDateAt(event.at);
  const recipients: Recipient[] = [];
  for (const { board, unit, rule } of wanted) {
    const { due, explanation } = dueOnBoard(calendar, today, rule);
    await own(ctx.tx)
      .insertInto('carriers.posting')
      .values({
        id: v7(),
        board,
        item: event.item,
        version,
        slug: event.slug,
        unit,
        rule: rule.code,
        days: rule.days,
        day_kind: rule.dayKind,
        due_on: due,
        due_why: JSON.stringify(explanation),
        planned_at: event.at,
      })
      .onConflict((conflict) => conflict.columns(['board', 'item', 'version']).doNothing())
      .execute();
    recipients.push({ carrier: board });
  }
  return recipients;
}

async function replace(
  ctx: CommandContext,
  old: { readonly id: string; readonly state: string },
  at: Date,
): Promise<void> {
  await own(ctx.tx)
    .updateTable('carriers.posting')
    .set(old.state === 'toPost' ? { state: 'dropped' } : { ends: 'replaced', ends_at: at })
    .where('id', '=', old.id)
    .execute();
}

/** A withdrawn item's sheets come down now; those not yet hung are not hung. */
async function endPostings(ctx: CommandContext, event: DeliveryEvent): Promise<readonly Recipient[]> {
  await own(ctx.tx)
    .updateTable('carriers.posting')
    .set({ state: 'dropped' })
    .where('item', '=', event.item)
    .where('state', '=', 'toPost')
    .execute();
  const hanging = await own(ctx.tx)
    .updateTable('carriers.posting')
    .set({ ends: 'withdrawn', ends_at: event.at })
    .where('item', '=', event.item)
    .where('state', '=', 'posted')
    .returning('board')
    .execute();
  return [...new Set(hanging.map(({ board }) => board))].map((carrier) => ({ carrier }));
}

/** Boards: a person hangs the sheet and takes it down; the proof is the receipt. */
export const boardDeliverer: Deliverer = {
  kind: 'board',
  recipients: (ctx, event) =>
    event.what === 'withdraw' ? endPostings(ctx, event) : planPostings(ctx, event),
  attempt: null,
};
