-- Catalogues of duties to disclose, their rows, and the dated duties that follow.
create schema catalogue;

-- All that this room reads of another room's table, in one place: where a unit stands and what it is called now.
create view catalogue.unit_ref as
  select id, name, path, line_id, kind, superior_id, state from organisations.unit;

create table catalogue.template (
  id uuid primary key,
  unit_id integer not null references organisations.unit (id),
  affairs_kind text not null,
  unit_kinds text[] not null,
  title text not null,
  version integer not null default 1,
  lock integer not null default 0,
  created_by uuid not null,
  created_name text not null,
  created_at timestamptz not null
);
create index template_by_unit on catalogue.template (unit_id, affairs_kind);

create table catalogue.template_item (
  template_id uuid not null references catalogue.template (id),
  item_key uuid not null,
  position integer not null,
  fields jsonb not null,
  primary key (template_id, item_key)
);

create table catalogue.catalogue (
  id uuid primary key,
  unit_id integer not null references organisations.unit (id),
  affairs_kind text not null check (affairs_kind in ('party', 'government', 'village', 'factory', 'school', 'hospital')),
  year smallint not null check (year between 2000 and 2200),
  version integer not null check (version > 0),
  title text not null,
  kind text not null check (kind in ('yearly', 'adjustment')),
  state text not null check (state in
    ('draft', 'submitted', 'approved', 'filed', 'registered', 'inForce', 'superseded', 'discarded')),
  based_on uuid references catalogue.catalogue (id),
  template_id uuid references catalogue.template (id),
  lock integer not null default 0,
  created_by uuid not null,
  created_name text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  updated_name text not null,
  submitted_by uuid,
  submitted_name text,
  approved_by uuid,
  approved_name text,
  registered_by uuid,
  registered_name text,
  return_reason text,
  in_force_from date,
  superseded_on date,
  content_sha256 text check (content_sha256 ~ '^[0-9a-f]{64}$'),
  unique (unit_id, affairs_kind, year, version),
  check (state not in ('inForce', 'superseded') or (in_force_from is not null and content_sha256 is not null)),
  -- Four eyes in the table itself: whoever wrote it there by other ways than our commands is refused as well.
  check (approved_by is distinct from submitted_by or approved_by is null)
);
create unique index catalogue_one_in_force on catalogue.catalogue (unit_id, affairs_kind) where state = 'inForce';
create unique index catalogue_one_under_way on catalogue.catalogue (unit_id, affairs_kind)
  where state in ('draft', 'submitted', 'approved', 'filed', 'registered');
create index catalogue_by_change on catalogue.catalogue (updated_at desc, id desc);
create index catalogue_to_take_effect on catalogue.catalogue (in_force_from) where state = 'registered';

create table catalogue.item (
  id uuid primary key,
  catalogue_id uuid not null references catalogue.catalogue (id),
  -- The same matter in every version: duties and proposals hang on it.
  item_key uuid not null,
  position integer not null,
  matter1 text not null,
  matter2 text not null,
  content text not null,
  basis text not null,
  scope text not null check (scope in ('society', 'wholeParty', 'unit', 'specific')),
  audience text not null,
  mode text not null check (mode in ('proactive', 'onRequest')),
  carriers text[] not null,
  time_kind text not null check (time_kind in ('standing', 'periodic', 'staged', 'prompt')),
  time_limit text not null,
  clauses jsonb not null,
  flagged jsonb not null,
  stages text[] not null,
  responsible text not null,
  admin_level text not null,
  retention text not null check (retention in ('permanent', 'years30', 'years10')),
  note text not null,
  lock integer not null default 0,
  updated_by uuid not null,
  updated_name text not null,
  updated_at timestamptz not null,
  unique (catalogue_id, item_key)
);
create index item_in_order on catalogue.item (catalogue_id, position, id);
create index item_by_key on catalogue.item (item_key);

-- Rows change in a draft only: what was submitted, approved and filed are the same rows.
create function catalogue.refuse_frozen_item() returns trigger language plpgsql as $$
declare
  current_state text;
begin
  select state into current_state from catalogue.catalogue
    where id = case when tg_op = 'DELETE' then old.catalogue_id else new.catalogue_id end;
  if current_state <> 'draft' then
    raise exception 'rows of a catalogue that is % are not changed', current_state using errcode = 'insufficient_privilege';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger item_changes_in_draft_only before insert or update or delete on catalogue.item
  for each row execute function catalogue.refuse_frozen_item();

-- Who has had a hand in the text: they may neither approve nor register it.
create table catalogue.editor (
  catalogue_id uuid not null references catalogue.catalogue (id),
  person uuid not null,
  name text not null,
  first_at timestamptz not null,
  primary key (catalogue_id, person)
);

create table catalogue.history (
  id bigint generated always as identity primary key,
  catalogue_id uuid not null references catalogue.catalogue (id),
  move text not null,
  from_state text,
  to_state text not null,
  actor uuid,
  actor_name text,
  at timestamptz not null,
  opinion text not null
);
create index history_by_catalogue on catalogue.history (catalogue_id, id);
create trigger history_is_append_only before update or delete on catalogue.history
  for each row execute function platform.refuse_change();

-- The very bytes that were filed, under their hash.
create table catalogue.filed_content (
  catalogue_id uuid not null references catalogue.catalogue (id),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  content text not null,
  filed_at timestamptz not null,
  primary key (catalogue_id, sha256)
);
create trigger filed_content_is_append_only before update or delete on catalogue.filed_content
  for each row execute function platform.refuse_change();

create table catalogue.trigger_event (
  id uuid primary key,
  unit_id integer not null references organisations.unit (id),
  affairs_kind text not null,
  item_key uuid not null,
  trigger text not null,
  happened_on date not null,
  title text not null,
  stage text check (stage in ('before', 'decision', 'result')),
  recorded_by uuid not null,
  recorded_name text not null,
  recorded_at timestamptz not null
);
create index trigger_event_by_row on catalogue.trigger_event (unit_id, affairs_kind, item_key);
create index trigger_event_by_unit on catalogue.trigger_event (unit_id, recorded_at desc);
create trigger trigger_event_is_append_only before update or delete on catalogue.trigger_event
  for each row execute function platform.refuse_change();

create table catalogue.duty (
  id uuid primary key,
  unit_id integer not null references organisations.unit (id),
  affairs_kind text not null,
  catalogue_id uuid not null references catalogue.catalogue (id),
  item_id uuid not null references catalogue.item (id),
  item_key uuid not null,
  period text not null,
  event_id uuid references catalogue.trigger_event (id),
  opens_on date not null,
  due_on date not null,
  nominal_on date not null,
  posting jsonb not null,
  warnings jsonb not null,
  explanation jsonb not null,
  state text not null default 'open' check (state in ('open', 'fulfilled', 'fulfilledInPart', 'withheld', 'cancelled')),
  fulfilled_at timestamptz,
  fulfilled_on date,
  publication uuid,
  withhold_reason text,
  withhold_note text,
  review_on date,
  notice_public boolean,
  cancel_code text,
  cancel_reason text,
  settled_by uuid,
  settled_name text,
  created_at timestamptz not null,
  unique (unit_id, affairs_kind, item_key, period),
  check ((state in ('fulfilled', 'fulfilledInPart')) = (fulfilled_at is not null)),
  check ((fulfilled_at is null) = (fulfilled_on is null)),
  check ((state = 'withheld') = (withhold_reason is not null and review_on is not null and notice_public is not null))
);
-- Counting per unit reads this index alone, not the rows.
create index duty_standing on catalogue.duty (unit_id, due_on, id) include (state, fulfilled_on);
create index duty_by_day on catalogue.duty (due_on, id);
create index duty_open_by_day on catalogue.duty (due_on, id) where state = 'open';
create index duty_of_item on catalogue.duty (item_id);
create index duty_of_catalogue on catalogue.duty (catalogue_id);
create index duty_to_review on catalogue.duty (review_on) where state = 'withheld';

create table catalogue.duty_change (
  id bigint generated always as identity primary key,
  duty_id uuid not null references catalogue.duty (id),
  at timestamptz not null,
  cause text not null,
  actor uuid,
  actor_name text,
  before_on date,
  after_on date,
  note text not null
);
create index duty_change_by_duty on catalogue.duty_change (duty_id, id);
create trigger duty_change_is_append_only before update or delete on catalogue.duty_change
  for each row execute function platform.refuse_change();

-- What “promptly” means in days, by unit; unit null is the installation's own.
create table catalogue.duty_default (
  id bigint generated always as identity primary key,
  unit_id integer references organisations.unit (id),
  key text not null,
  amount integer not null check (amount between 0 and 1000),
  unit text not null check (unit in ('working_day', 'calendar_day', 'month')),
  changed_by uuid not null,
  changed_at timestamptz not null,
  unique nulls not distinct (unit_id, key)
);

create table catalogue.template_proposal (
  id uuid primary key,
  template_id uuid not null references catalogue.template (id),
  template_version integer not null,
  unit_id integer not null references organisations.unit (id),
  affairs_kind text not null,
  change text not null check (change in ('added', 'removed', 'changed')),
  item_key uuid not null,
  before jsonb,
  after jsonb,
  state text not null default 'open' check (state in ('open', 'accepted', 'declined')),
  proposed_at timestamptz not null,
  decided_by uuid,
  decided_name text,
  decided_at timestamptz,
  reason text,
  unique (template_id, template_version, unit_id, item_key)
);
create index template_proposal_open on catalogue.template_proposal (unit_id, proposed_at) where state = 'open';

grant usage on schema catalogue to gongkai_office, gongkai_worker, gongkai_portal;
grant select on all tables in schema catalogue to gongkai_office, gongkai_worker;
grant insert, update on catalogue.catalogue, catalogue.item, catalogue.template, catalogue.template_item,
  catalogue.duty, catalogue.duty_default, catalogue.template_proposal to gongkai_office;
grant delete on catalogue.item, catalogue.template_item to gongkai_office;
grant insert on catalogue.editor, catalogue.history, catalogue.filed_content, catalogue.trigger_event, catalogue.duty_change
  to gongkai_office;
-- The worker brings registered versions into force, dates duties again and publishes.
grant update on catalogue.catalogue to gongkai_worker;
grant insert, update on catalogue.duty to gongkai_worker;
grant insert on catalogue.history, catalogue.duty_change to gongkai_worker;
create index duty_of_event on catalogue.duty (event_id) where event_id is not null;
