/**
 * Characters HTML forbids in a document (controls, noncharacters, lone surrogates). They become U+FFFD, so that a
 * page stays valid whatever was typed or imported.
 */
const forbidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f\ufdd0-\ufdef]|[\u{1fffe}\u{1ffff}\u{2fffe}\u{2ffff}\u{3fffe}\u{3ffff}\u{4fffe}\u{4ffff}\u{5fffe}\u{5ffff}\u{6fffe}\u{6ffff}\u{7fffe}\u{7ffff}\u{8fffe}\u{8ffff}\u{9fffe}\u{9ffff}\u{afffe}\u{affff}\u{bfffe}\u{bffff}\u{cfffe}\u{cffff}\u{dfffe}\u{dffff}\u{efffe}\u{effff}\u{ffffe}\u{fffff}\u{10fffe}\u{10ffff}]|[\ufffe\uffff]|\p{Surrogate}/gu;
const special = /[&<>"']/;
const specials = /[&<>"']/g;
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for element content. The result holds no markup, whatever the input. */
export function escapeText(text: string): string {
  const clean = isPlain(text) ? text : text.replace(forbidden, '\ufffd');
  return special.test(clean) ? clean.replace(specials, (one) => entities[one] ?? one) : clean;
}

/** Text for a quoted attribute value (single or double quotes). */
export function escapeAttribute(text: string): string {
  return escapeText(text);
}

/** Quick way out for most strings: nothing below U+0020 but line ends and tabs, nothing above that could be forbidden. */
function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 ? code !== 0x0a && code !== 0x09 && code !== 0x0d && code !== 0x0c : isSuspect(code))
      return false;
  }
  return true;
}

function isSuspect(code: number): boolean {
  return (code >= 0x7f && code <= 0x9f) || (code >= 0xd800 && code <= 0xdfff) || code >= 0xfdd0;
}

const safeSchemes = new Set(['http:', 'https:', 'mailto:', 'tel:']);

/**
 * May this stand in an address attribute? Relative addresses and http, https, mailto and tel may; `javascript:`, `data:`
 * and every other scheme may not. Browsers drop tabs, line ends and leading controls before they read the scheme, so do we.
 */
export function isSafeUrl(url: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers ignore these characters in addresses
  const seen = url.replace(/[\t\n\r]/g, '').replace(/^[\u0000-\u0020]+/, '');
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(seen)?.[0];
  return scheme === undefined || safeSchemes.has(scheme.toLowerCase());
}
