import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file served to browsers under an address that names its content, so that it may be kept for ever. */
export type Asset = { readonly path: string; readonly media: string; readonly body: Buffer };

const folder = join(import.meta.dirname, 'styles');

function readStyles(): string {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.css'))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
}

function named(stem: string, extension: string, media: string, text: string): Asset {
  const body = Buffer.from(text);
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 16);
  return { path: `/assets/${stem}-${hash}.${extension}`, media, body };
}

/** A square of the seal's red with the first character of the product's name drawn as strokes; no emblem of Party or state. */
const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" fill="#a8281f"/><g fill="none" stroke="#fff" stroke-width="3"><path d="M13 6 5 16M19 6l8 10M15 14 8 26h16M20 19l5 8"/></g></svg>\n`;

export const stylesheet = named('portal', 'css', 'text/css; charset=utf-8', readStyles());
export const favicon = named('icon', 'svg', 'image/svg+xml', icon);
export const assets: readonly Asset[] = [stylesheet, favicon];

/** Content names the address: never changes, may be kept by everyone. */
export const assetHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'public, max-age=31536000, immutable',
  'x-content-type-options': 'nosniff',
};

/**
 * What every page says to browsers. No script, no frame, no address of others; forms go to ourselves only.
 * There is no inline style or script anywhere, so nothing has to be excepted.
 */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()',
  'cross-origin-opener-policy': 'same-origin',
  'x-frame-options': 'DENY',
};
