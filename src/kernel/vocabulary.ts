/** Closed lists that every room reads alike. They are stored, hashed and published: a name never changes its meaning. */

/** 党务 政务 村务 厂务 校务 院务. */
export const affairsKinds = ['party', 'government', 'village', 'factory', 'school', 'hospital'] as const;
export type AffairsKind = (typeof affairsKinds)[number];

/** 公开范围, the scope ladder (党务公开条例 art. 8): 向社会 · 全党 · 本地区本部门本单位 · 特定. */
export const scopes = ['society', 'wholeParty', 'unit', 'specific'] as const;
export type Scope = (typeof scopes)[number];

/** 主动公开 or 依申请公开. */
export const modes = ['proactive', 'onRequest'] as const;
export type Mode = (typeof modes)[number];
