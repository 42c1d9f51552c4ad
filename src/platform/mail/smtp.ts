import type { MailSettings } from '#platform/config';
import { library } from '#platform/libraries';
import { htmlOf, type MailContent, plainOf, subjectOf } from './content.ts';
import { type MailOutcome, outcomeOfError } from './outcome.ts';

/** A mail ready to be handed over. */
export type OutgoingMail = {
  readonly id: string;
  readonly to: string;
  readonly messageId: string;
  readonly locale: string;
  readonly date: Date;
  readonly content: MailContent;
};

/** Whatever takes mails off our hands. */
export type MailCarrier = {
  readonly deliver: (mail: OutgoingMail) => Promise<MailOutcome>;
  readonly close: () => void;
};

const CONNECT_MS = 10_000;
const SILENCE_MS = 30_000;
/** One attempt, whatever happens; less than the lease of a mail (see queue.ts), so that no two attempts overlap. */
export const ATTEMPT_MS = 75_000;

/** Headers beyond the usual ones. Exported for the test that looks at what they may hold. */
export function extraHeaders({ unsubscribe }: MailContent): Record<string, string> {
  return {
    // RFC 3834: nobody's holiday notice shall answer it.
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
    // RFC 8058: the mailbox may end it with one POST.
    ...(unsubscribe === null
      ? {}
      : { 'List-Unsubscribe': `<${unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
  };
}

/** A connection to the configured server, opened when the first mail is handed over. */
export function smtpCarrier(
  settings: MailSettings,
  limits: { readonly connectMs: number; readonly silenceMs: number; readonly attemptMs: number } = {
    connectMs: CONNECT_MS,
    silenceMs: SILENCE_MS,
    attemptMs: ATTEMPT_MS,
  },
): MailCarrier {
  const { server } = settings;
  const open = () =>
    library('nodemailer').createTransport({
      // One connection for all mails of a drain; given back a bad one, the pool opens another for the next mail.
      pool: true,
      maxConnections: 1,
      // When to try again is for the rows to say.
      maxRequeues: 0,
      host: server.host,
      port: server.port,
      secure: server.tls === 'implicit',
      requireTLS: server.tls === 'starttls',
      ignoreTLS: server.tls === 'none',
      ...(server.user === null ? {} : { auth: { user: server.user, pass: server.password ?? '' } }),
      tls: { minVersion: 'TLSv1.2', ...(server.ca === null ? {} : { ca: server.ca }) },
      connectionTimeout: limits.connectMs,
      greetingTimeout: limits.connectMs,
      dnsTimeout: limits.connectMs,
      socketTimeout: limits.silenceMs,
      // A mail is made of words only: nothing of it may name a file or an address to be fetched.
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  const transport = open();
  return {
    deliver: async (mail) => {
      let late: NodeJS.Timeout | undefined;
      const limit = new Promise<MailOutcome>((resolve) => {
        late = setTimeout(() => resolve({ is: 'later', reason: 'ETIMEDOUT' }), limits.attemptMs);
      });
      const sent = transport.sendMail(messageOf(settings, mail)).then(
        (): MailOutcome => ({ is: 'sent' }),
        (error: unknown) => outcomeOfError(error),
      );
      const outcome = await Promise.race([sent, limit]);
      clearTimeout(late);
      return outcome;
    },
    close: () => transport.close(),
  };
}

function messageOf(settings: MailSettings, mail: OutgoingMail) {
  const { content, locale } = mail;
  return {
    // Addresses go in as parts and the envelope by itself, so that no name can bring a recipient along.
    from: { name: settings.fromName, address: settings.from },
    to: { name: '', address: mail.to },
    envelope: { from: settings.bounces, to: [mail.to] },
    messageId: `<${mail.messageId}>`,
    date: mail.date,
    subject: subjectOf(content.subject),
    text: plainOf(content),
    html: htmlOf(content, locale),
    headers: { ...extraHeaders(content), 'Content-Language': locale },
  };
}
