import { type Html, html, toDocument } from '#platform/html';

/** A piece of a mail. Both forms, plain and HTML, are made of the same pieces, so they cannot say different things. */
export type MailBlock =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'heading'; readonly text: string }
  /** An entry of a list: its words lead somewhere, what is said of it stands below. */
  | { readonly is: 'entry'; readonly text: string; readonly note: string; readonly url: string | null }
  /** The one thing to do. */
  | { readonly is: 'action'; readonly label: string; readonly url: string };

/** The words of one mail. Addresses are whole; nothing is loaded from anywhere when it is read. */
export type MailContent = {
  readonly subject: string;
  readonly blocks: readonly MailBlock[];
  /** Why the reader gets this mail and how to end it. */
  readonly footer: readonly MailBlock[];
  /** Where one click ends it (RFC 8058); null for mail that was asked for this once. */
  readonly unsubscribe: string | null;
};

/** A subject is one line; RFC 5322 §2.1.1 wants lines short, mailboxes show some sixty signs. */
const MOST_SUBJECT = 120;

/** One line without control characters, cut where too long. */
export function subjectOf(text: string): string {
  const line = text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const signs = [...line];
  return signs.length <= MOST_SUBJECT ? line : `${signs.slice(0, MOST_SUBJECT - 1).join('')}…`;
}

const oneLine = (text: string) => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();

function plainBlock(block: MailBlock): string {
  switch (block.is) {
    case 'text':
      return oneLine(block.text);
    case 'heading':
      return `【${oneLine(block.text)}】`;
    case 'entry':
      return [
        `· ${oneLine(block.text)}`,
        block.note === '' ? null : `  ${oneLine(block.note)}`,
        block.url && `  ${block.url}`,
      ]
        .filter((line) => line !== null)
        .join('\n');
    case 'action':
      return `${oneLine(block.label)}：\n${block.url}`;
  }
}

/** The mail as plain text. */
export function plainOf({ blocks, footer }: MailContent): string {
  return `${blocks.map(plainBlock).join('\n\n')}\n\n--\n${footer.map(plainBlock).join('\n')}\n`;
}

function htmlBlock(block: MailBlock): Html {
  switch (block.is) {
    case 'text':
      return html`<p>${oneLine(block.text)}</p>\n`;
    case 'heading':
      return html`<h2>${oneLine(block.text)}</h2>\n`;
    case 'entry':
      return html`<p>${block.url === null ? oneLine(block.text) : html`<a href="${block.url}">${oneLine(block.text)}</a>`}${block.note !== '' && html`<br><small>${oneLine(block.note)}</small>`}</p>\n`;
    case 'action':
      return html`<p><a href="${block.url}"><strong>${oneLine(block.label)}</strong></a><br><small>${block.url}</small></p>\n`;
  }
}

/** The mail as HTML: no style, no picture, no address but those of its links. */
export function htmlOf(content: MailContent, locale: string): string {
  return toDocument(html`<html lang="${locale}"><head><meta charset="utf-8"><title>${subjectOf(content.subject)}</title></head><body>
${content.blocks.map(htmlBlock)}<hr>
${content.footer.map(htmlBlock)}</body></html>`);
}
