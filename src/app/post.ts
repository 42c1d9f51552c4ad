import { readIdentityKey } from '#modules/identity';
import type { Config } from '#platform/config';
import { createTranslator } from '#platform/i18n';
import { type MailPost, smtpCarrier } from '#platform/mail';
import type { Module } from '#platform/module';
import { deriveKey } from '#platform/sealing';

/** What mail addresses are sealed with: the same on every node that shares the data folder. */
export const mailKey = (dataFolder: string): Buffer => deriveKey(readIdentityKey(dataFolder), 'mail');

/**
 * How mail goes out: through the configured server; in a demonstration without one it is shown in the office.
 * @returns null in production without a server: mail is off, and what is owed waits
 */
export function postOf(
  config: Pick<Config, 'data' | 'mode'> & Partial<Pick<Config, 'mail'>>,
  modules: readonly Module[],
  live: { readonly url: () => string; readonly onFault: (error: unknown) => void },
): MailPost | null {
  const settings = config.mail ?? null;
  if (settings === null && config.mode !== 'demo') return null;
  return {
    key: mailKey(config.data),
    kinds: Object.fromEntries(modules.flatMap(({ mails }) => Object.entries(mails))),
    carrier: settings === null ? null : () => smtpCarrier(settings),
    domain: settings?.from.split('@')[1] ?? 'demo.invalid',
    baseUrl: live.url,
    translator: createTranslator(modules.flatMap(({ messages }) => messages)),
    onFault: live.onFault,
  };
}
