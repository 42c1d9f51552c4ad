/**
 * What the editor needs of HTML cleaning in the browser: nothing here touches files, hashes or Word. The same function
 * cleans pages on the server, so that there is one rule of what may be pasted.
 */
export { fromHtml } from '../from-html.ts';
export type { ImportedText, Loss } from '../imported.ts';
