/* Who may see a row and its duties: publication's rule of visibility (publication.may_see), told of the unit that owes it.
   society: everyone · wholeParty: a verified member of any branch · unit: a tie to the unit or to a unit below it
   · specific: the same, because the row names its audience in words only; what is published for it goes to the units that
   the item names. Nothing of an inner scope is shown to somebody without a tie. */
create function catalogue.reader_sees(reader jsonb, scope text, unit_path text) returns boolean
  language sql immutable parallel safe as $$
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

-- The reader is looked up once per query (a scalar subquery), not once per row.
-- A matter all of whose duties are withheld without a notice is not shown either: its name would be the notice.
create or replace view catalogue.public_item with (security_barrier) as
  select i.id, i.catalogue_id, i.item_key, i.position, i.matter1, i.matter2, i.content, i.basis, i.scope, i.audience,
    i.mode, i.carriers, i.time_kind, i.time_limit, i.responsible, i.admin_level
  from catalogue.item i
  join catalogue.catalogue c on c.id = i.catalogue_id
  join catalogue.unit_ref u on u.id = c.unit_id
  where c.state = 'inForce'
    and (i.scope = 'society' or catalogue.reader_sees((select platform.current_reader()), i.scope, u.path))
    and (not exists (select from catalogue.duty d
        where d.unit_id = c.unit_id and d.affairs_kind = c.affairs_kind and d.item_key = i.item_key
          and d.state = 'withheld' and not d.notice_public)
      or exists (select from catalogue.duty d
        where d.unit_id = c.unit_id and d.affairs_kind = c.affairs_kind and d.item_key = i.item_key
          and d.state <> 'cancelled' and coalesce(d.notice_public, true)));

create or replace view catalogue.public_duty with (security_barrier) as
  select d.id, d.unit_id, d.affairs_kind, d.catalogue_id, d.item_id, d.item_key, d.period, d.opens_on, d.due_on, d.state,
    d.fulfilled_on, d.publication, d.withhold_reason, d.review_on
  from catalogue.duty d
  join catalogue.item i on i.id = d.item_id
  join catalogue.unit_ref u on u.id = d.unit_id
  where (i.scope = 'society' or catalogue.reader_sees((select platform.current_reader()), i.scope, u.path))
    and d.state <> 'cancelled' and coalesce(d.notice_public, true);

drop function catalogue.reader_sees(text, text);

-- A unit gives up a value of its own and takes its superior's again.
grant delete on catalogue.duty_default to gongkai_office;
