import { done, type Result, refuse } from '#kernel';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import type { Reader } from '#platform/database';
import type { Lane } from '../domain/index.ts';
import { announce } from '../facts.ts';
import { freeHolders } from '../people.ts';
import { findCase, findCases, type LoadedCase } from '../store/load-case.ts';
import { rows, type StepRow } from '../store/rows.ts';
import { tellHolders } from './tell-people.ts';

/** How many cases are looked at together. */
const batch = 200;

/**
 * Cases with an open step of which it is no longer true what is written: that somebody may decide it, or that nobody may.
 * @param below path of the unit on top; `/` for all
 * @param role only steps of this role, or null for all
 */
export async function listWrongHolders(
  db: Reader,
  now: Date,
  below = '/',
  role: string | null = null,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (let after = 0; ; ) {
    const open = await openRows(db, { below, role, after });
    const last = open.at(-1);
    if (last === undefined) return found;
    after = last.id;
    const cases = await findCases(db, [...new Set(open.map((one) => one.revision_id))]);
    for (const [revision, loaded] of cases) {
      if ((await wrongRows(db, loaded, now)).length > 0 && !found.includes(revision)) found.push(revision);
    }
  }
}

type Which = { readonly below: string; readonly role: string | null; readonly after: number };

async function openRows(db: Reader, { below, role, after }: Which) {
  const open = rows(db)
    .selectFrom('disclosure.step_state')
    .select(['id', 'revision_id'])
    .where('ended_at', 'is', null)
    .where('id', '>', after)
    .where('unit_path', '>=', below)
    .where('unit_path', '<', `${below.slice(0, -1)}0`)
    .orderBy('id')
    .limit(batch);
  return (role === null ? open : open.where('role', '=', role as StepRow['role'])).execute();
}

type WrongRow = { readonly row: StepRow; readonly lane: Lane; readonly isNobodys: boolean };

async function wrongRows(db: Reader, loaded: LoadedCase, now: Date): Promise<readonly WrongRow[]> {
  const wrong: WrongRow[] = [];
  for (const row of loaded.openSteps) {
    const lane = loaded.case.lanes.find((one) => one.lane === row.lane && one.request === row.request_id);
    if (lane === undefined) continue;
    const isNobodys = (await freeHolders(db, lane, loaded.case.hands, now)).length === 0;
    if (isNobodys !== (row.nobody_since !== null)) wrong.push({ row, lane, isNobodys });
  }
  return wrong;
}

/**
 * Writes down for one case which of its open steps nobody may decide any more, and which somebody may again; tells the writers
 * and administrators of the first, and of the second whoever can decide now. Nothing waits for nobody unseen.
 * @returns refused with `holders-as-written` when nothing is different: then nothing is kept
 */
export async function watchHolders(
  ctx: CommandContext,
  revision: string,
): Promise<Result<null, 'holders-as-written'>> {
  const loaded = await findCase(ctx.tx, revision);
  const wrong = loaded === undefined ? [] : await wrongRows(ctx.tx, loaded, ctx.now);
  if (loaded === undefined || wrong.length === 0) return refuse('holders-as-written', 409);
  for (const { row, lane, isNobodys } of wrong) {
    await rows(ctx.tx)
      .updateTable('disclosure.step_state')
      .set({ nobody_since: isNobodys ? ctx.now : null })
      .where('id', '=', row.id)
      .where('ended_at', 'is', null)
      .execute();
    const { hands } = loaded.case;
    await tellHolders(ctx, loaded, { lane, hands, stepKind: row.kind });
    if (isNobodys) {
      const { purpose } = loaded.revision;
      const named = { disclosure: loaded.dossier.id, revision, purpose };
      const { step_key: stepKey, role } = row;
      await announce(ctx, 'disclosure.step-without-holder', loaded.unit.id, { ...named, stepKey, role });
    }
  }
  await recordAudit(ctx, {
    action: 'disclosure.watch-holders',
    subjectKind: 'revision',
    subject: revision,
    unit: loaded.unit.id,
    data: { steps: wrong.map(({ row, isNobodys }) => ({ stepKey: row.step_key, isNobodys })) },
  });
  return done(null);
}
