-- similarity: what published texts are made of, as fingerprints. No word of any text is kept here, and none can be read out.
-- The portal has no business here: no usage on the schema.
create schema similarity;

-- One row for each text that is out now: dropped when it is withdrawn, replaced when another version is out. All of it can be
-- made anew from what is published (`similarity:rebuild`), so nothing here is a record.
create table similarity.text (
  -- the dossier: its own earlier texts never count against a later one
  subject uuid primary key,
  revision uuid not null,
  unit_id integer not null references organisations.unit (id),
  scope text not null check (scope in ('society', 'wholeParty', 'unit', 'specific')),
  title text not null,
  -- its short address on the portal
  slug text not null,
  published_at timestamptz not null,
  -- one in sixteen of the text's shingles, chosen by their own hash
  fingerprints integer[] not null
);
-- Without a pending list: a search would read all of it each time.
create index text_by_fingerprint on similarity.text using gin (fingerprints) with (fastupdate = off);
create index text_by_unit on similarity.text (unit_id, published_at desc);

-- Fingerprints of templates and standard texts: whoever uses one copies nobody.
create table similarity.boilerplate (
  source text not null check (length(source) between 1 and 80),
  fingerprint integer not null,
  primary key (fingerprint, source)
);
create index boilerplate_by_source on similarity.boilerplate (source);

-- The texts in which each fingerprint stands, at most `most` for one: a fingerprint of every second text is no evidence, and
-- is not worth reading. Sequential scans are off because the planner takes a limit for a reason to try one.
create function similarity.find_hits(wanted integer[], most integer)
  returns table (fingerprint integer, subject uuid, unit_id integer)
  language sql stable set enable_seqscan = off as $$
  select w.fingerprint, hit.subject, hit.unit_id
  from unnest(wanted) as w (fingerprint)
  cross join lateral (
    select t.subject, t.unit_id from similarity.text t where t.fingerprints @> array[w.fingerprint] limit most
  ) hit
$$;

grant usage on schema similarity to gongkai_office, gongkai_worker;
grant select on similarity.text, similarity.boilerplate to gongkai_office, gongkai_worker;
-- The worker hears what is published (the loader of the demonstration hears as the office); templates are kept in the office.
grant insert, update, delete on similarity.text to gongkai_office, gongkai_worker;
grant insert, delete on similarity.boilerplate to gongkai_office, gongkai_worker;
