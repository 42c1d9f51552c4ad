/** Where a newest-first list goes on: after this moment and id. */
export type Cursor = { readonly at: Date; readonly id: string };

/** Microseconds would be lost in a Date; publication moments are set by us and have milliseconds. */
export function writeCursor(cursor: Cursor): string {
  return `${cursor.at.getTime().toString(36)}.${cursor.id.replaceAll('-', '')}`;
}

/** @returns null for anything that is no cursor: the list then begins at its beginning */
export function readCursor(text: string): Cursor | null {
  const found = /^([0-9a-z]{1,10})\.([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/.exec(
    text,
  );
  if (found === null) return null;
  const at = new Date(Number.parseInt(found[1] ?? '', 36));
  return Number.isNaN(at.getTime()) || at.getUTCFullYear() > 9999
    ? null
    : { at, id: found.slice(2).join('-') };
}
