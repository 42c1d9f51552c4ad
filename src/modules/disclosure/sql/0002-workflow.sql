-- The workflow at full strength: risk assessment, legality, countersigning, added signers, transfer; steps frozen with the
-- case; reminders; nothing waits for nobody.

-- What a case goes through was chosen when it began, conditions of the definition included, and stays with it.
alter table disclosure.revision add column steps jsonb check (jsonb_typeof(steps) = 'array');
update disclosure.revision r set steps = p.steps from disclosure.process_definition p where p.id = r.process_id;

alter table disclosure.revision drop constraint revision_state_check;
alter table disclosure.revision add constraint revision_state_check check (state in ('draft', 'inReview', 'inRiskAssessment',
  'inLegality', 'inSecrecyReview', 'inCountersign', 'inApproval', 'escalated', 'approved', 'published', 'returned',
  'cancelled', 'superseded'));
drop index disclosure.revision_under_way;
create unique index revision_under_way on disclosure.revision (disclosure_id)
  where state not in ('published', 'returned', 'cancelled', 'superseded');

create or replace function disclosure.keep_frozen() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'a revision is never deleted' using errcode = 'insufficient_privilege';
  end if;
  if new.disclosure_id <> old.disclosure_id or new.number <> old.number or new.purpose <> old.purpose
    or (old.process_id is not null and new.process_id is distinct from old.process_id)
    or (old.steps is not null and new.steps is distinct from old.steps) then
    raise exception 'what a revision is cannot change' using errcode = 'insufficient_privilege';
  end if;
  if old.frozen_at is not null and (new.content <> old.content or new.frozen_at is distinct from old.frozen_at
    or new.content_sha256 is distinct from old.content_sha256 or new.lock_version <> old.lock_version) then
    raise exception 'the content of a frozen revision cannot change' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;

-- 加签: the holder of a step asks one more person, or whoever holds a role somewhere, before or after deciding. `lane` is
-- that of the asker. Ended by the opinion, by being taken back, or because the case left the step.
create table disclosure.opinion_request (
  id uuid primary key default gen_random_uuid(),
  revision_id uuid not null references disclosure.revision (id),
  step_key text not null,
  lane smallint not null check (lane >= 0),
  timing text not null check (timing in ('before', 'after')),
  role text not null,
  unit_id integer not null references organisations.unit (id),
  person uuid,
  person_name text,
  question text not null,
  asked_by uuid not null,
  asked_by_name text not null,
  principal uuid,
  asked_at timestamptz not null,
  ended_at timestamptz,
  outcome text check (outcome in ('given', 'takenBack', 'caseMoved')),
  check ((person is null) = (person_name is null)),
  check ((ended_at is null) = (outcome is null))
);
create index opinion_request_open on disclosure.opinion_request (revision_id) where ended_at is null;

-- Several places may be open at once: the lanes of a countersigned step (0, 1, …) and added signers.
alter table disclosure.step_state
  add column lane smallint not null default 0 check (lane >= 0),
  add column request_id uuid references disclosure.opinion_request (id),
  -- only this person, or whoever acts for them, may act in the row: an added signer asked by name
  add column person uuid,
  add column person_name text,
  -- since when nobody may decide it: the office is shown it and the administrator is told
  add column nobody_since timestamptz,
  add check ((person is null) = (person_name is null));
alter table disclosure.step_state drop constraint step_state_kind_check;
alter table disclosure.step_state add constraint step_state_kind_check
  check (kind in ('review', 'riskAssessment', 'legality', 'secrecyReview', 'countersign', 'approval'));
drop index disclosure.step_state_open;
create unique index step_state_open on disclosure.step_state (revision_id, lane, request_id) nulls not distinct
  where ended_at is null;
create index step_state_nobody on disclosure.step_state (unit_path)
  where ended_at is null and nobody_since is not null;
create index step_state_due on disclosure.step_state (due_on) where ended_at is null;

alter table disclosure.signature
  add column lane smallint check (lane >= 0),
  add column request_id uuid references disclosure.opinion_request (id);
alter table disclosure.signature drop constraint signature_move_check;
alter table disclosure.signature add constraint signature_move_check check (move in ('propose', 'proposeUrgently', 'pass',
  'countersign', 'approve', 'giveOpinion', 'return', 'escalate', 'recall', 'reschedule', 'cancelApproved', 'passAfterwards',
  'objectAfterwards'));

-- The moves whose signature proposes a revision, and those that decide something of it: the hands. A later migration that
-- adds one replaces the function.
create function disclosure.proposing_moves() returns text[] language sql immutable
  return array['propose', 'proposeUrgently'];
create function disclosure.deciding_moves() returns text[] language sql immutable
  return array['pass', 'countersign', 'approve', 'giveOpinion', 'return', 'escalate', 'passAfterwards', 'objectAfterwards'];

create or replace function disclosure.refuse_second_hand() returns trigger language plpgsql as $$
declare
  people uuid[] := array_remove(array[new.person, new.principal], null);
begin
  if not exists (select from disclosure.revision r
      where r.id = new.revision_id and r.content_sha256 = new.content_sha256) then
    raise exception 'a signature names other bytes than the revision has' using errcode = 'check_violation';
  end if;
  if new.move = any (disclosure.deciding_moves()) and (
    exists (select from disclosure.revision_editor e where e.revision_id = new.revision_id
      and (e.person = any (people) or e.principal = any (people)))
    or exists (select from disclosure.signature s where s.revision_id = new.revision_id
      and s.move = any (disclosure.proposing_moves() || disclosure.deciding_moves())
      and (s.person = any (people) or s.principal = any (people)))) then
    raise exception 'one person may not have two hands in a revision' using errcode = 'check_violation';
  end if;
  return new;
end $$;

-- The whole order on the very bytes (条例 art. 15), once more below the program: the proposal, and for each step of the case
-- its signature, for a countersigned one that of every lane. Proposed urgently (应急处置), a revision goes out on its last
-- step alone; the others review it afterwards.
create function disclosure.order_is_whole(revision disclosure.revision) returns boolean language sql stable as $$
  select exists (select from disclosure.signature s where s.revision_id = revision.id
      and s.move = any (disclosure.proposing_moves()) and s.content_sha256 = revision.content_sha256)
    and not exists (
      select from jsonb_array_elements(revision.steps) with ordinality as of_case (step, place),
        generate_series(0, coalesce(jsonb_array_length(step -> 'signers'), 0)) as seat
      where (place = jsonb_array_length(revision.steps) or not exists (select from disclosure.signature u
          where u.revision_id = revision.id and u.move = 'proposeUrgently'))
        and not exists (select from disclosure.signature s where s.revision_id = revision.id
          and s.step_key = step ->> 'key' and coalesce(s.lane, 0) = seat and s.content_sha256 = revision.content_sha256
          and s.move = case step ->> 'kind' when 'approval' then 'approve' when 'countersign' then 'countersign' else 'pass' end))
$$;

create function disclosure.refuse_broken_order() returns trigger language plpgsql as $$
begin
  if new.steps is null or not disclosure.order_is_whole(new) then
    raise exception 'a revision cannot be % before its whole order is signed', new.state using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger revision_keeps_order before update of state on disclosure.revision for each row
  when (new.state in ('approved', 'published') and new.state <> old.state)
  execute function disclosure.refuse_broken_order();

-- Reminders of a step's date: 5, 1 and 0 working days before, -1 when it has passed. Each once for each date it ever had.
create table disclosure.step_reminder (
  step_id bigint not null references disclosure.step_state (id),
  due_on date not null,
  in_working_days smallint not null check (in_working_days in (5, 1, 0, -1)),
  at timestamptz not null,
  primary key (step_id, due_on, in_working_days)
);
create trigger step_reminder_append_only before update or delete on disclosure.step_reminder
  for each row execute function platform.refuse_change();

grant select on disclosure.opinion_request, disclosure.step_reminder to gongkai_office, gongkai_worker;
grant insert, update on disclosure.opinion_request to gongkai_office;
grant update on disclosure.opinion_request to gongkai_worker;
grant insert on disclosure.step_reminder to gongkai_worker;
