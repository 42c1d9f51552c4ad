/* Text for XML 1.0. What the format cannot hold becomes U+FFFD, so that a feed stays well-formed whatever was typed. */

const forbidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  // In an attribute they would be read as blanks.
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** Text for the content of an element or the value of a quoted attribute. */
export function xmlText(text: string): string {
  return text.replace(forbidden, '\ufffd').replace(/[&<>"'\t\n\r]/g, (one) => entities[one] ?? one);
}

/** An element with text, or with attributes and nothing in it when the text is null. */
export function xmlElement(
  name: string,
  text: string | null,
  attributes: Readonly<Record<string, string | number>> = {},
): string {
  const list = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${xmlText(String(value))}"`)
    .join('');
  return text === null ? `<${name}${list}/>` : `<${name}${list}>${xmlText(text)}</${name}>`;
}

export const xmlDeclaration = '<?xml version="1.0" encoding="utf-8"?>\n';
