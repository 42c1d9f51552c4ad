import type { Selectable } from 'kysely';
import type { Reader, Tx } from '#platform/database';
import type { OrganisationsTables } from '../tables.ts';
import type { PostKind } from '../vocabulary.ts';
import { room } from './units.ts';

export type PostRow = Selectable<OrganisationsTables['organisations.post']>;
export type LeadingGroupRow = Selectable<OrganisationsTables['organisations.leading_group']>;
export type NewPost = Omit<PostRow, 'id' | 'ended_on' | 'ended_reason' | 'version'>;

export async function findPost(db: Reader, id: number): Promise<PostRow | undefined> {
  return room(db).selectFrom('organisations.post').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function lockPost(tx: Tx, id: number): Promise<PostRow | undefined> {
  return room(tx)
    .selectFrom('organisations.post')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function insertPost(tx: Tx, post: NewPost): Promise<PostRow> {
  return room(tx).insertInto('organisations.post').values(post).returningAll().executeTakeFirstOrThrow();
}

export async function updatePost(
  tx: Tx,
  id: number,
  set: Partial<
    Pick<PostRow, 'title' | 'duty' | 'phone' | 'until_on' | 'is_public' | 'ended_on' | 'ended_reason'>
  >,
): Promise<PostRow> {
  return room(tx)
    .updateTable('organisations.post')
    .set((eb) => ({ ...set, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Posts of a unit, those held now first, by kind and length of holding. */
export async function listPosts(db: Reader, unit: number): Promise<readonly PostRow[]> {
  return room(db)
    .selectFrom('organisations.post')
    .selectAll()
    .where('unit_id', '=', unit)
    .orderBy('ended_on', (order) => order.desc().nullsFirst())
    .orderBy('from_on')
    .orderBy('id')
    .execute();
}

/** How many others hold the same post in the unit now. */
export async function countOtherHolders(
  db: Reader,
  post: { id: number; unit_id: number; kind: PostKind },
): Promise<number> {
  const row = await room(db)
    .selectFrom('organisations.post')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('unit_id', '=', post.unit_id)
    .where('kind', '=', post.kind)
    .where('ended_on', 'is', null)
    .where('id', '!=', post.id)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Posts in one unit that a person holds now; by account where there is one, else by name. */
export async function lockPostsOf(
  tx: Tx,
  unit: number,
  person: { readonly person: string | null; readonly name: string },
): Promise<readonly PostRow[]> {
  const query = room(tx)
    .selectFrom('organisations.post')
    .selectAll()
    .where('unit_id', '=', unit)
    .where('ended_on', 'is', null)
    .orderBy('id')
    .forUpdate();
  return person.person === null
    ? query.where('person', 'is', null).where('person_name', '=', person.name).execute()
    : query.where('person', '=', person.person).execute();
}

export async function findLeadingGroup(db: Reader, unit: number): Promise<LeadingGroupRow | undefined> {
  return room(db)
    .selectFrom('organisations.leading_group')
    .selectAll()
    .where('unit_id', '=', unit)
    .executeTakeFirst();
}

/** Ends every post of a unit that ceases to be. @returns their ids */
export async function endAllPosts(
  tx: Tx,
  unit: number,
  on: string,
  reason: string,
): Promise<readonly number[]> {
  const rows = await room(tx)
    .updateTable('organisations.post')
    .set((eb) => ({
      // A post that begins later than the unit ends was never held.
      ended_on: eb.fn<string>('greatest', ['from_on', eb.cast<string>(eb.val(on), 'date')]),
      ended_reason: reason,
      version: eb('version', '+', 1),
    }))
    .where('unit_id', '=', unit)
    .where('ended_on', 'is', null)
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
}
