import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hangSomething, someBoard } from '#test/walk-boards';
import { bringIntoForce, draftVersion } from '#test/walk-catalogue';
import { pair } from '#test/walk-devices';
import { draft, propose } from '#test/walk-dossiers';
import { jsonOf, type Town } from '#test/walk-people';
import { findKnown, type Known } from '#test/walk-places';
import { pdfDocument } from '../journeys/files.ts';
import { someWords } from './pages.ts';
import { withheldRow } from './states.ts';

/*
 * Every screen of the office, as the rooms name them, with something on each. Rooms say which screens they have in
 * `office/index.ts`; a screen with a part in its address that nobody taught here is an error, so that none is passed over.
 */

const shell = join(import.meta.dirname, '..', '..', 'src', 'app', 'office');

/** Addresses of all screens below `/office`, with `$part` where something stands for a thing. */
export function listScreens(): readonly string[] {
  const rooms = readFileSync(join(shell, 'rooms.ts'), 'utf8');
  const found = [...rooms.matchAll(/from '(\.[^']+\/index\.ts)'/g)].flatMap(([, file = '']) => {
    const source = readFileSync(join(shell, file), 'utf8');
    const screens = [...source.matchAll(/path:\s*'([^']+)',\s*load:/g)].map(([, path = '']) => path);
    const loaded = source.split('import(').length - 1;
    if (loaded !== screens.length || loaded === 0)
      throw new Error(`${file} loads ${loaded} screens, ${screens.length} could be read`);
    return screens;
  });
  return ['/', ...found];
}

/** What stands in the addresses of screens, beside the ids of all that is known. */
export type Furnished = {
  /** A draft and its PDF, which may be blacked out. */
  readonly redactable: readonly [revision: string, attachment: string];
  /** A catalogue that is being written. */
  readonly openCatalogue: string;
};

type Vocabulary = Furnished & { readonly known: Known };

const parts: Readonly<Record<string, (vocabulary: Vocabulary) => string | undefined>> = {
  '/carriers/$id': ({ known }) => known.carriers[0],
  '/briefs/$id': ({ known }) => known.briefs[0],
  '/publications/$id': ({ known }) => known.items[0],
  '/catalogues/$id': ({ known }) => known.catalogues[0],
  '/catalogues/$id/import': ({ openCatalogue }) => openCatalogue,
  '/catalogue-templates/$id': ({ known }) => known.templates[0],
  '/duties/$id': ({ known }) => known.duties[0],
  '/units/$id': ({ known }) => known.units[0],
  '/unit-imports/$run': ({ known }) => known.runs[0],
  '/people/$id': ({ known }) => known.people[0],
  '/disclosures/$id': ({ known }) => known.disclosures[0],
  '/revisions/$revision': ({ known }) => known.revisions[0],
  '/revisions/$revision/diff': ({ known }) => known.revisions.at(-1),
  '/revisions/$revision/redact/$attachment': ({ redactable }) => redactable.join('/redact/'),
  '/matters/$id': ({ known }) => known.matters[0],
};

/** Where a screen is opened. @throws for a screen that nobody taught, or of which there is nothing */
export function addressOfScreen(screen: string, vocabulary: Vocabulary): string {
  if (!screen.includes('$')) return screen;
  const part = parts[screen]?.(vocabulary);
  if (part === undefined) throw new Error(`nobody taught what ${screen} is opened with`);
  return screen.replace(/\$.*\$\w+$|\$\w+/, part);
}

/** Puts something on every screen; the catalogue that comes into force has `withheldRow`. */
export async function furnishOffice(town: Town): Promise<Furnished> {
  const { author, office } = town.people;
  const unit = town.units.branchA;
  const post = async (who: typeof author, path: string, body: unknown) =>
    jsonOf(await town.ask(who, 'POST', path, body));
  const rows = [withheldRow, { matter: '发展党员', scope: 'wholeParty' }] as const;
  const inForce = await bringIntoForce(town, '党务公开目录', rows);
  const openCatalogue = await draftVersion(town, inForce, '党务公开目录（修订）', []);
  const template = { unit: town.units.district, affairsKind: 'party', unitKinds: ['partyBranch'] };
  await post(office, '/api/catalogue-templates', { ...template, title: '支部目录范本', catalogue: null });
  const matter = { kind: 'majorProject', title: '村道硬化', affairsKind: 'party' };
  await post(author, '/api/matters', { unit, ...matter, inside: true, outside: true });
  await furnishCarriers(town);
  const table = '单位编码,单位名称,层级,单位类别,上级单位编码\nX1,白塔村党支部,village,partyBranch,T\n';
  await post(town.everyRole, '/api/unit-imports?name=units.csv', new TextEncoder().encode(table));
  await propose(town, await draft(town, { words: someWords('待审') }));
  const { revision } = await draft(town, { words: someWords('起草') });
  const pdf = pdfDocument('roll.pdf', 'No. 13800138000').buffer;
  await post(author, `/api/revisions/${revision}/attachments?name=roll.pdf`, new Uint8Array(pdf));
  const known = await findKnown(town.app.db);
  const attachment = known.filed.find(([of], at) => of === revision && known.names[at] === 'roll.pdf')?.[1];
  if (attachment === undefined) throw new Error('the PDF is not attached');
  return { openCatalogue, redactable: [revision, attachment] };
}

async function furnishCarriers(town: Town): Promise<void> {
  const { author } = town.people;
  const unit = town.units.branchA;
  const post = async (path: string, body: unknown) =>
    jsonOf(await town.ask(town.everyRole, 'POST', path, body));
  const { carrier } = jsonOf(
    await town.ask(author, 'POST', '/api/carriers', { unit, fields: someBoard }),
  ) as { carrier: { id: string } };
  await hangSomething(town.app.db.owner.pool, carrier.id, unit);
  await pair(town, 'screen');
  await post('/api/carriers/briefs/month', { unit, month: new Date().toISOString().slice(0, 7) });
  await post('/api/carriers/webhooks', { unit, name: '便民平台', url: 'https://partner.example/hook' });
}
