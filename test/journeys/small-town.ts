import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { createCanvas } from '@napi-rs/canvas';
import { until } from '#test/process';
import { bringIntoForce, dutiesOf } from '#test/walk-catalogue';
import { approve, draft } from '#test/walk-dossiers';
import { type PersonName, startTown, type Town } from '#test/walk-people';
import { parseVerifierKey } from '#tlog';
import { allModules } from '../../src/app/compose.ts';
import { outsideOf } from '../../src/app/log-outside.ts';
import { makeAnchors } from '../../src/modules/transparency-log/anchors/anchor.ts';
import { printSheet } from '../../src/modules/transparency-log/anchors/print.ts';
import { openTsa } from '../../src/modules/transparency-log/anchors/testing/openssl-tsa.ts';
import { sha256 } from '../../src/modules/transparency-log/entries.ts';
import { freshFolder, openedWitness } from '../../src/modules/transparency-log/witness/testing/open.ts';
import type { GivenFile } from './files.ts';

/* A small district behind the whole program, with a witness and an authority for time stamps, whose clock can be moved. */

export type SmallTown = {
  readonly town: Town;
  readonly sessionOf: (account: string) => string;
  /** Opens something to society that hangs on boards. @returns its title */
  readonly publish: (subject: string, hangs: boolean) => Promise<string>;
  /** Days go by for what hangs on boards. */
  readonly daysLater: (days: number) => Promise<void>;
  /** The next attempt at every delivery to partners comes round, so many days after the first failure. */
  readonly retryAfter: (days: number) => Promise<void>;
  readonly partner: Partner;
};

export type Partner = { readonly url: string; status: number; readonly asked: () => number };

const row = { matter: '村务工程', scope: 'society' } as const;

export async function startSmallTown(t: TestContext): Promise<SmallTown> {
  const folder = freshFolder(t);
  const witness = await openedWitness(t, 'archive.example/witness', []);
  const tsa = openTsa(t);
  const [policy, roots] = [join(folder, 'policy.txt'), join(folder, 'roots.pem')];
  const absent = await openedWitness(t, 'absent.example/witness', []);
  const lines = [`witness 县档案馆 ${witness.vkey} ${witness.url}/`, `witness 公证处 ${absent.vkey}`];
  writeFileSync(policy, [...lines, 'group 见证 any 县档案馆 公证处', 'quorum 见证', ''].join('\n'));
  writeFileSync(roots, tsa.pem('root'));
  const log = { origin: null, sm2: false, policy, authority: { url: await tsa.serve(t), roots } };
  const town = await startTown(t, { log, privateWebhooks: true });
  await until(async () => (await town.app.fetch('/log/vkey')).status === 200, 60_000);
  const vkey = (await (await town.app.fetch('/log/vkey')).text()).trim();
  witness.witness.know([{ key: parseVerifierKey(sha256, vkey), vkey, url: null }]);
  await until(async () => (await town.app.fetch('/log/checkpoint')).status === 200, 60_000);
  await bringIntoForce(town, '党务公开目录', [row]);
  await anchorNow(town, log);
  return {
    town,
    sessionOf: (account) => {
      const person = town.people[account as PersonName];
      assert.ok(person !== undefined, account);
      return person.session;
    },
    publish: (subject, hangs) => publish(town, subject, hangs),
    daysLater: async (days) => {
      await town.app.db.owner.pool.query(
        `update carriers.posting set planned_at = planned_at - make_interval(days => $1), due_on = due_on - $1,
         posted_at = posted_at - make_interval(days => $1), until = until - $1`,
        [days],
      );
    },
    retryAfter: (days) => retryAfter(town, days),
    partner: await openPartner(t),
  };
}

async function anchorNow(town: Town, log: Parameters<typeof outsideOf>[0]): Promise<void> {
  const settings = outsideOf(log);
  assert.ok(settings.anchors !== undefined);
  const tools = { database: town.app.db.worker, now: () => new Date() };
  await makeAnchors(tools, settings.anchors, { isAsked: true });
  await printSheet({ ...tools, settings }, town.app.url);
}

async function publish(town: Town, subject: string, hangs: boolean): Promise<string> {
  const words = {
    title: subject,
    body: `${subject}的`,
    keyword: '工程',
    fileName: '明细',
    file: `${subject}明细`,
  };
  const duties = hangs ? (await dutiesOf(town, row.matter)).slice(0, 1) : [];
  await approve(town, await draft(town, { words, more: { duties } }));
  return `关于${subject}的公示`;
}

async function retryAfter(town: Town, days: number): Promise<void> {
  const { owner, worker } = town.app.db;
  await owner.pool.query(
    'update carriers.webhook set failing_since = failing_since - make_interval(days => $1)',
    [days],
  );
  const { rows } = await owner.pool.query<{ id: string }>(
    `select id from carriers.delivery where kind = 'webhook' and state = 'waiting'`,
  );
  const jobs = Object.fromEntries(
    allModules(town.app.installation.config).flatMap((module) => Object.entries(module.jobs)),
  );
  const deliver = jobs['carriers/deliver'];
  assert.ok(deliver !== undefined && rows.length > 0, 'something waits to be delivered');
  for (const { id } of rows) await deliver.run({ id }, { database: worker, now: () => new Date() });
}

/** A partner's server that answers with the status it is given. */
async function openPartner(t: TestContext): Promise<Partner> {
  let asked = 0;
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      asked += 1;
      response.writeHead(partner.status).end();
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  const partner: Partner = { url, status: 503, asked: () => asked };
  return partner;
}

/** A photograph of a board, as a telephone takes it. */
export function boardPhoto(name: string, colour: string): GivenFile {
  const canvas = createCanvas(320, 240);
  const paint = canvas.getContext('2d');
  paint.fillStyle = colour;
  paint.fillRect(0, 0, 320, 240);
  paint.fillStyle = '#fff';
  paint.fillRect(40, 30, 120, 160);
  return { name, mimeType: 'image/png', buffer: canvas.toBuffer('image/png') };
}
