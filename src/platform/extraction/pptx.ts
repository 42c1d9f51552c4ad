import { findMainPart, type Relation, readRelations, readXmlPart, type Zip } from '#platform/documents';
import type { Collector } from './collector.ts';
import { byNumber, readBeside, readTextPart } from './office-common.ts';

/** All words of a presentation: slides in the order they are shown, their tables, notes and comments; then the rest. */
export async function readPptx(zip: Zip, to: Collector): Promise<void> {
  const main = (await findMainPart(zip)) ?? 'ppt/presentation.xml';
  const slides = await listSlides(zip, main);
  for (const [at, part] of slides.entries()) await readSlide(zip, part, String(at + 1), to);
  const shown = new Set(slides);
  for (const { name } of zip.entries) {
    if (/^ppt\/slides\/[^/]+\.xml$/i.test(name) && !shown.has(name))
      await readTextPart(zip, name, 'hidden', name, to);
    if (/^ppt\/(?:slideMasters|slideLayouts|notesMasters|handoutMasters)\/[^/]+\.xml$/i.test(name))
      await readTextPart(zip, name, 'hidden', 'layout', to);
  }
  await readAuthors(zip, to);
  await readBeside(zip, to);
}

/** A presentation lists its slides by relationship, in the order they are shown. */
async function listSlides(zip: Zip, main: string): Promise<readonly string[]> {
  const relations = await readRelations(zip, main);
  const slides: string[] = [];
  await readXmlPart(zip, main, {
    open: (name, attribute) => {
      if (name !== 'sldId') return;
      // `id` and `r:id` share their local name; the relationship is the one that is known.
      const ids = attribute.all().filter(([key]) => key === 'id');
      const part = relations.find((one) => ids.some(([, id]) => id === one.id))?.target;
      if (part !== undefined && !slides.includes(part)) slides.push(part);
    },
  });
  return slides.length > 0
    ? slides
    : zip.entries
        .map(({ name }) => name)
        .filter((name) => /^ppt\/slides\/slide\d+\.xml$/i.test(name))
        .sort(byNumber);
}

async function readSlide(zip: Zip, part: string, number: string, to: Collector): Promise<void> {
  await readTextPart(zip, part, (await isHidden(zip, part)) ? 'hidden' : 'slide', number, to);
  const relations = await readRelations(zip, part);
  const targets = (type: RegExp) =>
    relations.filter((one: Relation) => !one.isExternal && type.test(one.type));
  for (const { target } of targets(/^notesSlide$/)) await readTextPart(zip, target, 'slideNotes', number, to);
  for (const { target } of targets(/^comments$/)) await readComments(zip, target, number, to);
}

async function isHidden(zip: Zip, part: string): Promise<boolean> {
  let hidden = false;
  await readXmlPart(zip, part, {
    open: (name, attribute) => {
      if (name === 'sld' && ['0', 'false'].includes(attribute('show') ?? '')) hidden = true;
    },
  });
  return hidden;
}

/** Old comments hold their text in `text`, new ones in paragraphs. */
async function readComments(zip: Zip, part: string, number: string, to: Collector): Promise<void> {
  await readTextPart(zip, part, 'comment', number, to);
  let text: string | undefined;
  await readXmlPart(zip, part, {
    open: (name) => {
      if (name === 'text') text = '';
    },
    text: (piece) => {
      if (text !== undefined) text += piece;
    },
    close: (name) => {
      if (name !== 'text' || text === undefined) return;
      to.line('comment', number, text);
      text = undefined;
    },
  });
}

async function readAuthors(zip: Zip, to: Collector): Promise<void> {
  for (const { name } of zip.entries.filter((entry) =>
    /^ppt\/(?:commentAuthors|authors)\.xml$/i.test(entry.name),
  ))
    await readXmlPart(zip, name, {
      open: (element, attribute) => {
        if (/^(?:cmAuthor|author)$/.test(element))
          to.line('metadata', '', `author\t${attribute('name') ?? ''}`);
      },
    });
}
