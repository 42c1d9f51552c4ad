-- screening: what was found in a text, what people decided about it, and incidents of secret marks.
-- Nothing here ever holds the text screened or a value found in it: only masked values and keyed fingerprints.
create schema screening;

-- One row. The key makes fingerprints useless to whoever has only an export: without it a phone number could be
-- recovered from its hash by trying them all.
create table screening.setting (
  only_row boolean primary key default true check (only_row),
  fingerprint_key text not null check (length(fingerprint_key) >= 64)
);
insert into screening.setting (fingerprint_key)
values (replace(gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text, '-', ''));

-- One run over one text. The newest run of a revision counts; older ones are the record of what was seen before.
create table screening.screening (
  id uuid primary key default gen_random_uuid(),
  ordinal bigint generated always as identity unique,
  revision uuid not null,
  unit_id integer not null references organisations.unit (id),
  stage text not null check (stage in ('compose', 'submit', 'publish')),
  content_sha256 text not null check (content_sha256 ~ '^[0-9a-f]{64}$'),
  engine text not null,
  person uuid,
  person_name text not null,
  screened_at timestamptz not null
);
create index screening_revision on screening.screening (revision, ordinal desc);
create index screening_unit on screening.screening (unit_id);

create table screening.finding (
  screening_id uuid not null references screening.screening (id),
  ordinal integer not null check (ordinal >= 0),
  kind text not null,
  class text not null,
  confidence text not null check (confidence in ('high', 'medium', 'low')),
  reason text not null,
  place jsonb not null,
  starts integer not null check (starts >= 0),
  ends integer not null check (ends > starts),
  masked text not null,
  fingerprint text not null check (fingerprint ~ '^[0-9a-f]{64}$'),
  primary key (screening_id, ordinal)
);

-- Decisions are added, never changed: the newest one of a fingerprint in a revision holds.
create table screening.decision (
  id uuid primary key default gen_random_uuid(),
  ordinal bigint generated always as identity unique,
  revision uuid not null,
  unit_id integer not null references organisations.unit (id),
  fingerprint text not null check (fingerprint ~ '^[0-9a-f]{64}$'),
  kind text not null,
  decision text not null check (decision in ('mask', 'keep', 'notPersonal')),
  reason text not null default '' check (decision <> 'keep' or length(reason) >= 4),
  decided_by uuid not null,
  decided_by_name text not null,
  decided_at timestamptz not null
);
create index decision_revision on screening.decision (revision, fingerprint, ordinal desc);
create index decision_unit on screening.decision (unit_id);

-- 保守国家秘密法 art. 31, 实施条例 art. 61: reported within 24 hours. No text, no value, no file name.
create table screening.incident (
  id uuid primary key default gen_random_uuid(),
  ordinal bigint generated always as identity unique,
  revision uuid,
  unit_id integer not null references organisations.unit (id),
  stage text not null check (stage in ('compose', 'submit', 'publish')),
  kinds text[] not null check (cardinality(kinds) > 0),
  found_in text not null check (found_in in ('title', 'body', 'attachment')),
  found_by uuid,
  found_by_name text not null,
  found_at timestamptz not null,
  report_due_at timestamptz not null check (report_due_at > found_at)
);
create index incident_unit on screening.incident (unit_id, ordinal desc);

create table screening.incident_step (
  incident_id uuid not null references screening.incident (id),
  step text not null check (step in ('purged', 'reported', 'closed')),
  note text not null default '',
  done_by uuid not null,
  done_by_name text not null,
  done_at timestamptz not null,
  primary key (incident_id, step)
);

-- SCR-5: the unit's own lists; none is built in. They hold for the unit and everything below it.
create table screening.term (
  id uuid primary key default gen_random_uuid(),
  unit_id integer not null references organisations.unit (id),
  kind text not null check (kind in ('unit_term', 'wrong_word')),
  term text not null check (length(term) between 1 and 60),
  replacement text check ((kind = 'wrong_word') = (replacement is not null)),
  note text not null default '',
  created_by uuid not null,
  created_by_name text not null,
  created_at timestamptz not null,
  unique (unit_id, kind, term)
);

create trigger setting_kept before update or delete or truncate on screening.setting
  for each statement execute function platform.refuse_change();
create trigger screening_append_only before update or delete or truncate on screening.screening
  for each statement execute function platform.refuse_change();
create trigger finding_append_only before update or delete or truncate on screening.finding
  for each statement execute function platform.refuse_change();
create trigger decision_append_only before update or delete or truncate on screening.decision
  for each statement execute function platform.refuse_change();
create trigger incident_append_only before update or delete or truncate on screening.incident
  for each statement execute function platform.refuse_change();
create trigger incident_step_append_only before update or delete or truncate on screening.incident_step
  for each statement execute function platform.refuse_change();

-- The portal has no business here: no usage on the schema at all.
grant usage on schema screening to gongkai_office, gongkai_worker;
grant select on screening.setting to gongkai_office, gongkai_worker;
grant select, insert on screening.screening, screening.finding, screening.decision, screening.incident,
  screening.incident_step to gongkai_office, gongkai_worker;
grant select, insert, delete on screening.term to gongkai_office;
grant select on screening.term to gongkai_worker;
