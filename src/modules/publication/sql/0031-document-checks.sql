-- Whether the official document of what is public can be made: a page without its PDF is a finding, not a surprise for a reader.
create table publication.document_check (
  item uuid not null references publication.item (id),
  version integer not null check (version > 0),
  kind text not null check (kind in ('pdf', 'docx')),
  unit integer not null,
  state text not null check (state in ('made', 'failed')),
  code text check (code in ('fonts-missing', 'bad-input', 'too-slow', 'too-large', 'crashed')),
  -- Characters that no font has, as U+XXXX.
  missing text[] not null default '{}',
  attempts integer not null default 1 check (attempts > 0),
  checked_at timestamptz not null,
  primary key (item, version, kind),
  check ((state = 'failed') = (code is not null))
);
create index document_check_open on publication.document_check (unit, checked_at desc)
  where state = 'failed' or missing <> '{}';
grant select, insert, update on publication.document_check to gongkai_office, gongkai_worker;
