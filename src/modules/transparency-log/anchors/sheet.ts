import { createHash } from 'node:crypto';
import { type Html, html, trustHtml } from '#platform/html';
import type { Locale, Translate } from '#platform/i18n';
import {
  encodeHex,
  formatNote,
  KEY_TYPES,
  listWitnessed,
  openNote,
  parseCheckpoint,
  parseNote,
  type Verified,
} from '#tlog';
import { minute, qr } from '#ui/portal';
import { verifierKeyOf, verifierOf } from '../witness/keys.ts';
import type { Policy } from '../witness/policy.ts';

/** What stands on the sheet. */
export type Sheet = {
  /** The checkpoint that is served: a signed note. */
  readonly note: string;
  readonly publishedAt: Date;
  readonly printedAt: Date;
  /** Verifier key of the log that signs now, Ed25519. */
  readonly vkey: string;
  readonly policy: Policy | null;
  /** Where readers check: the address of the verifier page. */
  readonly verifyUrl: string;
};

/** The sheet stands alone: no file beside it, no script; saved or printed years later it looks the same. */
const style = `
@page { size: A4; margin: 18mm 20mm; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 170mm; padding: 8mm 0; background: #fff; color: #000;
  font: 11pt/1.6 "Noto Serif CJK SC", "Source Han Serif SC", SimSun, "Songti SC", serif; }
h1 { margin: 0 0 3mm; font-size: 20pt; letter-spacing: .06em; text-align: center; }
header { border-bottom: 2px solid #000; margin-bottom: 5mm; }
dl { display: grid; grid-template-columns: 38mm 1fr; gap: 1.5mm 4mm; margin: 5mm 0; }
dt { font-weight: 600; }
dd { margin: 0; overflow-wrap: anywhere; }
.code { font: 11pt/1.7 "Noto Sans Mono", "DejaVu Sans Mono", Consolas, monospace; }
.root { font-size: 13pt; }
.square { display: flex; gap: 6mm; align-items: center; margin: 6mm 0; break-inside: avoid; }
.square svg { width: 62mm; height: 62mm; flex: none; }
.kept { display: grid; grid-template-columns: 1fr 1fr; gap: 10mm; margin-top: 12mm; }
.kept p { border-bottom: 1px solid #000; margin: 0; min-height: 9mm; }
@media screen and (max-width: 700px) { body { padding: 4mm; }
  dl, .kept { grid-template-columns: 1fr; } .square { flex-direction: column; align-items: flex-start; } }
@media print { body { padding: 0; } }
`;

/** Policy of a page that is this sheet: the one style, and nothing else. */
export const sheetPolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** Hexadecimal in groups of four, as people read it to each other. */
export function inGroups(bytes: Uint8Array): string {
  return encodeHex(bytes).match(/.{4}/g)?.join(' ') ?? '';
}

/**
 * A checkpoint on one sheet A4, to be kept in a drawer: the anchor that needs no machine.
 * @throws TlogError when the note is not signed by the key
 */
export function sheetHtml(sheet: Sheet, t: Translate, locale: Locale): Html {
  const verified = openSheet(sheet);
  const { origin, size, root } = parseCheckpoint(verified.text);
  const row = (name: string, value: Html | string) =>
    html`<dt>${t(`transparency-log.sheet.${name}`)}</dt><dd>${value}</dd>`;
  return html`<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${t('transparency-log.sheet.title')} ${origin} ${size}</title>
<meta name="robots" content="noindex">
${trustHtml(`<style>${style}</style>`, 'constant of this file')}
</head>
<body>
<main>
<header><h1>${t('transparency-log.sheet.title')}</h1></header>
<p>${t('transparency-log.sheet.intro')}</p>
<dl>
${row('origin', html`<span class="code">${origin}</span>`)}
${row('size', html`<span class="code">${String(size)}</span>`)}
${row('root', html`<span class="code root">${inGroups(root)}</span>`)}
${row('published', minute(sheet.publishedAt))}
${row('witnessed', witnessWords(verified, sheet.policy, t))}
${row('printed', minute(sheet.printedAt))}
${row('key', html`<span class="code">${sheet.vkey}</span>`)}
</dl>
<div class="square">${qr(shortNote(verified), t('transparency-log.sheet.code'))}<div><p>${t('transparency-log.sheet.code')}</p><p>${t('transparency-log.sheet.how', { url: sheet.verifyUrl })}</p></div></div>
<div class="kept"><p>${t('transparency-log.sheet.signature')}</p><p>${t('transparency-log.sheet.place')}</p></div>
</main>
</body>
</html>`;
}

function openSheet({ note, vkey, policy }: Sheet): Verified {
  const witnesses = policy?.witnesses ?? [];
  return openNote(parseNote(note), [
    verifierOf(verifierKeyOf(vkey)),
    ...witnesses.map((one) => verifierOf(one.key)),
  ]);
}

/** What the code holds: text, our signature, one cosignature. More would make it too fine to scan from paper. */
export function shortNote({ text, signatures }: Verified): string {
  const first = (type: number) => signatures.filter((one) => one.type === type).slice(0, 1);
  return formatNote({
    text,
    signatures: [...first(KEY_TYPES.ed25519), ...first(KEY_TYPES.cosignature)],
  });
}

function witnessWords(verified: Verified, policy: Policy | null, t: Translate): Html {
  const seen = listWitnessed(verified);
  if (seen.length === 0) return html`${t('transparency-log.sheet.notWitnessed')}`;
  const nameOf = (key: string) => policy?.witnesses.find((one) => one.key.name === key)?.name ?? key;
  const lines = seen.map(
    ({ name, time }) => html`<div>${nameOf(name)} ${minute(new Date(time * 1000))}</div>`,
  );
  return html`${lines}`;
}
