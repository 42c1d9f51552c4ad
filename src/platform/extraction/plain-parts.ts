import { readXmlPart, type XmlEvents, type Zip } from '#platform/documents';
import type { Collector } from './collector.ts';

/**
 * Words in parts of XML that have no shape of their own: properties, custom data, charts. One line an element with text:
 * its name, a tab, the text.
 */
export function namedTextEvents(say: (name: string, text: string) => void): XmlEvents {
  const texts: string[] = [];
  const names: string[] = [];
  return {
    open: (name, attribute) => {
      // A custom property is called by its attribute.
      names.push(attribute('name') ?? name);
      texts.push('');
    },
    text: (text) => {
      const at = texts.length - 1;
      texts[at] = `${texts[at] ?? ''}${text}`;
    },
    close: () => {
      const name = names.pop() ?? '';
      const text = (texts.pop() ?? '').replaceAll(/\s+/g, ' ').trim();
      if (text === '') return;
      // `<property name="编制"><lpwstr>某人`: the inner name says nothing.
      say(isTypeName(name) ? (names.findLast((one) => !isTypeName(one)) ?? name) : name, text);
    },
  };
}

const isTypeName = (name: string) =>
  /^(?:lpwstr|lpstr|bstr|i\d|ui\d|int|uint|filetime|bool|r4|r8|vector|variant|date)$/.test(name);

/** The properties of an Office file: author, last author, company, manager, title, own ones. */
export async function readProperties(zip: Zip, to: Collector): Promise<void> {
  for (const { name } of zip.entries.filter((entry) => /^docProps\/[^/]+\.xml$/i.test(entry.name)))
    await readXmlPart(
      zip,
      name,
      namedTextEvents((key, text) => isWord(key) && to.line('metadata', '', `${key}\t${text}`)),
    );
}

/** Counters and switches of `app.xml` are no words. */
function isWord(name: string): boolean {
  return !/^(?:TotalTime|Pages|Words|Characters|CharactersWithSpaces|Lines|Paragraphs|Slides|Notes|HiddenSlides|MMClips|DocSecurity|ScaleCrop|LinksUpToDate|SharedDoc|HyperlinksChanged|AppVersion|revision|size|HeadingPairs|created|modified|lastPrinted|Application|PresentationFormat|KSOProductBuildVer|ICV|KSOTemplateDocerSaveRecord)$/.test(
    name,
  );
}

/** Custom data some programs put into a file, unseen by its author. */
export async function readCustomData(zip: Zip, to: Collector): Promise<void> {
  for (const { name } of zip.entries.filter((entry) => /^customXml\/item\d*\.xml$/i.test(entry.name)))
    await readXmlPart(
      zip,
      name,
      namedTextEvents((key, text) => to.line('hidden', name, `${key}\t${text}`)),
    );
}

/** Charts carry a copy of the numbers they draw, and diagrams their texts. */
export async function readChart(zip: Zip, name: string, to: Collector): Promise<void> {
  const label = name.replace(/^.*\//, '').replace(/\.xml$/, '');
  let row: string[] = [];
  const flush = () => {
    to.line('table', label, row.join('\t'));
    row = [];
  };
  let isText = false;
  let text = '';
  await readXmlPart(zip, name, {
    open: (element) => {
      isText = element === 'v' || element === 't';
      text = '';
    },
    text: (piece) => {
      if (isText) text += piece;
    },
    close: (element) => {
      if (element === 'v' || element === 't') row.push(text.replaceAll(/\s+/g, ' '));
      if (
        ['strCache', 'numCache', 'multiLvlStrCache', 'p', 'pt'].includes(element) &&
        (element !== 'pt' || row.length > 200)
      )
        flush();
      isText = false;
    },
  });
  flush();
}
