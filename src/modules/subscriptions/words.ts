/** How often a subscriber is told: when it becomes public, each morning, or once a week. */
export const paces = ['atOnce', 'daily', 'weekly'] as const;
export type Pace = (typeof paces)[number];
