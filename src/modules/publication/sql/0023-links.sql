-- Addresses that pages open to society link to, and what became of them. Derived: made anew from the newest versions.

create table publication.link (
  url text primary key check (length(url) <= 2100),
  -- internal: of this site; attachment: a stored file, by its hash.
  kind text not null check (kind in ('internal', 'external', 'attachment')),
  host text not null,
  state text not null default 'unchecked' check (state in ('unchecked', 'ok', 'redirected', 'unreachable', 'dead')),
  status integer,
  reason text,
  location text,
  checked_at timestamptz,
  next_at timestamptz not null,
  -- Different days on which it failed since it last answered.
  failed_days integer not null default 0,
  failed_on date,
  failing_since timestamptz
);
create index link_due on publication.link (next_at) where kind = 'external';
create index link_trouble on publication.link (state, url) where state in ('dead', 'unreachable', 'redirected');

create table publication.link_use (
  item uuid not null references publication.item (id),
  url text not null references publication.link (url) on delete cascade,
  unit integer not null,
  primary key (item, url)
);
create index link_use_by_url on publication.link_use (url);

-- History of looks, for ninety days.
create table publication.link_check (
  id bigint generated always as identity primary key,
  url text not null references publication.link (url) on delete cascade,
  at timestamptz not null,
  state text not null check (state in ('ok', 'redirected', 'unreachable', 'dead')),
  status integer,
  reason text
);
create index link_check_by_url on publication.link_check (url, id desc);

-- Up to which entry of the log pages were looked through for links.
create table publication.link_scan (
  only_row boolean primary key default true check (only_row),
  up_to bigint not null
);

grant select on publication.link, publication.link_use, publication.link_check to gongkai_office;
grant select, insert, update, delete on publication.link, publication.link_use, publication.link_check, publication.link_scan
  to gongkai_worker;
