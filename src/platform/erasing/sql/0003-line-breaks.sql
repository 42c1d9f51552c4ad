-- A line break inside a paragraph does not end a word: running text goes on behind it.
create or replace function platform.strings_of(value jsonb) returns setof text language plpgsql immutable as $$
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

create or replace function platform.mask_run(run jsonb, patterns text[], files jsonb) returns jsonb language plpgsql immutable as $$
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

create or replace function platform.mask_json(value jsonb, patterns text[], files jsonb) returns jsonb language plpgsql immutable as $$
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

-- Nor does the end of a line, in text that was read out of a file or made of running text.
create or replace function platform.word_pattern(word text) returns text language sql immutable as $$
  select string_agg('\U' || lpad(to_hex(ascii(letter)), 8, '0'), '[ \u0009\u000a\u000d\u00a0\u200b\u3000-]{0,2}' order by at)
  from regexp_split_to_table(
    platform.fold_words(regexp_replace(word, '[ \u0009\u000a\u000d\u00a0\u200b\u3000-]', '', 'g')), '')
    with ordinality as l (letter, at)
$$;
