/* SM3 (GB/T 32905-2016), written from the standard: browsers do not have it, nor does every build of OpenSSL. */

const rotl = (word: number, by: number): number => (word << (by & 31)) | (word >>> ((32 - by) & 31));

/** §4.1 */
const start = [
  0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e,
] as const;

/** Tj ⋘ j of §4.2, for each round. */
const constants = Int32Array.from({ length: 64 }, (_, j) => rotl(j < 16 ? 0x79cc4519 : 0x7a879d8a, j));

/**
 * SM3 of a message.
 * @returns 32 bytes
 */
export function sm3(message: Uint8Array): Uint8Array {
  const state = Int32Array.from(start);
  const words = new Int32Array(68);
  const whole = message.length - (message.length % 64);
  compress(state, words, message.subarray(0, whole));
  compress(state, words, padded(message.subarray(whole), message.length));
  const out = new DataView(new ArrayBuffer(32));
  for (const [at, word] of state.entries()) out.setInt32(4 * at, word);
  return new Uint8Array(out.buffer);
}

/** §5.2: a one bit, zeros, the length in bits as 64. */
function padded(rest: Uint8Array, length: number): Uint8Array {
  const block = new Uint8Array(rest.length < 56 ? 64 : 128);
  block.set(rest);
  block[rest.length] = 0x80;
  const view = new DataView(block.buffer);
  view.setUint32(block.length - 8, Math.floor(length / 2 ** 29));
  view.setUint32(block.length - 4, (length * 8) >>> 0);
  return block;
}

/** §5.3, block by block. */
function compress(state: Int32Array, words: Int32Array, blocks: Uint8Array): void {
  const view = new DataView(blocks.buffer, blocks.byteOffset, blocks.byteLength);
  for (let from = 0; from < blocks.length; from += 64) {
    for (let j = 0; j < 16; j++) words[j] = view.getInt32(from + 4 * j);
    for (let j = 16; j < 68; j++) {
      const x = at(words, j - 16) ^ at(words, j - 9) ^ rotl(at(words, j - 3), 15);
      words[j] = x ^ rotl(x, 15) ^ rotl(x, 23) ^ rotl(at(words, j - 13), 7) ^ at(words, j - 6);
    }
    rounds(state, words);
  }
}

const at = (words: Int32Array, index: number): number => words[index] ?? 0;

function rounds(state: Int32Array, words: Int32Array): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let j = 0; j < 64; j++) {
    const a12 = rotl(a, 12);
    const ss1 = rotl((a12 + e + at(constants, j)) | 0, 7);
    const ff = j < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
    const gg = j < 16 ? e ^ f ^ g : (e & f) | (~e & g);
    const tt1 = (ff + d + (ss1 ^ a12) + (at(words, j) ^ at(words, j + 4))) | 0;
    const tt2 = (gg + h + ss1 + at(words, j)) | 0;
    [d, c, b, a] = [c, rotl(b, 9), a, tt1];
    [h, g, f, e] = [g, rotl(f, 19), e, tt2 ^ rotl(tt2, 9) ^ rotl(tt2, 17)];
  }
  for (const [index, word] of [a, b, c, d, e, f, g, h].entries()) state[index] = at(state, index) ^ word;
}
