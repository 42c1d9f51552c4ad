import type { ComponentType } from 'react';

/** Further sections of the log's screen, in their order (witnesses, anchors). */
export const slots: readonly ComponentType[] = [];
