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

/** Those of `log:fsck --repair`, which puts aside what is wrong before it writes anew (by the places of tiles, above). */
export const repairFailPoints = [
  'after-aside-written',
  'after-aside-synced',
  'after-aside-renamed',
  'after-repair-folder-synced',
] as const;

/** Those of a start that puts aside a checkpoint's file which nobody can read. */
export const unreadableFailPoints = ['after-checkpoint-aside-folder-synced'] as const;
