import type { Actor, Affiliation, PersonId } from '#kernel';
import { definePermissions } from '#platform/permission';
import type { Scope } from './words.ts';

/** Whoever reads: an outsider, or a person with ties to units (verified memberships, own roles as `staff`, residence). */
export type Reader = {
  readonly person: PersonId | null;
  readonly affiliations: readonly Pick<Affiliation, 'unit' | 'unitPath' | 'kind'>[];
};

export const outsider: Reader = { person: null, affiliations: [] };

/** A signed-in person as a reader. Roles held for somebody else (代理) open no scope: they are for deciding, not for reading. */
export function readerOf(actor: Actor | null): Reader {
  return actor === null ? outsider : { person: actor.person, affiliations: actor.affiliations };
}

/** What decides who may see an item or a version of it. */
export type Seen = {
  readonly state: 'live' | 'withdrawn';
  readonly scope: Scope;
  readonly scopeUnit: number;
  readonly audienceUnits: readonly number[];
};

/**
 * The one rule of visibility (公开范围, 条例 art. 8). The database holds the same rule as `publication.may_see` in the
 * row-level policies; a test compares both on random data.
 *
 * - society: everyone.
 * - wholeParty: a member whose membership a branch has verified, wherever.
 * - unit: a tie to the scope unit or to a unit below it, as the tree stands today.
 * - specific: a tie to one of the units named.
 * - withdrawn: nobody.
 */
export function maySee(reader: Reader, item: Seen): boolean {
  if (item.state === 'withdrawn') return false;
  const ties = reader.affiliations;
  switch (item.scope) {
    case 'society':
      return true;
    case 'wholeParty':
      return ties.some((tie) => tie.kind === 'member');
    case 'unit':
      return ties.some((tie) => tie.unitPath.includes(`/${item.scopeUnit}/`));
    case 'specific':
      return ties.some((tie) => item.audienceUnits.includes(tie.unit));
  }
}

/** Who may do what in this room beyond reading. Publishing itself is no permission: only an approved revision publishes. */
export const publicationPermissions = definePermissions({
  /** Items and plans of the units covered, findings included. */
  'publication.view': {
    roles: [
      'handler',
      'reviewer',
      'secrecyReviewer',
      'approver',
      'committeeOffice',
      'lineLead',
      'discipline',
      'assessor',
    ],
    scope: 'unit',
    delegable: true,
  },
  /** Links an item to the one it supersedes or interprets. */
  'publication.relate': { roles: ['handler', 'committeeOffice'], scope: 'unit', delegable: true },
  /** Has the official document of an item tried again that could not be made. */
  'publication.retry-document': {
    roles: ['handler', 'committeeOffice', 'systemAdministrator'],
    scope: 'unit',
    delegable: true,
  },
  /** 依法删除个人信息: one asks, another confirms (个人信息保护法 art. 47). In person only. */
  'publication.erase': { roles: ['committeeOffice', 'approver'], scope: 'unit', delegable: false },
  /** How index numbers of a unit are formed. */
  'publication.set-index-rule': {
    roles: ['committeeOffice', 'systemAdministrator'],
    scope: 'unit',
    delegable: false,
  },
  /** What the footer of the site says. */
  'publication.set-site': {
    roles: ['systemAdministrator', 'committeeOffice'],
    scope: 'anywhere',
    delegable: false,
  },
});
