import assert from 'node:assert/strict';
import type { Person, Town } from './walk-people.ts';
import { visit } from './walk-visit.ts';

/** Everything that a screen and a kiosk of the whole site show, by address; also when a member is signed in beside it. */
export async function readDevices(town: Town, member: Person): Promise<ReadonlyMap<string, string>> {
  const seen = new Map<string, string>();
  const screen = await pair(town, 'screen');
  for (const session of [null, member.session]) {
    const headers = { 'x-device-key': screen.key ?? '' };
    const path = `/screen/${screen.device}/manifest`;
    const fetch = (to: string, init: RequestInit) => town.app.fetch(to, { ...init, session });
    const one = await visit(fetch, path, { headers });
    assert.equal(one.status, 200);
    seen.set(`${path} ${session === null ? 'alone' : 'beside a member'}`, one.all);
  }
  const kiosk = await pair(town, 'kiosk');
  await crawl(town, member, kiosk, seen);
  return seen;
}

async function crawl(
  town: Town,
  member: Person,
  { device, cookie }: Paired,
  seen: Map<string, string>,
): Promise<void> {
  const start = `/kiosk/${device}`;
  // By its letters, by words, by a key, without any: and what is kept for hours without network.
  const finds = ['q=zy', 'q=公示', 'q=z&key=y', 'kind=party', ''].map((query) => `${start}/search?${query}`);
  const wanted = [start, ...finds, `${start}/bundle`, `${start}/offline`];
  const headers = { cookie: `${cookie}; gongkai_session=${member.session}` };
  for (let path = wanted.shift(); path !== undefined; path = wanted.shift()) {
    if (seen.has(path)) continue;
    const one = await visit(town.app.fetch, path, { headers });
    assert.equal(one.status, 200, path);
    seen.set(path, one.all);
    for (const [, href = ''] of one.body.matchAll(/href="([^"]+)"/g))
      if (href.startsWith(`${start}/`)) wanted.push(href.replaceAll('&amp;', '&'));
  }
}

export type Paired = { readonly device: string; readonly key: string | null; readonly cookie: string };

/** A carrier through the register, and the device paired with it by its code. */
export async function pair(town: Town, kind: 'screen' | 'kiosk'): Promise<Paired> {
  const { author, office } = town.people;
  const fields = { kind, name: '便民大厅', place: '一楼大厅', post: '办公室主任' };
  const made = await town.ask(author, 'POST', '/api/carriers', { unit: town.units.branchA, fields });
  const { carrier } = made.json() as { carrier: { id: string } };
  const path = `/api/carriers/${carrier.id}`;
  await town.ask(author, 'POST', `${path}/moves`, { move: 'file' });
  await town.ask(office, 'POST', `${path}/moves`, { move: 'register' });
  const begun = (await (await form(town, '/screen/pair', { kind })).json()) as Record<string, string>;
  const paired = await town.ask(office, 'POST', `${path}/device`, { code: begun['code'] });
  assert.equal(paired.status, 200, paired.text);
  const { pairing = '', secret = '' } = begun;
  const claimed = await form(town, '/screen/claim', { pairing, secret });
  const { device, key } = (await claimed.json()) as { device: string; key: string | null };
  await town.ask(office, 'PUT', `${path}/device`, { shows: 'site', silentAfterMinutes: 30 });
  return { device, key, cookie: (claimed.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
}

const form = (town: Town, path: string, fields: Readonly<Record<string, string>>) =>
  town.app.fetch(path, { method: 'POST', body: new URLSearchParams(fields) });
