import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { done } from '#kernel';
import { recordAudit } from '#platform/audit';
import { createTranslator, defineMessages } from '#platform/i18n';
import { commandContext, freshDatabase, testActor, unitRef, valueOf } from '#test/database';
import { readMailSettings } from '../config/mail-config.ts';
import { subjectOf } from './content.ts';
import {
  cancelMailsOf,
  enqueueMail,
  type MailContent,
  type MailEnd,
  type MailPost,
  maskAddress,
  readMailAddress,
  readMailOverview,
  sendDueMail,
  smtpCarrier,
} from './index.ts';
import { MOST_ATTEMPTS, nextAttempt, outcomeOfError } from './outcome.ts';
import { mailSettings, testMailServer } from './testing/server.ts';

const start = new Date('2026-03-10T00:00:00Z');
const later = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
const key = randomBytes(32);
const ref = '0192a1b2-0000-7000-8000-0123456789ab';
const owner = '0192a1b2-0000-7000-8000-0123456789ff';
const words = { 'test.hello': '您好' };
const translator = createTranslator([defineMessages({ 'zh-CN': words, en: words })]);
const short = { connectMs: 300, silenceMs: 300, attemptMs: 2_000 };

const content: MailContent = {
  subject: '云溪村第一季度收支公示 <b>&amp;',
  blocks: [
    { is: 'text', text: '以下信息已公开：' },
    {
      is: 'entry',
      text: '收支 <script>alert(1)</script>',
      note: '云溪村 2026-03-01',
      url: 'https://g.example/i/abcd1234',
    },
    { is: 'action', label: '查看', url: 'https://g.example/?a=1&b=2' },
  ],
  footer: [{ is: 'text', text: '您订阅了本站信息。' }],
  unsubscribe: `https://g.example/unsubscribe/${'A'.repeat(55)}`,
};

async function office(
  t: TestContext,
  carrier: MailPost['carrier'],
  say: () => MailContent | null = () => content,
) {
  const db = await freshDatabase(t);
  const run = commandContext(db, testActor('甲', ['handler'], unitRef(1, '/1/')), start);
  const ends: MailEnd[] = [];
  const faults: unknown[] = [];
  const post: MailPost = {
    key,
    kinds: {
      'test.mail': {
        write: async () => say(),
        ended: async (_tx, _ref, end) => void ends.push(end),
      },
    },
    carrier,
    domain: 'gongkai.example',
    baseUrl: () => 'https://g.example',
    translator,
    onFault: (error) => faults.push(error),
  };
  const owe = (to: string, once?: string) =>
    run(async (ctx) => {
      await recordAudit(ctx, { action: 'test' });
      const mail = { kind: 'test.mail', ref, owner, to, locale: 'zh-CN' as const };
      return done(await enqueueMail(ctx, key, once === undefined ? mail : { ...mail, once }));
    }).then(valueOf);
  const rows = async () =>
    (
      await db.owner.pool.query<{
        state: string;
        attempts: number;
        last_reason: string | null;
        sealed_to: string | null;
      }>('select state, attempts, last_reason, sealed_to from platform.mail order by id')
    ).rows;
  return {
    db,
    run,
    post,
    owe,
    rows,
    ends,
    faults,
    send: (at = start) => sendDueMail(post, db.worker, () => at),
  };
}

test('another program reads back what was sent: Chinese, both forms, one-click, no picture, no tracker', async (t) => {
  const server = await testMailServer(t);
  const o = await office(t, () => smtpCarrier(server.settings));
  await o.owe('reader@example.org', 'a');
  assert.equal(await o.owe('reader@example.org', 'a'), false, 'owed once');
  assert.equal(await o.send(), 1);
  assert.equal(await o.send(later(600)), 0);
  const [mail, ...more] = await server.mails();
  assert.equal(more.length, 0);
  assert.equal(mail?.subject, '云溪村第一季度收支公示 <b>&amp;');
  assert.equal(mail?.from?.value[0]?.name, '青禾区党务公开');
  assert.deepEqual(server.envelopes, [{ from: 'bounces@gongkai.example', to: ['reader@example.org'] }]);
  assert.match(
    mail?.text ?? '',
    /收支 <script>alert\(1\)<\/script>\n {2}云溪村 2026-03-01\n {2}https:\/\/g\.example\/i\/abcd1234/,
  );
  const html = String(mail?.html);
  assert.match(html, /收支 &lt;script&gt;/);
  assert.match(html, /href="https:\/\/g\.example\/\?a=1&amp;b=2"/);
  assert.doesNotMatch(html, /<(img|script|link|style|iframe)|src=|background/i);
  const [raw = ''] = server.raw;
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]/g, ' ');
  assert.match(head, /^List-Unsubscribe: <https:\/\/g\.example\/unsubscribe\/A{55}>$/m);
  assert.match(head, /^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m);
  assert.match(head, /^Auto-Submitted: auto-generated$/m);
  assert.match(head, /^Message-ID: <[0-9a-f-]{36}@gongkai\.example>$/im);
  assert.match(head, /^Subject: =\?UTF-8\?[BQ]\?/im);
  // Plain ASCII on the line: no server on the way need know more.
  assert.ok([...raw].every((sign) => sign.charCodeAt(0) < 128));
  assert.deepEqual(await o.rows(), [{ state: 'sent', attempts: 1, last_reason: null, sealed_to: null }]);
  assert.deepEqual(o.ends, ['sent']);
});

test('a mailbox that does not exist ends it, greylisting and a full queue are tried again with growing waits', async (t) => {
  const server = await testMailServer(t);
  const o = await office(t, () => smtpCarrier(server.settings));
  server.answer((to) =>
    to.startsWith('gone') ? { code: 550, text: `no such user ${to}` } : { code: 450, text: 'greylisted' },
  );
  await o.owe('gone@example.org');
  await o.owe('grey@example.org');
  assert.equal(await o.send(), 0);
  const [gone, grey] = await o.rows();
  assert.deepEqual([gone?.state, gone?.last_reason, gone?.sealed_to], ['refused', 'smtp-550', null]);
  assert.deepEqual([grey?.state, grey?.attempts, grey?.last_reason], ['waiting', 1, 'smtp-450']);
  assert.equal(await o.send(later(0.5)), 0);
  assert.equal((await o.rows())[1]?.attempts, 1, 'not before its time');
  server.answer(() => null);
  assert.equal(await o.send(later(2)), 1);
  assert.deepEqual(o.ends, ['refused', 'sent']);
  assert.equal((await readMailOverview(o.db.office.reader)).reasons[0]?.reason, 'smtp-550');
});

test('a server that is away or hangs costs nobody a mail, and does not hold up the others for long', async (t) => {
  const mute = createServer(() => undefined);
  await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
  t.after(() => mute.close());
  const address = mute.address();
  assert.ok(typeof address === 'object' && address !== null);
  const o = await office(t, () => smtpCarrier(mailSettings(address.port), short));
  for (const name of ['a', 'b', 'c', 'd', 'e']) await o.owe(`${name}@example.org`);
  assert.equal(await o.send(), 0);
  const rows = await o.rows();
  assert.deepEqual(
    rows.map((row) => [row.state, row.attempts]),
    [
      ['waiting', 1],
      ['waiting', 1],
      ['waiting', 1],
      ['waiting', 0],
      ['waiting', 0],
    ],
  );
  assert.match(rows[0]?.last_reason ?? '', /^E[A-Z]+$/);
});

test('a sender or a password that the server will not have is the operator’s to mend: nothing is given up', async (t) => {
  const server = await testMailServer(t, { user: { name: 'gongkai', password: 'right' } });
  const wrong = { ...server.settings, server: { ...server.settings.server, password: 'wrong' } };
  const o = await office(t, () => smtpCarrier(wrong));
  await o.owe('reader@example.org');
  assert.equal(await o.send(), 0);
  const [row] = await o.rows();
  assert.deepEqual([row?.state, row?.last_reason], ['waiting', 'smtp-535']);
});

test('STARTTLS and implicit TLS with a certificate of one’s own; a server without it, or with another’s, gets nothing', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-mail-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const made = (name: string) => {
    const [keyFile, certFile] = [join(folder, `${name}.key`), join(folder, `${name}.pem`)];
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-days',
        '2',
      ].concat([
        '-subj',
        '/CN=localhost',
        '-addext',
        'subjectAltName=DNS:localhost',
        '-keyout',
        keyFile,
        '-out',
        certFile,
      ]),
      { stdio: 'ignore' },
    );
    return { key: readFileSync(keyFile, 'utf8'), cert: readFileSync(certFile, 'utf8') };
  };
  const [own, other] = [made('own'), made('other')];
  for (const mode of ['starttls', 'implicit'] as const) {
    const server = await testMailServer(t, { tls: { ...own, mode } });
    const o = await office(t, () => smtpCarrier(server.settings));
    await o.owe('reader@example.org');
    assert.equal(await o.send(), 1, mode);
    const distrusting = { ...server.settings, server: { ...server.settings.server, ca: other.cert } };
    const p = await office(t, () => smtpCarrier(distrusting, short));
    await p.owe('reader@example.org');
    assert.equal(await p.send(), 0, `${mode} with another authority`);
    assert.equal((await p.rows())[0]?.state, 'waiting');
  }
  const plain = await testMailServer(t);
  const o = await office(t, () =>
    smtpCarrier({ ...plain.settings, server: { ...plain.settings.server, tls: 'starttls' } }, short),
  );
  await o.owe('reader@example.org');
  assert.equal(await o.send(), 0, 'nothing goes out in clear where TLS is asked for');
  assert.equal(plain.raw.length, 0);
});

test('no word of a mail, however made, adds a header, a recipient or a line of its own', async (t) => {
  const server = await testMailServer(t);
  const nasty = [
    'x\r\nBcc: victim@example.org',
    'x\nX-Evil: 1',
    'x\r\n\r\n<script>',
    'x\u2028Bcc: victim@example.org',
    'x\u0000y',
    '=?UTF-8?B?DQpCY2M6IHZpY3RpbUBleGFtcGxlLm9yZw==?=',
    '\u202e反',
  ];
  let turn = 0;
  const o = await office(
    t,
    () => smtpCarrier(server.settings),
    () => {
      const text = nasty[turn++ % nasty.length] ?? '';
      return {
        ...content,
        subject: text,
        blocks: [
          { is: 'text', text },
          { is: 'entry', text, note: text, url: null },
        ],
      };
    },
  );
  for (const _ of nasty) await o.owe('reader@example.org');
  assert.equal(await o.send(), nasty.length);
  for (const mail of await server.mails()) {
    assert.equal(mail.bcc, undefined);
    assert.equal(mail.headers.has('x-evil'), false);
    assert.equal(mail.headers.has('bcc'), false);
    assert.match(String(mail.html), /<hr>/, 'the body is whole');
  }
  assert.ok(server.envelopes.every(({ to }) => to.length === 1 && to[0] === 'reader@example.org'));
});

test('addresses: what people type, and nothing that is two, none, or a way in', () => {
  const good: readonly (readonly [string, string])[] = [
    [' li@example.org ', 'li@example.org'],
    ['Li.Hong+gk@EXAMPLE.org', 'Li.Hong+gk@example.org'],
    ['ｌｉ＠ｅｘａｍｐｌｅ．ｏｒｇ', 'li@example.org'],
    ['li@例子.中国', 'li@xn--fsqu00a.xn--fiqs8s'],
  ];
  for (const [typed, read] of good) assert.equal(readMailAddress(typed), read, typed);
  const bad = [
    '',
    'li',
    '@a.cn',
    'li@',
    'li@localhost',
    'li@127.0.0.1',
    'li@[127.0.0.1]',
    'a@b.cn,c@d.cn',
    'a@b.cn c@d.cn',
  ]
    .concat([
      'li@a.cn\r\nBcc: x@y.cn',
      'li\n@a.cn',
      '<li@a.cn>',
      'li@a.cn>',
      '"li"@a.cn',
      'li..x@a.cn',
      `${'a'.repeat(65)}@a.cn`,
    ])
    .concat(['li@-a.cn', 'li@a_b.cn', 'li@a.1', '李@a.cn', `a@${'b.'.repeat(130)}cn`]);
  for (const typed of bad) assert.equal(readMailAddress(typed), null, typed);
  assert.equal(maskAddress('zhang@example.org'), 'z***@example.org');
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
      const read = readMailAddress(text);
      assert.ok(read === null || /^[\x21-\x7e]+@[a-z0-9.-]+$/.test(read));
      assert.doesNotMatch(subjectOf(text), /[\p{Cc}\p{Zl}\p{Zp}]/u);
    }),
  );
});

test('what failed is told apart, and waits grow to days before a mail is given up', () => {
  const kinds: readonly (readonly [object, string])[] = [
    [{ responseCode: 550, command: 'RCPT TO', code: 'EENVELOPE' }, 'refused smtp-550'],
    [{ responseCode: 554, command: 'DATA', code: 'EMESSAGE' }, 'refused smtp-554'],
    [{ responseCode: 451, command: 'DATA' }, 'later smtp-451'],
    [{ responseCode: 553, command: 'MAIL FROM' }, 'later smtp-553'],
    [{ responseCode: 535, command: 'AUTH PLAIN', code: 'EAUTH' }, 'later smtp-535'],
    [{ code: 'ETIMEDOUT' }, 'later ETIMEDOUT'],
    [{ code: 'reader@example.org' }, 'later fault'],
  ];
  for (const [error, expected] of kinds) {
    const outcome = outcomeOfError(error);
    assert.equal(`${outcome.is} ${outcome.is === 'sent' ? '' : outcome.reason}`, expected);
  }
  const waits = Array.from({ length: MOST_ATTEMPTS }, (_, index) => nextAttempt(index + 1, start));
  assert.equal(waits.at(-1), null);
  const times = waits.flatMap((at) => (at === null ? [] : [at.getTime()]));
  assert.deepEqual(
    times,
    [...times].sort((a, b) => a - b),
  );
});

test('a mail given up loses its address; one taken back is not sent; one with nothing to say is cancelled', async (t) => {
  const server = await testMailServer(t);
  server.answer(() => ({ code: 451, text: 'later' }));
  let say: MailContent | null = content;
  const o = await office(
    t,
    () => smtpCarrier(server.settings),
    () => say,
  );
  await o.owe('reader@example.org');
  let at = start;
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    assert.equal((await o.rows())[0]?.state, 'waiting', `attempt ${attempt}`);
    await o.send(at);
    at = new Date(at.getTime() + 2 * 86_400_000);
  }
  assert.deepEqual(await o.rows(), [
    { state: 'givenUp', attempts: MOST_ATTEMPTS, last_reason: 'smtp-451', sealed_to: null },
  ]);
  server.answer(() => null);
  await o.owe('second@example.org');
  const taken = await o.run(async (ctx) => {
    await recordAudit(ctx, { action: 'test' });
    return done(await cancelMailsOf(ctx, owner));
  });
  assert.equal(valueOf(taken), 1);
  say = null;
  await o.owe('third@example.org');
  assert.equal(await o.send(at), 0);
  assert.deepEqual(
    (await o.rows()).map((row) => row.state),
    ['givenUp', 'cancelled', 'cancelled'],
  );
  assert.equal(server.raw.length, 0);
});

test('one mail that cannot be put into words does not stop the next; the address is sealed while it waits', async (t) => {
  const server = await testMailServer(t);
  let turn = 0;
  const o = await office(
    t,
    () => smtpCarrier(server.settings),
    () => {
      turn += 1;
      if (turn === 1) throw new Error('broken');
      return content;
    },
  );
  await o.owe('first@example.org');
  await o.owe('second@example.org');
  const sealed = (await o.rows())[0]?.sealed_to ?? '';
  assert.ok(sealed.length > 20 && !Buffer.from(sealed, 'base64').toString('latin1').includes('example'));
  assert.equal(await o.send(), 1);
  assert.equal(o.faults.length, 1);
  assert.deepEqual(
    (await o.rows()).map((row) => [row.state, row.last_reason]),
    [
      ['waiting', 'cannot-be-written'],
      ['sent', null],
    ],
  );
  assert.equal(await o.send(later(2)), 1);
});

test('without a server a demonstration shows what it would send, with the address masked; the portal knows nothing of it', async (t) => {
  const o = await office(t, null);
  await o.owe('reader@example.org');
  assert.equal(await o.send(), 1);
  const { rows } = await o.db.office.pool.query('select masked_to, subject from platform.mail_shown');
  assert.deepEqual(rows, [{ masked_to: 'r***@example.org', subject: content.subject }]);
  assert.equal((await o.rows())[0]?.state, 'shown');
  await assert.rejects(o.db.portal.pool.query('select * from platform.mail'), { code: '42501' });
  await assert.rejects(o.db.portal.pool.query('select * from platform.mail_shown'), { code: '42501' });
});

test('settings: every mistake is told, none shows the password', () => {
  const read = (env: Record<string, string>) => {
    const problems: { setting: string; read: string; expected: string }[] = [];
    return { settings: readMailSettings(env, problems), problems };
  };
  assert.equal(read({}).settings, null);
  const full = read({
    GONGKAI_SMTP_URL: 'smtps://u%40x:p%3Aw@mail.example',
    GONGKAI_MAIL_FROM: '某区党务公开 <a@b.example>',
    GONGKAI_MAIL_BOUNCES: 'bounces@b.example',
  });
  assert.deepEqual(full.problems, []);
  assert.deepEqual(full.settings, {
    from: 'a@b.example',
    fromName: '某区党务公开',
    bounces: 'bounces@b.example',
    server: { host: 'mail.example', port: 465, tls: 'implicit', user: 'u@x', password: 'p:w', ca: null },
  });
  assert.equal(
    read({ GONGKAI_SMTP_URL: 'smtp://h', GONGKAI_MAIL_FROM: 'a@b.example' }).settings?.server.tls,
    'starttls',
  );
  for (const url of [
    'http://h',
    'smtp://',
    'nonsense',
    'smtps://h?tls=none',
    'smtp://u:secret@h?tls=maybe',
  ]) {
    const { settings, problems } = read({ GONGKAI_SMTP_URL: url, GONGKAI_MAIL_FROM: 'a@b.example' });
    assert.equal(settings, null, url);
    assert.deepEqual(
      problems.map((one) => one.setting),
      ['GONGKAI_SMTP_URL'],
      url,
    );
    assert.doesNotMatch(JSON.stringify(problems), /secret/);
  }
  assert.equal(read({ GONGKAI_SMTP_URL: 'smtp://h' }).problems[0]?.setting, 'GONGKAI_MAIL_FROM');
  const odd = { GONGKAI_SMTP_URL: 'smtp://h', GONGKAI_MAIL_FROM: 'x\nBcc: y@z.example <a@b.example>' };
  assert.equal(read(odd).settings, null);
  const lost = {
    GONGKAI_SMTP_URL: 'smtp://h',
    GONGKAI_MAIL_FROM: 'a@b.example',
    GONGKAI_SMTP_CA: '/none.pem',
  };
  assert.equal(read(lost).problems[0]?.setting, 'GONGKAI_SMTP_CA');
});
