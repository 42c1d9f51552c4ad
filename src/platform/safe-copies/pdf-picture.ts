import { deflateSync } from 'node:zlib';
import { type Canvas, createCanvas } from '@napi-rs/canvas';
import type { PDFPageProxy } from './pdf-open.ts';
import type { PageSize, RedactionBox } from './types.ts';

/** A redacted page is a picture of at least this many points an inch, unless the page is larger than a poster. */
const printDpi = 220;
const mostPixels = 12_000_000;

export function pageSize(page: PDFPageProxy): PageSize {
  const { width, height } = page.getViewport({ scale: 1 });
  return { width, height };
}

/** Draws a page as it is seen. @param dpi bounded so that no page takes more than its share of memory */
export async function drawPage(
  page: PDFPageProxy,
  dpi = printDpi,
): Promise<{ canvas: Canvas; scale: number }> {
  const { width, height } = pageSize(page);
  const scale = Math.min(dpi / 72, Math.sqrt(mostPixels / Math.max(1, width * height)));
  const viewport = page.getViewport({ scale });
  const canvas = createCanvas(
    Math.max(1, Math.ceil(viewport.width)),
    Math.max(1, Math.ceil(viewport.height)),
  );
  const context = canvas.getContext('2d');
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  // pdf.js draws on what looks like a browser's canvas; this one does.
  await page.render({ canvas, viewport }).promise;
  return { canvas, scale };
}

const fonts = '"Noto Sans CJK SC", "WenQuanYi Zen Hei", "SimHei", sans-serif';

/** Black, opaque, with the code of the reason in white where there is room for it. */
export function blackOut(canvas: Canvas, boxes: readonly RedactionBox[], scale: number): void {
  const context = canvas.getContext('2d');
  for (const { x, y, width, height, label } of boxes) {
    context.fillStyle = '#000000';
    const [left, top] = [Math.floor(x * scale), Math.floor(y * scale)];
    const [wide, high] = [Math.ceil(width * scale) + 1, Math.ceil(height * scale) + 1];
    context.fillRect(left, top, wide, high);
    let size = Math.min(high * 0.8, 14 * scale);
    context.font = `${size}px ${fonts}`;
    const taken = context.measureText(label).width;
    size = Math.min(size, (size * wide * 0.95) / Math.max(1, taken));
    if (size < 3 * scale) continue;
    context.font = `${size}px ${fonts}`;
    context.fillStyle = '#ffffff';
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillText(label, left + wide / 2, top + high / 2);
  }
}

export type PackedPicture = {
  readonly data: Uint8Array;
  readonly filter: 'FlateDecode' | 'DCTDecode';
  readonly colors: 'DeviceGray' | 'DeviceRGB';
  readonly width: number;
  readonly height: number;
};

/** Beyond this a page is rather a photograph: then it is stored as one. */
const mostFlat = 1_500_000;

/** Loss-free where that is small (pages of text), otherwise as a JPEG. */
export function packPicture(canvas: Canvas): PackedPicture {
  const { width, height } = canvas;
  const pixels = canvas.getContext('2d').getImageData(0, 0, width, height).data;
  let isGray = true;
  for (let at = 0; at < pixels.length && isGray; at += 4)
    isGray = pixels[at] === pixels[at + 1] && pixels[at] === pixels[at + 2];
  const step = isGray ? 1 : 3;
  const plain = Buffer.alloc(width * height * step);
  for (let at = 0, out = 0; at < pixels.length; at += 4, out += step)
    for (let color = 0; color < step; color += 1) plain[out + color] = pixels[at + color] ?? 0;
  const flat = deflateSync(plain, { level: 6 });
  if (flat.length <= mostFlat)
    return { data: flat, filter: 'FlateDecode', colors: isGray ? 'DeviceGray' : 'DeviceRGB', width, height };
  return { data: canvas.toBuffer('image/jpeg', 88), filter: 'DCTDecode', colors: 'DeviceRGB', width, height };
}
