import { type Html, html } from '#platform/html';
import { library } from '#platform/libraries';

/** Quiet zone of the QR standard, in modules. */
const quiet = 4;

/**
 * A QR code as one inline SVG path: no file, no script, sharp in print. Level M takes a smudge or a fold.
 * @param label what it leads to, for those who cannot see it
 */
export function qr(text: string, label: string): Html {
  const { modules } = library('qrcode').create(text, { errorCorrectionLevel: 'M' });
  const size = modules.size + 2 * quiet;
  let path = '';
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (modules.get(row, column)) path += `M${column + quiet} ${row + quiet}h1v1h-1z`;
    }
  }
  return html`<svg class="qr" viewBox="0 0 ${size} ${size}" role="img" aria-label="${label}" shape-rendering="crispEdges"><path d="${path}" fill="#000"/></svg>`;
}
