-- Runs of imports, of whatever room: what file, how far, with what result. The rows read wait in the room's own tables.
create table platform.import_run (
  id uuid primary key,
  -- Which import, e.g. 'organisations.units'.
  kind text not null,
  unit_id integer,
  file_name text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  state text not null check (state in ('checking', 'checked', 'committing', 'committed', 'cancelled', 'failed')),
  total integer check (total >= 0),
  done integer not null default 0 check (done >= 0),
  report jsonb not null default '{}',
  created_by uuid not null,
  created_by_name text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  finished_at timestamptz,
  check ((finished_at is not null) = (state in ('committed', 'cancelled', 'failed')))
);
create index import_run_by_person on platform.import_run (created_by, kind, created_at desc, id desc);
create index import_run_by_file on platform.import_run (kind, sha256) where state = 'committed';

grant select, insert, update on platform.import_run to gongkai_office, gongkai_worker;
