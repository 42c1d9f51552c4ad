-- Mail on its way out. A row says that a mail is owed, of which kind and about what; its words are made at the moment it is
-- handed over (so that what was withdrawn meanwhile is not in it) and are never kept here. The address is sealed with the
-- installation's key, and gone as soon as the mail has ended.

create table platform.mail (
  id uuid primary key,
  kind text not null,
  -- What the mail is about: the id its kind's writer knows.
  ref uuid not null,
  -- Whose mail it is, as far as it matters for taking it back: a subscriber or a person.
  owner uuid,
  locale text not null check (locale in ('zh-CN', 'en')),
  sealed_to text,
  -- `id@domain`: fixed at the first attempt, the same in every repetition.
  message_id text unique,
  state text not null default 'waiting'
    check (state in ('waiting', 'sending', 'sent', 'shown', 'refused', 'givenUp', 'cancelled')),
  attempts integer not null default 0,
  next_at timestamptz not null,
  -- While a mail is being handed over; after it anybody may try again.
  lease_until timestamptz,
  -- A code, never the server's own words: those repeat the address.
  last_reason text,
  created_at timestamptz not null,
  ended_at timestamptz,
  -- Owed once: asked for again under the same name, nothing happens.
  once text unique,
  check ((state = 'sending') = (lease_until is not null)),
  check ((state in ('waiting', 'sending')) = (ended_at is null)),
  check (sealed_to is not null or ended_at is not null)
);
create index mail_due on platform.mail (next_at) where state = 'waiting';
create index mail_leased on platform.mail (lease_until) where state = 'sending';
create index mail_by_owner on platform.mail (owner) where state in ('waiting', 'sending');
create index mail_ended on platform.mail (ended_at) where ended_at is not null;

-- Demonstration without a mail server: what would have been sent, for the system administrator to see.
create table platform.mail_shown (
  mail uuid primary key references platform.mail (id) on delete cascade,
  masked_to text not null,
  subject text not null,
  body text not null,
  at timestamptz not null
);

grant select, insert, update on platform.mail to gongkai_office, gongkai_worker;
grant delete on platform.mail to gongkai_worker;
grant select on platform.mail_shown to gongkai_office;
grant select, insert, delete on platform.mail_shown to gongkai_worker;
