import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { hangSomething, someBoard } from '#test/walk-boards';
import { draft } from '#test/walk-dossiers';
import { type Answer, startTown, type Town } from '#test/walk-people';
import { isRefused, type Refused, refusalOf, routesOf, traces } from '#test/walk-sending';

/* Files that lie about themselves, sent to every route that takes files, by whoever may send there. */

test('hostile files are refused in both languages, and nothing of them is kept', async (t) => {
  const town = await startTown(t);
  const targets = await uploadTargets(town);
  const declared = routesOf(town).filter((route) => route.upload !== undefined);
  assert.deepEqual(targets.map((one) => one.route).sort(), declared.map((route) => route.path).sort());
  const before = await traces(town);
  const problems: string[] = [];
  for (const target of targets) {
    for (const file of hostileFiles) {
      for (const locale of ['zh-CN', 'en'] as const) {
        const answer = await upload(town, target, file.name, file.bytes, locale);
        const { code, message } = isRefused(answer) ? refusalOf(answer) : { code: '', message: '' };
        const isInWords =
          locale === 'en' ? /^[\x20-\x7e“”’–—…]+/.test(message) : /\p{Script=Han}/u.test(message);
        if (code === '' || !isInWords || /not-permitted|case-|unknown/.test(code))
          problems.push(
            `${target.route} ${file.what} ${locale}: ${answer.status} ${answer.text.slice(0, 200)}`,
          );
      }
    }
  }
  for (const { route, path, who } of targets) {
    const most = declared.find((one) => one.path === route)?.upload?.maxBytes ?? 0;
    const answer = await town.app.fetch(`${path}${path.includes('?') ? '&' : '?'}name=a.xlsx`, {
      method: 'POST',
      session: who,
      headers: { 'content-type': 'application/octet-stream' },
      body: streamOf(most + 1),
      duplex: 'half',
    } as RequestInit);
    const { error } = (await answer.json()) as { error?: Refused };
    if (answer.status !== 413 || error?.code !== 'upload-too-large')
      problems.push(`${route} too large: ${answer.status} ${error?.code}`);
  }
  assert.deepEqual(problems, []);
  assert.deepEqual(readdirSync(join(town.app.installation.files.folder, 'incoming')), []);
  assert.deepEqual(await traces(town), before);
  assert.deepEqual(town.app.faults, []);
});

type Target = { readonly route: string; readonly path: string; readonly who: string };

/** Each upload route at a place where its user may upload. */
async function uploadTargets(town: Town): Promise<readonly Target[]> {
  const words = { title: '甲', body: '乙', keyword: '丙', fileName: '丁', file: '戊' };
  const { revision } = await draft(town, { words });
  const form = {
    unit: town.units.branchA,
    affairsKind: 'party',
    year: 2026,
    title: '目录',
    source: { from: 'blank' },
  };
  const made = (await town.ask(town.people.author, 'POST', '/api/catalogues', form)).json();
  const unit = town.units.branchA;
  const proposed = await town.ask(town.people.author, 'POST', '/api/carriers', { unit, fields: someBoard });
  const { carrier } = proposed.json() as { carrier: { id: string } };
  const posting = await hangSomething(town.app.db.owner.pool, carrier.id, unit);
  const author = town.people.author.session;
  const every = town.everyRole.session;
  return [
    { route: '/api/unit-imports', path: '/api/unit-imports', who: every },
    { route: '/api/calendar-years', path: '/api/calendar-years', who: every },
    { route: '/api/catalogues/:id/import', path: `/api/catalogues/${made['id']}/import`, who: author },
    {
      route: '/api/screening/units/:unit/terms/import',
      path: `/api/screening/units/${town.units.branchA}/terms/import`,
      who: town.people.secrecy.session,
    },
    { route: '/api/revisions/:revision/import', path: `/api/revisions/${revision}/import`, who: author },
    {
      route: '/api/revisions/:revision/attachments',
      path: `/api/revisions/${revision}/attachments`,
      who: author,
    },
    { route: '/api/carriers/:id/photo', path: `/api/carriers/${carrier.id}/photo`, who: author },
    ...['posted', 'taken'].map((what) => ({
      route: `/api/carriers/postings/:id/${what}`,
      path: `/api/carriers/postings/${posting}/${what}`,
      who: author,
    })),
  ];
}

const bytesOf = (text: string) => Buffer.from(text, 'latin1');
const program = Buffer.concat([bytesOf('MZ\x90\x00\x03\x00\x00\x00'), Buffer.alloc(4_000, 0xcc)]);
const encrypted = Buffer.concat([
  bytesOf('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'),
  Buffer.alloc(3_000),
  Buffer.from('EncryptedPackage', 'utf16le'),
  Buffer.alloc(2_000),
]);
const cutZip = Buffer.concat([bytesOf('PK\x03\x04\x14\x00\x00\x00\x08\x00'), Buffer.alloc(500, 0x41)]);

const hostileFiles: readonly { readonly what: string; readonly name: string; readonly bytes: Uint8Array }[] =
  [
    { what: 'cut off', name: 'a.xlsx', bytes: cutZip },
    { what: 'cut off', name: 'a.docx', bytes: cutZip },
    { what: 'a program by another name', name: 'a.xlsx', bytes: program },
    { what: 'a program by another name', name: 'a.csv', bytes: program },
    { what: 'a program by another name', name: 'a.txt', bytes: program },
    { what: 'a program by its own name', name: 'a.exe', bytes: program },
    { what: 'a page', name: 'a.html', bytes: bytesOf('<script>alert(1)</script>') },
    {
      what: 'a picture with a script',
      name: 'a.svg',
      bytes: bytesOf('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    },
    { what: 'with a password', name: 'a.xlsx', bytes: encrypted },
    { what: 'with a password', name: 'a.docx', bytes: encrypted },
    { what: 'empty', name: 'a.xlsx', bytes: new Uint8Array() },
    { what: 'macros', name: 'a.xlsm', bytes: cutZip },
    { what: 'a name that climbs', name: '../../etc/a.xlsx', bytes: cutZip },
    { what: 'a name with NUL', name: 'a\u0000.xlsx', bytes: cutZip },
    { what: 'a name that turns round', name: 'a\u202excod.xlsx', bytes: cutZip },
    { what: 'a name without end', name: `${'长'.repeat(260)}.xlsx`, bytes: cutZip },
    { what: 'no name', name: '', bytes: cutZip },
  ];

async function upload(
  town: Town,
  { path, who }: Target,
  name: string,
  bytes: Uint8Array,
  locale: string,
): Promise<Answer> {
  const answer = await town.app.fetch(`${path}?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    session: who,
    headers: { 'content-type': 'application/octet-stream', 'accept-language': locale },
    body: new Uint8Array(bytes),
  });
  const text = await answer.text();
  return { status: answer.status, text, headers: answer.headers, json: () => JSON.parse(text) };
}

/** So many bytes, never all in memory. */
function streamOf(bytes: number): ReadableStream<Uint8Array> {
  const piece = new Uint8Array(1_048_576);
  let left = bytes;
  return new ReadableStream({
    pull(controller) {
      if (left <= 0) return controller.close();
      controller.enqueue(piece.subarray(0, Math.min(left, piece.length)));
      left -= piece.length;
    },
  });
}
