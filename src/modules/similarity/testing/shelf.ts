import type { Scope } from '#kernel';
import type { Database } from '#platform/database';
import { fingerprintsOf, prepare } from '../engine/index.ts';
import type { Library } from '../queries.ts';
import { chanceOf, type MadeText, type MadeUnit, madeText, namesOf, ownParagraph, unitOf } from './texts.ts';

/*
 * A shelf of published texts that are not kept anywhere: text `n` follows from its number, so a hundred thousand cost only
 * their fingerprints.
 */

/** Text number `n` of a shelf of texts by `units` units. */
export function shelfText(n: number, units: number): MadeText {
  return madeText(1_000 + n, unitOf(n % units));
}

const subjectOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
/** Which text of the shelf a subject names. */
export const shelfNumberOf = (subject: string) => Number(subject.slice(24));

/** Fills the index as publication would have, past the commands: only the rows count here. Units get ids from 1,000,000. */
export async function fillShelf(
  owner: Database,
  { texts, units }: { readonly texts: number; readonly units: number },
  tell: (done: number, total: number) => void = () => undefined,
): Promise<void> {
  await owner.pool.query(
    `insert into organisations.unit (id, code, name, level, kind, superior_id, path, created_at)
     values (1, 'root', '云溪区委员会', 'district', 'localPartyCommittee', null, '/1/', now())
     on conflict do nothing`,
  );
  await owner.pool.query(
    `insert into organisations.unit (id, code, name, level, kind, superior_id, path, created_at)
     select 1000000 + n, 'shelf-' || n, 'shelf ' || n, 'village', 'villageCommittee', 1, '/1/' || 1000000 + n || '/', now()
     from generate_series(0, $1::integer - 1) n`,
    [units],
  );
  const chunk = 500;
  for (let first = 0; first < texts; first += chunk) {
    const numbers = Array.from({ length: Math.min(chunk, texts - first) }, (_, index) => first + index);
    const made = numbers.map((n) => {
      const { text, unit } = shelfText(n, units);
      return `{${fingerprintsOf(prepare(text, namesOf(unit))).join(',')}}`;
    });
    await owner.pool.query(
      `insert into similarity.text (subject, revision, unit_id, scope, title, slug, published_at, fingerprints)
       select s, s, u, 'society', 'text ' || s, 'aaaaaaaa', now(), f::integer[]
       from unnest($1::uuid[], $2::integer[], $3::text[]) as t (s, u, f)`,
      [numbers.map(subjectOf), numbers.map((n) => 1_000_000 + (n % units)), made],
    );
    tell(first + numbers.length, texts);
  }
  await owner.pool.query('vacuum analyze similarity.text');
}

/** Everything on the shelf, seen by everybody or only where `scopes` allows. */
export function shelfLibrary(units: number, scopes: ReadonlySet<Scope> = new Set(['society'])): Library {
  return {
    visible: async (texts) => texts.filter((one) => scopes.has(one.scope)),
    load: async (texts) =>
      texts.map((known) => {
        const { text, unit } = shelfText(shelfNumberOf(known.subject), units);
        return { known, text, names: namesOf(unit) };
      }),
  };
}

/** A unit that has nothing on the shelf. */
export function newcomer(n: number): MadeUnit {
  return unitOf(500_000 + n);
}

/** A text nobody wrote before, with form and law of its kind: what must not be called a copy. */
export function freshText(n: number): string {
  return madeText(50_000_000 + n, newcomer(n)).text;
}

/** Hardly anything but form and law: one paragraph of its own in what everybody writes alike. */
export function formText(n: number, units: number): string {
  const { text, own } = shelfText(n, units);
  const unit = newcomer(n);
  const bare = own.reduce((rest, paragraph) => rest.replace(`${paragraph}\n`, ''), text);
  return `${bare}\n${ownParagraph(chanceOf(60_000_000 + n), unit)}`;
}
