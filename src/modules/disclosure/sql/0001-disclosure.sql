-- disclosure: dossiers, their revisions, what people signed, and the processes they went through.
-- The portal has no business here: no usage on the schema. What the public sees lies in the publication room.
create schema disclosure;

-- A definition is never changed: a new version is a new row. So a case that names one keeps the order it began with.
create table disclosure.process_definition (
  id uuid primary key default gen_random_uuid(),
  -- null: for every unit that has none of its own
  unit_id integer references organisations.unit (id),
  unit_kind text,
  affairs_kind text check (affairs_kind in ('party', 'government', 'village', 'factory', 'school', 'hospital')),
  version integer not null check (version > 0),
  name text not null check (length(name) between 1 and 80),
  steps jsonb not null check (jsonb_typeof(steps) = 'array' and jsonb_array_length(steps) >= 3),
  created_by uuid,
  created_by_name text,
  created_at timestamptz not null,
  unique nulls not distinct (unit_id, unit_kind, affairs_kind, version)
);
create trigger process_definition_append_only before update or delete on disclosure.process_definition
  for each row execute function platform.refuse_change();

-- The limits are this product's suggestion; the regulation sets none (RULES §1). A unit defines its own.
insert into disclosure.process_definition (id, version, name, steps, created_at)
values ('00000000-0000-4000-8000-00000000d15c', 1, '标准流程', '[
  {"key": "review", "kind": "review", "name": "", "role": "reviewer", "at": "unit", "unitId": null,
   "limitWorkingDays": 2, "mayEscalate": false},
  {"key": "secrecyReview", "kind": "secrecyReview", "name": "", "role": "secrecyReviewer", "at": "unit", "unitId": null,
   "limitWorkingDays": 2, "mayEscalate": false},
  {"key": "approval", "kind": "approval", "name": "", "role": "approver", "at": "unit", "unitId": null,
   "limitWorkingDays": 3, "mayEscalate": true}]', '2026-01-01T00:00:00+08:00');

-- One number sequence a unit and year.
create table disclosure.serial (
  unit_id integer not null references organisations.unit (id),
  year integer not null,
  last integer not null check (last > 0),
  primary key (unit_id, year)
);

-- unit_path and line_id are copies for lists; organisations tells when a unit moves and they are brought up to date.
create table disclosure.disclosure (
  id uuid primary key default gen_random_uuid(),
  unit_id integer not null references organisations.unit (id),
  unit_path text collate "C" not null,
  line_id integer,
  number text not null,
  created_by uuid not null,
  created_by_name text not null,
  created_at timestamptz not null,
  unique (unit_id, number)
);
create index disclosure_by_path on disclosure.disclosure (unit_path, created_at desc);
create index disclosure_by_line on disclosure.disclosure (line_id) where line_id is not null;

create table disclosure.revision (
  id uuid primary key default gen_random_uuid(),
  disclosure_id uuid not null references disclosure.disclosure (id),
  number integer not null check (number > 0),
  purpose text not null check (purpose in ('publish', 'correct', 'clarify', 'withdraw', 'changeValidity')),
  state text not null check (state in ('draft', 'inReview', 'inSecrecyReview', 'inApproval', 'escalated', 'approved',
    'published', 'returned', 'cancelled', 'superseded')),
  -- the revision whose text this one began with
  based_on uuid references disclosure.revision (id),
  process_id uuid references disclosure.process_definition (id),
  step_index integer check (step_index >= 0),
  content jsonb not null,
  title text not null generated always as (coalesce(content ->> 'title', '')) stored,
  affairs_kind text not null generated always as (content ->> 'affairsKind') stored,
  scope text not null generated always as (content ->> 'scope') stored,
  content_sha256 text check (content_sha256 ~ '^[0-9a-f]{64}$'),
  frozen_at timestamptz,
  -- counts saves of the draft: whoever saves says which version they began with
  lock_version integer not null default 0,
  -- when it shall go out: as approved, or as rescheduled since; null means at once
  publish_at timestamptz,
  published_at timestamptz,
  created_by uuid not null,
  created_by_name text not null,
  created_at timestamptz not null,
  updated_by uuid not null,
  updated_by_name text not null,
  updated_at timestamptz not null,
  unique (disclosure_id, number),
  check ((frozen_at is null) = (content_sha256 is null)),
  check (state <> 'draft' or frozen_at is null),
  check (state in ('draft', 'cancelled') or (frozen_at is not null and process_id is not null and step_index is not null))
);
-- Only one revision of a dossier is on its way, and only one is what the public page shows.
create unique index revision_under_way on disclosure.revision (disclosure_id)
  where state in ('draft', 'inReview', 'inSecrecyReview', 'inApproval', 'escalated', 'approved');
create unique index revision_live on disclosure.revision (disclosure_id) where state = 'published';
create index revision_by_creator on disclosure.revision (created_by, updated_at desc)
  where state in ('draft', 'returned', 'cancelled');
create index revision_by_state on disclosure.revision (state, updated_at desc);

-- Principle 2: frozen bytes. What was proposed can be signed, published or put aside, and never altered.
create function disclosure.keep_frozen() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'a revision is never deleted' using errcode = 'insufficient_privilege';
  end if;
  if new.disclosure_id <> old.disclosure_id or new.number <> old.number or new.purpose <> old.purpose
    or (old.process_id is not null and new.process_id is distinct from old.process_id) then
    raise exception 'what a revision is cannot change' using errcode = 'insufficient_privilege';
  end if;
  if old.frozen_at is not null and (new.content <> old.content or new.frozen_at is distinct from old.frozen_at
    or new.content_sha256 is distinct from old.content_sha256 or new.lock_version <> old.lock_version) then
    raise exception 'the content of a frozen revision cannot change' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger revision_keeps_frozen before update or delete on disclosure.revision
  for each row execute function disclosure.keep_frozen();
create trigger revision_is_not_truncated before truncate on disclosure.revision
  for each statement execute function platform.refuse_change();

-- Who wrote any part of it, and for whom. Closed with the text.
create table disclosure.revision_editor (
  revision_id uuid not null references disclosure.revision (id),
  person uuid not null,
  person_name text not null,
  principal uuid,
  first_at timestamptz not null,
  last_saved_at timestamptz not null,
  unique nulls not distinct (revision_id, person, principal)
);
create index revision_editor_by_person on disclosure.revision_editor (person, revision_id);

create table disclosure.attachment (
  id uuid primary key default gen_random_uuid(),
  revision_id uuid not null references disclosure.revision (id),
  position integer not null check (position >= 0),
  name text not null check (length(name) between 1 and 200),
  sha256 text not null references platform.stored_file (sha256),
  size bigint not null check (size >= 0),
  media text not null,
  -- the words in it, for screening and search; empty for pictures
  text text not null default '',
  -- what inspection had to say: [{"code": …, "params": …}]
  notes jsonb not null default '[]',
  added_by uuid not null,
  added_by_name text not null,
  added_at timestamptz not null
);
create index attachment_by_revision on disclosure.attachment (revision_id, position);
create index attachment_by_file on disclosure.attachment (sha256);

-- Editors and files belong to the text: once it is frozen they are too.
create function disclosure.refuse_when_frozen() returns trigger language plpgsql as $$
declare
  revision uuid := case when tg_op = 'DELETE' then old.revision_id else new.revision_id end;
begin
  if exists (select from disclosure.revision r where r.id = revision and r.frozen_at is not null) then
    raise exception '% on %.% is refused: the revision is frozen', tg_op, tg_table_schema, tg_table_name
      using errcode = 'insufficient_privilege';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger revision_editor_closed before insert or update or delete on disclosure.revision_editor
  for each row execute function disclosure.refuse_when_frozen();
create trigger attachment_closed before insert or update or delete on disclosure.attachment
  for each row execute function disclosure.refuse_when_frozen();

-- Every signature names the bytes it was given to. Added, never changed.
create table disclosure.signature (
  id bigint generated always as identity primary key,
  revision_id uuid not null references disclosure.revision (id),
  move text not null check (move in ('propose', 'pass', 'approve', 'return', 'escalate', 'recall', 'reschedule',
    'cancelApproved')),
  step_key text,
  person uuid not null,
  person_name text not null,
  principal uuid,
  principal_name text,
  unit_id integer references organisations.unit (id),
  unit_name text,
  opinion text not null,
  content_sha256 text not null,
  at timestamptz not null,
  check ((principal is null) = (principal_name is null)),
  check (principal is distinct from person)
);
create index signature_by_revision on disclosure.signature (revision_id, id);
create index signature_by_person on disclosure.signature (person, revision_id);
create trigger signature_append_only before update or delete on disclosure.signature
  for each row execute function platform.refuse_change();
create trigger signature_is_not_truncated before truncate on disclosure.signature
  for each statement execute function platform.refuse_change();

-- Four eyes once more, below the program: whatever code inserts a decision, one human being has one hand in a revision.
-- The commands hold the revision's row lock, so two decisions cannot pass each other here.
create function disclosure.refuse_second_hand() returns trigger language plpgsql as $$
declare
  people uuid[] := array_remove(array[new.person, new.principal], null);
begin
  if not exists (select from disclosure.revision r
      where r.id = new.revision_id and r.content_sha256 = new.content_sha256) then
    raise exception 'a signature names other bytes than the revision has' using errcode = 'check_violation';
  end if;
  if new.move in ('pass', 'approve', 'return', 'escalate') and (
    exists (select from disclosure.revision_editor e where e.revision_id = new.revision_id
      and (e.person = any (people) or e.principal = any (people)))
    or exists (select from disclosure.signature s where s.revision_id = new.revision_id
      and s.move in ('propose', 'pass', 'approve', 'return', 'escalate')
      and (s.person = any (people) or s.principal = any (people)))) then
    raise exception 'one person may not have two hands in a revision' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger signature_four_eyes before insert on disclosure.signature
  for each row execute function disclosure.refuse_second_hand();

-- A step a case stands in or stood in. The open ones are the inbox.
create table disclosure.step_state (
  id bigint generated always as identity primary key,
  revision_id uuid not null references disclosure.revision (id),
  step_key text not null,
  kind text not null check (kind in ('review', 'secrecyReview', 'approval')),
  role text not null,
  unit_id integer not null references organisations.unit (id),
  unit_path text collate "C" not null,
  line_id integer,
  escalated boolean not null default false,
  started_at timestamptz not null,
  due_on date,
  -- why that date: the calendar's steps, put into words when read
  due_steps jsonb not null default '[]',
  claimed_by uuid,
  claimed_by_name text,
  ended_at timestamptz,
  outcome text,
  check ((claimed_by is null) = (claimed_by_name is null)),
  check ((ended_at is null) = (outcome is null))
);
create unique index step_state_open on disclosure.step_state (revision_id) where ended_at is null;
create index step_state_inbox_unit on disclosure.step_state (unit_id, role, due_on) where ended_at is null;
create index step_state_inbox_path on disclosure.step_state (role, unit_path) where ended_at is null;
create index step_state_inbox_line on disclosure.step_state (line_id, role) where ended_at is null;
create index step_state_by_revision on disclosure.step_state (revision_id, id);

-- A save that lost a race: nobody's text is lost.
create table disclosure.draft_conflict (
  id uuid primary key default gen_random_uuid(),
  revision_id uuid not null references disclosure.revision (id),
  person uuid not null,
  person_name text not null,
  base_lock_version integer not null,
  content jsonb not null,
  at timestamptz not null,
  settled_at timestamptz,
  settled_by uuid
);
create index draft_conflict_open on disclosure.draft_conflict (revision_id) where settled_at is null;

-- The timeline people read. The audit log is another thing: it belongs to the platform and says more.
create table disclosure.event (
  id bigint generated always as identity primary key,
  disclosure_id uuid not null references disclosure.disclosure (id),
  revision_id uuid not null references disclosure.revision (id),
  kind text not null,
  person uuid,
  person_name text,
  principal uuid,
  principal_name text,
  note text not null default '',
  at timestamptz not null
);
create index event_by_disclosure on disclosure.event (disclosure_id, id);
create trigger event_append_only before update or delete on disclosure.event
  for each row execute function platform.refuse_change();

grant usage on schema disclosure to gongkai_office, gongkai_worker;
grant select on all tables in schema disclosure to gongkai_office, gongkai_worker;
grant insert, update on disclosure.disclosure, disclosure.revision, disclosure.revision_editor, disclosure.step_state,
  disclosure.draft_conflict, disclosure.serial to gongkai_office;
grant insert on disclosure.signature, disclosure.event, disclosure.process_definition to gongkai_office;
grant insert, delete on disclosure.attachment to gongkai_office;
-- The worker publishes what is due and brings unit paths up to date; it never drafts or signs.
grant update on disclosure.disclosure, disclosure.revision, disclosure.step_state to gongkai_worker;
grant insert on disclosure.event to gongkai_worker;
