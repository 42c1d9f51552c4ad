import type { ComponentType } from 'react';
import { Outside } from './outside.tsx';

/** Further sections of the log's screen, in their order (witnesses, anchors). */
export const slots: readonly ComponentType[] = [Outside];
