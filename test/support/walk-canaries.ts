import { randomBytes } from 'node:crypto';
import { hangBoard, plantBriefs } from './walk-carriers.ts';
import { bringIntoForce, draftVersion, withhold } from './walk-catalogue.ts';
import {
  approve,
  correct,
  decide,
  draft,
  type Opening,
  propose,
  save,
  type Words,
  withdraw,
} from './walk-dossiers.ts';
import { jsonOf, type PersonName, personNames, startTown, type Town } from './walk-people.ts';

/*
 * Words that stand in one place each, and who may meet them where. Each word has a head, which the walker searches for,
 * and a tail that no request ever holds: an answer that shows the tail shows the word, and an echoed search does not.
 */

export type ReaderName = 'outsider' | Exclude<PersonName, never>;
export const readerNames: readonly ReaderName[] = ['outsider', ...personNames];

export type Canary = {
  readonly name: string;
  readonly head: string;
  readonly text: string;
  /** Who meets it on pages, and who in the office's answers; exactly these, so that the walk proves that it would notice. */
  readonly pages: readonly ReaderName[];
  readonly office: readonly ReaderName[];
};

const alphabet = 'bdfhjkmnprst';

/** Letters that spell no label of a personal number (qq, wx, vx), and that no form changes. */
function letters(count: number): string {
  return [...randomBytes(count)].map((byte) => alphabet[byte % alphabet.length]).join('');
}

export const everyone = readerNames;
const hands = ['author', 'reviewer', 'secrecy', 'approver'] as const;
/** Whoever works on branch A's dossiers or coordinates them. */
export const office = [...hands, 'office'] as const satisfies readonly ReaderName[];
const branchPeople = [...hands, 'memberA'] as const satisfies readonly ReaderName[];
const members = ['memberA', 'memberB'] as const satisfies readonly ReaderName[];
const administrators = ['audit', 'system'] as const satisfies readonly ReaderName[];

export type Nest = { readonly plant: (name: string, seen: Seen) => string; readonly all: readonly Canary[] };
type Seen = { readonly pages?: readonly ReaderName[]; readonly office?: readonly ReaderName[] };

export function openNest(): Nest {
  const all: Canary[] = [];
  const plant: Nest['plant'] = (name, { pages = [], office: inOffice = [] }) => {
    const head = `zy${letters(7)}`;
    const text = `${head}${letters(9)}`;
    all.push({ name, head, text, pages, office: inOffice });
    return text;
  };
  return { plant, all };
}

function wordsFor(nest: Nest, name: string, seen: Seen): Words {
  const plant = (place: string) => nest.plant(`${name}: ${place}`, seen);
  return {
    title: plant('title'),
    body: plant('body'),
    keyword: plant('keyword'),
    fileName: plant('file name'),
    file: plant('file'),
  };
}

export type Planted = {
  readonly town: Town;
  readonly canaries: readonly Canary[];
  readonly residentId: string;
};

/** The whole world with a word in every place from which something could leak. */
export async function plantWorld(
  t: Parameters<typeof startTown>[0],
  {
    before,
    ...options
  }: Parameters<typeof startTown>[1] & {
    /** Done before anything is published. */
    readonly before?: (town: Town) => Promise<void>;
  } = {},
): Promise<Planted> {
  const nest = openNest();
  const grantReason = nest.plant('reason of a grant, in the audit log', { office: ['audit'] });
  const town = await startTown(t, { ...options, grantReason });
  await before?.(town);
  await hangBoard(town);
  await plantUnderWay(town, nest);
  await plantPublic(town, nest);
  await plantChanged(town, nest);
  await plantBriefs(town, nest);
  await plantCatalogue(town, nest);
  await plantPeople(town, nest);
  await plantScreening(town, nest);
  return { town, canaries: nest.all, residentId };
}

async function plantUnderWay(town: Town, nest: Nest): Promise<void> {
  const inOffice = { office };
  const first = await draft(town, { words: wordsFor(nest, 'draft', inOffice) });
  await save(town, first.revision, {});
  await save(town, first.revision, { title: nest.plant('copy of a lost race', inOffice) }, 0);
  await propose(
    town,
    await draft(town, { words: wordsFor(nest, 'proposed', inOffice) }),
    nest.plant('opinion of the proposer', inOffice),
  );
  const returned = await draft(town, { words: wordsFor(nest, 'returned', inOffice) });
  await propose(town, returned);
  const reason = nest.plant('reason of a return', inOffice);
  await decide(town, town.people.reviewer, returned, 'return', reason);
  await approve(
    town,
    await draft(town, {
      words: wordsFor(nest, 'scheduled', inOffice),
      publishAt: new Date(Date.now() + 5 * 86_400_000).toISOString(),
    }),
  );
  const elsewhere = { who: town.people.otherHandler, unit: town.units.otherTown };
  await draft(
    town,
    { words: wordsFor(nest, 'draft elsewhere', { office: ['otherHandler', 'office'] }) },
    elsewhere,
  );
}

async function plantPublic(town: Town, nest: Nest): Promise<void> {
  const publish = async (name: string, pages: Seen['pages'], opening: Omit<Opening, 'words'>) =>
    approve(
      town,
      await draft(town, { ...opening, words: wordsFor(nest, name, { pages: pages ?? [], office }) }),
    );
  await publish('open to society', everyone, {});
  await publish('whole Party', members, { scope: 'wholeParty' });
  await publish('own unit', branchPeople, { scope: 'unit' });
  await publish('branch B only', ['memberB'], { scope: 'specific', audience: [town.units.branchB] });
  const gone = await publish('withdrawn', [], {});
  await withdraw(town, gone, nest.plant('reason of a withdrawal', { pages: everyone, office }));
  const innerGone = await publish('inner, withdrawn', [], { scope: 'unit' });
  await withdraw(
    town,
    innerGone,
    nest.plant('reason of an inner withdrawal', { pages: branchPeople, office }),
  );
}

async function plantChanged(town: Town, nest: Nest): Promise<void> {
  const change = async (
    name: string,
    first: { pages: readonly ReaderName[]; scope: 'society' | 'unit' },
    next: { pages: readonly ReaderName[]; scope: 'society' | 'unit' },
  ) => {
    const old = wordsFor(nest, `${name}, before`, { pages: first.pages, office });
    const made = await approve(town, await draft(town, { words: old, scope: first.scope }));
    const words = wordsFor(nest, `${name}, after`, { pages: next.pages, office });
    const note = nest.plant(`${name}: note`, { pages: next.pages, office });
    await correct(town, made, { words, scope: next.scope, note });
  };
  // An old version stays readable to those who may see the item now and might see that version then.
  await change('corrected', { pages: everyone, scope: 'society' }, { pages: everyone, scope: 'society' });
  await change('widened', { pages: branchPeople, scope: 'unit' }, { pages: everyone, scope: 'society' });
  await change('narrowed', { pages: branchPeople, scope: 'society' }, { pages: branchPeople, scope: 'unit' });
}

async function plantCatalogue(town: Town, nest: Nest): Promise<void> {
  const secret = nest.plant('matter withheld without notice', { office });
  const withheld = nest.plant('matter withheld with notice', { pages: everyone, office });
  const id = await bringIntoForce(town, nest.plant('title of a catalogue in force', { office }), [
    { matter: nest.plant('matter open to society', { pages: everyone, office }), scope: 'society' },
    { matter: nest.plant('matter for the unit', { pages: branchPeople, office }), scope: 'unit' },
    { matter: nest.plant('matter for the Party', { pages: members, office }), scope: 'wholeParty' },
    // A row names its audience in words only, so that the unit's own people see it (0004-portal-scopes.sql).
    { matter: nest.plant('matter for some', { pages: branchPeople, office }), scope: 'specific' },
    { matter: secret, scope: 'society' },
    { matter: withheld, scope: 'society' },
  ]);
  await withhold(town, secret, { note: nest.plant('note of a secret', { office }), noticePublic: false });
  await withhold(town, withheld, {
    note: nest.plant('note of a withholding', { office }),
    noticePublic: true,
  });
  await draftVersion(town, id, nest.plant('title of a catalogue draft', { office }), [
    { matter: nest.plant('row of a catalogue draft', { office }), scope: 'society' },
  ]);
  const whoeverWrites = [...office, 'otherHandler'] as const;
  const template = {
    unit: town.units.district,
    affairsKind: 'party',
    unitKinds: ['partyBranch'],
    title: nest.plant('title of a template', { office: whoeverWrites }),
    catalogue: null,
  };
  jsonOf(await town.ask(town.people.office, 'POST', '/api/catalogue-templates', template));
}

async function plantPeople(town: Town, nest: Nest): Promise<void> {
  const { system, office: clerk } = town.people;
  const staffSees = [...office, ...administrators];
  const unit = town.units.branchA;
  const account = nest.plant('account', { office: staffSees });
  jsonOf(await town.ask(system, 'POST', '/api/people', { account, name: '某新人', homeUnit: unit }));
  const post = (kind: string, personName: string, phone: string, isPublic: boolean) => ({
    kind,
    person: null,
    personName,
    title: null,
    duty: null,
    phone,
    from: '2020-01-01',
    until: null,
    isPublic,
  });
  const posts = [
    post(
      'spokesperson',
      nest.plant('holder of a public post', { pages: everyone, office: staffSees }),
      '010',
      true,
    ),
    post(
      'firstResponsible',
      nest.plant('holder of a private post', { office: staffSees }),
      nest.plant('phone of a private post', { office: staffSees }),
      false,
    ),
  ];
  for (const one of posts) jsonOf(await town.ask(clerk, 'POST', `/api/units/${unit}/posts`, one));
  await plantDelegation(town, nest);
  const table = `单位编码,单位名称,层级,单位类别,上级单位编码\nX1,${nest.plant('row of an import', { office: ['system'] })},village,partyBranch,T\n`;
  const path = '/api/unit-imports?name=units.csv';
  jsonOf(await town.ask(system, 'POST', path, new TextEncoder().encode(table)));
}

async function plantDelegation(town: Town, nest: Nest): Promise<void> {
  const { author, memberA } = town.people;
  const { grants } = jsonOf(await town.ask(author, 'GET', '/api/me/delegations'));
  const [grant] = grants as { id: string }[];
  const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
  jsonOf(
    await town.ask(author, 'POST', '/api/me/delegations', {
      delegate: memberA.id,
      grant: grant?.id,
      // Not begun yet: it lends nothing today.
      startsOn: day(20),
      endsOn: day(30),
      reason: nest.plant('reason of a delegation', { office: ['author', 'memberA', 'audit'] }),
    }),
  );
}

/** A made-up number with a right check digit; the region does not exist. */
const residentId = withCheckDigit('99010119900307451');

function withCheckDigit(first17: string): string {
  const sum = [...first17].reduce(
    (total, digit, index) => total + Number(digit) * (2 ** (17 - index) % 11),
    0,
  );
  return `${first17}${'10X98765432'[sum % 11]}`;
}

async function plantScreening(town: Town, nest: Nest): Promise<void> {
  const { author, secrecy } = town.people;
  const unit = town.units.branchA;
  const words = wordsFor(nest, 'with a finding', { office });
  await propose(
    town,
    await draft(town, { words: { ...words, body: `${words.body}（身份证号${residentId}）` } }),
  );
  const term = nest.plant('term of a unit', { office });
  const form = { kind: 'unit_term', term, note: '' };
  jsonOf(await town.ask(secrecy, 'POST', `/api/screening/units/${unit}/terms`, form));
  // The text is dropped with the request: nobody finds it again.
  const text = `机密★ ${nest.plant('text with a mark of secrecy', {})}`;
  const content = {
    title: '通知',
    body: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] },
    attachments: [],
  };
  const checked = jsonOf(await town.ask(author, 'POST', '/api/screening/check', { unit, content }));
  if (checked['isSecret'] !== true) throw new Error('the mark of secrecy was not seen');
}
