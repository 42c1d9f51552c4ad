import { attrs, html, toDocument } from '#platform/html';
import {
  defineForm,
  definePage,
  type FormRoute,
  type Page,
  type PageAnswer,
  type PageContext,
  type RequestContext,
} from '#platform/http';
import { createTranslator } from '#platform/i18n';
import { favicon } from '#ui/portal';
import { type AppFileName, appFile, appVersion } from '../devices/app-files.ts';
import { findDevice, receiveContact } from '../devices/contact.ts';
import { readContent } from '../devices/content.ts';
import {
  byAppFile,
  byDevice,
  claimFields,
  contactFields,
  kioskContactFields,
  pairFields,
} from '../devices/forms.ts';
import type { Written } from '../devices/manifest.ts';
import { beginPairing, claimPairing } from '../devices/pairing.ts';
import { readBundle } from '../kiosk/bundle.ts';
import { carriersMessages } from '../messages.ts';
import type { DeviceKind } from '../words.ts';

/** Program and words of ourselves only; a screen asks this site and no other. */
export const devicePolicy =
  "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self' data:; " +
  "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** Devices speak to whoever passes, not to the browser somebody installed on them. */
const inChinese = createTranslator([carriersMessages])('zh-CN');

const noStore = { 'cache-control': 'no-store', 'content-security-policy': devicePolicy };

const isOpen = (ctx: Pick<RequestContext, 'openTo'>, why: string) => ctx.openTo('everyone', why);

/** The cookie by which a kiosk shows its key. */
export const kioskCookie = (device: string): string => `gongkai_kiosk_${device}`;

function json(value: unknown, headers: Readonly<Record<string, string>> = {}, status = 200): PageAnswer {
  const media = 'application/json; charset=utf-8';
  return { status, media, body: JSON.stringify(value), headers: { ...noStore, ...headers } };
}

/**
 * Whatever is wrong with a device's key, it gets this and nothing else. The header says that it is our own answer: a page that
 * some network puts in between must not make a screen forget its key.
 */
export function unknownDevice(): PageAnswer {
  return {
    status: 404,
    media: 'text/plain; charset=utf-8',
    body: '',
    headers: { ...noStore, 'x-gongkai-device': 'unknown' },
  };
}

function shell(
  title: string,
  script: string,
  style: string,
  data: Readonly<Record<string, string>>,
  content: ReturnType<typeof html>,
): string {
  return toDocument(html`<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="stylesheet" href="/screen/app/${style}">
<link rel="icon" href="${favicon.path}" type="image/svg+xml">
<script type="module" src="/screen/app/${script}"></script>
</head>
<body ${attrs(Object.fromEntries(Object.entries(data).map(([name, value]) => [`data-${name}`, value])))}>
${content}
</body>
</html>`);
}

/** The page of every screen, the same for all: what it shows it fetches with its key. */
const screenPage = definePage({
  path: '/screen/:device',
  params: byDevice,
  handle: async (ctx) => {
    isOpen(ctx, 'a page without content, the same for every device');
    const body = shell(
      inChinese('carriers.screen.title'),
      'screen.ts',
      'screen.css',
      { version: appVersion(), state: 'empty' },
      html`<main id="screen"><noscript><p>${inChinese('carriers.screen.noScript')}</p></noscript></main>`,
    );
    return { status: 200, body, headers: noStore };
  },
});

function pairPage(kind: DeviceKind, path: string): Page {
  return definePage({
    path,
    handle: async (ctx) => {
      isOpen(ctx, 'shows a code that is worth nothing until the office types it in');
      const body = shell(
        inChinese(`carriers.pair.${kind}`),
        'pair.ts',
        'screen.css',
        { kind },
        html`<main class="pair"><h1>${inChinese(`carriers.pair.${kind}`)}</h1><p id="code" role="status"></p><p id="line"></p>
<noscript><p>${inChinese('carriers.screen.noScript')}</p></noscript></main>`,
      );
      return { status: 200, body, headers: noStore };
    },
  });
}

const manifest = definePage({
  path: '/screen/:device/manifest',
  params: byDevice,
  handle: async (ctx, { params }) => {
    isOpen(ctx, 'the device’s key is asked; what it gets is open to society');
    const key = String(ctx.headers['x-device-key'] ?? '');
    const content = await ctx.read(async (db) => {
      const found = await findDevice(db, { device: params.device, key }, 'screen');
      return found === undefined ? undefined : readContent(db, found, ctx);
    });
    return content === undefined ? unknownDevice() : keptContent(ctx, content);
  },
});

/** What a device keeps, with its hash and the server's clock. */
function keptContent(ctx: PageContext, content: Written): PageAnswer {
  const tag = `"${content.hash}"`;
  const headers = {
    ...noStore,
    etag: tag,
    'x-gongkai-hash': content.hash,
    'x-gongkai-time': String(ctx.now.getTime()),
  };
  if (ctx.headers['if-none-match'] === tag) return { status: 304, body: '', headers };
  return { status: 200, media: 'application/json; charset=utf-8', body: content.body, headers };
}

const bundle = definePage({
  path: '/kiosk/:device/bundle',
  params: byDevice,
  handle: async (ctx, { params }) => {
    isOpen(ctx, 'the device’s key is asked; what it gets is open to society');
    const key = ctx.cookies[kioskCookie(params.device)] ?? '';
    const content = await ctx.read(async (db) => {
      const found = await findDevice(db, { device: params.device, key }, 'kiosk');
      return found === undefined ? undefined : readBundle(db, found.carrier, ctx.baseUrl);
    });
    return content === undefined ? unknownDevice() : keptContent(ctx, content);
  },
});

const program = definePage({
  path: '/screen/app/:file',
  params: byAppFile,
  handle: async (ctx, { params }) => {
    isOpen(ctx, 'the program of screens and kiosks');
    const { body, media } = appFile(params.file);
    return {
      status: 200,
      media,
      body,
      headers: { 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' },
    };
  },
});

/** A worker reaches no further than the folder of its address. */
const workerPage = (path: string, file: AppFileName): Page =>
  definePage({
    path,
    handle: async (ctx) => {
      isOpen(ctx, 'the program of screens and kiosks');
      const { body, media } = appFile(file);
      return {
        status: 200,
        media,
        body,
        headers: { 'cache-control': 'no-cache', 'content-security-policy': devicePolicy },
      };
    },
  });

export const devicePages: readonly Page[] = [
  pairPage('screen', '/screen'),
  pairPage('kiosk', '/kiosk'),
  program,
  workerPage('/screen/worker.js', 'worker.ts'),
  workerPage('/kiosk/worker.js', 'kiosk-worker.ts'),
  manifest,
  bundle,
  screenPage,
];

const pair = defineForm({
  path: '/screen/pair',
  fields: pairFields,
  handle: async (ctx, { kind }) => {
    isOpen(ctx, 'a code is worth nothing until the office types it in');
    const begun = await beginPairing(ctx.database, kind, ctx.now);
    return begun.ok ? json(begun.value) : json({ error: begun.code }, {}, begun.status);
  },
});

const claim = defineForm({
  path: '/screen/claim',
  fields: claimFields,
  handle: async (ctx, fields) => {
    isOpen(ctx, 'the secret of the code is asked');
    const claimed = await claimPairing(ctx.database, fields, ctx.now);
    if (!claimed.ok) return unknownDevice();
    if (claimed.value === null) return json(null);
    const { device, key, kind } = claimed.value;
    if (kind === 'screen') return json({ device, key });
    const isSecure = ctx.baseUrl.startsWith('https:') ? '; Secure' : '';
    const cookie = `${kioskCookie(device)}=${key}; Path=/kiosk; HttpOnly; SameSite=Strict; Max-Age=34560000${isSecure}`;
    return json({ device, key: null }, { 'set-cookie': cookie });
  },
});

const contact = defineForm({
  path: '/screen/contact',
  fields: contactFields,
  handle: async (ctx, fields) => {
    isOpen(ctx, 'the device’s key is asked');
    const kept = await receiveContact(ctx.database, fields, 'screen', ctx);
    return kept === undefined ? unknownDevice() : json({ key: kept.key, version: appVersion() });
  },
});

const kioskContact = defineForm({
  path: '/kiosk/contact',
  fields: kioskContactFields,
  handle: async (ctx, fields) => {
    isOpen(ctx, 'the device’s key is asked');
    const key = ctx.cookies[kioskCookie(fields.device)] ?? '';
    const said = { ...fields, key };
    const kept = await receiveContact(ctx.database, said, 'kiosk', ctx);
    if (kept === undefined) return unknownDevice();
    if (kept.key === null) return json({ version: appVersion() });
    const isSecure = ctx.baseUrl.startsWith('https:') ? '; Secure' : '';
    const cookie = `${kioskCookie(fields.device)}=${kept.key}; Path=/kiosk; HttpOnly; SameSite=Strict; Max-Age=34560000${isSecure}`;
    return json({ version: appVersion() }, { 'set-cookie': cookie });
  },
});

export const deviceForms: readonly FormRoute[] = [pair, claim, contact, kioskContact];
