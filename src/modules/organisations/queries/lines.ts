import { sql } from 'kysely';
import type { Reader } from '#platform/database';
import type { LineView } from '../forms.ts';
import { room } from '../store/units.ts';

/** All lines (a dozen or so) with their lead departments and how many active units belong to each. */
export async function listLines(db: Reader): Promise<readonly LineView[]> {
  const found = await sql<Omit<LineView, 'leadUnit'> & { leadId: number | null; leadName: string | null }>`
    select l.id, l.code, l.name, l.version, u.id as "leadId", u.name as "leadName",
      (select count(*) from organisations.unit m where m.line_id = l.id and m.state = 'active')::integer as "unitCount"
    from organisations.line l left join organisations.unit u on u.id = l.lead_unit_id
    order by l.code`.execute(room(db));
  return found.rows.map(({ leadId, leadName, ...line }) => ({
    ...line,
    leadUnit: leadId === null || leadName === null ? null : { id: leadId, name: leadName },
  }));
}
