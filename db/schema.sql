--
-- PostgreSQL database dump
--



SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: carriers; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA carriers;


--
-- Name: catalogue; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA catalogue;


--
-- Name: disclosure; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA disclosure;


--
-- Name: identity; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA identity;


--
-- Name: organisations; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA organisations;


--
-- Name: platform; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA platform;


--
-- Name: publication; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA publication;


--
-- Name: screening; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA screening;


--
-- Name: search; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA search;


--
-- Name: similarity; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA similarity;


--
-- Name: subscriptions; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA subscriptions;


--
-- Name: transparency_log; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA transparency_log;


--
-- Name: erasing_subject; Type: TYPE; Schema: platform; Owner: -
--

CREATE TYPE platform.erasing_subject AS (
	disclosure uuid,
	unit integer,
	item uuid,
	slug text,
	revisions uuid[],
	ids text[]
);


--
-- Name: hit; Type: TYPE; Schema: search; Owner: -
--

CREATE TYPE search.hit AS (
	number bigint,
	unit integer,
	line integer,
	kind text,
	category text,
	scope text,
	published_at timestamp with time zone,
	letters integer
);


--
-- Name: reader_sees(jsonb, text, text); Type: FUNCTION; Schema: catalogue; Owner: -
--

CREATE FUNCTION catalogue.reader_sees(reader jsonb, scope text, unit_path text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select case
    when scope = 'society' then true
    when reader is null then false
    when scope = 'wholeParty' then
      exists (select from jsonb_array_elements(coalesce(reader -> 'affiliations', '[]')) tie where tie ->> 'kind' = 'member')
    when scope in ('unit', 'specific') then
      exists (select from jsonb_array_elements(coalesce(reader -> 'affiliations', '[]')) tie
        where starts_with(tie ->> 'path', unit_path))
    else false
  end
$$;


--
-- Name: refuse_frozen_item(); Type: FUNCTION; Schema: catalogue; Owner: -
--

CREATE FUNCTION catalogue.refuse_frozen_item() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
declare
  current_state text;
begin
  select state into current_state from catalogue.catalogue
    where id = case when tg_op = 'DELETE' then old.catalogue_id else new.catalogue_id end;
  if current_state <> 'draft' then
    raise exception 'rows of a catalogue that is % are not changed', current_state using errcode = 'insufficient_privilege';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;


--
-- Name: begin_erasing(platform.erasing_subject, text[], jsonb, timestamp with time zone); Type: FUNCTION; Schema: disclosure; Owner: -
--

CREATE FUNCTION disclosure.begin_erasing(subject platform.erasing_subject, patterns text[], files jsonb, at timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
  perform set_config('gongkai.erasing', 'yes', true);
  update disclosure.revision r set
      erased_at = case when r.frozen_at is null then r.erased_at else at end,
      lock_version = case when r.frozen_at is null then r.lock_version + 1 else r.lock_version end
    where r.disclosure_id = subject.disclosure
      and (platform.count_words(platform.words_of(r.content), patterns) > 0
        or exists (select from disclosure.attachment a where a.revision_id = r.id
          and (files ? a.sha256 or platform.count_words(a.name, patterns) > 0)));
  update disclosure.attachment a set sha256 = files -> a.sha256 ->> 'sha256', size = (files -> a.sha256 ->> 'size')::bigint
    where a.revision_id = any (subject.revisions) and jsonb_typeof(files -> a.sha256) = 'object';
  delete from disclosure.attachment a
    where a.revision_id = any (subject.revisions) and jsonb_typeof(files -> a.sha256) = 'null';
  -- Fingerprints of templates that say it are made of it.
  delete from similarity.boilerplate b using disclosure.text_template_version v
    join disclosure.text_template m on m.id = v.template_id
    where m.unit_id = subject.unit and b.source = 'template:' || v.template_id || ':' || v.version
      and platform.count_words(platform.words_of(v.body), patterns) > 0;
  perform set_config('gongkai.erasing', '', true);
end $$;


--
-- Name: deciding_moves(); Type: FUNCTION; Schema: disclosure; Owner: -
--

CREATE FUNCTION disclosure.deciding_moves() RETURNS text[]
    LANGUAGE sql IMMUTABLE
    RETURN ARRAY['pass'::text, 'countersign'::text, 'approve'::text, 'giveOpinion'::text, 'return'::text, 'escalate'::text, 'passAfterwards'::text, 'objectAfterwards'::text];


--
-- Name: is_purging(uuid); Type: FUNCTION; Schema: disclosure; Owner: -
--

CREATE FUNCTION disclosure.is_purging(target uuid) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
  select coalesce(current_setting('gongkai.purging', true), '') = target::text
    and current_user = (select tableowner from pg_catalog.pg_tables
      where schemaname = 'disclosure' and tablename = 'revision')
$$;


--
-- Name: keep_frozen(); Type: FUNCTION; Schema: disclosure; Owner: -
--

CREATE FUNCTION disclosure.keep_frozen() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if tg_op = 'DELETE' then
    raise exception 'a revision is never deleted' using errcode = 'insufficient_privilege';
  end if;
  if new.disclosure_id <> old.disclosure_id or new.number <> old.number or new.purpose <> old.purpose
    or (old.process_id is not null and new.process_id is distinct from old.process_id)
    or (old.steps is not null and new.steps is distinct from old.steps) then
    raise exception 'what a revision is cannot change' using errcode = 'insufficient_privilege';
  end if;
  if old.frozen_at is not null and (new.content <> old.content or new.frozen_at is distinct from old.frozen_at
    or new.content_sha256 is distinct from old.content_sha256 or new.lock_version <> old.lock_version) then
    raise exception 'the content of a frozen revision cannot change' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: revision; Type: TABLE; Schema: disclosure; Owner: -
--

CREATE TABLE disclosure.revision (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    disclosure_id uuid NOT NULL,
    number integer NOT NULL,
    purpose text NOT NULL,
    state text NOT NULL,
    based_on uuid,
    process_id uuid,
    step_index integer,
    content jsonb NOT NULL,
    title text GENERATED ALWAYS AS (COALESCE((content ->> 'title'::text), ''::text)) STORED NOT NULL,
    affairs_kind text GENERATED ALWAYS AS ((content ->> 'affairsKind'::text)) STORED NOT NULL,
    scope text GENERATED ALWAYS AS ((content ->> 'scope'::text)) STORED NOT NULL,
    content_sha256 text,
    frozen_at timestamp with time zone,
    lock_version integer DEFAULT 0 NOT NULL,
    publish_at timestamp with time zone,
    published_at timestamp with time zone,
    created_by uuid NOT NULL,
    created_by_name text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_by uuid NOT NULL,
    updated_by_name text NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    steps jsonb,
    erased_at timestamp with time zone,
    CONSTRAINT revision_check CHECK (((frozen_at IS NULL) = (content_sha256 IS NULL))),
    CONSTRAINT revision_check1 CHECK (((state <> 'draft'::text) OR (frozen_at IS NULL))),
    CONSTRAINT revision_check2 CHECK (((state = ANY (ARRAY['draft'::text, 'cancelled'::text])) OR ((frozen_at IS NOT NULL) AND (process_id IS NOT NULL) AND (step_index IS NOT NULL)))),
    CONSTRAINT revision_content_sha256_check CHECK ((content_sha256 ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT revision_number_check CHECK ((number > 0)),
    CONSTRAINT revision_purpose_check CHECK ((purpose = ANY (ARRAY['publish'::text, 'correct'::text, 'clarify'::text, 'withdraw'::text, 'changeValidity'::text]))),
    CONSTRAINT revision_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'inReview'::text, 'inRiskAssessment'::text, 'inLegality'::text, 'inSecrecyReview'::text, 'inCountersign'::text, 'inApproval'::text, 'escalated'::text, 'approved'::text, 'published'::text, 'returned'::text, 'cancelled'::text, 'superseded'::text]))),
    CONSTRAINT revision_step_index_check CHECK ((step_index >= 0)),
    CONSTRAINT revision_steps_check CHECK ((jsonb_typeof(steps) = 'array'::text))
);


--
-- Name: order_is_whole(disclosure.revision); Type: FUNCTION; Schema: disclosure; Owner: -
--

CREATE FUNCTION disclosure.order_is_whole(revision disclosure.revision) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
  select exists (select from disclosure.signature s where s.revision_id = revision.id
      and s.move = any (disclosure.proposing_moves()) and s.content_sha256 = revision.content_sha256)
    and not exists (
      select from jsonb_array_elements(revision.steps) with ordinality as of_case (step, place),
        generate_series(0, coalesce(jsonb_array_length(step -> 'signers'), 0)) as seat
      where (place = jsonb_array_length(revision.steps) or not exists (select from disclosure.signature u
          where u.revision_id = revision.id and u.move = 'proposeUrgently'))
        and not exists (select from disclosure.signature s where s.revision_id = revision.id
          and s.step_key = step ->> 'key' and coalesce(s.lane, 0) = seat and s.content_sha256 = revision.content_sha256
          and s.move = case step ->> 'kind' when 'approval' then 'approve' when 'countersign' then 'countersign' else 'pass' end))
$$;


--
-- Name: proposing_moves(); Type: FUNCTION; Schema: disclosure; Owner: -
--

CREATE FUNCTION disclosure.proposing_moves() RETURNS text[]
    LANGUAGE sql IMMUTABLE
    RETURN ARRAY['propose'::text, 'proposeUrgently'::text];


--
-- Name: purge_revision(uuid); Type: FUNCTION; Schema: disclosure; Owner: -
--

CREATE FUNCTION disclosure.purge_revision(target uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  blank constant jsonb := '{"title": "", "documentNumber": null, "category": "", "keywords": [], "attachments": [],
    "body": {"type": "doc", "content": [{"type": "paragraph"}]}, "changeNote": null, "reason": null}';
begin
  if not exists (select from screening.incident i where i.revision = target
      and not exists (select from screening.incident_step s where s.incident_id = i.id and s.step = 'closed')) then
    raise exception 'no open incident for revision %', target using errcode = 'insufficient_privilege';
  end if;
  perform set_config('gongkai.purging', target::text, true);
  update disclosure.revision r set content = r.content || blank, state = 'cancelled' where r.id = target;
  delete from disclosure.attachment a where a.revision_id = target;
  update disclosure.draft_conflict c set content = c.content || blank where c.revision_id = target;
  perform set_config('gongkai.purging', '', true);
end $$;


--
-- Name: refuse_broken_order(); Type: FUNCTION; Schema: disclosure; Owner: -
--

CREATE FUNCTION disclosure.refuse_broken_order() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if new.steps is null or not disclosure.order_is_whole(new) then
    raise exception 'a revision cannot be % before its whole order is signed', new.state using errcode = 'check_violation';
  end if;
  return new;
end $$;


--
-- Name: refuse_idle_after_review(); Type: FUNCTION; Schema: disclosure; Owner: -
--

CREATE FUNCTION disclosure.refuse_idle_after_review() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if not exists (select from disclosure.signature s
      where s.revision_id = new.revision_id and s.move = 'proposeUrgently') then
    raise exception 'nothing is reviewed afterwards that was not proposed urgently' using errcode = 'check_violation';
  end if;
  if exists (select from disclosure.signature s
      where s.revision_id = new.revision_id and s.step_key = new.step_key and coalesce(s.lane, 0) = coalesce(new.lane, 0)
        and s.move in ('passAfterwards', 'objectAfterwards')) then
    raise exception 'a step is reviewed afterwards once' using errcode = 'check_violation';
  end if;
  return new;
end $$;


--
-- Name: refuse_second_hand(); Type: FUNCTION; Schema: disclosure; Owner: -
--

CREATE FUNCTION disclosure.refuse_second_hand() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
declare
  people uuid[] := array_remove(array[new.person, new.principal], null);
begin
  if not exists (select from disclosure.revision r
      where r.id = new.revision_id and r.content_sha256 = new.content_sha256) then
    raise exception 'a signature names other bytes than the revision has' using errcode = 'check_violation';
  end if;
  if new.move = any (disclosure.deciding_moves()) and (
    exists (select from disclosure.revision_editor e where e.revision_id = new.revision_id
      and (e.person = any (people) or e.principal = any (people)))
    or exists (select from disclosure.signature s where s.revision_id = new.revision_id
      and s.move = any (disclosure.proposing_moves() || disclosure.deciding_moves())
      and (s.person = any (people) or s.principal = any (people)))) then
    raise exception 'one person may not have two hands in a revision' using errcode = 'check_violation';
  end if;
  return new;
end $$;


--
-- Name: refuse_when_frozen(); Type: FUNCTION; Schema: disclosure; Owner: -
--

CREATE FUNCTION disclosure.refuse_when_frozen() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
declare
  revision uuid := case when tg_op = 'DELETE' then old.revision_id else new.revision_id end;
begin
  if exists (select from disclosure.revision r where r.id = revision and r.frozen_at is not null) then
    raise exception '% on %.% is refused: the revision is frozen', tg_op, tg_table_schema, tg_table_name
      using errcode = 'insufficient_privilege';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;


--
-- Name: session_actor(text, timestamp with time zone); Type: FUNCTION; Schema: identity; Owner: -
--

CREATE FUNCTION identity.session_actor(hash text, at timestamp with time zone) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  with who as (
    select s.id as session, p.id as person, p.name, p.locale, s.last_seen_at, p.must_change_password,
           (at at time zone 'Asia/Shanghai')::date as today
    from identity.session s join identity.person p on p.id = s.person
    where s.token_hash = hash and s.revoked_at is null and s.expires_at > at
      and s.last_seen_at > at - interval '30 minutes' and p.state = 'active'
  ), own as (
    select g.role, g.unit, u.path, g.reach, g.line, null::uuid as principal
    from who join identity.role_grant g on g.person = who.person
    join organisations.unit u on u.id = g.unit
    where not who.must_change_password
      and g.ended_at is null and g.starts_on <= who.today and (g.ends_on is null or g.ends_on >= who.today)
  ), lent as (
    select g.role, g.unit, u.path, g.reach, g.line, d.principal
    from who join identity.delegation d on d.delegate = who.person
    join identity.role_grant g on g.id = d.grant_id and g.person = d.principal
    join identity.person p on p.id = d.principal
    join organisations.unit u on u.id = g.unit
    where not who.must_change_password
      and d.revoked_at is null and d.starts_on <= who.today and d.ends_on >= who.today
      and g.ended_at is null and g.starts_on <= who.today and (g.ends_on is null or g.ends_on >= who.today)
      and p.state = 'active'
  ), ties as (
    select a.unit, u.path, a.kind
    from who join identity.affiliation a on a.person = who.person and a.ended_at is null
    join organisations.unit u on u.id = a.unit
    union
    select unit, path, 'staff' from own
  )
  select jsonb_build_object(
    'session', who.session, 'person', who.person, 'name', who.name, 'locale', who.locale,
    'lastSeenAt', extract(epoch from who.last_seen_at),
    'grants', coalesce((select jsonb_agg(to_jsonb(g)) from (select * from own union all select * from lent) g), '[]'),
    'affiliations', coalesce((select jsonb_agg(to_jsonb(t)) from ties t), '[]'))
  from who
$$;


--
-- Name: refresh_import_statistics(); Type: FUNCTION; Schema: organisations; Owner: -
--

CREATE FUNCTION organisations.refresh_import_statistics() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
begin
  analyze organisations.import_row;
end $$;


--
-- Name: refresh_unit_statistics(); Type: FUNCTION; Schema: organisations; Owner: -
--

CREATE FUNCTION organisations.refresh_unit_statistics() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
begin
  analyze organisations.unit;
end $$;


--
-- Name: search_scope(text, integer); Type: FUNCTION; Schema: organisations; Owner: -
--

CREATE FUNCTION organisations.search_scope(path text, line_id integer) RETURNS integer[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select string_to_array(trim(both '/' from path), '/')::integer[]
    || case when line_id is null then '{}'::integer[] else array[-line_id] end
$$;


--
-- Name: search_terms(text, text); Type: FUNCTION; Schema: organisations; Owner: -
--

CREATE FUNCTION organisations.search_terms(name text, short_name text) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select coalesce(array_agg(distinct substr(t, i, n)), '{}')
  from unnest(array[lower(name collate "C"), lower(coalesce(short_name, '') collate "C")]) t,
    generate_series(1, char_length(t)) i, generate_series(1, 2) n
  where i + n - 1 <= char_length(t)
$$;


--
-- Name: count_words(text, text[]); Type: FUNCTION; Schema: platform; Owner: -
--

CREATE FUNCTION platform.count_words(value text, patterns text[]) RETURNS integer
    LANGUAGE sql IMMUTABLE
    AS $$
  select coalesce(sum(regexp_count(platform.fold_words(value), pattern)), 0)::integer from unnest(patterns) as p (pattern)
$$;


--
-- Name: current_reader(); Type: FUNCTION; Schema: platform; Owner: -
--

CREATE FUNCTION platform.current_reader() RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select jsonb_build_object('person', a -> 'person', 'affiliations', a -> 'affiliations')
  from identity.session s, identity.session_actor(s.token_hash, s.last_seen_at) a
  where s.token_hash = nullif(current_setting('gongkai.session', true), '')
$$;


--
-- Name: erase_words(platform.erasing_subject, text[], jsonb); Type: FUNCTION; Schema: platform; Owner: -
--

CREATE FUNCTION platform.erase_words(subject platform.erasing_subject, patterns text[], files jsonb) RETURNS jsonb
    LANGUAGE plpgsql
    AS $_$
declare
  known platform.word_place;
  named text[];
  changed integer;
  done jsonb := '[]';
begin
  perform set_config('gongkai.erasing', 'yes', true);
  for known in select * from platform.word_place w order by w.place loop
    named := string_to_array(known.place, '.');
    execute format(
      'update %1$I.%2$I t set %3$I = %4$s where (%5$s) and (platform.count_words(%6$s, $2) > 0 %7$s)',
      named[1], named[2], named[3],
      case known.kind when 'json' then format('platform.mask_json(t.%I, $2, $3)', named[3])
        when 'texts' then format('platform.mask_texts(t.%I, $2)', named[3]) else format('platform.mask_text(t.%I, $2)', named[3]) end,
      known.belongs, platform.text_of_place(known.kind, named[3]),
      case known.kind when 'json' then
        format('or exists (select from jsonb_object_keys($3) as k (sha) where strpos(t.%I::text, k.sha) > 0)', named[3]) else '' end)
      using subject, patterns, files;
    get diagnostics changed = row_count;
    if changed > 0 then done := done || jsonb_build_array(jsonb_build_object('place', known.place, 'rows', changed)); end if;
  end loop;
  perform set_config('gongkai.erasing', '', true);
  return done;
end $_$;


--
-- Name: find_words(platform.erasing_subject, text[]); Type: FUNCTION; Schema: platform; Owner: -
--

CREATE FUNCTION platform.find_words(subject platform.erasing_subject, patterns text[]) RETURNS TABLE(place text, rows integer, hits integer, samples text[])
    LANGUAGE plpgsql STABLE
    AS $_$
declare
  known platform.word_place;
  named text[];
begin
  for known in select * from platform.word_place w order by w.place loop
    named := string_to_array(known.place, '.');
    return query execute format(
      'select %L::text, count(*)::integer, sum(h.hits)::integer, (array_agg(platform.show_words(h.value, $2)))[1:3] from (
         select v.value, platform.count_words(v.value, $2) as hits from %I.%I t cross join lateral (select %s as value) v
         where %s) h where h.hits > 0 having count(*) > 0',
      known.place, named[1], named[2], platform.text_of_place(known.kind, named[3]), known.belongs) using subject, patterns;
  end loop;
end $_$;


--
-- Name: fold_words(text); Type: FUNCTION; Schema: platform; Owner: -
--

CREATE FUNCTION platform.fold_words(value text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select translate(value,
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ０１２３４５６７８９ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ',
    'abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz')
$$;


--
-- Name: is_erasing(text, text); Type: FUNCTION; Schema: platform; Owner: -
--

CREATE FUNCTION platform.is_erasing(in_schema text, in_table text) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
  select coalesce(current_setting('gongkai.erasing', true), '') = 'yes'
    and current_user = (select tableowner from pg_catalog.pg_tables where schemaname = 'platform' and tablename = 'word_place')
    and exists (select from platform.word_place w where starts_with(w.place, in_schema || '.' || in_table || '.'))
$$;


--
-- Name: mask_json(jsonb, text[], jsonb); Type: FUNCTION; Schema: platform; Owner: -
--

CREATE FUNCTION platform.mask_json(value jsonb, patterns text[], files jsonb) RETURNS jsonb
    LANGUAGE plpgsql IMMUTABLE
    AS $$
declare
  masked jsonb := '[]';
  run jsonb := '[]';
  element jsonb;
  sha text;
begin
  case jsonb_typeof(value)
  when 'string' then
    return to_jsonb(platform.mask_text(value #>> '{}', patterns));
  when 'object' then
    sha := value ->> 'sha256';
    if sha is not null and jsonb_typeof(files -> sha) = 'object' then
      value := value || case when value ? 'size' then files -> sha else (files -> sha) - 'size' end;
    end if;
    return coalesce((select jsonb_object_agg(e.key, platform.mask_json(e.value, patterns, files)) from jsonb_each(value) e), '{}');
  when 'array' then
    for element in select e.value from jsonb_array_elements(value) e loop
      if (element ->> 'type' = 'text' and jsonb_typeof(element -> 'text') = 'string')
          or (run <> '[]' and element ->> 'type' = 'hardBreak' and element ->> 'text' is null) then
        run := run || jsonb_build_array(element);
        continue;
      end if;
      if run <> '[]' then masked := masked || platform.mask_run(run, patterns, files); run := '[]'; end if;
      sha := coalesce(element ->> 'sha256', element -> 'attrs' ->> 'sha256');
      if sha is null or jsonb_typeof(files -> sha) is distinct from 'null' then
        masked := masked || jsonb_build_array(platform.mask_json(element, patterns, files));
      elsif element ->> 'type' = 'image' then
        masked := masked || '[{"type": "paragraph", "content": [{"type": "text", "text": "〔此处图片含应予保护的个人信息，已依法删除〕"}]}]';
      end if;
    end loop;
    if run <> '[]' then masked := masked || platform.mask_run(run, patterns, files); end if;
    return masked;
  else
    return value;
  end case;
end $$;


--
-- Name: mask_run(jsonb, text[], jsonb); Type: FUNCTION; Schema: platform; Owner: -
--

CREATE FUNCTION platform.mask_run(run jsonb, patterns text[], files jsonb) RETURNS jsonb
    LANGUAGE plpgsql IMMUTABLE
    AS $$
declare
  masked text;
  piece jsonb;
  starts integer := 1;
  cut jsonb := '[]';
begin
  masked := platform.mask_text((select string_agg(coalesce(e.value ->> 'text', ''), '' order by e.at)
    from jsonb_array_elements(run) with ordinality as e (value, at)), patterns);
  for piece in select e.value from jsonb_array_elements(run) e loop
    if piece ->> 'text' is null then
      cut := cut || jsonb_build_array(piece);
    else
      cut := cut || jsonb_build_array(platform.mask_json(piece - 'text', patterns, files)
        || jsonb_build_object('text', substring(masked from starts for length(piece ->> 'text'))));
      starts := starts + length(piece ->> 'text');
    end if;
  end loop;
  return cut;
end $$;


--
-- Name: mask_text(text, text[]); Type: FUNCTION; Schema: platform; Owner: -
--

CREATE FUNCTION platform.mask_text(value text, patterns text[]) RETURNS text
    LANGUAGE plpgsql IMMUTABLE
    AS $$
declare
  folded text := platform.fold_words(value);
  pattern text;
  starts integer;
  ends integer;
begin
  if value is null then return null; end if;
  foreach pattern in array patterns loop
    starts := regexp_instr(folded, pattern);
    while starts > 0 loop
      ends := regexp_instr(folded, pattern, starts, 1, 1);
      value := overlay(value placing repeat('×', ends - starts) from starts for ends - starts);
      folded := overlay(folded placing repeat('×', ends - starts) from starts for ends - starts);
      exit when ends > length(folded);
      starts := regexp_instr(folded, pattern, ends);
    end loop;
  end loop;
  return value;
end $$;


--
-- Name: mask_texts(text[], text[]); Type: FUNCTION; Schema: platform; Owner: -
--

CREATE FUNCTION platform.mask_texts(value text[], patterns text[]) RETURNS text[]
    LANGUAGE sql IMMUTABLE
    AS $$
  select case when value is null then null
    else array(select platform.mask_text(one, patterns) from unnest(value) with ordinality as v (one, at) order by at) end
$$;


--
-- Name: names_subject(text, text[]); Type: FUNCTION; Schema: platform; Owner: -
--

CREATE FUNCTION platform.names_subject(value text, ids text[]) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    AS $$
  select exists (select from unnest(ids) as one (id) where strpos(value, one.id) > 0)
$$;


--
-- Name: refuse_change(); Type: FUNCTION; Schema: platform; Owner: -
--

CREATE FUNCTION platform.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if tg_op = 'UPDATE' and platform.is_erasing(tg_table_schema, tg_table_name) then return new; end if;
  raise exception '% on %.% is refused: rows here are never changed', tg_op, tg_table_schema, tg_table_name
    using errcode = 'insufficient_privilege';
end $$;


--
-- Name: show_words(text, text[]); Type: FUNCTION; Schema: platform; Owner: -
--

CREATE FUNCTION platform.show_words(value text, patterns text[]) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $$
  select translate(split_part(substring(masked from greatest(line, first - 12) for 40), E'\n', 1), E'\t\f', '  ')
  from (select min(nullif(regexp_instr(platform.fold_words(value), pattern), 0)) as first,
      platform.mask_text(value, patterns) as masked from unnest(patterns) as p (pattern)) f
  cross join lateral (select first - coalesce(nullif(strpos(reverse(left(masked, first - 1)), E'\n'), 0), first) + 1 as line) l
$$;


--
-- Name: strings_of(jsonb); Type: FUNCTION; Schema: platform; Owner: -
--

CREATE FUNCTION platform.strings_of(value jsonb) RETURNS SETOF text
    LANGUAGE plpgsql IMMUTABLE
    AS $$
declare
  element jsonb;
  run text;
begin
  case jsonb_typeof(value)
  when 'string' then
    return next value #>> '{}';
  when 'object' then
    for element in select e.value from jsonb_each(value) e loop
      return query select platform.strings_of(element);
    end loop;
  when 'array' then
    for element in select e.value from jsonb_array_elements(value) e loop
      if element ->> 'type' = 'text' and jsonb_typeof(element -> 'text') = 'string' then
        run := coalesce(run, '') || (element ->> 'text');
        return query select platform.strings_of(element - 'text' - 'type');
      elsif run is null or element ->> 'type' is distinct from 'hardBreak' then
        if run is not null then return next run; run := null; end if;
        return query select platform.strings_of(element);
      end if;
    end loop;
    if run is not null then return next run; end if;
  else null;
  end case;
end $$;


--
-- Name: text_of_place(text, text); Type: FUNCTION; Schema: platform; Owner: -
--

CREATE FUNCTION platform.text_of_place(kind text, name text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $$
  select case kind when 'json' then format('platform.words_of(t.%I)', name)
    when 'texts' then format('array_to_string(t.%I, E''\n'')', name) else format('t.%I', name) end
$$;


--
-- Name: word_pattern(text); Type: FUNCTION; Schema: platform; Owner: -
--

CREATE FUNCTION platform.word_pattern(word text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $$
  select string_agg('\U' || lpad(to_hex(ascii(letter)), 8, '0'), '[ \u0009\u000a\u000d\u00a0\u200b\u3000-]{0,2}' order by at)
  from regexp_split_to_table(
    platform.fold_words(regexp_replace(word, '[ \u0009\u000a\u000d\u00a0\u200b\u3000-]', '', 'g')), '')
    with ordinality as l (letter, at)
$$;


--
-- Name: words_of(jsonb); Type: FUNCTION; Schema: platform; Owner: -
--

CREATE FUNCTION platform.words_of(value jsonb) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $$
  select coalesce(string_agg(one, E'\n'), '') from platform.strings_of(value) as s (one)
$$;


--
-- Name: erase(uuid, text[], jsonb, text[], timestamp with time zone); Type: FUNCTION; Schema: publication; Owner: -
--

CREATE FUNCTION publication.erase(of_erasure uuid, wanted text[], files jsonb, prints text[], at timestamp with time zone) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  asked publication.erasure;
  subject platform.erasing_subject;
  patterns text[];
  done jsonb;
begin
  select * into asked from publication.erasure e where e.id = of_erasure for update;
  if asked.state is distinct from 'proposed' or asked.confirmed_by is null
    or asked.words_hash <> sha256(asked.words_salt || convert_to(array_to_string(wanted, E'\n'), 'UTF8')) then
    raise exception 'two people have not decided about these words' using errcode = 'insufficient_privilege';
  end if;
  subject := publication.erasing_subject(asked.item);
  patterns := array(select platform.word_pattern(one) from unnest(wanted) as w (one));
  perform disclosure.begin_erasing(subject, patterns, files, at);
  done := platform.erase_words(subject, patterns, files);
  perform screening.forget(subject.revisions, prints);
  perform similarity.forget(subject.disclosure);
  return done;
end $$;


--
-- Name: erasing_subject(uuid); Type: FUNCTION; Schema: publication; Owner: -
--

CREATE FUNCTION publication.erasing_subject(of_item uuid) RETURNS platform.erasing_subject
    LANGUAGE sql STABLE
    AS $$
  select (i.disclosure, i.unit, i.id, i.slug, r.revisions,
    array[i.disclosure::text, i.id::text, i.slug] || r.revisions::text[])::platform.erasing_subject
  from publication.item i
  cross join lateral (select coalesce(array_agg(v.id), '{}') as revisions from disclosure.revision v
    where v.disclosure_id = i.disclosure) r
  where i.id = of_item
$$;


--
-- Name: finish_erasing(bigint, timestamp with time zone); Type: FUNCTION; Schema: publication; Owner: -
--

CREATE FUNCTION publication.finish_erasing(of_index bigint, at timestamp with time zone) RETURNS text[]
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  gone text[];
begin
  if of_index >= transparency_log.visible_size() then
    raise exception 'entry % is not public', of_index using errcode = 'insufficient_privilege';
  end if;
  select coalesce(array_agg(distinct p.sha256), '{}') into gone from publication.erasure_part e
    join publication.part p using (item, version, position) where e.log_index = of_index and p.sha256 is not null;
  perform set_config('gongkai.erasing', 'yes', true);
  update publication.item_attachment a set sha256 = null, erased_at = at
    from publication.erasure_part e join publication.part p using (item, version, position)
    where e.log_index = of_index and p.kind = 'attachment' and p.sha256 is not null
      and a.item = p.item and a.version = p.version and a.sha256 = p.sha256;
  perform set_config('gongkai.erasing', '', true);
  update publication.part p set salt = null, bytes = null, sha256 = null, erased_at = at
    from publication.erasure_part e
    where e.log_index = of_index and p.item = e.item and p.version = e.version and p.position = e.position
      and p.erased_at is null;
  return gone;
end $$;


--
-- Name: keep_erasure(); Type: FUNCTION; Schema: publication; Owner: -
--

CREATE FUNCTION publication.keep_erasure() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if tg_op = 'DELETE' or old.state in ('done', 'cancelled') or new.id <> old.id or new.item <> old.item
    or new.ground <> old.ground or new.removes <> old.removes or new.found <> old.found or new.words <> old.words
    or new.proposed_by <> old.proposed_by or new.proposed_at <> old.proposed_at
    or (old.confirmed_by is not null and new.confirmed_by is distinct from old.confirmed_by)
    or (new.words_hash is not null and new.words_hash is distinct from old.words_hash) then
    raise exception 'what was decided about an erasure cannot change' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;


--
-- Name: may_see(jsonb, text, integer, integer[]); Type: FUNCTION; Schema: publication; Owner: -
--

CREATE FUNCTION publication.may_see(reader jsonb, scope text, scope_unit integer, audience_units integer[]) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select case
    when scope = 'society' then true
    when reader is null then false
    when scope = 'wholeParty' then
      exists (select from jsonb_array_elements(coalesce(reader -> 'affiliations', '[]')) tie where tie ->> 'kind' = 'member')
    when scope = 'unit' then
      exists (select from jsonb_array_elements(coalesce(reader -> 'affiliations', '[]')) tie
        where strpos(tie ->> 'path', '/' || scope_unit || '/') > 0)
    when scope = 'specific' then
      exists (select from jsonb_array_elements(coalesce(reader -> 'affiliations', '[]')) tie
        where (tie ->> 'unit')::integer = any (audience_units))
    else false
  end
$$;


--
-- Name: times_taken(); Type: FUNCTION; Schema: publication; Owner: -
--

CREATE FUNCTION publication.times_taken() RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select count(*) from publication.registration
  where effect in ('withdraw', 'close', 'redact') and scope = 'society' and revealed_at is not null
$$;


--
-- Name: forget(uuid[], text[]); Type: FUNCTION; Schema: screening; Owner: -
--

CREATE FUNCTION screening.forget(of_revisions uuid[], prints text[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
  perform set_config('gongkai.erasing', 'yes', true);
  update screening.finding f set masked = '×', fingerprint = repeat('0', 64)
    where f.fingerprint = any (prints)
      and f.screening_id in (select s.id from screening.screening s where s.revision = any (of_revisions));
  update screening.decision d set fingerprint = repeat('0', 64)
    where d.fingerprint = any (prints) and d.revision = any (of_revisions);
  perform set_config('gongkai.erasing', '', true);
end $$;


--
-- Name: answer(text, text, text, text, timestamp with time zone, timestamp with time zone, timestamp with time zone, bigint, text[], boolean, integer); Type: FUNCTION; Schema: search; Owner: -
--

CREATE FUNCTION search.answer(wanted text, titled text, about text, exact text, since timestamp with time zone, until timestamp with time zone, before_at timestamp with time zone, before_number bigint, phrases text[], newest boolean, candidates integer) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  reader jsonb := platform.current_reader();
  top bigint := before_number;
  found record;
  heads search.hit[] := '{}';
  texts search.hit[] := '{}';
  numbers search.hit[] := '{}';
begin
  if until is not null then
    top := (select d.number from search.document d where d.published_at < until order by d.published_at desc, d.number desc limit 1);
  end if;
  top := coalesce(top, (select max(d.number) from search.document d), 0);
  select * into found from search.find(wanted::tsquery, reader, top, since, until, before_at, before_number, phrases,
    case when cardinality(phrases) > 0 then 100 else 400 end, 1000);
  if not newest then
    -- What has it better has it.
    if titled is not null and cardinality(found.hits) > 0 then
      select f.hits into heads from search.find(titled::tsquery, reader, top, since, until, null, null, phrases, 100, 400) f;
    end if;
    if about is not null and cardinality(found.hits) > 0 then
      select f.hits into texts from search.find(about::tsquery, reader, top, since, until, null, null, phrases, 60, 200) f;
    end if;
    if exact is not null then
      select f.hits into numbers from search.find(exact::tsquery, reader, top, since, until, null, null, phrases, 10, 20) f;
    end if;
  end if;
  return jsonb_build_object(
    'total', cardinality(found.hits), 'complete', found.complete,
    'facets', (select coalesce(jsonb_agg(jsonb_build_array(g.name, g.value, g.many, g.sample) order by g.many desc, g.value), '[]')
      from (
        select case when grouping(h.unit) = 0 then 'unit' when grouping(h.line) = 0 then 'line' when grouping(h.kind) = 0 then 'kind'
            when grouping(h.category) = 0 then 'category' when grouping(h.scope) = 0 then 'scope' else 'year' end as name,
          coalesce(h.unit::text, h.line::text, h.kind, h.category, h.scope, h.year::text) as value,
          count(*) as many, max(h.number) as sample,
          row_number() over (partition by grouping(h.unit, h.line, h.kind, h.category, h.scope, h.year) order by count(*) desc) as place
        from (select *, extract(year from published_at at time zone 'Asia/Shanghai')::integer as year from unnest(found.hits)) h
        group by grouping sets ((h.unit), (h.line), (h.kind), (h.category), (h.scope), (h.year))) g
      where g.value is not null and g.value <> '' and g.place <= 13),
    'candidates', (
      with one as (
        select n.number, 8 as class, n.published_at, n.letters from unnest(numbers) n
        union all (select h.number, 4, h.published_at, h.letters from unnest(heads) h order by h.letters, h.number desc limit candidates / 2)
        union all (select h.number, 4, h.published_at, h.letters from unnest(heads) h order by h.published_at desc limit candidates / 4)
        union all (select x.number, 2, x.published_at, x.letters from unnest(texts) x order by x.published_at desc limit candidates / 4)
        union all (select p.number, 1, p.published_at, p.letters from unnest(found.hits) p
          order by p.published_at desc, p.number desc limit candidates)),
      each as (
        select number, bit_or(class) as class, max(published_at) as published_at from one group by number
        order by case when newest then 0 else bit_or(class) end desc, max(published_at) desc, number desc limit candidates)
      select coalesce(jsonb_agg(jsonb_build_array(e.number, e.class, extract(epoch from e.published_at), d.title)
        order by e.class desc, e.published_at desc, e.number desc), '[]')
      from each e join search.document d on d.number = e.number));
end $$;


--
-- Name: find(tsquery, jsonb, bigint, timestamp with time zone, timestamp with time zone, timestamp with time zone, bigint, text[], integer, integer); Type: FUNCTION; Schema: search; Owner: -
--

CREATE FUNCTION search.find(wanted tsquery, reader jsonb, top bigint, since timestamp with time zone, until timestamp with time zone, before_at timestamp with time zone, before_number bigint, phrases text[], enough integer, most integer, OUT hits search.hit[], OUT complete boolean) RETURNS record
    LANGUAGE plpgsql STABLE
    SET enable_seqscan TO 'off'
    SET enable_indexscan TO 'off'
    SET enable_indexonlyscan TO 'off'
    AS $$
declare
  level integer := 0;
  place bigint;
  near tsquery;
  many integer;
  is_full boolean;
begin
  loop
    place := top / (2048 << level);
    complete := level >= 10 or place = 0;
    near := case when complete then wanted
      else format('''@%s.%s'' | ''@%s.%s''', level, place, level, place - 1)::tsquery && wanted end;
    hits := array(
      select (d.number, d.unit, d.line, d.affairs_kind, d.category, d.scope, d.published_at, length(d.title))::search.hit
      from search.document d
      where d.terms @@ near and (d.scope = 'society' or search.may_see(reader, d.scope, d.scope_unit, d.audience_units))
        and (since is null or d.published_at >= since) and (until is null or d.published_at < until)
        and (before_at is null or (d.published_at, d.number) < (before_at, before_number))
      order by d.published_at desc, d.number desc limit most + 1);
    is_full := cardinality(hits) > most;
    hits := hits[1:most];
    if cardinality(phrases) > 0 then hits := search.holding(hits, phrases); end if;
    many := cardinality(hits);
    -- Nearly enough is enough: the next look would cost as much as all before it.
    exit when complete or is_full or many >= enough * 5 / 8;
    level := case
      when many = 0 then level + 5
      -- So few in all, if what is wanted is spread evenly, that the whole list is the shorter way. Words in quotation marks are
      -- read in the texts, whose number is kept small.
      when cardinality(phrases) = 0 and many * top / search.width(top, level) <= 3 * most then 10
      else coalesce((select min(l) from generate_series(level + 1, 9) l
        where many * search.width(top, l) / search.width(top, level) >= enough), 10) end;
  end loop;
  complete := complete and not is_full;
end $$;


--
-- Name: forget_erased(); Type: FUNCTION; Schema: search; Owner: -
--

CREATE FUNCTION search.forget_erased() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if current_setting('gongkai.erasing', true) = 'yes'
    and (new.title, new.body, new.folded) is distinct from (old.title, old.body, old.folded) then
    new.terms := '';
  end if;
  return new;
end $$;


--
-- Name: holding(search.hit[], text[]); Type: FUNCTION; Schema: search; Owner: -
--

CREATE FUNCTION search.holding(hits search.hit[], phrases text[]) RETURNS search.hit[]
    LANGUAGE sql STABLE
    AS $$
  select array(select h from unnest(hits) h join search.document d on d.number = h.number
    where (select bool_and(strpos(coalesce(d.folded, d.body), p) > 0 or strpos(lower(d.title), p) > 0) from unnest(phrases) p))
$$;


--
-- Name: may_see(jsonb, text, integer, integer[]); Type: FUNCTION; Schema: search; Owner: -
--

CREATE FUNCTION search.may_see(reader jsonb, scope text, scope_unit integer, audience_units integer[]) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select case
    when scope = 'society' then true
    when reader is null then false
    when scope = 'wholeParty' then
      exists (select from jsonb_array_elements(coalesce(reader -> 'affiliations', '[]')) tie where tie ->> 'kind' = 'member')
    when scope = 'unit' then
      exists (select from jsonb_array_elements(coalesce(reader -> 'affiliations', '[]')) tie
        where strpos(tie ->> 'path', '/' || scope_unit || '/') > 0)
    when scope = 'specific' then
      exists (select from jsonb_array_elements(coalesce(reader -> 'affiliations', '[]')) tie
        where (tie ->> 'unit')::integer = any (audience_units))
    else false
  end
$$;


--
-- Name: places(bigint); Type: FUNCTION; Schema: search; Owner: -
--

CREATE FUNCTION search.places(number bigint) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select array(select '@' || level || '.' || (number >> (11 + level)) from generate_series(0, 9) level)
$$;


--
-- Name: width(bigint, integer); Type: FUNCTION; Schema: search; Owner: -
--

CREATE FUNCTION search.width(top bigint, level integer) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select top + 1 - greatest(0, top / (2048 << level) - 1) * (2048 << level)
$$;


--
-- Name: find_hits(integer[], integer); Type: FUNCTION; Schema: similarity; Owner: -
--

CREATE FUNCTION similarity.find_hits(wanted integer[], most integer) RETURNS TABLE(fingerprint integer, subject uuid, unit_id integer)
    LANGUAGE sql STABLE
    SET enable_seqscan TO 'off'
    AS $$
  select w.fingerprint, hit.subject, hit.unit_id
  from unnest(wanted) as w (fingerprint)
  cross join lateral (
    select t.subject, t.unit_id from similarity.text t where t.fingerprints @> array[w.fingerprint] limit most
  ) hit
$$;


--
-- Name: forget(uuid); Type: FUNCTION; Schema: similarity; Owner: -
--

CREATE FUNCTION similarity.forget(disclosure uuid) RETURNS void
    LANGUAGE sql
    AS $$
  update similarity.text t set fingerprints = '{}' where t.subject = forget.disclosure
$$;


--
-- Name: append(bytea, text, boolean); Type: FUNCTION; Schema: transparency_log; Owner: -
--

CREATE FUNCTION transparency_log.append(entry bytea, type text, urgent boolean, OUT idx bigint, OUT leaf bytea) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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


--
-- Name: check_head(); Type: FUNCTION; Schema: transparency_log; Owner: -
--

CREATE FUNCTION transparency_log.check_head() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if new.size <= (select max(size) from transparency_log.head) then
    raise exception 'a head of size % is not beyond the last one', new.size using errcode = 'check_violation';
  end if;
  if new.root <> transparency_log.root(new.size) then
    raise exception 'the head of size % is not the root of what is stored', new.size using errcode = 'check_violation';
  end if;
  return new;
end $$;


--
-- Name: check_published(); Type: FUNCTION; Schema: transparency_log; Owner: -
--

CREATE FUNCTION transparency_log.check_published() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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


--
-- Name: extend_tree(); Type: FUNCTION; Schema: transparency_log; Owner: -
--

CREATE FUNCTION transparency_log.extend_tree() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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


--
-- Name: node(integer, bigint); Type: FUNCTION; Schema: transparency_log; Owner: -
--

CREATE FUNCTION transparency_log.node(level integer, index bigint) RETURNS bytea
    LANGUAGE sql STABLE
    AS $$
  select case when level = 0 then l.leaf else substring(l.nodes from (level - 1) * 32 + 1 for 32) end
  from transparency_log.leaf l where l.idx = ((index + 1) << level) - 1
$$;


--
-- Name: root(bigint); Type: FUNCTION; Schema: transparency_log; Owner: -
--

CREATE FUNCTION transparency_log.root(size bigint) RETURNS bytea
    LANGUAGE plpgsql STABLE
    AS $$
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


--
-- Name: visible_size(); Type: FUNCTION; Schema: transparency_log; Owner: -
--

CREATE FUNCTION transparency_log.visible_size() RETURNS bigint
    LANGUAGE sql STABLE
    AS $$
  select coalesce((select size from transparency_log.published order by seq desc limit 1), 0)
$$;


--
-- Name: brief; Type: TABLE; Schema: carriers; Owner: -
--

CREATE TABLE carriers.brief (
    id uuid NOT NULL,
    unit integer NOT NULL,
    name text NOT NULL,
    year integer,
    number integer,
    slug text,
    state text DEFAULT 'draft'::text NOT NULL,
    period_from date NOT NULL,
    period_to date NOT NULL,
    foreword text DEFAULT ''::text NOT NULL,
    sections jsonb DEFAULT '[]'::jsonb NOT NULL,
    proposed_by uuid,
    proposed_by_name text,
    returned_why text DEFAULT ''::text NOT NULL,
    issued_by_name text,
    issued_at timestamp with time zone,
    withdrawn_at timestamp with time zone,
    withdrawn_why text DEFAULT ''::text NOT NULL,
    lock_version integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT brief_check CHECK ((period_from <= period_to)),
    CONSTRAINT brief_check1 CHECK ((((number IS NULL) = (year IS NULL)) AND ((number IS NULL) = (slug IS NULL)) AND ((number IS NULL) = (issued_at IS NULL)))),
    CONSTRAINT brief_check2 CHECK (((state = ANY (ARRAY['issued'::text, 'withdrawn'::text])) = (issued_at IS NOT NULL))),
    CONSTRAINT brief_check3 CHECK (((state = 'withdrawn'::text) = (withdrawn_at IS NOT NULL))),
    CONSTRAINT brief_foreword_check CHECK ((length(foreword) <= 2000)),
    CONSTRAINT brief_name_check CHECK (((length(name) >= 2) AND (length(name) <= 60))),
    CONSTRAINT brief_number_check CHECK ((number > 0)),
    CONSTRAINT brief_returned_why_check CHECK ((length(returned_why) <= 500)),
    CONSTRAINT brief_sections_check CHECK ((jsonb_typeof(sections) = 'array'::text)),
    CONSTRAINT brief_slug_check CHECK ((slug ~ '^[0-9a-z]{8}$'::text)),
    CONSTRAINT brief_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'proposed'::text, 'issued'::text, 'withdrawn'::text]))),
    CONSTRAINT brief_withdrawn_why_check CHECK ((length(withdrawn_why) <= 500))
);


--
-- Name: carrier; Type: TABLE; Schema: carriers; Owner: -
--

CREATE TABLE carriers.carrier (
    id uuid NOT NULL,
    unit integer NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    state text DEFAULT 'draft'::text NOT NULL,
    reach text DEFAULT 'society'::text NOT NULL,
    place text DEFAULT ''::text NOT NULL,
    floor text DEFAULT ''::text NOT NULL,
    longitude double precision,
    latitude double precision,
    address text DEFAULT ''::text NOT NULL,
    post text DEFAULT ''::text NOT NULL,
    phone text DEFAULT ''::text NOT NULL,
    opening text DEFAULT ''::text NOT NULL,
    photo_sha256 text,
    photo_media text,
    number text,
    registered_on date,
    filed_by uuid,
    reason text DEFAULT ''::text NOT NULL,
    lock_version integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT carrier_address_check CHECK ((length(address) <= 300)),
    CONSTRAINT carrier_check CHECK (((longitude IS NULL) = (latitude IS NULL))),
    CONSTRAINT carrier_check1 CHECK (((photo_sha256 IS NULL) = (photo_media IS NULL))),
    CONSTRAINT carrier_check2 CHECK (((reach = 'society'::text) OR (kind = 'board'::text))),
    CONSTRAINT carrier_check3 CHECK (((state <> ALL (ARRAY['registered'::text, 'suspended'::text])) OR (number IS NOT NULL))),
    CONSTRAINT carrier_floor_check CHECK ((length(floor) <= 50)),
    CONSTRAINT carrier_kind_check CHECK ((kind = ANY (ARRAY['website'::text, 'account'::text, 'board'::text, 'screen'::text, 'kiosk'::text, 'brief'::text, 'radio'::text, 'mobilePaper'::text]))),
    CONSTRAINT carrier_latitude_check CHECK (((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision))),
    CONSTRAINT carrier_longitude_check CHECK (((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision))),
    CONSTRAINT carrier_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
    CONSTRAINT carrier_opening_check CHECK ((length(opening) <= 200)),
    CONSTRAINT carrier_phone_check CHECK ((length(phone) <= 50)),
    CONSTRAINT carrier_photo_sha256_check CHECK ((photo_sha256 ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT carrier_place_check CHECK ((length(place) <= 200)),
    CONSTRAINT carrier_post_check CHECK ((length(post) <= 50)),
    CONSTRAINT carrier_reach_check CHECK ((reach = ANY (ARRAY['society'::text, 'inner'::text]))),
    CONSTRAINT carrier_reason_check CHECK ((length(reason) <= 500)),
    CONSTRAINT carrier_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'filed'::text, 'returned'::text, 'registered'::text, 'suspended'::text, 'closed'::text])))
);


--
-- Name: carrier_event; Type: TABLE; Schema: carriers; Owner: -
--

CREATE TABLE carriers.carrier_event (
    ordinal bigint NOT NULL,
    carrier uuid NOT NULL,
    action text NOT NULL,
    person uuid,
    person_name text NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT carrier_event_action_check CHECK ((action = ANY (ARRAY['create'::text, 'change'::text, 'photo'::text, 'file'::text, 'register'::text, 'return'::text, 'suspend'::text, 'resume'::text, 'close'::text]))),
    CONSTRAINT carrier_event_note_check CHECK ((length(note) <= 500))
);


--
-- Name: carrier_event_ordinal_seq; Type: SEQUENCE; Schema: carriers; Owner: -
--

ALTER TABLE carriers.carrier_event ALTER COLUMN ordinal ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME carriers.carrier_event_ordinal_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: channel_receipt; Type: TABLE; Schema: carriers; Owner: -
--

CREATE TABLE carriers.channel_receipt (
    fact uuid NOT NULL,
    channel text NOT NULL,
    item uuid NOT NULL,
    slug text NOT NULL,
    unit integer NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    asked integer DEFAULT 0 NOT NULL,
    asked_at timestamp with time zone,
    last_error text,
    created_at timestamp with time zone NOT NULL,
    gone_at timestamp with time zone,
    CONSTRAINT channel_receipt_last_error_check CHECK ((length(last_error) <= 500)),
    CONSTRAINT channel_receipt_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'gone'::text, 'showing'::text, 'superseded'::text])))
);


--
-- Name: delivery; Type: TABLE; Schema: carriers; Owner: -
--

CREATE TABLE carriers.delivery (
    id uuid NOT NULL,
    ordinal bigint NOT NULL,
    kind text NOT NULL,
    carrier uuid NOT NULL,
    fact uuid NOT NULL,
    what text NOT NULL,
    item uuid NOT NULL,
    slug text NOT NULL,
    version integer,
    unit integer NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    next_attempt_at timestamp with time zone,
    due_at timestamp with time zone,
    receipt jsonb,
    created_at timestamp with time zone NOT NULL,
    settled_at timestamp with time zone,
    CONSTRAINT delivery_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT delivery_check CHECK (((state = 'waiting'::text) = (settled_at IS NULL))),
    CONSTRAINT delivery_kind_check CHECK ((kind ~ '^[a-z][a-z-]{1,29}$'::text)),
    CONSTRAINT delivery_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'delivered'::text, 'superseded'::text, 'givenUp'::text]))),
    CONSTRAINT delivery_what_check CHECK ((what = ANY (ARRAY['publish'::text, 'change'::text, 'withdraw'::text])))
);


--
-- Name: delivery_attempt; Type: TABLE; Schema: carriers; Owner: -
--

CREATE TABLE carriers.delivery_attempt (
    delivery uuid NOT NULL,
    attempt integer NOT NULL,
    at timestamp with time zone NOT NULL,
    outcome text NOT NULL,
    answer text NOT NULL,
    milliseconds integer NOT NULL,
    ordinal bigint NOT NULL,
    CONSTRAINT delivery_attempt_answer_check CHECK ((length(answer) <= 500)),
    CONSTRAINT delivery_attempt_attempt_check CHECK ((attempt > 0)),
    CONSTRAINT delivery_attempt_milliseconds_check CHECK ((milliseconds >= 0)),
    CONSTRAINT delivery_attempt_outcome_check CHECK ((outcome = ANY (ARRAY['delivered'::text, 'failed'::text])))
);


--
-- Name: delivery_attempt_ordinal_seq; Type: SEQUENCE; Schema: carriers; Owner: -
--

ALTER TABLE carriers.delivery_attempt ALTER COLUMN ordinal ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME carriers.delivery_attempt_ordinal_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: delivery_ordinal_seq; Type: SEQUENCE; Schema: carriers; Owner: -
--

ALTER TABLE carriers.delivery ALTER COLUMN ordinal ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME carriers.delivery_ordinal_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: device; Type: TABLE; Schema: carriers; Owner: -
--

CREATE TABLE carriers.device (
    id uuid NOT NULL,
    carrier uuid NOT NULL,
    kind text NOT NULL,
    key_hash text NOT NULL,
    key_made_at timestamp with time zone NOT NULL,
    next_key_hash text,
    shows text DEFAULT 'unit'::text NOT NULL,
    silent_after_minutes integer DEFAULT 30 NOT NULL,
    paired_at timestamp with time zone NOT NULL,
    paired_by_name text NOT NULL,
    revoked_at timestamp with time zone,
    last_contact_at timestamp with time zone,
    last_hash text,
    expected_hash text,
    mismatch_since timestamp with time zone,
    last_shown text[] DEFAULT '{}'::text[] NOT NULL,
    last_skew_seconds integer,
    last_version text,
    CONSTRAINT device_expected_hash_check CHECK ((length(expected_hash) <= 64)),
    CONSTRAINT device_key_hash_check CHECK ((key_hash ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT device_kind_check CHECK ((kind = ANY (ARRAY['screen'::text, 'kiosk'::text]))),
    CONSTRAINT device_last_hash_check CHECK ((length(last_hash) <= 64)),
    CONSTRAINT device_last_version_check CHECK ((length(last_version) <= 40)),
    CONSTRAINT device_next_key_hash_check CHECK ((next_key_hash ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT device_shows_check CHECK ((shows = ANY (ARRAY['unit'::text, 'below'::text, 'site'::text]))),
    CONSTRAINT device_silent_after_minutes_check CHECK (((silent_after_minutes >= 5) AND (silent_after_minutes <= 10080)))
);


--
-- Name: finding; Type: TABLE; Schema: carriers; Owner: -
--

CREATE TABLE carriers.finding (
    id uuid NOT NULL,
    kind text NOT NULL,
    subject text NOT NULL,
    unit integer NOT NULL,
    carrier uuid,
    item uuid,
    evidence jsonb DEFAULT '{}'::jsonb NOT NULL,
    found_at timestamp with time zone NOT NULL,
    resolved_at timestamp with time zone,
    CONSTRAINT finding_check CHECK ((resolved_at >= found_at)),
    CONSTRAINT finding_kind_check CHECK ((kind = ANY (ARRAY['silentScreen'::text, 'boardWithoutSheet'::text, 'postingTooShort'::text, 'sheetOfWithdrawn'::text, 'channelStillShowing'::text, 'deliveryGivenUp'::text, 'receiptOverdue'::text, 'otherBytes'::text, 'webhookDisabled'::text, 'mailRefused'::text]))),
    CONSTRAINT finding_subject_check CHECK (((length(subject) >= 1) AND (length(subject) <= 200)))
);


--
-- Name: pairing; Type: TABLE; Schema: carriers; Owner: -
--

CREATE TABLE carriers.pairing (
    id uuid NOT NULL,
    kind text NOT NULL,
    code text NOT NULL,
    secret_hash text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    carrier uuid,
    confirmed_by_name text,
    CONSTRAINT pairing_code_check CHECK ((code ~ '^[0-9]{8}$'::text)),
    CONSTRAINT pairing_kind_check CHECK ((kind = ANY (ARRAY['screen'::text, 'kiosk'::text])))
);


--
-- Name: posting; Type: TABLE; Schema: carriers; Owner: -
--

CREATE TABLE carriers.posting (
    id uuid NOT NULL,
    board uuid NOT NULL,
    item uuid NOT NULL,
    version integer NOT NULL,
    slug text NOT NULL,
    unit integer NOT NULL,
    state text DEFAULT 'toPost'::text NOT NULL,
    rule text NOT NULL,
    days integer NOT NULL,
    day_kind text NOT NULL,
    due_on date NOT NULL,
    due_why jsonb DEFAULT '[]'::jsonb NOT NULL,
    posted_at timestamp with time zone,
    claimed_at timestamp with time zone,
    posted_by uuid,
    posted_by_name text,
    photo_sha256 text,
    photo_media text,
    until date,
    until_why jsonb DEFAULT '[]'::jsonb NOT NULL,
    ends text,
    ends_at timestamp with time zone,
    reminded_at timestamp with time zone,
    taken_at timestamp with time zone,
    taken_by_name text,
    taken_photo_sha256 text,
    taken_photo_media text,
    planned_at timestamp with time zone NOT NULL,
    posted_place text,
    posted_latitude double precision,
    posted_longitude double precision,
    posted_accuracy integer,
    CONSTRAINT posting_check CHECK (((state = ANY (ARRAY['posted'::text, 'takenDown'::text])) = (posted_at IS NOT NULL))),
    CONSTRAINT posting_check1 CHECK (((state = 'takenDown'::text) = (taken_at IS NOT NULL))),
    CONSTRAINT posting_check2 CHECK (((ends IS NULL) = (ends_at IS NULL))),
    CONSTRAINT posting_day_kind_check CHECK ((day_kind = ANY (ARRAY['calendar'::text, 'working'::text]))),
    CONSTRAINT posting_days_check CHECK ((days > 0)),
    CONSTRAINT posting_ends_check CHECK ((ends = ANY (ARRAY['withdrawn'::text, 'replaced'::text]))),
    CONSTRAINT posting_photo_sha256_check CHECK ((photo_sha256 ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT posting_place_of_posted CHECK (((posted_at IS NOT NULL) OR ((posted_place IS NULL) AND (posted_latitude IS NULL)))),
    CONSTRAINT posting_place_whole CHECK ((((posted_latitude IS NULL) = (posted_longitude IS NULL)) AND ((posted_accuracy IS NULL) OR (posted_latitude IS NOT NULL)))),
    CONSTRAINT posting_posted_accuracy_check CHECK (((posted_accuracy >= 0) AND (posted_accuracy <= 100000))),
    CONSTRAINT posting_posted_latitude_check CHECK (((posted_latitude >= ('-90'::integer)::double precision) AND (posted_latitude <= (90)::double precision))),
    CONSTRAINT posting_posted_longitude_check CHECK (((posted_longitude >= ('-180'::integer)::double precision) AND (posted_longitude <= (180)::double precision))),
    CONSTRAINT posting_posted_place_check CHECK (((length(posted_place) >= 1) AND (length(posted_place) <= 500))),
    CONSTRAINT posting_state_check CHECK ((state = ANY (ARRAY['toPost'::text, 'posted'::text, 'takenDown'::text, 'dropped'::text]))),
    CONSTRAINT posting_taken_photo_sha256_check CHECK ((taken_photo_sha256 ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT posting_version_check CHECK ((version > 0))
);


--
-- Name: posting_rule; Type: TABLE; Schema: carriers; Owner: -
--

CREATE TABLE carriers.posting_rule (
    code text NOT NULL,
    days integer NOT NULL,
    day_kind text NOT NULL,
    within_days integer NOT NULL,
    floor_days integer,
    source text NOT NULL,
    CONSTRAINT posting_rule_check CHECK (((floor_days IS NULL) OR (days >= floor_days))),
    CONSTRAINT posting_rule_day_kind_check CHECK ((day_kind = ANY (ARRAY['calendar'::text, 'working'::text]))),
    CONSTRAINT posting_rule_days_check CHECK (((days >= 1) AND (days <= 365))),
    CONSTRAINT posting_rule_floor_days_check CHECK ((floor_days > 0)),
    CONSTRAINT posting_rule_within_days_check CHECK (((within_days >= 0) AND (within_days <= 60)))
);


--
-- Name: register_serial; Type: TABLE; Schema: carriers; Owner: -
--

CREATE TABLE carriers.register_serial (
    year integer NOT NULL,
    last integer NOT NULL,
    CONSTRAINT register_serial_last_check CHECK ((last > 0))
);


--
-- Name: webhook; Type: TABLE; Schema: carriers; Owner: -
--

CREATE TABLE carriers.webhook (
    id uuid NOT NULL,
    unit integer NOT NULL,
    name text NOT NULL,
    url text NOT NULL,
    state text DEFAULT 'active'::text NOT NULL,
    secret text NOT NULL,
    old_secret text,
    old_secret_until timestamp with time zone,
    failing_since timestamp with time zone,
    disabled_at timestamp with time zone,
    disabled_why text,
    lock_version integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT webhook_check CHECK (((old_secret IS NULL) = (old_secret_until IS NULL))),
    CONSTRAINT webhook_check1 CHECK (((state = 'disabled'::text) = (disabled_at IS NOT NULL))),
    CONSTRAINT webhook_check2 CHECK (((disabled_at IS NULL) = (disabled_why IS NULL))),
    CONSTRAINT webhook_disabled_why_check CHECK ((disabled_why = ANY (ARRAY['failing'::text, 'gone'::text, 'person'::text]))),
    CONSTRAINT webhook_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
    CONSTRAINT webhook_state_check CHECK ((state = ANY (ARRAY['active'::text, 'disabled'::text, 'removed'::text]))),
    CONSTRAINT webhook_url_check CHECK (((length(url) >= 10) AND (length(url) <= 500)))
);


--
-- Name: catalogue; Type: TABLE; Schema: catalogue; Owner: -
--

CREATE TABLE catalogue.catalogue (
    id uuid NOT NULL,
    unit_id integer NOT NULL,
    affairs_kind text NOT NULL,
    year smallint NOT NULL,
    version integer NOT NULL,
    title text NOT NULL,
    kind text NOT NULL,
    state text NOT NULL,
    based_on uuid,
    template_id uuid,
    lock integer DEFAULT 0 NOT NULL,
    created_by uuid NOT NULL,
    created_name text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    updated_name text NOT NULL,
    submitted_by uuid,
    submitted_name text,
    approved_by uuid,
    approved_name text,
    registered_by uuid,
    registered_name text,
    return_reason text,
    in_force_from date,
    superseded_on date,
    content_sha256 text,
    pending_since timestamp with time zone,
    stays_shown boolean DEFAULT false NOT NULL,
    CONSTRAINT catalogue_affairs_kind_check CHECK ((affairs_kind = ANY (ARRAY['party'::text, 'government'::text, 'village'::text, 'factory'::text, 'school'::text, 'hospital'::text]))),
    CONSTRAINT catalogue_check CHECK (((state <> ALL (ARRAY['inForce'::text, 'superseded'::text])) OR ((in_force_from IS NOT NULL) AND (content_sha256 IS NOT NULL)))),
    CONSTRAINT catalogue_check1 CHECK (((approved_by IS DISTINCT FROM submitted_by) OR (approved_by IS NULL))),
    CONSTRAINT catalogue_content_sha256_check CHECK ((content_sha256 ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT catalogue_kind_check CHECK ((kind = ANY (ARRAY['yearly'::text, 'adjustment'::text]))),
    CONSTRAINT catalogue_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'approved'::text, 'filed'::text, 'registered'::text, 'inForce'::text, 'superseded'::text, 'discarded'::text]))),
    CONSTRAINT catalogue_version_check CHECK ((version > 0)),
    CONSTRAINT catalogue_year_check CHECK (((year >= 2000) AND (year <= 2200)))
);


--
-- Name: duty; Type: TABLE; Schema: catalogue; Owner: -
--

CREATE TABLE catalogue.duty (
    id uuid NOT NULL,
    unit_id integer NOT NULL,
    affairs_kind text NOT NULL,
    catalogue_id uuid NOT NULL,
    item_id uuid NOT NULL,
    item_key uuid NOT NULL,
    period text NOT NULL,
    event_id uuid,
    opens_on date NOT NULL,
    due_on date NOT NULL,
    nominal_on date NOT NULL,
    posting jsonb NOT NULL,
    warnings jsonb NOT NULL,
    explanation jsonb NOT NULL,
    state text DEFAULT 'open'::text NOT NULL,
    fulfilled_at timestamp with time zone,
    fulfilled_on date,
    publication uuid,
    withhold_reason text,
    withhold_note text,
    review_on date,
    notice_public boolean,
    cancel_code text,
    cancel_reason text,
    settled_by uuid,
    settled_name text,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT duty_check CHECK (((state = ANY (ARRAY['fulfilled'::text, 'fulfilledInPart'::text])) = (fulfilled_at IS NOT NULL))),
    CONSTRAINT duty_check1 CHECK (((fulfilled_at IS NULL) = (fulfilled_on IS NULL))),
    CONSTRAINT duty_check2 CHECK (((state = 'withheld'::text) = ((withhold_reason IS NOT NULL) AND (review_on IS NOT NULL) AND (notice_public IS NOT NULL)))),
    CONSTRAINT duty_state_check CHECK ((state = ANY (ARRAY['open'::text, 'fulfilled'::text, 'fulfilledInPart'::text, 'withheld'::text, 'cancelled'::text])))
);


--
-- Name: duty_change; Type: TABLE; Schema: catalogue; Owner: -
--

CREATE TABLE catalogue.duty_change (
    id bigint NOT NULL,
    duty_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    cause text NOT NULL,
    actor uuid,
    actor_name text,
    before_on date,
    after_on date,
    note text NOT NULL
);


--
-- Name: duty_change_id_seq; Type: SEQUENCE; Schema: catalogue; Owner: -
--

ALTER TABLE catalogue.duty_change ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME catalogue.duty_change_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: duty_default; Type: TABLE; Schema: catalogue; Owner: -
--

CREATE TABLE catalogue.duty_default (
    id bigint NOT NULL,
    unit_id integer,
    key text NOT NULL,
    amount integer NOT NULL,
    unit text NOT NULL,
    changed_by uuid NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT duty_default_amount_check CHECK (((amount >= 0) AND (amount <= 1000))),
    CONSTRAINT duty_default_unit_check CHECK ((unit = ANY (ARRAY['working_day'::text, 'calendar_day'::text, 'month'::text])))
);


--
-- Name: duty_default_id_seq; Type: SEQUENCE; Schema: catalogue; Owner: -
--

ALTER TABLE catalogue.duty_default ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME catalogue.duty_default_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: editor; Type: TABLE; Schema: catalogue; Owner: -
--

CREATE TABLE catalogue.editor (
    catalogue_id uuid NOT NULL,
    person uuid NOT NULL,
    name text NOT NULL,
    first_at timestamp with time zone NOT NULL
);


--
-- Name: filed_content; Type: TABLE; Schema: catalogue; Owner: -
--

CREATE TABLE catalogue.filed_content (
    catalogue_id uuid NOT NULL,
    sha256 text NOT NULL,
    content text NOT NULL,
    filed_at timestamp with time zone NOT NULL,
    CONSTRAINT filed_content_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
);


--
-- Name: history; Type: TABLE; Schema: catalogue; Owner: -
--

CREATE TABLE catalogue.history (
    id bigint NOT NULL,
    catalogue_id uuid NOT NULL,
    move text NOT NULL,
    from_state text,
    to_state text NOT NULL,
    actor uuid,
    actor_name text,
    at timestamp with time zone NOT NULL,
    opinion text NOT NULL
);


--
-- Name: history_id_seq; Type: SEQUENCE; Schema: catalogue; Owner: -
--

ALTER TABLE catalogue.history ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME catalogue.history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: item; Type: TABLE; Schema: catalogue; Owner: -
--

CREATE TABLE catalogue.item (
    id uuid NOT NULL,
    catalogue_id uuid NOT NULL,
    item_key uuid NOT NULL,
    "position" integer NOT NULL,
    matter1 text NOT NULL,
    matter2 text NOT NULL,
    content text NOT NULL,
    basis text NOT NULL,
    scope text NOT NULL,
    audience text NOT NULL,
    mode text NOT NULL,
    carriers text[] NOT NULL,
    time_kind text NOT NULL,
    time_limit text NOT NULL,
    clauses jsonb NOT NULL,
    flagged jsonb NOT NULL,
    stages text[] NOT NULL,
    responsible text NOT NULL,
    admin_level text NOT NULL,
    retention text NOT NULL,
    note text NOT NULL,
    lock integer DEFAULT 0 NOT NULL,
    updated_by uuid NOT NULL,
    updated_name text NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT item_mode_check CHECK ((mode = ANY (ARRAY['proactive'::text, 'onRequest'::text]))),
    CONSTRAINT item_retention_check CHECK ((retention = ANY (ARRAY['permanent'::text, 'years30'::text, 'years10'::text]))),
    CONSTRAINT item_scope_check CHECK ((scope = ANY (ARRAY['society'::text, 'wholeParty'::text, 'unit'::text, 'specific'::text]))),
    CONSTRAINT item_time_kind_check CHECK ((time_kind = ANY (ARRAY['standing'::text, 'periodic'::text, 'staged'::text, 'prompt'::text])))
);


--
-- Name: unit; Type: TABLE; Schema: organisations; Owner: -
--

CREATE TABLE organisations.unit (
    id integer NOT NULL,
    code text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL,
    short_name text,
    level text NOT NULL,
    kind text NOT NULL,
    superior_id integer,
    line_id integer,
    path text NOT NULL COLLATE pg_catalog."C",
    state text DEFAULT 'active'::text NOT NULL,
    merged_into_id integer,
    uscc text,
    address text,
    phone text,
    public_contact text,
    website text,
    office_hours text,
    introduction text,
    sort_order integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    level_rank smallint GENERATED ALWAYS AS (
CASE level
    WHEN 'province'::text THEN 0
    WHEN 'city'::text THEN 1
    WHEN 'district'::text THEN 2
    WHEN 'town'::text THEN 3
    ELSE 4
END) STORED NOT NULL,
    search_terms text[] GENERATED ALWAYS AS (organisations.search_terms(name, short_name)) STORED NOT NULL,
    CONSTRAINT unit_check CHECK ((path ~~ (('%/'::text || id) || '/'::text))),
    CONSTRAINT unit_check1 CHECK (((state = 'merged'::text) = (merged_into_id IS NOT NULL))),
    CONSTRAINT unit_check2 CHECK (((superior_id IS NOT NULL) OR (path = (('/'::text || id) || '/'::text)))),
    CONSTRAINT unit_level_check CHECK ((level = ANY (ARRAY['province'::text, 'city'::text, 'district'::text, 'town'::text, 'village'::text]))),
    CONSTRAINT unit_state_check CHECK ((state = ANY (ARRAY['active'::text, 'merged'::text, 'dissolved'::text])))
);
ALTER TABLE ONLY organisations.unit ALTER COLUMN search_terms SET STATISTICS 500;


--
-- Name: unit_ref; Type: VIEW; Schema: catalogue; Owner: -
--

CREATE VIEW catalogue.unit_ref AS
 SELECT unit.id,
    unit.name,
    unit.path,
    unit.line_id,
    unit.kind,
    unit.superior_id,
    unit.state,
    unit.code
   FROM organisations.unit;


--
-- Name: public_catalogue; Type: VIEW; Schema: catalogue; Owner: -
--

CREATE VIEW catalogue.public_catalogue WITH (security_barrier='true') AS
 SELECT c.id,
    c.unit_id,
    u.name AS unit_name,
    c.affairs_kind,
    c.year,
    c.version,
    c.title,
    c.in_force_from,
    c.content_sha256
   FROM (catalogue.catalogue c
     JOIN catalogue.unit_ref u ON ((u.id = c.unit_id)))
  WHERE ((c.pending_since IS NULL) AND ((c.state = 'inForce'::text) OR c.stays_shown));


--
-- Name: public_duty; Type: VIEW; Schema: catalogue; Owner: -
--

CREATE VIEW catalogue.public_duty WITH (security_barrier='true') AS
 SELECT d.id,
    d.unit_id,
    d.affairs_kind,
    d.catalogue_id,
    d.item_id,
    d.item_key,
    d.period,
    d.opens_on,
    d.due_on,
    d.state,
    d.fulfilled_on,
    d.publication,
    d.withhold_reason,
    d.review_on,
        CASE
            WHEN (c.pending_since IS NULL) THEN i.matter1
            ELSE o.matter1
        END AS matter1,
        CASE
            WHEN (c.pending_since IS NULL) THEN i.matter2
            ELSE o.matter2
        END AS matter2,
        CASE
            WHEN (c.pending_since IS NULL) THEN i.scope
            ELSE o.scope
        END AS scope
   FROM (((((catalogue.duty d
     JOIN catalogue.item i ON ((i.id = d.item_id)))
     JOIN catalogue.catalogue c ON ((c.id = i.catalogue_id)))
     JOIN catalogue.unit_ref u ON ((u.id = d.unit_id)))
     LEFT JOIN catalogue.catalogue s ON (((s.unit_id = d.unit_id) AND (s.affairs_kind = d.affairs_kind) AND s.stays_shown AND (c.pending_since IS NOT NULL))))
     LEFT JOIN catalogue.item o ON (((o.catalogue_id = s.id) AND (o.item_key = d.item_key))))
  WHERE (((c.pending_since IS NULL) OR ((o.id IS NOT NULL) AND (d.created_at < c.pending_since))) AND ((
        CASE
            WHEN (c.pending_since IS NULL) THEN i.scope
            ELSE o.scope
        END = 'society'::text) OR catalogue.reader_sees(( SELECT platform.current_reader() AS current_reader),
        CASE
            WHEN (c.pending_since IS NULL) THEN i.scope
            ELSE o.scope
        END, u.path)) AND (d.state <> 'cancelled'::text) AND COALESCE(d.notice_public, true));


--
-- Name: public_item; Type: VIEW; Schema: catalogue; Owner: -
--

CREATE VIEW catalogue.public_item WITH (security_barrier='true') AS
 SELECT i.id,
    i.catalogue_id,
    i.item_key,
    i."position",
    i.matter1,
    i.matter2,
    i.content,
    i.basis,
    i.scope,
    i.audience,
    i.mode,
    i.carriers,
    i.time_kind,
    i.time_limit,
    i.responsible,
    i.admin_level
   FROM ((catalogue.item i
     JOIN catalogue.catalogue c ON ((c.id = i.catalogue_id)))
     JOIN catalogue.unit_ref u ON ((u.id = c.unit_id)))
  WHERE ((c.pending_since IS NULL) AND ((c.state = 'inForce'::text) OR c.stays_shown) AND ((i.scope = 'society'::text) OR catalogue.reader_sees(( SELECT platform.current_reader() AS current_reader), i.scope, u.path)) AND ((NOT (EXISTS ( SELECT
           FROM catalogue.duty d
          WHERE ((d.unit_id = c.unit_id) AND (d.affairs_kind = c.affairs_kind) AND (d.item_key = i.item_key) AND (d.state = 'withheld'::text) AND (NOT d.notice_public))))) OR (EXISTS ( SELECT
           FROM catalogue.duty d
          WHERE ((d.unit_id = c.unit_id) AND (d.affairs_kind = c.affairs_kind) AND (d.item_key = i.item_key) AND (d.state <> 'cancelled'::text) AND COALESCE(d.notice_public, true))))));


--
-- Name: registration; Type: TABLE; Schema: catalogue; Owner: -
--

CREATE TABLE catalogue.registration (
    catalogue_id uuid NOT NULL,
    log_index bigint NOT NULL,
    leaf text NOT NULL,
    claimed_at timestamp with time zone NOT NULL,
    CONSTRAINT registration_leaf_check CHECK ((leaf ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT registration_log_index_check CHECK ((log_index >= 0))
);


--
-- Name: template; Type: TABLE; Schema: catalogue; Owner: -
--

CREATE TABLE catalogue.template (
    id uuid NOT NULL,
    unit_id integer NOT NULL,
    affairs_kind text NOT NULL,
    unit_kinds text[] NOT NULL,
    title text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    lock integer DEFAULT 0 NOT NULL,
    created_by uuid NOT NULL,
    created_name text NOT NULL,
    created_at timestamp with time zone NOT NULL
);


--
-- Name: template_item; Type: TABLE; Schema: catalogue; Owner: -
--

CREATE TABLE catalogue.template_item (
    template_id uuid NOT NULL,
    item_key uuid NOT NULL,
    "position" integer NOT NULL,
    fields jsonb NOT NULL
);


--
-- Name: template_proposal; Type: TABLE; Schema: catalogue; Owner: -
--

CREATE TABLE catalogue.template_proposal (
    id uuid NOT NULL,
    template_id uuid NOT NULL,
    template_version integer NOT NULL,
    unit_id integer NOT NULL,
    affairs_kind text NOT NULL,
    change text NOT NULL,
    item_key uuid NOT NULL,
    before jsonb,
    after jsonb,
    state text DEFAULT 'open'::text NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    decided_by uuid,
    decided_name text,
    decided_at timestamp with time zone,
    reason text,
    CONSTRAINT template_proposal_change_check CHECK ((change = ANY (ARRAY['added'::text, 'removed'::text, 'changed'::text]))),
    CONSTRAINT template_proposal_state_check CHECK ((state = ANY (ARRAY['open'::text, 'accepted'::text, 'declined'::text])))
);


--
-- Name: trigger_event; Type: TABLE; Schema: catalogue; Owner: -
--

CREATE TABLE catalogue.trigger_event (
    id uuid NOT NULL,
    unit_id integer NOT NULL,
    affairs_kind text NOT NULL,
    item_key uuid NOT NULL,
    trigger text NOT NULL,
    happened_on date NOT NULL,
    title text NOT NULL,
    stage text,
    recorded_by uuid NOT NULL,
    recorded_name text NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT trigger_event_stage_check CHECK ((stage = ANY (ARRAY['before'::text, 'decision'::text, 'result'::text])))
);


--
-- Name: after_review; Type: TABLE; Schema: disclosure; Owner: -
--

CREATE TABLE disclosure.after_review (
    revision_id uuid NOT NULL,
    step_key text NOT NULL,
    lane smallint DEFAULT 0 NOT NULL,
    kind text NOT NULL,
    role text NOT NULL,
    unit_id integer NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    due_steps jsonb DEFAULT '[]'::jsonb NOT NULL,
    closed_at timestamp with time zone,
    outcome text,
    told_late_at timestamp with time zone,
    CONSTRAINT after_review_check CHECK (((closed_at IS NULL) = (outcome IS NULL))),
    CONSTRAINT after_review_lane_check CHECK ((lane >= 0)),
    CONSTRAINT after_review_outcome_check CHECK ((outcome = ANY (ARRAY['passed'::text, 'objected'::text, 'dropped'::text, 'replaced'::text])))
);


--
-- Name: attachment; Type: TABLE; Schema: disclosure; Owner: -
--

CREATE TABLE disclosure.attachment (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    revision_id uuid NOT NULL,
    "position" integer NOT NULL,
    name text NOT NULL,
    sha256 text NOT NULL,
    size bigint NOT NULL,
    media text NOT NULL,
    text text DEFAULT ''::text NOT NULL,
    notes jsonb DEFAULT '[]'::jsonb NOT NULL,
    added_by uuid NOT NULL,
    added_by_name text NOT NULL,
    added_at timestamp with time zone NOT NULL,
    CONSTRAINT attachment_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
    CONSTRAINT attachment_position_check CHECK (("position" >= 0)),
    CONSTRAINT attachment_size_check CHECK ((size >= 0))
);


--
-- Name: comment; Type: TABLE; Schema: disclosure; Owner: -
--

CREATE TABLE disclosure.comment (
    id bigint NOT NULL,
    disclosure_id uuid NOT NULL,
    revision_id uuid NOT NULL,
    person uuid NOT NULL,
    person_name text NOT NULL,
    text text NOT NULL,
    mentions jsonb DEFAULT '[]'::jsonb NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT comment_mentions_check CHECK ((jsonb_typeof(mentions) = 'array'::text)),
    CONSTRAINT comment_text_check CHECK (((length(text) >= 1) AND (length(text) <= 2000)))
);


--
-- Name: comment_id_seq; Type: SEQUENCE; Schema: disclosure; Owner: -
--

ALTER TABLE disclosure.comment ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME disclosure.comment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: disclosure; Type: TABLE; Schema: disclosure; Owner: -
--

CREATE TABLE disclosure.disclosure (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    unit_id integer NOT NULL,
    unit_path text NOT NULL COLLATE pg_catalog."C",
    line_id integer,
    number text NOT NULL,
    created_by uuid NOT NULL,
    created_by_name text NOT NULL,
    created_at timestamp with time zone NOT NULL
);


--
-- Name: draft_conflict; Type: TABLE; Schema: disclosure; Owner: -
--

CREATE TABLE disclosure.draft_conflict (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    revision_id uuid NOT NULL,
    person uuid NOT NULL,
    person_name text NOT NULL,
    base_lock_version integer NOT NULL,
    content jsonb NOT NULL,
    at timestamp with time zone NOT NULL,
    settled_at timestamp with time zone,
    settled_by uuid
);


--
-- Name: event; Type: TABLE; Schema: disclosure; Owner: -
--

CREATE TABLE disclosure.event (
    id bigint NOT NULL,
    disclosure_id uuid NOT NULL,
    revision_id uuid NOT NULL,
    kind text NOT NULL,
    person uuid,
    person_name text,
    principal uuid,
    principal_name text,
    note text DEFAULT ''::text NOT NULL,
    at timestamp with time zone NOT NULL
);


--
-- Name: event_id_seq; Type: SEQUENCE; Schema: disclosure; Owner: -
--

ALTER TABLE disclosure.event ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME disclosure.event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: matter; Type: TABLE; Schema: disclosure; Owner: -
--

CREATE TABLE disclosure.matter (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    unit_id integer NOT NULL,
    unit_path text NOT NULL COLLATE pg_catalog."C",
    line_id integer,
    kind text NOT NULL,
    title text NOT NULL,
    affairs_kind text NOT NULL,
    inside boolean NOT NULL,
    outside boolean NOT NULL,
    inside_row uuid,
    outside_row uuid,
    created_by uuid NOT NULL,
    created_by_name text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    closed_by uuid,
    closed_by_name text,
    closed_reason text,
    CONSTRAINT matter_check CHECK ((inside OR outside)),
    CONSTRAINT matter_check1 CHECK ((inside OR (inside_row IS NULL))),
    CONSTRAINT matter_check2 CHECK ((outside OR (outside_row IS NULL))),
    CONSTRAINT matter_check3 CHECK (((closed_at IS NULL) = (closed_reason IS NULL))),
    CONSTRAINT matter_kind_check CHECK ((kind = ANY (ARRAY['majorDecision'::text, 'majorAppointment'::text, 'majorProject'::text, 'majorFunds'::text]))),
    CONSTRAINT matter_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200)))
);


--
-- Name: matter_stage; Type: TABLE; Schema: disclosure; Owner: -
--

CREATE TABLE disclosure.matter_stage (
    matter_id uuid NOT NULL,
    stage text NOT NULL,
    audience text NOT NULL,
    disclosure_id uuid NOT NULL,
    happened_on date NOT NULL,
    duty_id uuid,
    started_by uuid NOT NULL,
    started_by_name text NOT NULL,
    started_at timestamp with time zone NOT NULL,
    CONSTRAINT matter_stage_audience_check CHECK ((audience = ANY (ARRAY['inside'::text, 'outside'::text]))),
    CONSTRAINT matter_stage_stage_check CHECK ((stage = ANY (ARRAY['before'::text, 'decision'::text, 'result'::text])))
);


--
-- Name: opinion_request; Type: TABLE; Schema: disclosure; Owner: -
--

CREATE TABLE disclosure.opinion_request (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    revision_id uuid NOT NULL,
    step_key text NOT NULL,
    lane smallint NOT NULL,
    timing text NOT NULL,
    role text NOT NULL,
    unit_id integer NOT NULL,
    person uuid,
    person_name text,
    question text NOT NULL,
    asked_by uuid NOT NULL,
    asked_by_name text NOT NULL,
    principal uuid,
    asked_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    outcome text,
    CONSTRAINT opinion_request_check CHECK (((person IS NULL) = (person_name IS NULL))),
    CONSTRAINT opinion_request_check1 CHECK (((ended_at IS NULL) = (outcome IS NULL))),
    CONSTRAINT opinion_request_lane_check CHECK ((lane >= 0)),
    CONSTRAINT opinion_request_outcome_check CHECK ((outcome = ANY (ARRAY['given'::text, 'takenBack'::text, 'caseMoved'::text]))),
    CONSTRAINT opinion_request_timing_check CHECK ((timing = ANY (ARRAY['before'::text, 'after'::text])))
);


--
-- Name: process_definition; Type: TABLE; Schema: disclosure; Owner: -
--

CREATE TABLE disclosure.process_definition (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    unit_id integer,
    unit_kind text,
    affairs_kind text,
    version integer NOT NULL,
    name text NOT NULL,
    steps jsonb NOT NULL,
    created_by uuid,
    created_by_name text,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT process_definition_affairs_kind_check CHECK ((affairs_kind = ANY (ARRAY['party'::text, 'government'::text, 'village'::text, 'factory'::text, 'school'::text, 'hospital'::text]))),
    CONSTRAINT process_definition_name_check CHECK (((length(name) >= 1) AND (length(name) <= 80))),
    CONSTRAINT process_definition_steps_check CHECK (((jsonb_typeof(steps) = 'array'::text) AND (jsonb_array_length(steps) >= 3))),
    CONSTRAINT process_definition_version_check CHECK ((version > 0))
);


--
-- Name: revision_editor; Type: TABLE; Schema: disclosure; Owner: -
--

CREATE TABLE disclosure.revision_editor (
    revision_id uuid NOT NULL,
    person uuid NOT NULL,
    person_name text NOT NULL,
    principal uuid,
    first_at timestamp with time zone NOT NULL,
    last_saved_at timestamp with time zone NOT NULL
);


--
-- Name: seen; Type: TABLE; Schema: disclosure; Owner: -
--

CREATE TABLE disclosure.seen (
    revision_id uuid NOT NULL,
    person uuid NOT NULL,
    last_event bigint NOT NULL,
    last_comment bigint NOT NULL,
    at timestamp with time zone NOT NULL
);


--
-- Name: serial; Type: TABLE; Schema: disclosure; Owner: -
--

CREATE TABLE disclosure.serial (
    unit_id integer NOT NULL,
    year integer NOT NULL,
    last integer NOT NULL,
    CONSTRAINT serial_last_check CHECK ((last > 0))
);


--
-- Name: signature; Type: TABLE; Schema: disclosure; Owner: -
--

CREATE TABLE disclosure.signature (
    id bigint NOT NULL,
    revision_id uuid NOT NULL,
    move text NOT NULL,
    step_key text,
    person uuid NOT NULL,
    person_name text NOT NULL,
    principal uuid,
    principal_name text,
    unit_id integer,
    unit_name text,
    opinion text NOT NULL,
    content_sha256 text NOT NULL,
    at timestamp with time zone NOT NULL,
    lane smallint,
    request_id uuid,
    CONSTRAINT signature_check CHECK (((principal IS NULL) = (principal_name IS NULL))),
    CONSTRAINT signature_check1 CHECK ((principal IS DISTINCT FROM person)),
    CONSTRAINT signature_lane_check CHECK ((lane >= 0)),
    CONSTRAINT signature_move_check CHECK ((move = ANY (ARRAY['propose'::text, 'proposeUrgently'::text, 'pass'::text, 'countersign'::text, 'approve'::text, 'giveOpinion'::text, 'return'::text, 'escalate'::text, 'recall'::text, 'reschedule'::text, 'cancelApproved'::text, 'passAfterwards'::text, 'objectAfterwards'::text])))
);


--
-- Name: signature_id_seq; Type: SEQUENCE; Schema: disclosure; Owner: -
--

ALTER TABLE disclosure.signature ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME disclosure.signature_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: similarity_check; Type: TABLE; Schema: disclosure; Owner: -
--

CREATE TABLE disclosure.similarity_check (
    revision_id uuid NOT NULL,
    content_sha256 text NOT NULL,
    texts integer NOT NULL,
    top_percent integer NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT similarity_check_texts_check CHECK ((texts >= 0)),
    CONSTRAINT similarity_check_top_percent_check CHECK (((top_percent >= 0) AND (top_percent <= 100)))
);


--
-- Name: step_reminder; Type: TABLE; Schema: disclosure; Owner: -
--

CREATE TABLE disclosure.step_reminder (
    step_id bigint NOT NULL,
    due_on date NOT NULL,
    in_working_days smallint NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT step_reminder_in_working_days_check CHECK ((in_working_days = ANY (ARRAY[5, 1, 0, '-1'::integer])))
);


--
-- Name: step_state; Type: TABLE; Schema: disclosure; Owner: -
--

CREATE TABLE disclosure.step_state (
    id bigint NOT NULL,
    revision_id uuid NOT NULL,
    step_key text NOT NULL,
    kind text NOT NULL,
    role text NOT NULL,
    unit_id integer NOT NULL,
    unit_path text NOT NULL COLLATE pg_catalog."C",
    line_id integer,
    escalated boolean DEFAULT false NOT NULL,
    started_at timestamp with time zone NOT NULL,
    due_on date,
    due_steps jsonb DEFAULT '[]'::jsonb NOT NULL,
    claimed_by uuid,
    claimed_by_name text,
    ended_at timestamp with time zone,
    outcome text,
    lane smallint DEFAULT 0 NOT NULL,
    request_id uuid,
    person uuid,
    person_name text,
    nobody_since timestamp with time zone,
    CONSTRAINT step_state_check CHECK (((claimed_by IS NULL) = (claimed_by_name IS NULL))),
    CONSTRAINT step_state_check1 CHECK (((ended_at IS NULL) = (outcome IS NULL))),
    CONSTRAINT step_state_check2 CHECK (((person IS NULL) = (person_name IS NULL))),
    CONSTRAINT step_state_kind_check CHECK ((kind = ANY (ARRAY['review'::text, 'riskAssessment'::text, 'legality'::text, 'secrecyReview'::text, 'countersign'::text, 'approval'::text]))),
    CONSTRAINT step_state_lane_check CHECK ((lane >= 0))
);


--
-- Name: step_state_id_seq; Type: SEQUENCE; Schema: disclosure; Owner: -
--

ALTER TABLE disclosure.step_state ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME disclosure.step_state_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: term; Type: TABLE; Schema: disclosure; Owner: -
--

CREATE TABLE disclosure.term (
    unit_id integer,
    key text NOT NULL,
    amount integer NOT NULL,
    unit text NOT NULL,
    changed_by uuid,
    changed_by_name text,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT term_amount_check CHECK (((amount >= 0) AND (amount <= 1000))),
    CONSTRAINT term_key_check CHECK ((key = ANY (ARRAY['afterReview'::text, 'withholdingReview'::text, 'insideFirst'::text, 'insideBefore'::text, 'outsideBefore'::text]))),
    CONSTRAINT term_unit_check CHECK ((unit = ANY (ARRAY['hour'::text, 'working_day'::text, 'calendar_day'::text, 'month'::text])))
);


--
-- Name: text_template; Type: TABLE; Schema: disclosure; Owner: -
--

CREATE TABLE disclosure.text_template (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    unit_id integer NOT NULL,
    kind text NOT NULL,
    version integer NOT NULL,
    created_by uuid NOT NULL,
    created_by_name text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    retired_at timestamp with time zone,
    retired_by uuid,
    retired_by_name text,
    CONSTRAINT text_template_check CHECK (((retired_at IS NULL) = (retired_by IS NULL))),
    CONSTRAINT text_template_kind_check CHECK ((kind = ANY (ARRAY['template'::text, 'sample'::text, 'phrase'::text]))),
    CONSTRAINT text_template_version_check CHECK ((version > 0))
);


--
-- Name: text_template_version; Type: TABLE; Schema: disclosure; Owner: -
--

CREATE TABLE disclosure.text_template_version (
    template_id uuid NOT NULL,
    version integer NOT NULL,
    name text NOT NULL,
    unit_kind text,
    affairs_kind text,
    title text NOT NULL,
    body jsonb NOT NULL,
    note text NOT NULL,
    created_by uuid NOT NULL,
    created_by_name text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT text_template_version_affairs_kind_check CHECK ((affairs_kind = ANY (ARRAY['party'::text, 'government'::text, 'village'::text, 'factory'::text, 'school'::text, 'hospital'::text]))),
    CONSTRAINT text_template_version_body_check CHECK ((jsonb_typeof(body) = 'object'::text)),
    CONSTRAINT text_template_version_name_check CHECK (((length(name) >= 1) AND (length(name) <= 80))),
    CONSTRAINT text_template_version_note_check CHECK ((length(note) <= 500)),
    CONSTRAINT text_template_version_title_check CHECK ((length(title) <= 200)),
    CONSTRAINT text_template_version_version_check CHECK ((version > 0))
);


--
-- Name: watch; Type: TABLE; Schema: disclosure; Owner: -
--

CREATE TABLE disclosure.watch (
    disclosure_id uuid NOT NULL,
    person uuid NOT NULL,
    watching boolean NOT NULL,
    by_itself boolean NOT NULL,
    changed_at timestamp with time zone NOT NULL
);


--
-- Name: withhold_ground; Type: TABLE; Schema: disclosure; Owner: -
--

CREATE TABLE disclosure.withhold_ground (
    code text NOT NULL,
    "position" integer NOT NULL,
    norm text NOT NULL,
    article text NOT NULL,
    words text NOT NULL,
    effect text NOT NULL,
    category text NOT NULL,
    affairs text[] NOT NULL,
    CONSTRAINT withhold_ground_affairs_check CHECK ((cardinality(affairs) > 0)),
    CONSTRAINT withhold_ground_effect_check CHECK ((effect = ANY (ARRAY['never'::text, 'unlessConsent'::text, 'may'::text]))),
    CONSTRAINT withhold_ground_norm_check CHECK ((norm = ANY (ARRAY['partyRegulation'::text, 'order711'::text])))
);


--
-- Name: withholding; Type: TABLE; Schema: disclosure; Owner: -
--

CREATE TABLE disclosure.withholding (
    revision_id uuid NOT NULL,
    disclosure_id uuid NOT NULL,
    extent text NOT NULL,
    ground text NOT NULL,
    notice text NOT NULL,
    review_on date NOT NULL,
    decided_at timestamp with time zone NOT NULL,
    told_due_at timestamp with time zone,
    ended_at timestamp with time zone,
    ended_by uuid,
    CONSTRAINT withholding_extent_check CHECK ((extent = ANY (ARRAY['whole'::text, 'part'::text]))),
    CONSTRAINT withholding_notice_check CHECK ((notice = ANY (ARRAY['public'::text, 'none'::text])))
);


--
-- Name: affiliation; Type: TABLE; Schema: identity; Owner: -
--

CREATE TABLE identity.affiliation (
    id uuid NOT NULL,
    person uuid NOT NULL,
    unit integer NOT NULL,
    kind text NOT NULL,
    verified_by uuid,
    verified_by_name text,
    verified_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    end_reason text,
    CONSTRAINT affiliation_kind_check CHECK ((kind = ANY (ARRAY['member'::text, 'staff'::text, 'resident'::text])))
);


--
-- Name: delegation; Type: TABLE; Schema: identity; Owner: -
--

CREATE TABLE identity.delegation (
    id uuid NOT NULL,
    principal uuid NOT NULL,
    delegate uuid NOT NULL,
    grant_id uuid NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    reason text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    CONSTRAINT delegation_check CHECK ((principal <> delegate)),
    CONSTRAINT delegation_check1 CHECK ((ends_on >= starts_on))
);


--
-- Name: person; Type: TABLE; Schema: identity; Owner: -
--

CREATE TABLE identity.person (
    id uuid NOT NULL,
    account text NOT NULL,
    name text NOT NULL,
    home_unit integer NOT NULL,
    password_hash text,
    password_changed_at timestamp with time zone,
    must_change_password boolean DEFAULT false NOT NULL,
    totp_secret text,
    totp_confirmed_at timestamp with time zone,
    totp_last_step bigint DEFAULT 0 NOT NULL,
    state text DEFAULT 'active'::text NOT NULL,
    locale text,
    failed_attempts integer DEFAULT 0 NOT NULL,
    locked_until timestamp with time zone,
    last_sign_in_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    search_terms text[] GENERATED ALWAYS AS (organisations.search_terms(name, NULL::text)) STORED NOT NULL,
    CONSTRAINT person_account_check CHECK ((account = lower(account))),
    CONSTRAINT person_locale_check CHECK ((locale = ANY (ARRAY['zh-CN'::text, 'en'::text]))),
    CONSTRAINT person_state_check CHECK ((state = ANY (ARRAY['active'::text, 'disabled'::text])))
);
ALTER TABLE ONLY identity.person ALTER COLUMN search_terms SET STATISTICS 500;


--
-- Name: role_grant; Type: TABLE; Schema: identity; Owner: -
--

CREATE TABLE identity.role_grant (
    id uuid NOT NULL,
    person uuid NOT NULL,
    role text NOT NULL,
    unit integer NOT NULL,
    reach text NOT NULL,
    line integer,
    starts_on date NOT NULL,
    ends_on date,
    granted_by uuid,
    granted_by_name text,
    granted_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    ended_by uuid,
    end_reason text,
    CONSTRAINT role_grant_check CHECK (((reach = 'line'::text) = (line IS NOT NULL))),
    CONSTRAINT role_grant_check1 CHECK (((ends_on IS NULL) OR (ends_on >= starts_on))),
    CONSTRAINT role_grant_reach_check CHECK ((reach = ANY (ARRAY['own'::text, 'below'::text, 'line'::text])))
);


--
-- Name: session; Type: TABLE; Schema: identity; Owner: -
--

CREATE TABLE identity.session (
    id uuid NOT NULL,
    token_hash text NOT NULL,
    person uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    second_factor boolean NOT NULL,
    ip text,
    user_agent text,
    revoked_at timestamp with time zone
);


--
-- Name: sign_in_challenge; Type: TABLE; Schema: identity; Owner: -
--

CREATE TABLE identity.sign_in_challenge (
    token_hash text NOT NULL,
    person uuid NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    attempts integer DEFAULT 0 NOT NULL
);


--
-- Name: import_row; Type: TABLE; Schema: organisations; Owner: -
--

CREATE TABLE organisations.import_row (
    run_id uuid NOT NULL,
    seq integer NOT NULL,
    sheet text NOT NULL,
    "row" integer NOT NULL,
    code text NOT NULL COLLATE pg_catalog."C",
    name text,
    short_name text,
    level text,
    level_read text,
    kind text,
    superior_code text COLLATE pg_catalog."C",
    line_code text COLLATE pg_catalog."C",
    uscc text,
    address text,
    phone text,
    public_contact text,
    website text,
    office_hours text,
    introduction text,
    sort_order integer,
    outcome text,
    unit_id integer,
    superior_id integer,
    line_id integer,
    path text COLLATE pg_catalog."C",
    changes jsonb DEFAULT '[]'::jsonb NOT NULL,
    problems jsonb DEFAULT '[]'::jsonb NOT NULL,
    misfits jsonb DEFAULT '[]'::jsonb NOT NULL,
    CONSTRAINT import_row_outcome_check CHECK ((outcome = ANY (ARRAY['new'::text, 'changed'::text, 'unchanged'::text, 'error'::text])))
);


--
-- Name: leading_group; Type: TABLE; Schema: organisations; Owner: -
--

CREATE TABLE organisations.leading_group (
    unit_id integer NOT NULL,
    name text NOT NULL,
    document_number text,
    founded_on date,
    office_name text,
    office_address text,
    office_phone text,
    version integer DEFAULT 1 NOT NULL
);


--
-- Name: line; Type: TABLE; Schema: organisations; Owner: -
--

CREATE TABLE organisations.line (
    id integer NOT NULL,
    code text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL,
    lead_unit_id integer,
    version integer DEFAULT 1 NOT NULL
);


--
-- Name: line_id_seq; Type: SEQUENCE; Schema: organisations; Owner: -
--

ALTER TABLE organisations.line ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME organisations.line_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: post; Type: TABLE; Schema: organisations; Owner: -
--

CREATE TABLE organisations.post (
    id integer NOT NULL,
    unit_id integer NOT NULL,
    kind text NOT NULL,
    person uuid,
    person_name text NOT NULL,
    title text,
    duty text,
    phone text,
    from_on date NOT NULL,
    until_on date,
    ended_on date,
    ended_reason text,
    is_public boolean DEFAULT false NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT post_check CHECK ((until_on >= from_on)),
    CONSTRAINT post_check1 CHECK ((ended_on >= from_on)),
    CONSTRAINT post_check2 CHECK (((ended_on IS NULL) = (ended_reason IS NULL)))
);


--
-- Name: post_id_seq; Type: SEQUENCE; Schema: organisations; Owner: -
--

ALTER TABLE organisations.post ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME organisations.post_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: public_post; Type: VIEW; Schema: organisations; Owner: -
--

CREATE VIEW organisations.public_post AS
 SELECT post.id,
    post.unit_id,
    post.kind,
    post.person_name,
    post.title,
    post.duty,
    post.phone,
    post.from_on
   FROM organisations.post
  WHERE (post.is_public AND (post.ended_on IS NULL));


--
-- Name: unit_event; Type: TABLE; Schema: organisations; Owner: -
--

CREATE TABLE organisations.unit_event (
    id bigint NOT NULL,
    unit_id integer NOT NULL,
    kind text NOT NULL,
    on_date date NOT NULL,
    at timestamp with time zone NOT NULL,
    actor uuid,
    actor_name text,
    reason text,
    other_unit_id integer,
    changes jsonb DEFAULT '[]'::jsonb NOT NULL
);


--
-- Name: unit_event_id_seq; Type: SEQUENCE; Schema: organisations; Owner: -
--

ALTER TABLE organisations.unit_event ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME organisations.unit_event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: unit_id_seq; Type: SEQUENCE; Schema: organisations; Owner: -
--

ALTER TABLE organisations.unit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME organisations.unit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: unit_name; Type: TABLE; Schema: organisations; Owner: -
--

CREATE TABLE organisations.unit_name (
    id bigint NOT NULL,
    unit_id integer NOT NULL,
    from_on date NOT NULL,
    name text NOT NULL,
    short_name text,
    recorded_at timestamp with time zone NOT NULL
);


--
-- Name: unit_name_id_seq; Type: SEQUENCE; Schema: organisations; Owner: -
--

ALTER TABLE organisations.unit_name ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME organisations.unit_name_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: audit; Type: TABLE; Schema: platform; Owner: -
--

CREATE TABLE platform.audit (
    seq bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    actor uuid,
    actor_name text NOT NULL,
    principal uuid,
    action text NOT NULL,
    outcome text NOT NULL,
    code text,
    subject_kind text,
    subject text,
    unit integer,
    ip text,
    request text,
    data jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT audit_outcome_check CHECK ((outcome = ANY (ARRAY['done'::text, 'refused'::text, 'read'::text, 'failed'::text])))
);


--
-- Name: audit_seq_seq; Type: SEQUENCE; Schema: platform; Owner: -
--

ALTER TABLE platform.audit ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME platform.audit_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: calendar_day; Type: TABLE; Schema: platform; Owner: -
--

CREATE TABLE platform.calendar_day (
    date date NOT NULL,
    year smallint NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    source text NOT NULL,
    CONSTRAINT calendar_day_kind_check CHECK ((kind = ANY (ARRAY['holiday'::text, 'makeupWorkday'::text])))
);


--
-- Name: calendar_year; Type: TABLE; Schema: platform; Owner: -
--

CREATE TABLE platform.calendar_year (
    year smallint NOT NULL,
    source text NOT NULL,
    loaded_at timestamp with time zone NOT NULL,
    CONSTRAINT calendar_year_source_check CHECK ((source <> ''::text)),
    CONSTRAINT calendar_year_year_check CHECK (((year >= 2000) AND (year <= 2200)))
);


--
-- Name: digest; Type: TABLE; Schema: platform; Owner: -
--

CREATE TABLE platform.digest (
    id bigint NOT NULL,
    person uuid NOT NULL,
    for_day date NOT NULL,
    pace text NOT NULL,
    lines jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT digest_lines_check CHECK (((jsonb_typeof(lines) = 'array'::text) AND (jsonb_array_length(lines) > 0))),
    CONSTRAINT digest_pace_check CHECK ((pace = ANY (ARRAY['daily'::text, 'weekly'::text])))
);


--
-- Name: digest_id_seq; Type: SEQUENCE; Schema: platform; Owner: -
--

ALTER TABLE platform.digest ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME platform.digest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: fact; Type: TABLE; Schema: platform; Owner: -
--

CREATE TABLE platform.fact (
    seq bigint NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    version integer NOT NULL,
    at timestamp with time zone NOT NULL,
    actor uuid,
    unit integer,
    subject text NOT NULL,
    data jsonb NOT NULL
);


--
-- Name: fact_delivery; Type: TABLE; Schema: platform; Owner: -
--

CREATE TABLE platform.fact_delivery (
    fact_id uuid NOT NULL,
    room text NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: fact_seq_seq; Type: SEQUENCE; Schema: platform; Owner: -
--

ALTER TABLE platform.fact ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME platform.fact_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: import_run; Type: TABLE; Schema: platform; Owner: -
--

CREATE TABLE platform.import_run (
    id uuid NOT NULL,
    kind text NOT NULL,
    unit_id integer,
    file_name text NOT NULL,
    sha256 text NOT NULL,
    state text NOT NULL,
    total integer,
    done integer DEFAULT 0 NOT NULL,
    report jsonb DEFAULT '{}'::jsonb NOT NULL,
    created_by uuid NOT NULL,
    created_by_name text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    CONSTRAINT import_run_check CHECK (((finished_at IS NOT NULL) = (state = ANY (ARRAY['committed'::text, 'cancelled'::text, 'failed'::text])))),
    CONSTRAINT import_run_done_check CHECK ((done >= 0)),
    CONSTRAINT import_run_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT import_run_state_check CHECK ((state = ANY (ARRAY['checking'::text, 'checked'::text, 'committing'::text, 'committed'::text, 'cancelled'::text, 'failed'::text]))),
    CONSTRAINT import_run_total_check CHECK ((total >= 0))
);


--
-- Name: mail; Type: TABLE; Schema: platform; Owner: -
--

CREATE TABLE platform.mail (
    id uuid NOT NULL,
    kind text NOT NULL,
    ref uuid NOT NULL,
    owner uuid,
    locale text NOT NULL,
    sealed_to text,
    message_id text,
    state text DEFAULT 'waiting'::text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    next_at timestamp with time zone NOT NULL,
    lease_until timestamp with time zone,
    last_reason text,
    created_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    once text,
    CONSTRAINT mail_check CHECK (((state = 'sending'::text) = (lease_until IS NOT NULL))),
    CONSTRAINT mail_check1 CHECK (((state = ANY (ARRAY['waiting'::text, 'sending'::text])) = (ended_at IS NULL))),
    CONSTRAINT mail_check2 CHECK (((sealed_to IS NOT NULL) OR (ended_at IS NOT NULL))),
    CONSTRAINT mail_locale_check CHECK ((locale = ANY (ARRAY['zh-CN'::text, 'en'::text]))),
    CONSTRAINT mail_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sending'::text, 'sent'::text, 'shown'::text, 'refused'::text, 'givenUp'::text, 'cancelled'::text])))
);


--
-- Name: mail_shown; Type: TABLE; Schema: platform; Owner: -
--

CREATE TABLE platform.mail_shown (
    mail uuid NOT NULL,
    masked_to text NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    at timestamp with time zone NOT NULL
);


--
-- Name: migration; Type: TABLE; Schema: platform; Owner: -
--

CREATE TABLE platform.migration (
    room text NOT NULL,
    name text NOT NULL,
    checksum text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: notice_preference; Type: TABLE; Schema: platform; Owner: -
--

CREATE TABLE platform.notice_preference (
    person uuid NOT NULL,
    digest text NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT notice_preference_digest_check CHECK ((digest = ANY (ARRAY['off'::text, 'daily'::text, 'weekly'::text])))
);


--
-- Name: notification; Type: TABLE; Schema: platform; Owner: -
--

CREATE TABLE platform.notification (
    id bigint NOT NULL,
    person uuid NOT NULL,
    kind text NOT NULL,
    params jsonb DEFAULT '{}'::jsonb NOT NULL,
    link text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    read_at timestamp with time zone
);


--
-- Name: notification_id_seq; Type: SEQUENCE; Schema: platform; Owner: -
--

ALTER TABLE platform.notification ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME platform.notification_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: setting; Type: TABLE; Schema: platform; Owner: -
--

CREATE TABLE platform.setting (
    name text NOT NULL,
    value jsonb NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: stored_file; Type: TABLE; Schema: platform; Owner: -
--

CREATE TABLE platform.stored_file (
    sha256 text NOT NULL,
    size bigint NOT NULL,
    media text NOT NULL,
    kept_at timestamp with time zone NOT NULL,
    CONSTRAINT stored_file_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT stored_file_size_check CHECK ((size >= 0))
);


--
-- Name: word_place; Type: TABLE; Schema: platform; Owner: -
--

CREATE TABLE platform.word_place (
    place text NOT NULL,
    kind text NOT NULL,
    belongs text NOT NULL,
    CONSTRAINT word_place_kind_check CHECK ((kind = ANY (ARRAY['text'::text, 'texts'::text, 'json'::text]))),
    CONSTRAINT word_place_place_check CHECK (((place ~ '^[a-z_]+\.[a-z_]+\.[a-z_]+$'::text) AND (place !~ '^transparency_log\.'::text)))
);


--
-- Name: document_check; Type: TABLE; Schema: publication; Owner: -
--

CREATE TABLE publication.document_check (
    item uuid NOT NULL,
    version integer NOT NULL,
    kind text NOT NULL,
    unit integer NOT NULL,
    state text NOT NULL,
    code text,
    missing text[] DEFAULT '{}'::text[] NOT NULL,
    attempts integer DEFAULT 1 NOT NULL,
    checked_at timestamp with time zone NOT NULL,
    CONSTRAINT document_check_attempts_check CHECK ((attempts > 0)),
    CONSTRAINT document_check_check CHECK (((state = 'failed'::text) = (code IS NOT NULL))),
    CONSTRAINT document_check_code_check CHECK ((code = ANY (ARRAY['fonts-missing'::text, 'bad-input'::text, 'too-slow'::text, 'too-large'::text, 'crashed'::text]))),
    CONSTRAINT document_check_kind_check CHECK ((kind = ANY (ARRAY['pdf'::text, 'docx'::text]))),
    CONSTRAINT document_check_state_check CHECK ((state = ANY (ARRAY['made'::text, 'failed'::text]))),
    CONSTRAINT document_check_version_check CHECK ((version > 0))
);


--
-- Name: erasure; Type: TABLE; Schema: publication; Owner: -
--

CREATE TABLE publication.erasure (
    id uuid NOT NULL,
    item uuid NOT NULL,
    unit integer NOT NULL,
    ground text NOT NULL,
    state text DEFAULT 'proposed'::text NOT NULL,
    words_salt bytea,
    words_hash bytea,
    words integer NOT NULL,
    removes integer[] NOT NULL,
    found jsonb NOT NULL,
    proposed_by uuid NOT NULL,
    proposed_by_name text NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    confirmed_by uuid,
    confirmed_by_name text,
    confirmed_at timestamp with time zone,
    cancelled_by uuid,
    cancelled_by_name text,
    log_index bigint,
    version integer NOT NULL,
    masked integer DEFAULT 0 NOT NULL,
    removed integer DEFAULT 0 NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT erasure_check CHECK (((state = 'proposed'::text) = (words_hash IS NOT NULL))),
    CONSTRAINT erasure_check1 CHECK (((words_hash IS NULL) = (words_salt IS NULL))),
    CONSTRAINT erasure_check2 CHECK (((state <> ALL (ARRAY['registered'::text, 'done'::text])) OR (confirmed_by IS NOT NULL))),
    CONSTRAINT erasure_check3 CHECK (((state <> 'registered'::text) OR (log_index IS NOT NULL))),
    CONSTRAINT erasure_check4 CHECK ((confirmed_by IS DISTINCT FROM proposed_by)),
    CONSTRAINT erasure_ground_check CHECK ((ground = ANY (ARRAY['consentWithdrawn'::text, 'wrongDisclosure'::text, 'purposeEnded'::text, 'unlawful'::text, 'order'::text]))),
    CONSTRAINT erasure_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'registered'::text, 'done'::text, 'cancelled'::text]))),
    CONSTRAINT erasure_words_check CHECK ((words >= 0))
);


--
-- Name: erasure_part; Type: TABLE; Schema: publication; Owner: -
--

CREATE TABLE publication.erasure_part (
    log_index bigint NOT NULL,
    item uuid NOT NULL,
    version integer NOT NULL,
    "position" integer NOT NULL
);


--
-- Name: index_rule; Type: TABLE; Schema: publication; Owner: -
--

CREATE TABLE publication.index_rule (
    unit integer,
    pattern text NOT NULL,
    CONSTRAINT index_rule_pattern_check CHECK ((pattern ~~ '%{serial%}%'::text))
);


--
-- Name: index_serial; Type: TABLE; Schema: publication; Owner: -
--

CREATE TABLE publication.index_serial (
    authority text NOT NULL,
    year integer NOT NULL,
    last integer NOT NULL,
    CONSTRAINT index_serial_last_check CHECK ((last > 0))
);


--
-- Name: item; Type: TABLE; Schema: publication; Owner: -
--

CREATE TABLE publication.item (
    id uuid NOT NULL,
    disclosure uuid NOT NULL,
    slug text NOT NULL,
    index_number text NOT NULL,
    state text DEFAULT 'live'::text NOT NULL,
    version integer NOT NULL,
    unit integer NOT NULL,
    unit_name text NOT NULL,
    title text NOT NULL,
    document_number text,
    document_date date,
    scope text NOT NULL,
    scope_unit integer NOT NULL,
    audience_units integer[] DEFAULT '{}'::integer[] NOT NULL,
    affairs_kind text NOT NULL,
    category text NOT NULL,
    mode text NOT NULL,
    keywords text[] DEFAULT '{}'::text[] NOT NULL,
    validity text NOT NULL,
    expires_on date,
    last_purpose text NOT NULL,
    published_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    after_review text,
    withheld text,
    CONSTRAINT item_affairs_kind_check CHECK ((affairs_kind = ANY (ARRAY['party'::text, 'government'::text, 'village'::text, 'factory'::text, 'school'::text, 'hospital'::text]))),
    CONSTRAINT item_after_review_check CHECK ((after_review = ANY (ARRAY['awaited'::text, 'objected'::text]))),
    CONSTRAINT item_last_purpose_check CHECK ((last_purpose = ANY (ARRAY['publish'::text, 'correct'::text, 'clarify'::text, 'withdraw'::text, 'changeValidity'::text]))),
    CONSTRAINT item_mode_check CHECK ((mode = ANY (ARRAY['proactive'::text, 'onRequest'::text]))),
    CONSTRAINT item_scope_check CHECK ((scope = ANY (ARRAY['society'::text, 'wholeParty'::text, 'unit'::text, 'specific'::text]))),
    CONSTRAINT item_slug_check CHECK ((slug ~ '^[0-9a-hjkmnp-tv-z]{8}$'::text)),
    CONSTRAINT item_state_check CHECK ((state = ANY (ARRAY['registered'::text, 'live'::text, 'withdrawn'::text]))),
    CONSTRAINT item_validity_check CHECK ((validity = ANY (ARRAY['valid'::text, 'invalid'::text, 'repealed'::text]))),
    CONSTRAINT item_version_check CHECK ((version > 0)),
    CONSTRAINT item_withheld_check CHECK ((withheld = ANY (ARRAY['whole'::text, 'part'::text])))
);


--
-- Name: item_attachment; Type: TABLE; Schema: publication; Owner: -
--

CREATE TABLE publication.item_attachment (
    item uuid NOT NULL,
    version integer NOT NULL,
    "position" integer NOT NULL,
    name text NOT NULL,
    sha256 text,
    size bigint NOT NULL,
    media text NOT NULL,
    erased_at timestamp with time zone,
    CONSTRAINT item_attachment_check CHECK (((sha256 IS NULL) = (erased_at IS NOT NULL))),
    CONSTRAINT item_attachment_position_check CHECK (("position" > 0)),
    CONSTRAINT item_attachment_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT item_attachment_size_check CHECK ((size >= 0))
);


--
-- Name: item_matter; Type: TABLE; Schema: publication; Owner: -
--

CREATE TABLE publication.item_matter (
    item uuid NOT NULL,
    matter uuid NOT NULL,
    stage text NOT NULL,
    audience text NOT NULL,
    CONSTRAINT item_matter_audience_check CHECK ((audience = ANY (ARRAY['inside'::text, 'outside'::text]))),
    CONSTRAINT item_matter_stage_check CHECK ((stage = ANY (ARRAY['before'::text, 'decision'::text, 'result'::text])))
);


--
-- Name: item_version; Type: TABLE; Schema: publication; Owner: -
--

CREATE TABLE publication.item_version (
    item uuid NOT NULL,
    version integer NOT NULL,
    revision uuid NOT NULL,
    purpose text NOT NULL,
    scope text NOT NULL,
    scope_unit integer NOT NULL,
    audience_units integer[] DEFAULT '{}'::integer[] NOT NULL,
    content jsonb NOT NULL,
    content_sha256 text NOT NULL,
    body_text text NOT NULL,
    unit_name text NOT NULL,
    published_at timestamp with time zone NOT NULL,
    erasure jsonb,
    CONSTRAINT item_version_content_sha256_check CHECK ((content_sha256 ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT item_version_purpose_check CHECK ((purpose = ANY (ARRAY['publish'::text, 'correct'::text, 'clarify'::text, 'changeValidity'::text]))),
    CONSTRAINT item_version_scope_check CHECK ((scope = ANY (ARRAY['society'::text, 'wholeParty'::text, 'unit'::text, 'specific'::text]))),
    CONSTRAINT item_version_version_check CHECK ((version > 0))
);


--
-- Name: link; Type: TABLE; Schema: publication; Owner: -
--

CREATE TABLE publication.link (
    url text NOT NULL,
    kind text NOT NULL,
    host text NOT NULL,
    state text DEFAULT 'unchecked'::text NOT NULL,
    status integer,
    reason text,
    location text,
    checked_at timestamp with time zone,
    next_at timestamp with time zone NOT NULL,
    failed_days integer DEFAULT 0 NOT NULL,
    failed_on date,
    failing_since timestamp with time zone,
    CONSTRAINT link_kind_check CHECK ((kind = ANY (ARRAY['internal'::text, 'external'::text, 'attachment'::text]))),
    CONSTRAINT link_state_check CHECK ((state = ANY (ARRAY['unchecked'::text, 'ok'::text, 'redirected'::text, 'unreachable'::text, 'dead'::text]))),
    CONSTRAINT link_url_check CHECK ((length(url) <= 2100))
);


--
-- Name: link_check; Type: TABLE; Schema: publication; Owner: -
--

CREATE TABLE publication.link_check (
    id bigint NOT NULL,
    url text NOT NULL,
    at timestamp with time zone NOT NULL,
    state text NOT NULL,
    status integer,
    reason text,
    CONSTRAINT link_check_state_check CHECK ((state = ANY (ARRAY['ok'::text, 'redirected'::text, 'unreachable'::text, 'dead'::text])))
);


--
-- Name: link_check_id_seq; Type: SEQUENCE; Schema: publication; Owner: -
--

ALTER TABLE publication.link_check ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME publication.link_check_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: link_scan; Type: TABLE; Schema: publication; Owner: -
--

CREATE TABLE publication.link_scan (
    only_row boolean DEFAULT true NOT NULL,
    up_to bigint NOT NULL,
    CONSTRAINT link_scan_only_row_check CHECK (only_row)
);


--
-- Name: link_use; Type: TABLE; Schema: publication; Owner: -
--

CREATE TABLE publication.link_use (
    item uuid NOT NULL,
    url text NOT NULL,
    unit integer NOT NULL
);


--
-- Name: manifest; Type: TABLE; Schema: publication; Owner: -
--

CREATE TABLE publication.manifest (
    item uuid NOT NULL,
    version integer NOT NULL,
    bytes bytea NOT NULL,
    salt bytea NOT NULL,
    commit text NOT NULL,
    CONSTRAINT manifest_commit_check CHECK ((commit ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT manifest_salt_check CHECK ((length(salt) = 32))
);


--
-- Name: open_data_file; Type: TABLE; Schema: publication; Owner: -
--

CREATE TABLE publication.open_data_file (
    name text NOT NULL,
    year integer NOT NULL,
    sha256 text NOT NULL,
    content_sha256 text NOT NULL,
    size bigint NOT NULL,
    rows bigint NOT NULL,
    stamp text NOT NULL,
    taken bigint NOT NULL,
    made_at timestamp with time zone NOT NULL,
    CONSTRAINT open_data_file_content_sha256_check CHECK ((content_sha256 ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT open_data_file_name_check CHECK ((name ~ '^items-[0-9]{4}\.(csv|ndjson)\.gz$'::text)),
    CONSTRAINT open_data_file_rows_check CHECK ((rows >= 0)),
    CONSTRAINT open_data_file_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT open_data_file_size_check CHECK ((size >= 0))
);


--
-- Name: part; Type: TABLE; Schema: publication; Owner: -
--

CREATE TABLE publication.part (
    item uuid NOT NULL,
    version integer NOT NULL,
    "position" integer NOT NULL,
    kind text NOT NULL,
    commit text NOT NULL,
    size bigint NOT NULL,
    media text NOT NULL,
    salt bytea,
    bytes bytea,
    sha256 text,
    erased_at timestamp with time zone,
    CONSTRAINT part_check CHECK (
CASE
    WHEN (erased_at IS NULL) THEN ((salt IS NOT NULL) AND ((kind = 'attachment'::text) = (sha256 IS NOT NULL)) AND ((kind = 'attachment'::text) = (bytes IS NULL)))
    ELSE ((salt IS NULL) AND (bytes IS NULL) AND (sha256 IS NULL))
END),
    CONSTRAINT part_commit_check CHECK ((commit ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT part_kind_check CHECK ((kind = ANY (ARRAY['title'::text, 'meta'::text, 'block'::text, 'attachment'::text]))),
    CONSTRAINT part_position_check CHECK (("position" >= 0)),
    CONSTRAINT part_salt_check CHECK ((length(salt) = 32)),
    CONSTRAINT part_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT part_size_check CHECK ((size >= 0))
);


--
-- Name: plan; Type: TABLE; Schema: publication; Owner: -
--

CREATE TABLE publication.plan (
    revision uuid NOT NULL,
    disclosure uuid NOT NULL,
    unit integer NOT NULL,
    purpose text NOT NULL,
    content_sha256 text NOT NULL,
    publish_at timestamp with time zone NOT NULL,
    window_ends_at timestamp with time zone NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    missed boolean DEFAULT false NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    last_code text,
    created_at timestamp with time zone NOT NULL,
    settled_at timestamp with time zone,
    CONSTRAINT plan_check CHECK ((window_ends_at > publish_at)),
    CONSTRAINT plan_purpose_check CHECK ((purpose = ANY (ARRAY['publish'::text, 'correct'::text, 'clarify'::text, 'withdraw'::text, 'changeValidity'::text]))),
    CONSTRAINT plan_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'registered'::text, 'published'::text, 'refused'::text, 'cancelled'::text])))
);


--
-- Name: registration; Type: TABLE; Schema: publication; Owner: -
--

CREATE TABLE publication.registration (
    log_index bigint NOT NULL,
    leaf text NOT NULL,
    item uuid NOT NULL,
    version integer NOT NULL,
    revision uuid,
    effect text NOT NULL,
    purpose text NOT NULL,
    scope text NOT NULL,
    inner_entry bytea,
    inner_salt bytea,
    content_sha256 text,
    note text,
    legacy boolean DEFAULT false NOT NULL,
    after_review text,
    claimed_at timestamp with time zone NOT NULL,
    revealed_at timestamp with time zone,
    CONSTRAINT registration_after_review_check CHECK ((after_review = ANY (ARRAY['awaited'::text, 'objected'::text]))),
    CONSTRAINT registration_check CHECK (((scope = 'society'::text) = (inner_entry IS NULL))),
    CONSTRAINT registration_check1 CHECK (((inner_entry IS NULL) = (inner_salt IS NULL))),
    CONSTRAINT registration_effect_check CHECK ((effect = ANY (ARRAY['create'::text, 'addVersion'::text, 'withdraw'::text, 'close'::text, 'redact'::text]))),
    CONSTRAINT registration_leaf_check CHECK ((leaf ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT registration_log_index_check CHECK ((log_index >= 0)),
    CONSTRAINT registration_purpose_check CHECK ((purpose = ANY (ARRAY['publish'::text, 'correct'::text, 'clarify'::text, 'withdraw'::text, 'changeValidity'::text, 'redact'::text]))),
    CONSTRAINT registration_scope_check CHECK ((scope = ANY (ARRAY['society'::text, 'wholeParty'::text, 'unit'::text, 'specific'::text]))),
    CONSTRAINT registration_version_check CHECK ((version > 0))
);


--
-- Name: relation; Type: TABLE; Schema: publication; Owner: -
--

CREATE TABLE publication.relation (
    from_item uuid NOT NULL,
    to_item uuid NOT NULL,
    kind text NOT NULL,
    person uuid NOT NULL,
    person_name text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT relation_check CHECK ((from_item <> to_item)),
    CONSTRAINT relation_kind_check CHECK ((kind = ANY (ARRAY['supersedes'::text, 'interprets'::text])))
);


--
-- Name: site; Type: TABLE; Schema: publication; Owner: -
--

CREATE TABLE publication.site (
    only_row boolean DEFAULT true NOT NULL,
    name text NOT NULL,
    host text NOT NULL,
    operator text,
    site_code text,
    icp_number text,
    police_number text,
    phone text,
    email text,
    address text,
    changed_at timestamp with time zone NOT NULL,
    data_terms text,
    CONSTRAINT site_only_row_check CHECK (only_row)
);


--
-- Name: tombstone; Type: TABLE; Schema: publication; Owner: -
--

CREATE TABLE publication.tombstone (
    item uuid NOT NULL,
    revision uuid NOT NULL,
    slug text NOT NULL,
    index_number text NOT NULL,
    unit integer NOT NULL,
    unit_name text NOT NULL,
    affairs_kind text NOT NULL,
    scope text NOT NULL,
    scope_unit integer NOT NULL,
    audience_units integer[] DEFAULT '{}'::integer[] NOT NULL,
    content_sha256 text NOT NULL,
    reason text NOT NULL,
    published_at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone NOT NULL
);


--
-- Name: decision; Type: TABLE; Schema: screening; Owner: -
--

CREATE TABLE screening.decision (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    ordinal bigint NOT NULL,
    revision uuid NOT NULL,
    unit_id integer NOT NULL,
    fingerprint text NOT NULL,
    kind text NOT NULL,
    decision text NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    decided_by uuid NOT NULL,
    decided_by_name text NOT NULL,
    decided_at timestamp with time zone NOT NULL,
    CONSTRAINT decision_check CHECK (((decision <> 'keep'::text) OR (length(reason) >= 4))),
    CONSTRAINT decision_decision_check CHECK ((decision = ANY (ARRAY['mask'::text, 'keep'::text, 'notPersonal'::text]))),
    CONSTRAINT decision_fingerprint_check CHECK ((fingerprint ~ '^[0-9a-f]{64}$'::text))
);


--
-- Name: decision_ordinal_seq; Type: SEQUENCE; Schema: screening; Owner: -
--

ALTER TABLE screening.decision ALTER COLUMN ordinal ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME screening.decision_ordinal_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: finding; Type: TABLE; Schema: screening; Owner: -
--

CREATE TABLE screening.finding (
    screening_id uuid NOT NULL,
    ordinal integer NOT NULL,
    kind text NOT NULL,
    class text NOT NULL,
    confidence text NOT NULL,
    reason text NOT NULL,
    place jsonb NOT NULL,
    starts integer NOT NULL,
    ends integer NOT NULL,
    masked text NOT NULL,
    fingerprint text NOT NULL,
    replacement text,
    CONSTRAINT finding_check CHECK ((ends > starts)),
    CONSTRAINT finding_confidence_check CHECK ((confidence = ANY (ARRAY['high'::text, 'medium'::text, 'low'::text]))),
    CONSTRAINT finding_fingerprint_check CHECK ((fingerprint ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT finding_ordinal_check CHECK ((ordinal >= 0)),
    CONSTRAINT finding_replacement_check CHECK (((length(replacement) >= 1) AND (length(replacement) <= 60))),
    CONSTRAINT finding_starts_check CHECK ((starts >= 0))
);


--
-- Name: incident; Type: TABLE; Schema: screening; Owner: -
--

CREATE TABLE screening.incident (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    ordinal bigint NOT NULL,
    revision uuid,
    unit_id integer NOT NULL,
    stage text NOT NULL,
    kinds text[] NOT NULL,
    found_in text NOT NULL,
    found_by uuid,
    found_by_name text NOT NULL,
    found_at timestamp with time zone NOT NULL,
    report_due_at timestamp with time zone NOT NULL,
    CONSTRAINT incident_check CHECK ((report_due_at > found_at)),
    CONSTRAINT incident_found_in_check CHECK ((found_in = ANY (ARRAY['title'::text, 'body'::text, 'attachment'::text]))),
    CONSTRAINT incident_kinds_check CHECK ((cardinality(kinds) > 0)),
    CONSTRAINT incident_stage_check CHECK ((stage = ANY (ARRAY['compose'::text, 'submit'::text, 'publish'::text])))
);


--
-- Name: incident_ordinal_seq; Type: SEQUENCE; Schema: screening; Owner: -
--

ALTER TABLE screening.incident ALTER COLUMN ordinal ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME screening.incident_ordinal_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: incident_step; Type: TABLE; Schema: screening; Owner: -
--

CREATE TABLE screening.incident_step (
    incident_id uuid NOT NULL,
    step text NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    done_by uuid NOT NULL,
    done_by_name text NOT NULL,
    done_at timestamp with time zone NOT NULL,
    CONSTRAINT incident_step_step_check CHECK ((step = ANY (ARRAY['purged'::text, 'reported'::text, 'closed'::text])))
);


--
-- Name: screening; Type: TABLE; Schema: screening; Owner: -
--

CREATE TABLE screening.screening (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    ordinal bigint NOT NULL,
    revision uuid NOT NULL,
    unit_id integer NOT NULL,
    stage text NOT NULL,
    content_sha256 text NOT NULL,
    engine text NOT NULL,
    person uuid,
    person_name text NOT NULL,
    screened_at timestamp with time zone NOT NULL,
    CONSTRAINT screening_content_sha256_check CHECK ((content_sha256 ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT screening_stage_check CHECK ((stage = ANY (ARRAY['compose'::text, 'submit'::text, 'publish'::text])))
);


--
-- Name: screening_ordinal_seq; Type: SEQUENCE; Schema: screening; Owner: -
--

ALTER TABLE screening.screening ALTER COLUMN ordinal ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME screening.screening_ordinal_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: setting; Type: TABLE; Schema: screening; Owner: -
--

CREATE TABLE screening.setting (
    only_row boolean DEFAULT true NOT NULL,
    fingerprint_key text NOT NULL,
    CONSTRAINT setting_fingerprint_key_check CHECK ((length(fingerprint_key) >= 64)),
    CONSTRAINT setting_only_row_check CHECK (only_row)
);


--
-- Name: term; Type: TABLE; Schema: screening; Owner: -
--

CREATE TABLE screening.term (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    unit_id integer NOT NULL,
    kind text NOT NULL,
    term text NOT NULL,
    replacement text,
    note text DEFAULT ''::text NOT NULL,
    created_by uuid NOT NULL,
    created_by_name text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT term_check CHECK (((kind = 'wrong_word'::text) = (replacement IS NOT NULL))),
    CONSTRAINT term_kind_check CHECK ((kind = ANY (ARRAY['unit_term'::text, 'wrong_word'::text]))),
    CONSTRAINT term_term_check CHECK (((length(term) >= 1) AND (length(term) <= 60)))
);


--
-- Name: document; Type: TABLE; Schema: search; Owner: -
--

CREATE TABLE search.document (
    item uuid NOT NULL,
    number bigint NOT NULL,
    slug text NOT NULL,
    version integer NOT NULL,
    title text NOT NULL,
    document_number text,
    index_number text NOT NULL,
    unit integer NOT NULL,
    unit_name text NOT NULL,
    line integer,
    line_name text,
    affairs_kind text NOT NULL,
    category text NOT NULL,
    scope text NOT NULL,
    scope_unit integer NOT NULL,
    audience_units integer[] DEFAULT '{}'::integer[] NOT NULL,
    published_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    body text NOT NULL,
    folded text,
    terms tsvector NOT NULL,
    CONSTRAINT document_scope_check CHECK ((scope = ANY (ARRAY['society'::text, 'wholeParty'::text, 'unit'::text, 'specific'::text]))),
    CONSTRAINT document_version_check CHECK ((version > 0))
)
WITH (toast_tuple_target='128');
ALTER TABLE ONLY search.document ALTER COLUMN slug SET STORAGE MAIN;
ALTER TABLE ONLY search.document ALTER COLUMN title SET STORAGE MAIN;
ALTER TABLE ONLY search.document ALTER COLUMN document_number SET STORAGE MAIN;
ALTER TABLE ONLY search.document ALTER COLUMN index_number SET STORAGE MAIN;
ALTER TABLE ONLY search.document ALTER COLUMN unit_name SET STORAGE MAIN;
ALTER TABLE ONLY search.document ALTER COLUMN line_name SET STORAGE MAIN;
ALTER TABLE ONLY search.document ALTER COLUMN affairs_kind SET STORAGE MAIN;
ALTER TABLE ONLY search.document ALTER COLUMN category SET STORAGE MAIN;
ALTER TABLE ONLY search.document ALTER COLUMN scope SET STORAGE MAIN;
ALTER TABLE ONLY search.document ALTER COLUMN audience_units SET STORAGE MAIN;
ALTER TABLE ONLY search.document ALTER COLUMN terms SET STATISTICS 500;
ALTER TABLE ONLY search.document ALTER COLUMN terms SET STORAGE EXTERNAL;


--
-- Name: document_number_seq; Type: SEQUENCE; Schema: search; Owner: -
--

ALTER TABLE search.document ALTER COLUMN number ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME search.document_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: boilerplate; Type: TABLE; Schema: similarity; Owner: -
--

CREATE TABLE similarity.boilerplate (
    source text NOT NULL,
    fingerprint integer NOT NULL,
    CONSTRAINT boilerplate_source_check CHECK (((length(source) >= 1) AND (length(source) <= 80)))
);


--
-- Name: text; Type: TABLE; Schema: similarity; Owner: -
--

CREATE TABLE similarity.text (
    subject uuid NOT NULL,
    revision uuid NOT NULL,
    unit_id integer NOT NULL,
    scope text NOT NULL,
    title text NOT NULL,
    slug text NOT NULL,
    published_at timestamp with time zone NOT NULL,
    fingerprints integer[] NOT NULL,
    CONSTRAINT text_scope_check CHECK ((scope = ANY (ARRAY['society'::text, 'wholeParty'::text, 'unit'::text, 'specific'::text])))
);


--
-- Name: digest; Type: TABLE; Schema: subscriptions; Owner: -
--

CREATE TABLE subscriptions.digest (
    id uuid NOT NULL,
    subscription uuid NOT NULL,
    after bigint NOT NULL,
    up_to bigint NOT NULL,
    made_at timestamp with time zone NOT NULL,
    handed_over_at timestamp with time zone,
    CONSTRAINT digest_check CHECK ((up_to >= after))
);


--
-- Name: digest_item; Type: TABLE; Schema: subscriptions; Owner: -
--

CREATE TABLE subscriptions.digest_item (
    digest uuid NOT NULL,
    item uuid NOT NULL,
    log_index bigint NOT NULL,
    purpose text NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    CONSTRAINT digest_item_purpose_check CHECK ((purpose = ANY (ARRAY['publish'::text, 'correct'::text, 'clarify'::text, 'changeValidity'::text, 'withdraw'::text]))),
    CONSTRAINT digest_item_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'told'::text, 'dropped'::text])))
);


--
-- Name: request; Type: TABLE; Schema: subscriptions; Owner: -
--

CREATE TABLE subscriptions.request (
    mark text NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT request_mark_check CHECK ((mark ~ '^[0-9a-f]{64}$'::text))
);


--
-- Name: staff_digest; Type: TABLE; Schema: subscriptions; Owner: -
--

CREATE TABLE subscriptions.staff_digest (
    id uuid NOT NULL,
    person uuid NOT NULL,
    digest bigint,
    notice bigint,
    made_at timestamp with time zone NOT NULL,
    CONSTRAINT staff_digest_check CHECK (((digest IS NULL) <> (notice IS NULL)))
);


--
-- Name: staff_mail; Type: TABLE; Schema: subscriptions; Owner: -
--

CREATE TABLE subscriptions.staff_mail (
    person uuid NOT NULL,
    change uuid NOT NULL,
    sealed_address text NOT NULL,
    locale text NOT NULL,
    urgent boolean DEFAULT false NOT NULL,
    verified_at timestamp with time zone,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT staff_mail_locale_check CHECK ((locale = ANY (ARRAY['zh-CN'::text, 'en'::text])))
);


--
-- Name: subscriber; Type: TABLE; Schema: subscriptions; Owner: -
--

CREATE TABLE subscriptions.subscriber (
    id uuid NOT NULL,
    address_index text NOT NULL,
    sealed_address text NOT NULL,
    locale text NOT NULL,
    refusals integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT subscriber_address_index_check CHECK ((address_index ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT subscriber_locale_check CHECK ((locale = ANY (ARRAY['zh-CN'::text, 'en'::text])))
);


--
-- Name: subscription; Type: TABLE; Schema: subscriptions; Owner: -
--

CREATE TABLE subscriptions.subscription (
    id uuid NOT NULL,
    subscriber uuid NOT NULL,
    target text NOT NULL,
    pace text NOT NULL,
    state text DEFAULT 'pending'::text NOT NULL,
    told_up_to bigint,
    looked_on date,
    created_at timestamp with time zone NOT NULL,
    confirmed_at timestamp with time zone,
    CONSTRAINT subscription_check CHECK (((state = 'active'::text) = ((confirmed_at IS NOT NULL) AND (told_up_to IS NOT NULL)))),
    CONSTRAINT subscription_pace_check CHECK ((pace = ANY (ARRAY['atOnce'::text, 'daily'::text, 'weekly'::text]))),
    CONSTRAINT subscription_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'active'::text]))),
    CONSTRAINT subscription_target_check CHECK ((length(target) <= 1500))
);


--
-- Name: taken_back; Type: TABLE; Schema: subscriptions; Owner: -
--

CREATE TABLE subscriptions.taken_back (
    subscription uuid NOT NULL,
    item uuid NOT NULL,
    withdrawn_at timestamp with time zone NOT NULL,
    digest uuid
);


--
-- Name: alarm; Type: TABLE; Schema: transparency_log; Owner: -
--

CREATE TABLE transparency_log.alarm (
    code text NOT NULL,
    stops boolean NOT NULL,
    params jsonb DEFAULT '{}'::jsonb NOT NULL,
    since timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL,
    count integer DEFAULT 1 NOT NULL,
    CONSTRAINT alarm_code_check CHECK ((code ~ '^[a-z-]{1,40}$'::text))
);


--
-- Name: anchor; Type: TABLE; Schema: transparency_log; Owner: -
--

CREATE TABLE transparency_log.anchor (
    id bigint NOT NULL,
    kind text NOT NULL,
    size bigint NOT NULL,
    root bytea NOT NULL,
    by_whom text NOT NULL,
    anchored_at timestamp with time zone NOT NULL,
    content bytea NOT NULL,
    idx bigint,
    CONSTRAINT anchor_by_whom_check CHECK ((length(by_whom) <= 1000)),
    CONSTRAINT anchor_check CHECK (((idx IS NULL) = (kind = 'paper'::text))),
    CONSTRAINT anchor_kind_check CHECK ((kind = ANY (ARRAY['rfc3161'::text, 'peer'::text, 'paper'::text]))),
    CONSTRAINT anchor_root_check CHECK ((octet_length(root) = 32)),
    CONSTRAINT anchor_size_check CHECK ((size >= 0))
);


--
-- Name: anchor_id_seq; Type: SEQUENCE; Schema: transparency_log; Owner: -
--

ALTER TABLE transparency_log.anchor ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME transparency_log.anchor_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: authority; Type: TABLE; Schema: transparency_log; Owner: -
--

CREATE TABLE transparency_log.authority (
    url text NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    stamped_at timestamp with time zone,
    problem text,
    detail text DEFAULT ''::text NOT NULL,
    failing_since timestamp with time zone,
    CONSTRAINT authority_check CHECK (((problem IS NULL) = (failing_since IS NULL))),
    CONSTRAINT authority_problem_check CHECK ((problem ~ '^[a-zA-Z]{1,40}$'::text)),
    CONSTRAINT authority_url_check CHECK (((length(url) >= 1) AND (length(url) <= 1000)))
);


--
-- Name: head; Type: TABLE; Schema: transparency_log; Owner: -
--

CREATE TABLE transparency_log.head (
    size bigint NOT NULL,
    root bytea NOT NULL,
    note text NOT NULL,
    signed_at timestamp with time zone NOT NULL,
    CONSTRAINT head_note_check CHECK (((length(note) >= 50) AND (length(note) <= 10000))),
    CONSTRAINT head_root_check CHECK ((octet_length(root) = 32)),
    CONSTRAINT head_size_check CHECK ((size >= 0))
);


--
-- Name: leaf; Type: TABLE; Schema: transparency_log; Owner: -
--

CREATE TABLE transparency_log.leaf (
    idx bigint NOT NULL,
    type text NOT NULL,
    entry bytea NOT NULL,
    leaf bytea NOT NULL,
    nodes bytea NOT NULL,
    urgent boolean DEFAULT false NOT NULL,
    registered_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT leaf_entry_check CHECK (((octet_length(entry) >= 2) AND (octet_length(entry) <= 4096))),
    CONSTRAINT leaf_idx_check CHECK ((idx >= 0)),
    CONSTRAINT leaf_leaf_check CHECK ((octet_length(leaf) = 32)),
    CONSTRAINT leaf_nodes_check CHECK (((octet_length(nodes) % 32) = 0)),
    CONSTRAINT leaf_type_check CHECK ((type ~ '^[a-z-]{1,20}$'::text))
);


--
-- Name: origin; Type: TABLE; Schema: transparency_log; Owner: -
--

CREATE TABLE transparency_log.origin (
    only_row boolean DEFAULT true NOT NULL,
    origin text NOT NULL,
    made_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT origin_only_row_check CHECK (only_row),
    CONSTRAINT origin_origin_check CHECK ((origin ~ '^[!-*,-~]{1,200}$'::text))
);


--
-- Name: peer; Type: TABLE; Schema: transparency_log; Owner: -
--

CREATE TABLE transparency_log.peer (
    origin text NOT NULL,
    vkey text NOT NULL,
    size bigint,
    root bytea,
    note text,
    seen_at timestamp with time zone,
    asked_at timestamp with time zone NOT NULL,
    problem text,
    detail text DEFAULT ''::text NOT NULL,
    failing_since timestamp with time zone,
    CONSTRAINT peer_check CHECK (((problem IS NULL) = (failing_since IS NULL))),
    CONSTRAINT peer_note_check CHECK ((length(note) <= 100000)),
    CONSTRAINT peer_origin_check CHECK (((length(origin) >= 1) AND (length(origin) <= 1000))),
    CONSTRAINT peer_problem_check CHECK ((problem ~ '^[a-zA-Z]{1,40}$'::text)),
    CONSTRAINT peer_root_check CHECK ((octet_length(root) = 32)),
    CONSTRAINT peer_size_check CHECK ((size >= 0))
);


--
-- Name: published; Type: TABLE; Schema: transparency_log; Owner: -
--

CREATE TABLE transparency_log.published (
    seq bigint NOT NULL,
    size bigint NOT NULL,
    root bytea NOT NULL,
    note text NOT NULL,
    witnessed boolean NOT NULL,
    published_at timestamp with time zone NOT NULL,
    CONSTRAINT published_note_check CHECK (((length(note) >= 50) AND (length(note) <= 100000)))
);


--
-- Name: published_seq_seq; Type: SEQUENCE; Schema: transparency_log; Owner: -
--

ALTER TABLE transparency_log.published ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME transparency_log.published_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: signer_key; Type: TABLE; Schema: transparency_log; Owner: -
--

CREATE TABLE transparency_log.signer_key (
    vkey text NOT NULL,
    kind text NOT NULL,
    since bigint NOT NULL,
    after_loss boolean DEFAULT false NOT NULL,
    made_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT signer_key_kind_check CHECK ((kind = ANY (ARRAY['ed25519'::text, 'sm2'::text]))),
    CONSTRAINT signer_key_since_check CHECK ((since >= 0)),
    CONSTRAINT signer_key_vkey_check CHECK (((length(vkey) >= 10) AND (length(vkey) <= 600)))
);


--
-- Name: witness; Type: TABLE; Schema: transparency_log; Owner: -
--

CREATE TABLE transparency_log.witness (
    vkey text NOT NULL,
    name text NOT NULL,
    size bigint,
    cosigned_at timestamp with time zone,
    asked_at timestamp with time zone NOT NULL,
    problem text,
    detail text DEFAULT ''::text NOT NULL,
    failing_since timestamp with time zone,
    CONSTRAINT witness_check CHECK (((problem IS NULL) = (failing_since IS NULL))),
    CONSTRAINT witness_problem_check CHECK ((problem ~ '^[a-zA-Z]{1,40}$'::text)),
    CONSTRAINT witness_size_check CHECK ((size >= 0)),
    CONSTRAINT witness_vkey_check CHECK (((length(vkey) >= 10) AND (length(vkey) <= 600)))
);


--
-- Name: brief brief_pkey; Type: CONSTRAINT; Schema: carriers; Owner: -
--

ALTER TABLE ONLY carriers.brief
    ADD CONSTRAINT brief_pkey PRIMARY KEY (id);


--
-- Name: brief brief_slug_key; Type: CONSTRAINT; Schema: carriers; Owner: -
--

ALTER TABLE ONLY carriers.brief
    ADD CONSTRAINT brief_slug_key UNIQUE (slug);


--
-- Name: brief brief_unit_year_number_key; Type: CONSTRAINT; Schema: carriers; Owner: -
--

ALTER TABLE ONLY carriers.brief
    ADD CONSTRAINT brief_unit_year_number_key UNIQUE (unit, year, number);


--
-- Name: carrier_event carrier_event_pkey; Type: CONSTRAINT; Schema: carriers; Owner: -
--

ALTER TABLE ONLY carriers.carrier_event
    ADD CONSTRAINT carrier_event_pkey PRIMARY KEY (ordinal);


--
-- Name: carrier carrier_number_key; Type: CONSTRAINT; Schema: carriers; Owner: -
--

ALTER TABLE ONLY carriers.carrier
    ADD CONSTRAINT carrier_number_key UNIQUE (number);


--
-- Name: carrier carrier_pkey; Type: CONSTRAINT; Schema: carriers; Owner: -
--

ALTER TABLE ONLY carriers.carrier
    ADD CONSTRAINT carrier_pkey PRIMARY KEY (id);


--
-- Name: channel_receipt channel_receipt_pkey; Type: CONSTRAINT; Schema: carriers; Owner: -
--

ALTER TABLE ONLY carriers.channel_receipt
    ADD CONSTRAINT channel_receipt_pkey PRIMARY KEY (fact, channel);


--
-- Name: delivery_attempt delivery_attempt_pkey; Type: CONSTRAINT; Schema: carriers; Owner: -
--

ALTER TABLE ONLY carriers.delivery_attempt
    ADD CONSTRAINT delivery_attempt_pkey PRIMARY KEY (ordinal);


--
-- Name: delivery delivery_kind_carrier_fact_key; Type: CONSTRAINT; Schema: carriers; Owner: -
--

ALTER TABLE ONLY carriers.delivery
    ADD CONSTRAINT delivery_kind_carrier_fact_key UNIQUE (kind, carrier, fact);


--
-- Name: delivery delivery_ordinal_key; Type: CONSTRAINT; Schema: carriers; Owner: -
--

ALTER TABLE ONLY carriers.delivery
    ADD CONSTRAINT delivery_ordinal_key UNIQUE (ordinal);


--
-- Name: delivery delivery_pkey; Type: CONSTRAINT; Schema: carriers; Owner: -
--

ALTER TABLE ONLY carriers.delivery
    ADD CONSTRAINT delivery_pkey PRIMARY KEY (id);


--
-- Name: device device_carrier_key; Type: CONSTRAINT; Schema: carriers; Owner: -
--

ALTER TABLE ONLY carriers.device
    ADD CONSTRAINT device_carrier_key UNIQUE (carrier);


--
-- Name: device device_pkey; Type: CONSTRAINT; Schema: carriers; Owner: -
--

ALTER TABLE ONLY carriers.device
    ADD CONSTRAINT device_pkey PRIMARY KEY (id);


--
-- Name: finding finding_pkey; Type: CONSTRAINT; Schema: carriers; Owner: -
--

ALTER TABLE ONLY carriers.finding
    ADD CONSTRAINT finding_pkey PRIMARY KEY (id);


--
-- Name: pairing pairing_code_key; Type: CONSTRAINT; Schema: carriers; Owner: -
--

ALTER TABLE ONLY carriers.pairing
    ADD CONSTRAINT pairing_code_key UNIQUE (code);


--
-- Name: pairing pairing_pkey; Type: CONSTRAINT; Schema: carriers; Owner: -
--

ALTER TABLE ONLY carriers.pairing
    ADD CONSTRAINT pairing_pkey PRIMARY KEY (id);


--
-- Name: posting posting_board_item_version_key; Type: CONSTRAINT; Schema: carriers; Owner: -
--

ALTER TABLE ONLY carriers.posting
    ADD CONSTRAINT posting_board_item_version_key UNIQUE (board, item, version);


--
-- Name: posting posting_pkey; Type: CONSTRAINT; Schema: carriers; Owner: -
--

ALTER TABLE ONLY carriers.posting
    ADD CONSTRAINT posting_pkey PRIMARY KEY (id);


--
-- Name: posting_rule posting_rule_pkey; Type: CONSTRAINT; Schema: carriers; Owner: -
--

ALTER TABLE ONLY carriers.posting_rule
    ADD CONSTRAINT posting_rule_pkey PRIMARY KEY (code);


--
-- Name: register_serial register_serial_pkey; Type: CONSTRAINT; Schema: carriers; Owner: -
--

ALTER TABLE ONLY carriers.register_serial
    ADD CONSTRAINT register_serial_pkey PRIMARY KEY (year);


--
-- Name: webhook webhook_pkey; Type: CONSTRAINT; Schema: carriers; Owner: -
--

ALTER TABLE ONLY carriers.webhook
    ADD CONSTRAINT webhook_pkey PRIMARY KEY (id);


--
-- Name: catalogue catalogue_pkey; Type: CONSTRAINT; Schema: catalogue; Owner: -
--

ALTER TABLE ONLY catalogue.catalogue
    ADD CONSTRAINT catalogue_pkey PRIMARY KEY (id);


--
-- Name: catalogue catalogue_unit_id_affairs_kind_year_version_key; Type: CONSTRAINT; Schema: catalogue; Owner: -
--

ALTER TABLE ONLY catalogue.catalogue
    ADD CONSTRAINT catalogue_unit_id_affairs_kind_year_version_key UNIQUE (unit_id, affairs_kind, year, version);


--
-- Name: duty_change duty_change_pkey; Type: CONSTRAINT; Schema: catalogue; Owner: -
--

ALTER TABLE ONLY catalogue.duty_change
    ADD CONSTRAINT duty_change_pkey PRIMARY KEY (id);


--
-- Name: duty_default duty_default_pkey; Type: CONSTRAINT; Schema: catalogue; Owner: -
--

ALTER TABLE ONLY catalogue.duty_default
    ADD CONSTRAINT duty_default_pkey PRIMARY KEY (id);


--
-- Name: duty_default duty_default_unit_id_key_key; Type: CONSTRAINT; Schema: catalogue; Owner: -
--

ALTER TABLE ONLY catalogue.duty_default
    ADD CONSTRAINT duty_default_unit_id_key_key UNIQUE NULLS NOT DISTINCT (unit_id, key);


--
-- Name: duty duty_pkey; Type: CONSTRAINT; Schema: catalogue; Owner: -
--

ALTER TABLE ONLY catalogue.duty
    ADD CONSTRAINT duty_pkey PRIMARY KEY (id);


--
-- Name: duty duty_unit_id_affairs_kind_item_key_period_key; Type: CONSTRAINT; Schema: catalogue; Owner: -
--

ALTER TABLE ONLY catalogue.duty
    ADD CONSTRAINT duty_unit_id_affairs_kind_item_key_period_key UNIQUE (unit_id, affairs_kind, item_key, period);


--
-- Name: editor editor_pkey; Type: CONSTRAINT; Schema: catalogue; Owner: -
--

ALTER TABLE ONLY catalogue.editor
    ADD CONSTRAINT editor_pkey PRIMARY KEY (catalogue_id, person);


--
-- Name: filed_content filed_content_pkey; Type: CONSTRAINT; Schema: catalogue; Owner: -
--

ALTER TABLE ONLY catalogue.filed_content
    ADD CONSTRAINT filed_content_pkey PRIMARY KEY (catalogue_id, sha256);


--
-- Name: history history_pkey; Type: CONSTRAINT; Schema: catalogue; Owner: -
--

ALTER TABLE ONLY catalogue.history
    ADD CONSTRAINT history_pkey PRIMARY KEY (id);


--
-- Name: item item_catalogue_id_item_key_key; Type: CONSTRAINT; Schema: catalogue; Owner: -
--

ALTER TABLE ONLY catalogue.item
    ADD CONSTRAINT item_catalogue_id_item_key_key UNIQUE (catalogue_id, item_key);


--
-- Name: item item_pkey; Type: CONSTRAINT; Schema: catalogue; Owner: -
--

ALTER TABLE ONLY catalogue.item
    ADD CONSTRAINT item_pkey PRIMARY KEY (id);


--
-- Name: registration registration_log_index_key; Type: CONSTRAINT; Schema: catalogue; Owner: -
--

ALTER TABLE ONLY catalogue.registration
    ADD CONSTRAINT registration_log_index_key UNIQUE (log_index);


--
-- Name: registration registration_pkey; Type: CONSTRAINT; Schema: catalogue; Owner: -
--

ALTER TABLE ONLY catalogue.registration
    ADD CONSTRAINT registration_pkey PRIMARY KEY (catalogue_id);


--
-- Name: template_item template_item_pkey; Type: CONSTRAINT; Schema: catalogue; Owner: -
--

ALTER TABLE ONLY catalogue.template_item
    ADD CONSTRAINT template_item_pkey PRIMARY KEY (template_id, item_key);


--
-- Name: template template_pkey; Type: CONSTRAINT; Schema: catalogue; Owner: -
--

ALTER TABLE ONLY catalogue.template
    ADD CONSTRAINT template_pkey PRIMARY KEY (id);


--
-- Name: template_proposal template_proposal_pkey; Type: CONSTRAINT; Schema: catalogue; Owner: -
--

ALTER TABLE ONLY catalogue.template_proposal
    ADD CONSTRAINT template_proposal_pkey PRIMARY KEY (id);


--
-- Name: template_proposal template_proposal_template_id_template_version_unit_id_item_key; Type: CONSTRAINT; Schema: catalogue; Owner: -
--

ALTER TABLE ONLY catalogue.template_proposal
    ADD CONSTRAINT template_proposal_template_id_template_version_unit_id_item_key UNIQUE (template_id, template_version, unit_id, item_key);


--
-- Name: trigger_event trigger_event_pkey; Type: CONSTRAINT; Schema: catalogue; Owner: -
--

ALTER TABLE ONLY catalogue.trigger_event
    ADD CONSTRAINT trigger_event_pkey PRIMARY KEY (id);


--
-- Name: after_review after_review_pkey; Type: CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.after_review
    ADD CONSTRAINT after_review_pkey PRIMARY KEY (revision_id, step_key, lane);


--
-- Name: attachment attachment_pkey; Type: CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.attachment
    ADD CONSTRAINT attachment_pkey PRIMARY KEY (id);


--
-- Name: comment comment_pkey; Type: CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.comment
    ADD CONSTRAINT comment_pkey PRIMARY KEY (id);


--
-- Name: disclosure disclosure_pkey; Type: CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.disclosure
    ADD CONSTRAINT disclosure_pkey PRIMARY KEY (id);


--
-- Name: disclosure disclosure_unit_id_number_key; Type: CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.disclosure
    ADD CONSTRAINT disclosure_unit_id_number_key UNIQUE (unit_id, number);


--
-- Name: draft_conflict draft_conflict_pkey; Type: CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.draft_conflict
    ADD CONSTRAINT draft_conflict_pkey PRIMARY KEY (id);


--
-- Name: event event_pkey; Type: CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.event
    ADD CONSTRAINT event_pkey PRIMARY KEY (id);


--
-- Name: matter matter_pkey; Type: CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.matter
    ADD CONSTRAINT matter_pkey PRIMARY KEY (id);


--
-- Name: matter_stage matter_stage_disclosure_id_key; Type: CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.matter_stage
    ADD CONSTRAINT matter_stage_disclosure_id_key UNIQUE (disclosure_id);


--
-- Name: matter_stage matter_stage_pkey; Type: CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.matter_stage
    ADD CONSTRAINT matter_stage_pkey PRIMARY KEY (matter_id, stage, audience);


--
-- Name: opinion_request opinion_request_pkey; Type: CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.opinion_request
    ADD CONSTRAINT opinion_request_pkey PRIMARY KEY (id);


--
-- Name: process_definition process_definition_pkey; Type: CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.process_definition
    ADD CONSTRAINT process_definition_pkey PRIMARY KEY (id);


--
-- Name: process_definition process_definition_unit_id_unit_kind_affairs_kind_version_key; Type: CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.process_definition
    ADD CONSTRAINT process_definition_unit_id_unit_kind_affairs_kind_version_key UNIQUE NULLS NOT DISTINCT (unit_id, unit_kind, affairs_kind, version);


--
-- Name: revision revision_disclosure_id_number_key; Type: CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.revision
    ADD CONSTRAINT revision_disclosure_id_number_key UNIQUE (disclosure_id, number);


--
-- Name: revision_editor revision_editor_revision_id_person_principal_key; Type: CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.revision_editor
    ADD CONSTRAINT revision_editor_revision_id_person_principal_key UNIQUE NULLS NOT DISTINCT (revision_id, person, principal);


--
-- Name: revision revision_pkey; Type: CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.revision
    ADD CONSTRAINT revision_pkey PRIMARY KEY (id);


--
-- Name: seen seen_pkey; Type: CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.seen
    ADD CONSTRAINT seen_pkey PRIMARY KEY (person, revision_id);


--
-- Name: serial serial_pkey; Type: CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.serial
    ADD CONSTRAINT serial_pkey PRIMARY KEY (unit_id, year);


--
-- Name: signature signature_pkey; Type: CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.signature
    ADD CONSTRAINT signature_pkey PRIMARY KEY (id);


--
-- Name: similarity_check similarity_check_pkey; Type: CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.similarity_check
    ADD CONSTRAINT similarity_check_pkey PRIMARY KEY (revision_id);


--
-- Name: step_reminder step_reminder_pkey; Type: CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.step_reminder
    ADD CONSTRAINT step_reminder_pkey PRIMARY KEY (step_id, due_on, in_working_days);


--
-- Name: step_state step_state_pkey; Type: CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.step_state
    ADD CONSTRAINT step_state_pkey PRIMARY KEY (id);


--
-- Name: term term_unit_id_key_key; Type: CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.term
    ADD CONSTRAINT term_unit_id_key_key UNIQUE NULLS NOT DISTINCT (unit_id, key);


--
-- Name: text_template text_template_pkey; Type: CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.text_template
    ADD CONSTRAINT text_template_pkey PRIMARY KEY (id);


--
-- Name: text_template_version text_template_version_pkey; Type: CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.text_template_version
    ADD CONSTRAINT text_template_version_pkey PRIMARY KEY (template_id, version);


--
-- Name: watch watch_pkey; Type: CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.watch
    ADD CONSTRAINT watch_pkey PRIMARY KEY (disclosure_id, person);


--
-- Name: withhold_ground withhold_ground_pkey; Type: CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.withhold_ground
    ADD CONSTRAINT withhold_ground_pkey PRIMARY KEY (code);


--
-- Name: withhold_ground withhold_ground_position_key; Type: CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.withhold_ground
    ADD CONSTRAINT withhold_ground_position_key UNIQUE ("position");


--
-- Name: withholding withholding_pkey; Type: CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.withholding
    ADD CONSTRAINT withholding_pkey PRIMARY KEY (revision_id);


--
-- Name: affiliation affiliation_pkey; Type: CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.affiliation
    ADD CONSTRAINT affiliation_pkey PRIMARY KEY (id);


--
-- Name: delegation delegation_pkey; Type: CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.delegation
    ADD CONSTRAINT delegation_pkey PRIMARY KEY (id);


--
-- Name: person person_account_key; Type: CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.person
    ADD CONSTRAINT person_account_key UNIQUE (account);


--
-- Name: person person_pkey; Type: CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.person
    ADD CONSTRAINT person_pkey PRIMARY KEY (id);


--
-- Name: role_grant role_grant_pkey; Type: CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.role_grant
    ADD CONSTRAINT role_grant_pkey PRIMARY KEY (id);


--
-- Name: session session_pkey; Type: CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (id);


--
-- Name: session session_token_hash_key; Type: CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.session
    ADD CONSTRAINT session_token_hash_key UNIQUE (token_hash);


--
-- Name: sign_in_challenge sign_in_challenge_pkey; Type: CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.sign_in_challenge
    ADD CONSTRAINT sign_in_challenge_pkey PRIMARY KEY (token_hash);


--
-- Name: import_row import_row_pkey; Type: CONSTRAINT; Schema: organisations; Owner: -
--

ALTER TABLE ONLY organisations.import_row
    ADD CONSTRAINT import_row_pkey PRIMARY KEY (run_id, seq);


--
-- Name: leading_group leading_group_pkey; Type: CONSTRAINT; Schema: organisations; Owner: -
--

ALTER TABLE ONLY organisations.leading_group
    ADD CONSTRAINT leading_group_pkey PRIMARY KEY (unit_id);


--
-- Name: line line_code_key; Type: CONSTRAINT; Schema: organisations; Owner: -
--

ALTER TABLE ONLY organisations.line
    ADD CONSTRAINT line_code_key UNIQUE (code);


--
-- Name: line line_name_key; Type: CONSTRAINT; Schema: organisations; Owner: -
--

ALTER TABLE ONLY organisations.line
    ADD CONSTRAINT line_name_key UNIQUE (name);


--
-- Name: line line_pkey; Type: CONSTRAINT; Schema: organisations; Owner: -
--

ALTER TABLE ONLY organisations.line
    ADD CONSTRAINT line_pkey PRIMARY KEY (id);


--
-- Name: post post_pkey; Type: CONSTRAINT; Schema: organisations; Owner: -
--

ALTER TABLE ONLY organisations.post
    ADD CONSTRAINT post_pkey PRIMARY KEY (id);


--
-- Name: unit unit_code_key; Type: CONSTRAINT; Schema: organisations; Owner: -
--

ALTER TABLE ONLY organisations.unit
    ADD CONSTRAINT unit_code_key UNIQUE (code);


--
-- Name: unit_event unit_event_pkey; Type: CONSTRAINT; Schema: organisations; Owner: -
--

ALTER TABLE ONLY organisations.unit_event
    ADD CONSTRAINT unit_event_pkey PRIMARY KEY (id);


--
-- Name: unit_name unit_name_pkey; Type: CONSTRAINT; Schema: organisations; Owner: -
--

ALTER TABLE ONLY organisations.unit_name
    ADD CONSTRAINT unit_name_pkey PRIMARY KEY (id);


--
-- Name: unit unit_path_key; Type: CONSTRAINT; Schema: organisations; Owner: -
--

ALTER TABLE ONLY organisations.unit
    ADD CONSTRAINT unit_path_key UNIQUE (path);


--
-- Name: unit unit_pkey; Type: CONSTRAINT; Schema: organisations; Owner: -
--

ALTER TABLE ONLY organisations.unit
    ADD CONSTRAINT unit_pkey PRIMARY KEY (id);


--
-- Name: audit audit_pkey; Type: CONSTRAINT; Schema: platform; Owner: -
--

ALTER TABLE ONLY platform.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (seq);


--
-- Name: calendar_day calendar_day_pkey; Type: CONSTRAINT; Schema: platform; Owner: -
--

ALTER TABLE ONLY platform.calendar_day
    ADD CONSTRAINT calendar_day_pkey PRIMARY KEY (date);


--
-- Name: calendar_year calendar_year_pkey; Type: CONSTRAINT; Schema: platform; Owner: -
--

ALTER TABLE ONLY platform.calendar_year
    ADD CONSTRAINT calendar_year_pkey PRIMARY KEY (year);


--
-- Name: digest digest_person_for_day_key; Type: CONSTRAINT; Schema: platform; Owner: -
--

ALTER TABLE ONLY platform.digest
    ADD CONSTRAINT digest_person_for_day_key UNIQUE (person, for_day);


--
-- Name: digest digest_pkey; Type: CONSTRAINT; Schema: platform; Owner: -
--

ALTER TABLE ONLY platform.digest
    ADD CONSTRAINT digest_pkey PRIMARY KEY (id);


--
-- Name: fact_delivery fact_delivery_pkey; Type: CONSTRAINT; Schema: platform; Owner: -
--

ALTER TABLE ONLY platform.fact_delivery
    ADD CONSTRAINT fact_delivery_pkey PRIMARY KEY (fact_id, room);


--
-- Name: fact fact_id_key; Type: CONSTRAINT; Schema: platform; Owner: -
--

ALTER TABLE ONLY platform.fact
    ADD CONSTRAINT fact_id_key UNIQUE (id);


--
-- Name: fact fact_pkey; Type: CONSTRAINT; Schema: platform; Owner: -
--

ALTER TABLE ONLY platform.fact
    ADD CONSTRAINT fact_pkey PRIMARY KEY (seq);


--
-- Name: import_run import_run_pkey; Type: CONSTRAINT; Schema: platform; Owner: -
--

ALTER TABLE ONLY platform.import_run
    ADD CONSTRAINT import_run_pkey PRIMARY KEY (id);


--
-- Name: mail mail_message_id_key; Type: CONSTRAINT; Schema: platform; Owner: -
--

ALTER TABLE ONLY platform.mail
    ADD CONSTRAINT mail_message_id_key UNIQUE (message_id);


--
-- Name: mail mail_once_key; Type: CONSTRAINT; Schema: platform; Owner: -
--

ALTER TABLE ONLY platform.mail
    ADD CONSTRAINT mail_once_key UNIQUE (once);


--
-- Name: mail mail_pkey; Type: CONSTRAINT; Schema: platform; Owner: -
--

ALTER TABLE ONLY platform.mail
    ADD CONSTRAINT mail_pkey PRIMARY KEY (id);


--
-- Name: mail_shown mail_shown_pkey; Type: CONSTRAINT; Schema: platform; Owner: -
--

ALTER TABLE ONLY platform.mail_shown
    ADD CONSTRAINT mail_shown_pkey PRIMARY KEY (mail);


--
-- Name: migration migration_pkey; Type: CONSTRAINT; Schema: platform; Owner: -
--

ALTER TABLE ONLY platform.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (room, name);


--
-- Name: notice_preference notice_preference_pkey; Type: CONSTRAINT; Schema: platform; Owner: -
--

ALTER TABLE ONLY platform.notice_preference
    ADD CONSTRAINT notice_preference_pkey PRIMARY KEY (person);


--
-- Name: notification notification_pkey; Type: CONSTRAINT; Schema: platform; Owner: -
--

ALTER TABLE ONLY platform.notification
    ADD CONSTRAINT notification_pkey PRIMARY KEY (id);


--
-- Name: setting setting_pkey; Type: CONSTRAINT; Schema: platform; Owner: -
--

ALTER TABLE ONLY platform.setting
    ADD CONSTRAINT setting_pkey PRIMARY KEY (name);


--
-- Name: stored_file stored_file_pkey; Type: CONSTRAINT; Schema: platform; Owner: -
--

ALTER TABLE ONLY platform.stored_file
    ADD CONSTRAINT stored_file_pkey PRIMARY KEY (sha256);


--
-- Name: word_place word_place_pkey; Type: CONSTRAINT; Schema: platform; Owner: -
--

ALTER TABLE ONLY platform.word_place
    ADD CONSTRAINT word_place_pkey PRIMARY KEY (place);


--
-- Name: document_check document_check_pkey; Type: CONSTRAINT; Schema: publication; Owner: -
--

ALTER TABLE ONLY publication.document_check
    ADD CONSTRAINT document_check_pkey PRIMARY KEY (item, version, kind);


--
-- Name: erasure erasure_log_index_key; Type: CONSTRAINT; Schema: publication; Owner: -
--

ALTER TABLE ONLY publication.erasure
    ADD CONSTRAINT erasure_log_index_key UNIQUE (log_index);


--
-- Name: erasure_part erasure_part_pkey; Type: CONSTRAINT; Schema: publication; Owner: -
--

ALTER TABLE ONLY publication.erasure_part
    ADD CONSTRAINT erasure_part_pkey PRIMARY KEY (log_index, version, "position");


--
-- Name: erasure erasure_pkey; Type: CONSTRAINT; Schema: publication; Owner: -
--

ALTER TABLE ONLY publication.erasure
    ADD CONSTRAINT erasure_pkey PRIMARY KEY (id);


--
-- Name: index_rule index_rule_unit_key; Type: CONSTRAINT; Schema: publication; Owner: -
--

ALTER TABLE ONLY publication.index_rule
    ADD CONSTRAINT index_rule_unit_key UNIQUE NULLS NOT DISTINCT (unit);


--
-- Name: index_serial index_serial_pkey; Type: CONSTRAINT; Schema: publication; Owner: -
--

ALTER TABLE ONLY publication.index_serial
    ADD CONSTRAINT index_serial_pkey PRIMARY KEY (authority, year);


--
-- Name: item_attachment item_attachment_pkey; Type: CONSTRAINT; Schema: publication; Owner: -
--

ALTER TABLE ONLY publication.item_attachment
    ADD CONSTRAINT item_attachment_pkey PRIMARY KEY (item, version, "position");


--
-- Name: item item_disclosure_key; Type: CONSTRAINT; Schema: publication; Owner: -
--

ALTER TABLE ONLY publication.item
    ADD CONSTRAINT item_disclosure_key UNIQUE (disclosure);


--
-- Name: item item_index_number_key; Type: CONSTRAINT; Schema: publication; Owner: -
--

ALTER TABLE ONLY publication.item
    ADD CONSTRAINT item_index_number_key UNIQUE (index_number);


--
-- Name: item_matter item_matter_pkey; Type: CONSTRAINT; Schema: publication; Owner: -
--

ALTER TABLE ONLY publication.item_matter
    ADD CONSTRAINT item_matter_pkey PRIMARY KEY (item);


--
-- Name: item item_pkey; Type: CONSTRAINT; Schema: publication; Owner: -
--

ALTER TABLE ONLY publication.item
    ADD CONSTRAINT item_pkey PRIMARY KEY (id);


--
-- Name: item item_slug_key; Type: CONSTRAINT; Schema: publication; Owner: -
--

ALTER TABLE ONLY publication.item
    ADD CONSTRAINT item_slug_key UNIQUE (slug);


--
-- Name: item_version item_version_pkey; Type: CONSTRAINT; Schema: publication; Owner: -
--

ALTER TABLE ONLY publication.item_version
    ADD CONSTRAINT item_version_pkey PRIMARY KEY (item, version);


--
-- Name: link_check link_check_pkey; Type: CONSTRAINT; Schema: publication; Owner: -
--

ALTER TABLE ONLY publication.link_check
    ADD CONSTRAINT link_check_pkey PRIMARY KEY (id);


--
-- Name: link link_pkey; Type: CONSTRAINT; Schema: publication; Owner: -
--

ALTER TABLE ONLY publication.link
    ADD CONSTRAINT link_pkey PRIMARY KEY (url);


--
-- Name: link_scan link_scan_pkey; Type: CONSTRAINT; Schema: publication; Owner: -
--

ALTER TABLE ONLY publication.link_scan
    ADD CONSTRAINT link_scan_pkey PRIMARY KEY (only_row);


--
-- Name: link_use link_use_pkey; Type: CONSTRAINT; Schema: publication; Owner: -
--

ALTER TABLE ONLY publication.link_use
    ADD CONSTRAINT link_use_pkey PRIMARY KEY (item, url);


--
-- Name: manifest manifest_pkey; Type: CONSTRAINT; Schema: publication; Owner: -
--

ALTER TABLE ONLY publication.manifest
    ADD CONSTRAINT manifest_pkey PRIMARY KEY (item, version);


--
-- Name: open_data_file open_data_file_pkey; Type: CONSTRAINT; Schema: publication; Owner: -
--

ALTER TABLE ONLY publication.open_data_file
    ADD CONSTRAINT open_data_file_pkey PRIMARY KEY (name);


--
-- Name: part part_pkey; Type: CONSTRAINT; Schema: publication; Owner: -
--

ALTER TABLE ONLY publication.part
    ADD CONSTRAINT part_pkey PRIMARY KEY (item, version, "position");


--
-- Name: plan plan_pkey; Type: CONSTRAINT; Schema: publication; Owner: -
--

ALTER TABLE ONLY publication.plan
    ADD CONSTRAINT plan_pkey PRIMARY KEY (revision);


--
-- Name: registration registration_pkey; Type: CONSTRAINT; Schema: publication; Owner: -
--

ALTER TABLE ONLY publication.registration
    ADD CONSTRAINT registration_pkey PRIMARY KEY (log_index);


--
-- Name: registration registration_revision_effect_key; Type: CONSTRAINT; Schema: publication; Owner: -
--

ALTER TABLE ONLY publication.registration
    ADD CONSTRAINT registration_revision_effect_key UNIQUE (revision, effect);


--
-- Name: relation relation_pkey; Type: CONSTRAINT; Schema: publication; Owner: -
--

ALTER TABLE ONLY publication.relation
    ADD CONSTRAINT relation_pkey PRIMARY KEY (from_item, to_item, kind);


--
-- Name: site site_pkey; Type: CONSTRAINT; Schema: publication; Owner: -
--

ALTER TABLE ONLY publication.site
    ADD CONSTRAINT site_pkey PRIMARY KEY (only_row);


--
-- Name: tombstone tombstone_pkey; Type: CONSTRAINT; Schema: publication; Owner: -
--

ALTER TABLE ONLY publication.tombstone
    ADD CONSTRAINT tombstone_pkey PRIMARY KEY (item, revision);


--
-- Name: decision decision_ordinal_key; Type: CONSTRAINT; Schema: screening; Owner: -
--

ALTER TABLE ONLY screening.decision
    ADD CONSTRAINT decision_ordinal_key UNIQUE (ordinal);


--
-- Name: decision decision_pkey; Type: CONSTRAINT; Schema: screening; Owner: -
--

ALTER TABLE ONLY screening.decision
    ADD CONSTRAINT decision_pkey PRIMARY KEY (id);


--
-- Name: finding finding_pkey; Type: CONSTRAINT; Schema: screening; Owner: -
--

ALTER TABLE ONLY screening.finding
    ADD CONSTRAINT finding_pkey PRIMARY KEY (screening_id, ordinal);


--
-- Name: incident incident_ordinal_key; Type: CONSTRAINT; Schema: screening; Owner: -
--

ALTER TABLE ONLY screening.incident
    ADD CONSTRAINT incident_ordinal_key UNIQUE (ordinal);


--
-- Name: incident incident_pkey; Type: CONSTRAINT; Schema: screening; Owner: -
--

ALTER TABLE ONLY screening.incident
    ADD CONSTRAINT incident_pkey PRIMARY KEY (id);


--
-- Name: incident_step incident_step_pkey; Type: CONSTRAINT; Schema: screening; Owner: -
--

ALTER TABLE ONLY screening.incident_step
    ADD CONSTRAINT incident_step_pkey PRIMARY KEY (incident_id, step);


--
-- Name: screening screening_ordinal_key; Type: CONSTRAINT; Schema: screening; Owner: -
--

ALTER TABLE ONLY screening.screening
    ADD CONSTRAINT screening_ordinal_key UNIQUE (ordinal);


--
-- Name: screening screening_pkey; Type: CONSTRAINT; Schema: screening; Owner: -
--

ALTER TABLE ONLY screening.screening
    ADD CONSTRAINT screening_pkey PRIMARY KEY (id);


--
-- Name: setting setting_pkey; Type: CONSTRAINT; Schema: screening; Owner: -
--

ALTER TABLE ONLY screening.setting
    ADD CONSTRAINT setting_pkey PRIMARY KEY (only_row);


--
-- Name: term term_pkey; Type: CONSTRAINT; Schema: screening; Owner: -
--

ALTER TABLE ONLY screening.term
    ADD CONSTRAINT term_pkey PRIMARY KEY (id);


--
-- Name: term term_unit_id_kind_term_key; Type: CONSTRAINT; Schema: screening; Owner: -
--

ALTER TABLE ONLY screening.term
    ADD CONSTRAINT term_unit_id_kind_term_key UNIQUE (unit_id, kind, term);


--
-- Name: document document_number_key; Type: CONSTRAINT; Schema: search; Owner: -
--

ALTER TABLE ONLY search.document
    ADD CONSTRAINT document_number_key UNIQUE (number);


--
-- Name: document document_pkey; Type: CONSTRAINT; Schema: search; Owner: -
--

ALTER TABLE ONLY search.document
    ADD CONSTRAINT document_pkey PRIMARY KEY (item);


--
-- Name: boilerplate boilerplate_pkey; Type: CONSTRAINT; Schema: similarity; Owner: -
--

ALTER TABLE ONLY similarity.boilerplate
    ADD CONSTRAINT boilerplate_pkey PRIMARY KEY (fingerprint, source);


--
-- Name: text text_pkey; Type: CONSTRAINT; Schema: similarity; Owner: -
--

ALTER TABLE ONLY similarity.text
    ADD CONSTRAINT text_pkey PRIMARY KEY (subject);


--
-- Name: digest_item digest_item_pkey; Type: CONSTRAINT; Schema: subscriptions; Owner: -
--

ALTER TABLE ONLY subscriptions.digest_item
    ADD CONSTRAINT digest_item_pkey PRIMARY KEY (digest, item);


--
-- Name: digest digest_pkey; Type: CONSTRAINT; Schema: subscriptions; Owner: -
--

ALTER TABLE ONLY subscriptions.digest
    ADD CONSTRAINT digest_pkey PRIMARY KEY (id);


--
-- Name: digest digest_subscription_after_made_at_key; Type: CONSTRAINT; Schema: subscriptions; Owner: -
--

ALTER TABLE ONLY subscriptions.digest
    ADD CONSTRAINT digest_subscription_after_made_at_key UNIQUE (subscription, after, made_at);


--
-- Name: staff_digest staff_digest_digest_key; Type: CONSTRAINT; Schema: subscriptions; Owner: -
--

ALTER TABLE ONLY subscriptions.staff_digest
    ADD CONSTRAINT staff_digest_digest_key UNIQUE (digest);


--
-- Name: staff_digest staff_digest_notice_key; Type: CONSTRAINT; Schema: subscriptions; Owner: -
--

ALTER TABLE ONLY subscriptions.staff_digest
    ADD CONSTRAINT staff_digest_notice_key UNIQUE (notice);


--
-- Name: staff_digest staff_digest_pkey; Type: CONSTRAINT; Schema: subscriptions; Owner: -
--

ALTER TABLE ONLY subscriptions.staff_digest
    ADD CONSTRAINT staff_digest_pkey PRIMARY KEY (id);


--
-- Name: staff_mail staff_mail_change_key; Type: CONSTRAINT; Schema: subscriptions; Owner: -
--

ALTER TABLE ONLY subscriptions.staff_mail
    ADD CONSTRAINT staff_mail_change_key UNIQUE (change);


--
-- Name: staff_mail staff_mail_pkey; Type: CONSTRAINT; Schema: subscriptions; Owner: -
--

ALTER TABLE ONLY subscriptions.staff_mail
    ADD CONSTRAINT staff_mail_pkey PRIMARY KEY (person);


--
-- Name: subscriber subscriber_address_index_key; Type: CONSTRAINT; Schema: subscriptions; Owner: -
--

ALTER TABLE ONLY subscriptions.subscriber
    ADD CONSTRAINT subscriber_address_index_key UNIQUE (address_index);


--
-- Name: subscriber subscriber_pkey; Type: CONSTRAINT; Schema: subscriptions; Owner: -
--

ALTER TABLE ONLY subscriptions.subscriber
    ADD CONSTRAINT subscriber_pkey PRIMARY KEY (id);


--
-- Name: subscription subscription_pkey; Type: CONSTRAINT; Schema: subscriptions; Owner: -
--

ALTER TABLE ONLY subscriptions.subscription
    ADD CONSTRAINT subscription_pkey PRIMARY KEY (id);


--
-- Name: subscription subscription_subscriber_target_key; Type: CONSTRAINT; Schema: subscriptions; Owner: -
--

ALTER TABLE ONLY subscriptions.subscription
    ADD CONSTRAINT subscription_subscriber_target_key UNIQUE (subscriber, target);


--
-- Name: taken_back taken_back_pkey; Type: CONSTRAINT; Schema: subscriptions; Owner: -
--

ALTER TABLE ONLY subscriptions.taken_back
    ADD CONSTRAINT taken_back_pkey PRIMARY KEY (subscription, item);


--
-- Name: alarm alarm_pkey; Type: CONSTRAINT; Schema: transparency_log; Owner: -
--

ALTER TABLE ONLY transparency_log.alarm
    ADD CONSTRAINT alarm_pkey PRIMARY KEY (code);


--
-- Name: anchor anchor_pkey; Type: CONSTRAINT; Schema: transparency_log; Owner: -
--

ALTER TABLE ONLY transparency_log.anchor
    ADD CONSTRAINT anchor_pkey PRIMARY KEY (id);


--
-- Name: authority authority_pkey; Type: CONSTRAINT; Schema: transparency_log; Owner: -
--

ALTER TABLE ONLY transparency_log.authority
    ADD CONSTRAINT authority_pkey PRIMARY KEY (url);


--
-- Name: head head_pkey; Type: CONSTRAINT; Schema: transparency_log; Owner: -
--

ALTER TABLE ONLY transparency_log.head
    ADD CONSTRAINT head_pkey PRIMARY KEY (size);


--
-- Name: head head_size_root_key; Type: CONSTRAINT; Schema: transparency_log; Owner: -
--

ALTER TABLE ONLY transparency_log.head
    ADD CONSTRAINT head_size_root_key UNIQUE (size, root);


--
-- Name: leaf leaf_pkey; Type: CONSTRAINT; Schema: transparency_log; Owner: -
--

ALTER TABLE ONLY transparency_log.leaf
    ADD CONSTRAINT leaf_pkey PRIMARY KEY (idx);


--
-- Name: origin origin_pkey; Type: CONSTRAINT; Schema: transparency_log; Owner: -
--

ALTER TABLE ONLY transparency_log.origin
    ADD CONSTRAINT origin_pkey PRIMARY KEY (only_row);


--
-- Name: peer peer_pkey; Type: CONSTRAINT; Schema: transparency_log; Owner: -
--

ALTER TABLE ONLY transparency_log.peer
    ADD CONSTRAINT peer_pkey PRIMARY KEY (origin);


--
-- Name: published published_pkey; Type: CONSTRAINT; Schema: transparency_log; Owner: -
--

ALTER TABLE ONLY transparency_log.published
    ADD CONSTRAINT published_pkey PRIMARY KEY (seq);


--
-- Name: signer_key signer_key_kind_since_key; Type: CONSTRAINT; Schema: transparency_log; Owner: -
--

ALTER TABLE ONLY transparency_log.signer_key
    ADD CONSTRAINT signer_key_kind_since_key UNIQUE (kind, since);


--
-- Name: signer_key signer_key_pkey; Type: CONSTRAINT; Schema: transparency_log; Owner: -
--

ALTER TABLE ONLY transparency_log.signer_key
    ADD CONSTRAINT signer_key_pkey PRIMARY KEY (vkey);


--
-- Name: witness witness_pkey; Type: CONSTRAINT; Schema: transparency_log; Owner: -
--

ALTER TABLE ONLY transparency_log.witness
    ADD CONSTRAINT witness_pkey PRIMARY KEY (vkey);


--
-- Name: brief_issued; Type: INDEX; Schema: carriers; Owner: -
--

CREATE INDEX brief_issued ON carriers.brief USING btree (issued_at DESC, id) WHERE (issued_at IS NOT NULL);


--
-- Name: brief_of_unit; Type: INDEX; Schema: carriers; Owner: -
--

CREATE INDEX brief_of_unit ON carriers.brief USING btree (unit, changed_at DESC);


--
-- Name: carrier_by_state; Type: INDEX; Schema: carriers; Owner: -
--

CREATE INDEX carrier_by_state ON carriers.carrier USING btree (state, changed_at DESC);


--
-- Name: carrier_event_of; Type: INDEX; Schema: carriers; Owner: -
--

CREATE INDEX carrier_event_of ON carriers.carrier_event USING btree (carrier, ordinal);


--
-- Name: carrier_of_unit; Type: INDEX; Schema: carriers; Owner: -
--

CREATE INDEX carrier_of_unit ON carriers.carrier USING btree (unit, kind);


--
-- Name: carrier_photo; Type: INDEX; Schema: carriers; Owner: -
--

CREATE INDEX carrier_photo ON carriers.carrier USING btree (photo_sha256) WHERE (photo_sha256 IS NOT NULL);


--
-- Name: channel_receipt_of_item; Type: INDEX; Schema: carriers; Owner: -
--

CREATE INDEX channel_receipt_of_item ON carriers.channel_receipt USING btree (item);


--
-- Name: channel_receipt_open; Type: INDEX; Schema: carriers; Owner: -
--

CREATE INDEX channel_receipt_open ON carriers.channel_receipt USING btree (created_at) WHERE (state = ANY (ARRAY['waiting'::text, 'showing'::text]));


--
-- Name: delivery_attempt_of; Type: INDEX; Schema: carriers; Owner: -
--

CREATE INDEX delivery_attempt_of ON carriers.delivery_attempt USING btree (delivery, ordinal);


--
-- Name: delivery_of_carrier; Type: INDEX; Schema: carriers; Owner: -
--

CREATE INDEX delivery_of_carrier ON carriers.delivery USING btree (carrier, ordinal DESC);


--
-- Name: delivery_of_item; Type: INDEX; Schema: carriers; Owner: -
--

CREATE INDEX delivery_of_item ON carriers.delivery USING btree (item, ordinal DESC);


--
-- Name: delivery_of_unit; Type: INDEX; Schema: carriers; Owner: -
--

CREATE INDEX delivery_of_unit ON carriers.delivery USING btree (unit, ordinal DESC);


--
-- Name: delivery_overdue; Type: INDEX; Schema: carriers; Owner: -
--

CREATE INDEX delivery_overdue ON carriers.delivery USING btree (due_at) WHERE ((state = 'waiting'::text) AND (due_at IS NOT NULL));


--
-- Name: delivery_waiting; Type: INDEX; Schema: carriers; Owner: -
--

CREATE INDEX delivery_waiting ON carriers.delivery USING btree (next_attempt_at) WHERE (state = 'waiting'::text);


--
-- Name: device_contact; Type: INDEX; Schema: carriers; Owner: -
--

CREATE INDEX device_contact ON carriers.device USING btree (last_contact_at) WHERE (revoked_at IS NULL);


--
-- Name: finding_of_carrier; Type: INDEX; Schema: carriers; Owner: -
--

CREATE INDEX finding_of_carrier ON carriers.finding USING btree (carrier) WHERE (resolved_at IS NULL);


--
-- Name: finding_of_unit; Type: INDEX; Schema: carriers; Owner: -
--

CREATE INDEX finding_of_unit ON carriers.finding USING btree (unit, found_at DESC);


--
-- Name: finding_open; Type: INDEX; Schema: carriers; Owner: -
--

CREATE UNIQUE INDEX finding_open ON carriers.finding USING btree (kind, subject) WHERE (resolved_at IS NULL);


--
-- Name: pairing_expiry; Type: INDEX; Schema: carriers; Owner: -
--

CREATE INDEX pairing_expiry ON carriers.pairing USING btree (expires_at);


--
-- Name: posting_of_board; Type: INDEX; Schema: carriers; Owner: -
--

CREATE INDEX posting_of_board ON carriers.posting USING btree (board, planned_at DESC);


--
-- Name: posting_of_item; Type: INDEX; Schema: carriers; Owner: -
--

CREATE INDEX posting_of_item ON carriers.posting USING btree (item);


--
-- Name: posting_open; Type: INDEX; Schema: carriers; Owner: -
--

CREATE INDEX posting_open ON carriers.posting USING btree (unit, due_on) WHERE (state = ANY (ARRAY['toPost'::text, 'posted'::text]));


--
-- Name: posting_photo; Type: INDEX; Schema: carriers; Owner: -
--

CREATE INDEX posting_photo ON carriers.posting USING btree (photo_sha256) WHERE (photo_sha256 IS NOT NULL);


--
-- Name: posting_taken_photo; Type: INDEX; Schema: carriers; Owner: -
--

CREATE INDEX posting_taken_photo ON carriers.posting USING btree (taken_photo_sha256) WHERE (taken_photo_sha256 IS NOT NULL);


--
-- Name: webhook_of_unit; Type: INDEX; Schema: carriers; Owner: -
--

CREATE INDEX webhook_of_unit ON carriers.webhook USING btree (unit) WHERE (state <> 'removed'::text);


--
-- Name: catalogue_by_change; Type: INDEX; Schema: catalogue; Owner: -
--

CREATE INDEX catalogue_by_change ON catalogue.catalogue USING btree (updated_at DESC, id DESC);


--
-- Name: catalogue_one_in_force; Type: INDEX; Schema: catalogue; Owner: -
--

CREATE UNIQUE INDEX catalogue_one_in_force ON catalogue.catalogue USING btree (unit_id, affairs_kind) WHERE (state = 'inForce'::text);


--
-- Name: catalogue_one_stays_shown; Type: INDEX; Schema: catalogue; Owner: -
--

CREATE UNIQUE INDEX catalogue_one_stays_shown ON catalogue.catalogue USING btree (unit_id, affairs_kind) WHERE stays_shown;


--
-- Name: catalogue_one_under_way; Type: INDEX; Schema: catalogue; Owner: -
--

CREATE UNIQUE INDEX catalogue_one_under_way ON catalogue.catalogue USING btree (unit_id, affairs_kind) WHERE (state = ANY (ARRAY['draft'::text, 'submitted'::text, 'approved'::text, 'filed'::text, 'registered'::text]));


--
-- Name: catalogue_pending; Type: INDEX; Schema: catalogue; Owner: -
--

CREATE INDEX catalogue_pending ON catalogue.catalogue USING btree (pending_since) WHERE (pending_since IS NOT NULL);


--
-- Name: catalogue_to_take_effect; Type: INDEX; Schema: catalogue; Owner: -
--

CREATE INDEX catalogue_to_take_effect ON catalogue.catalogue USING btree (in_force_from) WHERE (state = 'registered'::text);


--
-- Name: duty_by_day; Type: INDEX; Schema: catalogue; Owner: -
--

CREATE INDEX duty_by_day ON catalogue.duty USING btree (due_on, id);


--
-- Name: duty_change_by_duty; Type: INDEX; Schema: catalogue; Owner: -
--

CREATE INDEX duty_change_by_duty ON catalogue.duty_change USING btree (duty_id, id);


--
-- Name: duty_done_late; Type: INDEX; Schema: catalogue; Owner: -
--

CREATE INDEX duty_done_late ON catalogue.duty USING btree (due_on, id) WHERE (fulfilled_on > due_on);


--
-- Name: duty_of_catalogue; Type: INDEX; Schema: catalogue; Owner: -
--

CREATE INDEX duty_of_catalogue ON catalogue.duty USING btree (catalogue_id);


--
-- Name: duty_of_event; Type: INDEX; Schema: catalogue; Owner: -
--

CREATE INDEX duty_of_event ON catalogue.duty USING btree (event_id) WHERE (event_id IS NOT NULL);


--
-- Name: duty_of_item; Type: INDEX; Schema: catalogue; Owner: -
--

CREATE INDEX duty_of_item ON catalogue.duty USING btree (item_id);


--
-- Name: duty_open_by_day; Type: INDEX; Schema: catalogue; Owner: -
--

CREATE INDEX duty_open_by_day ON catalogue.duty USING btree (due_on, id) WHERE (state = 'open'::text);


--
-- Name: duty_standing; Type: INDEX; Schema: catalogue; Owner: -
--

CREATE INDEX duty_standing ON catalogue.duty USING btree (unit_id, due_on, id) INCLUDE (state, fulfilled_on);


--
-- Name: duty_to_review; Type: INDEX; Schema: catalogue; Owner: -
--

CREATE INDEX duty_to_review ON catalogue.duty USING btree (review_on) WHERE (state = 'withheld'::text);


--
-- Name: history_by_catalogue; Type: INDEX; Schema: catalogue; Owner: -
--

CREATE INDEX history_by_catalogue ON catalogue.history USING btree (catalogue_id, id);


--
-- Name: item_by_key; Type: INDEX; Schema: catalogue; Owner: -
--

CREATE INDEX item_by_key ON catalogue.item USING btree (item_key);


--
-- Name: item_in_order; Type: INDEX; Schema: catalogue; Owner: -
--

CREATE INDEX item_in_order ON catalogue.item USING btree (catalogue_id, "position", id);


--
-- Name: template_by_unit; Type: INDEX; Schema: catalogue; Owner: -
--

CREATE INDEX template_by_unit ON catalogue.template USING btree (unit_id, affairs_kind);


--
-- Name: template_proposal_open; Type: INDEX; Schema: catalogue; Owner: -
--

CREATE INDEX template_proposal_open ON catalogue.template_proposal USING btree (unit_id, proposed_at) WHERE (state = 'open'::text);


--
-- Name: trigger_event_by_row; Type: INDEX; Schema: catalogue; Owner: -
--

CREATE INDEX trigger_event_by_row ON catalogue.trigger_event USING btree (unit_id, affairs_kind, item_key);


--
-- Name: trigger_event_by_unit; Type: INDEX; Schema: catalogue; Owner: -
--

CREATE INDEX trigger_event_by_unit ON catalogue.trigger_event USING btree (unit_id, recorded_at DESC);


--
-- Name: after_review_by_unit; Type: INDEX; Schema: disclosure; Owner: -
--

CREATE INDEX after_review_by_unit ON disclosure.after_review USING btree (unit_id) WHERE (closed_at IS NULL);


--
-- Name: after_review_open; Type: INDEX; Schema: disclosure; Owner: -
--

CREATE INDEX after_review_open ON disclosure.after_review USING btree (due_at) WHERE (closed_at IS NULL);


--
-- Name: attachment_by_file; Type: INDEX; Schema: disclosure; Owner: -
--

CREATE INDEX attachment_by_file ON disclosure.attachment USING btree (sha256);


--
-- Name: attachment_by_revision; Type: INDEX; Schema: disclosure; Owner: -
--

CREATE INDEX attachment_by_revision ON disclosure.attachment USING btree (revision_id, "position");


--
-- Name: comment_by_disclosure; Type: INDEX; Schema: disclosure; Owner: -
--

CREATE INDEX comment_by_disclosure ON disclosure.comment USING btree (disclosure_id, id);


--
-- Name: disclosure_by_line; Type: INDEX; Schema: disclosure; Owner: -
--

CREATE INDEX disclosure_by_line ON disclosure.disclosure USING btree (line_id) WHERE (line_id IS NOT NULL);


--
-- Name: disclosure_by_path; Type: INDEX; Schema: disclosure; Owner: -
--

CREATE INDEX disclosure_by_path ON disclosure.disclosure USING btree (unit_path, created_at DESC);


--
-- Name: draft_conflict_open; Type: INDEX; Schema: disclosure; Owner: -
--

CREATE INDEX draft_conflict_open ON disclosure.draft_conflict USING btree (revision_id) WHERE (settled_at IS NULL);


--
-- Name: event_by_disclosure; Type: INDEX; Schema: disclosure; Owner: -
--

CREATE INDEX event_by_disclosure ON disclosure.event USING btree (disclosure_id, id);


--
-- Name: matter_by_path; Type: INDEX; Schema: disclosure; Owner: -
--

CREATE INDEX matter_by_path ON disclosure.matter USING btree (unit_path);


--
-- Name: matter_by_unit; Type: INDEX; Schema: disclosure; Owner: -
--

CREATE INDEX matter_by_unit ON disclosure.matter USING btree (unit_id, created_at DESC, id DESC);


--
-- Name: opinion_request_open; Type: INDEX; Schema: disclosure; Owner: -
--

CREATE INDEX opinion_request_open ON disclosure.opinion_request USING btree (revision_id) WHERE (ended_at IS NULL);


--
-- Name: revision_by_creator; Type: INDEX; Schema: disclosure; Owner: -
--

CREATE INDEX revision_by_creator ON disclosure.revision USING btree (created_by, updated_at DESC) WHERE (state = ANY (ARRAY['draft'::text, 'returned'::text, 'cancelled'::text]));


--
-- Name: revision_by_state; Type: INDEX; Schema: disclosure; Owner: -
--

CREATE INDEX revision_by_state ON disclosure.revision USING btree (state, updated_at DESC);


--
-- Name: revision_editor_by_person; Type: INDEX; Schema: disclosure; Owner: -
--

CREATE INDEX revision_editor_by_person ON disclosure.revision_editor USING btree (person, revision_id);


--
-- Name: revision_live; Type: INDEX; Schema: disclosure; Owner: -
--

CREATE UNIQUE INDEX revision_live ON disclosure.revision USING btree (disclosure_id) WHERE (state = 'published'::text);


--
-- Name: revision_under_way; Type: INDEX; Schema: disclosure; Owner: -
--

CREATE UNIQUE INDEX revision_under_way ON disclosure.revision USING btree (disclosure_id) WHERE (state <> ALL (ARRAY['published'::text, 'returned'::text, 'cancelled'::text, 'superseded'::text]));


--
-- Name: seen_by_revision; Type: INDEX; Schema: disclosure; Owner: -
--

CREATE INDEX seen_by_revision ON disclosure.seen USING btree (revision_id);


--
-- Name: signature_by_person; Type: INDEX; Schema: disclosure; Owner: -
--

CREATE INDEX signature_by_person ON disclosure.signature USING btree (person, revision_id);


--
-- Name: signature_by_revision; Type: INDEX; Schema: disclosure; Owner: -
--

CREATE INDEX signature_by_revision ON disclosure.signature USING btree (revision_id, id);


--
-- Name: step_state_by_revision; Type: INDEX; Schema: disclosure; Owner: -
--

CREATE INDEX step_state_by_revision ON disclosure.step_state USING btree (revision_id, id);


--
-- Name: step_state_due; Type: INDEX; Schema: disclosure; Owner: -
--

CREATE INDEX step_state_due ON disclosure.step_state USING btree (due_on) WHERE (ended_at IS NULL);


--
-- Name: step_state_inbox_line; Type: INDEX; Schema: disclosure; Owner: -
--

CREATE INDEX step_state_inbox_line ON disclosure.step_state USING btree (line_id, role) WHERE (ended_at IS NULL);


--
-- Name: step_state_inbox_path; Type: INDEX; Schema: disclosure; Owner: -
--

CREATE INDEX step_state_inbox_path ON disclosure.step_state USING btree (role, unit_path) WHERE (ended_at IS NULL);


--
-- Name: step_state_inbox_unit; Type: INDEX; Schema: disclosure; Owner: -
--

CREATE INDEX step_state_inbox_unit ON disclosure.step_state USING btree (unit_id, role, due_on) WHERE (ended_at IS NULL);


--
-- Name: step_state_nobody; Type: INDEX; Schema: disclosure; Owner: -
--

CREATE INDEX step_state_nobody ON disclosure.step_state USING btree (unit_path) WHERE ((ended_at IS NULL) AND (nobody_since IS NOT NULL));


--
-- Name: step_state_open; Type: INDEX; Schema: disclosure; Owner: -
--

CREATE UNIQUE INDEX step_state_open ON disclosure.step_state USING btree (revision_id, lane, request_id) NULLS NOT DISTINCT WHERE (ended_at IS NULL);


--
-- Name: text_template_by_unit; Type: INDEX; Schema: disclosure; Owner: -
--

CREATE INDEX text_template_by_unit ON disclosure.text_template USING btree (unit_id) WHERE (retired_at IS NULL);


--
-- Name: watch_by_person; Type: INDEX; Schema: disclosure; Owner: -
--

CREATE INDEX watch_by_person ON disclosure.watch USING btree (person) WHERE watching;


--
-- Name: withholding_by_dossier; Type: INDEX; Schema: disclosure; Owner: -
--

CREATE INDEX withholding_by_dossier ON disclosure.withholding USING btree (disclosure_id);


--
-- Name: withholding_in_force; Type: INDEX; Schema: disclosure; Owner: -
--

CREATE INDEX withholding_in_force ON disclosure.withholding USING btree (review_on) WHERE (ended_at IS NULL);


--
-- Name: affiliation_by_unit; Type: INDEX; Schema: identity; Owner: -
--

CREATE INDEX affiliation_by_unit ON identity.affiliation USING btree (unit) WHERE (ended_at IS NULL);


--
-- Name: affiliation_once; Type: INDEX; Schema: identity; Owner: -
--

CREATE UNIQUE INDEX affiliation_once ON identity.affiliation USING btree (person, unit, kind) WHERE (ended_at IS NULL);


--
-- Name: delegation_by_delegate; Type: INDEX; Schema: identity; Owner: -
--

CREATE INDEX delegation_by_delegate ON identity.delegation USING btree (delegate) WHERE (revoked_at IS NULL);


--
-- Name: delegation_by_principal; Type: INDEX; Schema: identity; Owner: -
--

CREATE INDEX delegation_by_principal ON identity.delegation USING btree (principal);


--
-- Name: person_by_account; Type: INDEX; Schema: identity; Owner: -
--

CREATE INDEX person_by_account ON identity.person USING btree (account text_pattern_ops);


--
-- Name: person_by_home_unit; Type: INDEX; Schema: identity; Owner: -
--

CREATE INDEX person_by_home_unit ON identity.person USING btree (home_unit, id);


--
-- Name: person_by_name; Type: INDEX; Schema: identity; Owner: -
--

CREATE INDEX person_by_name ON identity.person USING btree (name text_pattern_ops);


--
-- Name: person_by_terms; Type: INDEX; Schema: identity; Owner: -
--

CREATE INDEX person_by_terms ON identity.person USING gin (search_terms);


--
-- Name: role_grant_by_person; Type: INDEX; Schema: identity; Owner: -
--

CREATE INDEX role_grant_by_person ON identity.role_grant USING btree (person);


--
-- Name: role_grant_by_unit; Type: INDEX; Schema: identity; Owner: -
--

CREATE INDEX role_grant_by_unit ON identity.role_grant USING btree (unit, role) WHERE (ended_at IS NULL);


--
-- Name: session_by_person; Type: INDEX; Schema: identity; Owner: -
--

CREATE INDEX session_by_person ON identity.session USING btree (person) WHERE (revoked_at IS NULL);


--
-- Name: import_row_by_code; Type: INDEX; Schema: organisations; Owner: -
--

CREATE INDEX import_row_by_code ON organisations.import_row USING btree (run_id, code);


--
-- Name: import_row_by_outcome; Type: INDEX; Schema: organisations; Owner: -
--

CREATE INDEX import_row_by_outcome ON organisations.import_row USING btree (run_id, outcome, seq);


--
-- Name: import_row_by_path; Type: INDEX; Schema: organisations; Owner: -
--

CREATE INDEX import_row_by_path ON organisations.import_row USING btree (run_id, path) WHERE (path IS NOT NULL);


--
-- Name: import_row_by_superior; Type: INDEX; Schema: organisations; Owner: -
--

CREATE INDEX import_row_by_superior ON organisations.import_row USING btree (run_id, superior_code);


--
-- Name: line_by_lead_unit; Type: INDEX; Schema: organisations; Owner: -
--

CREATE INDEX line_by_lead_unit ON organisations.line USING btree (lead_unit_id);


--
-- Name: post_by_person; Type: INDEX; Schema: organisations; Owner: -
--

CREATE INDEX post_by_person ON organisations.post USING btree (person) WHERE ((ended_on IS NULL) AND (person IS NOT NULL));


--
-- Name: post_by_term; Type: INDEX; Schema: organisations; Owner: -
--

CREATE INDEX post_by_term ON organisations.post USING btree (until_on) WHERE (ended_on IS NULL);


--
-- Name: post_by_unit; Type: INDEX; Schema: organisations; Owner: -
--

CREATE INDEX post_by_unit ON organisations.post USING btree (unit_id, kind);


--
-- Name: unit_by_line; Type: INDEX; Schema: organisations; Owner: -
--

CREATE INDEX unit_by_line ON organisations.unit USING btree (line_id, path) WHERE (line_id IS NOT NULL);


--
-- Name: unit_by_rank; Type: INDEX; Schema: organisations; Owner: -
--

CREATE INDEX unit_by_rank ON organisations.unit USING btree (level_rank, sort_order, id) WHERE (state = 'active'::text);


--
-- Name: unit_by_terms_in_scope; Type: INDEX; Schema: organisations; Owner: -
--

CREATE INDEX unit_by_terms_in_scope ON organisations.unit USING gin (search_terms, organisations.search_scope(path, line_id));


--
-- Name: unit_children; Type: INDEX; Schema: organisations; Owner: -
--

CREATE INDEX unit_children ON organisations.unit USING btree (superior_id, state, sort_order, id);


--
-- Name: unit_event_by_unit; Type: INDEX; Schema: organisations; Owner: -
--

CREATE INDEX unit_event_by_unit ON organisations.unit_event USING btree (unit_id, id DESC);


--
-- Name: unit_merged_into; Type: INDEX; Schema: organisations; Owner: -
--

CREATE INDEX unit_merged_into ON organisations.unit USING btree (merged_into_id) WHERE (merged_into_id IS NOT NULL);


--
-- Name: unit_name_by_day; Type: INDEX; Schema: organisations; Owner: -
--

CREATE INDEX unit_name_by_day ON organisations.unit_name USING btree (unit_id, from_on DESC, id DESC);


--
-- Name: audit_by_actor; Type: INDEX; Schema: platform; Owner: -
--

CREATE INDEX audit_by_actor ON platform.audit USING btree (actor, seq DESC);


--
-- Name: audit_by_subject; Type: INDEX; Schema: platform; Owner: -
--

CREATE INDEX audit_by_subject ON platform.audit USING btree (subject, seq DESC);


--
-- Name: audit_by_time; Type: INDEX; Schema: platform; Owner: -
--

CREATE INDEX audit_by_time ON platform.audit USING btree (at DESC, seq DESC);


--
-- Name: audit_by_unit; Type: INDEX; Schema: platform; Owner: -
--

CREATE INDEX audit_by_unit ON platform.audit USING btree (unit, seq DESC);


--
-- Name: calendar_day_year; Type: INDEX; Schema: platform; Owner: -
--

CREATE INDEX calendar_day_year ON platform.calendar_day USING btree (year);


--
-- Name: fact_by_subject; Type: INDEX; Schema: platform; Owner: -
--

CREATE INDEX fact_by_subject ON platform.fact USING btree (subject, seq);


--
-- Name: import_run_by_file; Type: INDEX; Schema: platform; Owner: -
--

CREATE INDEX import_run_by_file ON platform.import_run USING btree (kind, sha256) WHERE (state = 'committed'::text);


--
-- Name: import_run_by_person; Type: INDEX; Schema: platform; Owner: -
--

CREATE INDEX import_run_by_person ON platform.import_run USING btree (created_by, kind, created_at DESC, id DESC);


--
-- Name: mail_by_owner; Type: INDEX; Schema: platform; Owner: -
--

CREATE INDEX mail_by_owner ON platform.mail USING btree (owner) WHERE (state = ANY (ARRAY['waiting'::text, 'sending'::text]));


--
-- Name: mail_due; Type: INDEX; Schema: platform; Owner: -
--

CREATE INDEX mail_due ON platform.mail USING btree (next_at) WHERE (state = 'waiting'::text);


--
-- Name: mail_ended; Type: INDEX; Schema: platform; Owner: -
--

CREATE INDEX mail_ended ON platform.mail USING btree (ended_at) WHERE (ended_at IS NOT NULL);


--
-- Name: mail_leased; Type: INDEX; Schema: platform; Owner: -
--

CREATE INDEX mail_leased ON platform.mail USING btree (lease_until) WHERE (state = 'sending'::text);


--
-- Name: notification_by_link; Type: INDEX; Schema: platform; Owner: -
--

CREATE INDEX notification_by_link ON platform.notification USING btree (link, created_at);


--
-- Name: notification_by_person; Type: INDEX; Schema: platform; Owner: -
--

CREATE INDEX notification_by_person ON platform.notification USING btree (person, id DESC);


--
-- Name: notification_unread; Type: INDEX; Schema: platform; Owner: -
--

CREATE INDEX notification_unread ON platform.notification USING btree (person) WHERE (read_at IS NULL);


--
-- Name: document_check_open; Type: INDEX; Schema: publication; Owner: -
--

CREATE INDEX document_check_open ON publication.document_check USING btree (unit, checked_at DESC) WHERE ((state = 'failed'::text) OR (missing <> '{}'::text[]));


--
-- Name: erasure_by_item; Type: INDEX; Schema: publication; Owner: -
--

CREATE INDEX erasure_by_item ON publication.erasure USING btree (item, proposed_at DESC);


--
-- Name: erasure_open; Type: INDEX; Schema: publication; Owner: -
--

CREATE UNIQUE INDEX erasure_open ON publication.erasure USING btree (item) WHERE (state = 'proposed'::text);


--
-- Name: item_after_review; Type: INDEX; Schema: publication; Owner: -
--

CREATE INDEX item_after_review ON publication.item USING btree (unit) WHERE (after_review IS NOT NULL);


--
-- Name: item_attachment_by_content; Type: INDEX; Schema: publication; Owner: -
--

CREATE INDEX item_attachment_by_content ON publication.item_attachment USING btree (sha256);


--
-- Name: item_by_category; Type: INDEX; Schema: publication; Owner: -
--

CREATE INDEX item_by_category ON publication.item USING btree (category, published_at DESC, id DESC) WHERE (state = 'live'::text);


--
-- Name: item_by_kind; Type: INDEX; Schema: publication; Owner: -
--

CREATE INDEX item_by_kind ON publication.item USING btree (affairs_kind, published_at DESC, id DESC) WHERE (state = 'live'::text);


--
-- Name: item_by_unit; Type: INDEX; Schema: publication; Owner: -
--

CREATE INDEX item_by_unit ON publication.item USING btree (unit, published_at DESC, id DESC) WHERE (state = 'live'::text);


--
-- Name: item_changed_society; Type: INDEX; Schema: publication; Owner: -
--

CREATE INDEX item_changed_society ON publication.item USING btree (changed_at DESC, id DESC) WHERE ((state = 'live'::text) AND (scope = 'society'::text));


--
-- Name: item_matter_by_matter; Type: INDEX; Schema: publication; Owner: -
--

CREATE INDEX item_matter_by_matter ON publication.item_matter USING btree (matter);


--
-- Name: item_newest; Type: INDEX; Schema: publication; Owner: -
--

CREATE INDEX item_newest ON publication.item USING btree (published_at DESC, id DESC) WHERE (state = 'live'::text);


--
-- Name: item_newest_society; Type: INDEX; Schema: publication; Owner: -
--

CREATE INDEX item_newest_society ON publication.item USING btree (published_at DESC, id DESC) WHERE ((state = 'live'::text) AND (scope = 'society'::text));


--
-- Name: item_version_by_revision; Type: INDEX; Schema: publication; Owner: -
--

CREATE UNIQUE INDEX item_version_by_revision ON publication.item_version USING btree (revision) WHERE (erasure IS NULL);


--
-- Name: link_check_by_url; Type: INDEX; Schema: publication; Owner: -
--

CREATE INDEX link_check_by_url ON publication.link_check USING btree (url, id DESC);


--
-- Name: link_due; Type: INDEX; Schema: publication; Owner: -
--

CREATE INDEX link_due ON publication.link USING btree (next_at) WHERE (kind = 'external'::text);


--
-- Name: link_trouble; Type: INDEX; Schema: publication; Owner: -
--

CREATE INDEX link_trouble ON publication.link USING btree (state, url) WHERE (state = ANY (ARRAY['dead'::text, 'unreachable'::text, 'redirected'::text]));


--
-- Name: link_use_by_url; Type: INDEX; Schema: publication; Owner: -
--

CREATE INDEX link_use_by_url ON publication.link_use USING btree (url);


--
-- Name: open_data_file_by_content; Type: INDEX; Schema: publication; Owner: -
--

CREATE INDEX open_data_file_by_content ON publication.open_data_file USING btree (sha256);


--
-- Name: part_by_content; Type: INDEX; Schema: publication; Owner: -
--

CREATE INDEX part_by_content ON publication.part USING btree (sha256) WHERE (sha256 IS NOT NULL);


--
-- Name: plan_findings; Type: INDEX; Schema: publication; Owner: -
--

CREATE INDEX plan_findings ON publication.plan USING btree (unit, created_at DESC) WHERE (missed OR (state = 'refused'::text));


--
-- Name: plan_waiting; Type: INDEX; Schema: publication; Owner: -
--

CREATE INDEX plan_waiting ON publication.plan USING btree (publish_at) WHERE (state = 'waiting'::text);


--
-- Name: registration_by_item; Type: INDEX; Schema: publication; Owner: -
--

CREATE INDEX registration_by_item ON publication.registration USING btree (item, log_index);


--
-- Name: registration_taken; Type: INDEX; Schema: publication; Owner: -
--

CREATE INDEX registration_taken ON publication.registration USING btree (log_index) WHERE ((effect = ANY (ARRAY['withdraw'::text, 'close'::text, 'redact'::text])) AND (scope = 'society'::text) AND (revealed_at IS NOT NULL));


--
-- Name: registration_waiting; Type: INDEX; Schema: publication; Owner: -
--

CREATE INDEX registration_waiting ON publication.registration USING btree (log_index) WHERE (revealed_at IS NULL);


--
-- Name: relation_to; Type: INDEX; Schema: publication; Owner: -
--

CREATE INDEX relation_to ON publication.relation USING btree (to_item);


--
-- Name: tombstone_by_revision; Type: INDEX; Schema: publication; Owner: -
--

CREATE INDEX tombstone_by_revision ON publication.tombstone USING btree (revision);


--
-- Name: tombstone_by_slug; Type: INDEX; Schema: publication; Owner: -
--

CREATE INDEX tombstone_by_slug ON publication.tombstone USING btree (slug);


--
-- Name: tombstone_newest_society; Type: INDEX; Schema: publication; Owner: -
--

CREATE INDEX tombstone_newest_society ON publication.tombstone USING btree (withdrawn_at DESC) WHERE (scope = 'society'::text);


--
-- Name: decision_revision; Type: INDEX; Schema: screening; Owner: -
--

CREATE INDEX decision_revision ON screening.decision USING btree (revision, fingerprint, ordinal DESC);


--
-- Name: decision_unit; Type: INDEX; Schema: screening; Owner: -
--

CREATE INDEX decision_unit ON screening.decision USING btree (unit_id);


--
-- Name: incident_unit; Type: INDEX; Schema: screening; Owner: -
--

CREATE INDEX incident_unit ON screening.incident USING btree (unit_id, ordinal DESC);


--
-- Name: screening_revision; Type: INDEX; Schema: screening; Owner: -
--

CREATE INDEX screening_revision ON screening.screening USING btree (revision, ordinal DESC);


--
-- Name: screening_unit; Type: INDEX; Schema: screening; Owner: -
--

CREATE INDEX screening_unit ON screening.screening USING btree (unit_id);


--
-- Name: document_newest; Type: INDEX; Schema: search; Owner: -
--

CREATE INDEX document_newest ON search.document USING btree (published_at DESC, number DESC);


--
-- Name: document_terms; Type: INDEX; Schema: search; Owner: -
--

CREATE INDEX document_terms ON search.document USING gin (terms) WITH (fastupdate='on', gin_pending_list_limit='512');


--
-- Name: boilerplate_by_source; Type: INDEX; Schema: similarity; Owner: -
--

CREATE INDEX boilerplate_by_source ON similarity.boilerplate USING btree (source);


--
-- Name: text_by_fingerprint; Type: INDEX; Schema: similarity; Owner: -
--

CREATE INDEX text_by_fingerprint ON similarity.text USING gin (fingerprints) WITH (fastupdate=off);


--
-- Name: text_by_unit; Type: INDEX; Schema: similarity; Owner: -
--

CREATE INDEX text_by_unit ON similarity.text USING btree (unit_id, published_at DESC);


--
-- Name: digest_item_by_item; Type: INDEX; Schema: subscriptions; Owner: -
--

CREATE INDEX digest_item_by_item ON subscriptions.digest_item USING btree (item);


--
-- Name: request_by_mark; Type: INDEX; Schema: subscriptions; Owner: -
--

CREATE INDEX request_by_mark ON subscriptions.request USING btree (mark, at);


--
-- Name: request_by_time; Type: INDEX; Schema: subscriptions; Owner: -
--

CREATE INDEX request_by_time ON subscriptions.request USING btree (at);


--
-- Name: subscription_due; Type: INDEX; Schema: subscriptions; Owner: -
--

CREATE INDEX subscription_due ON subscriptions.subscription USING btree (pace, told_up_to) WHERE (state = 'active'::text);


--
-- Name: subscription_pending; Type: INDEX; Schema: subscriptions; Owner: -
--

CREATE INDEX subscription_pending ON subscriptions.subscription USING btree (created_at) WHERE (state = 'pending'::text);


--
-- Name: taken_back_untold; Type: INDEX; Schema: subscriptions; Owner: -
--

CREATE INDEX taken_back_untold ON subscriptions.taken_back USING btree (subscription) WHERE (digest IS NULL);


--
-- Name: anchor_newest; Type: INDEX; Schema: transparency_log; Owner: -
--

CREATE INDEX anchor_newest ON transparency_log.anchor USING btree (kind, id DESC);


--
-- Name: leaf_heartbeats; Type: INDEX; Schema: transparency_log; Owner: -
--

CREATE INDEX leaf_heartbeats ON transparency_log.leaf USING btree (idx) WHERE (type = 'heartbeat'::text);


--
-- Name: leaf_urgent; Type: INDEX; Schema: transparency_log; Owner: -
--

CREATE INDEX leaf_urgent ON transparency_log.leaf USING btree (idx) WHERE urgent;


--
-- Name: published_by_size; Type: INDEX; Schema: transparency_log; Owner: -
--

CREATE INDEX published_by_size ON transparency_log.published USING btree (size, seq);


--
-- Name: carrier_event carrier_event_is_append_only; Type: TRIGGER; Schema: carriers; Owner: -
--

CREATE TRIGGER carrier_event_is_append_only BEFORE DELETE OR UPDATE ON carriers.carrier_event FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();


--
-- Name: delivery_attempt delivery_attempt_is_append_only; Type: TRIGGER; Schema: carriers; Owner: -
--

CREATE TRIGGER delivery_attempt_is_append_only BEFORE DELETE OR UPDATE ON carriers.delivery_attempt FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();


--
-- Name: duty_change duty_change_is_append_only; Type: TRIGGER; Schema: catalogue; Owner: -
--

CREATE TRIGGER duty_change_is_append_only BEFORE DELETE OR UPDATE ON catalogue.duty_change FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();


--
-- Name: filed_content filed_content_is_append_only; Type: TRIGGER; Schema: catalogue; Owner: -
--

CREATE TRIGGER filed_content_is_append_only BEFORE DELETE OR UPDATE ON catalogue.filed_content FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();


--
-- Name: history history_is_append_only; Type: TRIGGER; Schema: catalogue; Owner: -
--

CREATE TRIGGER history_is_append_only BEFORE DELETE OR UPDATE ON catalogue.history FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();


--
-- Name: item item_changes_in_draft_only; Type: TRIGGER; Schema: catalogue; Owner: -
--

CREATE TRIGGER item_changes_in_draft_only BEFORE INSERT OR DELETE OR UPDATE ON catalogue.item FOR EACH ROW EXECUTE FUNCTION catalogue.refuse_frozen_item();


--
-- Name: registration registration_is_append_only; Type: TRIGGER; Schema: catalogue; Owner: -
--

CREATE TRIGGER registration_is_append_only BEFORE DELETE OR UPDATE ON catalogue.registration FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();


--
-- Name: trigger_event trigger_event_is_append_only; Type: TRIGGER; Schema: catalogue; Owner: -
--

CREATE TRIGGER trigger_event_is_append_only BEFORE DELETE OR UPDATE ON catalogue.trigger_event FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();


--
-- Name: attachment attachment_closed; Type: TRIGGER; Schema: disclosure; Owner: -
--

CREATE TRIGGER attachment_closed BEFORE INSERT ON disclosure.attachment FOR EACH ROW EXECUTE FUNCTION disclosure.refuse_when_frozen();


--
-- Name: attachment attachment_kept; Type: TRIGGER; Schema: disclosure; Owner: -
--

CREATE TRIGGER attachment_kept BEFORE DELETE OR UPDATE ON disclosure.attachment FOR EACH ROW WHEN (((NOT disclosure.is_purging(old.revision_id)) AND (NOT platform.is_erasing('disclosure'::text, 'attachment'::text)))) EXECUTE FUNCTION disclosure.refuse_when_frozen();


--
-- Name: comment comment_append_only; Type: TRIGGER; Schema: disclosure; Owner: -
--

CREATE TRIGGER comment_append_only BEFORE DELETE OR UPDATE ON disclosure.comment FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();


--
-- Name: comment comment_is_not_truncated; Type: TRIGGER; Schema: disclosure; Owner: -
--

CREATE TRIGGER comment_is_not_truncated BEFORE TRUNCATE ON disclosure.comment FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();


--
-- Name: event event_append_only; Type: TRIGGER; Schema: disclosure; Owner: -
--

CREATE TRIGGER event_append_only BEFORE DELETE OR UPDATE ON disclosure.event FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();


--
-- Name: matter_stage matter_stage_append_only; Type: TRIGGER; Schema: disclosure; Owner: -
--

CREATE TRIGGER matter_stage_append_only BEFORE DELETE OR UPDATE ON disclosure.matter_stage FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();


--
-- Name: process_definition process_definition_append_only; Type: TRIGGER; Schema: disclosure; Owner: -
--

CREATE TRIGGER process_definition_append_only BEFORE DELETE OR UPDATE ON disclosure.process_definition FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();


--
-- Name: revision_editor revision_editor_closed; Type: TRIGGER; Schema: disclosure; Owner: -
--

CREATE TRIGGER revision_editor_closed BEFORE INSERT OR DELETE OR UPDATE ON disclosure.revision_editor FOR EACH ROW EXECUTE FUNCTION disclosure.refuse_when_frozen();


--
-- Name: revision revision_is_not_truncated; Type: TRIGGER; Schema: disclosure; Owner: -
--

CREATE TRIGGER revision_is_not_truncated BEFORE TRUNCATE ON disclosure.revision FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();


--
-- Name: revision revision_keeps_frozen; Type: TRIGGER; Schema: disclosure; Owner: -
--

CREATE TRIGGER revision_keeps_frozen BEFORE DELETE OR UPDATE ON disclosure.revision FOR EACH ROW WHEN (((NOT disclosure.is_purging(old.id)) AND (NOT platform.is_erasing('disclosure'::text, 'revision'::text)))) EXECUTE FUNCTION disclosure.keep_frozen();


--
-- Name: revision revision_keeps_mark; Type: TRIGGER; Schema: disclosure; Owner: -
--

CREATE TRIGGER revision_keeps_mark BEFORE UPDATE OF erased_at ON disclosure.revision FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();


--
-- Name: revision revision_keeps_order; Type: TRIGGER; Schema: disclosure; Owner: -
--

CREATE TRIGGER revision_keeps_order BEFORE UPDATE OF state ON disclosure.revision FOR EACH ROW WHEN (((new.state = ANY (ARRAY['approved'::text, 'published'::text])) AND (new.state <> old.state))) EXECUTE FUNCTION disclosure.refuse_broken_order();


--
-- Name: signature signature_after_review; Type: TRIGGER; Schema: disclosure; Owner: -
--

CREATE TRIGGER signature_after_review BEFORE INSERT ON disclosure.signature FOR EACH ROW WHEN ((new.move = ANY (ARRAY['passAfterwards'::text, 'objectAfterwards'::text]))) EXECUTE FUNCTION disclosure.refuse_idle_after_review();


--
-- Name: signature signature_append_only; Type: TRIGGER; Schema: disclosure; Owner: -
--

CREATE TRIGGER signature_append_only BEFORE DELETE OR UPDATE ON disclosure.signature FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();


--
-- Name: signature signature_four_eyes; Type: TRIGGER; Schema: disclosure; Owner: -
--

CREATE TRIGGER signature_four_eyes BEFORE INSERT ON disclosure.signature FOR EACH ROW EXECUTE FUNCTION disclosure.refuse_second_hand();


--
-- Name: signature signature_is_not_truncated; Type: TRIGGER; Schema: disclosure; Owner: -
--

CREATE TRIGGER signature_is_not_truncated BEFORE TRUNCATE ON disclosure.signature FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();


--
-- Name: similarity_check similarity_check_append_only; Type: TRIGGER; Schema: disclosure; Owner: -
--

CREATE TRIGGER similarity_check_append_only BEFORE DELETE OR UPDATE ON disclosure.similarity_check FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();


--
-- Name: step_reminder step_reminder_append_only; Type: TRIGGER; Schema: disclosure; Owner: -
--

CREATE TRIGGER step_reminder_append_only BEFORE DELETE OR UPDATE ON disclosure.step_reminder FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();


--
-- Name: text_template_version text_template_version_append_only; Type: TRIGGER; Schema: disclosure; Owner: -
--

CREATE TRIGGER text_template_version_append_only BEFORE DELETE OR UPDATE ON disclosure.text_template_version FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();


--
-- Name: unit_event unit_event_is_append_only; Type: TRIGGER; Schema: organisations; Owner: -
--

CREATE TRIGGER unit_event_is_append_only BEFORE DELETE OR UPDATE ON organisations.unit_event FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();


--
-- Name: unit_event unit_event_is_not_truncated; Type: TRIGGER; Schema: organisations; Owner: -
--

CREATE TRIGGER unit_event_is_not_truncated BEFORE TRUNCATE ON organisations.unit_event FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();


--
-- Name: unit_name unit_name_is_append_only; Type: TRIGGER; Schema: organisations; Owner: -
--

CREATE TRIGGER unit_name_is_append_only BEFORE DELETE OR UPDATE ON organisations.unit_name FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();


--
-- Name: unit_name unit_name_is_not_truncated; Type: TRIGGER; Schema: organisations; Owner: -
--

CREATE TRIGGER unit_name_is_not_truncated BEFORE TRUNCATE ON organisations.unit_name FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();


--
-- Name: audit audit_is_append_only; Type: TRIGGER; Schema: platform; Owner: -
--

CREATE TRIGGER audit_is_append_only BEFORE DELETE OR UPDATE ON platform.audit FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();


--
-- Name: audit audit_is_not_truncated; Type: TRIGGER; Schema: platform; Owner: -
--

CREATE TRIGGER audit_is_not_truncated BEFORE TRUNCATE ON platform.audit FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();


--
-- Name: digest digest_append_only; Type: TRIGGER; Schema: platform; Owner: -
--

CREATE TRIGGER digest_append_only BEFORE DELETE OR UPDATE ON platform.digest FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();


--
-- Name: digest digest_is_not_truncated; Type: TRIGGER; Schema: platform; Owner: -
--

CREATE TRIGGER digest_is_not_truncated BEFORE TRUNCATE ON platform.digest FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();


--
-- Name: fact fact_is_append_only; Type: TRIGGER; Schema: platform; Owner: -
--

CREATE TRIGGER fact_is_append_only BEFORE DELETE OR UPDATE ON platform.fact FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();


--
-- Name: fact fact_is_not_truncated; Type: TRIGGER; Schema: platform; Owner: -
--

CREATE TRIGGER fact_is_not_truncated BEFORE TRUNCATE ON platform.fact FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();


--
-- Name: erasure erasure_is_kept; Type: TRIGGER; Schema: publication; Owner: -
--

CREATE TRIGGER erasure_is_kept BEFORE DELETE OR UPDATE ON publication.erasure FOR EACH ROW EXECUTE FUNCTION publication.keep_erasure();


--
-- Name: erasure_part erasure_part_is_append_only; Type: TRIGGER; Schema: publication; Owner: -
--

CREATE TRIGGER erasure_part_is_append_only BEFORE DELETE OR UPDATE ON publication.erasure_part FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();


--
-- Name: item_attachment item_attachment_is_append_only; Type: TRIGGER; Schema: publication; Owner: -
--

CREATE TRIGGER item_attachment_is_append_only BEFORE DELETE OR UPDATE ON publication.item_attachment FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();


--
-- Name: item_matter item_matter_is_append_only; Type: TRIGGER; Schema: publication; Owner: -
--

CREATE TRIGGER item_matter_is_append_only BEFORE DELETE OR UPDATE ON publication.item_matter FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();


--
-- Name: item_version item_version_is_append_only; Type: TRIGGER; Schema: publication; Owner: -
--

CREATE TRIGGER item_version_is_append_only BEFORE DELETE OR UPDATE ON publication.item_version FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();


--
-- Name: manifest manifest_is_append_only; Type: TRIGGER; Schema: publication; Owner: -
--

CREATE TRIGGER manifest_is_append_only BEFORE DELETE OR UPDATE ON publication.manifest FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();


--
-- Name: part part_is_frozen; Type: TRIGGER; Schema: publication; Owner: -
--

CREATE TRIGGER part_is_frozen BEFORE DELETE OR UPDATE OF item, version, "position", kind, commit, size, media ON publication.part FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();


--
-- Name: registration registration_is_append_only; Type: TRIGGER; Schema: publication; Owner: -
--

CREATE TRIGGER registration_is_append_only BEFORE DELETE OR UPDATE OF log_index, leaf, item, version, revision, effect, purpose, scope, inner_entry, inner_salt, content_sha256, note, legacy, claimed_at ON publication.registration FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();


--
-- Name: tombstone tombstone_is_append_only; Type: TRIGGER; Schema: publication; Owner: -
--

CREATE TRIGGER tombstone_is_append_only BEFORE DELETE OR UPDATE ON publication.tombstone FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();


--
-- Name: decision decision_append_only; Type: TRIGGER; Schema: screening; Owner: -
--

CREATE TRIGGER decision_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON screening.decision FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();


--
-- Name: finding finding_append_only; Type: TRIGGER; Schema: screening; Owner: -
--

CREATE TRIGGER finding_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON screening.finding FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();


--
-- Name: incident incident_append_only; Type: TRIGGER; Schema: screening; Owner: -
--

CREATE TRIGGER incident_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON screening.incident FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();


--
-- Name: incident_step incident_step_append_only; Type: TRIGGER; Schema: screening; Owner: -
--

CREATE TRIGGER incident_step_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON screening.incident_step FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();


--
-- Name: screening screening_append_only; Type: TRIGGER; Schema: screening; Owner: -
--

CREATE TRIGGER screening_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON screening.screening FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();


--
-- Name: setting setting_kept; Type: TRIGGER; Schema: screening; Owner: -
--

CREATE TRIGGER setting_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON screening.setting FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();


--
-- Name: document document_forgets; Type: TRIGGER; Schema: search; Owner: -
--

CREATE TRIGGER document_forgets BEFORE UPDATE ON search.document FOR EACH ROW EXECUTE FUNCTION search.forget_erased();


--
-- Name: anchor anchor_is_append_only; Type: TRIGGER; Schema: transparency_log; Owner: -
--

CREATE TRIGGER anchor_is_append_only BEFORE DELETE OR UPDATE ON transparency_log.anchor FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();

ALTER TABLE transparency_log.anchor ENABLE ALWAYS TRIGGER anchor_is_append_only;


--
-- Name: anchor anchor_is_not_truncated; Type: TRIGGER; Schema: transparency_log; Owner: -
--

CREATE TRIGGER anchor_is_not_truncated BEFORE TRUNCATE ON transparency_log.anchor FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();

ALTER TABLE transparency_log.anchor ENABLE ALWAYS TRIGGER anchor_is_not_truncated;


--
-- Name: head head_extends_log; Type: TRIGGER; Schema: transparency_log; Owner: -
--

CREATE TRIGGER head_extends_log BEFORE INSERT ON transparency_log.head FOR EACH ROW EXECUTE FUNCTION transparency_log.check_head();

ALTER TABLE transparency_log.head ENABLE ALWAYS TRIGGER head_extends_log;


--
-- Name: head head_is_append_only; Type: TRIGGER; Schema: transparency_log; Owner: -
--

CREATE TRIGGER head_is_append_only BEFORE DELETE OR UPDATE ON transparency_log.head FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();

ALTER TABLE transparency_log.head ENABLE ALWAYS TRIGGER head_is_append_only;


--
-- Name: head head_is_not_truncated; Type: TRIGGER; Schema: transparency_log; Owner: -
--

CREATE TRIGGER head_is_not_truncated BEFORE TRUNCATE ON transparency_log.head FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();

ALTER TABLE transparency_log.head ENABLE ALWAYS TRIGGER head_is_not_truncated;


--
-- Name: leaf leaf_extends_tree; Type: TRIGGER; Schema: transparency_log; Owner: -
--

CREATE TRIGGER leaf_extends_tree BEFORE INSERT ON transparency_log.leaf FOR EACH ROW EXECUTE FUNCTION transparency_log.extend_tree();

ALTER TABLE transparency_log.leaf ENABLE ALWAYS TRIGGER leaf_extends_tree;


--
-- Name: leaf leaf_is_append_only; Type: TRIGGER; Schema: transparency_log; Owner: -
--

CREATE TRIGGER leaf_is_append_only BEFORE DELETE OR UPDATE ON transparency_log.leaf FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();

ALTER TABLE transparency_log.leaf ENABLE ALWAYS TRIGGER leaf_is_append_only;


--
-- Name: leaf leaf_is_not_truncated; Type: TRIGGER; Schema: transparency_log; Owner: -
--

CREATE TRIGGER leaf_is_not_truncated BEFORE TRUNCATE ON transparency_log.leaf FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();

ALTER TABLE transparency_log.leaf ENABLE ALWAYS TRIGGER leaf_is_not_truncated;


--
-- Name: origin origin_is_append_only; Type: TRIGGER; Schema: transparency_log; Owner: -
--

CREATE TRIGGER origin_is_append_only BEFORE DELETE OR UPDATE ON transparency_log.origin FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();

ALTER TABLE transparency_log.origin ENABLE ALWAYS TRIGGER origin_is_append_only;


--
-- Name: origin origin_is_not_truncated; Type: TRIGGER; Schema: transparency_log; Owner: -
--

CREATE TRIGGER origin_is_not_truncated BEFORE TRUNCATE ON transparency_log.origin FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();

ALTER TABLE transparency_log.origin ENABLE ALWAYS TRIGGER origin_is_not_truncated;


--
-- Name: published published_grows; Type: TRIGGER; Schema: transparency_log; Owner: -
--

CREATE TRIGGER published_grows BEFORE INSERT ON transparency_log.published FOR EACH ROW EXECUTE FUNCTION transparency_log.check_published();

ALTER TABLE transparency_log.published ENABLE ALWAYS TRIGGER published_grows;


--
-- Name: published published_is_append_only; Type: TRIGGER; Schema: transparency_log; Owner: -
--

CREATE TRIGGER published_is_append_only BEFORE DELETE OR UPDATE ON transparency_log.published FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();

ALTER TABLE transparency_log.published ENABLE ALWAYS TRIGGER published_is_append_only;


--
-- Name: published published_is_not_truncated; Type: TRIGGER; Schema: transparency_log; Owner: -
--

CREATE TRIGGER published_is_not_truncated BEFORE TRUNCATE ON transparency_log.published FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();

ALTER TABLE transparency_log.published ENABLE ALWAYS TRIGGER published_is_not_truncated;


--
-- Name: signer_key signer_key_is_append_only; Type: TRIGGER; Schema: transparency_log; Owner: -
--

CREATE TRIGGER signer_key_is_append_only BEFORE DELETE OR UPDATE ON transparency_log.signer_key FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();

ALTER TABLE transparency_log.signer_key ENABLE ALWAYS TRIGGER signer_key_is_append_only;


--
-- Name: signer_key signer_key_is_not_truncated; Type: TRIGGER; Schema: transparency_log; Owner: -
--

CREATE TRIGGER signer_key_is_not_truncated BEFORE TRUNCATE ON transparency_log.signer_key FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();

ALTER TABLE transparency_log.signer_key ENABLE ALWAYS TRIGGER signer_key_is_not_truncated;


--
-- Name: brief brief_unit_fkey; Type: FK CONSTRAINT; Schema: carriers; Owner: -
--

ALTER TABLE ONLY carriers.brief
    ADD CONSTRAINT brief_unit_fkey FOREIGN KEY (unit) REFERENCES organisations.unit(id);


--
-- Name: carrier_event carrier_event_carrier_fkey; Type: FK CONSTRAINT; Schema: carriers; Owner: -
--

ALTER TABLE ONLY carriers.carrier_event
    ADD CONSTRAINT carrier_event_carrier_fkey FOREIGN KEY (carrier) REFERENCES carriers.carrier(id);


--
-- Name: carrier carrier_unit_fkey; Type: FK CONSTRAINT; Schema: carriers; Owner: -
--

ALTER TABLE ONLY carriers.carrier
    ADD CONSTRAINT carrier_unit_fkey FOREIGN KEY (unit) REFERENCES organisations.unit(id);


--
-- Name: delivery_attempt delivery_attempt_delivery_fkey; Type: FK CONSTRAINT; Schema: carriers; Owner: -
--

ALTER TABLE ONLY carriers.delivery_attempt
    ADD CONSTRAINT delivery_attempt_delivery_fkey FOREIGN KEY (delivery) REFERENCES carriers.delivery(id);


--
-- Name: device device_carrier_fkey; Type: FK CONSTRAINT; Schema: carriers; Owner: -
--

ALTER TABLE ONLY carriers.device
    ADD CONSTRAINT device_carrier_fkey FOREIGN KEY (carrier) REFERENCES carriers.carrier(id);


--
-- Name: finding finding_unit_fkey; Type: FK CONSTRAINT; Schema: carriers; Owner: -
--

ALTER TABLE ONLY carriers.finding
    ADD CONSTRAINT finding_unit_fkey FOREIGN KEY (unit) REFERENCES organisations.unit(id);


--
-- Name: pairing pairing_carrier_fkey; Type: FK CONSTRAINT; Schema: carriers; Owner: -
--

ALTER TABLE ONLY carriers.pairing
    ADD CONSTRAINT pairing_carrier_fkey FOREIGN KEY (carrier) REFERENCES carriers.carrier(id);


--
-- Name: posting posting_board_fkey; Type: FK CONSTRAINT; Schema: carriers; Owner: -
--

ALTER TABLE ONLY carriers.posting
    ADD CONSTRAINT posting_board_fkey FOREIGN KEY (board) REFERENCES carriers.carrier(id);


--
-- Name: posting posting_rule_fkey; Type: FK CONSTRAINT; Schema: carriers; Owner: -
--

ALTER TABLE ONLY carriers.posting
    ADD CONSTRAINT posting_rule_fkey FOREIGN KEY (rule) REFERENCES carriers.posting_rule(code);


--
-- Name: posting posting_unit_fkey; Type: FK CONSTRAINT; Schema: carriers; Owner: -
--

ALTER TABLE ONLY carriers.posting
    ADD CONSTRAINT posting_unit_fkey FOREIGN KEY (unit) REFERENCES organisations.unit(id);


--
-- Name: webhook webhook_unit_fkey; Type: FK CONSTRAINT; Schema: carriers; Owner: -
--

ALTER TABLE ONLY carriers.webhook
    ADD CONSTRAINT webhook_unit_fkey FOREIGN KEY (unit) REFERENCES organisations.unit(id);


--
-- Name: catalogue catalogue_based_on_fkey; Type: FK CONSTRAINT; Schema: catalogue; Owner: -
--

ALTER TABLE ONLY catalogue.catalogue
    ADD CONSTRAINT catalogue_based_on_fkey FOREIGN KEY (based_on) REFERENCES catalogue.catalogue(id);


--
-- Name: catalogue catalogue_template_id_fkey; Type: FK CONSTRAINT; Schema: catalogue; Owner: -
--

ALTER TABLE ONLY catalogue.catalogue
    ADD CONSTRAINT catalogue_template_id_fkey FOREIGN KEY (template_id) REFERENCES catalogue.template(id);


--
-- Name: catalogue catalogue_unit_id_fkey; Type: FK CONSTRAINT; Schema: catalogue; Owner: -
--

ALTER TABLE ONLY catalogue.catalogue
    ADD CONSTRAINT catalogue_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisations.unit(id);


--
-- Name: duty duty_catalogue_id_fkey; Type: FK CONSTRAINT; Schema: catalogue; Owner: -
--

ALTER TABLE ONLY catalogue.duty
    ADD CONSTRAINT duty_catalogue_id_fkey FOREIGN KEY (catalogue_id) REFERENCES catalogue.catalogue(id);


--
-- Name: duty_change duty_change_duty_id_fkey; Type: FK CONSTRAINT; Schema: catalogue; Owner: -
--

ALTER TABLE ONLY catalogue.duty_change
    ADD CONSTRAINT duty_change_duty_id_fkey FOREIGN KEY (duty_id) REFERENCES catalogue.duty(id);


--
-- Name: duty_default duty_default_unit_id_fkey; Type: FK CONSTRAINT; Schema: catalogue; Owner: -
--

ALTER TABLE ONLY catalogue.duty_default
    ADD CONSTRAINT duty_default_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisations.unit(id);


--
-- Name: duty duty_event_id_fkey; Type: FK CONSTRAINT; Schema: catalogue; Owner: -
--

ALTER TABLE ONLY catalogue.duty
    ADD CONSTRAINT duty_event_id_fkey FOREIGN KEY (event_id) REFERENCES catalogue.trigger_event(id);


--
-- Name: duty duty_item_id_fkey; Type: FK CONSTRAINT; Schema: catalogue; Owner: -
--

ALTER TABLE ONLY catalogue.duty
    ADD CONSTRAINT duty_item_id_fkey FOREIGN KEY (item_id) REFERENCES catalogue.item(id);


--
-- Name: duty duty_unit_id_fkey; Type: FK CONSTRAINT; Schema: catalogue; Owner: -
--

ALTER TABLE ONLY catalogue.duty
    ADD CONSTRAINT duty_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisations.unit(id);


--
-- Name: editor editor_catalogue_id_fkey; Type: FK CONSTRAINT; Schema: catalogue; Owner: -
--

ALTER TABLE ONLY catalogue.editor
    ADD CONSTRAINT editor_catalogue_id_fkey FOREIGN KEY (catalogue_id) REFERENCES catalogue.catalogue(id);


--
-- Name: filed_content filed_content_catalogue_id_fkey; Type: FK CONSTRAINT; Schema: catalogue; Owner: -
--

ALTER TABLE ONLY catalogue.filed_content
    ADD CONSTRAINT filed_content_catalogue_id_fkey FOREIGN KEY (catalogue_id) REFERENCES catalogue.catalogue(id);


--
-- Name: history history_catalogue_id_fkey; Type: FK CONSTRAINT; Schema: catalogue; Owner: -
--

ALTER TABLE ONLY catalogue.history
    ADD CONSTRAINT history_catalogue_id_fkey FOREIGN KEY (catalogue_id) REFERENCES catalogue.catalogue(id);


--
-- Name: item item_catalogue_id_fkey; Type: FK CONSTRAINT; Schema: catalogue; Owner: -
--

ALTER TABLE ONLY catalogue.item
    ADD CONSTRAINT item_catalogue_id_fkey FOREIGN KEY (catalogue_id) REFERENCES catalogue.catalogue(id);


--
-- Name: registration registration_catalogue_id_fkey; Type: FK CONSTRAINT; Schema: catalogue; Owner: -
--

ALTER TABLE ONLY catalogue.registration
    ADD CONSTRAINT registration_catalogue_id_fkey FOREIGN KEY (catalogue_id) REFERENCES catalogue.catalogue(id);


--
-- Name: template_item template_item_template_id_fkey; Type: FK CONSTRAINT; Schema: catalogue; Owner: -
--

ALTER TABLE ONLY catalogue.template_item
    ADD CONSTRAINT template_item_template_id_fkey FOREIGN KEY (template_id) REFERENCES catalogue.template(id);


--
-- Name: template_proposal template_proposal_template_id_fkey; Type: FK CONSTRAINT; Schema: catalogue; Owner: -
--

ALTER TABLE ONLY catalogue.template_proposal
    ADD CONSTRAINT template_proposal_template_id_fkey FOREIGN KEY (template_id) REFERENCES catalogue.template(id);


--
-- Name: template_proposal template_proposal_unit_id_fkey; Type: FK CONSTRAINT; Schema: catalogue; Owner: -
--

ALTER TABLE ONLY catalogue.template_proposal
    ADD CONSTRAINT template_proposal_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisations.unit(id);


--
-- Name: template template_unit_id_fkey; Type: FK CONSTRAINT; Schema: catalogue; Owner: -
--

ALTER TABLE ONLY catalogue.template
    ADD CONSTRAINT template_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisations.unit(id);


--
-- Name: trigger_event trigger_event_unit_id_fkey; Type: FK CONSTRAINT; Schema: catalogue; Owner: -
--

ALTER TABLE ONLY catalogue.trigger_event
    ADD CONSTRAINT trigger_event_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisations.unit(id);


--
-- Name: after_review after_review_revision_id_fkey; Type: FK CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.after_review
    ADD CONSTRAINT after_review_revision_id_fkey FOREIGN KEY (revision_id) REFERENCES disclosure.revision(id);


--
-- Name: after_review after_review_unit_id_fkey; Type: FK CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.after_review
    ADD CONSTRAINT after_review_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisations.unit(id);


--
-- Name: attachment attachment_revision_id_fkey; Type: FK CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.attachment
    ADD CONSTRAINT attachment_revision_id_fkey FOREIGN KEY (revision_id) REFERENCES disclosure.revision(id);


--
-- Name: attachment attachment_sha256_fkey; Type: FK CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.attachment
    ADD CONSTRAINT attachment_sha256_fkey FOREIGN KEY (sha256) REFERENCES platform.stored_file(sha256);


--
-- Name: comment comment_disclosure_id_fkey; Type: FK CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.comment
    ADD CONSTRAINT comment_disclosure_id_fkey FOREIGN KEY (disclosure_id) REFERENCES disclosure.disclosure(id);


--
-- Name: comment comment_revision_id_fkey; Type: FK CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.comment
    ADD CONSTRAINT comment_revision_id_fkey FOREIGN KEY (revision_id) REFERENCES disclosure.revision(id);


--
-- Name: disclosure disclosure_unit_id_fkey; Type: FK CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.disclosure
    ADD CONSTRAINT disclosure_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisations.unit(id);


--
-- Name: draft_conflict draft_conflict_revision_id_fkey; Type: FK CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.draft_conflict
    ADD CONSTRAINT draft_conflict_revision_id_fkey FOREIGN KEY (revision_id) REFERENCES disclosure.revision(id);


--
-- Name: event event_disclosure_id_fkey; Type: FK CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.event
    ADD CONSTRAINT event_disclosure_id_fkey FOREIGN KEY (disclosure_id) REFERENCES disclosure.disclosure(id);


--
-- Name: event event_revision_id_fkey; Type: FK CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.event
    ADD CONSTRAINT event_revision_id_fkey FOREIGN KEY (revision_id) REFERENCES disclosure.revision(id);


--
-- Name: matter_stage matter_stage_disclosure_id_fkey; Type: FK CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.matter_stage
    ADD CONSTRAINT matter_stage_disclosure_id_fkey FOREIGN KEY (disclosure_id) REFERENCES disclosure.disclosure(id);


--
-- Name: matter_stage matter_stage_matter_id_fkey; Type: FK CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.matter_stage
    ADD CONSTRAINT matter_stage_matter_id_fkey FOREIGN KEY (matter_id) REFERENCES disclosure.matter(id);


--
-- Name: matter matter_unit_id_fkey; Type: FK CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.matter
    ADD CONSTRAINT matter_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisations.unit(id);


--
-- Name: opinion_request opinion_request_revision_id_fkey; Type: FK CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.opinion_request
    ADD CONSTRAINT opinion_request_revision_id_fkey FOREIGN KEY (revision_id) REFERENCES disclosure.revision(id);


--
-- Name: opinion_request opinion_request_unit_id_fkey; Type: FK CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.opinion_request
    ADD CONSTRAINT opinion_request_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisations.unit(id);


--
-- Name: process_definition process_definition_unit_id_fkey; Type: FK CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.process_definition
    ADD CONSTRAINT process_definition_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisations.unit(id);


--
-- Name: revision revision_based_on_fkey; Type: FK CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.revision
    ADD CONSTRAINT revision_based_on_fkey FOREIGN KEY (based_on) REFERENCES disclosure.revision(id);


--
-- Name: revision revision_disclosure_id_fkey; Type: FK CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.revision
    ADD CONSTRAINT revision_disclosure_id_fkey FOREIGN KEY (disclosure_id) REFERENCES disclosure.disclosure(id);


--
-- Name: revision_editor revision_editor_revision_id_fkey; Type: FK CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.revision_editor
    ADD CONSTRAINT revision_editor_revision_id_fkey FOREIGN KEY (revision_id) REFERENCES disclosure.revision(id);


--
-- Name: revision revision_process_id_fkey; Type: FK CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.revision
    ADD CONSTRAINT revision_process_id_fkey FOREIGN KEY (process_id) REFERENCES disclosure.process_definition(id);


--
-- Name: seen seen_revision_id_fkey; Type: FK CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.seen
    ADD CONSTRAINT seen_revision_id_fkey FOREIGN KEY (revision_id) REFERENCES disclosure.revision(id);


--
-- Name: serial serial_unit_id_fkey; Type: FK CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.serial
    ADD CONSTRAINT serial_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisations.unit(id);


--
-- Name: signature signature_request_id_fkey; Type: FK CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.signature
    ADD CONSTRAINT signature_request_id_fkey FOREIGN KEY (request_id) REFERENCES disclosure.opinion_request(id);


--
-- Name: signature signature_revision_id_fkey; Type: FK CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.signature
    ADD CONSTRAINT signature_revision_id_fkey FOREIGN KEY (revision_id) REFERENCES disclosure.revision(id);


--
-- Name: signature signature_unit_id_fkey; Type: FK CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.signature
    ADD CONSTRAINT signature_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisations.unit(id);


--
-- Name: similarity_check similarity_check_revision_id_fkey; Type: FK CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.similarity_check
    ADD CONSTRAINT similarity_check_revision_id_fkey FOREIGN KEY (revision_id) REFERENCES disclosure.revision(id);


--
-- Name: step_reminder step_reminder_step_id_fkey; Type: FK CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.step_reminder
    ADD CONSTRAINT step_reminder_step_id_fkey FOREIGN KEY (step_id) REFERENCES disclosure.step_state(id);


--
-- Name: step_state step_state_request_id_fkey; Type: FK CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.step_state
    ADD CONSTRAINT step_state_request_id_fkey FOREIGN KEY (request_id) REFERENCES disclosure.opinion_request(id);


--
-- Name: step_state step_state_revision_id_fkey; Type: FK CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.step_state
    ADD CONSTRAINT step_state_revision_id_fkey FOREIGN KEY (revision_id) REFERENCES disclosure.revision(id);


--
-- Name: step_state step_state_unit_id_fkey; Type: FK CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.step_state
    ADD CONSTRAINT step_state_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisations.unit(id);


--
-- Name: term term_unit_id_fkey; Type: FK CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.term
    ADD CONSTRAINT term_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisations.unit(id);


--
-- Name: text_template text_template_unit_id_fkey; Type: FK CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.text_template
    ADD CONSTRAINT text_template_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisations.unit(id);


--
-- Name: text_template_version text_template_version_template_id_fkey; Type: FK CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.text_template_version
    ADD CONSTRAINT text_template_version_template_id_fkey FOREIGN KEY (template_id) REFERENCES disclosure.text_template(id);


--
-- Name: watch watch_disclosure_id_fkey; Type: FK CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.watch
    ADD CONSTRAINT watch_disclosure_id_fkey FOREIGN KEY (disclosure_id) REFERENCES disclosure.disclosure(id);


--
-- Name: withholding withholding_disclosure_id_fkey; Type: FK CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.withholding
    ADD CONSTRAINT withholding_disclosure_id_fkey FOREIGN KEY (disclosure_id) REFERENCES disclosure.disclosure(id);


--
-- Name: withholding withholding_ended_by_fkey; Type: FK CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.withholding
    ADD CONSTRAINT withholding_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES disclosure.revision(id);


--
-- Name: withholding withholding_ground_fkey; Type: FK CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.withholding
    ADD CONSTRAINT withholding_ground_fkey FOREIGN KEY (ground) REFERENCES disclosure.withhold_ground(code);


--
-- Name: withholding withholding_revision_id_fkey; Type: FK CONSTRAINT; Schema: disclosure; Owner: -
--

ALTER TABLE ONLY disclosure.withholding
    ADD CONSTRAINT withholding_revision_id_fkey FOREIGN KEY (revision_id) REFERENCES disclosure.revision(id);


--
-- Name: affiliation affiliation_person_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.affiliation
    ADD CONSTRAINT affiliation_person_fkey FOREIGN KEY (person) REFERENCES identity.person(id);


--
-- Name: affiliation affiliation_unit_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.affiliation
    ADD CONSTRAINT affiliation_unit_fkey FOREIGN KEY (unit) REFERENCES organisations.unit(id);


--
-- Name: delegation delegation_delegate_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.delegation
    ADD CONSTRAINT delegation_delegate_fkey FOREIGN KEY (delegate) REFERENCES identity.person(id);


--
-- Name: delegation delegation_grant_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.delegation
    ADD CONSTRAINT delegation_grant_id_fkey FOREIGN KEY (grant_id) REFERENCES identity.role_grant(id);


--
-- Name: delegation delegation_principal_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.delegation
    ADD CONSTRAINT delegation_principal_fkey FOREIGN KEY (principal) REFERENCES identity.person(id);


--
-- Name: person person_home_unit_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.person
    ADD CONSTRAINT person_home_unit_fkey FOREIGN KEY (home_unit) REFERENCES organisations.unit(id);


--
-- Name: role_grant role_grant_line_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.role_grant
    ADD CONSTRAINT role_grant_line_fkey FOREIGN KEY (line) REFERENCES organisations.line(id);


--
-- Name: role_grant role_grant_person_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.role_grant
    ADD CONSTRAINT role_grant_person_fkey FOREIGN KEY (person) REFERENCES identity.person(id);


--
-- Name: role_grant role_grant_unit_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.role_grant
    ADD CONSTRAINT role_grant_unit_fkey FOREIGN KEY (unit) REFERENCES organisations.unit(id);


--
-- Name: session session_person_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.session
    ADD CONSTRAINT session_person_fkey FOREIGN KEY (person) REFERENCES identity.person(id);


--
-- Name: sign_in_challenge sign_in_challenge_person_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.sign_in_challenge
    ADD CONSTRAINT sign_in_challenge_person_fkey FOREIGN KEY (person) REFERENCES identity.person(id);


--
-- Name: import_row import_row_run_id_fkey; Type: FK CONSTRAINT; Schema: organisations; Owner: -
--

ALTER TABLE ONLY organisations.import_row
    ADD CONSTRAINT import_row_run_id_fkey FOREIGN KEY (run_id) REFERENCES platform.import_run(id) ON DELETE CASCADE;


--
-- Name: leading_group leading_group_unit_id_fkey; Type: FK CONSTRAINT; Schema: organisations; Owner: -
--

ALTER TABLE ONLY organisations.leading_group
    ADD CONSTRAINT leading_group_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisations.unit(id);


--
-- Name: line line_lead_unit; Type: FK CONSTRAINT; Schema: organisations; Owner: -
--

ALTER TABLE ONLY organisations.line
    ADD CONSTRAINT line_lead_unit FOREIGN KEY (lead_unit_id) REFERENCES organisations.unit(id);


--
-- Name: post post_unit_id_fkey; Type: FK CONSTRAINT; Schema: organisations; Owner: -
--

ALTER TABLE ONLY organisations.post
    ADD CONSTRAINT post_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisations.unit(id);


--
-- Name: unit_event unit_event_other_unit_id_fkey; Type: FK CONSTRAINT; Schema: organisations; Owner: -
--

ALTER TABLE ONLY organisations.unit_event
    ADD CONSTRAINT unit_event_other_unit_id_fkey FOREIGN KEY (other_unit_id) REFERENCES organisations.unit(id);


--
-- Name: unit_event unit_event_unit_id_fkey; Type: FK CONSTRAINT; Schema: organisations; Owner: -
--

ALTER TABLE ONLY organisations.unit_event
    ADD CONSTRAINT unit_event_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisations.unit(id);


--
-- Name: unit unit_line_id_fkey; Type: FK CONSTRAINT; Schema: organisations; Owner: -
--

ALTER TABLE ONLY organisations.unit
    ADD CONSTRAINT unit_line_id_fkey FOREIGN KEY (line_id) REFERENCES organisations.line(id);


--
-- Name: unit unit_merged_into_id_fkey; Type: FK CONSTRAINT; Schema: organisations; Owner: -
--

ALTER TABLE ONLY organisations.unit
    ADD CONSTRAINT unit_merged_into_id_fkey FOREIGN KEY (merged_into_id) REFERENCES organisations.unit(id);


--
-- Name: unit_name unit_name_unit_id_fkey; Type: FK CONSTRAINT; Schema: organisations; Owner: -
--

ALTER TABLE ONLY organisations.unit_name
    ADD CONSTRAINT unit_name_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisations.unit(id);


--
-- Name: unit unit_superior_id_fkey; Type: FK CONSTRAINT; Schema: organisations; Owner: -
--

ALTER TABLE ONLY organisations.unit
    ADD CONSTRAINT unit_superior_id_fkey FOREIGN KEY (superior_id) REFERENCES organisations.unit(id);


--
-- Name: calendar_day calendar_day_year_fkey; Type: FK CONSTRAINT; Schema: platform; Owner: -
--

ALTER TABLE ONLY platform.calendar_day
    ADD CONSTRAINT calendar_day_year_fkey FOREIGN KEY (year) REFERENCES platform.calendar_year(year);


--
-- Name: fact_delivery fact_delivery_fact_id_fkey; Type: FK CONSTRAINT; Schema: platform; Owner: -
--

ALTER TABLE ONLY platform.fact_delivery
    ADD CONSTRAINT fact_delivery_fact_id_fkey FOREIGN KEY (fact_id) REFERENCES platform.fact(id);


--
-- Name: mail_shown mail_shown_mail_fkey; Type: FK CONSTRAINT; Schema: platform; Owner: -
--

ALTER TABLE ONLY platform.mail_shown
    ADD CONSTRAINT mail_shown_mail_fkey FOREIGN KEY (mail) REFERENCES platform.mail(id) ON DELETE CASCADE;


--
-- Name: document_check document_check_item_fkey; Type: FK CONSTRAINT; Schema: publication; Owner: -
--

ALTER TABLE ONLY publication.document_check
    ADD CONSTRAINT document_check_item_fkey FOREIGN KEY (item) REFERENCES publication.item(id);


--
-- Name: erasure erasure_item_fkey; Type: FK CONSTRAINT; Schema: publication; Owner: -
--

ALTER TABLE ONLY publication.erasure
    ADD CONSTRAINT erasure_item_fkey FOREIGN KEY (item) REFERENCES publication.item(id);


--
-- Name: erasure erasure_log_index_fkey; Type: FK CONSTRAINT; Schema: publication; Owner: -
--

ALTER TABLE ONLY publication.erasure
    ADD CONSTRAINT erasure_log_index_fkey FOREIGN KEY (log_index) REFERENCES publication.registration(log_index);


--
-- Name: erasure_part erasure_part_item_version_position_fkey; Type: FK CONSTRAINT; Schema: publication; Owner: -
--

ALTER TABLE ONLY publication.erasure_part
    ADD CONSTRAINT erasure_part_item_version_position_fkey FOREIGN KEY (item, version, "position") REFERENCES publication.part(item, version, "position");


--
-- Name: erasure_part erasure_part_log_index_fkey; Type: FK CONSTRAINT; Schema: publication; Owner: -
--

ALTER TABLE ONLY publication.erasure_part
    ADD CONSTRAINT erasure_part_log_index_fkey FOREIGN KEY (log_index) REFERENCES publication.registration(log_index);


--
-- Name: item_attachment item_attachment_item_version_fkey; Type: FK CONSTRAINT; Schema: publication; Owner: -
--

ALTER TABLE ONLY publication.item_attachment
    ADD CONSTRAINT item_attachment_item_version_fkey FOREIGN KEY (item, version) REFERENCES publication.item_version(item, version);


--
-- Name: item_matter item_matter_item_fkey; Type: FK CONSTRAINT; Schema: publication; Owner: -
--

ALTER TABLE ONLY publication.item_matter
    ADD CONSTRAINT item_matter_item_fkey FOREIGN KEY (item) REFERENCES publication.item(id);


--
-- Name: item_version item_version_item_fkey; Type: FK CONSTRAINT; Schema: publication; Owner: -
--

ALTER TABLE ONLY publication.item_version
    ADD CONSTRAINT item_version_item_fkey FOREIGN KEY (item) REFERENCES publication.item(id);


--
-- Name: link_check link_check_url_fkey; Type: FK CONSTRAINT; Schema: publication; Owner: -
--

ALTER TABLE ONLY publication.link_check
    ADD CONSTRAINT link_check_url_fkey FOREIGN KEY (url) REFERENCES publication.link(url) ON DELETE CASCADE;


--
-- Name: link_use link_use_item_fkey; Type: FK CONSTRAINT; Schema: publication; Owner: -
--

ALTER TABLE ONLY publication.link_use
    ADD CONSTRAINT link_use_item_fkey FOREIGN KEY (item) REFERENCES publication.item(id);


--
-- Name: link_use link_use_url_fkey; Type: FK CONSTRAINT; Schema: publication; Owner: -
--

ALTER TABLE ONLY publication.link_use
    ADD CONSTRAINT link_use_url_fkey FOREIGN KEY (url) REFERENCES publication.link(url) ON DELETE CASCADE;


--
-- Name: manifest manifest_item_version_fkey; Type: FK CONSTRAINT; Schema: publication; Owner: -
--

ALTER TABLE ONLY publication.manifest
    ADD CONSTRAINT manifest_item_version_fkey FOREIGN KEY (item, version) REFERENCES publication.item_version(item, version);


--
-- Name: part part_item_version_fkey; Type: FK CONSTRAINT; Schema: publication; Owner: -
--

ALTER TABLE ONLY publication.part
    ADD CONSTRAINT part_item_version_fkey FOREIGN KEY (item, version) REFERENCES publication.item_version(item, version);


--
-- Name: registration registration_item_fkey; Type: FK CONSTRAINT; Schema: publication; Owner: -
--

ALTER TABLE ONLY publication.registration
    ADD CONSTRAINT registration_item_fkey FOREIGN KEY (item) REFERENCES publication.item(id);


--
-- Name: relation relation_from_item_fkey; Type: FK CONSTRAINT; Schema: publication; Owner: -
--

ALTER TABLE ONLY publication.relation
    ADD CONSTRAINT relation_from_item_fkey FOREIGN KEY (from_item) REFERENCES publication.item(id);


--
-- Name: relation relation_to_item_fkey; Type: FK CONSTRAINT; Schema: publication; Owner: -
--

ALTER TABLE ONLY publication.relation
    ADD CONSTRAINT relation_to_item_fkey FOREIGN KEY (to_item) REFERENCES publication.item(id);


--
-- Name: tombstone tombstone_item_fkey; Type: FK CONSTRAINT; Schema: publication; Owner: -
--

ALTER TABLE ONLY publication.tombstone
    ADD CONSTRAINT tombstone_item_fkey FOREIGN KEY (item) REFERENCES publication.item(id);


--
-- Name: decision decision_unit_id_fkey; Type: FK CONSTRAINT; Schema: screening; Owner: -
--

ALTER TABLE ONLY screening.decision
    ADD CONSTRAINT decision_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisations.unit(id);


--
-- Name: finding finding_screening_id_fkey; Type: FK CONSTRAINT; Schema: screening; Owner: -
--

ALTER TABLE ONLY screening.finding
    ADD CONSTRAINT finding_screening_id_fkey FOREIGN KEY (screening_id) REFERENCES screening.screening(id);


--
-- Name: incident_step incident_step_incident_id_fkey; Type: FK CONSTRAINT; Schema: screening; Owner: -
--

ALTER TABLE ONLY screening.incident_step
    ADD CONSTRAINT incident_step_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES screening.incident(id);


--
-- Name: incident incident_unit_id_fkey; Type: FK CONSTRAINT; Schema: screening; Owner: -
--

ALTER TABLE ONLY screening.incident
    ADD CONSTRAINT incident_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisations.unit(id);


--
-- Name: screening screening_unit_id_fkey; Type: FK CONSTRAINT; Schema: screening; Owner: -
--

ALTER TABLE ONLY screening.screening
    ADD CONSTRAINT screening_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisations.unit(id);


--
-- Name: term term_unit_id_fkey; Type: FK CONSTRAINT; Schema: screening; Owner: -
--

ALTER TABLE ONLY screening.term
    ADD CONSTRAINT term_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisations.unit(id);


--
-- Name: text text_unit_id_fkey; Type: FK CONSTRAINT; Schema: similarity; Owner: -
--

ALTER TABLE ONLY similarity.text
    ADD CONSTRAINT text_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES organisations.unit(id);


--
-- Name: digest_item digest_item_digest_fkey; Type: FK CONSTRAINT; Schema: subscriptions; Owner: -
--

ALTER TABLE ONLY subscriptions.digest_item
    ADD CONSTRAINT digest_item_digest_fkey FOREIGN KEY (digest) REFERENCES subscriptions.digest(id) ON DELETE CASCADE;


--
-- Name: digest digest_subscription_fkey; Type: FK CONSTRAINT; Schema: subscriptions; Owner: -
--

ALTER TABLE ONLY subscriptions.digest
    ADD CONSTRAINT digest_subscription_fkey FOREIGN KEY (subscription) REFERENCES subscriptions.subscription(id) ON DELETE CASCADE;


--
-- Name: staff_digest staff_digest_person_fkey; Type: FK CONSTRAINT; Schema: subscriptions; Owner: -
--

ALTER TABLE ONLY subscriptions.staff_digest
    ADD CONSTRAINT staff_digest_person_fkey FOREIGN KEY (person) REFERENCES subscriptions.staff_mail(person) ON DELETE CASCADE;


--
-- Name: subscription subscription_subscriber_fkey; Type: FK CONSTRAINT; Schema: subscriptions; Owner: -
--

ALTER TABLE ONLY subscriptions.subscription
    ADD CONSTRAINT subscription_subscriber_fkey FOREIGN KEY (subscriber) REFERENCES subscriptions.subscriber(id) ON DELETE CASCADE;


--
-- Name: taken_back taken_back_digest_fkey; Type: FK CONSTRAINT; Schema: subscriptions; Owner: -
--

ALTER TABLE ONLY subscriptions.taken_back
    ADD CONSTRAINT taken_back_digest_fkey FOREIGN KEY (digest) REFERENCES subscriptions.digest(id) ON DELETE SET NULL;


--
-- Name: taken_back taken_back_subscription_fkey; Type: FK CONSTRAINT; Schema: subscriptions; Owner: -
--

ALTER TABLE ONLY subscriptions.taken_back
    ADD CONSTRAINT taken_back_subscription_fkey FOREIGN KEY (subscription) REFERENCES subscriptions.subscription(id) ON DELETE CASCADE;


--
-- Name: anchor anchor_idx_fkey; Type: FK CONSTRAINT; Schema: transparency_log; Owner: -
--

ALTER TABLE ONLY transparency_log.anchor
    ADD CONSTRAINT anchor_idx_fkey FOREIGN KEY (idx) REFERENCES transparency_log.leaf(idx);


--
-- Name: published published_size_root_fkey; Type: FK CONSTRAINT; Schema: transparency_log; Owner: -
--

ALTER TABLE ONLY transparency_log.published
    ADD CONSTRAINT published_size_root_fkey FOREIGN KEY (size, root) REFERENCES transparency_log.head(size, root);


--
-- Name: brief; Type: ROW SECURITY; Schema: carriers; Owner: -
--

ALTER TABLE carriers.brief ENABLE ROW LEVEL SECURITY;

--
-- Name: carrier; Type: ROW SECURITY; Schema: carriers; Owner: -
--

ALTER TABLE carriers.carrier ENABLE ROW LEVEL SECURITY;

--
-- Name: device; Type: ROW SECURITY; Schema: carriers; Owner: -
--

ALTER TABLE carriers.device ENABLE ROW LEVEL SECURITY;

--
-- Name: brief portal_brief; Type: POLICY; Schema: carriers; Owner: -
--

CREATE POLICY portal_brief ON carriers.brief FOR SELECT TO gongkai_portal USING ((state = ANY (ARRAY['issued'::text, 'withdrawn'::text])));


--
-- Name: carrier portal_carrier; Type: POLICY; Schema: carriers; Owner: -
--

CREATE POLICY portal_carrier ON carriers.carrier FOR SELECT TO gongkai_portal USING (((reach = 'society'::text) AND (number IS NOT NULL) AND (state = ANY (ARRAY['registered'::text, 'filed'::text, 'returned'::text]))));


--
-- Name: device portal_device; Type: POLICY; Schema: carriers; Owner: -
--

CREATE POLICY portal_device ON carriers.device FOR SELECT TO gongkai_portal USING (((revoked_at IS NULL) AND (EXISTS ( SELECT
   FROM carriers.carrier c
  WHERE (c.id = device.carrier)))));


--
-- Name: brief staff_brief; Type: POLICY; Schema: carriers; Owner: -
--

CREATE POLICY staff_brief ON carriers.brief TO gongkai_office, gongkai_worker USING (true) WITH CHECK (true);


--
-- Name: carrier staff_carrier; Type: POLICY; Schema: carriers; Owner: -
--

CREATE POLICY staff_carrier ON carriers.carrier TO gongkai_office, gongkai_worker USING (true) WITH CHECK (true);


--
-- Name: device staff_device; Type: POLICY; Schema: carriers; Owner: -
--

CREATE POLICY staff_device ON carriers.device TO gongkai_office, gongkai_worker USING (true) WITH CHECK (true);


--
-- Name: erasure; Type: ROW SECURITY; Schema: publication; Owner: -
--

ALTER TABLE publication.erasure ENABLE ROW LEVEL SECURITY;

--
-- Name: erasure_part; Type: ROW SECURITY; Schema: publication; Owner: -
--

ALTER TABLE publication.erasure_part ENABLE ROW LEVEL SECURITY;

--
-- Name: item; Type: ROW SECURITY; Schema: publication; Owner: -
--

ALTER TABLE publication.item ENABLE ROW LEVEL SECURITY;

--
-- Name: item_attachment; Type: ROW SECURITY; Schema: publication; Owner: -
--

ALTER TABLE publication.item_attachment ENABLE ROW LEVEL SECURITY;

--
-- Name: item_matter; Type: ROW SECURITY; Schema: publication; Owner: -
--

ALTER TABLE publication.item_matter ENABLE ROW LEVEL SECURITY;

--
-- Name: item_version; Type: ROW SECURITY; Schema: publication; Owner: -
--

ALTER TABLE publication.item_version ENABLE ROW LEVEL SECURITY;

--
-- Name: manifest; Type: ROW SECURITY; Schema: publication; Owner: -
--

ALTER TABLE publication.manifest ENABLE ROW LEVEL SECURITY;

--
-- Name: part; Type: ROW SECURITY; Schema: publication; Owner: -
--

ALTER TABLE publication.part ENABLE ROW LEVEL SECURITY;

--
-- Name: item portal_item; Type: POLICY; Schema: publication; Owner: -
--

CREATE POLICY portal_item ON publication.item FOR SELECT TO gongkai_portal USING (((state = 'live'::text) AND ((scope = 'society'::text) OR publication.may_see(( SELECT platform.current_reader() AS current_reader), scope, scope_unit, audience_units))));


--
-- Name: item_attachment portal_item_attachment; Type: POLICY; Schema: publication; Owner: -
--

CREATE POLICY portal_item_attachment ON publication.item_attachment FOR SELECT TO gongkai_portal USING ((EXISTS ( SELECT
   FROM publication.item_version v
  WHERE ((v.item = item_attachment.item) AND (v.version = item_attachment.version)))));


--
-- Name: item_matter portal_item_matter; Type: POLICY; Schema: publication; Owner: -
--

CREATE POLICY portal_item_matter ON publication.item_matter FOR SELECT TO gongkai_portal USING ((EXISTS ( SELECT
   FROM publication.item i
  WHERE (i.id = item_matter.item))));


--
-- Name: item_version portal_item_version; Type: POLICY; Schema: publication; Owner: -
--

CREATE POLICY portal_item_version ON publication.item_version FOR SELECT TO gongkai_portal USING (((EXISTS ( SELECT
   FROM publication.item i
  WHERE ((i.id = item_version.item) AND (item_version.version <= i.version)))) AND ((scope = 'society'::text) OR publication.may_see(( SELECT platform.current_reader() AS current_reader), scope, scope_unit, audience_units))));


--
-- Name: manifest portal_manifest; Type: POLICY; Schema: publication; Owner: -
--

CREATE POLICY portal_manifest ON publication.manifest FOR SELECT TO gongkai_portal USING ((EXISTS ( SELECT
   FROM publication.item_version v
  WHERE ((v.item = manifest.item) AND (v.version = manifest.version)))));


--
-- Name: part portal_part; Type: POLICY; Schema: publication; Owner: -
--

CREATE POLICY portal_part ON publication.part FOR SELECT TO gongkai_portal USING ((EXISTS ( SELECT
   FROM publication.item_version v
  WHERE ((v.item = part.item) AND (v.version = part.version)))));


--
-- Name: registration portal_registration; Type: POLICY; Schema: publication; Owner: -
--

CREATE POLICY portal_registration ON publication.registration FOR SELECT TO gongkai_portal USING (((revealed_at IS NOT NULL) AND
CASE
    WHEN (effect = ANY (ARRAY['withdraw'::text, 'close'::text])) THEN (EXISTS ( SELECT
       FROM publication.tombstone s
      WHERE ((s.item = registration.item) AND (s.revision = registration.revision) AND (s.scope = registration.scope))))
    ELSE (EXISTS ( SELECT
       FROM publication.item_version v
      WHERE ((v.item = registration.item) AND (v.version = registration.version))))
END));


--
-- Name: relation portal_relation; Type: POLICY; Schema: publication; Owner: -
--

CREATE POLICY portal_relation ON publication.relation FOR SELECT TO gongkai_portal USING (((EXISTS ( SELECT
   FROM publication.item i
  WHERE (i.id = relation.from_item))) AND (EXISTS ( SELECT
   FROM publication.item i
  WHERE (i.id = relation.to_item)))));


--
-- Name: tombstone portal_tombstone; Type: POLICY; Schema: publication; Owner: -
--

CREATE POLICY portal_tombstone ON publication.tombstone FOR SELECT TO gongkai_portal USING (((scope = 'society'::text) OR publication.may_see(( SELECT platform.current_reader() AS current_reader), scope, scope_unit, audience_units)));


--
-- Name: registration; Type: ROW SECURITY; Schema: publication; Owner: -
--

ALTER TABLE publication.registration ENABLE ROW LEVEL SECURITY;

--
-- Name: relation; Type: ROW SECURITY; Schema: publication; Owner: -
--

ALTER TABLE publication.relation ENABLE ROW LEVEL SECURITY;

--
-- Name: erasure staff_erasure; Type: POLICY; Schema: publication; Owner: -
--

CREATE POLICY staff_erasure ON publication.erasure TO gongkai_office, gongkai_worker USING (true) WITH CHECK (true);


--
-- Name: erasure_part staff_erasure_part; Type: POLICY; Schema: publication; Owner: -
--

CREATE POLICY staff_erasure_part ON publication.erasure_part TO gongkai_office, gongkai_worker USING (true) WITH CHECK (true);


--
-- Name: item staff_item; Type: POLICY; Schema: publication; Owner: -
--

CREATE POLICY staff_item ON publication.item TO gongkai_office, gongkai_worker USING (true) WITH CHECK (true);


--
-- Name: item_attachment staff_item_attachment; Type: POLICY; Schema: publication; Owner: -
--

CREATE POLICY staff_item_attachment ON publication.item_attachment TO gongkai_office, gongkai_worker USING (true) WITH CHECK (true);


--
-- Name: item_matter staff_item_matter; Type: POLICY; Schema: publication; Owner: -
--

CREATE POLICY staff_item_matter ON publication.item_matter TO gongkai_office, gongkai_worker USING (true) WITH CHECK (true);


--
-- Name: item_version staff_item_version; Type: POLICY; Schema: publication; Owner: -
--

CREATE POLICY staff_item_version ON publication.item_version TO gongkai_office, gongkai_worker USING (true) WITH CHECK (true);


--
-- Name: manifest staff_manifest; Type: POLICY; Schema: publication; Owner: -
--

CREATE POLICY staff_manifest ON publication.manifest TO gongkai_office, gongkai_worker USING (true) WITH CHECK (true);


--
-- Name: part staff_part; Type: POLICY; Schema: publication; Owner: -
--

CREATE POLICY staff_part ON publication.part TO gongkai_office, gongkai_worker USING (true) WITH CHECK (true);


--
-- Name: registration staff_registration; Type: POLICY; Schema: publication; Owner: -
--

CREATE POLICY staff_registration ON publication.registration TO gongkai_office, gongkai_worker USING (true) WITH CHECK (true);


--
-- Name: relation staff_relation; Type: POLICY; Schema: publication; Owner: -
--

CREATE POLICY staff_relation ON publication.relation TO gongkai_office, gongkai_worker USING (true) WITH CHECK (true);


--
-- Name: tombstone staff_tombstone; Type: POLICY; Schema: publication; Owner: -
--

CREATE POLICY staff_tombstone ON publication.tombstone TO gongkai_office, gongkai_worker USING (true) WITH CHECK (true);


--
-- Name: tombstone; Type: ROW SECURITY; Schema: publication; Owner: -
--

ALTER TABLE publication.tombstone ENABLE ROW LEVEL SECURITY;

--
-- Name: document; Type: ROW SECURITY; Schema: search; Owner: -
--

ALTER TABLE search.document ENABLE ROW LEVEL SECURITY;

--
-- Name: document portal_document; Type: POLICY; Schema: search; Owner: -
--

CREATE POLICY portal_document ON search.document FOR SELECT TO gongkai_portal USING (((scope = 'society'::text) OR search.may_see(( SELECT platform.current_reader() AS current_reader), scope, scope_unit, audience_units)));


--
-- Name: document staff_document; Type: POLICY; Schema: search; Owner: -
--

CREATE POLICY staff_document ON search.document TO gongkai_office, gongkai_worker USING (true) WITH CHECK (true);


--
-- Name: anchor; Type: ROW SECURITY; Schema: transparency_log; Owner: -
--

ALTER TABLE transparency_log.anchor ENABLE ROW LEVEL SECURITY;

--
-- Name: leaf; Type: ROW SECURITY; Schema: transparency_log; Owner: -
--

ALTER TABLE transparency_log.leaf ENABLE ROW LEVEL SECURITY;

--
-- Name: anchor portal_anchor; Type: POLICY; Schema: transparency_log; Owner: -
--

CREATE POLICY portal_anchor ON transparency_log.anchor FOR SELECT TO gongkai_portal USING (((kind = 'rfc3161'::text) AND (idx < ( SELECT transparency_log.visible_size() AS visible_size))));


--
-- Name: leaf portal_leaf; Type: POLICY; Schema: transparency_log; Owner: -
--

CREATE POLICY portal_leaf ON transparency_log.leaf FOR SELECT TO gongkai_portal USING ((idx < ( SELECT transparency_log.visible_size() AS visible_size)));


--
-- Name: anchor staff_anchor; Type: POLICY; Schema: transparency_log; Owner: -
--

CREATE POLICY staff_anchor ON transparency_log.anchor TO gongkai_office, gongkai_worker USING (true) WITH CHECK (true);


--
-- Name: leaf staff_leaf; Type: POLICY; Schema: transparency_log; Owner: -
--

CREATE POLICY staff_leaf ON transparency_log.leaf FOR SELECT TO gongkai_office, gongkai_worker USING (true);


--
-- Name: SCHEMA carriers; Type: ACL; Schema: -; Owner: -
--

GRANT USAGE ON SCHEMA carriers TO gongkai_office;
GRANT USAGE ON SCHEMA carriers TO gongkai_worker;
GRANT USAGE ON SCHEMA carriers TO gongkai_portal;


--
-- Name: SCHEMA catalogue; Type: ACL; Schema: -; Owner: -
--

GRANT USAGE ON SCHEMA catalogue TO gongkai_office;
GRANT USAGE ON SCHEMA catalogue TO gongkai_worker;
GRANT USAGE ON SCHEMA catalogue TO gongkai_portal;


--
-- Name: SCHEMA disclosure; Type: ACL; Schema: -; Owner: -
--

GRANT USAGE ON SCHEMA disclosure TO gongkai_office;
GRANT USAGE ON SCHEMA disclosure TO gongkai_worker;


--
-- Name: SCHEMA identity; Type: ACL; Schema: -; Owner: -
--

GRANT USAGE ON SCHEMA identity TO gongkai_office;
GRANT USAGE ON SCHEMA identity TO gongkai_worker;
GRANT USAGE ON SCHEMA identity TO gongkai_portal;


--
-- Name: SCHEMA organisations; Type: ACL; Schema: -; Owner: -
--

GRANT USAGE ON SCHEMA organisations TO gongkai_office;
GRANT USAGE ON SCHEMA organisations TO gongkai_worker;
GRANT USAGE ON SCHEMA organisations TO gongkai_portal;


--
-- Name: SCHEMA platform; Type: ACL; Schema: -; Owner: -
--

GRANT USAGE ON SCHEMA platform TO gongkai_office;
GRANT USAGE ON SCHEMA platform TO gongkai_worker;
GRANT USAGE ON SCHEMA platform TO gongkai_portal;


--
-- Name: SCHEMA publication; Type: ACL; Schema: -; Owner: -
--

GRANT USAGE ON SCHEMA publication TO gongkai_office;
GRANT USAGE ON SCHEMA publication TO gongkai_worker;
GRANT USAGE ON SCHEMA publication TO gongkai_portal;


--
-- Name: SCHEMA screening; Type: ACL; Schema: -; Owner: -
--

GRANT USAGE ON SCHEMA screening TO gongkai_office;
GRANT USAGE ON SCHEMA screening TO gongkai_worker;


--
-- Name: SCHEMA search; Type: ACL; Schema: -; Owner: -
--

GRANT USAGE ON SCHEMA search TO gongkai_office;
GRANT USAGE ON SCHEMA search TO gongkai_worker;
GRANT USAGE ON SCHEMA search TO gongkai_portal;


--
-- Name: SCHEMA similarity; Type: ACL; Schema: -; Owner: -
--

GRANT USAGE ON SCHEMA similarity TO gongkai_office;
GRANT USAGE ON SCHEMA similarity TO gongkai_worker;


--
-- Name: SCHEMA subscriptions; Type: ACL; Schema: -; Owner: -
--

GRANT USAGE ON SCHEMA subscriptions TO gongkai_office;
GRANT USAGE ON SCHEMA subscriptions TO gongkai_worker;


--
-- Name: SCHEMA transparency_log; Type: ACL; Schema: -; Owner: -
--

GRANT USAGE ON SCHEMA transparency_log TO gongkai_office;
GRANT USAGE ON SCHEMA transparency_log TO gongkai_worker;
GRANT USAGE ON SCHEMA transparency_log TO gongkai_portal;


--
-- Name: FUNCTION begin_erasing(subject platform.erasing_subject, patterns text[], files jsonb, at timestamp with time zone); Type: ACL; Schema: disclosure; Owner: -
--

REVOKE ALL ON FUNCTION disclosure.begin_erasing(subject platform.erasing_subject, patterns text[], files jsonb, at timestamp with time zone) FROM PUBLIC;


--
-- Name: TABLE revision; Type: ACL; Schema: disclosure; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE disclosure.revision TO gongkai_office;
GRANT SELECT,UPDATE ON TABLE disclosure.revision TO gongkai_worker;


--
-- Name: FUNCTION purge_revision(target uuid); Type: ACL; Schema: disclosure; Owner: -
--

REVOKE ALL ON FUNCTION disclosure.purge_revision(target uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION disclosure.purge_revision(target uuid) TO gongkai_office;
GRANT ALL ON FUNCTION disclosure.purge_revision(target uuid) TO gongkai_worker;


--
-- Name: FUNCTION session_actor(hash text, at timestamp with time zone); Type: ACL; Schema: identity; Owner: -
--

REVOKE ALL ON FUNCTION identity.session_actor(hash text, at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION identity.session_actor(hash text, at timestamp with time zone) TO gongkai_office;
GRANT ALL ON FUNCTION identity.session_actor(hash text, at timestamp with time zone) TO gongkai_worker;
GRANT ALL ON FUNCTION identity.session_actor(hash text, at timestamp with time zone) TO gongkai_portal;


--
-- Name: FUNCTION refresh_import_statistics(); Type: ACL; Schema: organisations; Owner: -
--

REVOKE ALL ON FUNCTION organisations.refresh_import_statistics() FROM PUBLIC;
GRANT ALL ON FUNCTION organisations.refresh_import_statistics() TO gongkai_office;
GRANT ALL ON FUNCTION organisations.refresh_import_statistics() TO gongkai_worker;


--
-- Name: FUNCTION refresh_unit_statistics(); Type: ACL; Schema: organisations; Owner: -
--

REVOKE ALL ON FUNCTION organisations.refresh_unit_statistics() FROM PUBLIC;
GRANT ALL ON FUNCTION organisations.refresh_unit_statistics() TO gongkai_office;
GRANT ALL ON FUNCTION organisations.refresh_unit_statistics() TO gongkai_worker;


--
-- Name: FUNCTION erase_words(subject platform.erasing_subject, patterns text[], files jsonb); Type: ACL; Schema: platform; Owner: -
--

REVOKE ALL ON FUNCTION platform.erase_words(subject platform.erasing_subject, patterns text[], files jsonb) FROM PUBLIC;


--
-- Name: FUNCTION erase(of_erasure uuid, wanted text[], files jsonb, prints text[], at timestamp with time zone); Type: ACL; Schema: publication; Owner: -
--

REVOKE ALL ON FUNCTION publication.erase(of_erasure uuid, wanted text[], files jsonb, prints text[], at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION publication.erase(of_erasure uuid, wanted text[], files jsonb, prints text[], at timestamp with time zone) TO gongkai_office;


--
-- Name: FUNCTION finish_erasing(of_index bigint, at timestamp with time zone); Type: ACL; Schema: publication; Owner: -
--

REVOKE ALL ON FUNCTION publication.finish_erasing(of_index bigint, at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION publication.finish_erasing(of_index bigint, at timestamp with time zone) TO gongkai_worker;


--
-- Name: FUNCTION times_taken(); Type: ACL; Schema: publication; Owner: -
--

REVOKE ALL ON FUNCTION publication.times_taken() FROM PUBLIC;
GRANT ALL ON FUNCTION publication.times_taken() TO gongkai_portal;
GRANT ALL ON FUNCTION publication.times_taken() TO gongkai_office;
GRANT ALL ON FUNCTION publication.times_taken() TO gongkai_worker;


--
-- Name: FUNCTION forget(of_revisions uuid[], prints text[]); Type: ACL; Schema: screening; Owner: -
--

REVOKE ALL ON FUNCTION screening.forget(of_revisions uuid[], prints text[]) FROM PUBLIC;


--
-- Name: FUNCTION answer(wanted text, titled text, about text, exact text, since timestamp with time zone, until timestamp with time zone, before_at timestamp with time zone, before_number bigint, phrases text[], newest boolean, candidates integer); Type: ACL; Schema: search; Owner: -
--

REVOKE ALL ON FUNCTION search.answer(wanted text, titled text, about text, exact text, since timestamp with time zone, until timestamp with time zone, before_at timestamp with time zone, before_number bigint, phrases text[], newest boolean, candidates integer) FROM PUBLIC;
GRANT ALL ON FUNCTION search.answer(wanted text, titled text, about text, exact text, since timestamp with time zone, until timestamp with time zone, before_at timestamp with time zone, before_number bigint, phrases text[], newest boolean, candidates integer) TO gongkai_office;
GRANT ALL ON FUNCTION search.answer(wanted text, titled text, about text, exact text, since timestamp with time zone, until timestamp with time zone, before_at timestamp with time zone, before_number bigint, phrases text[], newest boolean, candidates integer) TO gongkai_worker;
GRANT ALL ON FUNCTION search.answer(wanted text, titled text, about text, exact text, since timestamp with time zone, until timestamp with time zone, before_at timestamp with time zone, before_number bigint, phrases text[], newest boolean, candidates integer) TO gongkai_portal;


--
-- Name: FUNCTION find(wanted tsquery, reader jsonb, top bigint, since timestamp with time zone, until timestamp with time zone, before_at timestamp with time zone, before_number bigint, phrases text[], enough integer, most integer, OUT hits search.hit[], OUT complete boolean); Type: ACL; Schema: search; Owner: -
--

REVOKE ALL ON FUNCTION search.find(wanted tsquery, reader jsonb, top bigint, since timestamp with time zone, until timestamp with time zone, before_at timestamp with time zone, before_number bigint, phrases text[], enough integer, most integer, OUT hits search.hit[], OUT complete boolean) FROM PUBLIC;


--
-- Name: FUNCTION holding(hits search.hit[], phrases text[]); Type: ACL; Schema: search; Owner: -
--

REVOKE ALL ON FUNCTION search.holding(hits search.hit[], phrases text[]) FROM PUBLIC;


--
-- Name: FUNCTION width(top bigint, level integer); Type: ACL; Schema: search; Owner: -
--

REVOKE ALL ON FUNCTION search.width(top bigint, level integer) FROM PUBLIC;


--
-- Name: FUNCTION forget(disclosure uuid); Type: ACL; Schema: similarity; Owner: -
--

REVOKE ALL ON FUNCTION similarity.forget(disclosure uuid) FROM PUBLIC;


--
-- Name: FUNCTION append(entry bytea, type text, urgent boolean, OUT idx bigint, OUT leaf bytea); Type: ACL; Schema: transparency_log; Owner: -
--

REVOKE ALL ON FUNCTION transparency_log.append(entry bytea, type text, urgent boolean, OUT idx bigint, OUT leaf bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION transparency_log.append(entry bytea, type text, urgent boolean, OUT idx bigint, OUT leaf bytea) TO gongkai_office;
GRANT ALL ON FUNCTION transparency_log.append(entry bytea, type text, urgent boolean, OUT idx bigint, OUT leaf bytea) TO gongkai_worker;


--
-- Name: TABLE brief; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE carriers.brief TO gongkai_office;
GRANT SELECT,INSERT,UPDATE ON TABLE carriers.brief TO gongkai_worker;


--
-- Name: COLUMN brief.id; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT(id) ON TABLE carriers.brief TO gongkai_portal;


--
-- Name: COLUMN brief.unit; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT(unit) ON TABLE carriers.brief TO gongkai_portal;


--
-- Name: COLUMN brief.name; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT(name) ON TABLE carriers.brief TO gongkai_portal;


--
-- Name: COLUMN brief.year; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT(year) ON TABLE carriers.brief TO gongkai_portal;


--
-- Name: COLUMN brief.number; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT(number) ON TABLE carriers.brief TO gongkai_portal;


--
-- Name: COLUMN brief.slug; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT(slug) ON TABLE carriers.brief TO gongkai_portal;


--
-- Name: COLUMN brief.state; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT(state) ON TABLE carriers.brief TO gongkai_portal;


--
-- Name: COLUMN brief.period_from; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT(period_from) ON TABLE carriers.brief TO gongkai_portal;


--
-- Name: COLUMN brief.period_to; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT(period_to) ON TABLE carriers.brief TO gongkai_portal;


--
-- Name: COLUMN brief.foreword; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT(foreword) ON TABLE carriers.brief TO gongkai_portal;


--
-- Name: COLUMN brief.sections; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT(sections) ON TABLE carriers.brief TO gongkai_portal;


--
-- Name: COLUMN brief.issued_at; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT(issued_at) ON TABLE carriers.brief TO gongkai_portal;


--
-- Name: COLUMN brief.withdrawn_at; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT(withdrawn_at) ON TABLE carriers.brief TO gongkai_portal;


--
-- Name: COLUMN brief.withdrawn_why; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT(withdrawn_why) ON TABLE carriers.brief TO gongkai_portal;


--
-- Name: TABLE carrier; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE carriers.carrier TO gongkai_office;
GRANT SELECT,INSERT,UPDATE ON TABLE carriers.carrier TO gongkai_worker;


--
-- Name: COLUMN carrier.id; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT(id) ON TABLE carriers.carrier TO gongkai_portal;


--
-- Name: COLUMN carrier.unit; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT(unit) ON TABLE carriers.carrier TO gongkai_portal;


--
-- Name: COLUMN carrier.kind; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT(kind) ON TABLE carriers.carrier TO gongkai_portal;


--
-- Name: COLUMN carrier.name; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT(name) ON TABLE carriers.carrier TO gongkai_portal;


--
-- Name: COLUMN carrier.state; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT(state) ON TABLE carriers.carrier TO gongkai_portal;


--
-- Name: COLUMN carrier.reach; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT(reach) ON TABLE carriers.carrier TO gongkai_portal;


--
-- Name: COLUMN carrier.place; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT(place) ON TABLE carriers.carrier TO gongkai_portal;


--
-- Name: COLUMN carrier.floor; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT(floor) ON TABLE carriers.carrier TO gongkai_portal;


--
-- Name: COLUMN carrier.longitude; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT(longitude) ON TABLE carriers.carrier TO gongkai_portal;


--
-- Name: COLUMN carrier.latitude; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT(latitude) ON TABLE carriers.carrier TO gongkai_portal;


--
-- Name: COLUMN carrier.address; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT(address) ON TABLE carriers.carrier TO gongkai_portal;


--
-- Name: COLUMN carrier.post; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT(post) ON TABLE carriers.carrier TO gongkai_portal;


--
-- Name: COLUMN carrier.phone; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT(phone) ON TABLE carriers.carrier TO gongkai_portal;


--
-- Name: COLUMN carrier.opening; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT(opening) ON TABLE carriers.carrier TO gongkai_portal;


--
-- Name: COLUMN carrier.photo_sha256; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT(photo_sha256) ON TABLE carriers.carrier TO gongkai_portal;


--
-- Name: COLUMN carrier.photo_media; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT(photo_media) ON TABLE carriers.carrier TO gongkai_portal;


--
-- Name: COLUMN carrier.number; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT(number) ON TABLE carriers.carrier TO gongkai_portal;


--
-- Name: COLUMN carrier.registered_on; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT(registered_on) ON TABLE carriers.carrier TO gongkai_portal;


--
-- Name: TABLE carrier_event; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT,INSERT ON TABLE carriers.carrier_event TO gongkai_office;
GRANT SELECT,INSERT ON TABLE carriers.carrier_event TO gongkai_worker;


--
-- Name: SEQUENCE carrier_event_ordinal_seq; Type: ACL; Schema: carriers; Owner: -
--

GRANT USAGE ON SEQUENCE carriers.carrier_event_ordinal_seq TO gongkai_office;
GRANT USAGE ON SEQUENCE carriers.carrier_event_ordinal_seq TO gongkai_worker;


--
-- Name: TABLE channel_receipt; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE carriers.channel_receipt TO gongkai_office;
GRANT SELECT,INSERT,UPDATE ON TABLE carriers.channel_receipt TO gongkai_worker;


--
-- Name: TABLE delivery; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE carriers.delivery TO gongkai_office;
GRANT SELECT,INSERT,UPDATE ON TABLE carriers.delivery TO gongkai_worker;


--
-- Name: TABLE delivery_attempt; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT,INSERT ON TABLE carriers.delivery_attempt TO gongkai_office;
GRANT SELECT,INSERT ON TABLE carriers.delivery_attempt TO gongkai_worker;


--
-- Name: SEQUENCE delivery_attempt_ordinal_seq; Type: ACL; Schema: carriers; Owner: -
--

GRANT USAGE ON SEQUENCE carriers.delivery_attempt_ordinal_seq TO gongkai_office;
GRANT USAGE ON SEQUENCE carriers.delivery_attempt_ordinal_seq TO gongkai_worker;


--
-- Name: SEQUENCE delivery_ordinal_seq; Type: ACL; Schema: carriers; Owner: -
--

GRANT USAGE ON SEQUENCE carriers.delivery_ordinal_seq TO gongkai_office;
GRANT USAGE ON SEQUENCE carriers.delivery_ordinal_seq TO gongkai_worker;


--
-- Name: TABLE device; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE carriers.device TO gongkai_office;
GRANT SELECT,INSERT,UPDATE ON TABLE carriers.device TO gongkai_worker;


--
-- Name: COLUMN device.id; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT(id) ON TABLE carriers.device TO gongkai_portal;


--
-- Name: COLUMN device.carrier; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT(carrier) ON TABLE carriers.device TO gongkai_portal;


--
-- Name: COLUMN device.kind; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT(kind) ON TABLE carriers.device TO gongkai_portal;


--
-- Name: COLUMN device.key_hash; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT(key_hash) ON TABLE carriers.device TO gongkai_portal;


--
-- Name: COLUMN device.next_key_hash; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT(next_key_hash) ON TABLE carriers.device TO gongkai_portal;


--
-- Name: COLUMN device.shows; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT(shows) ON TABLE carriers.device TO gongkai_portal;


--
-- Name: COLUMN device.revoked_at; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT(revoked_at) ON TABLE carriers.device TO gongkai_portal;


--
-- Name: TABLE finding; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE carriers.finding TO gongkai_office;
GRANT SELECT,INSERT,UPDATE ON TABLE carriers.finding TO gongkai_worker;


--
-- Name: TABLE pairing; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE carriers.pairing TO gongkai_office;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE carriers.pairing TO gongkai_worker;


--
-- Name: TABLE posting; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE carriers.posting TO gongkai_office;
GRANT SELECT,INSERT,UPDATE ON TABLE carriers.posting TO gongkai_worker;


--
-- Name: TABLE posting_rule; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE carriers.posting_rule TO gongkai_office;
GRANT SELECT,INSERT,UPDATE ON TABLE carriers.posting_rule TO gongkai_worker;


--
-- Name: TABLE register_serial; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE carriers.register_serial TO gongkai_office;
GRANT SELECT,INSERT,UPDATE ON TABLE carriers.register_serial TO gongkai_worker;


--
-- Name: TABLE webhook; Type: ACL; Schema: carriers; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE carriers.webhook TO gongkai_office;
GRANT SELECT,INSERT,UPDATE ON TABLE carriers.webhook TO gongkai_worker;


--
-- Name: TABLE catalogue; Type: ACL; Schema: catalogue; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE catalogue.catalogue TO gongkai_office;
GRANT SELECT,UPDATE ON TABLE catalogue.catalogue TO gongkai_worker;


--
-- Name: TABLE duty; Type: ACL; Schema: catalogue; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE catalogue.duty TO gongkai_office;
GRANT SELECT,INSERT,UPDATE ON TABLE catalogue.duty TO gongkai_worker;


--
-- Name: TABLE duty_change; Type: ACL; Schema: catalogue; Owner: -
--

GRANT SELECT,INSERT ON TABLE catalogue.duty_change TO gongkai_office;
GRANT SELECT,INSERT ON TABLE catalogue.duty_change TO gongkai_worker;


--
-- Name: TABLE duty_default; Type: ACL; Schema: catalogue; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE catalogue.duty_default TO gongkai_office;
GRANT SELECT ON TABLE catalogue.duty_default TO gongkai_worker;


--
-- Name: TABLE editor; Type: ACL; Schema: catalogue; Owner: -
--

GRANT SELECT,INSERT ON TABLE catalogue.editor TO gongkai_office;
GRANT SELECT ON TABLE catalogue.editor TO gongkai_worker;


--
-- Name: TABLE filed_content; Type: ACL; Schema: catalogue; Owner: -
--

GRANT SELECT,INSERT ON TABLE catalogue.filed_content TO gongkai_office;
GRANT SELECT ON TABLE catalogue.filed_content TO gongkai_worker;


--
-- Name: TABLE history; Type: ACL; Schema: catalogue; Owner: -
--

GRANT SELECT,INSERT ON TABLE catalogue.history TO gongkai_office;
GRANT SELECT,INSERT ON TABLE catalogue.history TO gongkai_worker;


--
-- Name: TABLE item; Type: ACL; Schema: catalogue; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE catalogue.item TO gongkai_office;
GRANT SELECT ON TABLE catalogue.item TO gongkai_worker;


--
-- Name: TABLE unit; Type: ACL; Schema: organisations; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE organisations.unit TO gongkai_office;
GRANT SELECT,INSERT,UPDATE ON TABLE organisations.unit TO gongkai_worker;
GRANT SELECT ON TABLE organisations.unit TO gongkai_portal;


--
-- Name: TABLE unit_ref; Type: ACL; Schema: catalogue; Owner: -
--

GRANT SELECT ON TABLE catalogue.unit_ref TO gongkai_office;
GRANT SELECT ON TABLE catalogue.unit_ref TO gongkai_worker;


--
-- Name: TABLE public_catalogue; Type: ACL; Schema: catalogue; Owner: -
--

GRANT SELECT ON TABLE catalogue.public_catalogue TO gongkai_portal;
GRANT SELECT ON TABLE catalogue.public_catalogue TO gongkai_office;
GRANT SELECT ON TABLE catalogue.public_catalogue TO gongkai_worker;


--
-- Name: TABLE public_duty; Type: ACL; Schema: catalogue; Owner: -
--

GRANT SELECT ON TABLE catalogue.public_duty TO gongkai_portal;
GRANT SELECT ON TABLE catalogue.public_duty TO gongkai_office;
GRANT SELECT ON TABLE catalogue.public_duty TO gongkai_worker;


--
-- Name: TABLE public_item; Type: ACL; Schema: catalogue; Owner: -
--

GRANT SELECT ON TABLE catalogue.public_item TO gongkai_portal;
GRANT SELECT ON TABLE catalogue.public_item TO gongkai_office;
GRANT SELECT ON TABLE catalogue.public_item TO gongkai_worker;


--
-- Name: TABLE registration; Type: ACL; Schema: catalogue; Owner: -
--

GRANT SELECT,INSERT ON TABLE catalogue.registration TO gongkai_office;
GRANT SELECT,INSERT ON TABLE catalogue.registration TO gongkai_worker;


--
-- Name: TABLE template; Type: ACL; Schema: catalogue; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE catalogue.template TO gongkai_office;
GRANT SELECT ON TABLE catalogue.template TO gongkai_worker;


--
-- Name: TABLE template_item; Type: ACL; Schema: catalogue; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE catalogue.template_item TO gongkai_office;
GRANT SELECT ON TABLE catalogue.template_item TO gongkai_worker;


--
-- Name: TABLE template_proposal; Type: ACL; Schema: catalogue; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE catalogue.template_proposal TO gongkai_office;
GRANT SELECT ON TABLE catalogue.template_proposal TO gongkai_worker;


--
-- Name: TABLE trigger_event; Type: ACL; Schema: catalogue; Owner: -
--

GRANT SELECT,INSERT ON TABLE catalogue.trigger_event TO gongkai_office;
GRANT SELECT ON TABLE catalogue.trigger_event TO gongkai_worker;


--
-- Name: TABLE after_review; Type: ACL; Schema: disclosure; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE disclosure.after_review TO gongkai_office;
GRANT SELECT,INSERT,UPDATE ON TABLE disclosure.after_review TO gongkai_worker;


--
-- Name: TABLE attachment; Type: ACL; Schema: disclosure; Owner: -
--

GRANT SELECT,INSERT,DELETE ON TABLE disclosure.attachment TO gongkai_office;
GRANT SELECT ON TABLE disclosure.attachment TO gongkai_worker;


--
-- Name: TABLE comment; Type: ACL; Schema: disclosure; Owner: -
--

GRANT SELECT,INSERT ON TABLE disclosure.comment TO gongkai_office;
GRANT SELECT ON TABLE disclosure.comment TO gongkai_worker;


--
-- Name: TABLE disclosure; Type: ACL; Schema: disclosure; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE disclosure.disclosure TO gongkai_office;
GRANT SELECT,UPDATE ON TABLE disclosure.disclosure TO gongkai_worker;


--
-- Name: TABLE draft_conflict; Type: ACL; Schema: disclosure; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE disclosure.draft_conflict TO gongkai_office;
GRANT SELECT ON TABLE disclosure.draft_conflict TO gongkai_worker;


--
-- Name: TABLE event; Type: ACL; Schema: disclosure; Owner: -
--

GRANT SELECT,INSERT ON TABLE disclosure.event TO gongkai_office;
GRANT SELECT,INSERT ON TABLE disclosure.event TO gongkai_worker;


--
-- Name: TABLE matter; Type: ACL; Schema: disclosure; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE disclosure.matter TO gongkai_office;
GRANT SELECT,UPDATE ON TABLE disclosure.matter TO gongkai_worker;


--
-- Name: TABLE matter_stage; Type: ACL; Schema: disclosure; Owner: -
--

GRANT SELECT,INSERT ON TABLE disclosure.matter_stage TO gongkai_office;
GRANT SELECT ON TABLE disclosure.matter_stage TO gongkai_worker;


--
-- Name: TABLE opinion_request; Type: ACL; Schema: disclosure; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE disclosure.opinion_request TO gongkai_office;
GRANT SELECT,UPDATE ON TABLE disclosure.opinion_request TO gongkai_worker;


--
-- Name: TABLE process_definition; Type: ACL; Schema: disclosure; Owner: -
--

GRANT SELECT,INSERT ON TABLE disclosure.process_definition TO gongkai_office;
GRANT SELECT ON TABLE disclosure.process_definition TO gongkai_worker;


--
-- Name: TABLE revision_editor; Type: ACL; Schema: disclosure; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE disclosure.revision_editor TO gongkai_office;
GRANT SELECT ON TABLE disclosure.revision_editor TO gongkai_worker;


--
-- Name: TABLE seen; Type: ACL; Schema: disclosure; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE disclosure.seen TO gongkai_office;
GRANT SELECT ON TABLE disclosure.seen TO gongkai_worker;


--
-- Name: TABLE serial; Type: ACL; Schema: disclosure; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE disclosure.serial TO gongkai_office;
GRANT SELECT ON TABLE disclosure.serial TO gongkai_worker;


--
-- Name: TABLE signature; Type: ACL; Schema: disclosure; Owner: -
--

GRANT SELECT,INSERT ON TABLE disclosure.signature TO gongkai_office;
GRANT SELECT ON TABLE disclosure.signature TO gongkai_worker;


--
-- Name: TABLE similarity_check; Type: ACL; Schema: disclosure; Owner: -
--

GRANT SELECT,INSERT ON TABLE disclosure.similarity_check TO gongkai_office;
GRANT SELECT,INSERT ON TABLE disclosure.similarity_check TO gongkai_worker;


--
-- Name: TABLE step_reminder; Type: ACL; Schema: disclosure; Owner: -
--

GRANT SELECT ON TABLE disclosure.step_reminder TO gongkai_office;
GRANT SELECT,INSERT ON TABLE disclosure.step_reminder TO gongkai_worker;


--
-- Name: TABLE step_state; Type: ACL; Schema: disclosure; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE disclosure.step_state TO gongkai_office;
GRANT SELECT,UPDATE ON TABLE disclosure.step_state TO gongkai_worker;


--
-- Name: TABLE term; Type: ACL; Schema: disclosure; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE disclosure.term TO gongkai_office;
GRANT SELECT ON TABLE disclosure.term TO gongkai_worker;


--
-- Name: TABLE text_template; Type: ACL; Schema: disclosure; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE disclosure.text_template TO gongkai_office;
GRANT SELECT ON TABLE disclosure.text_template TO gongkai_worker;


--
-- Name: TABLE text_template_version; Type: ACL; Schema: disclosure; Owner: -
--

GRANT SELECT,INSERT ON TABLE disclosure.text_template_version TO gongkai_office;
GRANT SELECT ON TABLE disclosure.text_template_version TO gongkai_worker;


--
-- Name: TABLE watch; Type: ACL; Schema: disclosure; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE disclosure.watch TO gongkai_office;
GRANT SELECT,INSERT,UPDATE ON TABLE disclosure.watch TO gongkai_worker;


--
-- Name: TABLE withhold_ground; Type: ACL; Schema: disclosure; Owner: -
--

GRANT SELECT ON TABLE disclosure.withhold_ground TO gongkai_office;
GRANT SELECT ON TABLE disclosure.withhold_ground TO gongkai_worker;


--
-- Name: TABLE withholding; Type: ACL; Schema: disclosure; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE disclosure.withholding TO gongkai_office;
GRANT SELECT,INSERT,UPDATE ON TABLE disclosure.withholding TO gongkai_worker;


--
-- Name: TABLE affiliation; Type: ACL; Schema: identity; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE identity.affiliation TO gongkai_office;
GRANT SELECT,INSERT,UPDATE ON TABLE identity.affiliation TO gongkai_worker;


--
-- Name: TABLE delegation; Type: ACL; Schema: identity; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE identity.delegation TO gongkai_office;
GRANT SELECT,INSERT,UPDATE ON TABLE identity.delegation TO gongkai_worker;


--
-- Name: TABLE person; Type: ACL; Schema: identity; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE identity.person TO gongkai_office;
GRANT SELECT,INSERT,UPDATE ON TABLE identity.person TO gongkai_worker;


--
-- Name: TABLE role_grant; Type: ACL; Schema: identity; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE identity.role_grant TO gongkai_office;
GRANT SELECT,INSERT,UPDATE ON TABLE identity.role_grant TO gongkai_worker;


--
-- Name: TABLE session; Type: ACL; Schema: identity; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE identity.session TO gongkai_office;
GRANT SELECT,INSERT,UPDATE ON TABLE identity.session TO gongkai_worker;


--
-- Name: TABLE sign_in_challenge; Type: ACL; Schema: identity; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.sign_in_challenge TO gongkai_office;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE identity.sign_in_challenge TO gongkai_worker;


--
-- Name: TABLE import_row; Type: ACL; Schema: organisations; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE organisations.import_row TO gongkai_office;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE organisations.import_row TO gongkai_worker;


--
-- Name: TABLE leading_group; Type: ACL; Schema: organisations; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE organisations.leading_group TO gongkai_office;
GRANT SELECT,INSERT,UPDATE ON TABLE organisations.leading_group TO gongkai_worker;
GRANT SELECT ON TABLE organisations.leading_group TO gongkai_portal;


--
-- Name: TABLE line; Type: ACL; Schema: organisations; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE organisations.line TO gongkai_office;
GRANT SELECT,INSERT,UPDATE ON TABLE organisations.line TO gongkai_worker;
GRANT SELECT ON TABLE organisations.line TO gongkai_portal;


--
-- Name: SEQUENCE line_id_seq; Type: ACL; Schema: organisations; Owner: -
--

GRANT SELECT,USAGE ON SEQUENCE organisations.line_id_seq TO gongkai_office;
GRANT SELECT,USAGE ON SEQUENCE organisations.line_id_seq TO gongkai_worker;


--
-- Name: TABLE post; Type: ACL; Schema: organisations; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE organisations.post TO gongkai_office;
GRANT SELECT,INSERT,UPDATE ON TABLE organisations.post TO gongkai_worker;


--
-- Name: SEQUENCE post_id_seq; Type: ACL; Schema: organisations; Owner: -
--

GRANT SELECT,USAGE ON SEQUENCE organisations.post_id_seq TO gongkai_office;
GRANT SELECT,USAGE ON SEQUENCE organisations.post_id_seq TO gongkai_worker;


--
-- Name: TABLE public_post; Type: ACL; Schema: organisations; Owner: -
--

GRANT SELECT ON TABLE organisations.public_post TO gongkai_portal;


--
-- Name: TABLE unit_event; Type: ACL; Schema: organisations; Owner: -
--

GRANT SELECT,INSERT ON TABLE organisations.unit_event TO gongkai_office;
GRANT SELECT,INSERT ON TABLE organisations.unit_event TO gongkai_worker;


--
-- Name: SEQUENCE unit_event_id_seq; Type: ACL; Schema: organisations; Owner: -
--

GRANT SELECT,USAGE ON SEQUENCE organisations.unit_event_id_seq TO gongkai_office;
GRANT SELECT,USAGE ON SEQUENCE organisations.unit_event_id_seq TO gongkai_worker;


--
-- Name: SEQUENCE unit_id_seq; Type: ACL; Schema: organisations; Owner: -
--

GRANT SELECT,USAGE ON SEQUENCE organisations.unit_id_seq TO gongkai_office;
GRANT SELECT,USAGE ON SEQUENCE organisations.unit_id_seq TO gongkai_worker;


--
-- Name: TABLE unit_name; Type: ACL; Schema: organisations; Owner: -
--

GRANT SELECT,INSERT ON TABLE organisations.unit_name TO gongkai_office;
GRANT SELECT,INSERT ON TABLE organisations.unit_name TO gongkai_worker;
GRANT SELECT ON TABLE organisations.unit_name TO gongkai_portal;


--
-- Name: SEQUENCE unit_name_id_seq; Type: ACL; Schema: organisations; Owner: -
--

GRANT SELECT,USAGE ON SEQUENCE organisations.unit_name_id_seq TO gongkai_office;
GRANT SELECT,USAGE ON SEQUENCE organisations.unit_name_id_seq TO gongkai_worker;


--
-- Name: TABLE audit; Type: ACL; Schema: platform; Owner: -
--

GRANT SELECT,INSERT ON TABLE platform.audit TO gongkai_office;
GRANT SELECT,INSERT ON TABLE platform.audit TO gongkai_worker;


--
-- Name: TABLE calendar_day; Type: ACL; Schema: platform; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE platform.calendar_day TO gongkai_office;
GRANT SELECT ON TABLE platform.calendar_day TO gongkai_worker;
GRANT SELECT ON TABLE platform.calendar_day TO gongkai_portal;


--
-- Name: TABLE calendar_year; Type: ACL; Schema: platform; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE platform.calendar_year TO gongkai_office;
GRANT SELECT ON TABLE platform.calendar_year TO gongkai_worker;
GRANT SELECT ON TABLE platform.calendar_year TO gongkai_portal;


--
-- Name: TABLE digest; Type: ACL; Schema: platform; Owner: -
--

GRANT SELECT ON TABLE platform.digest TO gongkai_office;
GRANT SELECT,INSERT ON TABLE platform.digest TO gongkai_worker;


--
-- Name: TABLE fact; Type: ACL; Schema: platform; Owner: -
--

GRANT SELECT,INSERT ON TABLE platform.fact TO gongkai_office;
GRANT SELECT,INSERT ON TABLE platform.fact TO gongkai_worker;


--
-- Name: TABLE fact_delivery; Type: ACL; Schema: platform; Owner: -
--

GRANT SELECT,INSERT ON TABLE platform.fact_delivery TO gongkai_office;
GRANT SELECT,INSERT ON TABLE platform.fact_delivery TO gongkai_worker;


--
-- Name: TABLE import_run; Type: ACL; Schema: platform; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE platform.import_run TO gongkai_office;
GRANT SELECT,INSERT,UPDATE ON TABLE platform.import_run TO gongkai_worker;


--
-- Name: TABLE mail; Type: ACL; Schema: platform; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE platform.mail TO gongkai_office;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE platform.mail TO gongkai_worker;


--
-- Name: TABLE mail_shown; Type: ACL; Schema: platform; Owner: -
--

GRANT SELECT ON TABLE platform.mail_shown TO gongkai_office;
GRANT SELECT,INSERT,DELETE ON TABLE platform.mail_shown TO gongkai_worker;


--
-- Name: TABLE migration; Type: ACL; Schema: platform; Owner: -
--

GRANT SELECT ON TABLE platform.migration TO gongkai_office;
GRANT SELECT ON TABLE platform.migration TO gongkai_worker;
GRANT SELECT ON TABLE platform.migration TO gongkai_portal;


--
-- Name: TABLE notice_preference; Type: ACL; Schema: platform; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE platform.notice_preference TO gongkai_office;
GRANT SELECT ON TABLE platform.notice_preference TO gongkai_worker;


--
-- Name: TABLE notification; Type: ACL; Schema: platform; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE platform.notification TO gongkai_office;
GRANT SELECT,INSERT,UPDATE ON TABLE platform.notification TO gongkai_worker;


--
-- Name: TABLE setting; Type: ACL; Schema: platform; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE platform.setting TO gongkai_office;
GRANT SELECT,INSERT,UPDATE ON TABLE platform.setting TO gongkai_worker;


--
-- Name: TABLE stored_file; Type: ACL; Schema: platform; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE platform.stored_file TO gongkai_office;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE platform.stored_file TO gongkai_worker;


--
-- Name: TABLE word_place; Type: ACL; Schema: platform; Owner: -
--

GRANT SELECT ON TABLE platform.word_place TO gongkai_office;
GRANT SELECT ON TABLE platform.word_place TO gongkai_worker;


--
-- Name: TABLE document_check; Type: ACL; Schema: publication; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE publication.document_check TO gongkai_office;
GRANT SELECT,INSERT,UPDATE ON TABLE publication.document_check TO gongkai_worker;


--
-- Name: TABLE erasure; Type: ACL; Schema: publication; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE publication.erasure TO gongkai_office;
GRANT SELECT ON TABLE publication.erasure TO gongkai_worker;


--
-- Name: COLUMN erasure.state; Type: ACL; Schema: publication; Owner: -
--

GRANT UPDATE(state) ON TABLE publication.erasure TO gongkai_worker;


--
-- Name: COLUMN erasure.ended_at; Type: ACL; Schema: publication; Owner: -
--

GRANT UPDATE(ended_at) ON TABLE publication.erasure TO gongkai_worker;


--
-- Name: TABLE erasure_part; Type: ACL; Schema: publication; Owner: -
--

GRANT SELECT,INSERT ON TABLE publication.erasure_part TO gongkai_office;
GRANT SELECT ON TABLE publication.erasure_part TO gongkai_worker;


--
-- Name: TABLE index_rule; Type: ACL; Schema: publication; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE publication.index_rule TO gongkai_office;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE publication.index_rule TO gongkai_worker;


--
-- Name: TABLE index_serial; Type: ACL; Schema: publication; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE publication.index_serial TO gongkai_office;
GRANT SELECT,INSERT,UPDATE ON TABLE publication.index_serial TO gongkai_worker;


--
-- Name: TABLE item; Type: ACL; Schema: publication; Owner: -
--

GRANT SELECT ON TABLE publication.item TO gongkai_portal;
GRANT SELECT,INSERT,UPDATE ON TABLE publication.item TO gongkai_office;
GRANT SELECT,INSERT,UPDATE ON TABLE publication.item TO gongkai_worker;


--
-- Name: TABLE item_attachment; Type: ACL; Schema: publication; Owner: -
--

GRANT SELECT ON TABLE publication.item_attachment TO gongkai_portal;
GRANT SELECT,INSERT ON TABLE publication.item_attachment TO gongkai_office;
GRANT SELECT,INSERT ON TABLE publication.item_attachment TO gongkai_worker;


--
-- Name: TABLE item_matter; Type: ACL; Schema: publication; Owner: -
--

GRANT SELECT ON TABLE publication.item_matter TO gongkai_portal;
GRANT SELECT,INSERT ON TABLE publication.item_matter TO gongkai_office;
GRANT SELECT,INSERT ON TABLE publication.item_matter TO gongkai_worker;


--
-- Name: TABLE item_version; Type: ACL; Schema: publication; Owner: -
--

GRANT SELECT ON TABLE publication.item_version TO gongkai_portal;
GRANT SELECT,INSERT ON TABLE publication.item_version TO gongkai_office;
GRANT SELECT,INSERT ON TABLE publication.item_version TO gongkai_worker;


--
-- Name: TABLE link; Type: ACL; Schema: publication; Owner: -
--

GRANT SELECT ON TABLE publication.link TO gongkai_office;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE publication.link TO gongkai_worker;


--
-- Name: TABLE link_check; Type: ACL; Schema: publication; Owner: -
--

GRANT SELECT ON TABLE publication.link_check TO gongkai_office;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE publication.link_check TO gongkai_worker;


--
-- Name: TABLE link_scan; Type: ACL; Schema: publication; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE publication.link_scan TO gongkai_worker;


--
-- Name: TABLE link_use; Type: ACL; Schema: publication; Owner: -
--

GRANT SELECT ON TABLE publication.link_use TO gongkai_office;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE publication.link_use TO gongkai_worker;


--
-- Name: TABLE manifest; Type: ACL; Schema: publication; Owner: -
--

GRANT SELECT ON TABLE publication.manifest TO gongkai_portal;
GRANT SELECT,INSERT ON TABLE publication.manifest TO gongkai_office;
GRANT SELECT,INSERT ON TABLE publication.manifest TO gongkai_worker;


--
-- Name: TABLE open_data_file; Type: ACL; Schema: publication; Owner: -
--

GRANT SELECT ON TABLE publication.open_data_file TO gongkai_portal;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE publication.open_data_file TO gongkai_office;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE publication.open_data_file TO gongkai_worker;


--
-- Name: TABLE part; Type: ACL; Schema: publication; Owner: -
--

GRANT SELECT ON TABLE publication.part TO gongkai_portal;
GRANT SELECT,INSERT ON TABLE publication.part TO gongkai_office;
GRANT SELECT,INSERT ON TABLE publication.part TO gongkai_worker;


--
-- Name: TABLE plan; Type: ACL; Schema: publication; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE publication.plan TO gongkai_office;
GRANT SELECT,INSERT,UPDATE ON TABLE publication.plan TO gongkai_worker;


--
-- Name: TABLE registration; Type: ACL; Schema: publication; Owner: -
--

GRANT SELECT ON TABLE publication.registration TO gongkai_portal;
GRANT SELECT,INSERT ON TABLE publication.registration TO gongkai_office;
GRANT SELECT,INSERT ON TABLE publication.registration TO gongkai_worker;


--
-- Name: COLUMN registration.after_review; Type: ACL; Schema: publication; Owner: -
--

GRANT UPDATE(after_review) ON TABLE publication.registration TO gongkai_office;
GRANT UPDATE(after_review) ON TABLE publication.registration TO gongkai_worker;


--
-- Name: COLUMN registration.revealed_at; Type: ACL; Schema: publication; Owner: -
--

GRANT UPDATE(revealed_at) ON TABLE publication.registration TO gongkai_office;
GRANT UPDATE(revealed_at) ON TABLE publication.registration TO gongkai_worker;


--
-- Name: TABLE relation; Type: ACL; Schema: publication; Owner: -
--

GRANT SELECT ON TABLE publication.relation TO gongkai_portal;
GRANT SELECT,INSERT,DELETE ON TABLE publication.relation TO gongkai_office;
GRANT SELECT,INSERT,DELETE ON TABLE publication.relation TO gongkai_worker;


--
-- Name: TABLE site; Type: ACL; Schema: publication; Owner: -
--

GRANT SELECT ON TABLE publication.site TO gongkai_portal;
GRANT SELECT,INSERT,UPDATE ON TABLE publication.site TO gongkai_office;
GRANT SELECT,INSERT,UPDATE ON TABLE publication.site TO gongkai_worker;


--
-- Name: TABLE tombstone; Type: ACL; Schema: publication; Owner: -
--

GRANT SELECT ON TABLE publication.tombstone TO gongkai_portal;
GRANT SELECT,INSERT ON TABLE publication.tombstone TO gongkai_office;
GRANT SELECT,INSERT ON TABLE publication.tombstone TO gongkai_worker;


--
-- Name: TABLE decision; Type: ACL; Schema: screening; Owner: -
--

GRANT SELECT,INSERT ON TABLE screening.decision TO gongkai_office;
GRANT SELECT,INSERT ON TABLE screening.decision TO gongkai_worker;


--
-- Name: TABLE finding; Type: ACL; Schema: screening; Owner: -
--

GRANT SELECT,INSERT ON TABLE screening.finding TO gongkai_office;
GRANT SELECT,INSERT ON TABLE screening.finding TO gongkai_worker;


--
-- Name: TABLE incident; Type: ACL; Schema: screening; Owner: -
--

GRANT SELECT,INSERT ON TABLE screening.incident TO gongkai_office;
GRANT SELECT,INSERT ON TABLE screening.incident TO gongkai_worker;


--
-- Name: TABLE incident_step; Type: ACL; Schema: screening; Owner: -
--

GRANT SELECT,INSERT ON TABLE screening.incident_step TO gongkai_office;
GRANT SELECT,INSERT ON TABLE screening.incident_step TO gongkai_worker;


--
-- Name: TABLE screening; Type: ACL; Schema: screening; Owner: -
--

GRANT SELECT,INSERT ON TABLE screening.screening TO gongkai_office;
GRANT SELECT,INSERT ON TABLE screening.screening TO gongkai_worker;


--
-- Name: TABLE setting; Type: ACL; Schema: screening; Owner: -
--

GRANT SELECT ON TABLE screening.setting TO gongkai_office;
GRANT SELECT ON TABLE screening.setting TO gongkai_worker;


--
-- Name: TABLE term; Type: ACL; Schema: screening; Owner: -
--

GRANT SELECT,INSERT,DELETE ON TABLE screening.term TO gongkai_office;
GRANT SELECT ON TABLE screening.term TO gongkai_worker;


--
-- Name: TABLE document; Type: ACL; Schema: search; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE search.document TO gongkai_office;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE search.document TO gongkai_worker;
GRANT SELECT ON TABLE search.document TO gongkai_portal;


--
-- Name: SEQUENCE document_number_seq; Type: ACL; Schema: search; Owner: -
--

GRANT USAGE ON SEQUENCE search.document_number_seq TO gongkai_office;
GRANT USAGE ON SEQUENCE search.document_number_seq TO gongkai_worker;


--
-- Name: TABLE boilerplate; Type: ACL; Schema: similarity; Owner: -
--

GRANT SELECT,INSERT,DELETE ON TABLE similarity.boilerplate TO gongkai_office;
GRANT SELECT,INSERT,DELETE ON TABLE similarity.boilerplate TO gongkai_worker;


--
-- Name: TABLE text; Type: ACL; Schema: similarity; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE similarity.text TO gongkai_office;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE similarity.text TO gongkai_worker;


--
-- Name: TABLE digest; Type: ACL; Schema: subscriptions; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE subscriptions.digest TO gongkai_worker;
GRANT DELETE ON TABLE subscriptions.digest TO gongkai_office;


--
-- Name: TABLE digest_item; Type: ACL; Schema: subscriptions; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE subscriptions.digest_item TO gongkai_worker;
GRANT DELETE ON TABLE subscriptions.digest_item TO gongkai_office;


--
-- Name: TABLE request; Type: ACL; Schema: subscriptions; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE subscriptions.request TO gongkai_office;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE subscriptions.request TO gongkai_worker;


--
-- Name: TABLE staff_digest; Type: ACL; Schema: subscriptions; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE subscriptions.staff_digest TO gongkai_worker;
GRANT DELETE ON TABLE subscriptions.staff_digest TO gongkai_office;


--
-- Name: TABLE staff_mail; Type: ACL; Schema: subscriptions; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE subscriptions.staff_mail TO gongkai_office;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE subscriptions.staff_mail TO gongkai_worker;


--
-- Name: TABLE subscriber; Type: ACL; Schema: subscriptions; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE subscriptions.subscriber TO gongkai_office;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE subscriptions.subscriber TO gongkai_worker;


--
-- Name: TABLE subscription; Type: ACL; Schema: subscriptions; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE subscriptions.subscription TO gongkai_office;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE subscriptions.subscription TO gongkai_worker;


--
-- Name: TABLE taken_back; Type: ACL; Schema: subscriptions; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE subscriptions.taken_back TO gongkai_worker;
GRANT DELETE ON TABLE subscriptions.taken_back TO gongkai_office;


--
-- Name: TABLE alarm; Type: ACL; Schema: transparency_log; Owner: -
--

GRANT SELECT ON TABLE transparency_log.alarm TO gongkai_office;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE transparency_log.alarm TO gongkai_worker;


--
-- Name: TABLE anchor; Type: ACL; Schema: transparency_log; Owner: -
--

GRANT SELECT ON TABLE transparency_log.anchor TO gongkai_office;
GRANT SELECT,INSERT ON TABLE transparency_log.anchor TO gongkai_worker;


--
-- Name: COLUMN anchor.kind; Type: ACL; Schema: transparency_log; Owner: -
--

GRANT SELECT(kind) ON TABLE transparency_log.anchor TO gongkai_portal;


--
-- Name: COLUMN anchor.content; Type: ACL; Schema: transparency_log; Owner: -
--

GRANT SELECT(content) ON TABLE transparency_log.anchor TO gongkai_portal;


--
-- Name: COLUMN anchor.idx; Type: ACL; Schema: transparency_log; Owner: -
--

GRANT SELECT(idx) ON TABLE transparency_log.anchor TO gongkai_portal;


--
-- Name: TABLE authority; Type: ACL; Schema: transparency_log; Owner: -
--

GRANT SELECT ON TABLE transparency_log.authority TO gongkai_office;
GRANT SELECT,INSERT,UPDATE ON TABLE transparency_log.authority TO gongkai_worker;


--
-- Name: TABLE head; Type: ACL; Schema: transparency_log; Owner: -
--

GRANT SELECT ON TABLE transparency_log.head TO gongkai_office;
GRANT SELECT,INSERT ON TABLE transparency_log.head TO gongkai_worker;


--
-- Name: TABLE leaf; Type: ACL; Schema: transparency_log; Owner: -
--

GRANT SELECT ON TABLE transparency_log.leaf TO gongkai_office;
GRANT SELECT ON TABLE transparency_log.leaf TO gongkai_worker;


--
-- Name: COLUMN leaf.idx; Type: ACL; Schema: transparency_log; Owner: -
--

GRANT SELECT(idx) ON TABLE transparency_log.leaf TO gongkai_portal;


--
-- Name: COLUMN leaf.type; Type: ACL; Schema: transparency_log; Owner: -
--

GRANT SELECT(type) ON TABLE transparency_log.leaf TO gongkai_portal;


--
-- Name: COLUMN leaf.entry; Type: ACL; Schema: transparency_log; Owner: -
--

GRANT SELECT(entry) ON TABLE transparency_log.leaf TO gongkai_portal;


--
-- Name: COLUMN leaf.leaf; Type: ACL; Schema: transparency_log; Owner: -
--

GRANT SELECT(leaf) ON TABLE transparency_log.leaf TO gongkai_portal;


--
-- Name: COLUMN leaf.nodes; Type: ACL; Schema: transparency_log; Owner: -
--

GRANT SELECT(nodes) ON TABLE transparency_log.leaf TO gongkai_portal;


--
-- Name: TABLE origin; Type: ACL; Schema: transparency_log; Owner: -
--

GRANT SELECT ON TABLE transparency_log.origin TO gongkai_office;
GRANT SELECT,INSERT ON TABLE transparency_log.origin TO gongkai_worker;
GRANT SELECT ON TABLE transparency_log.origin TO gongkai_portal;


--
-- Name: TABLE peer; Type: ACL; Schema: transparency_log; Owner: -
--

GRANT SELECT ON TABLE transparency_log.peer TO gongkai_office;
GRANT SELECT,INSERT,UPDATE ON TABLE transparency_log.peer TO gongkai_worker;


--
-- Name: TABLE published; Type: ACL; Schema: transparency_log; Owner: -
--

GRANT SELECT ON TABLE transparency_log.published TO gongkai_office;
GRANT SELECT,INSERT ON TABLE transparency_log.published TO gongkai_worker;
GRANT SELECT ON TABLE transparency_log.published TO gongkai_portal;


--
-- Name: TABLE signer_key; Type: ACL; Schema: transparency_log; Owner: -
--

GRANT SELECT ON TABLE transparency_log.signer_key TO gongkai_office;
GRANT SELECT,INSERT ON TABLE transparency_log.signer_key TO gongkai_worker;
GRANT SELECT ON TABLE transparency_log.signer_key TO gongkai_portal;


--
-- Name: TABLE witness; Type: ACL; Schema: transparency_log; Owner: -
--

GRANT SELECT ON TABLE transparency_log.witness TO gongkai_office;
GRANT SELECT,INSERT,UPDATE ON TABLE transparency_log.witness TO gongkai_worker;


--
-- PostgreSQL database dump complete
--


