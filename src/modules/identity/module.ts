import { join } from 'node:path';
import type { RouteContext } from '#platform/http';
import { defineModule, type Module } from '#platform/module';
import { auditWords } from './audit-words.ts';
import { hears } from './hand-over.ts';
import { messages } from './messages.ts';
import { permissions } from './policy.ts';
import { identityTables } from './store.ts';
import { type IdentitySettings, identityRoutes } from './web/api.ts';
import { type SignInPages, signInForms } from './web/sign-in.ts';

/** The room of people; `pages` draws the sign-in page in the portal's look. */
export function identityModule(settings: IdentitySettings & { readonly pages: SignInPages }): Module {
  return defineModule({
    name: 'identity',
    messages: [messages, auditWords],
    permissions,
    routes: identityRoutes(settings),
    forms: signInForms(settings.key, settings.pages, homeOf),
    hears,
    migrations: join(import.meta.dirname, 'sql'),
  });
}

/** Home of the office, the member area, or one's own account while the told password holds. */
async function homeOf(
  ctx: RouteContext,
  person: string,
): Promise<'/office/' | '/members' | '/office/account'> {
  const found = await identityTables(ctx.read)
    .selectFrom('identity.person as p')
    .select('p.must_change_password')
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('identity.role_grant as g')
            .select('g.id')
            .whereRef('g.person', '=', 'p.id')
            .where('g.ended_at', 'is', null),
        )
        .as('works'),
    )
    .where('p.id', '=', person)
    .executeTakeFirst();
  if (found?.must_change_password === true) return '/office/account';
  return found?.works === true ? '/office/' : '/members';
}
