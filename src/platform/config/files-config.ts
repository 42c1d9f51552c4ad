/** Where stored files lie when not in the data folder: a bucket of any S3-compatible service. */
export type BucketSettings = {
  readonly bucket: string;
  /** Without trailing slash, e.g. `https://s3.example.cn`. */
  readonly endpoint: string;
  readonly region: string;
  /** In front of every key, as it is called (not encoded), with trailing slash, or empty. */
  readonly prefix: string;
  readonly key: string;
  readonly secret: string;
  /** Bytes of files kept beside, for reading. */
  readonly cacheBytes: number;
};

type Env = Readonly<Record<string, string | undefined>>;
type Problem = { readonly setting: string; readonly read: string; readonly expected: string };

const form = 's3://bucket?endpoint=https://s3.example.cn (and &region=…; a folder: s3://bucket/folder?…)';

/**
 * Reads `GONGKAI_FILES`, with the keys from `GONGKAI_S3_KEY` and `GONGKAI_S3_SECRET`.
 * @param setting whose problems are told: the variable, or the option of a command
 * @returns null: files lie in the data folder
 */
export function readBucketSettings(
  address: string | undefined,
  env: Env,
  problems: Problem[],
  setting = 'GONGKAI_FILES',
): BucketSettings | null {
  if (address === undefined || address === '') return null;
  const url = URL.parse(address);
  const endpoint = URL.parse(url?.searchParams.get('endpoint') ?? '');
  const bucket = url?.hostname ?? '';
  const folder = folderOf(url);
  const isWhole =
    folder !== null &&
    url?.protocol === 's3:' &&
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket) &&
    /^https?:$/.test(endpoint?.protocol ?? '') &&
    url.username === '' &&
    url.password === '';
  if (!isWhole || endpoint === null) {
    // Somebody may have written the keys into it.
    problems.push({ setting, read: '(hidden)', expected: form });
    return null;
  }
  const key = env['GONGKAI_S3_KEY'] ?? '';
  const secret = env['GONGKAI_S3_SECRET'] ?? '';
  if (key === '' || secret === '')
    problems.push({
      setting: key === '' ? 'GONGKAI_S3_KEY' : 'GONGKAI_S3_SECRET',
      read: '',
      expected: `the key of the bucket that ${setting} names`,
    });
  return {
    bucket,
    endpoint: endpoint.href.replace(/\/+$/, ''),
    region: url.searchParams.get('region') ?? 'us-east-1',
    prefix: folder === '' ? '' : `${folder}/`,
    key,
    secret,
    cacheBytes: cacheBytes(env['GONGKAI_FILES_CACHE_MB'], problems),
  };
}

/** The folder as it is called, not as addresses write it; null: not to be read, or with signs that no list gives back. */
function folderOf(url: URL | null): string | null {
  try {
    const folder = decodeURIComponent(url?.pathname ?? '').replace(/^\/+|\/+$/g, '');
    return /[\p{Cc}\ufffe\uffff]|\/\/|(?:^|\/)\.{1,2}(?:\/|$)/u.test(folder) ? null : folder;
  } catch {
    return null;
  }
}

function cacheBytes(value: string | undefined, problems: Problem[]): number {
  const megabytes = Number(value ?? '10240');
  if (Number.isSafeInteger(megabytes) && megabytes >= 100) return megabytes * 1_048_576;
  problems.push({
    setting: 'GONGKAI_FILES_CACHE_MB',
    read: value ?? '',
    expected: 'megabytes, at least 100',
  });
  return 0;
}
