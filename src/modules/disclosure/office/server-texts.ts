import { platformWords, type Texts } from '#ui/office';
import { matterMessages } from '../matters/messages.ts';
import { refusals } from '../messages/refusals.ts';
import { words } from '../messages/words.ts';
import { workflowWords } from '../messages/workflow.ts';
import { safeCopyMessages } from '../safe-copies/messages.ts';
import { urgentMessages } from '../urgent/messages.ts';
import { withholdingMessages } from '../withholding/messages.ts';

/** The words for reasons and events, as the server says them: one source for both. */
export const serverTexts: readonly Texts[] = [
  words,
  workflowWords,
  refusals,
  safeCopyMessages,
  matterMessages,
  urgentMessages,
  withholdingMessages,
  ...platformWords,
];
