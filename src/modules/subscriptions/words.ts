/** How often a subscriber is told: when it becomes public, each morning, or once a week. */
export const paces = ['atOnce', 'daily', 'weekly'] as const;
export type Pace = (typeof paces)[number];

/** States of a mail, as the post knows them. */
export const mailStates = ['waiting', 'sending', 'sent', 'shown', 'refused', 'givenUp', 'cancelled'] as const;
