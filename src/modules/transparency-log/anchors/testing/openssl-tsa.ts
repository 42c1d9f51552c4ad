import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { ensureSystemPackages } from '#test/system-packages';

/*
 * A time-stamping authority that is not ours: `openssl ts` with its own root, intermediate and signing certificate, behind a
 * small HTTP server; and `openssl ts -verify` as the judge of what we keep.
 */

export type Tsa = {
  readonly folder: string;
  /**
   * A certificate: `root`, `other-root`, `middle`, `rsa`, `ecdsa`, `client` (for stamping and for something else), `plain` (for
   * anything, but no issuer), `sneaky` (issued by `plain`), `same-name` (another root that is called as the root is).
   */
  readonly pem: (name: string) => string;
  /** An answer of the authority to a request (DER to DER). */
  readonly reply: (request: Uint8Array, how?: TsaHow) => Uint8Array;
  /** The token of an answer signed again, as it stands, by another of the certificates. */
  readonly signAgain: (response: Uint8Array, signer: string) => Uint8Array;
  /** Serves `reply` over HTTP. @returns the address */
  readonly serve: (
    t: Pick<TestContext, 'after'>,
    answer?: (reply: (how?: TsaHow) => Uint8Array) => TsaAnswer,
  ) => Promise<string>;
  /** Whether `openssl ts -verify` accepts a token over `data`. */
  readonly accepts: (token: Uint8Array, data: Uint8Array, certificatesPem?: string) => boolean;
};
export type TsaAnswer = { readonly status: number; readonly type: string; readonly body: Uint8Array };
/** Which of the authority's certificates signs, and what it leaves out. */
export type TsaHow = {
  readonly signer?: 'rsa' | 'ecdsa';
  readonly chain?: boolean | 'long';
  readonly digest?: string;
};

// Without key identifiers: an issuer is told from another of the same name by its signature alone.
const config = (folder: string) => `
[req]
distinguished_name = name
prompt = no
[name]
CN = placeholder
[root]
subjectKeyIdentifier = none
authorityKeyIdentifier = none
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign, cRLSign
[tsa]
subjectKeyIdentifier = none
authorityKeyIdentifier = none
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[client]
subjectKeyIdentifier = none
authorityKeyIdentifier = none
basicConstraints = critical, CA:false
extendedKeyUsage = critical, timeStamping, clientAuth
[plain]
subjectKeyIdentifier = none
authorityKeyIdentifier = none
basicConstraints = CA:false
[stamp]
serial = ${folder}/serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1
ordering = no
tsa_name = no
ess_cert_id_chain = no
ess_cert_id_alg = sha256
`;

/** Makes the authority in a temporary folder; gone when the test ends. */
export function openTsa(t: { readonly after: (work: () => void) => void }): Tsa {
  ensureSystemPackages();
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-tsa-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const at = (name: string) => join(folder, name);
  const run = (...args: readonly string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  writeFileSync(at('openssl.cnf'), config(folder));
  writeFileSync(at('serial'), '01\n');
  const key = (name: string) =>
    run('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', at(`${name}.key`));
  const self = (name: string, called = name) => {
    key(name);
    const subject = [
      '-subj',
      `/CN=${called}`,
      '-config',
      'openssl.cnf',
      '-extensions',
      'root',
      '-days',
      '3650',
    ];
    run('req', '-x509', '-new', '-key', `${name}.key`, ...subject, '-out', `${name}.pem`);
  };
  const issue = (name: string, issuer: string, section: string, days: string) => {
    const request = ['-key', `${name}.key`, '-subj', `/CN=${name}`, '-config', 'openssl.cnf'];
    run('req', '-new', ...request, '-out', `${name}.csr`);
    const signer = ['-CA', `${issuer}.pem`, '-CAkey', `${issuer}.key`, '-CAcreateserial', '-days', days];
    const extensions = ['-extfile', 'openssl.cnf', '-extensions', section];
    run('x509', '-req', '-in', `${name}.csr`, ...signer, ...extensions, '-out', `${name}.pem`);
  };
  self('root');
  self('other-root');
  self('same-name', 'root');
  key('middle');
  issue('middle', 'root', 'root', '3000');
  run('genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048', '-out', 'rsa.key');
  issue('rsa', 'middle', 'tsa', '300');
  for (const [name, issuer, section] of [
    ['ecdsa', 'middle', 'tsa'],
    ['client', 'middle', 'client'],
    ['plain', 'middle', 'plain'],
    ['sneaky', 'plain', 'tsa'],
  ] as const) {
    key(name);
    issue(name, issuer, section, '300');
  }
  // All that there are: some authorities send much more than is needed.
  const all = ['middle', 'root', 'other-root', 'same-name', 'ecdsa', 'client', 'plain', 'sneaky'];
  writeFileSync(at('long.pem'), all.map((name) => readFileSync(at(`${name}.pem`), 'utf8')).join(''));
  const reply = (request: Uint8Array, how: TsaHow = {}): Uint8Array => {
    const { signer = 'rsa', chain = true, digest = 'sha256' } = how;
    writeFileSync(at('request.tsq'), request);
    const args = ['-queryfile', 'request.tsq', '-config', 'openssl.cnf', '-section', 'stamp', `-${digest}`];
    const keys = ['-signer', `${signer}.pem`, '-inkey', `${signer}.key`];
    const more = chain === false ? [] : ['-chain', chain === 'long' ? 'long.pem' : 'middle.pem'];
    const made = spawnSync('openssl', ['ts', '-reply', ...args, ...keys, ...more, '-out', 'reply.tsr'], {
      cwd: folder,
      encoding: 'utf8',
    });
    if (made.status !== 0) throw new Error(`openssl ts -reply: ${made.stderr}`);
    return new Uint8Array(readFileSync(at('reply.tsr')));
  };
  return {
    folder,
    pem: (name) => readFileSync(at(`${name}.pem`), 'utf8'),
    reply,
    signAgain: (response, signer) => {
      writeFileSync(at('signed.tsr'), response);
      run('ts', '-reply', '-in', 'signed.tsr', '-token_out', '-out', 'signed.der');
      run('cms', '-verify', '-noverify', '-inform', 'DER', '-in', 'signed.der', '-out', 'info.der');
      const how = ['-binary', '-nodetach', '-cades', '-econtent_type', '1.2.840.113549.1.9.16.1.4'];
      const who = ['-signer', `${signer}.pem`, '-inkey', `${signer}.key`, '-certfile', 'middle.pem'];
      run('cms', '-sign', ...how, ...who, '-in', 'info.der', '-outform', 'DER', '-out', 'again.der');
      return new Uint8Array(readFileSync(at('again.der')));
    },
    serve: (t2, answer) => serve(t2, reply, answer),
    accepts: (token, data, certificatesPem) => {
      writeFileSync(at('token.der'), token);
      writeFileSync(at('data'), data);
      const more = certificatesPem === undefined ? [] : ['-untrusted', 'more.pem'];
      if (certificatesPem !== undefined) writeFileSync(at('more.pem'), certificatesPem);
      const args = ['-data', 'data', '-in', 'token.der', '-token_in', '-CAfile', 'root.pem', ...more];
      return spawnSync('openssl', ['ts', '-verify', ...args], { cwd: folder }).status === 0;
    },
  };
}

async function serve(
  t: Pick<TestContext, 'after'>,
  reply: Tsa['reply'],
  answer: (reply: (how?: TsaHow) => Uint8Array) => TsaAnswer = (make) => ({
    status: 200,
    type: 'application/timestamp-reply',
    body: make(),
  }),
): Promise<string> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { status, type, body } = answer((how) => reply(Buffer.concat(chunks), how));
      response.writeHead(status, { 'content-type': type }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => new Promise((resolve) => server.close(resolve)));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsa`;
}
