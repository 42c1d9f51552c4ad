import { createHash } from 'node:crypto';
import { z } from 'zod';
import { paragraph } from '#platform/richtext';
import type { Chance } from './chance.ts';
import { type Answer, type Kind, type Life, send } from './driver.ts';
import type { Session, Village } from './world.ts';

/* The people of a village at work: they write, attach, propose, pass, approve; later they correct and withdraw. */

const caseShape = z.object({
  disclosure: z.string(),
  revision: z.string(),
  state: z.string(),
  purpose: z.string(),
  lockVersion: z.number(),
  contentSha256: z.string().nullable(),
  content: z.looseObject({ attachments: z.array(z.unknown()) }),
});
type Case = z.infer<typeof caseShape>;

/** What the village remembers between two lives of the server, as people would. */
export type VillageLane = {
  readonly village: Village;
  readonly chance: Chance;
  /** The revision being brought through the order. */
  current: string | null;
  /** Dossiers seen published, to correct or withdraw later. */
  readonly published: string[];
  count: number;
};

/** Goes on until the server is gone. @throws Interrupted when it is */
export async function workInVillage(life: Life, lane: VillageLane): Promise<void> {
  while (!life.isOver) {
    if (lane.current === null) lane.current = (await begin(life, lane)).revision;
    const at = `/api/revisions/${lane.current}`;
    const { body } = await send(life, lane.village.people.handler, 'other', at);
    await advance(life, lane, caseShape.parse(body));
  }
}

async function advance(life: Life, lane: VillageLane, now: Case): Promise<void> {
  const { people } = lane.village;
  if (now.state === 'draft') return propose(life, lane, now);
  if (now.state === 'inReview') return decide(life, people.reviewer, now, 'pass', 'other');
  if (now.state === 'inSecrecyReview') return decide(life, people.secrecyReviewer, now, 'pass', 'other');
  if (now.state === 'inApproval') {
    await decide(life, people.approver, now, 'approve', 'approve');
    // From here on the worker is at it.
    life.begun('publish');
    return;
  }
  if (['approved', 'published'].includes(now.state)) lane.published.push(now.disclosure);
  lane.current = null;
}

/** A new matter, or the correction or withdrawal of one that is out. */
async function begin(life: Life, lane: VillageLane): Promise<Case> {
  const { handler } = lane.village.people;
  const changed = lane.chance.upTo(2) === 0 ? await change(life, lane) : null;
  if (changed !== null) return changed;
  lane.count += 1;
  const { unit, code } = lane.village;
  const content = {
    title: `${code}村第${lane.count}号收支公示`,
    category: '财务公开',
    affairsKind: 'village',
    scope: 'society',
    scopeUnit: unit,
    body: { type: 'doc', content: [paragraph(`本村第${lane.count}号收支情况公布如下。`)] },
  };
  return acknowledge(
    life,
    'create',
    await send(life, handler, 'other', '/api/disclosures', { unit, content }),
  );
}

/** Begins to correct or withdraw what went out first, or goes on with a change whose answer was lost. */
async function change(life: Life, lane: VillageLane): Promise<Case | null> {
  const { handler } = lane.village.people;
  const disclosure = lane.published.shift();
  if (disclosure === undefined) return null;
  const path = `/api/disclosures/${disclosure}`;
  const head = caseShape.parse((await send(life, handler, 'other', path)).body);
  if (head.state === 'approved') {
    lane.published.push(disclosure);
    return null;
  }
  if (head.state !== 'published') return head;
  if (head.purpose === 'withdraw') return null;
  const purpose = lane.chance.oneOf(['correct', 'correct', 'withdraw']);
  return acknowledge(life, 'start', await send(life, handler, 'other', `${path}/start`, { purpose }));
}

function acknowledge(life: Life, what: string, { body, request }: Answer): Case {
  const made = caseShape.parse(body);
  const sql = 'select 1 from disclosure.revision where id = $1 and disclosure_id = $2';
  life.acknowledged.push({ what, request, sql, params: [made.revision, made.disclosure] });
  return made;
}

/** A last touch (a file, or the reason of a change), then the proposal. */
async function propose(life: Life, lane: VillageLane, draft: Case): Promise<void> {
  const { handler } = lane.village.people;
  const at = `/api/revisions/${draft.revision}`;
  let { lockVersion } = draft;
  if (lockVersion === 0) {
    const { attachments: _, ...content } = draft.content;
    const given = { lockVersion, content: { ...content, changeNote: '更正一处数字', reason: '内容有误' } };
    const saved = await send(life, handler, 'other', `${at}/draft`, given, 'PUT');
    lockVersion = z.object({ lockVersion: z.number() }).parse(saved.body).lockVersion;
    const sql = 'select 1 from disclosure.revision where id = $1 and lock_version >= $2';
    life.acknowledged.push({
      what: 'save',
      request: saved.request,
      sql,
      params: [draft.revision, lockVersion],
    });
  }
  if (draft.content.attachments.length === 0) await attach(life, handler, draft.revision);
  const proposed = await send(life, handler, 'submit', `${at}/propose`, { lockVersion, opinion: '请审' });
  acknowledgeMove(life, 'propose', proposed);
}

async function attach(life: Life, handler: Session, revision: string): Promise<void> {
  const bytes = new TextEncoder().encode(`项目,金额\n路灯,${revision}\n`);
  const path = `/api/revisions/${revision}/attachments?name=${encodeURIComponent('明细.csv')}`;
  const { request } = await send(life, handler, 'other', path, bytes);
  const sql = `select 1 from disclosure.attachment a join platform.stored_file f using (sha256)
    where a.revision_id = $1 and a.sha256 = $2`;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  life.acknowledged.push({ what: 'attach', request, sql, params: [revision, sha256] });
}

async function decide(life: Life, session: Session, now: Case, move: string, kind: Kind): Promise<void> {
  const decision = { contentSha256: now.contentSha256, opinion: '同意' };
  const path = `/api/revisions/${now.revision}/${move}`;
  acknowledgeMove(life, move, await send(life, session, kind, path, decision));
}

/** A signature of that move on those bytes; more passes than one are told apart by the audit row of the request. */
function acknowledgeMove(life: Life, move: string, { body, request }: Answer): void {
  const { revision, contentSha256 } = caseShape.parse(body);
  const sql =
    'select 1 from disclosure.signature where revision_id = $1 and move = $2 and content_sha256 = $3';
  life.acknowledged.push({ what: move, request, sql, params: [revision, move, contentSha256] });
}
