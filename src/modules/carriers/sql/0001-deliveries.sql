-- What has to reach a carrier, what came of it, and what is wrong with carriers. Nothing of this is for the portal.
create schema carriers;
grant usage on schema carriers to gongkai_office, gongkai_worker;

-- One row for each carrier and fact (CAR-5). `carrier` is a carrier of the register or a row of the kind's own table.
create table carriers.delivery (
  id uuid primary key,
  ordinal bigint generated always as identity unique,
  kind text not null check (kind ~ '^[a-z][a-z-]{1,29}$'),
  carrier uuid not null,
  fact uuid not null,
  what text not null check (what in ('publish', 'change', 'withdraw')),
  item uuid not null,
  slug text not null,
  version integer,
  unit integer not null,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'superseded', 'givenUp')),
  attempts integer not null default 0 check (attempts >= 0),
  -- Null: nothing is tried from here; the carrier fetches, or a person acts, and the receipt is awaited.
  next_attempt_at timestamptz,
  -- A receipt later than this is a finding. Null: none is awaited by a day.
  due_at timestamptz,
  receipt jsonb,
  created_at timestamptz not null,
  settled_at timestamptz,
  unique (kind, carrier, fact),
  check ((state = 'waiting') = (settled_at is null))
);
create index delivery_of_carrier on carriers.delivery (carrier, ordinal desc);
create index delivery_of_item on carriers.delivery (item, ordinal desc);
create index delivery_of_unit on carriers.delivery (unit, ordinal desc);
create index delivery_waiting on carriers.delivery (next_attempt_at) where state = 'waiting';
create index delivery_overdue on carriers.delivery (due_at) where state = 'waiting' and due_at is not null;

create table carriers.delivery_attempt (
  delivery uuid not null references carriers.delivery (id),
  attempt integer not null check (attempt > 0),
  at timestamptz not null,
  outcome text not null check (outcome in ('delivered', 'failed')),
  -- What the other side said, bounded; never a word of the item.
  answer text not null check (length(answer) <= 500),
  milliseconds integer not null check (milliseconds >= 0),
  ordinal bigint generated always as identity primary key
);
create index delivery_attempt_of on carriers.delivery_attempt (delivery, ordinal);
create trigger delivery_attempt_is_append_only before update or delete on carriers.delivery_attempt
  for each row execute function platform.refuse_change();

-- After a withdrawal every derived way out is asked whether it still shows the item, until it does not.
create table carriers.channel_receipt (
  fact uuid not null,
  channel text not null,
  item uuid not null,
  slug text not null,
  unit integer not null,
  state text not null default 'waiting' check (state in ('waiting', 'gone', 'showing', 'superseded')),
  asked integer not null default 0,
  asked_at timestamptz,
  last_error text check (length(last_error) <= 500),
  created_at timestamptz not null,
  gone_at timestamptz,
  primary key (fact, channel)
);
create index channel_receipt_open on carriers.channel_receipt (created_at) where state in ('waiting', 'showing');
create index channel_receipt_of_item on carriers.channel_receipt (item);

-- What is wrong with a carrier: found by the program, resolved when its cause is gone.
create table carriers.finding (
  id uuid primary key,
  kind text not null check (kind in ('silentScreen', 'boardWithoutSheet', 'postingTooShort', 'sheetOfWithdrawn',
    'channelStillShowing', 'deliveryGivenUp', 'receiptOverdue', 'otherBytes', 'webhookDisabled')),
  -- What it is about: one open finding for each kind and subject.
  subject text not null check (length(subject) between 1 and 200),
  unit integer not null references organisations.unit (id),
  carrier uuid,
  item uuid,
  -- Numbers and dates that explain it; fills the message `finding.<kind>`.
  evidence jsonb not null default '{}',
  found_at timestamptz not null,
  resolved_at timestamptz check (resolved_at >= found_at)
);
create unique index finding_open on carriers.finding (kind, subject) where resolved_at is null;
create index finding_of_unit on carriers.finding (unit, found_at desc);
create index finding_of_carrier on carriers.finding (carrier) where resolved_at is null;

grant select, insert, update on carriers.delivery, carriers.channel_receipt, carriers.finding to gongkai_office, gongkai_worker;
grant select, insert on carriers.delivery_attempt to gongkai_office, gongkai_worker;
grant usage on all sequences in schema carriers to gongkai_office, gongkai_worker;
