-- Templates 模板, model texts 范文 and standard passages 常用语 that a unit keeps for itself and the units below it.
-- What they are for may change; what a version said may not: a draft begun from it can be held against it.
create table disclosure.text_template (
  id uuid primary key default gen_random_uuid(),
  unit_id integer not null references organisations.unit (id),
  kind text not null check (kind in ('template', 'sample', 'phrase')),
  version integer not null check (version > 0),
  created_by uuid not null,
  created_by_name text not null,
  created_at timestamptz not null,
  -- out of use: not offered any more, still to be read
  retired_at timestamptz,
  retired_by uuid,
  retired_by_name text,
  check ((retired_at is null) = (retired_by is null))
);
create index text_template_by_unit on disclosure.text_template (unit_id) where retired_at is null;

create table disclosure.text_template_version (
  template_id uuid not null references disclosure.text_template (id),
  version integer not null check (version > 0),
  name text not null check (length(name) between 1 and 80),
  -- null: for every kind of unit, of affairs
  unit_kind text,
  affairs_kind text check (affairs_kind in ('party', 'government', 'village', 'factory', 'school', 'hospital')),
  title text not null check (length(title) <= 200),
  body jsonb not null check (jsonb_typeof(body) = 'object'),
  note text not null check (length(note) <= 500),
  created_by uuid not null,
  created_by_name text not null,
  created_at timestamptz not null,
  primary key (template_id, version)
);
create trigger text_template_version_append_only before update or delete on disclosure.text_template_version
  for each row execute function platform.refuse_change();

grant select on disclosure.text_template, disclosure.text_template_version to gongkai_office, gongkai_worker;
grant insert, update on disclosure.text_template to gongkai_office;
grant insert on disclosure.text_template_version to gongkai_office;
