/* What a parser may do in the thread for files. Used by tests only. */

export type Misbehaviour = 'none' | 'throw' | 'loop' | 'heap' | 'buffers' | 'exit';

const deeds: Readonly<Record<Misbehaviour, () => void>> = {
  none: () => undefined,
  throw: () => {
    throw new Error('thrown');
  },
  loop: () => {
    for (;;);
  },
  heap: () => {
    const held: string[][] = [];
    for (;;) held.push(Array.from({ length: 100_000 }, (_x, at) => `${held.length} ${at}`));
  },
  buffers: () => {
    const held: Uint8Array[] = [];
    for (;;) held.push(new Uint8Array(1_000_000).fill(1));
  },
  exit: () => process.exit(0),
};

export async function run(what: Misbehaviour, say: (piece: string) => void): Promise<string> {
  say('begun');
  deeds[what]();
  return what;
}
