-- What is public, to whom, since when. The portal's role sees rows of this schema only through the row-level policies below:
-- one rule of visibility (policy.ts `maySee`) written once more as SQL, and compared with it by a test on random data.

create schema publication;

-- One published matter. Its address (slug) never changes; the row holds what its newest version says, for lists.
create table publication.item (
  id uuid primary key,
  disclosure uuid not null unique,
  slug text not null unique check (slug ~ '^[0-9a-hjkmnp-tv-z]{8}$'),
  index_number text not null unique,
  state text not null default 'live' check (state in ('live', 'withdrawn')),
  version integer not null check (version > 0),
  unit integer not null,
  -- As it was called on the day of first publication: a renamed unit does not rewrite its documents.
  unit_name text not null,
  title text not null,
  document_number text,
  document_date date,
  scope text not null check (scope in ('society', 'wholeParty', 'unit', 'specific')),
  scope_unit integer not null,
  audience_units integer[] not null default '{}',
  affairs_kind text not null check (affairs_kind in ('party', 'government', 'village', 'factory', 'school', 'hospital')),
  category text not null,
  mode text not null check (mode in ('proactive', 'onRequest')),
  keywords text[] not null default '{}',
  validity text not null check (validity in ('valid', 'invalid', 'repealed')),
  expires_on date,
  -- What the newest version was made for: lists mark corrected items.
  last_purpose text not null check (last_purpose in ('publish', 'correct', 'clarify', 'withdraw', 'changeValidity')),
  published_at timestamptz not null,
  changed_at timestamptz not null
);
create index item_newest on publication.item (published_at desc, id desc) where state = 'live';
create index item_newest_society on publication.item (published_at desc, id desc) where state = 'live' and scope = 'society';
create index item_by_unit on publication.item (unit, published_at desc, id desc) where state = 'live';
create index item_by_kind on publication.item (affairs_kind, published_at desc, id desc) where state = 'live';
create index item_by_category on publication.item (category, published_at desc, id desc) where state = 'live';

-- The frozen content of every version, as signed. `revision` is the key that makes publishing happen once.
create table publication.item_version (
  item uuid not null references publication.item (id),
  version integer not null check (version > 0),
  revision uuid not null unique,
  purpose text not null check (purpose in ('publish', 'correct', 'clarify', 'changeValidity')),
  scope text not null check (scope in ('society', 'wholeParty', 'unit', 'specific')),
  scope_unit integer not null,
  audience_units integer[] not null default '{}',
  content jsonb not null,
  content_sha256 text not null check (content_sha256 ~ '^[0-9a-f]{64}$'),
  -- Derived from the content when published; may be rebuilt.
  body_text text not null,
  unit_name text not null,
  published_at timestamptz not null,
  primary key (item, version)
);
create trigger item_version_is_append_only before update or delete on publication.item_version
  for each row execute function platform.refuse_change();

create table publication.item_attachment (
  item uuid not null,
  version integer not null,
  position integer not null check (position > 0),
  name text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  size bigint not null check (size >= 0),
  media text not null,
  primary key (item, version, position),
  foreign key (item, version) references publication.item_version (item, version)
);
create index item_attachment_by_content on publication.item_attachment (sha256);
create trigger item_attachment_is_append_only before update or delete on publication.item_attachment
  for each row execute function platform.refuse_change();

-- What stays of a withdrawn item: that it was, since when it is not, and why. No word of its content, not even the title.
create table publication.tombstone (
  item uuid primary key references publication.item (id),
  revision uuid not null unique,
  slug text not null unique,
  index_number text not null,
  unit integer not null,
  unit_name text not null,
  affairs_kind text not null,
  scope text not null,
  scope_unit integer not null,
  audience_units integer[] not null default '{}',
  content_sha256 text not null,
  reason text not null,
  published_at timestamptz not null,
  withdrawn_at timestamptz not null
);
create trigger tombstone_is_append_only before update or delete on publication.tombstone
  for each row execute function platform.refuse_change();

-- `from_item` supersedes or interprets `to_item`; pages show it at both ends.
create table publication.relation (
  from_item uuid not null references publication.item (id),
  to_item uuid not null references publication.item (id),
  kind text not null check (kind in ('supersedes', 'interprets')),
  person uuid not null,
  person_name text not null,
  created_at timestamptz not null,
  primary key (from_item, to_item, kind),
  check (from_item <> to_item)
);
create index relation_to on publication.relation (to_item);

-- How a unit forms its index numbers (索引号); the row without a unit is the installation's rule. See domain/index-number.ts.
create table publication.index_rule (
  unit integer unique nulls not distinct,
  pattern text not null check (pattern like '%{serial%}%')
);
insert into publication.index_rule (unit, pattern) values (null, '{authority}/{year}-{serial:5}');

create table publication.index_serial (
  authority text not null,
  year integer not null,
  last integer not null check (last > 0),
  primary key (authority, year)
);

-- When an approved revision shall become visible: a row, not a timer. A row waiting past its window is a finding.
create table publication.plan (
  revision uuid primary key,
  disclosure uuid not null,
  unit integer not null,
  purpose text not null check (purpose in ('publish', 'correct', 'clarify', 'withdraw', 'changeValidity')),
  content_sha256 text not null,
  publish_at timestamptz not null,
  window_ends_at timestamptz not null check (window_ends_at > publish_at),
  state text not null default 'waiting' check (state in ('waiting', 'published', 'refused', 'cancelled')),
  -- Set when the publication came after its window, or has not come.
  missed boolean not null default false,
  attempts integer not null default 0,
  last_code text,
  created_at timestamptz not null,
  settled_at timestamptz
);
create index plan_waiting on publication.plan (publish_at) where state = 'waiting';
create index plan_findings on publication.plan (unit, created_at desc) where missed or state = 'refused';

-- What the footer of the site says. One row.
create table publication.site (
  only_row boolean primary key default true check (only_row),
  name text not null,
  host text not null,
  operator text,
  site_code text,
  icp_number text,
  police_number text,
  phone text,
  email text,
  address text,
  changed_at timestamptz not null
);

/* The rule of visibility (公开范围, 条例 art. 8), the same as policy.ts `maySee`:
   society: everyone · wholeParty: a verified member of any branch · unit: a tie to a unit in the scope unit's subtree
   · specific: a tie to one of the units named. `reader` is platform.current_reader(). */
create function publication.may_see(reader jsonb, scope text, scope_unit integer, audience_units integer[])
  returns boolean language sql immutable parallel safe as $$
  select case
    when scope = 'society' then true
    when reader is null then false
    when scope = 'wholeParty' then
      exists (select from jsonb_array_elements(coalesce(reader -> 'affiliations', '[]')) tie where tie ->> 'kind' = 'member')
    when scope = 'unit' then
      exists (select from jsonb_array_elements(coalesce(reader -> 'affiliations', '[]')) tie
        where strpos(tie ->> 'path', '/' || scope_unit || '/') > 0)
    when scope = 'specific' then
      exists (select from jsonb_array_elements(coalesce(reader -> 'affiliations', '[]')) tie
        where (tie ->> 'unit')::integer = any (audience_units))
    else false
  end
$$;

alter table publication.item enable row level security;
alter table publication.item_version enable row level security;
alter table publication.item_attachment enable row level security;
alter table publication.tombstone enable row level security;
alter table publication.relation enable row level security;

-- The reader is looked up once per query (a scalar subquery), not once per row.
create policy portal_item on publication.item for select to gongkai_portal
  using (state = 'live' and (scope = 'society'
    or publication.may_see((select platform.current_reader()), scope, scope_unit, audience_units)));
-- An old version is seen by those who may see the item now and might see that version then: narrowing narrows its history too.
create policy portal_item_version on publication.item_version for select to gongkai_portal
  using (exists (select from publication.item i where i.id = item_version.item)
    and (scope = 'society' or publication.may_see((select platform.current_reader()), scope, scope_unit, audience_units)));
create policy portal_item_attachment on publication.item_attachment for select to gongkai_portal
  using (exists (select from publication.item_version v where v.item = item_attachment.item and v.version = item_attachment.version));
create policy portal_tombstone on publication.tombstone for select to gongkai_portal
  using (scope = 'society' or publication.may_see((select platform.current_reader()), scope, scope_unit, audience_units));
create policy portal_relation on publication.relation for select to gongkai_portal
  using (exists (select from publication.item i where i.id = from_item) and exists (select from publication.item i where i.id = to_item));

create policy staff_item on publication.item to gongkai_office, gongkai_worker using (true) with check (true);
create policy staff_item_version on publication.item_version to gongkai_office, gongkai_worker using (true) with check (true);
create policy staff_item_attachment on publication.item_attachment to gongkai_office, gongkai_worker using (true) with check (true);
create policy staff_tombstone on publication.tombstone to gongkai_office, gongkai_worker using (true) with check (true);
create policy staff_relation on publication.relation to gongkai_office, gongkai_worker using (true) with check (true);

grant usage on schema publication to gongkai_office, gongkai_worker, gongkai_portal;
grant select on publication.item, publication.item_version, publication.item_attachment, publication.tombstone,
  publication.relation, publication.site to gongkai_portal;
grant select, insert, update on publication.item, publication.index_rule, publication.index_serial, publication.plan, publication.site
  to gongkai_office, gongkai_worker;
grant select, insert on publication.item_version, publication.item_attachment, publication.tombstone
  to gongkai_office, gongkai_worker;
grant select, insert, delete on publication.relation, publication.index_rule to gongkai_office, gongkai_worker;
