-- A duty keeps the name of the row under which it stood: the row may have left the catalogue in force since, and what was
-- done under it must still be readable. The view already holds back what the row's own scope holds back.
create or replace view catalogue.public_duty with (security_barrier) as
  select d.id, d.unit_id, d.affairs_kind, d.catalogue_id, d.item_id, d.item_key, d.period, d.opens_on, d.due_on, d.state,
    d.fulfilled_on, d.publication, d.withhold_reason, d.review_on, i.matter1, i.matter2, i.scope
  from catalogue.duty d
  join catalogue.item i on i.id = d.item_id
  join catalogue.unit_ref u on u.id = d.unit_id
  where (i.scope = 'society' or catalogue.reader_sees((select platform.current_reader()), i.scope, u.path))
    and d.state <> 'cancelled' and coalesce(d.notice_public, true);
