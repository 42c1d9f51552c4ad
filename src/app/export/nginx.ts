import { NOTES } from './store.ts';

type Headers = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** Kinds of answers that say different things to browsers, by what their addresses are like; the first that fits. */
const kinds = [
  ['verifier', '^/(verify|v)(\\.html)?$'],
  ['asset', '^/assets/'],
  ['file', '/files/'],
  ['document', '^/i/.*\\.(pdf|docx)$'],
  ['revoked', '^/revoked\\.(json|txt)$'],
  ['log', '^/log/'],
  ['data', '^/(feeds|open-data|sitemap)/|\\.(tlog-proof|json|jsonld|xml|ttl|txt|png)$'],
] as const;
type Kind = (typeof kinds)[number][0] | 'page';

/** @param address as it is asked for */
export const kindOf = (address: string): Kind =>
  kinds.find(([, pattern]) => new RegExp(pattern).test(address))?.[0] ?? 'page';

/** Headers that are the same on every answer. */
const everywhere = [
  'x-content-type-options',
  'x-frame-options',
  'cross-origin-opener-policy',
  'strict-transport-security',
] as const;

/** Headers that each kind has its own of, and the variable that names them; without one, the strictest. */
const byKind = [
  ['content-security-policy', 'policy', "default-src 'none'"],
  ['permissions-policy', 'permissions', ''],
  ['referrer-policy', 'referrer', 'no-referrer'],
] as const;

const quoted = (text: string) =>
  `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('$', '')}"`;

function mapOf(headers: Headers, [name, variable, strictest]: (typeof byKind)[number]): string {
  const said = (kind: Kind) => quoted(headers.get(kind)?.[name] ?? strictest);
  const lines = kinds
    .filter(([kind]) => headers.has(kind))
    .map(([kind, pattern]) => `  "~${pattern}" ${said(kind)};\n`);
  return `map $uri $gongkai_${variable} {\n  default ${said('page')};\n${lines.join('')}}\n`;
}

/**
 * Configuration by which nginx answers an exported site as the portal does: `include` it in the block `http`, and
 * `$gongkai_…` are used by the server block of docs/runbook.md. Made with the folder, because the policy of the verifier
 * names its script by hash, and because long addresses lie under shortened names.
 */
export function nginxSnippet(odd: ReadonlyMap<string, string>, headers: Headers): string {
  return `# Written by export:site. Include it in the block http { }.
map $request_uri $gongkai_file {
  default /${NOTES}/none;
${[...odd].map(([address, file]) => `  ${quoted(address)} ${quoted(file)};\n`).join('')}}
${byKind.map((one) => mapOf(headers, one)).join('')}map $uri $gongkai_cache {
  default "public, no-cache";
  ~^/(assets|log/tile)/ "public, max-age=31536000, immutable";
  "~^/log/checkpoints?$" "no-store";
  "~\\.410\\.html$" "private, no-store";
}
map $uri $gongkai_saved {
  default "";
  "~/files/|^/open-data/|\\.(tlog-proof|parts\\.json|docx)$" attachment;
  "~^/i/.*\\.pdf$" inline;
}
map $uri $gongkai_open {
  default "";
  "~^/(log|feeds|open-data|sitemap)/|^/(sitemap\\.xml|robots\\.txt|dcat\\.(ttl|jsonld)|revoked\\.(json|txt))$|^/i/[0-9a-z]{8}\\.json$" "*";
}
`;
}

const feedTypes = [
  ['atom', 'application/atom+xml'],
  ['rss', 'application/rss+xml'],
  ['json', 'application/feed+json'],
] as const;

/** Later pages of a feed have a question in their file names, by which nginx would not know what they are. */
const feedLocation = (format: string, type: string) => `  location ~ ^/feeds/.+\\.${format}$ {
    default_type "${type}; charset=utf-8";
    types { }
    try_files $uri$is_args$args $gongkai_file =404;
  }
`;

/** Where the name of a file does not say what it is. */
const typed: readonly (readonly [place: string, type: string])[] = [
  ['= /dcat.ttl', 'text/turtle; charset=utf-8'],
  ['= /dcat.jsonld', 'application/ld+json; charset=utf-8'],
  ['= /sitemap.xml', 'application/xml; charset=utf-8'],
  ['/sitemap/', 'application/xml; charset=utf-8'],
  ['= /log/checkpoints', 'application/json; charset=utf-8'],
];

/** The server block for an exported site; it lies beside the other, to be adapted (name, TLS, address). */
export function nginxServer(folder: string, listen: string, headers: Headers): string {
  const page = headers.get('page') ?? {};
  const added = everywhere.flatMap((name) =>
    page[name] === undefined ? [] : [`  add_header ${name} ${quoted(page[name])} always;`],
  );
  const own = byKind.map(([name, variable]) => `  add_header ${name} $gongkai_${variable} always;`);
  const places = typed.map(
    ([place, type]) => `  location ${place} {
    default_type ${quoted(type)};
    types { }
    try_files $uri =404;
  }`,
  );
  return `server {
  listen ${listen};
  root ${folder};
  charset utf-8;
  charset_types text/xml text/plain text/css application/javascript application/json application/feed+json
    application/atom+xml application/rss+xml;
  gzip_static on;
${[...added, ...own].join('\n')}
  add_header cache-control $gongkai_cache always;
  add_header content-disposition $gongkai_saved always;
  add_header access-control-allow-origin $gongkai_open always;
  error_page 404 /404.html;
  error_page 410 $uri.410.html;
  location ^~ /${NOTES} { return 404; }
  location = / { try_files /index.html =404; }
  location / { try_files $uri$is_args$args.html $uri$is_args$args $gongkai_file @gone; }
  location @gone {
    if (-f $document_root$uri.410.html) { return 410; }
    return 404;
  }
${feedTypes.map(([format, type]) => feedLocation(format, type)).join('')}  # In whatever encoding they were handed in.
  location ~ ^/i/.*/files/ {
    charset off;
    try_files $uri $gongkai_file =404;
  }
  location /open-data/ {
    types {
      "text/csv; charset=utf-8; header=present" csv;
      application/gzip gz;
    }
    try_files $uri =404;
  }
${places.join('\n')}
  location /log/ {
    default_type text/plain;
    types { }
    try_files $uri =404;
  }
  location = /log/vkey/history {
    default_type text/plain;
    types { }
    try_files /log/vkey.history =404;
  }
  location /log/tile/ {
    default_type application/octet-stream;
    types { }
    charset off;
    try_files $uri =404;
  }
}
`;
}
