import type { FileRefusalCode } from './kinds.ts';

/*
 * What makes an Office file more than a document, as tables. Decisions, with reasons, in README.md.
 */

/** Relationship types by their last word. `package` (the workbook behind a chart) is looked into instead. */
export const refusedRelations: Readonly<Record<string, FileRefusalCode>> = {
  vbaproject: 'file-has-macros',
  wordvbadata: 'file-has-macros',
  xlmacrosheet: 'file-has-macros',
  xlintlmacrosheet: 'file-has-macros',
  dialogsheet: 'file-has-macros',
  attachedtoolbars: 'file-has-macros',
  control: 'file-active-content',
  activexcontrolbinary: 'file-active-content',
  oleobject: 'file-active-content',
  afchunk: 'file-active-content',
  webextension: 'file-active-content',
  webextensiontaskpanes: 'file-active-content',
  subdocument: 'file-remote-content',
  connections: 'file-remote-content',
  querytable: 'file-remote-content',
};

/** Content types of parts, whatever the part is called. */
export function refusalOfContentType(type: string): FileRefusalCode | undefined {
  if (/macroEnabled|vbaProject|vbaData|macrosheet|dialogsheet/i.test(type)) return 'file-has-macros';
  return /activeX|oleObject|webextension/i.test(type) ? 'file-active-content' : undefined;
}

/** Names parts have by custom, whatever the package says of them. */
export function refusalOfPartName(name: string): FileRefusalCode | undefined {
  if (/vba(?:Project\w*\.bin|Data\.xml)$|\/(?:intl)?macrosheets\/|\/dialogsheets\//i.test(name)) {
    return 'file-has-macros';
  }
  return /\/activeX\/|\/webextensions\//i.test(name) ? 'file-active-content' : undefined;
}

/** Links people may follow; anything else starts a program on the reader's machine. */
export function isAllowedLink(target: string): boolean {
  const scheme = /^\s*([a-z][a-z0-9+.-]{1,30}):/i.exec(target)?.[1]?.toLowerCase();
  return scheme === undefined || ['http', 'https', 'mailto', 'tel', 'ftp', 'file'].includes(scheme);
}

/** Fields of Word that start programs or take in other files; the field code may be spread over many runs. */
export function refusalOfFieldCode(code: string): FileRefusalCode | undefined {
  if (/^[\s"]*DDE(?:AUTO)?\b/i.test(code)) return 'file-active-content';
  return /^[\s"]*(?:LINK|INCLUDETEXT|INCLUDE|IMPORT|DATABASE|RD)\s/i.test(code)
    ? 'file-remote-content'
    : undefined;
}

const runningFormula = /(?:^|[^\w.])(?:_xlfn\.)?(?:CALL|EXEC|REGISTER(?:\.ID)?|RTD|DDE)\s*\(/i;
const fetchingFormula = /(?:^|[^\w.])(?:_xlfn\.)?(?:WEBSERVICE|IMPORT(?:DATA|XML|HTML|FEED|RANGE))\s*\(/i;
/** `cmd|'/c …'!A1`: dynamic data exchange with a program. */
const exchange = /^[\s=+\-@＝＋－＠"']*[\w.]{1,40}\s*\|.{0,2000}!/s;

/** A spreadsheet formula that runs a program or fetches from elsewhere; sums and look-ups are let through. */
export function refusalOfFormula(formula: string): FileRefusalCode | undefined {
  if (runningFormula.test(formula) || exchange.test(formula)) return 'file-active-content';
  return fetchingFormula.test(formula) ? 'file-remote-content' : undefined;
}

/** What the first bytes of a part that is no XML say: programs, other containers. */
export function refusalOfPartBytes(head: Buffer): FileRefusalCode | undefined {
  const start = head.toString('latin1', 0, 8);
  if (start.startsWith('\xd0\xcf\x11\xe0')) {
    const isMacro = head.includes(Buffer.from('VBA', 'utf16le'));
    return isMacro ? 'file-has-macros' : 'file-active-content';
  }
  const begins = (signature: string) => start.startsWith(signature);
  if (['MZ', '\x7fELF', '#!', '%PDF-'].some(begins)) return 'file-active-content';
  return ['PK\x03\x04', 'Rar!\x1a', '7z\xbc\xaf'].some(begins) ? 'file-nested-archive' : undefined;
}
