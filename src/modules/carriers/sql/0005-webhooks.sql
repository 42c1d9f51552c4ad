-- Partner systems that are told what is published, changed and withdrawn (CAR-6). What they get is what society may know.
create table carriers.webhook (
  id uuid primary key,
  -- Items of this unit and of those below it.
  unit integer not null references organisations.unit (id),
  name text not null check (length(name) between 1 and 100),
  url text not null check (length(url) between 10 and 500),
  state text not null default 'active' check (state in ('active', 'disabled', 'removed')),
  -- Sealed with the installation's key; shown once, when it is made.
  secret text not null,
  -- The one before, still signed with until then, so that a partner can change over without losing anything.
  old_secret text,
  old_secret_until timestamptz,
  -- The first failure since the last success.
  failing_since timestamptz,
  disabled_at timestamptz,
  -- `failing`: for too long · `gone`: the address answered 410 · `person`: somebody's decision.
  disabled_why text check (disabled_why in ('failing', 'gone', 'person')),
  lock_version integer not null default 0,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  check ((old_secret is null) = (old_secret_until is null)),
  check ((state = 'disabled') = (disabled_at is not null)),
  check ((disabled_at is null) = (disabled_why is null))
);
create index webhook_of_unit on carriers.webhook (unit) where state <> 'removed';
grant select, insert, update on carriers.webhook to gongkai_office, gongkai_worker;
