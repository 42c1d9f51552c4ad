/*
 * Files dropped where no draft is open yet (today's work, a draft being begun): they wait here for the composer that opens
 * next. Kept in the page's memory only, and taken once.
 */
let waiting: { readonly files: readonly File[]; readonly at: number } | null = null;

/** Files that nobody came for are not put into a draft opened much later. */
const patience = 60_000;

export function leaveFiles(files: readonly File[]): void {
  waiting = { files, at: Date.now() };
}

export function takeFiles(): readonly File[] {
  const left = waiting;
  waiting = null;
  return left === null || Date.now() - left.at > patience ? [] : left.files;
}
