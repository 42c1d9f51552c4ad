import type { TestDatabase } from '#test/database';

/**
 * Copies of a public item as the database would hold them, without bringing each through the order: for tests of long lists.
 * Their index numbers are `n1`, `n2` …, their titles end in the same number, all changed in one moment each minute.
 */
export async function copyItem(db: TestDatabase, slug: string, times: number): Promise<void> {
  await db.owner.pool.query(
    `insert into publication.item select (jsonb_populate_record(i, jsonb_build_object('id', gen_random_uuid(),
       'disclosure', gen_random_uuid(), 'slug', translate(lpad(to_hex(n), 8, '0'), 'ilou', 'wxyz'), 'index_number', 'n' || n,
       'title', i.title || n, 'changed_at', i.changed_at + (n % 7) * interval '1 minute'))).*
     from publication.item i, generate_series(1, $2::integer) n where i.slug = $1`,
    [slug, times],
  );
  await db.owner.pool.query(
    `insert into publication.item_version select (jsonb_populate_record(v, jsonb_build_object('item', i.id,
       'revision', gen_random_uuid()))).* from publication.item_version v, publication.item i
     where v.item = (select id from publication.item where slug = $1) and i.index_number like 'n%'`,
    [slug],
  );
}
