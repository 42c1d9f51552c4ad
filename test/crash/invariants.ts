import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import type { Module } from '#platform/module';
import { canonicalJson, sha256Hex } from '#platform/richtext';
import type { Acknowledged } from './driver.ts';
import { ROWS } from './import-lane.ts';

/** What must never be seen once the worker has finished: each query lists the offenders. */
const offences: Readonly<Record<string, string>> = {
  'an approved revision that nobody published': `select r.id from disclosure.revision r where r.state = 'approved'`,
  'a plan still waiting, or refused': `select revision, state, last_code from publication.plan where state <> 'published'`,
  'an approval without a plan': `select s.revision_id from disclosure.signature s
    where s.move = 'approve' and not exists (select from publication.plan p where p.revision = s.revision_id)`,
  'two live revisions of one dossier': `select disclosure_id from disclosure.revision where state = 'published'
    group by disclosure_id having count(*) <> 1`,
  'a published revision whose item shows another, or none': `select r.id from disclosure.revision r
    where r.state = 'published' and r.purpose <> 'withdraw' and not exists (
      select from publication.item i join publication.item_version v on v.item = i.id and v.version = i.version
      where i.state = 'live' and i.disclosure = r.disclosure_id and v.revision = r.id
        and v.content_sha256 = r.content_sha256)`,
  'a live item whose version is not the published revision': `select i.id from publication.item i where i.state = 'live'
    and 1 <> (select count(*) from publication.item_version v join disclosure.revision r on r.id = v.revision
      where v.item = i.id and v.version = i.version and r.state = 'published')`,
  'an older version whose revision is not superseded': `select v.revision from publication.item_version v
    join publication.item i on i.id = v.item join disclosure.revision r on r.id = v.revision
    where (v.version < i.version or i.state = 'withdrawn') and r.state <> 'superseded'`,
  'versions of an item with a gap': `select item from publication.item_version v
    group by item having count(*) <> max(version) or max(version) <> (select version from publication.item where id = v.item)`,
  'a withdrawal without a tombstone, or the reverse': `select r.id from disclosure.revision r
    full join publication.tombstone t on t.revision = r.id
    left join publication.item i on i.id = t.item
    where (r.state = 'published' and r.purpose = 'withdraw' or t.revision is not null)
      and (t.revision is null or r.state is distinct from 'published' or i.state is distinct from 'withdrawn')`,
  'an attachment without its stored file': `select sha256 from publication.item_attachment a
    where not exists (select from platform.stored_file f where f.sha256 = a.sha256)
    union select sha256 from disclosure.attachment a
    where not exists (select from platform.stored_file f where f.sha256 = a.sha256)`,
  'a frozen revision without its proposal': `select r.id from disclosure.revision r where r.content_sha256 is not null
    and not exists (select from disclosure.signature s
      where s.revision_id = r.id and s.move = 'propose' and s.content_sha256 = r.content_sha256)`,
  'a signature on other bytes': `select s.id from disclosure.signature s join disclosure.revision r on r.id = s.revision_id
    where s.content_sha256 is distinct from r.content_sha256`,
  'a step decided twice': `select revision_id, step_key from disclosure.signature where move in ('pass', 'approve')
    group by 1, 2 having count(*) > 1`,
  'a case that stands at no step, or at two': `select r.id from disclosure.revision r
    where (r.state in ('inReview', 'inSecrecyReview', 'inApproval', 'escalated'))::int
      <> (select count(*) from disclosure.step_state s where s.revision_id = r.id and s.ended_at is null)`,
  'a signature without its audit row': `select s.id from disclosure.signature s where not exists (
    select from platform.audit a where a.action = 'disclosure.' || s.move and a.subject = s.revision_id::text
      and a.outcome = 'done' and a.data ->> 'contentSha256' = s.content_sha256)`,
  'an audit row of a move without its signature': `select a.seq from platform.audit a
    where a.action in ('disclosure.propose', 'disclosure.pass', 'disclosure.approve') and a.outcome = 'done'
      and (select count(*) from disclosure.signature s
        where s.revision_id::text = a.subject and 'disclosure.' || s.move = a.action)
      <> (select count(*) from platform.audit b
        where b.subject = a.subject and b.action = a.action and b.outcome = 'done')`,
  'a publication not told exactly once': `select v.revision from publication.item_version v
    where 1 <> (select count(*) from platform.fact f
      where f.kind = 'publication.published' and f.data ->> 'revision' = v.revision::text)`,
  'an index number used twice, or beyond the last one drawn': `select index_number from publication.item
    group by 1 having count(*) > 1
    union all select i.index_number from publication.item i join publication.index_serial s
      on i.index_number like s.authority || '/' || s.year || '-%'
    where substring(i.index_number from '-([0-9]+)$')::int > s.last`,
  'index numbers lost': `select s.authority from publication.index_serial s where s.last <> (select count(*)
    from publication.item i where i.index_number like s.authority || '/' || s.year || '-%')`,
  'an import of units half in': `select substring(code from '^B[0-9]+') from organisations.unit where code like 'B%'
    group by 1 having count(*) not in (60, 2100)`,
  'a unit without its name or its event': `select u.id from organisations.unit u
    where not exists (select from organisations.unit_name n where n.unit_id = u.id)
      or not exists (select from organisations.unit_event e where e.unit_id = u.id and e.kind = 'created')`,
  'an import that was begun and never ended': `select id, state from platform.import_run
    where state not in ('checked', 'committed')`,
  'a catalogue with rows of two files': `select catalogue_id from catalogue.item group by 1
    having count(*) <> ${ROWS} or count(distinct substring(content from '^第([0-9]+)稿')) <> 1`,
  'a job that gave up or is locked by nobody': `select j.id, t.identifier, j.attempts, j.last_error
    from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    where j.attempts >= j.max_attempts or j.locked_at is not null`,
};

/** Checks everything at once, so that a failure shows all that is wrong. */
export async function checkInvariants(
  client: pg.Client,
  data: string,
  modules: readonly Module[],
  acknowledged: readonly Acknowledged[],
): Promise<void> {
  const found: string[] = [];
  for (const [offence, sql] of Object.entries(offences)) {
    const { rows } = await client.query(sql).catch((error: unknown) => {
      throw new Error(`asking for ${offence}`, { cause: error });
    });
    if (rows.length > 0) found.push(`${offence}: ${JSON.stringify(rows.slice(0, 5))}`);
  }
  found.push(
    ...(await undelivered(client, modules)),
    ...(await alteredContents(client)),
    ...(await lostBytes(client, data)),
    ...(await lostActions(client, acknowledged)),
  );
  assert.deepEqual(found, []);
}

/** Every fact was heard by every room that listens to its kind. */
async function undelivered(client: pg.Client, modules: readonly Module[]): Promise<readonly string[]> {
  const listeners = modules.flatMap(({ name, hears }) =>
    Object.keys(hears).map((kind) => ({ room: name, kind })),
  );
  assert.ok(listeners.some(({ kind }) => kind === 'disclosure.approved'));
  const { rows } = await client.query<{ kind: string; room: string }>(
    `select f.kind, l.room from platform.fact f join json_to_recordset($1) as l (room text, kind text) on l.kind = f.kind
     where not exists (select from platform.fact_delivery d where d.fact_id = f.id and d.room = l.room)`,
    [JSON.stringify(listeners)],
  );
  return rows.map(({ kind, room }) => `${room} never heard ${kind}`);
}

/** The stored content is what the hash names, in the dossier and on the page. */
async function alteredContents(client: pg.Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string; content: object; content_sha256: string }>(
    `select id, content, content_sha256 from disclosure.revision where content_sha256 is not null
     union all select revision, content, content_sha256 from publication.item_version`,
  );
  const altered = rows.filter(
    ({ content, content_sha256 }) => sha256Hex(canonicalJson(content)) !== content_sha256,
  );
  return altered.map(({ id }) => `the content of ${id} is not what was signed`);
}

async function lostBytes(client: pg.Client, data: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ sha256: string }>('select sha256 from platform.stored_file');
  return rows.flatMap(({ sha256 }) => {
    const place = join(data, 'files', sha256.slice(0, 2), sha256.slice(2, 4), sha256);
    if (!existsSync(place)) return [`the bytes of ${sha256} are lost`];
    const hash = createHash('sha256').update(readFileSync(place)).digest('hex');
    return hash === sha256 ? [] : [`the bytes of ${sha256} are ${hash}`];
  });
}

/** Whatever was answered with "done" is there, and the audit log knows the request. */
async function lostActions(
  client: pg.Client,
  acknowledged: readonly Acknowledged[],
): Promise<readonly string[]> {
  const { rows } = await client.query<{ request: string }>(
    `select distinct request from platform.audit where outcome = 'done' and request is not null`,
  );
  const audited = new Set(rows.map(({ request }) => request));
  const lost: string[] = [];
  for (const { what, request, sql, params } of acknowledged) {
    if (!audited.has(request)) lost.push(`${what} (${request}) is not in the audit log`);
    const answer = await client.query(sql, [...params]);
    if (answer.rows.length === 0)
      lost.push(`${what} (${request}) was acknowledged and is gone: ${JSON.stringify(params)}`);
  }
  return lost;
}
