/** Plain text of a text, for screens: nothing here touches files or hashes. */
export { toText } from '../blocks.ts';
