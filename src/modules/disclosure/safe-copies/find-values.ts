import { type Finding, isMaskable, type ScreeningContext, screenDocument } from '#modules/screening';
import { emptyRichText } from '#platform/richtext';
import type { Find, Passage } from '#platform/safe-copies';
import type { RedactionReason } from './kinds.ts';

/** Findings in the words of one file, as `#platform/extraction` stores them. */
export function findingsIn(name: string, text: string, context: ScreeningContext): readonly Finding[] {
  const attachments = [{ name, sha256: '0'.repeat(64), text }];
  return screenDocument({ title: '', body: emptyRichText, attachments }, context);
}

/** The section a passage would be in the stored text, so that its table is read under its headings. */
const sections: Readonly<Record<Passage['kind'], string>> = {
  text: 'body',
  sheet: 'sheet',
  page: 'page',
  field: 'hidden',
  link: 'metadata',
  name: 'sheet',
};

/**
 * What screening would have masked in a file, by its own rules.
 * @param wanted fingerprints to mask; all that may be masked when undefined
 * @param replacement of a finding; its mask unless said
 */
export function valueFinder(
  context: ScreeningContext,
  wanted: ReadonlySet<string> | undefined,
  replacement: (found: Finding) => string = (found) => found.masked,
): Find {
  return (text, where) => {
    const head = `\f${sections[where.kind]}:${where.label.replaceAll(/\p{Cc}/gu, ' ').slice(0, 200)}\n`;
    return findingsIn('', head + text, context)
      .filter((found) => isMaskable(found.kind) && (wanted?.has(found.fingerprint) ?? true))
      .filter((found) => found.start >= head.length)
      .map((found) => ({
        start: found.start - head.length,
        end: found.end - head.length,
        replacement: replacement(found),
      }));
  };
}

/** Everything screening finds is about persons; a unit's own term is its internal affair. */
export const reasonOf = (found: Pick<Finding, 'class'>): RedactionReason =>
  found.class === 'unitTerm' ? 'internalAffairs' : 'personalPrivacy';
