import { library } from '#platform/libraries';

/**
 * A QR code as SVG of one path: sharp on paper at any size. With the quiet zone of four modules.
 * @param level M is read from paper that is dirty or bent; a long proof takes L
 */
export function qrSvg(text: string, level: 'L' | 'M' = 'M'): string {
  const { modules } = library('qrcode').create(text, { errorCorrectionLevel: level });
  const side = modules.size + 8;
  let path = '';
  for (let y = 0; y < modules.size; y++) {
    for (let x = 0; x < modules.size; x++) {
      if (!modules.get(y, x)) continue;
      let width = 1;
      while (x + width < modules.size && modules.get(y, x + width)) width += 1;
      path += `M${x + 4} ${y + 4}h${width}v1h-${width}z`;
      x += width - 1;
    }
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}"><path d="${path}" fill="#000"/></svg>`;
}
