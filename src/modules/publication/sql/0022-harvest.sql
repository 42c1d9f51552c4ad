-- Feeds read what society may read in the order in which it last changed; withdrawals are told beside it.
create index item_changed_society on publication.item (changed_at desc, id desc) where state = 'live' and scope = 'society';
create index tombstone_newest_society on publication.tombstone (withdrawn_at desc) where scope = 'society';

-- How often something was taken from society since the beginning: a number, whoever asks, and nothing of what it was. Files made
-- while it was another number may still hold what is gone.
create index registration_taken on publication.registration (log_index)
  where effect in ('withdraw', 'close', 'redact') and scope = 'society' and revealed_at is not null;
create function publication.times_taken() returns bigint language sql stable security definer
  set search_path = pg_catalog, pg_temp as $$
  select count(*) from publication.registration
  where effect in ('withdraw', 'close', 'redact') and scope = 'society' and revealed_at is not null
$$;
revoke execute on function publication.times_taken() from public;
grant execute on function publication.times_taken() to gongkai_portal, gongkai_office, gongkai_worker;

-- Files of open data as they were last made: derived, made anew by the job `publication/open-data`. Bytes lie in the file store.
create table publication.open_data_file (
  name text primary key check (name ~ '^items-[0-9]{4}\.(csv|ndjson)\.gz$'),
  year integer not null,
  -- Of the file as it is downloaded, and of what is in it.
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  content_sha256 text not null check (content_sha256 ~ '^[0-9a-f]{64}$'),
  size bigint not null check (size >= 0),
  rows bigint not null check (rows >= 0),
  -- What the items of the year were like when it was made: how many, and the last change. Another stamp, another file.
  stamp text not null,
  -- `times_taken` before the first row was read; given out only while it is the same.
  taken bigint not null,
  made_at timestamptz not null
);
-- Under which terms open data may be used again; the installation says so, and until then nothing is claimed.
alter table publication.site add column data_terms text;

create index open_data_file_by_content on publication.open_data_file (sha256);
grant select on publication.open_data_file to gongkai_portal;
grant select, insert, update, delete on publication.open_data_file to gongkai_office, gongkai_worker;
