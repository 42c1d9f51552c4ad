-- What a reader must know before reading: out before its review (应急发布), a notice of something withheld, a stage of a
-- major matter.
alter table publication.item
  add column after_review text check (after_review in ('awaited', 'objected')),
  add column withheld text check (withheld in ('whole', 'part'));
create index item_after_review on publication.item (unit) where after_review is not null;

-- Stages of one major matter find one another by its id, which says nothing of it.
create table publication.item_matter (
  item uuid primary key references publication.item (id),
  matter uuid not null,
  stage text not null check (stage in ('before', 'decision', 'result')),
  audience text not null check (audience in ('inside', 'outside'))
);
create index item_matter_by_matter on publication.item_matter (matter);
create trigger item_matter_is_append_only before update or delete on publication.item_matter
  for each row execute function platform.refuse_change();

-- A reader sees the stages whose items that reader may see, and no others.
alter table publication.item_matter enable row level security;
create policy portal_item_matter on publication.item_matter for select to gongkai_portal
  using (exists (select from publication.item i where i.id = item_matter.item));
create policy staff_item_matter on publication.item_matter to gongkai_office, gongkai_worker using (true) with check (true);

grant select on publication.item_matter to gongkai_portal;
grant select, insert on publication.item_matter to gongkai_office, gongkai_worker;
