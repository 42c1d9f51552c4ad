-- Following a case: what other units' texts it is like, who watches it, what each has seen of it, what is said about it inside.

-- What stood in the panel when a revision was proposed: how many texts of other units, open to everybody, it was like. Signatures
-- are given in the sight of it; the audit row of each names it.
create table disclosure.similarity_check (
  revision_id uuid primary key references disclosure.revision (id),
  content_sha256 text not null,
  texts integer not null check (texts >= 0),
  -- of the text's own words, in the most similar of them
  top_percent integer not null check (top_percent between 0 and 100),
  at timestamptz not null
);
create trigger similarity_check_append_only before update or delete on disclosure.similarity_check
  for each row execute function platform.refuse_change();

-- Whoever watches is told of every move. One row a person, so that whoever stopped is not made to watch again by signing.
create table disclosure.watch (
  disclosure_id uuid not null references disclosure.disclosure (id),
  person uuid not null,
  watching boolean not null,
  -- began by writing or signing, not by asking for it
  by_itself boolean not null,
  changed_at timestamptz not null,
  primary key (disclosure_id, person)
);
create index watch_by_person on disclosure.watch (person) where watching;

-- What a member of staff has seen of a case, so that they are shown what changed since. Kept of nobody who only reads what is
-- published.
create table disclosure.seen (
  revision_id uuid not null references disclosure.revision (id),
  person uuid not null,
  -- the newest line of the timeline, and of the discussion, that there was
  last_event bigint not null,
  last_comment bigint not null,
  at timestamptz not null,
  primary key (person, revision_id)
);
create index seen_by_revision on disclosure.seen (revision_id);

-- What those who see a case say to one another about it. No part of what is signed or published; added, never changed.
create table disclosure.comment (
  id bigint generated always as identity primary key,
  disclosure_id uuid not null references disclosure.disclosure (id),
  revision_id uuid not null references disclosure.revision (id),
  person uuid not null,
  person_name text not null,
  text text not null check (length(text) between 1 and 2000),
  -- who was called upon (@), with their names then
  mentions jsonb not null default '[]' check (jsonb_typeof(mentions) = 'array'),
  at timestamptz not null
);
create index comment_by_disclosure on disclosure.comment (disclosure_id, id);
create trigger comment_append_only before update or delete on disclosure.comment
  for each row execute function platform.refuse_change();
create trigger comment_is_not_truncated before truncate on disclosure.comment
  for each statement execute function platform.refuse_change();

grant select on disclosure.similarity_check, disclosure.watch, disclosure.seen, disclosure.comment
  to gongkai_office, gongkai_worker;
grant insert on disclosure.similarity_check to gongkai_office, gongkai_worker;
grant insert, update on disclosure.watch to gongkai_office, gongkai_worker;
grant insert, update on disclosure.seen to gongkai_office;
grant insert on disclosure.comment to gongkai_office;
