import { folderSource } from './folder.ts';
import { type HttpLimits, httpSource } from './http.ts';
import type { Source } from './types.ts';

export { type Answer, type Source, SourceError } from './types.ts';

/**
 * Opens a site (`https://…`, `http://…`) or a folder copied from one.
 * @param place address or folder
 * @param limits politeness towards a site; ignored for folders
 * @throws {SourceError} when the folder is not there
 */
export function openSource(place: string, limits: Partial<HttpLimits> = {}): Source {
  return /^https?:\/\//i.test(place) ? httpSource(place, limits) : folderSource(place);
}
