import { done, type Result, refuse } from '#kernel';
import type { CommandContext } from '#platform/command';
import type { RouteContext } from '#platform/http';
import { failureReason } from '../domain/index.ts';
import type { CaseView } from '../forms.ts';
import { unitsThatOpen } from '../policy.ts';
import { viewCase } from '../queries/case-view.ts';
import { findCase, type LoadedCase } from '../store/load-case.ts';
import { rows } from '../store/rows.ts';

/**
 * Lets the reader in to a case, or not: they must be allowed to read dossiers of its unit, or of a unit that has a step of it.
 * To others it does not exist: the answer is the same as for a case that never was. Every route of a case begins here.
 */
export async function openCase(ctx: RouteContext, revision: string): Promise<Result<LoadedCase>> {
  const known = ctx.permit('disclosure.browse');
  if (!known.ok) return known;
  const loaded = await findCase(ctx.read, revision);
  if (loaded === undefined) return refuse('not-found', 404);
  const answers = unitsThatOpen(loaded.case).map((unit) => ctx.permit('disclosure.read', unit));
  return answers.some((answer) => answer.ok) ? done(loaded) : refuse('not-found', 404);
}

/** The newest revision of a dossier. */
export async function openDossier(ctx: RouteContext, dossier: string): Promise<Result<LoadedCase>> {
  const newest = await rows(ctx.read)
    .selectFrom('disclosure.revision')
    .select('id')
    .where('disclosure_id', '=', dossier)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return openCase(ctx, newest?.id ?? dossier);
}

/** The case page as this reader sees it. */
export async function answerCase(ctx: RouteContext, loaded: LoadedCase): Promise<Result<CaseView>> {
  if (ctx.actor === null) return refuse('sign-in-required', 401);
  const mayReadFindings = ctx.permit('screening.read', loaded.unit).ok;
  return done(
    await viewCase(ctx.read, loaded, { reader: ctx.actor, mayReadFindings, now: ctx.now, t: ctx.t }),
  );
}

/** The case page as it is after a command. */
export async function answerCaseNow(ctx: RouteContext, revision: string): Promise<Result<CaseView>> {
  const loaded = await findCase(ctx.read, revision);
  return loaded === undefined ? refuse('not-found', 404) : answerCase(ctx, loaded);
}

/** Lets the reader in, runs a command on the case, and answers with the case as it is then. */
export async function runOnCase(
  ctx: RouteContext,
  revision: string,
  command: (c: CommandContext) => Promise<Result<unknown>>,
): Promise<Result<CaseView>> {
  const opened = await openCase(ctx, revision);
  if (!opened.ok) return opened;
  const ran = await ctx.command(command);
  return ran.ok ? answerCaseNow(ctx, revision) : ran;
}

/**
 * Runs a command; where it refuses because of a mark of secrecy, and so rolled everything back, records the incident in a
 * transaction of its own and answers the refusal all the same.
 */
export async function commandOrAlert<T, Code extends string>(
  ctx: RouteContext,
  command: (c: CommandContext) => Promise<Result<T, Code>>,
  alert: (c: CommandContext) => Promise<Result<unknown>>,
): Promise<Result<T, Code>> {
  const answer = await ctx.command(command);
  if (!answer.ok && answer.code === 'screening-secret') await ctx.command(alert);
  return answer;
}

/** A draft this person may edit: asked before a large file is read, and again by the command. */
export async function openDraft(ctx: RouteContext, revision: string): Promise<Result<LoadedCase>> {
  const opened = await openCase(ctx, revision);
  if (!opened.ok || ctx.actor === null) return opened;
  return failureReason(opened.value.case, 'edit', ctx.actor) ?? opened;
}

/** Where an incident is recorded that a draft's route met with. */
export function placeOf({ revision, unit }: LoadedCase) {
  return { revision: revision.id, unit: unit.id };
}
