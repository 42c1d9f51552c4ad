import {
  defineForm,
  type FormRoute,
  type PageAnswer,
  type RouteContext,
  SESSION_COOKIE,
} from '#platform/http';
import { safeNext } from '../domain.ts';
import { codeForm, signInForm, signOutForm } from '../forms.ts';
import { closeSession, type Device, type SignedIn, signInByCode, signInByPassword } from '../sign-in.ts';
import { type Throttle, throttle } from '../throttle.ts';

/** What the sign-in page shows; the markup is given by whoever composes the program. */
export type SignInView = {
  readonly step: 'password' | 'code';
  readonly account: string;
  readonly back: string;
  /** Proof that the password was right, for the second step. */
  readonly challenge: string;
  /** The reason of a refusal, in the reader's words. */
  readonly problem: string | null;
  readonly status: number;
};

export type SignInPages = (ctx: RouteContext, view: SignInView) => Promise<PageAnswer>;

/**
 * Where somebody's day begins: the office for those who hold a role, the member area for readers, their account for those
 * who still have the password they were told.
 */
export type Home = (
  ctx: RouteContext,
  person: string,
) => Promise<'/office/' | '/members' | '/office/account'>;

type Parts = { readonly key: Buffer; readonly pages: SignInPages; readonly home: Home };

function deviceOf(ctx: RouteContext): Device {
  const agent = ctx.headers['user-agent'];
  return {
    origin: { ip: ctx.ip, request: ctx.requestId },
    userAgent: typeof agent === 'string' ? agent : null,
  };
}

function redirect(to: string): PageAnswer {
  return { status: 303, body: '', headers: { location: to } };
}

/** After sign-in: where they came from, or home; a told password is changed first. */
async function settle(
  ctx: RouteContext,
  { pages, home }: Parts,
  signedIn: SignedIn,
  back: string | undefined,
): Promise<PageAnswer> {
  if (signedIn.step === 'code') {
    const view = {
      step: 'code',
      account: '',
      back: back ?? '',
      challenge: signedIn.token,
      problem: null,
      status: 200,
    } as const;
    return pages(ctx, view);
  }
  ctx.setCookie(SESSION_COOKIE, signedIn.token);
  const begin = await home(ctx, signedIn.person);
  return redirect(begin === '/office/account' ? begin : safeNext(back, begin));
}

/** The three forms: password, one-time code, sign-out. */
export function signInForms(key: Buffer, pages: SignInPages, home: Home): readonly FormRoute[] {
  const parts: Parts = { key, pages, home };
  return [passwordForm(parts, throttle({ most: 30, perMinutes: 5 })), oneTimeCodeForm(parts), signOut];
}

function passwordForm(parts: Parts, attempts: Throttle): FormRoute {
  return defineForm({
    path: '/signin',
    fields: signInForm,
    handle: async (ctx, { account, password, back }) => {
      ctx.openTo('everyone', 'signing in');
      const failed = (code: string, status: number) => {
        const problem = ctx.t(`refusal.${code}`);
        return parts.pages(ctx, {
          step: 'password',
          account,
          back: back ?? '',
          challenge: '',
          problem,
          status,
        });
      };
      if (attempts.isOver(ctx.ip, ctx.now)) return failed('too-many-requests', 429);
      const result = await signInByPassword(ctx.database, { account, password }, deviceOf(ctx), ctx.now);
      if (result.ok) return settle(ctx, parts, result.value, back);
      attempts.count(ctx.ip, ctx.now);
      return failed('sign-in-failed', 401);
    },
  });
}

function oneTimeCodeForm(parts: Parts): FormRoute {
  return defineForm({
    path: '/signin/totp',
    fields: codeForm,
    handle: async (ctx, { code, challenge, back }) => {
      ctx.openTo('everyone', 'signing in, second step');
      const result = await signInByCode(ctx.database, parts.key, { challenge, code }, deviceOf(ctx), ctx.now);
      if (result.ok) return settle(ctx, parts, result.value, back);
      const step = result.code === 'challenge-over' ? 'password' : 'code';
      const problem = ctx.t(`refusal.${result.code}`);
      return parts.pages(ctx, { step, account: '', back: back ?? '', challenge, problem, status: 401 });
    },
  });
}

const signOut: FormRoute = defineForm({
  path: '/signout',
  fields: signOutForm,
  handle: async (ctx, { back }) => {
    ctx.openTo('everyone', 'signing out');
    if (ctx.session !== null)
      await closeSession(ctx.database, ctx.session.id, ctx.session.actor.person, deviceOf(ctx), ctx.now);
    ctx.setCookie(SESSION_COOKIE, '', { maxAgeSeconds: 0 });
    return redirect(safeNext(back, '/'));
  },
});
