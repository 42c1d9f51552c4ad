import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Hostile, hostileFiles } from './files.ts';
import { heavyFiles } from './heavy-files.ts';
import { residentMegabytes, watchProcess } from './watch.ts';
import { type Besieged, besiege, type Target } from './world.ts';

/*
 * A folder of hostile files against the program as its operator runs it: every file on every route that takes files. Each is
 * refused for its reason, nothing of it is kept, memory stays bounded all the while, and the server goes on answering.
 */

/** The bound of the issue. The process and all its threads; its database is a process of its own. */
const mostMegabytes = 600;
/** Files that are allowed and end in an answer may hold more for a moment. */
const mostForHeavy = 750;
/** A server that takes longer than this to say that it is well is not answering. */
const patience = 10_000;

type Refused = { readonly code?: string; readonly message?: string };

async function upload(
  besieged: Besieged,
  target: Target,
  name: string,
  bytes: Buffer,
): Promise<{ status: number; error: Refused }> {
  const query = `${target.path.includes('?') ? '&' : '?'}name=${encodeURIComponent(name)}`;
  const answer = await besieged.send(`${target.path}${query}`, new Uint8Array(bytes));
  const text = await answer.text();
  const { error = {} } = JSON.parse(text) as { error?: Refused };
  return { status: answer.status, error };
}

function expected(file: Hostile, target: Target): string {
  if (target.reads === 'files') return file.code;
  // A file of another kind is no photo, whatever else is wrong with it.
  if (target.reads === 'photos' && /\.(?:png|jpe?g)$/i.test(file.name)) return file.code;
  return target.reads === 'tables' ? file.table : '';
}

function problemOf(file: Hostile, target: Target, status: number, error: Refused): string | undefined {
  const said = `${target.route} ${file.what}: ${status} ${error.code} ${error.message}`;
  const code = expected(file, target);
  // A table that points elsewhere is read like any other, because nothing is fetched; that nothing came of it is asked below.
  if (code === '' && status === 200 && target.reads !== 'photos') return undefined;
  if (status < 400 || status >= 500 || error.code === undefined) return said;
  if (/^(?:not-permitted|not-found|no-decision|invalid-input$|case-)/.test(error.code)) return said;
  if (!/\p{Script=Han}/u.test(error.message ?? '') || /[{}]/.test(error.message ?? ''))
    return `${said} (not in words)`;
  return code === '' || error.code === code || tooLarge(target, error.code)
    ? undefined
    : `${said} (expected ${code})`;
}

/** Routes that take small files only refuse a large one before they look at it. */
const tooLarge = (target: Target, code: string) =>
  code === 'upload-too-large' && target.most < 25 * 1_048_576;

/** So many bytes, never all in memory. */
function streamOf(bytes: number): ReadableStream<Uint8Array> {
  const piece = new Uint8Array(1_048_576).fill(97);
  let left = bytes;
  return new ReadableStream({
    pull(controller) {
      if (left <= 0) return controller.close();
      controller.enqueue(piece.subarray(0, Math.min(left, piece.length)));
      left -= piece.length;
    },
  });
}

/** Made before the watch begins: packing a bomb takes seconds, in which this process could ask nobody anything. */
async function makeAll<F extends { readonly make: () => Buffer | Promise<Buffer> }>(
  list: readonly F[],
): Promise<readonly { readonly file: F; readonly bytes: Buffer }[]> {
  const made: { file: F; bytes: Buffer }[] = [];
  for (const file of list) made.push({ file, bytes: await file.make() });
  return made;
}

const leftovers = ({ server, temporary }: Besieged) => [
  ...readdirSync(join(server.data, 'files', 'incoming')),
  ...readdirSync(temporary),
];

test('hostile files on every route: refused for their reasons, nothing kept, under 600 MB, answering all the while', async (t) => {
  assert.ok(hostileFiles.length >= 60);
  const files = await makeAll(hostileFiles);
  const besieged = await besiege(t);
  const { server, targets } = besieged;
  assert.ok(targets.length >= 6, targets.map((one) => one.route).join(' '));
  const before = await besieged.traces();
  const atRest = Math.round(residentMegabytes(server.pid));
  const watch = watchProcess(server.pid, server.url, patience);
  const problems: string[] = [];
  let sent = 0;
  // The routes for photos are one way in with three doors: each file comes to one of them, in turn.
  const photos = targets.filter((one) => one.reads === 'photos');
  for (const [at, { file, bytes }] of files.entries()) {
    const turn = targets.filter((one) => one.reads !== 'photos' || one === photos[at % photos.length]);
    const answers = await Promise.all(
      turn.map(async (target) => ({ target, ...(await upload(besieged, target, file.name, bytes)) })),
    );
    sent += answers.length;
    for (const { target, status, error } of answers) {
      const problem = problemOf(file, target, status, error);
      if (problem !== undefined) problems.push(problem);
    }
  }
  const seen = await watch.stop();
  const most = Math.round(residentMegabytes(server.pid, 'VmHWM'));
  t.diagnostic(
    `${hostileFiles.length} files, ${sent} uploads; memory at rest ${atRest} MB, most ${Math.max(most, seen.peakMegabytes)} MB; slowest answer about health ${seen.slowestAnswer} ms`,
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(seen.missed, []);
  assert.ok(most < mostMegabytes, `${most} MB`);
  assert.deepEqual(await besieged.traces(), before);
  assert.deepEqual(leftovers(besieged), []);
});

test('files that are allowed and as heavy as can be: taken or refused in words, memory bounded, answering all the while', async (t) => {
  const files = await makeAll(heavyFiles);
  const besieged = await besiege(t);
  const { server } = besieged;
  const watch = watchProcess(server.pid, server.url, patience);
  const problems: string[] = [];
  for (const { file, bytes } of files) {
    for (const target of besieged.targets) {
      const { status, error } = await upload(besieged, target, file.name, bytes);
      if (status >= 500 || (status >= 400 && error.code === undefined))
        problems.push(`${target.route} ${file.what}: ${status} ${error.code}`);
    }
  }
  const seen = await watch.stop();
  const most = Math.round(residentMegabytes(server.pid, 'VmHWM'));
  t.diagnostic(
    `${heavyFiles.length} files; most ${most} MB; slowest answer about health ${seen.slowestAnswer} ms`,
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(seen.missed, []);
  assert.ok(most < mostForHeavy, `${most} MB`);
});

test('bodies of 200 MB and more are refused without being held in memory', async (t) => {
  const besieged = await besiege(t);
  const before = await besieged.traces();
  const watch = watchProcess(besieged.server.pid, besieged.server.url, patience);
  for (const target of besieged.targets) {
    const answer = await besieged.send(`${target.path}?name=a.csv`, streamOf(target.most + 1));
    const { error } = (await answer.json()) as { error?: Refused };
    assert.deepEqual([answer.status, error?.code], [413, 'upload-too-large'], target.route);
  }
  const all = await Promise.all(
    besieged.targets.map(
      async (target) => (await besieged.send(`${target.path}?name=a.docx`, streamOf(200 * 1_048_576))).status,
    ),
  );
  assert.ok(
    all.every((status) => status >= 400 && status < 500),
    all.join(' '),
  );
  const seen = await watch.stop();
  t.diagnostic(`most ${seen.peakMegabytes} MB; slowest answer about health ${seen.slowestAnswer} ms`);
  assert.deepEqual(seen.missed, []);
  assert.ok(seen.peakMegabytes < mostMegabytes, `${seen.peakMegabytes} MB`);
  assert.deepEqual(await besieged.traces(), before);
  assert.deepEqual(leftovers(besieged), []);
});
