import { z } from 'zod';
import { paragraph } from '#platform/richtext';
import { until } from '#test/process';
import { type Life, send } from '../crash/driver.ts';
import type { Village } from '../crash/world.ts';

/* The offices at work: a matter is brought up to its approval; the approval is what publishes it. */

const caseShape = z.object({
  disclosure: z.string(),
  revision: z.string(),
  state: z.string(),
  lockVersion: z.number(),
  contentSha256: z.string().nullable(),
  content: z.looseObject({ attachments: z.array(z.unknown()) }),
});
type Case = z.infer<typeof caseShape>;

export type Ready = {
  readonly purpose: 'publish' | 'correct' | 'withdraw' | 'withhold';
  readonly village: Village;
  readonly disclosure: string;
  readonly revision: string;
  readonly contentSha256: string;
};

/** Somebody who asks this server; nobody expects it to die. */
export function lifeAt(url: string): Life {
  return { url, begun: () => undefined, acknowledged: [], isKilled: () => false, isOver: false };
}

/** A new matter with a file, up to its approval. */
export async function bringNew(url: string, village: Village, title: string): Promise<Ready> {
  const life = lifeAt(url);
  const { handler } = village.people;
  const content = {
    title,
    category: '财务公开',
    affairsKind: 'village',
    scope: 'society',
    scopeUnit: village.unit,
    body: { type: 'doc', content: [paragraph(`${title}：情况公布如下。`), paragraph('特此公示。')] },
  };
  const asked = { unit: village.unit, content };
  const draft = caseShape.parse((await send(life, handler, 'other', '/api/disclosures', asked)).body);
  const bytes = new TextEncoder().encode(`项目,金额\n${title},100\n`);
  const path = `/api/revisions/${draft.revision}/attachments?name=${encodeURIComponent('明细.csv')}`;
  await send(life, handler, 'other', path, bytes);
  return toApproval(life, village, 'publish', draft);
}

/** The correction or withdrawal of a published matter, up to its approval. */
export async function bringChange(
  url: string,
  { village, disclosure }: Pick<Ready, 'village' | 'disclosure'>,
  purpose: 'correct' | 'withdraw',
  title: string,
): Promise<Ready> {
  const life = lifeAt(url);
  const { handler } = village.people;
  const started = await send(life, handler, 'other', `/api/disclosures/${disclosure}/start`, { purpose });
  const draft = caseShape.parse(started.body);
  const { attachments: _, ...content } = draft.content;
  const what = purpose === 'correct' ? { title } : {};
  const changed = { ...content, ...what, changeNote: '更正一处数字', reason: '内容有误' };
  const given = { lockVersion: draft.lockVersion, content: changed };
  const at = `/api/revisions/${draft.revision}/draft`;
  const saved = await send(life, handler, 'other', at, given, 'PUT');
  const { lockVersion } = z.object({ lockVersion: z.number() }).parse(saved.body);
  return toApproval(life, village, purpose, { revision: draft.revision, lockVersion });
}

/** A decision not to open what a duty of this village asks for, up to its approval. */
export async function bringWithholding(url: string, village: Village, title: string): Promise<Ready> {
  const life = lifeAt(url);
  const { handler } = village.people;
  const duty = await openDutyOf(url, village);
  const asked = { unit: village.unit, duties: [duty], extent: 'whole', ground: 'art15-2' };
  const draft = caseShape.parse(
    (await send(life, handler, 'other', '/api/disclosures/withholdings', asked)).body,
  );
  const { attachments: _, ...content } = draft.content;
  const given = z.looseObject({ withholding: z.looseObject({}) }).parse(content);
  const withholding = { ...given.withholding, basis: '涉及村民个人隐私' };
  const at = `/api/revisions/${draft.revision}/draft`;
  const changed = { lockVersion: draft.lockVersion, content: { ...given, title, withholding } };
  const saved = await send(life, handler, 'other', at, changed, 'PUT');
  const { lockVersion } = z.object({ lockVersion: z.number() }).parse(saved.body);
  return toApproval(life, village, 'withhold', { revision: draft.revision, lockVersion });
}

const dutyPage = z.looseObject({ rows: z.array(z.looseObject({ id: z.string(), state: z.string() })) });

async function openDutyOf(url: string, village: Village): Promise<string> {
  let found: string | undefined;
  await until(async () => {
    const { body } = await send(
      lifeAt(url),
      village.people.handler,
      'other',
      `/api/duties?unit=${village.unit}`,
    );
    found = dutyPage.parse(body).rows.find(({ state }) => state === 'open')?.id;
    return found !== undefined;
  }, 60_000);
  return found ?? '';
}

async function toApproval(
  life: Life,
  village: Village,
  purpose: Ready['purpose'],
  { revision, lockVersion }: Pick<Case, 'revision' | 'lockVersion'>,
): Promise<Ready> {
  const { people } = village;
  const at = `/api/revisions/${revision}`;
  let now: Case = caseShape.parse(
    (await send(life, people.handler, 'submit', `${at}/propose`, { lockVersion, opinion: '请审' })).body,
  );
  while (now.state !== 'inApproval') {
    const who = now.state === 'inSecrecyReview' ? people.secrecyReviewer : people.reviewer;
    const decision = { contentSha256: now.contentSha256, opinion: '同意' };
    now = caseShape.parse((await send(life, who, 'other', `${at}/pass`, decision)).body);
  }
  const { disclosure, contentSha256 } = now;
  if (contentSha256 === null) throw new Error(`${revision} has no frozen bytes`);
  return { purpose, village, disclosure, revision, contentSha256 };
}

/** Signs. From its answer on it will be public, whatever happens. */
export async function approve(url: string, ready: Ready): Promise<void> {
  const decision = { contentSha256: ready.contentSha256, opinion: '同意' };
  const path = `/api/revisions/${ready.revision}/approve`;
  await send(lifeAt(url), ready.village.people.approver, 'approve', path, decision);
}
