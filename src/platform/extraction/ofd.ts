import { readXmlPart, type Zip } from '#platform/documents';
import type { Collector } from './collector.ts';
import { linesOf, type PlacedText } from './placed-lines.ts';
import { namedTextEvents } from './plain-parts.ts';

/** All words of an OFD file (GB/T 33190): its pages in their order, then whatever other part holds text, and its properties. */
export async function readOfd(zip: Zip, to: Collector): Promise<void> {
  const pages = await listPages(zip);
  const empty: number[] = [];
  for (const [at, part] of pages.entries())
    if (!(await readPage(zip, part, 'page', String(at + 1), to))) empty.push(at + 1);
  if (empty.length > 0)
    to.note('extract-page-without-text', { pages: empty.slice(0, 100).join('、'), count: empty.length });
  const read = new Set(pages);
  for (const { name, isDirectory } of zip.entries) {
    if (isDirectory || !/\.xml$/i.test(name) || read.has(name)) continue;
    // Templates, annotations, and pages nobody lists.
    await readPage(zip, name, 'hidden', name, to);
    if (/(?:^|\/)(?:OFD|CustomTag[^/]*|Annotation[^/]*|Annot_[^/]*|Extensions?)\.xml$/i.test(name))
      await readXmlPart(
        zip,
        name,
        namedTextEvents((key, text) => isWord(key) && to.line('metadata', '', `${key}\t${text}`)),
      );
  }
}

function isWord(name: string): boolean {
  return !/^(?:DocRoot|DocID|CreationDate|ModDate|Creator|CreatorVersion|Signatures|CurrentDocRoot|FileLoc|Page|TextCode|ObjectRef|CustomTag)$/.test(
    name,
  );
}

/** OFD.xml names the documents, a document its pages. Addresses are relative to the part they stand in. */
async function listPages(zip: Zip): Promise<readonly string[]> {
  const documents = await locations(zip, 'OFD.xml', (name, text) => (name === 'DocRoot' ? text : undefined));
  const pages: string[] = [];
  for (const document of documents) {
    const folder = document.slice(0, document.lastIndexOf('/') + 1);
    await readXmlPart(zip, document, {
      open: (name, attribute) => {
        if (name === 'Page') pages.push(resolve(folder, attribute('BaseLoc') ?? ''));
      },
    });
  }
  return pages;
}

async function locations(
  zip: Zip,
  part: string,
  pick: (name: string, text: string) => string | undefined,
): Promise<readonly string[]> {
  const found: string[] = [];
  let text = '';
  await readXmlPart(zip, part, {
    open: () => {
      text = '';
    },
    text: (piece) => {
      text += piece;
    },
    close: (name) => {
      const one = pick(name, text.trim());
      if (one !== undefined) found.push(resolve('', one));
      text = '';
    },
  });
  return found;
}

function resolve(folder: string, location: string): string {
  const path = location.startsWith('/') ? location.slice(1) : `${folder}${location}`;
  const steps: string[] = [];
  for (const step of path.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}

/** @returns whether the part has words: `TextCode` inside text objects, each placed by its object's boundary */
async function readPage(
  zip: Zip,
  part: string,
  kind: 'page' | 'hidden',
  label: string,
  to: Collector,
): Promise<boolean> {
  const pieces: PlacedText[] = [];
  let boundary: readonly number[] = [];
  let size = 4;
  let code: { x: number; y: number; deltas: string; text: string } | undefined;
  await readXmlPart(zip, part, {
    open: (name, attribute) => {
      if (name === 'TextObject') {
        boundary = numbers(attribute('Boundary'));
        size = Number(attribute('Size')) || 4;
      }
      if (name !== 'TextCode') return;
      code = {
        x: Number(attribute('X') ?? 0),
        y: Number(attribute('Y') ?? 0),
        deltas: attribute('DeltaX') ?? '',
        text: '',
      };
    },
    text: (piece) => {
      if (code !== undefined) code.text += piece;
    },
    close: (name) => {
      if (name !== 'TextCode' || code === undefined) return;
      const width = Math.max(widthOf(code.deltas), 0) || code.text.length * size;
      const x = (boundary[0] ?? 0) + code.x;
      pieces.push({ text: code.text, x, y: (boundary[1] ?? 0) + code.y, width: width + size / 2, size });
      code = undefined;
    },
  });
  const lines = linesOf(pieces);
  for (const line of lines) to.line(kind, label, line);
  return lines.length > 0;
}

const numbers = (text: string | undefined) => (text ?? '').trim().split(/\s+/).map(Number);

/** `3.2 3.2 g 5 3.2`: steps from letter to letter; `g n d` stands for n steps of d. */
function widthOf(deltas: string): number {
  const steps = deltas.trim().split(/\s+/);
  let width = 0;
  for (let at = 0; at < steps.length; at += 1) {
    if (steps[at] === 'g') {
      width += (Number(steps[at + 1]) || 0) * (Number(steps[at + 2]) || 0);
      at += 2;
    } else width += Number(steps[at]) || 0;
  }
  return width;
}
