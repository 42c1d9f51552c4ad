-- transparency_log: what was published when, as a Merkle tree (RFC 9162) that only grows. The database computes the tree
-- itself: whoever inserts a leaf gets the place, the hash and the tree's new nodes that belong there, and cannot choose them.
-- Leaves, heads, what was published, keys and origin are never changed: refused by trigger (the owner included, and also
-- when triggers are told to rest for replication) and granted to nobody.
create schema transparency_log;

-- The name of this log, chosen once. A log under another name is another log.
create table transparency_log.origin (
  only_row boolean primary key default true check (only_row),
  origin text not null check (origin ~ '^[!-*,-~]{1,200}$'),
  made_at timestamptz not null default clock_timestamp()
);

-- Verifier keys of the signers. A key signs checkpoints that are larger than `since`, until the next key of its kind.
create table transparency_log.signer_key (
  vkey text primary key check (length(vkey) between 10 and 600),
  kind text not null check (kind in ('ed25519', 'sm2')),
  since bigint not null check (since >= 0),
  -- the key before it was lost, so that it could not sign the change
  after_loss boolean not null default false,
  made_at timestamptz not null default clock_timestamp(),
  unique (kind, since)
);

create table transparency_log.leaf (
  idx bigint primary key check (idx >= 0),
  -- 'inner' tells nothing more: such an entry is a commitment
  type text not null check (type ~ '^[a-z-]{1,20}$'),
  -- canonical JSON, as it stands in the entry bundles
  entry bytea not null check (octet_length(entry) between 2 and 4096),
  -- SHA-256(00 ‖ entry)
  leaf bytea not null check (octet_length(leaf) = 32),
  -- Roots of the full subtrees of two leaves and more that this leaf completes, smallest first, 32 bytes each. Together they
  -- are all inner nodes of the tree, each once; the right edge of every size and every proof is read from them.
  nodes bytea not null check (octet_length(nodes) % 32 = 0),
  -- may go out before witnesses have seen it
  urgent boolean not null default false,
  registered_at timestamptz not null default clock_timestamp()
);
create index leaf_heartbeats on transparency_log.leaf (idx) where type = 'heartbeat';
create index leaf_urgent on transparency_log.leaf (idx) where urgent;

-- Signed, but perhaps nobody has seen it yet.
create table transparency_log.head (
  size bigint primary key check (size >= 0),
  root bytea not null check (octet_length(root) = 32),
  -- signed note with our own signatures; given to witnesses as it is
  note text not null check (length(note) between 50 and 10000),
  signed_at timestamptz not null,
  unique (size, root)
);

-- Checkpoints that were or are served. The last row says what is visible: entries below its size. One size stands here twice
-- when it went out urgently and was witnessed afterwards.
create table transparency_log.published (
  seq bigint generated always as identity primary key,
  size bigint not null,
  root bytea not null,
  -- signed note with ours and the witnesses' signatures
  note text not null check (length(note) between 50 and 100000),
  -- did the witnesses that the policy asks for sign it (also true where the policy asks for none)?
  witnessed boolean not null,
  published_at timestamptz not null,
  foreign key (size, root) references transparency_log.head (size, root)
);
create index published_by_size on transparency_log.published (size, seq);

-- What keeps the log from its work, for people to see. `stops`: nothing is registered or signed until a person has decided.
create table transparency_log.alarm (
  code text primary key check (code ~ '^[a-z-]{1,40}$'),
  stops boolean not null,
  params jsonb not null default '{}',
  since timestamptz not null,
  last_at timestamptz not null,
  count integer not null default 1
);

-- A node of the tree: the root of the full subtree of leaves [index·2^level, (index+1)·2^level). Null when there is none yet.
create function transparency_log.node(level integer, index bigint) returns bytea language sql stable
as $$
  select case when level = 0 then l.leaf else substring(l.nodes from (level - 1) * 32 + 1 for 32) end
  from transparency_log.leaf l where l.idx = ((index + 1) << level) - 1
$$;

-- Root of the tree of the first `size` leaves.
create function transparency_log.root(size bigint) returns bytea language plpgsql stable
as $$
declare
  root bytea;
  part bytea;
begin
  for level in 0 .. 62 loop
    exit when (size >> level) = 0;
    continue when (size >> level) & 1 = 0;
    part := transparency_log.node(level, (size >> level) - 1);
    if part is null then raise exception 'the log holds fewer than % entries', size; end if;
    root := case when root is null then part else sha256('\x01'::bytea || part || root) end;
  end loop;
  return coalesce(root, sha256(''::bytea));
end $$;

-- Entries below this number are public: page, list, feed and log change together, with the row this reads.
create function transparency_log.visible_size() returns bigint language sql stable
as $$
  select coalesce((select size from transparency_log.published order by seq desc limit 1), 0)
$$;

create function transparency_log.extend_tree() returns trigger language plpgsql
as $$
declare
  carried bytea;
  level integer := 0;
begin
  -- Held until the transaction ends: leaves are numbered in the order they commit, without gaps.
  perform pg_advisory_xact_lock(4714226);
  new.idx := (select coalesce(max(idx) + 1, 0) from transparency_log.leaf);
  new.leaf := sha256('\x00'::bytea || new.entry);
  new.nodes := '';
  carried := new.leaf;
  while (new.idx >> level) & 1 = 1 loop
    carried := sha256('\x01'::bytea || transparency_log.node(level, (new.idx >> level) - 1) || carried);
    new.nodes := new.nodes || carried;
    level := level + 1;
  end loop;
  return new;
end $$;
create trigger leaf_extends_tree before insert on transparency_log.leaf
  for each row execute function transparency_log.extend_tree();

create function transparency_log.check_head() returns trigger language plpgsql
as $$
begin
  if new.size <= (select max(size) from transparency_log.head) then
    raise exception 'a head of size % is not beyond the last one', new.size using errcode = 'check_violation';
  end if;
  if new.root <> transparency_log.root(new.size) then
    raise exception 'the head of size % is not the root of what is stored', new.size using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger head_extends_log before insert on transparency_log.head
  for each row execute function transparency_log.check_head();

create function transparency_log.check_published() returns trigger language plpgsql
as $$
declare
  last transparency_log.published;
begin
  select * into last from transparency_log.published order by seq desc limit 1;
  if new.size < last.size then
    raise exception 'a checkpoint of size % is older than the one served', new.size using errcode = 'check_violation';
  end if;
  if new.size = last.size and (last.witnessed or not new.witnessed) then
    raise exception 'the checkpoint of size % is served already', new.size using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger published_grows before insert on transparency_log.published
  for each row execute function transparency_log.check_published();

do $$
declare
  name text;
begin
  foreach name in array array['origin', 'signer_key', 'leaf', 'head', 'published'] loop
    execute format('create trigger %I before update or delete on transparency_log.%I
      for each row execute function platform.refuse_change()', name || '_is_append_only', name);
    execute format('create trigger %I before truncate on transparency_log.%I
      for each statement execute function platform.refuse_change()', name || '_is_not_truncated', name);
    execute format('alter table transparency_log.%I enable always trigger %I', name, name || '_is_append_only');
    execute format('alter table transparency_log.%I enable always trigger %I', name, name || '_is_not_truncated');
  end loop;
end $$;
alter table transparency_log.leaf enable always trigger leaf_extends_tree;
alter table transparency_log.head enable always trigger head_extends_log;
alter table transparency_log.published enable always trigger published_grows;

-- The only way in. It wakes the sequencer once a transaction, by a job that exists if and only if the entry does.
create function transparency_log.append(entry bytea, type text, urgent boolean, out idx bigint, out leaf bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  me text := pg_current_xact_id()::text;
begin
  if exists (select from transparency_log.alarm a where a.stops) then
    raise exception 'the transparency log is stopped' using errcode = 'object_not_in_prerequisite_state',
      hint = (select string_agg(a.code, ', ') from transparency_log.alarm a where a.stops);
  end if;
  insert into transparency_log.leaf (idx, type, entry, leaf, nodes, urgent)
    values (0, append.type, append.entry, '', '', append.urgent)
    returning leaf.idx, leaf.leaf into append.idx, append.leaf;
  if coalesce(current_setting('transparency_log.woken', true), '') <> me then
    perform graphile_worker.add_job('log/seal', '{}'::json, queue_name => 'log', job_key => 'log/seal');
    perform set_config('transparency_log.woken', me, true);
  end if;
end $$;
revoke execute on function transparency_log.append(bytea, text, boolean) from public;

-- A reader of the portal sees what is public, and of that only what a proof needs.
alter table transparency_log.leaf enable row level security;
create policy portal_leaf on transparency_log.leaf for select to gongkai_portal
  using (idx < (select transparency_log.visible_size()));
create policy staff_leaf on transparency_log.leaf for select to gongkai_office, gongkai_worker using (true);

grant usage on schema transparency_log to gongkai_office, gongkai_worker, gongkai_portal;
grant execute on function transparency_log.append(bytea, text, boolean) to gongkai_office, gongkai_worker;
grant select on transparency_log.origin, transparency_log.signer_key, transparency_log.published
  to gongkai_office, gongkai_worker, gongkai_portal;
grant select (idx, type, entry, leaf, nodes) on transparency_log.leaf to gongkai_portal;
grant select on transparency_log.leaf, transparency_log.head, transparency_log.alarm to gongkai_office, gongkai_worker;
grant insert on transparency_log.origin, transparency_log.signer_key, transparency_log.head, transparency_log.published
  to gongkai_worker;
grant insert, update, delete on transparency_log.alarm to gongkai_worker;
