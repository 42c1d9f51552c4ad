import { jsonOf, type Person, type Town } from './walk-people.ts';
import { planPublicationNow } from './walk-settle.ts';

/*
 * Dossiers brought through their order over HTTP by the people of branch A, as the office does it.
 */

/** The five places of a dossier in which a word can stand. */
export type Words = {
  readonly title: string;
  readonly body: string;
  readonly keyword: string;
  readonly fileName: string;
  readonly file: string;
};

export type Dossier = { readonly disclosure: string; readonly revision: string };

export type Opening = {
  readonly words: Words;
  readonly scope?: 'society' | 'wholeParty' | 'unit' | 'specific';
  readonly audience?: readonly number[];
  readonly publishAt?: string;
  readonly more?: Readonly<Record<string, unknown>>;
};

function contentOf(unit: number, opening: Opening): Record<string, unknown> {
  const { words, scope = 'society', audience, publishAt = null, more = {} } = opening;
  return {
    title: `关于${words.title}的公示`,
    scope,
    audience: audience === undefined ? null : { units: audience },
    scopeUnit: unit,
    affairsKind: 'party',
    category: '工作动态',
    keywords: [words.keyword],
    publishAt,
    body: bodyOf(words.body),
    ...more,
  };
}

function bodyOf(word: string) {
  return {
    type: 'doc',
    content: [{ type: 'paragraph', content: [{ type: 'text', text: `现将${word}有关情况公布如下。` }] }],
  };
}

async function attach(town: Town, who: Person, revision: string, words: Words): Promise<void> {
  const path = `/api/revisions/${revision}/attachments?name=${encodeURIComponent(`${words.fileName}.txt`)}`;
  jsonOf(await town.ask(who, 'POST', path, new TextEncoder().encode(`附件内容：${words.file}\n`)));
}

/** A draft of a unit by its handler, with one file. */
export async function draft(
  town: Town,
  opening: Opening,
  by: { readonly who: Person; readonly unit: number } = {
    who: town.people.author,
    unit: town.units.branchA,
  },
): Promise<Dossier> {
  const content = contentOf(by.unit, opening);
  const made = jsonOf(await town.ask(by.who, 'POST', '/api/disclosures', { unit: by.unit, content }));
  const { disclosure, revision } = made as Dossier;
  await attach(town, by.who, revision, opening.words);
  return { disclosure, revision };
}

async function view(town: Town, revision: string) {
  return jsonOf(await town.ask(town.people.author, 'GET', `/api/revisions/${revision}`)) as {
    lockVersion: number;
    contentSha256: string;
    content: Record<string, unknown>;
    attachments: { id: string }[];
  };
}

export async function propose(town: Town, dossier: Dossier, opinion = '请审'): Promise<Dossier> {
  const { lockVersion } = await view(town, dossier.revision);
  const path = `/api/revisions/${dossier.revision}/propose`;
  jsonOf(await town.ask(town.people.author, 'POST', path, { lockVersion, opinion }));
  return dossier;
}

/** A decision of one of the hands on the text as it is frozen. */
export async function decide(
  town: Town,
  who: Person,
  dossier: Dossier,
  move: 'pass' | 'approve' | 'return',
  opinion = '同意',
): Promise<void> {
  const { contentSha256 } = await view(town, dossier.revision);
  const path = `/api/revisions/${dossier.revision}/${move}`;
  jsonOf(await town.ask(who, 'POST', path, { contentSha256, opinion }));
}

/** Proposed, reviewed twice, approved; what is due is then public. */
export async function approve(town: Town, dossier: Dossier): Promise<Dossier> {
  await propose(town, dossier);
  await decide(town, town.people.reviewer, dossier, 'pass');
  await decide(town, town.people.secrecy, dossier, 'pass');
  await decide(town, town.people.approver, dossier, 'approve');
  await planPublicationNow(town.app);
  return dossier;
}

/** The next revision of a public dossier, with other words and another file, approved and public. */
export async function correct(
  town: Town,
  dossier: Dossier,
  opening: Opening & { readonly note: string },
): Promise<Dossier> {
  const { author } = town.people;
  const revision = await start(town, dossier, 'correct');
  const before = await view(town, revision);
  for (const { id } of before.attachments)
    jsonOf(await town.ask(author, 'DELETE', `/api/revisions/${revision}/attachments/${id}`));
  await attach(town, author, revision, opening.words);
  await save(town, revision, { ...contentOf(town.units.branchA, opening), changeNote: opening.note });
  return approve(town, { ...dossier, revision });
}

export async function withdraw(town: Town, dossier: Dossier, reason: string): Promise<Dossier> {
  const revision = await start(town, dossier, 'withdraw');
  await save(town, revision, { reason });
  return approve(town, { ...dossier, revision });
}

async function start(town: Town, dossier: Dossier, purpose: string): Promise<string> {
  const path = `/api/disclosures/${dossier.disclosure}/start`;
  return (jsonOf(await town.ask(town.people.author, 'POST', path, { purpose })) as Dossier).revision;
}

/** Saves a draft with some fields changed. @param lockVersion another than the newest makes a kept copy of a lost race */
export async function save(
  town: Town,
  revision: string,
  changes: Readonly<Record<string, unknown>>,
  lockVersion?: number,
): Promise<void> {
  const now = await view(town, revision);
  const { attachments: _, ...content } = now.content;
  jsonOf(
    await town.ask(town.people.author, 'PUT', `/api/revisions/${revision}/draft`, {
      lockVersion: lockVersion ?? now.lockVersion,
      content: { ...content, ...changes },
    }),
  );
}
