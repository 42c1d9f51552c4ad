import { crc32, deflateSync } from 'node:zlib';
import { library } from '#platform/libraries';

/** Quiet zone of the QR standard, in modules. */
const QUIET = 4;
/** Dots for a module: enough to stay sharp when a browser scales it for paper. */
const DOTS = 4;

/**
 * A QR code as a picture of two colours. For long texts: as drawn paths they would be heavier than the page they stand on.
 * Level L, because a proof is long and its own signature tells whether it was read well.
 */
export function qrPng(text: string): Buffer {
  // What is written is as good as random, so one pattern does as well as the best of eight, in an eighth of the time.
  const { modules } = library('qrcode').create(text, { errorCorrectionLevel: 'L', maskPattern: 1 });
  const side = (modules.size + 2 * QUIET) * DOTS;
  const rows = Array.from({ length: side }, (_, y) => {
    const row = Buffer.alloc(1 + Math.ceil(side / 8), 0xff);
    row[0] = 0;
    for (let x = 0; x < side; x++) {
      const [line, column] = [Math.floor(y / DOTS) - QUIET, Math.floor(x / DOTS) - QUIET];
      const isInside = line >= 0 && column >= 0 && line < modules.size && column < modules.size;
      if (isInside && modules.get(line, column))
        row[1 + (x >> 3)] = (row[1 + (x >> 3)] ?? 0) & ~(0x80 >> (x & 7));
    }
    return row;
  });
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  // One bit a dot, grey.
  head.writeUInt8(1, 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.concat(rows), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
