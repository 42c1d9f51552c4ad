import { createXmlReader, type XmlEvents } from './xml.ts';
import type { Zip } from './zip.ts';

/** A relationship of an Office part (ECMA-376 part 2): what it points at, inside the file or elsewhere. */
export type Relation = {
  readonly id: string;
  /** last word of the type's address: `worksheet`, `hyperlink` … */
  readonly type: string;
  /** name of the part pointed at, or the address when `isExternal` */
  readonly target: string;
  readonly isExternal: boolean;
};

/**
 * Reads a part of XML; a part that is not there has no events.
 * @throws ZipFault, XmlFault
 */
export async function readXmlPart(zip: Zip, name: string, events: XmlEvents): Promise<void> {
  if (!zip.entries.some((entry) => entry.name === name)) return;
  const reader = createXmlReader(events);
  await zip.drain(name, reader.write);
  reader.end();
}

/** The relationships of a part, in their order; of the whole package for the empty name. */
export async function readRelations(zip: Zip, part: string): Promise<readonly Relation[]> {
  const folder = part.slice(0, part.lastIndexOf('/') + 1);
  const relations: Relation[] = [];
  await readXmlPart(zip, `${folder}_rels/${part.slice(folder.length)}.rels`, {
    open: (name, attribute) => {
      if (name !== 'Relationship') return;
      const isExternal = attribute('TargetMode') === 'External';
      const target = attribute('Target') ?? '';
      relations.push({
        id: attribute('Id') ?? '',
        type: (attribute('Type') ?? '').replace(/^.*\//, ''),
        target: isExternal ? target : partName(folder, target),
        isExternal,
      });
    },
  });
  return relations;
}

/** A target is relative to its part's folder, or to the root when it begins with a slash. */
function partName(folder: string, target: string): string {
  const path: string[] = target.startsWith('/') ? [] : folder.split('/').filter((step) => step !== '');
  for (const step of target.split('/')) {
    if (step === '..') path.pop();
    else if (step !== '' && step !== '.') path.push(step);
  }
  return path.join('/');
}

/** The part everything hangs on (`word/document.xml` by custom), as the package says. */
export async function findMainPart(zip: Zip): Promise<string | undefined> {
  const relations = await readRelations(zip, '');
  return relations.find(({ type, isExternal }) => type === 'officeDocument' && !isExternal)?.target;
}
