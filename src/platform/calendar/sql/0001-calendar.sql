-- The State Council's holiday and make-up days, by the notice of each year. Read by everyone, written by the office.
create table platform.calendar_year (
  year smallint primary key check (year between 2000 and 2200),
  source text not null check (source <> ''),
  loaded_at timestamptz not null
);
create table platform.calendar_day (
  date date primary key,
  year smallint not null references platform.calendar_year,
  kind text not null check (kind in ('holiday', 'makeupWorkday')),
  name text not null,
  source text not null
);
create index calendar_day_year on platform.calendar_day (year);

grant select on platform.calendar_year, platform.calendar_day to gongkai_office, gongkai_worker, gongkai_portal;
grant insert, update, delete on platform.calendar_year, platform.calendar_day to gongkai_office;
