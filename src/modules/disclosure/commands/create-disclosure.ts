import { done, type Grant, type Result, type UnitRef } from '#kernel';
import { recordAudit } from '#platform/audit';
import { localDateAt, yearOf } from '#platform/calendar';
import type { CommandContext } from '#platform/command';
import { emptyRichText } from '#platform/richtext';
import type { DraftContent } from '../content.ts';
import { goesOut, secretProblem } from '../screening.ts';
import { insertDraft, nextNumber, recordEditor } from '../store/drafts.ts';
import { rows } from '../store/rows.ts';
import { principalOf, recordEvent } from './apply-move.ts';

export type Created = { readonly disclosure: string; readonly revision: string; readonly number: string };

/**
 * Opens the dossier of one matter with a first draft (提出的准备). The caller has asked `disclosure.draft` for the unit.
 * @param given fields the writer already has
 * @param by the grant used: a delegate's principal counts as author too
 */
export async function createDisclosure(
  ctx: CommandContext,
  unit: UnitRef,
  given: Partial<DraftContent> = {},
  by: Pick<Grant, 'principal'> = { principal: null },
): Promise<Result<Created, 'screening-secret'>> {
  const content = { ...blankContent(unit), ...given };
  const secret = secretProblem(goesOut('publish', content));
  if (secret !== null) return secret;
  const number = await nextNumber(ctx.tx, unit.id, yearOf(localDateAt(ctx.now)));
  const { id } = await rows(ctx.tx)
    .insertInto('disclosure.disclosure')
    .values({
      unit_id: unit.id,
      unit_path: unit.path,
      line_id: unit.line,
      number,
      created_by: ctx.actor.person,
      created_by_name: ctx.actor.name,
      created_at: ctx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const draft = { dossier: id, number: 1, purpose: 'publish', basedOn: null, content } as const;
  const revision = await insertDraft(ctx, draft);
  await recordEditor(ctx, revision, ctx.actor, by);
  const principal = await principalOf(ctx, by.principal);
  await recordEvent(ctx, { dossier: { id }, revision: { id: revision } }, 'created', '', principal);
  await recordAudit(ctx, {
    action: 'disclosure.create',
    subjectKind: 'revision',
    subject: revision,
    unit: unit.id,
    principal: by.principal,
    data: { disclosure: id, number },
  });
  return done({ disclosure: id, revision, number });
}

/** What a draft begins with: open to society, because openness is the rule and narrower scopes are chosen. */
export function blankContent(unit: UnitRef): DraftContent {
  return {
    title: '',
    documentNumber: null,
    documentDate: null,
    scope: 'society',
    audience: null,
    scopeUnit: unit.id,
    affairsKind: 'party',
    category: '',
    mode: 'proactive',
    keywords: [],
    validity: 'valid',
    expiresOn: null,
    publishAt: null,
    duties: [],
    body: emptyRichText,
    changeNote: null,
    reason: null,
  };
}
