-- Who wishes to be told by mail of what becomes public. No account and no profile: an address (sealed), what is sought, how
-- often; gone with the last subscription. The portal's role reads none of it.

create schema subscriptions;

create table subscriptions.subscriber (
  id uuid primary key,
  -- Keyed hash of the address: finds it without being able to read it.
  address_index text not null unique check (address_index ~ '^[0-9a-f]{64}$'),
  sealed_address text not null,
  locale text not null check (locale in ('zh-CN', 'en')),
  -- Mails in a row that the mailbox refused for good.
  refusals integer not null default 0,
  created_at timestamptz not null
);

create table subscriptions.subscription (
  id uuid primary key,
  subscriber uuid not null references subscriptions.subscriber (id) on delete cascade,
  -- The query of an address of the search page, in its one way of writing: `unit=3&kind=village`.
  target text not null check (length(target) <= 1500),
  pace text not null check (pace in ('atOnce', 'daily', 'weekly')),
  state text not null default 'pending' check (state in ('pending', 'active')),
  -- Everything up to this entry of the log has been told (or was no matter of this one).
  told_up_to bigint,
  -- The day of the last look, in the installation's time zone.
  looked_on date,
  created_at timestamptz not null,
  confirmed_at timestamptz,
  unique (subscriber, target),
  check ((state = 'active') = (confirmed_at is not null and told_up_to is not null))
);
create index subscription_due on subscriptions.subscription (pace, told_up_to) where state = 'active';
create index subscription_pending on subscriptions.subscription (created_at) where state = 'pending';

-- One mail that is owed or was sent. Which items, by id: their words are taken from what is public when the mail leaves.
create table subscriptions.digest (
  id uuid primary key,
  subscription uuid not null references subscriptions.subscription (id) on delete cascade,
  after bigint not null,
  up_to bigint not null check (up_to >= after),
  made_at timestamptz not null,
  handed_over_at timestamptz,
  unique (subscription, after, made_at)
);
create table subscriptions.digest_item (
  digest uuid not null references subscriptions.digest (id) on delete cascade,
  item uuid not null,
  log_index bigint not null,
  purpose text not null check (purpose in ('publish', 'correct', 'clarify', 'changeValidity', 'withdraw')),
  -- told: was in a mail that left (or may have); dropped: taken back before.
  state text not null default 'waiting' check (state in ('waiting', 'told', 'dropped')),
  primary key (digest, item)
);
create index digest_item_by_item on subscriptions.digest_item (item);

-- Told of, and withdrawn since: the next digest says so, without content.
create table subscriptions.taken_back (
  subscription uuid not null references subscriptions.subscription (id) on delete cascade,
  item uuid not null,
  withdrawn_at timestamptz not null,
  digest uuid references subscriptions.digest (id) on delete set null,
  primary key (subscription, item)
);
create index taken_back_untold on subscriptions.taken_back (subscription) where digest is null;

-- For limiting how often one address or one network asks; keyed hashes, kept for a day.
create table subscriptions.request (
  mark text not null check (mark ~ '^[0-9a-f]{64}$'),
  at timestamptz not null
);
create index request_by_mark on subscriptions.request (mark, at);
create index request_by_time on subscriptions.request (at);

-- Where people of the office have their own reminders sent.
create table subscriptions.staff_mail (
  person uuid primary key,
  -- Of this address: a link that was mailed for another one confirms nothing.
  change uuid not null unique,
  sealed_address text not null,
  locale text not null check (locale in ('zh-CN', 'en')),
  -- Also at once, when something urgent waits.
  urgent boolean not null default false,
  verified_at timestamptz,
  changed_at timestamptz not null
);
-- A reminder that was mailed: which digest or notice of the product, so that each goes once.
create table subscriptions.staff_digest (
  id uuid primary key,
  person uuid not null references subscriptions.staff_mail (person) on delete cascade,
  digest bigint unique,
  notice bigint unique,
  made_at timestamptz not null,
  check ((digest is null) <> (notice is null))
);

grant usage on schema subscriptions to gongkai_office, gongkai_worker;
grant select, insert, update, delete on subscriptions.subscriber, subscriptions.subscription, subscriptions.request,
  subscriptions.staff_mail to gongkai_office, gongkai_worker;
grant select, insert, update, delete on subscriptions.digest, subscriptions.digest_item, subscriptions.taken_back,
  subscriptions.staff_digest to gongkai_worker;
grant delete on subscriptions.digest, subscriptions.digest_item, subscriptions.taken_back, subscriptions.staff_digest
  to gongkai_office;
