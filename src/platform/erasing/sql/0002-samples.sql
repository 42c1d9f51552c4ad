-- What is shown around a place is cut at the ends of its line: what stands before it in another field does not belong to it.
create or replace function platform.show_words(value text, patterns text[]) returns text language sql immutable as $$
  select translate(split_part(substring(masked from greatest(line, first - 12) for 40), E'\n', 1), E'\t\f', '  ')
  from (select min(nullif(regexp_instr(platform.fold_words(value), pattern), 0)) as first,
      platform.mask_text(value, patterns) as masked from unnest(patterns) as p (pattern)) f
  cross join lateral (select first - coalesce(nullif(strpos(reverse(left(masked, first - 1)), E'\n'), 0), first) + 1 as line) l
$$;
