import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { PDFDocument } from '@cantoo/pdf-lib';
import { v7 } from 'uuid';
import type { Role } from '#kernel';
import { writeZip } from '#platform/documents';
import { startTestApp } from '#test/app';
import type { AttachmentView, CaseView } from '../forms.ts';
import { sampleContent } from '../testing/content.ts';
import type { AttachmentFindings, PagesAnswer, SafeCopyAnswer } from './forms.ts';

/* Safe copies through the doors of the whole program. People and numbers are made up. */

const identity = '520325200005019993';
const phone = '13600009942';

async function village(t: TestContext) {
  const app = await startTestApp(t);
  const query = (text: string, values: unknown[] = []) => app.db.owner.pool.query(text, values);
  await query(`insert into organisations.unit (id, code, name, level, kind, superior_id, path, created_at) values
    (901, 'd9', '青禾区委', 'district', 'localPartyCommittee', null, '/901/', now()),
    (903, 'v9', '云溪村', 'village', 'villageCommittee', 901, '/901/903/', now())`);
  const hire = async (name: string, role: Role) => {
    const id = v7();
    await query(
      'insert into identity.person (id, account, name, home_unit, created_at) values ($1, $2, $3, 903, now())',
      [id, id, name],
    );
    await query(
      `insert into identity.role_grant (id, person, role, unit, reach, starts_on, granted_at) values ($1, $2, $3, 903, 'own', '2020-01-01', now())`,
      [v7(), id, role],
    );
    return app.sessionFor(id);
  };
  const handler = await hire('钱经办', 'handler');
  const reviewer = await hire('孙审核', 'reviewer');
  const call = async (session: string, method: string, path: string, body?: unknown) => {
    const raw = body instanceof Uint8Array;
    const sent =
      method === 'GET'
        ? {}
        : {
            body: raw ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body ?? {}),
            headers: { 'content-type': raw ? 'application/octet-stream' : 'application/json' },
          };
    const answer = await app.fetch(path, { method, session, ...sent });
    return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()) };
  };
  const json = async <T>(...args: Parameters<typeof call>): Promise<T> => {
    const answer = await call(...args);
    assert.equal(answer.status, 200, answer.bytes.toString());
    return JSON.parse(answer.bytes.toString());
  };
  const refused = async (...args: Parameters<typeof call>): Promise<unknown[]> => {
    const answer = await call(...args);
    return [answer.status, JSON.parse(answer.bytes.toString()).error.code];
  };
  const { attachments: _, duties: __, ...content } = sampleContent({ scopeUnit: 903 });
  const begun = await json<CaseView>(handler, 'POST', '/api/disclosures', { unit: 903, content });
  const at = `/api/revisions/${begun.revision}`;
  const attach = (name: string, data: Uint8Array) =>
    json<AttachmentView>(handler, 'POST', `${at}/attachments?name=${encodeURIComponent(name)}`, data);
  return { handler, reviewer, call, json, refused, attach, at, query };
}

const relation = (id: string, type: string, target: string) =>
  `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/${type}" Target="${target}"/>`;
const relations = (...list: string[]) =>
  Buffer.from(
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list.join('')}</Relationships>`,
  );

/** A Word file with an author, a value cut in three, and one in a deleted passage. */
function wordFile(): Buffer {
  const w = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
  const run = (text: string) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
  const body = `<w:p>${run('手机：')}${run('136')}${run('0000')}${run('9942')}<w:del w:id="1" w:author="赵编写"><w:r><w:delText>删去</w:delText></w:r></w:del></w:p><w:p>${run(`身份证号${identity}`)}</w:p>`;
  return writeZip([
    {
      name: '[Content_Types].xml',
      data: Buffer.from(
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
      ),
    },
    {
      name: '_rels/.rels',
      data: relations(
        relation('rId1', 'officeDocument/2006/relationships/officeDocument', 'word/document.xml'),
        relation('rId2', 'package/2006/relationships/metadata/core-properties', 'docProps/core.xml'),
      ),
    },
    {
      name: 'docProps/core.xml',
      data: Buffer.from(
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>赵编写</dc:creator></cp:coreProperties>',
      ),
    },
    {
      name: 'word/document.xml',
      data: Buffer.from(`<w:document xmlns:w="${w}"><w:body>${body}</w:body></w:document>`),
    },
  ]);
}

test('a file is cleaned when it is attached, shows what is in it, and is masked in its place', async (t) => {
  const { handler, json, refused, attach, at, call, query } = await village(t);
  await attach('前.txt', Buffer.from('路灯维修'));
  const came = await attach('名单.docx', wordFile());
  const codes = came.notes.map((note) => note.code);
  for (const code of ['safe-removed-properties', 'safe-removed-deletions'])
    assert.ok(codes.includes(code), codes.join());
  const stored = await query('select text from disclosure.attachment where id = $1', [came.id]);
  assert.ok(!/赵编写|删去/.test(stored.rows[0].text));

  const { rows } = await json<AttachmentFindings>(handler, 'GET', `${at}/attachment-findings`);
  const found = rows.find((row) => row.attachment === came.id)?.findings ?? [];
  assert.deepEqual(found.map((one) => one.masked).toSorted(), ['**************9993', '136****9942']);

  const path = `${at}/attachments/${came.id}/mask`;
  const mobile = found.find((one) => one.kind === 'mobile')?.fingerprint;
  const first = await json<SafeCopyAnswer>(handler, 'POST', path, { fingerprints: [mobile] });
  assert.equal(first.places, 1);
  assert.deepEqual(await refused(handler, 'POST', path, {}), [404, 'not-found']);
  const then = `${at}/attachments/${first.attachment.id}`;
  const rest = await json<SafeCopyAnswer>(handler, 'POST', `${then}/mask`, {});
  assert.equal(rest.attachment.name, '名单.docx');
  const view = await json<CaseView>(handler, 'GET', at);
  assert.deepEqual(
    view.attachments.map((file) => file.name),
    ['前.txt', '名单.docx'],
  );
  const now = await json<AttachmentFindings>(handler, 'GET', `${at}/attachment-findings`);
  assert.deepEqual(
    now.rows.flatMap((row) => row.findings),
    [],
  );
  const after = await query('select text from disclosure.attachment where id = $1', [rest.attachment.id]);
  assert.match(after.rows[0].text, /手机：136\*{4}9942[\s\S]*身份证号\*{14}9993/);
  const again = `${at}/attachments/${rest.attachment.id}/mask`;
  assert.deepEqual(await refused(handler, 'POST', again, {}), [409, 'mask-nothing-found']);
  const old = await call(handler, 'GET', `${at}/attachments/${came.id}`);
  assert.equal(old.status, 404);
  const audit = await query(`select data from platform.audit where action = 'disclosure.file-masked'`);
  assert.deepEqual(
    audit.rows.map((row) => [row.data.name, row.data.places]),
    [
      ['名单.docx', 1],
      ['名单.docx', 1],
    ],
  );
});

test('a PDF shows its pages and proposals, and is blacked out with a reason', async (t) => {
  const { handler, reviewer, json, refused, attach, at, call, query } = await village(t);
  const document = await PDFDocument.create();
  const page = document.addPage([300, 200]);
  page.drawText(`Tel ${phone} end`, { x: 20, y: 150, size: 12 });
  page.drawText(`ID ${identity}`, { x: 20, y: 100, size: 12 });
  document.setAuthor('somebody');
  const came = await attach('page.pdf', await document.save());
  assert.ok(came.notes.some((note) => note.code === 'safe-removed-properties'));
  const path = `${at}/attachments/${came.id}`;
  const { pages, proposals } = await json<PagesAnswer>(handler, 'GET', `${path}/pages`);
  assert.deepEqual(pages, [{ width: 300, height: 200 }]);
  assert.deepEqual(proposals.map((one) => [one.masked, one.reason]).toSorted(), [
    ['**************9993', 'personalPrivacy'],
    ['136****9942', 'personalPrivacy'],
  ]);
  const picture = await call(handler, 'GET', `${path}/pages/1?dpi=72`);
  assert.deepEqual([picture.status, picture.bytes.toString('latin1', 1, 4)], [200, 'PNG']);
  assert.deepEqual([picture.bytes.readUInt32BE(16), picture.bytes.readUInt32BE(20)], [300, 200]);
  assert.equal((await call(handler, 'GET', `${path}/pages/2`)).status, 404);
  assert.equal((await call(handler, 'GET', `${path}/pages/1?dpi=9999`)).status, 400);

  const boxes = proposals.map(({ label: _, masked: __, ...box }) => box);
  // The reviewer reads the case but does not write in it.
  assert.equal((await refused(reviewer, 'POST', `${path}/redact`, { boxes }))[0], 403);
  assert.deepEqual(await refused(handler, 'POST', `${path}/redact`, { boxes: [{ ...boxes[0], page: 7 }] }), [
    400,
    'redact-no-page',
  ]);
  const made = await json<SafeCopyAnswer>(handler, 'POST', `${path}/redact`, { boxes });
  assert.equal(made.places, 2);
  const after = await query('select text, position from disclosure.attachment where id = $1', [
    made.attachment.id,
  ]);
  assert.match(after.rows[0].text, /Tel\s+end/);
  assert.ok(!after.rows[0].text.includes(phone) && !after.rows[0].text.includes(identity));

  const text = await attach('a.txt', Buffer.from('路灯'));
  assert.deepEqual(await refused(handler, 'POST', `${at}/attachments/${text.id}/redact`, { boxes }), [
    415,
    'redact-not-pdf',
  ]);
});
