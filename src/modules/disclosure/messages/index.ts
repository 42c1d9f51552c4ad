export { safeCopyMessages } from '../safe-copies/messages.ts';
export { templateMessages } from '../templates/messages.ts';
export { refusals } from './refusals.ts';
export { words } from './words.ts';
export { workflowWords } from './workflow.ts';
