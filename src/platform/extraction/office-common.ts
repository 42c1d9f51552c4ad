import { readRelations, readXmlPart, type Zip } from '#platform/documents';
import type { Collector } from './collector.ts';
import { officeTextEvents } from './office-text.ts';
import { readChart, readCustomData, readProperties } from './plain-parts.ts';
import type { SectionKind } from './types.ts';

/**
 * Reads a part of text: its paragraphs as one kind of section, its tables as tables where it is a body, and what the page
 * does not show as hidden.
 */
export async function readTextPart(
  zip: Zip,
  name: string,
  kind: SectionKind,
  label: string,
  to: Collector,
): Promise<void> {
  const unseen = createUnseen(label, to);
  await readXmlPart(
    zip,
    name,
    officeTextEvents({
      paragraph: (line) => to.line(kind, label, line),
      row: (line, table) =>
        kind === 'body'
          ? to.line('table', label === '' ? String(table) : `${label} ${table}`, line)
          : to.line(kind, label, line),
      unseen: unseen.add,
    }),
  );
  unseen.flush();
}

/** Hidden words come after the part they hide in, by their kind, so that the body reads on. */
function createUnseen(label: string, to: Collector) {
  const lines = new Map<string, string[]>();
  return {
    add: (what: string, line: string) => {
      if (line.trim() === '') return;
      const list = lines.get(what) ?? [];
      lines.set(what, list);
      list.push(line);
    },
    flush: () => {
      for (const [what, list] of lines)
        for (const line of list) to.line('hidden', label === '' ? what : `${label} ${what}`, line);
    },
  };
}

/** What all Office files have beside their main parts: charts, diagrams, properties, custom data, addresses of links. */
export async function readBeside(zip: Zip, to: Collector): Promise<void> {
  const names = zip.entries.map((entry) => entry.name);
  for (const name of names.filter((one) =>
    /\/charts\/chart[^/]*\.xml$|\/diagrams\/data[^/]*\.xml$/i.test(one),
  ))
    await readChart(zip, name, to);
  for (const name of names.filter((one) => /\/_rels\/[^/]+\.rels$/i.test(one))) {
    const part = name.replace(/_rels\/([^/]+)\.rels$/i, '$1');
    for (const { isExternal, target } of await readRelations(zip, part))
      if (isExternal) to.line('metadata', 'link', target);
  }
  await readProperties(zip, to);
  await readCustomData(zip, to);
  const pictures = names.filter((one) =>
    /\/media\/[^/]+\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|webp)$/i.test(one),
  ).length;
  if (pictures > 0) to.note('extract-pictures-not-read', { count: pictures });
}

/** The number in a part's name, for parts that are told apart by nothing else. */
export function numberOf(name: string): string {
  return /(\d+)\.xml$/i.exec(name)?.[1] ?? '';
}

export function byNumber(a: string, b: string): number {
  return Number(numberOf(a)) - Number(numberOf(b)) || (a < b ? -1 : 1);
}
