import type { DisclosureFacts } from '../facts.ts';

/** What following hears of the room's own facts. */
export type Moved = DisclosureFacts['disclosure.moved'];
/** Recorded once for each step and each number of days. */
export type DueSoon = DisclosureFacts['disclosure.step-due-soon'];
