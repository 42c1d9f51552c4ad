import assert from 'node:assert/strict';
import { dutiesOf, type Row } from '#test/walk-catalogue';
import { approve, type Dossier, draft, save } from '#test/walk-dossiers';
import { jsonOf, type Town } from '#test/walk-people';
import { planPublicationNow } from '#test/walk-settle';
import { type Published, someWords } from './pages.ts';

/* An item in every state in which society meets one. Each says by words of its own that it is in that state. */

export type ItemState = 'live' | 'corrected' | 'oldVersion' | 'withdrawn' | 'redacted' | 'withheld';

/** Address, status and words of each state: a page that lost them is not the page that was meant. */
export type StatePage = { readonly path: string; readonly status: number; readonly words: string };

/** The row of the catalogue in force whose duty is withheld. */
export const withheldRow: Row = { matter: '救助对象名单', scope: 'society' };
const name = '阚予砚澜';

/** @param published what `publishSome` left; a catalogue with `withheldRow` is in force */
export async function publishStates(
  town: Town,
  published: Published,
): Promise<Readonly<Record<ItemState, StatePage>>> {
  const redacted = await redact(town);
  const withheld = await withholdByDecision(town);
  const at = (dossier: Dossier) => addressOf(town, dossier);
  const corrected = await at(published.corrected);
  return {
    live: { path: await at(published.live), status: 200, words: '公开正文' },
    corrected: { path: corrected, status: 200, words: '更正后正文' },
    oldVersion: { path: `${corrected}/v/1`, status: 200, words: '已被后来的版本代替' },
    withdrawn: { path: await at(published.withdrawn), status: 410, words: '不宜' },
    redacted: { path: await at(redacted), status: 200, words: '依法删除了个人信息' },
    withheld: { path: await at(withheld), status: 200, words: '不予公开' },
  };
}

async function itemOf(town: Town, { disclosure }: Dossier): Promise<{ id: string; slug: string }> {
  const path = `/api/publications/of/${disclosure}`;
  return jsonOf(await town.ask(town.people.approver, 'GET', path)) as { id: string; slug: string };
}

async function addressOf(town: Town, dossier: Dossier): Promise<string> {
  return `/i/${(await itemOf(town, dossier)).slug}`;
}

/** Two people erase a name from text and file of what is public. */
async function redact(town: Town): Promise<Dossier> {
  const { approver, office } = town.people;
  const words = { ...someWords('补助'), body: `${name}领取补助的`, file: `${name} 300 元` };
  const dossier = await approve(town, await draft(town, { words }));
  const path = `/api/publications/${(await itemOf(town, dossier)).id}/erasures`;
  const form = { words: [name], ground: 'consentWithdrawn' };
  const asked = jsonOf(await town.ask(approver, 'POST', path, form)) as { id: string };
  jsonOf(await town.ask(office, 'POST', `${path}/${asked.id}/confirm`, { words: [name] }));
  await planPublicationNow(town.app);
  return dossier;
}

/** A decision to withhold, through the whole order, with its notice to the public. */
async function withholdByDecision(town: Town): Promise<Dossier> {
  const { author } = town.people;
  const duties = (await dutiesOf(town, withheldRow.matter)).slice(0, 1);
  const path = '/api/disclosures/withholdings';
  const { rows } = jsonOf(await town.ask(author, 'GET', `${path}/grounds`)) as {
    rows: { code: string; affairs: string[]; effect: string }[];
  };
  const ground = rows.find((one) => one.affairs.includes('party'))?.code;
  assert.ok(ground !== undefined, 'Party affairs have grounds');
  const form = { unit: town.units.branchA, duties, extent: 'whole', ground };
  const begun = jsonOf(await town.ask(author, 'POST', path, form)) as {
    disclosure: string;
    revision: string;
    content: { withholding: object };
  };
  const withholding = { ...begun.content.withholding, basis: '名单涉及家庭病情', notice: 'public' };
  await save(town, begun.revision, { withholding });
  return approve(town, { disclosure: begun.disclosure, revision: begun.revision });
}
