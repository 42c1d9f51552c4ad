import {
  type Actor,
  covers,
  done,
  type Grant,
  type Refusal,
  type Result,
  type Role,
  refuse,
  type UnitRef,
} from '#kernel';

/**
 * One permission: which roles hold it, and whether it is asked of a unit.
 * The table of all permissions is the printable role × action matrix (IDN-2).
 */
export type PermissionRule = {
  readonly roles: readonly Role[];
  /** `unit`: the grant must cover the unit asked about. `anywhere`: holding the role in any unit is enough. */
  readonly scope: 'unit' | 'anywhere';
  /** May a delegate (代理) use it? Granting roles and reading audit may not be delegated. */
  readonly delegable: boolean;
};

export type PermissionTable<Name extends string = string> = Readonly<Record<Name, PermissionRule>>;

export function definePermissions<Name extends string>(
  table: Record<Name, PermissionRule>,
): PermissionTable<Name> {
  return table;
}

export type PermissionRefusal = Refusal<'sign-in-required' | 'not-permitted'>;

/** The grants by which `actor` holds this permission anywhere. */
export function grantsFor(actor: Actor, rule: PermissionRule): readonly Grant[] {
  return actor.grants.filter(
    (grant) => rule.roles.includes(grant.role) && (rule.delegable || grant.principal === null),
  );
}

/**
 * May this person do that, there? The one place where a role turns into an answer.
 * @returns the grant used (own grants before delegated ones), or the refusal
 */
export function decide(
  actor: Actor | null,
  name: string,
  rule: PermissionRule,
  unit: UnitRef | null,
): Result<Grant, 'sign-in-required' | 'not-permitted'> {
  if (actor === null) return refuse('sign-in-required', 401);
  const grants = grantsFor(actor, rule).filter(
    (grant) => rule.scope === 'anywhere' || (unit !== null && covers(grant, unit)),
  );
  const grant = grants.find((one) => one.principal === null) ?? grants[0];
  return grant === undefined ? refuse('not-permitted', 403, { permission: name }) : done(grant);
}

/** What part of the tree a list may show: unit paths (prefix match), single units, and lines. */
export type Coverage = {
  readonly paths: readonly string[];
  readonly units: readonly number[];
  readonly lines: readonly number[];
};

/** The reach of an actor's grants under one permission, to be used in SQL. */
export function coverage(actor: Actor, rule: PermissionRule): Coverage {
  const grants = grantsFor(actor, rule);
  return {
    paths: grants.filter((g) => g.reach === 'below').map((g) => g.unitPath),
    units: grants.filter((g) => g.reach === 'own').map((g) => g.unit),
    lines: grants.flatMap((g) => (g.reach === 'line' && g.line !== null ? [g.line] : [])),
  };
}
