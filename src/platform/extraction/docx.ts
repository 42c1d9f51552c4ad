import { findMainPart, readXmlPart, type Zip } from '#platform/documents';
import type { Collector } from './collector.ts';
import { byNumber, numberOf, readBeside, readTextPart } from './office-common.ts';
import type { SectionKind } from './types.ts';

/** The parts beside the body, by their names in the main part's folder. */
const parts: readonly (readonly [RegExp, SectionKind])[] = [
  [/^header\d*\.xml$/i, 'header'],
  [/^footer\d*\.xml$/i, 'footer'],
  [/^footnotes\d*\.xml$/i, 'footnote'],
  [/^endnotes\d*\.xml$/i, 'footnote'],
  [/^comments\d*\.xml$/i, 'comment'],
];

/** All words of a Word file: what is printed, what stands beside it, what is hidden or struck out, and its properties. */
export async function readDocx(zip: Zip, to: Collector): Promise<void> {
  const main = (await findMainPart(zip)) ?? 'word/document.xml';
  const folder = main.slice(0, main.lastIndexOf('/') + 1);
  await readTextPart(zip, main, 'body', '', to);
  const names = zip.entries.map((entry) => entry.name).filter((name) => name.startsWith(folder));
  for (const [pattern, kind] of parts)
    for (const name of names.filter((one) => pattern.test(one.slice(folder.length))).sort(byNumber)) {
      await readTextPart(zip, name, kind, numberOf(name), to);
      if (kind === 'comment') await readNames(zip, name, to);
    }
  // Building blocks come with a template and are never printed.
  for (const name of names.filter((one) => /\/glossary\/document\.xml$/i.test(one)))
    await readTextPart(zip, name, 'hidden', 'glossary', to);
  await readNames(zip, main, to);
  await readVariables(zip, `${folder}settings.xml`, to);
  await readBeside(zip, to);
}

/** Who wrote comments and changes. */
async function readNames(zip: Zip, part: string, to: Collector): Promise<void> {
  const names = new Set<string>();
  await readXmlPart(zip, part, {
    open: (element, attribute) => {
      if (!/^(?:comment|ins|del|moveFrom|moveTo|rPrChange|pPrChange|cellIns|cellDel)$/.test(element)) return;
      const author = attribute('author');
      if (author !== undefined && names.size < 1_000) names.add(author);
    },
  });
  for (const name of names) to.line('metadata', '', `author\t${name}`);
}

async function readVariables(zip: Zip, part: string, to: Collector): Promise<void> {
  await readXmlPart(zip, part, {
    open: (element, attribute) => {
      if (element === 'docVar')
        to.line('hidden', 'variable', `${attribute('name') ?? ''}\t${attribute('val') ?? ''}`);
    },
  });
}
