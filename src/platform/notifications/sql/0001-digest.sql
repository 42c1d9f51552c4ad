-- What waits for a person, told once a morning: how often they wish it, and what they were told.

create table platform.notice_preference (
  person uuid primary key,
  digest text not null check (digest in ('off', 'daily', 'weekly')),
  changed_at timestamptz not null
);

-- One a person and day, whatever made the job run twice. Its words are made when it is read.
create table platform.digest (
  id bigint generated always as identity primary key,
  person uuid not null,
  for_day date not null,
  pace text not null check (pace in ('daily', 'weekly')),
  -- [{"kind": …, "params": …, "link": …}]
  lines jsonb not null check (jsonb_typeof(lines) = 'array' and jsonb_array_length(lines) > 0),
  created_at timestamptz not null,
  unique (person, for_day)
);
create trigger digest_append_only before update or delete on platform.digest
  for each row execute function platform.refuse_change();
create trigger digest_is_not_truncated before truncate on platform.digest
  for each statement execute function platform.refuse_change();

grant select, insert, update on platform.notice_preference to gongkai_office;
grant select on platform.notice_preference to gongkai_worker;
grant select on platform.digest to gongkai_office;
grant select, insert on platform.digest to gongkai_worker;
