-- A piece of a name within one's part of the tree is found in one index: besides the pieces it holds every unit a unit
-- stands under (and itself), and its line as a negative number, so that rare pieces need no look at units elsewhere.
create function organisations.search_scope(path text, line_id integer) returns integer[]
  language sql immutable parallel safe as $$
  select string_to_array(trim(both '/' from path), '/')::integer[]
    || case when line_id is null then '{}'::integer[] else array[-line_id] end
$$;
create index unit_by_terms_in_scope on organisations.unit
  using gin (search_terms, organisations.search_scope(path, line_id));
drop index organisations.unit_by_terms;

