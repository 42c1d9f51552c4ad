import type { PersonId, Role } from '#kernel';
import type { Reader } from '#platform/database';
import { people } from '../people.ts';
import { permissions, unitsThatOpen } from '../policy.ts';
import type { LoadedCase } from '../store/load-case.ts';
import type { Colleague } from './mentions.ts';

/** Everybody who may see a case by a role in one of the units that open it: who can be called upon, and told about it. */
export async function listReaders(db: Reader, loaded: LoadedCase, now: Date): Promise<ReadonlySet<PersonId>> {
  const roles: readonly Role[] = permissions['disclosure.read'].roles;
  const found = new Set<PersonId>();
  for (const unit of unitsThatOpen(loaded.case)) {
    for (const role of roles) {
      for (const holder of await people().findHolders(db, role, unit, now)) found.add(holder.person);
    }
  }
  return found;
}

/** People with their names, in the order of the names. */
export async function withNames(db: Reader, persons: Iterable<PersonId>): Promise<readonly Colleague[]> {
  const named: Colleague[] = [];
  for (const id of new Set(persons)) {
    const name = await people().findName(db, id);
    if (name !== undefined) named.push({ id, name });
  }
  return named.sort((a, b) => a.name.localeCompare(b.name, 'zh-CN'));
}

/** Colleagues of a case with their names, without the one who asks. */
export async function listColleagues(
  db: Reader,
  loaded: LoadedCase,
  asker: PersonId | null,
  now: Date,
): Promise<readonly Colleague[]> {
  const readers = await listReaders(db, loaded, now);
  return withNames(
    db,
    [...readers].filter((one) => one !== asker),
  );
}
