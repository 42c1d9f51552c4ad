// Straight from the message files: the pieces' front doors lead to server code.
import { messages as calendar } from '../../platform/calendar/messages.ts';
import { extractionMessages as extraction } from '../../platform/extraction/messages.ts';
import { richtextMessages as richtext } from '../../platform/richtext/messages.ts';
import { safeCopiesMessages as safeCopies } from '../../platform/safe-copies/messages.ts';
import type { Texts } from './i18n.tsx';

/** Words of the platform that answers name by key: losses of an import, steps of a due date. */
export const platformWords: readonly Texts[] = [richtext, calendar, safeCopies, extraction];
