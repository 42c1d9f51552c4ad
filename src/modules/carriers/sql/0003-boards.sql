-- What hangs on which board, since when, with proof (CAR-2). How long it has to hang is data with its source.
create table carriers.posting_rule (
  code text primary key,
  days integer not null check (days between 1 and 365),
  day_kind text not null check (day_kind in ('calendar', 'working')),
  -- Working days after publication in which it has to hang.
  within_days integer not null check (within_days between 0 and 60),
  -- What the law itself demands: the office may set more, not less. Null: a local or house rule.
  floor_days integer check (floor_days > 0),
  source text not null,
  check (floor_days is null or days >= floor_days)
);
insert into carriers.posting_rule (code, days, day_kind, within_days, floor_days, source) values
  ('villageAffairs', 15, 'calendar', 2, 15, '《村民委员会组织法》（2025年修订）第三十五条：公布期限不少于十五日'),
  ('communityAffairs', 15, 'calendar', 2, 15, '《城市居民委员会组织法》（2025年修订）第三十四条：公布期限不少于十五日'),
  ('preAppointment', 5, 'working', 1, 5, '《党政领导干部选拔任用工作条例》第四十二条：任前公示不少于五个工作日'),
  ('partyNotice', 7, 'calendar', 2, null, '地方党务公开规定通例：公开不少于一周（依据待核，可调整）'),
  ('schoolNotice', 3, 'calendar', 2, null, '学校校务公开规定通例：公示不少于三日（依据待核，可调整）'),
  ('board', 7, 'calendar', 2, null, '本平台默认，可调整');

create table carriers.posting (
  id uuid primary key,
  board uuid not null references carriers.carrier (id),
  item uuid not null,
  version integer not null check (version > 0),
  slug text not null,
  unit integer not null references organisations.unit (id),
  state text not null default 'toPost' check (state in ('toPost', 'posted', 'takenDown', 'dropped')),
  -- By which rule, as it stood when the posting was planned.
  rule text not null references carriers.posting_rule (code),
  days integer not null check (days > 0),
  day_kind text not null check (day_kind in ('calendar', 'working')),
  due_on date not null,
  due_why jsonb not null default '[]',
  posted_at timestamptz,
  -- When whoever posted says it was, if not at the moment of the upload.
  claimed_at timestamptz,
  posted_by uuid,
  posted_by_name text,
  photo_sha256 text check (photo_sha256 ~ '^[0-9a-f]{64}$'),
  photo_media text,
  -- The first day on which it may come down.
  until date,
  until_why jsonb not null default '[]',
  -- Withdrawn, or replaced by a corrected sheet: it has to come down, and may before its time.
  ends text check (ends in ('withdrawn', 'replaced')),
  ends_at timestamptz,
  reminded_at timestamptz,
  taken_at timestamptz,
  taken_by_name text,
  taken_photo_sha256 text check (taken_photo_sha256 ~ '^[0-9a-f]{64}$'),
  taken_photo_media text,
  planned_at timestamptz not null,
  unique (board, item, version),
  check ((state in ('posted', 'takenDown')) = (posted_at is not null)),
  check ((state = 'takenDown') = (taken_at is not null)),
  check ((ends is null) = (ends_at is null))
);
create index posting_of_board on carriers.posting (board, planned_at desc);
create index posting_open on carriers.posting (unit, due_on) where state in ('toPost', 'posted');
create index posting_of_item on carriers.posting (item);
create index posting_photo on carriers.posting (photo_sha256) where photo_sha256 is not null;
create index posting_taken_photo on carriers.posting (taken_photo_sha256) where taken_photo_sha256 is not null;

grant select, insert, update on carriers.posting, carriers.posting_rule to gongkai_office, gongkai_worker;
