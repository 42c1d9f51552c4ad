import { platformWords, type Texts } from '#ui/office';
import { refusals } from '../messages/refusals.ts';
import { words } from '../messages/words.ts';
import { workflowWords } from '../messages/workflow.ts';
import { safeCopyMessages } from '../safe-copies/messages.ts';

/** The words for reasons and events, as the server says them: one source for both. */
export const serverTexts: readonly Texts[] = [
  words,
  workflowWords,
  refusals,
  safeCopyMessages,
  ...platformWords,
];
