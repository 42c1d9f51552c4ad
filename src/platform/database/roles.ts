import { createHmac } from 'node:crypto';
import type pg from 'pg';

/** The three roles a process signs in with; what each may do is granted table by table in the rooms' migrations. */
export const databaseRoles = ['office', 'worker', 'portal'] as const;
export type DatabaseRole = (typeof databaseRoles)[number];

export function roleName(role: DatabaseRole): string {
  return `gongkai_${role}`;
}

/**
 * The password of a role, derived from the owner's secret: the same on every node that knows the owner's password, and
 * never written down.
 */
export function rolePassword(secret: string, role: DatabaseRole): string {
  return createHmac('sha256', secret).update(`gongkai role ${role}`).digest('base64url');
}

/** The owner's address turned into the address of one role. */
export function roleUrl(ownerUrl: string, secret: string, role: DatabaseRole): string {
  const url = new URL(ownerUrl);
  url.username = roleName(role);
  url.password = rolePassword(secret, role);
  return url.toString();
}

/**
 * Makes the three roles where they are missing and sets their passwords. Roles belong to the whole cluster, so two
 * migrations at once must not race: the caller holds the migration lock, and a role made meanwhile by another database's
 * migration is taken as made.
 */
export async function ensureRoles(client: pg.ClientBase, secret: string): Promise<void> {
  for (const role of databaseRoles) {
    const name = roleName(role);
    const password = rolePassword(secret, role);
    await client.query(`do $$ begin
      create role ${name} login noinherit;
    exception when duplicate_object or unique_violation then null; end $$`);
    await client.query(`alter role ${name} with login password '${password}'`);
  }
}
