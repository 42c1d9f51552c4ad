-- The register of carriers (公开载体登记备案, CAR-1). The portal reads what is in use and meant for society.
create table carriers.carrier (
  id uuid primary key,
  unit integer not null references organisations.unit (id),
  kind text not null check (kind in ('website', 'account', 'board', 'screen', 'kiosk', 'brief', 'radio', 'mobilePaper')),
  name text not null check (length(name) between 1 and 100),
  state text not null default 'draft' check (state in ('draft', 'filed', 'returned', 'registered', 'suspended', 'closed')),
  -- `inner`: only what hangs there on paper may be of inner scopes; screens and kiosks are never inner.
  reach text not null default 'society' check (reach in ('society', 'inner')),
  place text not null default '' check (length(place) <= 200),
  floor text not null default '' check (length(floor) <= 50),
  longitude double precision check (longitude between -180 and 180),
  latitude double precision check (latitude between -90 and 90),
  address text not null default '' check (length(address) <= 300),
  post text not null default '' check (length(post) <= 50),
  phone text not null default '' check (length(phone) <= 50),
  opening text not null default '' check (length(opening) <= 200),
  photo_sha256 text check (photo_sha256 ~ '^[0-9a-f]{64}$'),
  photo_media text,
  -- Given once, when first registered: from then on it is in use, also while a change waits for the office.
  number text unique,
  registered_on date,
  filed_by uuid,
  reason text not null default '' check (length(reason) <= 500),
  lock_version integer not null default 0,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  check ((longitude is null) = (latitude is null)),
  check ((photo_sha256 is null) = (photo_media is null)),
  check (reach = 'society' or kind = 'board'),
  check (state not in ('registered', 'suspended') or number is not null)
);
create index carrier_of_unit on carriers.carrier (unit, kind);
create index carrier_by_state on carriers.carrier (state, changed_at desc);
create index carrier_photo on carriers.carrier (photo_sha256) where photo_sha256 is not null;

create table carriers.carrier_event (
  ordinal bigint generated always as identity primary key,
  carrier uuid not null references carriers.carrier (id),
  action text not null check (action in ('create', 'change', 'photo', 'file', 'register', 'return', 'suspend', 'resume', 'close')),
  person uuid,
  person_name text not null,
  note text not null default '' check (length(note) <= 500),
  at timestamptz not null
);
create index carrier_event_of on carriers.carrier_event (carrier, ordinal);
create trigger carrier_event_is_append_only before update or delete on carriers.carrier_event
  for each row execute function platform.refuse_change();

create table carriers.register_serial (
  year integer primary key,
  last integer not null check (last > 0)
);

alter table carriers.carrier enable row level security;
create policy staff_carrier on carriers.carrier to gongkai_office, gongkai_worker using (true) with check (true);
create policy portal_carrier on carriers.carrier for select to gongkai_portal
  using (reach = 'society' and number is not null and state in ('registered', 'filed', 'returned'));

grant usage on schema carriers to gongkai_portal;
grant select (id, unit, kind, name, state, reach, place, floor, longitude, latitude, address, post, phone, opening,
  photo_sha256, photo_media, number, registered_on) on carriers.carrier to gongkai_portal;
grant select, insert, update on carriers.carrier, carriers.register_serial to gongkai_office, gongkai_worker;
grant select, insert on carriers.carrier_event to gongkai_office, gongkai_worker;
grant usage on all sequences in schema carriers to gongkai_office, gongkai_worker;
