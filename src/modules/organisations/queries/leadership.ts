import { addDays } from '#platform/calendar';
import type { Reader } from '#platform/database';
import { standingOf, TERM_WARNING_DAYS } from '../domain.ts';
import type { LeadershipView, PostView } from '../forms.ts';
import { findLeadingGroup, listPosts, type PostRow } from '../store/posts.ts';
import { listGapsOfUnit } from './gaps.ts';

export function toPostView(row: PostRow, today: string): PostView {
  return {
    id: row.id,
    unitId: row.unit_id,
    kind: row.kind,
    person: row.person,
    personName: row.person_name,
    title: row.title,
    duty: row.duty,
    phone: row.phone,
    from: row.from_on,
    until: row.until_on,
    endedOn: row.ended_on,
    isPublic: row.is_public,
    standing: standingOf(
      { untilOn: row.until_on, endedOn: row.ended_on },
      today,
      addDays(today, TERM_WARNING_DAYS),
    ),
    version: row.version,
  };
}

/** Leading group, posts held and formerly held, and what is missing. */
export async function getLeadership(
  db: Reader,
  unit: number,
  today: string,
  mayAppoint: boolean,
): Promise<LeadershipView> {
  const group = await findLeadingGroup(db, unit);
  const posts = (await listPosts(db, unit)).map((row) => toPostView(row, today));
  return {
    leadingGroup:
      group === undefined
        ? null
        : {
            name: group.name,
            documentNumber: group.document_number,
            foundedOn: group.founded_on,
            officeName: group.office_name,
            officeAddress: group.office_address,
            officePhone: group.office_phone,
            version: group.version,
          },
    posts: posts.filter((post) => post.endedOn === null),
    formerPosts: posts.filter((post) => post.endedOn !== null),
    gaps: await listGapsOfUnit(db, unit, today),
    may: { appoint: mayAppoint },
  };
}
