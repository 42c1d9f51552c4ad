-- Feeds read what society may read in the order in which it last changed; withdrawals are told beside it.
create index item_changed_society on publication.item (changed_at desc, id desc) where state = 'live' and scope = 'society';
create index tombstone_newest_society on publication.tombstone (withdrawn_at desc) where scope = 'society';

-- Files of open data as they were last made: derived, made anew by the job `publication/open-data`. Bytes lie in the file store.
create table publication.open_data_file (
  name text primary key check (name ~ '^[a-z]+(-[0-9]{4})?\.(csv|ndjson)\.gz$'),
  -- Of the file as it is downloaded, and of what is in it.
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  content_sha256 text not null check (content_sha256 ~ '^[0-9a-f]{64}$'),
  size bigint not null check (size >= 0),
  rows bigint not null check (rows >= 0),
  -- Before the first row was read: a file older than something taken from society since is not given out.
  read_at timestamptz not null
);
create index open_data_file_by_content on publication.open_data_file (sha256);
grant select on publication.open_data_file to gongkai_portal;
grant select, insert, update, delete on publication.open_data_file to gongkai_office, gongkai_worker;
