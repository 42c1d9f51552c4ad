import { randomUUID } from 'node:crypto';
import type { TestDatabase } from '#test/database';

/** A duty of the village as the catalogue room would hold it. */
export type PlantedDuty = {
  readonly matter: string;
  readonly scope: 'society' | 'wholeParty' | 'unit';
  readonly due: string;
  readonly state: 'open' | 'fulfilled' | 'withheld';
  readonly fulfilledOn?: string;
  readonly item?: string;
  readonly noticePublic?: boolean;
};

/** Writes a catalogue in force with these duties, as the owner: how they come about is the catalogue room's own test. */
export async function plantDuties(db: TestDatabase, duties: readonly PlantedDuty[]): Promise<void> {
  const catalogue = randomUUID();
  const someone = randomUUID();
  const run = (text: string, values: readonly unknown[]) => db.owner.pool.query(text, [...values]);
  await run(
    `insert into catalogue.catalogue (id, unit_id, affairs_kind, year, version, title, kind, state, created_by, created_name,
      created_at, updated_at, updated_name) values ($1, 3, 'village', 2026, 1, '目录', 'yearly', 'draft', $2, '甲', now(), now(), '甲')`,
    [catalogue, someone],
  );
  const keys: string[] = [];
  for (const [position, duty] of duties.entries()) {
    const key = randomUUID();
    keys.push(key);
    await run(
      `insert into catalogue.item (id, catalogue_id, item_key, position, matter1, matter2, content, basis, scope, audience, mode,
        carriers, time_kind, time_limit, clauses, flagged, stages, responsible, admin_level, retention, note, updated_by,
        updated_name, updated_at)
       values ($1, $2, $1, $3, $4, '', '', '', $5, '', 'proactive', '{}', 'periodic', '', '[]', '[]', '{}', '', '', 'years10', '', $6, '甲', now())`,
      [key, catalogue, position, duty.matter, duty.scope, someone],
    );
  }
  await run(
    `update catalogue.catalogue set state = 'inForce', in_force_from = '2026-01-01', content_sha256 = repeat('0', 64) where id = $1`,
    [catalogue],
  );
  for (const [position, duty] of duties.entries()) {
    const withheld = duty.state === 'withheld';
    await run(
      `insert into catalogue.duty (id, unit_id, affairs_kind, catalogue_id, item_id, item_key, period, opens_on, due_on, nominal_on,
        posting, warnings, explanation, state, fulfilled_at, fulfilled_on, publication, withhold_reason, withhold_note, review_on,
        notice_public, created_at)
       values ($1, 3, 'village', $2, $3, $3, 'standing', '2026-01-01', $4::date, $4::date, 'null', '[]', '[]', $5, $6::date, $6::date, $7, $8, $9, $10::date, $11, now())`,
      [
        randomUUID(),
        catalogue,
        keys[position],
        duty.due,
        duty.state,
        duty.fulfilledOn ?? null,
        duty.item ?? null,
        withheld ? 'TRADE_SECRET_OR_PRIVACY' : null,
        withheld ? '只给内部看的说明' : null,
        withheld ? '2027-01-31' : null,
        withheld ? (duty.noticePublic ?? true) : null,
      ],
    );
  }
}
