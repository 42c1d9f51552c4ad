import { z } from 'zod';
import { affairsKinds, modes, scopes } from '#kernel';
import { limitKinds, limitUnits, operators, triggers } from '../time-limit/vocabulary.ts';

export { type AffairsKind, affairsKinds, type Scope, scopes } from '#kernel';

/** Limits a list to the units in which the reader holds this role, not only reads: what waits for them there. */
export const heldAs = z.enum(['handler', 'approver']);
export type HeldAs = z.infer<typeof heldAs>;

export const affairsKind = z.enum(affairsKinds);
export const scope = z.enum(scopes);
export const mode = z.enum(modes);

/** 长期 / 定期 / 逐段 / 及时. */
export const timeKinds = ['standing', 'periodic', 'staged', 'prompt'] as const;
export const timeKind = z.enum(timeKinds);
export type TimeKind = (typeof timeKinds)[number];

export const retentions = ['permanent', 'years30', 'years10'] as const;
export const retention = z.enum(retentions);

/** 事前—决策—结果: which stages of a major matter are disclosed. */
export const stages = ['before', 'decision', 'result'] as const;
export const stage = z.enum(stages);
export type Stage = (typeof stages)[number];

export const catalogueStates = [
  'draft',
  'submitted',
  'approved',
  'filed',
  'registered',
  'inForce',
  'superseded',
  'discarded',
] as const;
export const catalogueState = z.enum(catalogueStates);
export type CatalogueState = (typeof catalogueStates)[number];

export const dutyStates = ['open', 'fulfilled', 'fulfilledInPart', 'withheld', 'cancelled'] as const;
export const dutyState = z.enum(dutyStates);
export type DutyState = (typeof dutyStates)[number];

/**
 * Why a matter is not published (RULES §1 art. 7; 政府信息公开条例 art. 14–16).
 * SECRET and UNSUITABLE_BY_RULE are the two grounds for Party affairs, the rest the grounds for government information.
 */
export const withholdReasons = [
  'SECRET',
  'UNSUITABLE_BY_RULE',
  'FORBIDDEN_BY_LAW',
  'ENDANGERS_SECURITY',
  'TRADE_SECRET_OR_PRIVACY',
  'INTERNAL_AFFAIR',
  'PROCESS_INFORMATION',
  'ENFORCEMENT_FILE',
] as const;
export const withholdReason = z.enum(withholdReasons);
export type WithholdReason = (typeof withholdReasons)[number];

export const localDate = z.iso.date();
export const id = z.uuid();
export const unitId = z.coerce.number().int().positive().max(2_147_483_647);
export const lock = z.number().int().nonnegative();
export const cursor = z.string().min(1).max(200);
export const limit = z.coerce.number().int().min(1).max(200).default(50);
export const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

export const clause = z.strictObject({
  clause: z.string().max(500),
  trigger: z.enum(triggers).nullable(),
  operator: z.enum(operators),
  amount: z.union([z.number().int().min(0).max(10_000), z.string().regex(/^\d{2}-\d{2}$/)]).nullable(),
  unit: z.enum(limitUnits).nullable(),
  kind: z.enum(limitKinds),
});

export const parsedTimeLimit = z.strictObject({
  clauses: z.array(clause).max(20),
  flagged: z.array(z.string().max(1000)).max(20),
});

/** One step of why a date is what it is; `code` names the message `calendar.step.<code>` or `catalogue.step.<code>`. */
export const explanationStep = z.strictObject({
  code: z.string().max(60),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export const dueWarning = z.strictObject({ code: z.literal('YEAR_NOT_LOADED'), year: z.number().int() });

export const page = <T extends z.ZodType>(row: T) =>
  z.strictObject({ rows: z.array(row), total: z.number().int().nullable(), next: z.string().nullable() });

/** A move a person could make here, and if not, the refusal code that says why. */
export const moveOffer = z.strictObject({
  move: z.string(),
  allowed: z.boolean(),
  code: z.string().nullable(),
});
