import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { MailSettings } from '#platform/config';

/** What the server says to one recipient: take it, or a reply such as `450 …`. */
export type Answers = (to: string) => { readonly code: number; readonly text: string } | null;

/** A real SMTP server on a port of its own that keeps what it was given. */
export type TestMailServer = {
  readonly settings: MailSettings;
  /** Everything accepted, as another program reads it. */
  readonly mails: () => Promise<readonly ParsedMail[]>;
  /** The same as it came over the line. */
  readonly raw: readonly string[];
  readonly envelopes: readonly { readonly from: string; readonly to: readonly string[] }[];
  /** From now on. */
  readonly answer: (answers: Answers) => void;
  readonly close: () => Promise<void>;
};

export type ServerOptions = {
  readonly tls?: { readonly key: string; readonly cert: string; readonly mode: 'implicit' | 'starttls' };
  readonly user?: { readonly name: string; readonly password: string };
};

export async function testMailServer(
  t: Pick<TestContext, 'after'>,
  options: ServerOptions = {},
): Promise<TestMailServer> {
  const raw: string[] = [];
  const envelopes: { from: string; to: readonly string[] }[] = [];
  let answers: Answers = () => null;
  const server = new SMTPServer({
    secure: options.tls?.mode === 'implicit',
    ...(options.tls === undefined ? {} : { key: options.tls.key, cert: options.tls.cert }),
    disabledCommands: options.tls === undefined ? ['STARTTLS'] : [],
    authOptional: options.user === undefined,
    logger: false,
    disableReverseLookup: true,
    onAuth: (auth, _session, next) => {
      const isRight = auth.username === options.user?.name && auth.password === options.user?.password;
      if (isRight) next(null, { user: auth.username });
      else next(new Error('wrong'));
    },
    onRcptTo: (address, _session, next) => {
      const said = answers(address.address);
      next(said === null ? null : Object.assign(new Error(said.text), { responseCode: said.code }));
    },
    onData: (stream, session, next) => {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        raw.push(Buffer.concat(pieces).toString('utf8'));
        const { mailFrom, rcptTo } = session.envelope;
        envelopes.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map((one) => one.address),
        });
        next(null);
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  t.after(close);
  const { port } = server.server.address() as AddressInfo;
  return {
    settings: mailSettings(port, options),
    mails: () => Promise.all(raw.map((one) => simpleParser(one))),
    raw,
    envelopes,
    answer: (next) => {
      answers = next;
    },
    close,
  };
}

/** Settings for a server on this machine. */
export function mailSettings(port: number, { tls, user }: ServerOptions = {}): MailSettings {
  return {
    from: 'gongkai@gongkai.example',
    fromName: '青禾区党务公开',
    bounces: 'bounces@gongkai.example',
    server: {
      host: 'localhost',
      port,
      tls: tls?.mode ?? 'none',
      user: user?.name ?? null,
      password: user?.password ?? null,
      ca: tls?.cert ?? null,
    },
  };
}
