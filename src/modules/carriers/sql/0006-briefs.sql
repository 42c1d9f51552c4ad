-- 简报 and 手机报 (CAR-4): issues composed from published items. An issue names items and never copies their words, so what is
-- withdrawn or erased drops out of it by itself; only name, foreword and headings are typed.
create table carriers.brief (
  id uuid primary key,
  unit integer not null references organisations.unit (id),
  name text not null check (length(name) between 2 and 60),
  -- Given once, when issued: counted per unit and year.
  year integer,
  number integer check (number > 0),
  slug text unique check (slug ~ '^[0-9a-z]{8}$'),
  state text not null default 'draft' check (state in ('draft', 'proposed', 'issued', 'withdrawn')),
  period_from date not null,
  period_to date not null,
  foreword text not null default '' check (length(foreword) <= 2000),
  -- [{ "heading": text, "items": [uuid] }]
  sections jsonb not null default '[]' check (jsonb_typeof(sections) = 'array'),
  proposed_by uuid,
  proposed_by_name text,
  returned_why text not null default '' check (length(returned_why) <= 500),
  issued_by_name text,
  issued_at timestamptz,
  withdrawn_at timestamptz,
  withdrawn_why text not null default '' check (length(withdrawn_why) <= 500),
  lock_version integer not null default 0,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  check (period_from <= period_to),
  check ((number is null) = (year is null) and (number is null) = (slug is null) and (number is null) = (issued_at is null)),
  check ((state in ('issued', 'withdrawn')) = (issued_at is not null)),
  check ((state = 'withdrawn') = (withdrawn_at is not null)),
  unique (unit, year, number)
);
create index brief_of_unit on carriers.brief (unit, changed_at desc);
create index brief_issued on carriers.brief (issued_at desc, id) where issued_at is not null;

alter table carriers.brief enable row level security;
create policy staff_brief on carriers.brief to gongkai_office, gongkai_worker using (true) with check (true);
create policy portal_brief on carriers.brief for select to gongkai_portal using (state in ('issued', 'withdrawn'));
grant select, insert, update on carriers.brief to gongkai_office, gongkai_worker;
grant select (id, unit, name, year, number, slug, state, period_from, period_to, foreword, sections, issued_at, withdrawn_at,
  withdrawn_why) on carriers.brief to gongkai_portal;

insert into platform.word_place (place, kind, belongs) values
  ('carriers.brief.name', 'text', 'platform.names_subject(t.sections::text, ($1).ids)'),
  ('carriers.brief.foreword', 'text', 'platform.names_subject(t.sections::text, ($1).ids)'),
  ('carriers.brief.sections', 'json', 'platform.names_subject(t.sections::text, ($1).ids)'),
  ('carriers.brief.returned_why', 'text', 'platform.names_subject(t.sections::text, ($1).ids)'),
  ('carriers.brief.withdrawn_why', 'text', 'platform.names_subject(t.sections::text, ($1).ids)');
