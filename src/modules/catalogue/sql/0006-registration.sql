-- A version that came into force is entered in the transparency log, and the portal shows it from the checkpoint over its
-- entry on. Inside the office it is in force at once; until then readers see the version before it, with its duties.
create or replace view catalogue.unit_ref as
  select id, name, path, line_id, kind, superior_id, state, code from organisations.unit;

alter table catalogue.catalogue
  -- In force, and not yet shown to readers.
  add column pending_since timestamptz,
  -- Superseded, and still what readers see, because the one that took its place is pending.
  add column stays_shown boolean not null default false;
create index catalogue_pending on catalogue.catalogue (pending_since) where pending_since is not null;

create table catalogue.registration (
  catalogue_id uuid primary key references catalogue.catalogue (id),
  log_index bigint not null unique check (log_index >= 0),
  leaf text not null check (leaf ~ '^[0-9a-f]{64}$'),
  claimed_at timestamptz not null
);
create trigger registration_is_append_only before update or delete on catalogue.registration
  for each row execute function platform.refuse_change();
grant select, insert on catalogue.registration to gongkai_office, gongkai_worker;

create or replace view catalogue.public_catalogue with (security_barrier) as
  select c.id, c.unit_id, u.name as unit_name, c.affairs_kind, c.year, c.version, c.title, c.in_force_from, c.content_sha256
  from catalogue.catalogue c join catalogue.unit_ref u on u.id = c.unit_id
  where c.pending_since is null and (c.state = 'inForce' or c.stays_shown);

create or replace view catalogue.public_item with (security_barrier) as
  select i.id, i.catalogue_id, i.item_key, i.position, i.matter1, i.matter2, i.content, i.basis, i.scope, i.audience,
    i.mode, i.carriers, i.time_kind, i.time_limit, i.responsible, i.admin_level
  from catalogue.item i
  join catalogue.catalogue c on c.id = i.catalogue_id
  join catalogue.unit_ref u on u.id = c.unit_id
  where c.pending_since is null and (c.state = 'inForce' or c.stays_shown)
    and (i.scope = 'society' or catalogue.reader_sees((select platform.current_reader()), i.scope, u.path))
    and (not exists (select from catalogue.duty d
        where d.unit_id = c.unit_id and d.affairs_kind = c.affairs_kind and d.item_key = i.item_key
          and d.state = 'withheld' and not d.notice_public)
      or exists (select from catalogue.duty d
        where d.unit_id = c.unit_id and d.affairs_kind = c.affairs_kind and d.item_key = i.item_key
          and d.state <> 'cancelled' and coalesce(d.notice_public, true)));

create unique index catalogue_one_stays_shown on catalogue.catalogue (unit_id, affairs_kind) where stays_shown;

-- While its version is pending, a duty that was there before reads as it did (in the version that stays shown), and a new one
-- is not there yet.
create or replace view catalogue.public_duty with (security_barrier) as
  select d.id, d.unit_id, d.affairs_kind, d.catalogue_id, d.item_id, d.item_key, d.period, d.opens_on, d.due_on, d.state,
    d.fulfilled_on, d.publication, d.withhold_reason, d.review_on,
    case when c.pending_since is null then i.matter1 else o.matter1 end as matter1,
    case when c.pending_since is null then i.matter2 else o.matter2 end as matter2,
    case when c.pending_since is null then i.scope else o.scope end as scope
  from catalogue.duty d
  join catalogue.item i on i.id = d.item_id
  join catalogue.catalogue c on c.id = i.catalogue_id
  join catalogue.unit_ref u on u.id = d.unit_id
  left join catalogue.catalogue s on s.unit_id = d.unit_id and s.affairs_kind = d.affairs_kind and s.stays_shown
    and c.pending_since is not null
  left join catalogue.item o on o.catalogue_id = s.id and o.item_key = d.item_key
  where (c.pending_since is null or (o.id is not null and d.created_at < c.pending_since))
    and (case when c.pending_since is null then i.scope else o.scope end = 'society'
      or catalogue.reader_sees((select platform.current_reader()),
        case when c.pending_since is null then i.scope else o.scope end, u.path))
    and d.state <> 'cancelled' and coalesce(d.notice_public, true);
