import { NOTES } from './store.ts';

type Headers = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** Headers of a page that a web server adds to every answer. */
const everywhere = [
  'x-content-type-options',
  'x-frame-options',
  'referrer-policy',
  'cross-origin-opener-policy',
  'permissions-policy',
  'strict-transport-security',
] as const;

const quoted = (text: string) =>
  `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('$', '')}"`;

/**
 * Configuration by which nginx answers an exported site as the portal does: `include` it in the block `http`, and
 * `$gongkai_…` are used by the server block of docs/runbook.md. Made with the folder, because the policy of the verifier
 * names its script by hash, and because long addresses lie under shortened names.
 */
export function nginxSnippet(odd: ReadonlyMap<string, string>, headers: Headers): string {
  const policy = (kind: string) => headers.get(kind)?.['content-security-policy'] ?? "default-src 'none'";
  return `# Written by export:site. Include it in the block http { }.
map $request_uri $gongkai_file {
  default /${NOTES}/none;
${[...odd].map(([address, file]) => `  ${quoted(address)} ${quoted(file)};\n`).join('')}}
map $uri $gongkai_policy {
  default ${quoted(policy('page'))};
  ~^/(verify|v)(\\.html)?$ ${quoted(policy('verifier'))};
  ~(/files/|\\.(tlog-proof|json|png|pdf|docx|txt)$) "default-src 'none'; sandbox";
}
map $uri $gongkai_cache {
  default "public, no-cache";
  ~^/(assets|log/tile)/ "public, max-age=31536000, immutable";
  =/log/checkpoint "no-store";
}
map $uri $gongkai_saved {
  default "";
  ~(/files/|\\.(tlog-proof|parts\\.json)$) attachment;
}
map $uri $gongkai_open {
  default "";
  ~^/(log/|feeds/|revoked\\.) "*";
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

/** The server block for an exported site; it lies beside the other, to be adapted (name, TLS, address). */
export function nginxServer(folder: string, listen: string, headers: Headers): string {
  const page = headers.get('page') ?? {};
  const added = everywhere.flatMap((name) =>
    page[name] === undefined ? [] : [`  add_header ${name} ${quoted(page[name])} always;`],
  );
  return `server {
  listen ${listen};
  root ${folder};
  charset utf-8;
  gzip_static on;
${added.join('\n')}
  add_header content-security-policy $gongkai_policy always;
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
${feedTypes.map(([format, type]) => feedLocation(format, type)).join('')}  location /log/ {
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
