import { z } from 'zod';
import { type Actor, covers, type Role, type UnitRef } from '#kernel';
import { type DutyView, findRowInForce, listOpenDuties, listPublicCatalogues } from '#modules/catalogue';
import {
  approve,
  createMatter,
  type DraftContent,
  findMatter,
  getDraftContent,
  getFrozenRevision,
  passStep,
  propose,
  proposeUrgently,
  saveDraft,
  startStage,
  startWithholding,
  type Withholding,
} from '#modules/disclosure';
import { carryOutPlan } from '#modules/publication';
import type { Tx } from '#platform/database';
import { fromMarkdown } from '#platform/richtext';
import { addDays, at } from '../world/dates.ts';
import { decideFindings } from './findings.ts';
import type { District } from './live.ts';
import { type As, getJob, inBatch, must } from './target.ts';
import { dropPublishJob, newestFact, tellRooms } from './tell-rooms.ts';

/** Those who bring something through the order in one unit: four people, none of them twice. */
type Cast = Readonly<Record<'handler' | 'reviewer' | 'secrecyReviewer' | 'approver', Actor>>;

type Scene = {
  readonly district: District;
  readonly as: As;
  readonly tx: Tx;
  readonly unit: UnitRef;
  readonly cast: Cast;
  readonly now: Date;
};

const notPersonal = '演示数据，均为虚构，不指向任何个人。';

/**
 * Three short stories of the last evening, by the rooms' own commands: two major matters in different stages, of which one
 * decision went out urgently and awaits its reviews; and three decisions to withhold, one of them due for review today.
 * Told once: what was told stands in the ledger.
 */
export async function loadMatters(district: District): Promise<void> {
  if (district.ledger.find('matters') !== undefined) return;
  const evening = at(addDays(district.world.today, -1), 20, 0);
  const town = sceneOf(district, 'town.handler', ['townCommittee', 'streetCommittee']);
  const houses = [
    ['townGovernment', 'streetOffice'],
    ['townCommittee', 'streetCommittee'],
  ].flatMap((families) => sceneOf(district, 'town.handler', families) ?? []);
  const out: string[] = [];
  await inBatch(district.target.office, async (as, tx) => {
    const since = await newestFact(tx);
    if (town !== undefined) out.push(...(await tellMatters({ ...town, district, as, tx, now: evening })));
    out.push(
      ...(await tellWithholdings(houses.map((house) => ({ ...house, district, as, tx, now: evening })))),
    );
    await tellRooms(tx, district.target.rooms, since);
    for (const revision of out) await dropPublishJob(tx, revision);
    await district.ledger.note(tx, [['matters', String(out.length)]]);
  });
  for (const revision of out) must(await carryOutPlan(district.target.worker, revision, evening), revision);
  const { target } = district;
  await getJob(target, 'log', 'seal').run({}, { database: target.worker, now: () => evening });
}

/** The unit of a printed account and its people; undefined in a world too small to have them all. */
function sceneOf({ world, people, units }: District, account: string, families: readonly string[]) {
  const key = world.accounts().find((one) => one.account === account)?.person;
  const handler = key === undefined ? undefined : people.get(key);
  const own = (handler?.grants ?? []).filter((grant) => grant.role === 'handler').map((grant) => grant.unit);
  const held = [...world.units()].flatMap((one) => {
    const ref = units.get(one.code);
    return ref !== undefined && own.includes(ref.id) ? [{ ref, family: one.family }] : [];
  });
  const unit = (held.find((one) => families.includes(one.family)) ?? held[0])?.ref;
  if (handler === undefined || unit === undefined) return undefined;
  const taken = new Set<Actor>([handler]);
  const find = (role: Role): Actor | undefined => {
    const found = [...people.values()].find(
      (one) => !taken.has(one) && one.grants.some((grant) => grant.role === role && covers(grant, unit)),
    );
    if (found !== undefined) taken.add(found);
    return found;
  };
  const [reviewer, secrecyReviewer, approver] = [find('reviewer'), find('secrecyReviewer'), find('approver')];
  if (reviewer === undefined || secrecyReviewer === undefined || approver === undefined) return undefined;
  return { unit, cast: { handler, reviewer, secrecyReviewer, approver } };
}

async function tellMatters(scene: Scene): Promise<readonly string[]> {
  const { as, cast, unit, now } = scene;
  const handler = () => as(cast.handler, now);
  const row = await stagedRow(scene);
  const open = async (title: string, kind: 'majorFunds' | 'majorProject', inside: boolean) => {
    const given = {
      unit,
      kind,
      title,
      affairsKind: 'party',
      inside,
      outside: true,
      outsideRow: null,
    } as const;
    const id = must(await createMatter(handler(), { ...given, insideRow: inside ? row : null }), title);
    const matter = await findMatter(scene.tx, id);
    if (matter === undefined) throw new Error(`matter ${title} is gone`);
    return matter;
  };
  const happenedOn = addDays(scene.district.world.today, -1);
  const funds = await open('镇区道路养护资金安排', 'majorFunds', true);
  const stage = { unit, stage: 'before', happenedOn } as const;
  const inside = must(await startStage(handler(), { ...stage, matter: funds, audience: 'inside' }), '事前');
  await write(
    scene,
    inside.revision,
    0,
    text('镇党委拟安排资金用于镇区道路养护，现将资金来源、用途和程序在党内公开，征求意见。'),
  );
  await throughOrder(scene, inside.revision, 1);
  must(await startStage(handler(), { ...stage, matter: funds, audience: 'outside' }), '事前（社会）');

  const hall = await open('便民服务大厅防汛抢修', 'majorProject', false);
  const decided = must(
    await startStage(handler(), { unit, matter: hall, stage: 'decision', audience: 'outside', happenedOn }),
    '决策',
  );
  await write(
    scene,
    decided.revision,
    0,
    text('因连续降雨，镇党委会议决定立即抢修便民服务大厅屋面，所需资金从应急预备费列支。'),
  );
  await urgently(scene, decided.revision, 1);
  return [inside.revision, decided.revision];
}

/** A row of the unit's catalogue in force whose duties come stage by stage, if it has one. */
async function stagedRow({ district, tx, unit }: Scene): Promise<string | null> {
  const catalogues = await listPublicCatalogues(tx, unit.id);
  if (catalogues.some((one) => one.affairsKind !== 'party')) return null;
  const code = [...district.units].find(([, one]) => one.id === unit.id)?.[0] ?? '';
  const keys = z
    .record(z.string(), z.string())
    .parse(JSON.parse(district.ledger.find(`rows/${code}`) ?? '{}'));
  for (const itemKey of Object.values(keys)) {
    const row = await findRowInForce(tx, unit.id, itemKey);
    if (row !== undefined && row.stages.length > 0) return itemKey;
  }
  return null;
}

/** What could be withheld in a house: something that happened and that society would read, the newest first. */
async function listWithholdable(scene: Scene): Promise<readonly { scene: Scene; duty: DutyView }[]> {
  const open = await listOpenDuties(scene.tx, scene.unit.id, scene.district.world.today);
  return open
    .filter((duty) => duty.scope === 'society' && duty.timeKind !== 'standing')
    .toReversed()
    .map((duty) => ({ scene, duty }));
}

/** In the town, which has many duties: a village has a few, and its clerk needs them to try the main job. */
async function tellWithholdings(scenes: readonly Scene[]): Promise<readonly string[]> {
  const open: { scene: Scene; duty: DutyView }[] = [];
  for (const scene of scenes) open.push(...(await listWithholdable(scene)));
  const decisions: readonly [extent: Withholding['extent'], ground: string, days: number][] = [
    ['whole', 'art15-2', 364],
    ['whole', 'art15-1', 0],
    ['part', 'art15-2', 180],
  ];
  const out: string[] = [];
  for (const [index, [extent, ground, days]] of decisions.entries()) {
    const found = open[index];
    if (found === undefined) continue;
    const { duty, scene } = found;
    const { as, cast, unit, now } = scene;
    const reviewOn = addDays(scene.district.world.today, days);
    const fitting = duty.affairsKind === 'party' ? 'UNSUITABLE_BY_RULE' : ground;
    const given = { unit, duties: [duty.id], extent, ground: fitting };
    const begun = await startWithholding(as(cast.handler, now), given);
    const made = must(begun, `withhold ${duty.matter1}`);
    await write(scene, made.revision, 0, (content) => ({
      ...content,
      ...(extent === 'part'
        ? text('除涉及个人隐私的部分外，其余内容公开如下：本项工作已按规定办结。')(content)
        : {}),
      ...(content.withholding === undefined
        ? {}
        : { withholding: { ...content.withholding, basis: '经研究，公开将损害第三方权益。', reviewOn } }),
    }));
    await throughOrder(scene, made.revision, 1);
    out.push(made.revision);
  }
  return out;
}

type Change = (content: DraftContent) => DraftContent;

const text =
  (words: string): Change =>
  (content) => ({ ...content, body: fromMarkdown(words).body });

async function write(scene: Scene, revision: string, lockVersion: number, change: Change): Promise<void> {
  const { as, cast, now } = scene;
  const content = change(await getDraftContent(scene.tx, revision));
  const saved = must(await saveDraft(as(cast.handler, now), { revision, lockVersion, content }), revision);
  if (saved.outcome !== 'saved') throw new Error(`${revision}: somebody else is writing`);
}

async function throughOrder(scene: Scene, revision: string, lockVersion: number): Promise<void> {
  const { as, cast, now } = scene;
  must(await propose(as(cast.handler, now), { revision, lockVersion, opinion: '请审' }), revision);
  const { contentSha256 } = await getFrozenRevision(scene.tx, revision);
  const decision = { revision, contentSha256, opinion: '同意' };
  must(await passStep(as(cast.reviewer, now), decision), revision);
  const secrecy = as(cast.secrecyReviewer, now);
  await decideFindings(secrecy, revision, notPersonal);
  must(await passStep(secrecy, decision), revision);
  must(await approve(as(cast.approver, now), decision), revision);
}

async function urgently(scene: Scene, revision: string, lockVersion: number): Promise<void> {
  const { as, cast, now } = scene;
  const reason = '汛期屋面漏水，须立即组织抢修并告知党员群众。';
  must(await proposeUrgently(as(cast.handler, now), { revision, lockVersion, reason }), revision);
  const { contentSha256 } = await getFrozenRevision(scene.tx, revision);
  const approver = as(cast.approver, now);
  await decideFindings(approver, revision, notPersonal);
  must(await approve(approver, { revision, contentSha256, opinion: '情况属实，同意先行发布' }), revision);
}
