import { join } from 'node:path';
import { defineModule, type Module } from '#platform/module';
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
    messages: [messages],
    permissions,
    routes: identityRoutes(settings),
    forms: signInForms(settings.key, settings.pages, async (ctx, person) => {
      const grant = await identityTables(ctx.read)
        .selectFrom('identity.role_grant')
        .select('id')
        .where('person', '=', person)
        .where('ended_at', 'is', null)
        .limit(1)
        .executeTakeFirst();
      return grant !== undefined;
    }),
    hears,
    migrations: join(import.meta.dirname, 'sql'),
  });
}
