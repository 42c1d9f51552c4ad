import { cleanLabel, cleanText } from './sections.ts';
import type { Extracted, ExtractNote, Section, SectionKind } from './types.ts';

/** Gathers sections in their order, up to a number of characters. */
export type Collector = {
  /** Adds a line to a section; consecutive lines of the same kind and label are one section. */
  readonly line: (kind: SectionKind, label: string, line: string) => void;
  readonly note: (code: ExtractNote['code'], params: ExtractNote['params']) => void;
  /** The same collector for a file inside the file: its labels begin with the entry's name. */
  readonly within: (entry: string) => Collector;
  readonly take: () => Extracted;
};

/** Ends the reading of a file whose words are more than are kept. */
export class EnoughText extends Error {
  constructor() {
    super('more text than is kept');
    this.name = 'EnoughText';
  }
}

/** Room for a section's heading line beside its label. */
const headingRoom = 16;

/** @param most characters of all sections with their headings; at the first more the reading ends with `EnoughText` */
export function createCollector(most: number): Collector {
  const sections: { kind: SectionKind; label: string; lines: string[] }[] = [];
  const notes: ExtractNote[] = [];
  let characters = 0;
  const add = (kind: SectionKind, label: string, given: string) => {
    const line = cleanText(given).replace(/\s+$/, '');
    if (line === '') return;
    const clean = cleanLabel(label);
    let section = sections.at(-1);
    if (section === undefined || section.kind !== kind || section.label !== clean) {
      section = { kind, label: clean, lines: [] };
      characters += clean.length + headingRoom;
      sections.push(section);
    }
    const room = Math.max(0, most - characters);
    section.lines.push(line.length > room ? line.slice(0, room).toWellFormed() : line);
    characters += line.length + 1;
    if (characters > most) throw new EnoughText();
  };
  const collectorFor = (prefix: string): Collector => ({
    line: (kind, label, line) =>
      add(kind, label === '' ? prefix.replace(/ › $/, '') : `${prefix}${label}`, line),
    note: (code, params) => notes.push({ code, params }),
    within: (entry) => collectorFor(`${prefix}${entry} › `),
    take: () => ({
      sections: sections.map(({ kind, label, lines }): Section => ({ kind, label, text: lines.join('\n') })),
      notes,
    }),
  });
  return collectorFor('');
}
