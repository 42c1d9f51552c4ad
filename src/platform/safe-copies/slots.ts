import { orderedEdits } from './plain.ts';
import type { Edit, Masked, Passage } from './types.ts';

/** A piece of text that stands somewhere in a file and can be written there. */
export type Slot = { readonly text: string; readonly write: (text: string) => void };

/** A passage, and where in the file each of its pieces stands. */
export type SlottedPassage = {
  readonly passage: Passage;
  readonly slots: readonly (Slot & { readonly start: number })[];
};

/** An opened file: its passages, and what becomes of it with these edits, one list for each passage. */
export type MaskSession = {
  readonly passages: readonly Passage[];
  readonly apply: (edits: readonly (readonly Edit[])[]) => Promise<Masked>;
};

/** Puts a passage together from pieces and the signs between them. */
export function passageBuilder(kind: Passage['kind'], label: string) {
  let text = '';
  const slots: (Slot & { start: number })[] = [];
  return {
    add: (slot: Slot) => {
      slots.push({ ...slot, start: text.length });
      text += slot.text;
    },
    /** A sign between pieces; never at the beginning. */
    divide: (sign: string) => {
      if (text !== '') text += sign;
    },
    build: (): SlottedPassage => ({ passage: { kind, label, text }, slots }),
  };
}

/**
 * Writes the edits into the pieces they cover. The first piece takes the replacement, the rest of a value spread over
 * several pieces (runs of a Word text) is cut out.
 * @returns how many edits found their place
 */
export function writeEdits({ slots }: SlottedPassage, edits: readonly Edit[]): number {
  const ordered = orderedEdits(edits);
  const placed = new Set<Edit>();
  let next = 0;
  for (const slot of slots) {
    const end = slot.start + slot.text.length;
    while ((ordered[next]?.end ?? Number.POSITIVE_INFINITY) <= slot.start) next += 1;
    let out = '';
    let at = 0;
    for (let index = next; (ordered[index]?.start ?? end) < end; index += 1) {
      const edit = ordered[index];
      if (edit === undefined || slot.text === '') break;
      const from = Math.max(0, edit.start - slot.start);
      out += slot.text.slice(at, from) + (placed.has(edit) ? '' : edit.replacement);
      at = Math.min(slot.text.length, edit.end - slot.start);
      placed.add(edit);
    }
    if (at > 0 || out !== '') slot.write(out + slot.text.slice(at));
  }
  return placed.size;
}
