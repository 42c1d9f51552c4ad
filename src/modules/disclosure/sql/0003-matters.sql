-- Major matters in three stages, the urgent path, and withholding with its review.

-- Terms of this room that regulations leave to the unit: data, a unit's own else its nearest superior's else the
-- installation's (unit null). Sources of the first values: local rules on 预公开 (society half a month, inside a week),
-- 政府信息公开条例 art. 18 (review at regular intervals); the day for reviewing afterwards is this product's suggestion.
create table disclosure.term (
  unit_id integer references organisations.unit (id),
  key text not null check (key in ('afterReview', 'withholdingReview', 'insideFirst', 'insideBefore', 'outsideBefore')),
  amount integer not null check (amount between 0 and 1000),
  unit text not null check (unit in ('hour', 'working_day', 'calendar_day', 'month')),
  changed_by uuid,
  changed_by_name text,
  changed_at timestamptz not null,
  unique nulls not distinct (unit_id, key)
);
insert into disclosure.term (key, amount, unit, changed_at) values
  ('afterReview', 1, 'working_day', '2026-01-01T00:00:00+08:00'),
  ('withholdingReview', 12, 'month', '2026-01-01T00:00:00+08:00'),
  -- inside must have been out this long before outside goes out
  ('insideFirst', 7, 'calendar_day', '2026-01-01T00:00:00+08:00'),
  -- what is disclosed before a decision must have been out this long when the decision is proposed
  ('insideBefore', 7, 'calendar_day', '2026-01-01T00:00:00+08:00'),
  ('outsideBefore', 15, 'calendar_day', '2026-01-01T00:00:00+08:00');

-- DIS-4 三重一大: one matter of a unit, disclosed before, with and after its decision, inside first and then outside.
create table disclosure.matter (
  id uuid primary key default gen_random_uuid(),
  unit_id integer not null references organisations.unit (id),
  unit_path text collate "C" not null,
  line_id integer,
  kind text not null check (kind in ('majorDecision', 'majorAppointment', 'majorProject', 'majorFunds')),
  title text not null check (length(title) between 1 and 200),
  affairs_kind text not null,
  -- Whether it is disclosed inside, outside, or both; and the catalogue rows (catalogue.item.item_key) that demand it.
  inside boolean not null,
  outside boolean not null,
  inside_row uuid,
  outside_row uuid,
  created_by uuid not null,
  created_by_name text not null,
  created_at timestamptz not null,
  closed_at timestamptz,
  closed_by uuid,
  closed_by_name text,
  closed_reason text,
  check (inside or outside),
  check (inside or inside_row is null),
  check (outside or outside_row is null),
  check ((closed_at is null) = (closed_reason is null))
);
create index matter_by_unit on disclosure.matter (unit_id, created_at desc, id desc);
create index matter_by_path on disclosure.matter (unit_path);

create table disclosure.matter_stage (
  matter_id uuid not null references disclosure.matter (id),
  stage text not null check (stage in ('before', 'decision', 'result')),
  audience text not null check (audience in ('inside', 'outside')),
  disclosure_id uuid not null unique references disclosure.disclosure (id),
  happened_on date not null,
  -- the duty that the catalogue made for this stage; its date explains itself there
  duty_id uuid,
  started_by uuid not null,
  started_by_name text not null,
  started_at timestamptz not null,
  primary key (matter_id, stage, audience)
);
create trigger matter_stage_append_only before update or delete on disclosure.matter_stage
  for each row execute function platform.refuse_change();

-- DIS-5 应急发布: what was skipped and must be done afterwards by others. Opened when the urgent revision is out.
create table disclosure.after_review (
  revision_id uuid not null references disclosure.revision (id),
  step_key text not null,
  -- the seat of a countersigned step
  lane smallint not null default 0 check (lane >= 0),
  kind text not null,
  role text not null,
  unit_id integer not null references organisations.unit (id),
  opened_at timestamptz not null,
  due_at timestamptz not null,
  -- why that moment: the calendar's steps, put into words when read
  due_steps jsonb not null default '[]',
  closed_at timestamptz,
  outcome text check (outcome in ('passed', 'objected', 'dropped', 'replaced')),
  told_late_at timestamptz,
  primary key (revision_id, step_key, lane),
  check ((closed_at is null) = (outcome is null))
);
create index after_review_open on disclosure.after_review (due_at) where closed_at is null;
create index after_review_by_unit on disclosure.after_review (unit_id) where closed_at is null;

-- Below the program: what is reviewed afterwards was proposed urgently, and each of its seats is reviewed once. That nobody
-- has two hands in it is `refuse_second_hand`'s to say, as for every revision.
create function disclosure.refuse_idle_after_review() returns trigger language plpgsql as $$
begin
  if not exists (select from disclosure.signature s
      where s.revision_id = new.revision_id and s.move = 'proposeUrgently') then
    raise exception 'nothing is reviewed afterwards that was not proposed urgently' using errcode = 'check_violation';
  end if;
  if exists (select from disclosure.signature s
      where s.revision_id = new.revision_id and s.step_key = new.step_key and coalesce(s.lane, 0) = coalesce(new.lane, 0)
        and s.move in ('passAfterwards', 'objectAfterwards')) then
    raise exception 'a step is reviewed afterwards once' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger signature_after_review before insert on disclosure.signature for each row
  when (new.move in ('passAfterwards', 'objectAfterwards')) execute function disclosure.refuse_idle_after_review();

-- DIS-8: the grounds on which something may be withheld, as the norms name them. Facts of law, not settings.
-- 党务公开条例 art. 7; 政府信息公开条例 (Order 711) art. 14, 15, 16. `category` is the word the catalogue keeps.
create table disclosure.withhold_ground (
  code text primary key,
  position integer not null unique,
  norm text not null check (norm in ('partyRegulation', 'order711')),
  article text not null,
  words text not null,
  -- never opened; only with the third party's consent or for the public interest; may be withheld
  effect text not null check (effect in ('never', 'unlessConsent', 'may')),
  category text not null,
  affairs text[] not null check (cardinality(affairs) > 0)
);
insert into disclosure.withhold_ground (position, code, norm, article, words, effect, category, affairs) values
  (1, 'SECRET', 'partyRegulation', '第七条', '涉及党和国家秘密不得公开', 'never', 'SECRET', '{party}'),
  (2, 'UNSUITABLE_BY_RULE', 'partyRegulation', '第七条', '依照有关规定不宜公开', 'may', 'UNSUITABLE_BY_RULE', '{party}'),
  (3, 'art14-1', 'order711', '第十四条', '依法确定为国家秘密', 'never', 'SECRET', '{government,village,factory,school,hospital}'),
  (4, 'art14-2', 'order711', '第十四条', '法律、行政法规禁止公开', 'never', 'FORBIDDEN_BY_LAW', '{government,village,factory,school,hospital}'),
  (5, 'art14-3', 'order711', '第十四条', '公开后可能危及国家安全', 'never', 'ENDANGERS_SECURITY', '{government}'),
  (6, 'art14-4', 'order711', '第十四条', '公开后可能危及公共安全', 'never', 'ENDANGERS_SECURITY', '{government}'),
  (7, 'art14-5', 'order711', '第十四条', '公开后可能危及经济安全', 'never', 'ENDANGERS_SECURITY', '{government}'),
  (8, 'art14-6', 'order711', '第十四条', '公开后可能危及社会稳定', 'never', 'ENDANGERS_SECURITY', '{government}'),
  (9, 'art15-1', 'order711', '第十五条', '涉及商业秘密，公开会对第三方合法权益造成损害', 'unlessConsent', 'TRADE_SECRET_OR_PRIVACY', '{government,village,factory,school,hospital}'),
  (10, 'art15-2', 'order711', '第十五条', '涉及个人隐私，公开会对第三方合法权益造成损害', 'unlessConsent', 'TRADE_SECRET_OR_PRIVACY', '{government,village,factory,school,hospital}'),
  (11, 'art16-1-1', 'order711', '第十六条第一款', '内部事务信息：人事管理', 'may', 'INTERNAL_AFFAIR', '{government}'),
  (12, 'art16-1-2', 'order711', '第十六条第一款', '内部事务信息：后勤管理', 'may', 'INTERNAL_AFFAIR', '{government}'),
  (13, 'art16-1-3', 'order711', '第十六条第一款', '内部事务信息：内部工作流程', 'may', 'INTERNAL_AFFAIR', '{government}'),
  (14, 'art16-2-1', 'order711', '第十六条第二款', '过程性信息：讨论记录', 'may', 'PROCESS_INFORMATION', '{government}'),
  (15, 'art16-2-2', 'order711', '第十六条第二款', '过程性信息：过程稿', 'may', 'PROCESS_INFORMATION', '{government}'),
  (16, 'art16-2-3', 'order711', '第十六条第二款', '过程性信息：磋商信函', 'may', 'PROCESS_INFORMATION', '{government}'),
  (17, 'art16-2-4', 'order711', '第十六条第二款', '过程性信息：请示报告', 'may', 'PROCESS_INFORMATION', '{government}'),
  (18, 'art16-2-5', 'order711', '第十六条第二款', '行政执法案卷信息', 'may', 'ENFORCEMENT_FILE', '{government}');

-- A decision to withhold that is in force, with the day on which it is looked at again. One row a published revision.
create table disclosure.withholding (
  revision_id uuid primary key references disclosure.revision (id),
  disclosure_id uuid not null references disclosure.disclosure (id),
  extent text not null check (extent in ('whole', 'part')),
  ground text not null references disclosure.withhold_ground (code),
  notice text not null check (notice in ('public', 'none')),
  review_on date not null,
  decided_at timestamptz not null,
  told_due_at timestamptz,
  ended_at timestamptz,
  ended_by uuid references disclosure.revision (id)
);
create index withholding_in_force on disclosure.withholding (review_on) where ended_at is null;
create index withholding_by_dossier on disclosure.withholding (disclosure_id);

grant select on disclosure.term, disclosure.matter, disclosure.matter_stage, disclosure.after_review,
  disclosure.withhold_ground, disclosure.withholding to gongkai_office, gongkai_worker;
grant insert, update on disclosure.term, disclosure.matter, disclosure.after_review, disclosure.withholding to gongkai_office;
grant insert on disclosure.matter_stage to gongkai_office;
-- The worker publishes, dates anew and reminds.
grant update on disclosure.matter to gongkai_worker;
grant insert, update on disclosure.after_review, disclosure.withholding to gongkai_worker;
