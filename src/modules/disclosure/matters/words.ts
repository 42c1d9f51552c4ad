/** 三重一大: 重大决策、重要人事任免、重大项目安排、大额度资金运作. */
export const matterKinds = ['majorDecision', 'majorAppointment', 'majorProject', 'majorFunds'] as const;
export type MatterKind = (typeof matterKinds)[number];

/** 事前 → 决策 → 结果, in the order in which a matter goes through them. */
export const stages = ['before', 'decision', 'result'] as const;
export type Stage = (typeof stages)[number];

/** 党内 first, then 社会 (先党内后党外). */
export const audiences = ['inside', 'outside'] as const;
export type Audience = (typeof audiences)[number];
