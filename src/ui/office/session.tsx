import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';

/** A role held now, as far as the office's screens need it. */
export type OfficeGrant = {
  readonly role: string;
  readonly unit: number;
  readonly unitName: string;
  /** Name of the person acted for, when the grant comes by delegation (代理). */
  readonly principalName: string | null;
};

/** Whoever is signed in. The shell fills it from the identity room's own answer. */
export type OfficePerson = {
  readonly person: string;
  readonly name: string;
  readonly account: string;
  readonly grants: readonly OfficeGrant[];
  /** Names of the permissions held in at least one unit. */
  readonly permissions: readonly string[];
};

/** A unit in which the person holds at least one role. */
export type HeldUnit = { readonly id: number; readonly name: string; readonly roles: readonly string[] };

type SessionState = {
  readonly me: OfficePerson;
  readonly units: readonly HeldUnit[];
  /** The unit the person works for at the moment; null when no role is held. */
  readonly unit: HeldUnit | null;
  readonly chooseUnit: (id: number) => void;
};

const SessionContext = createContext<SessionState | null>(null);
const storageKey = 'gongkai.unit';

/** Tells every screen who is signed in and which unit is worked for. */
export function SessionProvider({ me, children }: { me: OfficePerson; children: ReactNode }) {
  const [chosen, setChosen] = useState<number | null>(readChosen);
  const state = useMemo<SessionState>(() => {
    const units = heldUnits(me.grants);
    const chooseUnit = (id: number) => {
      window.localStorage.setItem(storageKey, String(id));
      setChosen(id);
    };
    return { me, units, unit: units.find((unit) => unit.id === chosen) ?? units[0] ?? null, chooseUnit };
  }, [me, chosen]);
  return <SessionContext.Provider value={state}>{children}</SessionContext.Provider>;
}

/** @throws outside the signed-in part of the office */
export function useSession(): SessionState {
  const state = useContext(SessionContext);
  if (state === null) throw new Error('useSession outside SessionProvider');
  return state;
}

/** Does the person hold one of these roles in the unit worked for (or anywhere, when asked so)? Only hides what could not be used; the server decides. */
export function holdsRole(
  session: SessionState,
  roles: readonly string[],
  where: 'here' | 'anywhere' = 'anywhere',
): boolean {
  return session.me.grants.some(
    (grant) => roles.includes(grant.role) && (where === 'anywhere' || grant.unit === session.unit?.id),
  );
}

/** Units of the grants in their order, each once, with all roles held there. */
export function heldUnits(grants: readonly OfficeGrant[]): readonly HeldUnit[] {
  const units = new Map<number, { id: number; name: string; roles: string[] }>();
  for (const grant of grants) {
    const known = units.get(grant.unit);
    if (known === undefined)
      units.set(grant.unit, { id: grant.unit, name: grant.unitName, roles: [grant.role] });
    else if (!known.roles.includes(grant.role)) known.roles.push(grant.role);
  }
  return [...units.values()];
}

function readChosen(): number | null {
  const stored = Number(window.localStorage.getItem(storageKey));
  return Number.isInteger(stored) && stored > 0 ? stored : null;
}
