import type { OfficePerson } from '#ui/office';

/** The part of `GET /api/me` the shell needs; checked against the identity room's own type in contracts.ts. */
export type Me = {
  readonly person: string;
  readonly name: string;
  readonly account: string;
  readonly grants: readonly {
    readonly role: string;
    readonly unit: number;
    readonly unitName: string;
    readonly principalName: string | null;
  }[];
};

export function toOfficePerson(me: Me): OfficePerson {
  return { person: me.person, name: me.name, account: me.account, grants: me.grants };
}
