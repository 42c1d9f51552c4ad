-- What is remembered of those outside: witnesses that cosign our checkpoints, peers whose checkpoints we log, and the anchors
-- that were made. None of this decides what is public; it is for asking with the right size, and for people to see.

create table transparency_log.witness (
  -- verifier key, as the policy file has it
  vkey text primary key check (length(vkey) between 10 and 600),
  -- name in the policy file
  name text not null,
  -- largest tree of ours that it has cosigned, and when, by its own clock
  size bigint check (size >= 0),
  cosigned_at timestamptz,
  asked_at timestamptz not null,
  -- why the last request failed; null when it did not
  problem text check (problem ~ '^[a-zA-Z]{1,40}$'),
  detail text not null default '',
  failing_since timestamptz,
  check ((problem is null) = (failing_since is null))
);

create table transparency_log.peer (
  -- origin of another log
  origin text primary key check (length(origin) between 1 and 1000),
  vkey text not null,
  -- the last checkpoint of it that held against the one before
  size bigint check (size >= 0),
  root bytea check (octet_length(root) = 32),
  note text check (length(note) <= 100000),
  seen_at timestamptz,
  asked_at timestamptz not null,
  problem text check (problem ~ '^[a-zA-Z]{1,40}$'),
  detail text not null default '',
  failing_since timestamptz,
  check ((problem is null) = (failing_since is null))
);

create table transparency_log.authority (
  -- address of a time-stamping authority
  url text primary key check (length(url) between 1 and 1000),
  asked_at timestamptz not null,
  stamped_at timestamptz,
  problem text check (problem ~ '^[a-zA-Z]{1,40}$'),
  detail text not null default '',
  failing_since timestamptz,
  check ((problem is null) = (failing_since is null))
);

-- Anchors: tokens of time-stamping authorities over checkpoints of ours, checkpoints of peers, sheets of paper that were printed.
create table transparency_log.anchor (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('rfc3161', 'peer', 'paper')),
  -- of our own tree; for a peer, of its tree
  size bigint not null check (size >= 0),
  root bytea not null check (octet_length(root) = 32),
  -- the authority, the peer, or who printed
  by_whom text not null check (length(by_whom) <= 1000),
  -- the time the authority says, or ours
  anchored_at timestamptz not null,
  -- the whole token (DER), the peer's checkpoint (signed note), or nothing
  content bytea not null,
  -- where it stands in the log; null for paper
  idx bigint references transparency_log.leaf (idx),
  check ((idx is null) = (kind = 'paper'))
);
create index anchor_newest on transparency_log.anchor (kind, id desc);

create trigger anchor_is_append_only before update or delete on transparency_log.anchor
  for each row execute function platform.refuse_change();
create trigger anchor_is_not_truncated before truncate on transparency_log.anchor
  for each statement execute function platform.refuse_change();
alter table transparency_log.anchor enable always trigger anchor_is_append_only;
alter table transparency_log.anchor enable always trigger anchor_is_not_truncated;

grant select on transparency_log.witness, transparency_log.peer, transparency_log.authority, transparency_log.anchor
  to gongkai_office, gongkai_worker;
grant insert, update on transparency_log.witness, transparency_log.peer, transparency_log.authority to gongkai_worker;
-- A reader gets the whole token of an entry that has room for its core only.
alter table transparency_log.anchor enable row level security;
create policy portal_anchor on transparency_log.anchor for select to gongkai_portal
  using (kind = 'rfc3161' and idx < (select transparency_log.visible_size()));
create policy staff_anchor on transparency_log.anchor to gongkai_office, gongkai_worker using (true) with check (true);
grant select (kind, idx, content) on transparency_log.anchor to gongkai_portal;
grant insert on transparency_log.anchor to gongkai_worker;
