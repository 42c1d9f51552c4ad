-- Erasing personal data that was published (个人信息保护法 art. 47): one person asks, another confirms, the log says that it
-- happened, and with the checkpoint that says so bytes and salts of the parts concerned are gone from every version.

insert into platform.word_place (place, kind, belongs) values
  -- The row of a live item follows its newest version when that is revealed.
  ('publication.item.title', 'text', 't.id = ($1).item and t.state = ''withdrawn'''),
  ('publication.item.document_number', 'text', 't.id = ($1).item and t.state = ''withdrawn'''),
  ('publication.item.category', 'text', 't.id = ($1).item and t.state = ''withdrawn'''),
  ('publication.item.keywords', 'texts', 't.id = ($1).item and t.state = ''withdrawn'''),
  ('publication.item_version.content', 'json', 't.item = ($1).item'),
  ('publication.item_version.body_text', 'text', 't.item = ($1).item'),
  ('publication.item_attachment.name', 'text', 't.item = ($1).item'),
  ('publication.tombstone.reason', 'text', 't.item = ($1).item'),
  ('publication.registration.note', 'text', 't.item = ($1).item');

-- A version made by erasing belongs to the revision whose text it shows, and says how much went: {"places", "files"}.
alter table publication.item_version add column erasure jsonb;
alter table publication.item_version drop constraint item_version_revision_key;
create unique index item_version_by_revision on publication.item_version (revision) where erasure is null;

alter table publication.item_attachment alter column sha256 drop not null, add column erased_at timestamptz;
alter table publication.item_attachment add check ((sha256 is null) = (erased_at is not null));

create table publication.erasure (
  id uuid primary key,
  item uuid not null references publication.item (id),
  unit integer not null,
  ground text not null check (ground in ('consentWithdrawn', 'wrongDisclosure', 'purposeEnded', 'unlawful', 'order')),
  state text not null default 'proposed' check (state in ('proposed', 'registered', 'done', 'cancelled')),
  -- The words are kept nowhere. Until the second person has written them once more there is a salted hash to compare with.
  words_salt bytea,
  words_hash bytea,
  words integer not null check (words >= 0),
  -- Attachments that go whole: their positions in the newest version.
  removes integer[] not null,
  -- How often the words stood where: [{"place", "rows", "hits"}]
  found jsonb not null,
  proposed_by uuid not null,
  proposed_by_name text not null,
  proposed_at timestamptz not null,
  confirmed_by uuid,
  confirmed_by_name text,
  confirmed_at timestamptz,
  cancelled_by uuid,
  cancelled_by_name text,
  log_index bigint unique references publication.registration (log_index),
  -- The newest version when it was asked for; once confirmed, the one that was made.
  version integer not null,
  -- What of attachments became of it: masked copies made, files taken away.
  masked integer not null default 0,
  removed integer not null default 0,
  ended_at timestamptz,
  check ((state = 'proposed') = (words_hash is not null)),
  check ((words_hash is null) = (words_salt is null)),
  check (state not in ('registered', 'done') or confirmed_by is not null),
  -- Words that stood in no published part are erased without an entry: nothing public changes.
  check (state <> 'registered' or log_index is not null),
  check (confirmed_by is distinct from proposed_by)
);
create unique index erasure_open on publication.erasure (item) where state = 'proposed';
create index erasure_by_item on publication.erasure (item, proposed_at desc);

-- The parts whose bytes and salts go when the entry is revealed.
create table publication.erasure_part (
  log_index bigint not null references publication.registration (log_index),
  item uuid not null,
  version integer not null,
  position integer not null,
  primary key (log_index, version, position),
  foreign key (item, version, position) references publication.part (item, version, position)
);
create trigger erasure_part_is_append_only before update or delete on publication.erasure_part
  for each row execute function platform.refuse_change();

-- What was decided stays; what may change is how far it has come, and the hash goes when it has served.
create function publication.keep_erasure() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.state in ('done', 'cancelled') or new.id <> old.id or new.item <> old.item
    or new.ground <> old.ground or new.removes <> old.removes or new.found <> old.found or new.words <> old.words
    or new.proposed_by <> old.proposed_by or new.proposed_at <> old.proposed_at
    or (old.confirmed_by is not null and new.confirmed_by is distinct from old.confirmed_by)
    or (new.words_hash is not null and new.words_hash is distinct from old.words_hash) then
    raise exception 'what was decided about an erasure cannot change' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger erasure_is_kept before update or delete on publication.erasure
  for each row execute function publication.keep_erasure();

create function publication.erasing_subject(of_item uuid) returns platform.erasing_subject language sql stable as $$
  select (i.disclosure, i.unit, i.id, i.slug, r.revisions,
    array[i.disclosure::text, i.id::text, i.slug] || r.revisions::text[])::platform.erasing_subject
  from publication.item i
  cross join lateral (select coalesce(array_agg(v.id), '{}') as revisions from disclosure.revision v
    where v.disclosure_id = i.disclosure) r
  where i.id = of_item
$$;

-- Takes the words out of everything but the frozen parts, which stay until the log has said it. Asks for itself that two
-- different people decided about these very words. In the caller's transaction.
-- @param files what becomes of each file, see platform.mask_json; prints: fingerprints of the words as screening makes them
create function publication.erase(of_erasure uuid, wanted text[], files jsonb, prints text[], at timestamptz) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  asked publication.erasure;
  subject platform.erasing_subject;
  patterns text[];
  done jsonb;
begin
  select * into asked from publication.erasure e where e.id = of_erasure for update;
  if asked.state is distinct from 'proposed' or asked.confirmed_by is null
    or asked.words_hash <> sha256(asked.words_salt || convert_to(array_to_string(wanted, E'\n'), 'UTF8')) then
    raise exception 'two people have not decided about these words' using errcode = 'insufficient_privilege';
  end if;
  subject := publication.erasing_subject(asked.item);
  patterns := array(select platform.word_pattern(one) from unnest(wanted) as w (one));
  perform disclosure.begin_erasing(subject, patterns, files, at);
  done := platform.erase_words(subject, patterns, files);
  perform screening.forget(subject.revisions, prints);
  perform similarity.forget(subject.disclosure);
  return done;
end $$;
revoke execute on function publication.erase(uuid, text[], jsonb, text[], timestamptz) from public;

-- Bytes and salts go, in the transaction that publishes the checkpoint over the entry and in no other. Done again, nothing.
-- @returns the files that nothing of this item's old versions names any more
create function publication.finish_erasing(of_index bigint, at timestamptz) returns text[]
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  gone text[];
begin
  if of_index >= transparency_log.visible_size() then
    raise exception 'entry % is not public', of_index using errcode = 'insufficient_privilege';
  end if;
  select coalesce(array_agg(distinct p.sha256), '{}') into gone from publication.erasure_part e
    join publication.part p using (item, version, position) where e.log_index = of_index and p.sha256 is not null;
  perform set_config('gongkai.erasing', 'yes', true);
  update publication.item_attachment a set sha256 = null, erased_at = at
    from publication.erasure_part e join publication.part p using (item, version, position)
    where e.log_index = of_index and p.kind = 'attachment' and p.sha256 is not null
      and a.item = p.item and a.version = p.version and a.sha256 = p.sha256;
  perform set_config('gongkai.erasing', '', true);
  update publication.part p set salt = null, bytes = null, sha256 = null, erased_at = at
    from publication.erasure_part e
    where e.log_index = of_index and p.item = e.item and p.version = e.version and p.position = e.position
      and p.erased_at is null;
  return gone;
end $$;
revoke execute on function publication.finish_erasing(bigint, timestamptz) from public;

alter table publication.erasure enable row level security;
alter table publication.erasure_part enable row level security;
create policy staff_erasure on publication.erasure to gongkai_office, gongkai_worker using (true) with check (true);
create policy staff_erasure_part on publication.erasure_part to gongkai_office, gongkai_worker using (true) with check (true);

grant select on publication.erasure, publication.erasure_part to gongkai_office, gongkai_worker;
grant insert, update on publication.erasure to gongkai_office;
grant update (state, ended_at) on publication.erasure to gongkai_worker;
grant insert on publication.erasure_part to gongkai_office;
grant execute on function publication.erase(uuid, text[], jsonb, text[], timestamptz) to gongkai_office;
grant execute on function publication.finish_erasing(bigint, timestamptz) to gongkai_worker;
-- Nothing but the function above erases a part from now on.
revoke update (salt, bytes, sha256, erased_at) on publication.part from gongkai_office, gongkai_worker;
