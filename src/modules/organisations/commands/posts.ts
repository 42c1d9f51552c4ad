import { done, type PersonId, type Result, refuse } from '#kernel';
import { localDateOf } from '#platform/calendar';
import type { CommandContext } from '#platform/command';
import { decideEndPost, type PostRefusal } from '../domain.ts';
import { announce } from '../facts.ts';
import type { ChangePostForm, EndPostForm, HandOverForm, PostForm } from '../forms.ts';
import {
  countOtherHolders,
  insertPost,
  lockPost,
  lockPostsOf,
  type PostRow,
  updatePost,
} from '../store/posts.ts';
import { recordEvent, type UnitRow } from '../store/units.ts';
import { auditUnit, lockOrRefuse } from './checks.ts';

export type AppointRefusal = 'unit-not-found' | 'unit-not-active' | 'post-ends-before-it-begins';

/** Names a person to a post of a unit. */
export async function appoint(
  ctx: CommandContext,
  unitId: number,
  form: PostForm,
): Promise<Result<PostRow, AppointRefusal>> {
  const unit = await lockOrRefuse(ctx, unitId);
  if (!unit.ok) return unit;
  if (unit.value.state !== 'active') return refuse('unit-not-active', 409, { unitState: unit.value.state });
  if (form.until !== null && form.until < form.from)
    return refuse('post-ends-before-it-begins', 400, { date: form.from }, 'until');
  const post = await insertPost(ctx.tx, {
    unit_id: unitId,
    kind: form.kind,
    person: form.person,
    person_name: form.personName,
    title: form.title,
    duty: form.duty,
    phone: form.phone,
    from_on: form.from,
    until_on: form.until,
    is_public: form.isPublic,
  });
  await auditUnit(ctx, 'appoint', unitId, { post: post.id, kind: post.kind, name: post.person_name });
  return done(post);
}

export type ChangePostRefusal = PostRefusal | 'post-not-found';

/** Changes what is said of a post, or its term. Who holds it changes only by ending it. */
export async function changePost(
  ctx: CommandContext,
  id: number,
  form: ChangePostForm,
): Promise<Result<PostRow, ChangePostRefusal>> {
  const post = await lockPost(ctx.tx, id);
  if (post === undefined) return refuse('post-not-found', 404);
  if (post.ended_on !== null) return refuse('post-ended', 409, { date: post.ended_on });
  if (post.version !== form.version) return refuse('unit-changed-meanwhile', 409, {}, 'version');
  if (form.until !== null && form.until < post.from_on)
    return refuse('post-ends-before-it-begins', 409, { date: post.from_on }, 'until');
  const changed = await updatePost(ctx.tx, id, {
    title: form.title,
    duty: form.duty,
    phone: form.phone,
    until_on: form.until,
    is_public: form.isPublic,
  });
  await auditUnit(ctx, 'change-post', post.unit_id, { post: id });
  return done(changed);
}

export type EndPostRefusal = ChangePostRefusal | 'unit-not-found' | 'post-same-person';

/**
 * Ends a post (届满、调离). The last holder of a post that must not stand empty ends only with a successor, who begins the
 * same day and takes the open work.
 */
export async function endPost(
  ctx: CommandContext,
  id: number,
  form: EndPostForm,
): Promise<Result<PostRow, EndPostRefusal>> {
  const post = await lockPost(ctx.tx, id);
  if (post === undefined) return refuse('post-not-found', 404);
  // The unit's row is the lock that keeps two holders from ending each at the same time.
  const unit = await lockOrRefuse(ctx, post.unit_id);
  if (!unit.ok) return unit;
  const decision = decideEndPost(
    { kind: post.kind, fromOn: post.from_on, endedOn: post.ended_on, version: post.version },
    unit.value.kind,
    {
      on: form.on,
      today: localDateOf(ctx.now),
      version: form.version,
      hasSuccessor: form.successor !== null,
    },
    await countOtherHolders(ctx.tx, post),
  );
  if (!decision.ok) return decision;
  if (form.successor !== null && isSamePerson(post, form.successor))
    return refuse('post-same-person', 409, {}, 'successor');
  const until = form.successor?.until ?? null;
  if (until !== null && until < form.on)
    return refuse('post-ends-before-it-begins', 409, { date: form.on }, 'successor.until');
  const ended = await updatePost(ctx.tx, id, { ended_on: form.on, ended_reason: form.reason });
  if (form.successor !== null) await succeed(ctx, unit.value, [post], { ...form, to: form.successor }, until);
  await auditUnit(ctx, 'end-post', post.unit_id, { post: id, successor: form.successor?.name ?? null });
  return done(ended);
}

export type HandOverRefusal =
  | 'unit-not-found'
  | 'unit-not-active'
  | 'post-none-held'
  | 'post-same-person'
  | 'post-ends-before-it-begins'
  | 'post-ends-in-future';

/** All posts of one person in a unit go to another, with the open work. @returns the successor's posts */
export async function handOver(
  ctx: CommandContext,
  unitId: number,
  form: HandOverForm,
): Promise<Result<readonly PostRow[], HandOverRefusal>> {
  const unit = await lockOrRefuse(ctx, unitId);
  if (!unit.ok) return unit;
  if (unit.value.state !== 'active') return refuse('unit-not-active', 409, { unitState: unit.value.state });
  const today = localDateOf(ctx.now);
  if (form.on > today) return refuse('post-ends-in-future', 409, { date: today }, 'on');
  const posts = await lockPostsOf(ctx.tx, unitId, form.from);
  const [first] = posts;
  if (first === undefined) return refuse('post-none-held', 409, { name: form.from.name }, 'from');
  if (isSamePerson(first, form.to)) return refuse('post-same-person', 409, {}, 'to');
  const late = posts.find((post) => post.from_on > form.on);
  if (late !== undefined) return refuse('post-ends-before-it-begins', 409, { date: late.from_on }, 'on');
  for (const post of posts)
    await updatePost(ctx.tx, post.id, { ended_on: form.on, ended_reason: form.reason });
  const taken = await succeed(ctx, unit.value, posts, form, null);
  await auditUnit(ctx, 'hand-over', unitId, { from: form.from.name, to: form.to.name, posts: posts.length });
  return done(taken);
}

function isSamePerson(
  post: PostRow,
  other: { readonly person: string | null; readonly name: string },
): boolean {
  return other.person === null
    ? post.person === null && post.person_name === other.name
    : post.person === other.person;
}

type Succession = {
  readonly to: { readonly person: string | null; readonly name: string };
  readonly on: string;
  readonly reason: string;
};

/** The successor's posts, the line of history, and the fact by which other rooms pass the open work on. */
async function succeed(
  ctx: CommandContext,
  unit: UnitRow,
  posts: readonly PostRow[],
  { to, on, reason }: Succession,
  until: string | null,
): Promise<readonly PostRow[]> {
  const taken: PostRow[] = [];
  for (const { id, ended_on, ended_reason, version, ...post } of posts) {
    const next = { ...post, person: to.person, person_name: to.name, from_on: on, until_on: until };
    taken.push(await insertPost(ctx.tx, next));
  }
  await recordEvent(ctx, {
    unit: unit.id,
    kind: 'handedOver',
    on,
    reason,
    changes: posts.map((post) => ({ field: post.kind, from: post.person_name, to: to.name })),
  });
  await announce(ctx, 'organisations.handed-over', unit.id, {
    fromUnit: unit.id,
    toUnit: unit.id,
    fromPerson: (posts[0]?.person ?? null) as PersonId | null,
    toPerson: to.person as PersonId | null,
    toName: to.name,
    posts: taken.map((post) => post.id),
    on,
    reason,
  });
  return taken;
}
