import { z } from 'zod';
import {
  carrierKinds,
  carrierMoves,
  carrierStates,
  channelStates,
  dayKinds,
  deliveryStates,
  deliveryWhats,
  deviceKinds,
  findingKinds,
  postingRuleCodes,
  postingStates,
  reaches,
  shownSources,
} from './words.ts';

/*
 * Routes of the office (all under /api/carriers; every one asks a permission):
 *
 *   GET  /?unit=&kind=&state=&text=&cursor=     carrierQuery   → carrierPage     the register, of the units covered
 *   GET  /export                                               → CSV
 *   POST /                                      newCarrierForm → carrierDetail
 *   GET  /:id                                                  → carrierDetail   with history, device, findings
 *   PUT  /:id                                   changeForm     → carrierDetail
 *   POST /:id/moves                             moveForm       → carrierDetail   报备 备案 退回 停用 恢复 注销
 *   POST /:id/photo                             raw file       → carrierDetail
 *   GET  /postings/:id/photos/:which                           → file            proof of a posting
 *   GET  /boards?only=&cursor=                  boardQuery     → postingPage     what has to hang or come down
 *   POST /postings/:id/posted?name=&claimedAt=&atPlace=&consent=&latitude=&longitude=&accuracy=  raw file       → postingView
 *   POST /postings/:id/taken?name=              raw file       → postingView
 *   GET  /posting-rules, PUT /posting-rules/:code              → ruleList
 *   GET  /devices                                              → deviceList
 *   POST /:id/device, PUT /:id/device, DELETE /:id/device      pair, settings, revoke
 *   GET  /deliveries, GET /deliveries/:id, POST /deliveries/:id/replay
 *   GET  /receipts?item=                                       → receiptList     where a withdrawn item was asked for
 *   GET  /findings                                             → findingPage
 */

const unitId = z.coerce.number().int().positive().max(2_147_483_647);
const moment = z.iso.datetime();
const day = z.string();
const cursor = z.string().max(100).optional();
const limit = z.coerce.number().int().min(1).max(100).default(50);
const line = (most: number) => z.string().trim().max(most);
const page = <T extends z.ZodType>(row: T) =>
  z.strictObject({ rows: z.array(row), next: z.string().nullable() });

export const byId = z.strictObject({ id: z.uuid() });

export const carrierFields = z.strictObject({
  kind: z.enum(carrierKinds),
  name: line(100).min(1),
  reach: z.enum(reaches).default('society'),
  place: line(200).default(''),
  floor: line(50).default(''),
  /** Degrees within China: swapped numbers and slips of the hand are refused. */
  position: z
    .strictObject({ longitude: z.number().min(73).max(136), latitude: z.number().min(3).max(54) })
    .nullable()
    .default(null),
  /** Web address, or the name of an account and where it is. */
  address: line(300).default(''),
  /** Who answers for it, by post, not by name. */
  post: line(50).default(''),
  phone: line(50).default(''),
  opening: line(200).default(''),
});
export type CarrierFields = z.output<typeof carrierFields>;

export const newCarrierForm = z
  .strictObject({ unit: z.int().positive().max(2_147_483_647), fields: carrierFields })
  .refine(({ fields }) => fields.reach === 'society' || fields.kind === 'board', {
    path: ['fields', 'reach'],
  });
export const changeForm = z
  .strictObject({ lockVersion: z.int().min(0), fields: carrierFields })
  .refine(({ fields }) => fields.reach === 'society' || fields.kind === 'board', {
    path: ['fields', 'reach'],
  });
export const moveForm = z.strictObject({ move: z.enum(carrierMoves), reason: line(500).default('') });

export const carrierQuery = z.strictObject({
  unit: unitId.optional(),
  kind: z.enum(carrierKinds).optional(),
  state: z.enum(carrierStates).optional(),
  text: line(100).optional(),
  cursor,
  limit,
});

export const carrierView = z.strictObject({
  id: z.uuid(),
  unit: z.int(),
  unitName: z.string(),
  kind: z.enum(carrierKinds),
  name: z.string(),
  state: z.enum(carrierStates),
  reach: z.enum(reaches),
  place: z.string(),
  floor: z.string(),
  position: z.strictObject({ longitude: z.number(), latitude: z.number() }).nullable(),
  address: z.string(),
  post: z.string(),
  phone: z.string(),
  opening: z.string(),
  hasPhoto: z.boolean(),
  number: z.string().nullable(),
  registeredOn: day.nullable(),
  reason: z.string(),
  lockVersion: z.int(),
  changedAt: moment,
  openFindings: z.int(),
});
export type CarrierView = z.output<typeof carrierView>;
export const carrierPage = page(carrierView);

export const deviceView = z.strictObject({
  id: z.uuid(),
  carrier: z.uuid(),
  name: z.string(),
  unitName: z.string(),
  kind: z.enum(deviceKinds),
  shows: z.enum(shownSources),
  silentAfterMinutes: z.int(),
  pairedAt: moment,
  pairedBy: z.string(),
  revoked: z.boolean(),
  lastContactAt: moment.nullable(),
  /** `fine`, or what is wrong with it now. */
  health: z.enum(['fine', 'never', 'silent', 'otherBytes', 'revoked']),
  skewSeconds: z.int().nullable(),
  version: z.string().nullable(),
  shown: z.int(),
});
export type DeviceView = z.output<typeof deviceView>;
export const deviceList = z.strictObject({ rows: z.array(deviceView) });

export const findingView = z.strictObject({
  id: z.uuid(),
  kind: z.enum(findingKinds),
  unit: z.int(),
  unitName: z.string(),
  carrier: z.uuid().nullable(),
  carrierName: z.string().nullable(),
  item: z.uuid().nullable(),
  /** The title of the item while it is open to society. */
  title: z.string().nullable(),
  /** One sentence with its numbers. */
  words: z.string(),
  foundAt: moment,
  resolvedAt: moment.nullable(),
});
export type FindingView = z.output<typeof findingView>;
export const findingQuery = z.strictObject({
  unit: unitId.optional(),
  kind: z.enum(findingKinds).optional(),
  only: z.enum(['open', 'all']).default('open'),
  cursor,
  limit,
});
export const findingPage = page(findingView);

export const carrierDetail = z.strictObject({
  carrier: carrierView,
  moves: z.array(z.enum(carrierMoves)),
  history: z.array(z.strictObject({ action: z.string(), person: z.string(), note: z.string(), at: moment })),
  device: deviceView.nullable(),
  findings: z.array(findingView),
});
export type CarrierDetail = z.output<typeof carrierDetail>;

export const postingView = z.strictObject({
  id: z.uuid(),
  board: z.uuid(),
  boardName: z.string(),
  place: z.string(),
  unit: z.int(),
  unitName: z.string(),
  item: z.uuid(),
  slug: z.string(),
  version: z.int(),
  /** Null once the item is no longer open to society. */
  title: z.string().nullable(),
  state: z.enum(postingStates),
  rule: z.enum(postingRuleCodes),
  days: z.int(),
  dayKind: z.enum(dayKinds),
  dueOn: day,
  dueWhy: z.string(),
  postedAt: moment.nullable(),
  claimedAt: moment.nullable(),
  postedBy: z.string().nullable(),
  /** The board's place as it was confirmed when the sheet was hung. */
  postedPlace: z.string().nullable(),
  /** Where the telephone of whoever hung it said it was, when they gave it; accuracy in metres. */
  postedAtPoint: z
    .strictObject({ latitude: z.number(), longitude: z.number(), accuracy: z.int().nullable() })
    .nullable(),
  until: day.nullable(),
  untilWhy: z.string(),
  ends: z.enum(['withdrawn', 'replaced']).nullable(),
  takenAt: moment.nullable(),
  takenBy: z.string().nullable(),
  /** What whoever goes to the board does about it today. */
  todo: z.enum(['post', 'postLate', 'takeNow', 'mayTake', 'leave', 'nothing']),
});
export type PostingView = z.output<typeof postingView>;
export const boardQuery = z.strictObject({
  unit: unitId.optional(),
  board: z.uuid().optional(),
  only: z.enum(['todo', 'hanging', 'all']).default('todo'),
  cursor,
  limit,
});
export const postingPage = page(postingView);
/** A number in an address; what is no number at all is no zero. */
const degrees = (most: number) =>
  z
    .string()
    .regex(/^-?\d{1,3}(\.\d{1,15})?$/)
    .transform(Number)
    .refine((value) => Math.abs(value) <= most);
const yes = z.enum(['yes']).optional();

export const proofQuery = z
  .strictObject({
    name: z.string().min(1).max(200),
    claimedAt: moment.optional(),
    /** It hangs where the register says that the board is. */
    atPlace: yes,
    /** Coordinates of the telephone, only with the consent of whoever carries it. */
    consent: yes,
    latitude: degrees(90).optional(),
    longitude: degrees(180).optional(),
    accuracy: z.coerce.number().int().min(0).max(100_000).optional(),
  })
  .refine(({ latitude, longitude }) => (latitude === undefined) === (longitude === undefined), {
    path: ['longitude'],
  })
  .refine(({ latitude, consent }) => latitude === undefined || consent === 'yes', { path: ['consent'] })
  .refine(({ latitude, accuracy }) => accuracy === undefined || latitude !== undefined, {
    path: ['accuracy'],
  });
export const takenQuery = z.strictObject({ name: z.string().min(1).max(200) });
export const byProof = z.strictObject({ id: z.uuid(), which: z.enum(['posted', 'taken']) });

export const ruleView = z.strictObject({
  code: z.enum(postingRuleCodes),
  days: z.int(),
  dayKind: z.enum(dayKinds),
  withinDays: z.int(),
  floorDays: z.int().nullable(),
  source: z.string(),
});
export type RuleView = z.output<typeof ruleView>;
export const ruleList = z.strictObject({ rows: z.array(ruleView) });
export const byRule = z.strictObject({ code: z.enum(postingRuleCodes) });
export const ruleForm = z.strictObject({
  days: z.int().min(1).max(365),
  withinDays: z.int().min(0).max(60),
  source: line(200).min(4),
});

export const pairForm = z.strictObject({ code: z.string().regex(/^\d{4}\s?\d{4}$/) });
export const deviceForm = z.strictObject({
  shows: z.enum(shownSources),
  silentAfterMinutes: z.int().min(5).max(10_080),
  /** Gives it a new key with its next contact. */
  rotate: z.boolean().default(false),
});

export const deliveryView = z.strictObject({
  id: z.uuid(),
  kind: z.string(),
  carrier: z.uuid(),
  carrierName: z.string().nullable(),
  what: z.enum(deliveryWhats),
  item: z.uuid(),
  slug: z.string(),
  /** Null once the item is no longer open to society. */
  title: z.string().nullable(),
  version: z.int().nullable(),
  unit: z.int(),
  unitName: z.string(),
  state: z.enum(deliveryStates),
  attempts: z.int(),
  nextAttemptAt: moment.nullable(),
  createdAt: moment,
  settledAt: moment.nullable(),
});
export type DeliveryView = z.output<typeof deliveryView>;
export const deliveryQuery = z.strictObject({
  unit: unitId.optional(),
  item: z.uuid().optional(),
  carrier: z.uuid().optional(),
  kind: z.string().max(30).optional(),
  state: z.enum(deliveryStates).optional(),
  cursor,
  limit,
});
export const deliveryPage = page(deliveryView);
export const deliveryDetail = z.strictObject({
  delivery: deliveryView,
  receipt: z.record(z.string(), z.unknown()).nullable(),
  attempts: z.array(
    z.strictObject({
      attempt: z.int(),
      at: moment,
      outcome: z.enum(['delivered', 'failed']),
      answer: z.string(),
      milliseconds: z.int(),
    }),
  ),
});
export type DeliveryDetail = z.output<typeof deliveryDetail>;

export const receiptQuery = z.strictObject({ item: z.uuid() });
export const receiptList = z.strictObject({
  rows: z.array(
    z.strictObject({
      channel: z.string(),
      /** What the way out is called. */
      name: z.string(),
      state: z.enum(channelStates),
      asked: z.int(),
      askedAt: moment.nullable(),
      goneAt: moment.nullable(),
    }),
  ),
});
export type ReceiptList = z.output<typeof receiptList>;
