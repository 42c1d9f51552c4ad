import { createXmlReader, type XmlEvents, XmlFault } from '#platform/documents';

/** Reads XML that stands inside another format (XMP); where it is broken, what came before the break has been heard. */
export function readXmlText(xml: string, events: XmlEvents): void {
  // A packet is padded with spaces and may end in a zero byte.
  const reader = createXmlReader(events);
  try {
    reader.write(Buffer.from(xml.replaceAll('\0', '').trim(), 'utf8'));
    reader.end();
  } catch (error) {
    if (!(error instanceof XmlFault)) throw error;
  }
}
