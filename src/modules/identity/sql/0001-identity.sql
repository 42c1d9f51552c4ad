-- People, what they may do where, and their sessions. The portal role sees none of these tables: it asks two functions.

create schema identity;

create table identity.person (
  id uuid primary key,
  account text not null unique check (account = lower(account)),
  name text not null,
  home_unit integer not null references organisations.unit (id),
  -- argon2id in PHC form; null: this account cannot sign in
  password_hash text,
  password_changed_at timestamptz,
  must_change_password boolean not null default false,
  -- AES-256-GCM under the installation's key: iv, tag and text in base64
  totp_secret text,
  totp_confirmed_at timestamptz,
  -- the last accepted time step: a code is good once
  totp_last_step bigint not null default 0,
  state text not null default 'active' check (state in ('active', 'disabled')),
  locale text check (locale in ('zh-CN', 'en')),
  failed_attempts integer not null default 0,
  locked_until timestamptz,
  last_sign_in_at timestamptz,
  created_at timestamptz not null
);
create index person_by_home_unit on identity.person (home_unit, id);
create index person_by_name on identity.person (name text_pattern_ops);

create table identity.role_grant (
  id uuid primary key,
  person uuid not null references identity.person (id),
  role text not null,
  unit integer not null references organisations.unit (id),
  reach text not null check (reach in ('own', 'below', 'line')),
  line integer references organisations.line (id),
  starts_on date not null,
  ends_on date,
  granted_by uuid,
  granted_by_name text,
  granted_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid,
  end_reason text,
  check ((reach = 'line') = (line is not null)),
  check (ends_on is null or ends_on >= starts_on)
);
create index role_grant_by_person on identity.role_grant (person) where ended_at is null;
create index role_grant_by_unit on identity.role_grant (unit, role) where ended_at is null;

create table identity.delegation (
  id uuid primary key,
  principal uuid not null references identity.person (id),
  delegate uuid not null references identity.person (id),
  grant_id uuid not null references identity.role_grant (id),
  starts_on date not null,
  ends_on date not null,
  reason text not null,
  created_at timestamptz not null,
  revoked_at timestamptz,
  check (principal <> delegate),
  check (ends_on >= starts_on)
);
create index delegation_by_delegate on identity.delegation (delegate) where revoked_at is null;
create index delegation_by_principal on identity.delegation (principal);

-- A verified tie that opens inner scopes for reading. Members are verified by their branch.
create table identity.affiliation (
  id uuid primary key,
  person uuid not null references identity.person (id),
  unit integer not null references organisations.unit (id),
  kind text not null check (kind in ('member', 'staff', 'resident')),
  verified_by uuid,
  verified_by_name text,
  verified_at timestamptz not null,
  ended_at timestamptz,
  end_reason text
);
create unique index affiliation_once on identity.affiliation (person, unit, kind) where ended_at is null;
create index affiliation_by_unit on identity.affiliation (unit) where ended_at is null;

create table identity.session (
  id uuid primary key,
  -- hex SHA-256 of the token; the token itself is only in the browser
  token_hash text not null unique,
  person uuid not null references identity.person (id),
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  second_factor boolean not null,
  ip text,
  user_agent text,
  revoked_at timestamptz
);
create index session_by_person on identity.session (person) where revoked_at is null;

-- Password was right, the second factor is still to come.
create table identity.sign_in_challenge (
  token_hash text primary key,
  person uuid not null references identity.person (id),
  expires_at timestamptz not null,
  attempts integer not null default 0
);

-- What the holder of a session is at a moment: grants of their own, grants by delegation, ties. One question, used by
-- office and portal alike. Whoever still has the password they were told may do nothing but change it. Idle limit 30 minutes, counted from last_seen_at.
create function identity.session_actor(hash text, at timestamptz) returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with who as (
    select s.id as session, p.id as person, p.name, p.locale, s.last_seen_at, p.must_change_password,
           (at at time zone 'Asia/Shanghai')::date as today
    from identity.session s join identity.person p on p.id = s.person
    where s.token_hash = hash and s.revoked_at is null and s.expires_at > at
      and s.last_seen_at > at - interval '30 minutes' and p.state = 'active'
  ), own as (
    select g.role, g.unit, u.path, g.reach, g.line, null::uuid as principal
    from who join identity.role_grant g on g.person = who.person
    join organisations.unit u on u.id = g.unit
    where not who.must_change_password
      and g.ended_at is null and g.starts_on <= who.today and (g.ends_on is null or g.ends_on >= who.today)
  ), lent as (
    select g.role, g.unit, u.path, g.reach, g.line, d.principal
    from who join identity.delegation d on d.delegate = who.person
    join identity.role_grant g on g.id = d.grant_id and g.person = d.principal
    join identity.person p on p.id = d.principal
    join organisations.unit u on u.id = g.unit
    where not who.must_change_password
      and d.revoked_at is null and d.starts_on <= who.today and d.ends_on >= who.today
      and g.ended_at is null and g.starts_on <= who.today and (g.ends_on is null or g.ends_on >= who.today)
      and p.state = 'active'
  ), ties as (
    select a.unit, u.path, a.kind
    from who join identity.affiliation a on a.person = who.person and a.ended_at is null
    join organisations.unit u on u.id = a.unit
    union
    select unit, path, 'staff' from own
  )
  select jsonb_build_object(
    'session', who.session, 'person', who.person, 'name', who.name, 'locale', who.locale,
    'lastSeenAt', extract(epoch from who.last_seen_at),
    'grants', coalesce((select jsonb_agg(to_jsonb(g)) from (select * from own union all select * from lent) g), '[]'),
    'affiliations', coalesce((select jsonb_agg(to_jsonb(t)) from ties t), '[]'))
  from who
$$;

-- The reader of a portal transaction (see platform.current_reader): the web server has checked the idle limit already.
create or replace function platform.current_reader() returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('person', a -> 'person', 'affiliations', a -> 'affiliations')
  from identity.session s, identity.session_actor(s.token_hash, s.last_seen_at) a
  where s.token_hash = nullif(current_setting('gongkai.session', true), '')
$$;

revoke all on function identity.session_actor(text, timestamptz) from public;
grant usage on schema identity to gongkai_office, gongkai_worker, gongkai_portal;
grant execute on function identity.session_actor(text, timestamptz) to gongkai_office, gongkai_worker, gongkai_portal;
grant select, insert, update on identity.person, identity.role_grant, identity.delegation, identity.affiliation,
  identity.session to gongkai_office, gongkai_worker;
grant select, insert, update, delete on identity.sign_in_challenge to gongkai_office, gongkai_worker;
