-- What every room stands on: facts (outbox), audit, notices, stored files.
-- Append-only tables refuse UPDATE, DELETE and TRUNCATE by trigger, for every role and the owner alike.

create function platform.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% on %.% is refused: rows here are never changed', tg_op, tg_table_schema, tg_table_name
    using errcode = 'insufficient_privilege';
end $$;

create table platform.fact (
  seq bigint generated always as identity primary key,
  id uuid not null unique,
  kind text not null,
  version integer not null,
  at timestamptz not null,
  actor uuid,
  unit integer,
  subject text not null,
  data jsonb not null
);
create index fact_by_subject on platform.fact (subject, seq);
create trigger fact_is_append_only before update or delete on platform.fact
  for each row execute function platform.refuse_change();
create trigger fact_is_not_truncated before truncate on platform.fact
  for each statement execute function platform.refuse_change();

-- One row per fact and room that heard it: a repeated delivery finds its row and does nothing.
create table platform.fact_delivery (
  fact_id uuid not null references platform.fact (id),
  room text not null,
  at timestamptz not null default now(),
  primary key (fact_id, room)
);

create table platform.audit (
  seq bigint generated always as identity primary key,
  at timestamptz not null,
  actor uuid,
  actor_name text not null,
  principal uuid,
  action text not null,
  outcome text not null check (outcome in ('done', 'refused', 'read', 'failed')),
  code text,
  subject_kind text,
  subject text,
  unit integer,
  ip text,
  request text,
  data jsonb not null default '{}'
);
create index audit_by_time on platform.audit (at desc, seq desc);
create index audit_by_actor on platform.audit (actor, seq desc);
create index audit_by_subject on platform.audit (subject, seq desc);
create index audit_by_unit on platform.audit (unit, seq desc);
create trigger audit_is_append_only before update or delete on platform.audit
  for each row execute function platform.refuse_change();
create trigger audit_is_not_truncated before truncate on platform.audit
  for each statement execute function platform.refuse_change();

create table platform.notification (
  id bigint generated always as identity primary key,
  person uuid not null,
  kind text not null,
  params jsonb not null default '{}',
  link text not null,
  created_at timestamptz not null,
  read_at timestamptz
);
create index notification_by_person on platform.notification (person, id desc);
create index notification_unread on platform.notification (person) where read_at is null;

-- Bytes lie in the file store under their hash; this row says that they are wanted.
create table platform.stored_file (
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  size bigint not null check (size >= 0),
  media text not null,
  kept_at timestamptz not null
);

-- Facts about this installation, e.g. which demonstration world was loaded.
create table platform.setting (
  name text primary key,
  value jsonb not null,
  changed_at timestamptz not null default now()
);

grant usage on schema platform to gongkai_office, gongkai_worker, gongkai_portal;
grant select, insert on platform.fact, platform.fact_delivery, platform.audit to gongkai_office, gongkai_worker;
grant select, insert, update on platform.notification, platform.setting to gongkai_office, gongkai_worker;
grant select, insert, update on platform.stored_file to gongkai_office, gongkai_worker;
grant delete on platform.stored_file to gongkai_worker;
grant select on platform.migration to gongkai_office, gongkai_worker, gongkai_portal;

-- Who reads, as the database itself knows it: the web server sets `gongkai.session` (hex SHA-256 of the session token) for
-- one transaction; identity replaces this function with one that looks the session up. Row-level policies ask it, so a
-- portal that forgets a condition still shows nothing of an inner scope, and nobody can claim to be a reader by a setting.
-- Answers null (an outsider) or {"person", "affiliations": [{"unit", "path", "kind"}]}.
create function platform.current_reader() returns jsonb
  language sql stable as $$ select null::jsonb $$;
