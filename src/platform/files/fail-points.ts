/**
 * Every place at which bytes on their way into the store can be cut off, in its order (see `failPoint`): before the transaction
 * that mentions them, so that what is left is bytes nobody names, never a name without bytes.
 */
export const fileFailPoints = [
  'after-file-synced',
  'after-file-linked',
  'after-file-renamed',
  'after-file-folder-synced',
] as const;
