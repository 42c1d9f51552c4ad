import type { ColumnType, Generated } from 'kysely';
import type { Reach, Role } from '#kernel';

type NullableTime = Date | null;

/** What organisations publishes for joins: names and paths, read only. */
type UnitDirectory = {
  'organisations.unit': { id: number; path: string; name: string; line_id: number | null };
  'organisations.line': { id: number; name: string };
};

export type IdentityTables = UnitDirectory & {
  'identity.person': {
    id: string;
    account: string;
    name: string;
    home_unit: number;
    password_hash: string | null;
    password_changed_at: NullableTime;
    must_change_password: Generated<boolean>;
    totp_secret: string | null;
    totp_confirmed_at: NullableTime;
    totp_last_step: Generated<number>;
    state: Generated<'active' | 'disabled'>;
    locale: 'zh-CN' | 'en' | null;
    failed_attempts: Generated<number>;
    locked_until: NullableTime;
    last_sign_in_at: NullableTime;
    created_at: Date;
  };
  'identity.role_grant': {
    id: string;
    person: string;
    role: Role;
    unit: number;
    reach: Reach;
    line: number | null;
    starts_on: string;
    ends_on: string | null;
    granted_by: string | null;
    granted_by_name: string | null;
    granted_at: Date;
    ended_at: NullableTime;
    ended_by: string | null;
    end_reason: string | null;
  };
  'identity.delegation': {
    id: string;
    principal: string;
    delegate: string;
    grant_id: string;
    starts_on: string;
    ends_on: string;
    reason: string;
    created_at: Date;
    revoked_at: NullableTime;
  };
  'identity.affiliation': {
    id: string;
    person: string;
    unit: number;
    kind: 'member' | 'staff' | 'resident';
    verified_by: string | null;
    verified_by_name: string | null;
    verified_at: Date;
    ended_at: NullableTime;
    end_reason: string | null;
  };
  'identity.session': {
    id: string;
    token_hash: string;
    person: string;
    created_at: Date;
    last_seen_at: Date;
    expires_at: Date;
    second_factor: boolean;
    ip: string | null;
    user_agent: string | null;
    revoked_at: NullableTime;
  };
  'identity.sign_in_challenge': {
    token_hash: string;
    person: string;
    expires_at: Date;
    attempts: ColumnType<number, number | undefined, number>;
  };
};
