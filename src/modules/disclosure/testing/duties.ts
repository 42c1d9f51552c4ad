import { randomUUID } from 'node:crypto';
import type { TestDatabase } from '#test/database';

/** A row of the village's catalogue in force. Stages make it one that is disclosed step by step (逐段公开). */
export type PlantedRow = {
  readonly matter: string;
  readonly scope: 'society' | 'wholeParty' | 'unit';
  readonly stages?: readonly ('before' | 'decision' | 'result')[];
};

export type Planted = {
  /** Item keys, in the order of the rows. */
  readonly rows: readonly string[];
  /** An open duty of each row. */
  readonly duties: readonly string[];
};

/** Writes a catalogue in force with these rows and an open duty of each, as the owner: how they come about is the catalogue room's own test. */
export async function plantRows(
  db: TestDatabase,
  rows: readonly PlantedRow[],
  affairsKind = 'village',
): Promise<Planted> {
  const catalogue = randomUUID();
  const someone = randomUUID();
  const run = (text: string, values: readonly unknown[]) => db.owner.pool.query(text, [...values]);
  await run(
    `insert into catalogue.catalogue (id, unit_id, affairs_kind, year, version, title, kind, state, created_by, created_name,
      created_at, updated_at, updated_name) values ($1, 3, $3, 2026, 1, '目录', 'yearly', 'draft', $2, '甲', now(), now(), '甲')`,
    [catalogue, someone, affairsKind],
  );
  const planted = rows.map((row) => ({ ...row, key: randomUUID(), duty: randomUUID() }));
  for (const [position, row] of planted.entries()) {
    await run(
      `insert into catalogue.item (id, catalogue_id, item_key, position, matter1, matter2, content, basis, scope, audience, mode,
        carriers, time_kind, time_limit, clauses, flagged, stages, responsible, admin_level, retention, note, updated_by,
        updated_name, updated_at)
       values ($1, $2, $1, $3, $4, '', '', '', $5, '', 'proactive', '{}', $6, '', '[]', '[]', $7, '', '', 'years10', '', $8, '甲', now())`,
      [
        row.key,
        catalogue,
        position,
        row.matter,
        row.scope,
        row.stages ? 'staged' : 'prompt',
        row.stages ?? [],
        someone,
      ],
    );
  }
  await run(
    `update catalogue.catalogue set state = 'inForce', in_force_from = '2026-01-01', content_sha256 = repeat('0', 64) where id = $1`,
    [catalogue],
  );
  for (const row of planted) {
    await run(
      `insert into catalogue.duty (id, unit_id, affairs_kind, catalogue_id, item_id, item_key, period, opens_on, due_on, nominal_on,
        posting, warnings, explanation, created_at)
       values ($1, 3, $4, $2, $3, $3, 'planted', '2026-01-01', '2026-04-01', '2026-04-01', '[]', '[]', '[]', now())`,
      [row.duty, catalogue, row.key, affairsKind],
    );
  }
  return { rows: planted.map((row) => row.key), duties: planted.map((row) => row.duty) };
}
