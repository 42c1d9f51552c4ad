-- Publishing in two steps: a revision is registered in the transparency log (frozen bytes, entry, nothing visible), and it is
-- revealed in the transaction that publishes a checkpoint over its entry. So what is visible is what the served checkpoint holds.

-- `registered`: has its address and number, and waits to be revealed for the first time.
alter table publication.item drop constraint item_state_check,
  add constraint item_state_check check (state in ('registered', 'live', 'withdrawn'));
alter table publication.plan drop constraint plan_state_check,
  add constraint plan_state_check check (state in ('waiting', 'registered', 'published', 'refused', 'cancelled'));

-- An item narrowed to an inner scope leaves a tombstone for society and may be withdrawn later: two stones, one at a time for a reader.
alter table publication.tombstone drop constraint tombstone_pkey, drop constraint tombstone_slug_key,
  drop constraint tombstone_revision_key, add primary key (item, revision);
create index tombstone_by_slug on publication.tombstone (slug);
create index tombstone_by_revision on publication.tombstone (revision);

-- Where each revision stands in the log. `log_index` and `leaf` are the log's answer; the row is written in the same transaction.
create table publication.registration (
  log_index bigint primary key check (log_index >= 0),
  leaf text not null check (leaf ~ '^[0-9a-f]{64}$'),
  item uuid not null references publication.item (id),
  -- The version registered; a withdrawal names the last one.
  version integer not null check (version > 0),
  -- Null for what no revision did: erasing by a decision of its own.
  revision uuid,
  -- create, addVersion: a version · withdraw: the item goes · close: society no longer sees it, an inner scope still does
  -- · redact: parts of it were erased
  effect text not null check (effect in ('create', 'addVersion', 'withdraw', 'close', 'redact')),
  purpose text not null check (purpose in ('publish', 'correct', 'clarify', 'withdraw', 'changeValidity', 'redact')),
  -- For whom the entry says what it says; other than society it stands in the log by its commitment only.
  scope text not null check (scope in ('society', 'wholeParty', 'unit', 'specific')),
  -- For an inner scope: the entry behind the commitment in the log, and its salt.
  inner_entry bytea,
  inner_salt bytea,
  -- What a tombstone needs of a withdrawal.
  content_sha256 text,
  note text,
  -- Made public before the log began: nothing is left to reveal.
  legacy boolean not null default false,
  -- 应急发布: kept here while it waits, because its review may come before it is revealed.
  after_review text check (after_review in ('awaited', 'objected')),
  claimed_at timestamptz not null,
  revealed_at timestamptz,
  unique (revision, effect),
  check ((scope = 'society') = (inner_entry is null)),
  check ((inner_entry is null) = (inner_salt is null))
);
create index registration_by_item on publication.registration (item, log_index);
create index registration_waiting on publication.registration (log_index) where revealed_at is null;
create trigger registration_is_append_only before delete or update of log_index, leaf, item, version, revision, effect, purpose,
  scope, inner_entry, inner_salt, content_sha256, note, legacy, claimed_at on publication.registration
  for each row execute function platform.refuse_change();

-- What a version consists of, by salted commitments. The bytes of the manifest stay for ever; those of a part may be erased.
create table publication.manifest (
  item uuid not null,
  version integer not null,
  bytes bytea not null,
  salt bytea not null check (length(salt) = 32),
  commit text not null check (commit ~ '^[0-9a-f]{64}$'),
  primary key (item, version),
  foreign key (item, version) references publication.item_version (item, version)
);
create trigger manifest_is_append_only before update or delete on publication.manifest
  for each row execute function platform.refuse_change();

create table publication.part (
  item uuid not null,
  version integer not null,
  -- Place in the manifest, from 0.
  position integer not null check (position >= 0),
  kind text not null check (kind in ('title', 'meta', 'block', 'attachment')),
  commit text not null check (commit ~ '^[0-9a-f]{64}$'),
  size bigint not null check (size >= 0),
  media text not null,
  -- Frozen when registered. An attachment's bytes lie in the file store under `sha256`. Erasing sets all three to null.
  salt bytea check (length(salt) = 32),
  bytes bytea,
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  erased_at timestamptz,
  primary key (item, version, position),
  foreign key (item, version) references publication.item_version (item, version),
  check (case when erased_at is null then salt is not null and (kind = 'attachment') = (sha256 is not null)
      and (kind = 'attachment') = (bytes is null)
    else salt is null and bytes is null and sha256 is null end)
);
create index part_by_content on publication.part (sha256) where sha256 is not null;
create trigger part_is_frozen before delete or update of item, version, position, kind, commit, size, media
  on publication.part for each row execute function platform.refuse_change();

alter table publication.registration enable row level security;
alter table publication.manifest enable row level security;
alter table publication.part enable row level security;

-- A version is there for readers from the moment the item row names it: registered ones are not.
drop policy portal_item_version on publication.item_version;
create policy portal_item_version on publication.item_version for select to gongkai_portal
  using (exists (select from publication.item i where i.id = item_version.item and item_version.version <= i.version)
    and (scope = 'society' or publication.may_see((select platform.current_reader()), scope, scope_unit, audience_units)));
create policy portal_manifest on publication.manifest for select to gongkai_portal
  using (exists (select from publication.item_version v where v.item = manifest.item and v.version = manifest.version));
create policy portal_part on publication.part for select to gongkai_portal
  using (exists (select from publication.item_version v where v.item = part.item and v.version = part.version));
-- With its version or with the tombstone that a reader may see; nothing of an inner scope by way of a stone meant for society.
create policy portal_registration on publication.registration for select to gongkai_portal
  using (revealed_at is not null and case when effect in ('withdraw', 'close')
    then exists (select from publication.tombstone s where s.item = registration.item and s.revision = registration.revision
      and s.scope = registration.scope)
    else exists (select from publication.item_version v where v.item = registration.item and v.version = registration.version) end);

create policy staff_registration on publication.registration to gongkai_office, gongkai_worker using (true) with check (true);
create policy staff_manifest on publication.manifest to gongkai_office, gongkai_worker using (true) with check (true);
create policy staff_part on publication.part to gongkai_office, gongkai_worker using (true) with check (true);

grant select on publication.registration, publication.manifest, publication.part to gongkai_portal;
grant select, insert on publication.registration, publication.manifest, publication.part to gongkai_office, gongkai_worker;
grant update (after_review, revealed_at) on publication.registration to gongkai_office, gongkai_worker;
grant update (salt, bytes, sha256, erased_at) on publication.part to gongkai_office, gongkai_worker;
