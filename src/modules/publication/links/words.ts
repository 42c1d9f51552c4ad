/** How an address stands. */
export const linkStates = ['unchecked', 'ok', 'redirected', 'unreachable', 'dead'] as const;
export type LinkState = (typeof linkStates)[number];
