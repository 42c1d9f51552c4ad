-- What the portal may see: catalogues in force, row by row and duty by duty, in the reader's scope. The portal has no
-- right to the tables, so a page that forgets a condition still shows nothing of an inner scope.
create function catalogue.reader_sees(scope text, unit_path text) returns boolean
  language sql stable as $$
  select case scope
    when 'society' then true
    when 'wholeParty' then exists (
      select from jsonb_array_elements(platform.current_reader() -> 'affiliations') a where a ->> 'kind' = 'member')
    when 'unit' then exists (
      select from jsonb_array_elements(platform.current_reader() -> 'affiliations') a
      where starts_with(a ->> 'path', unit_path))
    else false
  end
$$;

create view catalogue.public_catalogue with (security_barrier) as
  select c.id, c.unit_id, u.name as unit_name, c.affairs_kind, c.year, c.version, c.title, c.in_force_from, c.content_sha256
  from catalogue.catalogue c join catalogue.unit_ref u on u.id = c.unit_id
  where c.state = 'inForce';

create view catalogue.public_item with (security_barrier) as
  select i.id, i.catalogue_id, i.item_key, i.position, i.matter1, i.matter2, i.content, i.basis, i.scope, i.audience,
    i.mode, i.carriers, i.time_kind, i.time_limit, i.responsible, i.admin_level
  from catalogue.item i
  join catalogue.catalogue c on c.id = i.catalogue_id
  join catalogue.unit_ref u on u.id = c.unit_id
  where c.state = 'inForce' and catalogue.reader_sees(i.scope, u.path);

-- A withheld duty is shown with its reason, except where the notice itself would reveal the secret.
create view catalogue.public_duty with (security_barrier) as
  select d.id, d.unit_id, d.affairs_kind, d.catalogue_id, d.item_id, d.item_key, d.period, d.opens_on, d.due_on, d.state,
    d.fulfilled_on, d.publication, d.withhold_reason, d.review_on
  from catalogue.duty d
  join catalogue.item i on i.id = d.item_id
  join catalogue.unit_ref u on u.id = d.unit_id
  where catalogue.reader_sees(i.scope, u.path) and d.state <> 'cancelled' and coalesce(d.notice_public, true);

grant select on catalogue.public_catalogue, catalogue.public_item, catalogue.public_duty
  to gongkai_portal, gongkai_office, gongkai_worker;
