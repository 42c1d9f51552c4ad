-- Screens and kiosks (CAR-3): who they are, what they last said. Keys are kept as hashes.
create table carriers.device (
  id uuid primary key,
  carrier uuid not null unique references carriers.carrier (id),
  kind text not null check (kind in ('screen', 'kiosk')),
  key_hash text not null check (key_hash ~ '^[0-9a-f]{64}$'),
  key_made_at timestamptz not null,
  -- The key that takes the old one's place with its first use.
  next_key_hash text check (next_key_hash ~ '^[0-9a-f]{64}$'),
  shows text not null default 'unit' check (shows in ('unit', 'below', 'site')),
  silent_after_minutes integer not null default 30 check (silent_after_minutes between 5 and 10080),
  paired_at timestamptz not null,
  paired_by_name text not null,
  revoked_at timestamptz,
  last_contact_at timestamptz,
  -- Hash of the manifest it shows, and of the one it should have shown then.
  last_hash text check (length(last_hash) <= 64),
  expected_hash text check (length(expected_hash) <= 64),
  mismatch_since timestamptz,
  last_shown text[] not null default '{}',
  last_skew_seconds integer,
  last_version text check (length(last_version) <= 40)
);
create index device_contact on carriers.device (last_contact_at) where revoked_at is null;

-- A code shown on a screen waits here until somebody of the office types it in. Minutes only.
create table carriers.pairing (
  id uuid primary key,
  kind text not null check (kind in ('screen', 'kiosk')),
  code text not null unique check (code ~ '^[0-9]{8}$'),
  secret_hash text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  carrier uuid references carriers.carrier (id),
  confirmed_by_name text
);
create index pairing_expiry on carriers.pairing (expires_at);

alter table carriers.device enable row level security;
create policy staff_device on carriers.device to gongkai_office, gongkai_worker using (true) with check (true);
create policy portal_device on carriers.device for select to gongkai_portal
  using (revoked_at is null and exists (select from carriers.carrier c where c.id = device.carrier));
grant select (id, carrier, kind, key_hash, next_key_hash, shows, revoked_at) on carriers.device to gongkai_portal;
grant select, insert, update on carriers.device to gongkai_office, gongkai_worker;
grant select, insert, update, delete on carriers.pairing to gongkai_office, gongkai_worker;
