/**
 * Every place at which publishing can be cut off, in its order (see `failPoint`). A test kills the process at each of them.
 * `after-reveal-commit` is the moment at which readers see it; all before is repeated or forgotten, all after is derived.
 */
export const failPoints = [
  'after-append',
  'after-register-commit',
  'after-signing',
  'after-head-commit',
  'after-bundle-written',
  'after-bundle-synced',
  'after-bundle-renamed',
  'after-tile-written',
  'after-tile-synced',
  'after-tile-renamed',
  'after-tile-folder-synced',
  'after-cosignatures',
  'before-reveal-commit',
  'after-reveal-commit',
  'after-checkpoint-written',
  'after-checkpoint-synced',
  'after-checkpoint-renamed',
  'after-checkpoint-folder-synced',
] as const;

/** Those of the first start, when the key is made. */
export const firstStartFailPoints = [
  'after-key-written',
  'after-key-synced',
  'after-key-renamed',
  'after-key-folder-synced',
] as const;
