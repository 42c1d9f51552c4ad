-- Erasing personal data (个人信息保护法 art. 47): words go from every row that may hold a copy of a text, append-only rows
-- included. Each room says here in which of its columns words of a text may stand and which rows belong to a text; the
-- functions below read that list and nothing else. They take words only away: each of their signs becomes ×, nothing else of
-- a row changes. Nobody may call them but a function of the same owner that has asked for the two people who decided.

create table platform.word_place (
  place text primary key check (place ~ '^[a-z_]+\.[a-z_]+\.[a-z_]+$' and place !~ '^transparency_log\.'),
  kind text not null check (kind in ('text', 'texts', 'json')),
  -- Does row `t` belong to the subject `($1)`? SQL, written by the room's migration.
  belongs text not null
);
grant select on platform.word_place to gongkai_office, gongkai_worker;

-- What a text is made of: its dossier with all revisions, its published item. `ids`: all of them and the address, as texts.
create type platform.erasing_subject as (
  disclosure uuid, unit integer, item uuid, slug text, revisions uuid[], ids text[]
);

-- Does a row's own text name the subject?
create function platform.names_subject(value text, ids text[]) returns boolean language sql immutable as $$
  select exists (select from unnest(ids) as one (id) where strpos(value, one.id) > 0)
$$;

-- Half width and small letters; as many signs as before, so that places stay places. The same as `foldWords` of the program.
create function platform.fold_words(value text) returns text language sql immutable parallel safe as $$
  select translate(value,
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ０１２３４５６７８９ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ',
    'abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz')
$$;

-- A word however it is set: up to two spaces or hyphens between its signs.
create function platform.word_pattern(word text) returns text language sql immutable as $$
  select string_agg('\U' || lpad(to_hex(ascii(letter)), 8, '0'), '[ \u0009\u00a0\u200b\u3000-]{0,2}' order by at)
  from regexp_split_to_table(
    platform.fold_words(regexp_replace(word, '[ \u0009\u00a0\u200b\u3000-]', '', 'g')), '') with ordinality as l (letter, at)
$$;

create function platform.count_words(value text, patterns text[]) returns integer language sql immutable as $$
  select coalesce(sum(regexp_count(platform.fold_words(value), pattern)), 0)::integer from unnest(patterns) as p (pattern)
$$;

create function platform.mask_text(value text, patterns text[]) returns text language plpgsql immutable as $$
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

create function platform.mask_texts(value text[], patterns text[]) returns text[] language sql immutable as $$
  select case when value is null then null
    else array(select platform.mask_text(one, patterns) from unnest(value) with ordinality as v (one, at) order by at) end
$$;

-- Every string of a JSON value. Pieces of running text that stand side by side (bold, links) are one string, as they are read.
create function platform.strings_of(value jsonb) returns setof text language plpgsql immutable as $$
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
      else
        if run is not null then return next run; run := null; end if;
        return query select platform.strings_of(element);
      end if;
    end loop;
    if run is not null then return next run; end if;
  else null;
  end case;
end $$;

create function platform.words_of(value jsonb) returns text language sql immutable as $$
  select coalesce(string_agg(one, E'\n'), '') from platform.strings_of(value) as s (one)
$$;

-- The pieces of a run, masked as the one text they are, each as long as before.
create function platform.mask_run(run jsonb, patterns text[], files jsonb) returns jsonb language plpgsql immutable as $$
declare
  masked text;
  piece jsonb;
  starts integer := 1;
  cut jsonb := '[]';
begin
  masked := platform.mask_text((select string_agg(e.value ->> 'text', '' order by e.at)
    from jsonb_array_elements(run) with ordinality as e (value, at)), patterns);
  for piece in select e.value from jsonb_array_elements(run) e loop
    cut := cut || jsonb_build_array(platform.mask_json(piece - 'text', patterns, files)
      || jsonb_build_object('text', substring(masked from starts for length(piece ->> 'text'))));
    starts := starts + length(piece ->> 'text');
  end loop;
  return cut;
end $$;

-- Masks every string of a JSON value, and what it says of files: `files` leads from the SHA-256 of a file to that of its
-- masked copy, {"sha256", "size"}, or to null where the file goes; a picture of the text leaves a line in its place.
create function platform.mask_json(value jsonb, patterns text[], files jsonb) returns jsonb language plpgsql immutable as $$
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
      if element ->> 'type' = 'text' and jsonb_typeof(element -> 'text') = 'string' then
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

-- What stands around the first place, with the words already masked: for whoever decides. Nothing is kept of it.
create function platform.show_words(value text, patterns text[]) returns text language sql immutable as $$
  select translate(substring(platform.mask_text(value, patterns) from greatest(1, first - 12) for 40), E'\n\t\f', '   ')
  from (select min(nullif(regexp_instr(platform.fold_words(value), pattern), 0)) as first from unnest(patterns) as p (pattern)) f
$$;

-- The text of a column, for looking only.
create function platform.text_of_place(kind text, name text) returns text language sql immutable as $$
  select case kind when 'json' then format('platform.words_of(t.%I)', name)
    when 'texts' then format('array_to_string(t.%I, E''\n'')', name) else format('t.%I', name) end
$$;

-- Where words stand in what belongs to a subject, as the caller may read it.
create function platform.find_words(subject platform.erasing_subject, patterns text[])
  returns table (place text, rows integer, hits integer, samples text[]) language plpgsql stable as $$
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
end $$;

-- True inside the functions that erase, and only there: the setting alone does nothing, because the program's logins are not
-- the owner these functions run as. Only tables with a place in the list may be changed so; never those of the log.
create function platform.is_erasing(in_schema text, in_table text) returns boolean language sql stable as $$
  select coalesce(current_setting('gongkai.erasing', true), '') = 'yes'
    and current_user = (select tableowner from pg_catalog.pg_tables where schemaname = 'platform' and tablename = 'word_place')
    and exists (select from platform.word_place w where starts_with(w.place, in_schema || '.' || in_table || '.'))
$$;

create or replace function platform.refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and platform.is_erasing(tg_table_schema, tg_table_name) then return new; end if;
  raise exception '% on %.% is refused: rows here are never changed', tg_op, tg_table_schema, tg_table_name
    using errcode = 'insufficient_privilege';
end $$;

-- Takes the words out of all that belongs to the subject. @returns [{"place", "rows"}]
create function platform.erase_words(subject platform.erasing_subject, patterns text[], files jsonb) returns jsonb
  language plpgsql as $$
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
end $$;
revoke execute on function platform.erase_words(platform.erasing_subject, text[], jsonb) from public;

-- The platform's own places. Rows of audit, facts and notices hold no text by their contract; where one does, it goes too.
insert into platform.word_place (place, kind, belongs) values
  ('platform.audit.data', 'json', 't.subject = any (($1).ids) or platform.names_subject(t.data::text, ($1).ids)'),
  ('platform.fact.data', 'json', 'platform.names_subject(t.subject || t.data::text, ($1).ids)'),
  ('platform.notification.params', 'json', 'platform.names_subject(t.link, ($1).ids)'),
  ('platform.digest.lines', 'json', 'platform.names_subject(t.lines::text, ($1).ids)'),
  ('platform.import_run.file_name', 'text', 't.unit_id = ($1).unit'),
  ('platform.import_run.report', 'json', 't.unit_id = ($1).unit');
