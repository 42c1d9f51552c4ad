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

const CHALLENGE_COOKIE = 'gongkai_challenge';

/** What the sign-in page shows; the markup is given by whoever composes the program. */
export type SignInView = {
  readonly step: 'password' | 'code';
  readonly account: string;
  readonly next: string;
  /** The reason of a refusal, in the reader's words. */
  readonly problem: string | null;
  readonly status: number;
};

export type SignInPages = (ctx: RouteContext, view: SignInView) => PageAnswer;

function deviceOf(ctx: RouteContext): Device {
  const agent = ctx.headers['user-agent'];
  return {
    origin: { ip: ctx.ip, request: ctx.requestId },
    userAgent: typeof agent === 'string' ? agent : null,
  };
}

/** After sign-in: the office for those who hold a role, the member area for readers. */
async function whereTo(
  ctx: RouteContext,
  signedIn: Extract<SignedIn, { step: 'session' }>,
  next: string | undefined,
  home: Home,
) {
  return safeNext(next, (await home(ctx, signedIn.person)) ? '/office/' : '/members');
}

/** Does this person work in the office (hold any role now)? */
export type Home = (ctx: RouteContext, person: string) => Promise<boolean>;

function redirect(to: string): PageAnswer {
  return { status: 303, body: '', headers: { location: to } };
}

async function settle(
  ctx: RouteContext,
  signedIn: SignedIn,
  next: string | undefined,
  home: Home,
  pages: SignInPages,
): Promise<PageAnswer> {
  if (signedIn.step === 'code') {
    ctx.setCookie(CHALLENGE_COOKIE, signedIn.token, { maxAgeSeconds: 300 });
    return pages(ctx, { step: 'code', account: '', next: next ?? '', problem: null, status: 200 });
  }
  ctx.setCookie(CHALLENGE_COOKIE, '', { maxAgeSeconds: 0 });
  ctx.setCookie(SESSION_COOKIE, signedIn.token);
  return redirect(await whereTo(ctx, signedIn, next, home));
}

/** The three forms: password, one-time code, sign-out. */
export function signInForms(key: Buffer, pages: SignInPages, home: Home): readonly FormRoute[] {
  const attempts: Throttle = throttle({ most: 30, perMinutes: 5 });
  return [
    defineForm({
      path: '/signin',
      fields: signInForm,
      handle: async (ctx, fields) => {
        ctx.openTo('everyone', 'signing in');
        const failed = (code: string, status: number) =>
          pages(ctx, {
            step: 'password',
            account: fields.account,
            next: fields.next ?? '',
            problem: ctx.t(`refusal.${code}`),
            status,
          });
        if (attempts.isOver(ctx.ip, ctx.now)) return failed('too-many-requests', 429);
        const result = await signInByPassword(ctx.database, fields, deviceOf(ctx), ctx.now);
        if (result.ok) return settle(ctx, result.value, fields.next, home, pages);
        attempts.count(ctx.ip, ctx.now);
        return failed('sign-in-failed', 401);
      },
    }),
    defineForm({
      path: '/signin/code',
      fields: codeForm,
      handle: async (ctx, fields) => {
        ctx.openTo('everyone', 'signing in, second step');
        const challenge = ctx.cookies[CHALLENGE_COOKIE] ?? '';
        const result = await signInByCode(
          ctx.database,
          key,
          { challenge, code: fields.code },
          deviceOf(ctx),
          ctx.now,
        );
        if (result.ok) return settle(ctx, result.value, fields.next, home, pages);
        const step = result.code === 'challenge-over' ? 'password' : 'code';
        return pages(ctx, {
          step,
          account: '',
          next: fields.next ?? '',
          problem: ctx.t(`refusal.${result.code}`),
          status: 401,
        });
      },
    }),
    defineForm({
      path: '/signout',
      fields: signOutForm,
      handle: async (ctx, fields) => {
        ctx.openTo('everyone', 'signing out');
        if (ctx.session !== null)
          await closeSession(ctx.database, ctx.session.id, ctx.session.actor.person, deviceOf(ctx), ctx.now);
        ctx.setCookie(SESSION_COOKIE, '', { maxAgeSeconds: 0 });
        return redirect(safeNext(fields.next, '/'));
      },
    }),
  ];
}
