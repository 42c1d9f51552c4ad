import { readFileSync } from 'node:fs';

/** How mail leaves the house. */
export type MailSettings = {
  /** Address and name that mails come from (`GONGKAI_MAIL_FROM`). */
  readonly from: string;
  readonly fromName: string;
  /** Where undeliverable mail goes back to (`GONGKAI_MAIL_BOUNCES`); by default where it came from. */
  readonly bounces: string;
  /** `GONGKAI_SMTP_URL`. */
  readonly server: {
    readonly host: string;
    readonly port: number;
    /** `smtps:` is implicit; `smtp:` upgrades or fails, unless `?tls=none`. */
    readonly tls: 'implicit' | 'starttls' | 'none';
    readonly user: string | null;
    readonly password: string | null;
    /** PEM of the authority to believe instead of the public ones (`GONGKAI_SMTP_CA`). */
    readonly ca: string | null;
  };
};

type Env = Readonly<Record<string, string | undefined>>;
type Problem = { readonly setting: string; readonly read: string; readonly expected: string };

const bare = /^[^\s<>@",;:\\]+@[^\s<>@",;:\\]+\.[^\s<>@",;:\\]+$/;

/** `某某 <a@b.example>` or a bare address. */
function mailbox(text: string): { readonly name: string; readonly address: string } | null {
  const [, name = '', address = ''] = /^(?:"?([^"<>\p{Cc}]*?)"?\s*<([^<>\s]+)>)$/u.exec(text.trim()) ?? [
    '',
    '',
    text.trim(),
  ];
  return bare.test(address) ? { name: name.trim(), address } : null;
}

/**
 * Reads the settings of mail; without `GONGKAI_SMTP_URL` there is none.
 * @param problems what is wrong is added here
 */
export function readMailSettings(env: Env, problems: Problem[]): MailSettings | null {
  const address = env['GONGKAI_SMTP_URL'] ?? '';
  if (address === '') return null;
  const server = serverOf(address, env['GONGKAI_SMTP_CA'] ?? '', problems);
  const from = mailbox(env['GONGKAI_MAIL_FROM'] ?? '');
  if (from === null)
    problems.push({
      setting: 'GONGKAI_MAIL_FROM',
      read: env['GONGKAI_MAIL_FROM'] ?? '',
      expected: 'the address mails come from, e.g. 某区党务公开 <gongkai@example.cn>',
    });
  const back = env['GONGKAI_MAIL_BOUNCES'] ?? '';
  const bounces = back === '' ? from : mailbox(back);
  if (bounces === null && from !== null)
    problems.push({ setting: 'GONGKAI_MAIL_BOUNCES', read: back, expected: 'a mail address' });
  if (server === null || from === null || bounces === null) return null;
  return { from: from.address, fromName: from.name, bounces: bounces.address, server };
}

function serverOf(address: string, ca: string, problems: Problem[]): MailSettings['server'] | null {
  const url = URL.parse(address);
  const tls = url?.searchParams.get('tls') ?? null;
  const implicit = url?.protocol === 'smtps:';
  if (
    url === null ||
    !/^smtps?:$/.test(url.protocol) ||
    url.hostname === '' ||
    !(tls === null || (!implicit && (tls === 'none' || tls === 'starttls')))
  ) {
    problems.push({
      setting: 'GONGKAI_SMTP_URL',
      read: '(hidden)',
      expected:
        'smtps://user:password@host or smtp://user:password@host:587 (…?tls=none only for a relay on this machine)',
    });
    return null;
  }
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (implicit ? 465 : 587) : Number(url.port),
    tls: implicit ? 'implicit' : tls === 'none' ? 'none' : 'starttls',
    user: url.username === '' ? null : decodeURIComponent(url.username),
    password: url.password === '' ? null : decodeURIComponent(url.password),
    ca: ca === '' ? null : pemOf(ca, problems),
  };
}

function pemOf(path: string, problems: Problem[]): string | null {
  try {
    const text = readFileSync(path, 'utf8');
    if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  } catch {
    // Told below.
  }
  problems.push({ setting: 'GONGKAI_SMTP_CA', read: path, expected: 'a PEM file with certificates' });
  return null;
}
