/* As search.find of the first file, with another way of going on: what is rare is met sooner without stretches (their lists are
   long themselves), and the next stretch is the first that is wide enough, by the numbers it really has. Measured among a million
   documents: see docs/decisions/0014-search.md. */
create or replace function search.find(wanted tsquery, reader jsonb, top bigint, since timestamptz, until timestamptz,
    before_at timestamptz, before_number bigint, phrases text[], enough integer, most integer,
    out hits search.hit[], out complete boolean)
  language plpgsql stable
  -- A limit makes the planner walk some other index and read every document's terms: only the index of terms is of use here.
  set enable_seqscan = off set enable_indexscan = off set enable_indexonlyscan = off as $$
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

/* How many numbers the newest two stretches of a level have, up to this one. */
create function search.width(top bigint, level integer) returns bigint language sql immutable parallel safe as $$
  select top + 1 - greatest(0, top / (2048 << level) - 1) * (2048 << level)
$$;
revoke execute on function search.width(bigint, integer) from public;
