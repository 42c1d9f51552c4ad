import { platformWords, type Texts } from '#ui/office';

/** The words for reasons and events, as the server says them: one source for both. */
export const serverTexts: readonly Texts[] = [...platformWords];
