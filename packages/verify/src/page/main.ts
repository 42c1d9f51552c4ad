import {
  type Checkpoint,
  decodeUtf8,
  encodeHex,
  formatVerifierKey,
  parseCheckpoint,
  parseNote,
} from '../../../tlog/src/index.ts';
import { checkItem, type ItemVerdict } from '../item/check-item.ts';
import { readScanned, type Scanned } from '../item/scanned.ts';
import { followRotations } from '../log/rotations.ts';
import { checkSignatures, keyLabel, type SignatureVerdict } from '../log/signatures.ts';
import { outcomeWords } from '../words/item-words.ts';
import type { Lang } from '../words/report-words.ts';
import { pageCrypto } from './crypto.ts';
import { byId, h } from './dom.ts';
import { chooseKeys, keysIn, type TrustedKey } from './keys.ts';
import { ask, askRotations, askText, compareCheckpoints, findEntry, isOnline } from './online.ts';
import {
  forgetEverything,
  knownKeys,
  knownLang,
  lastCheckpoint,
  rememberCheckpoint,
  rememberKeys,
  rememberLang,
} from './remembered.ts';
import { type Extra, forkView, verdictView } from './view.ts';
import { pageWords, type Sentence, say } from './words.ts';

type Given = { readonly name: string; readonly bytes: Uint8Array };

/** Everything the page knows; what is shown follows from it. */
type State = {
  lang: Lang;
  document: Given | undefined;
  proof: Given | undefined;
  scanned: Scanned | undefined;
  keys: readonly TrustedKey[];
  /** What went wrong with what was just given. */
  message: string;
  verdict: ItemVerdict | undefined;
  extras: readonly Extra[];
  fork: readonly [string, string] | undefined;
  /** The log of the site behind the page. */
  served: Extra | undefined;
};

const largest = 200 * 1024 * 1024;

const state: State = {
  lang: knownLang() === 'en' || (knownLang() === null && !navigator.language.startsWith('zh')) ? 'en' : 'zh',
  document: undefined,
  proof: undefined,
  scanned: undefined,
  keys: [],
  message: '',
  verdict: undefined,
  extras: [],
  fork: undefined,
  served: undefined,
};

const t = (sentence: Sentence, values?: Readonly<Record<string, string | number>>) =>
  say(sentence, state.lang, values);

/** A judgement that takes time is dropped when another has begun. */
let turn = 0;

/** Judges what was given, and then what needs the network or the memory. */
async function judge(): Promise<void> {
  const mine = ++turn;
  const { trusted } = chooseKeys(state.keys);
  const given = state.scanned ?? state.proof?.bytes;
  state.extras = [];
  state.verdict =
    given === undefined
      ? undefined
      : checkItem({
          crypto: pageCrypto,
          keys: trusted.map(({ key }) => key),
          proof: given,
          document: state.document?.bytes,
        });
  render();
  const { verdict } = state;
  if (verdict?.signatures === undefined) return;
  const extras: Extra[] = [];
  if (verdict.signatures.log === 'signed' && verdict.checkpoint !== undefined) {
    extras.push(await compareWithMemory(verdict.signatures, verdict.checkpoint));
  }
  if (state.scanned !== undefined) extras.push(...(await followScan(state.scanned)));
  if (mine !== turn) return;
  state.extras = extras;
  render();
}

const signedBy = (note: string): SignatureVerdict | undefined => {
  try {
    const verdict = checkSignatures(
      pageCrypto,
      note,
      chooseKeys(state.keys).trusted.map(({ key }) => key),
    );
    return verdict.log === 'signed' ? verdict : undefined;
  } catch {
    return undefined;
  }
};

/** Holds a signed checkpoint against the last one remembered of the same log, and remembers the newer. */
async function compareWithMemory({ checkpoint }: SignatureVerdict, note: string): Promise<Extra> {
  const { origin, size } = checkpoint;
  const before = lastCheckpoint(origin);
  const last = before === null ? undefined : signedBy(before)?.checkpoint;
  if (before === null || last === undefined) {
    rememberCheckpoint(origin, note);
    return { state: 'yes', text: t(pageWords['log.first'], { size }) };
  }
  const outcome = await compareCheckpoints(last, checkpoint);
  if (outcome === 'forked') {
    state.fork = [before, note];
    return { state: 'no', text: t(pageWords.forkTitle) };
  }
  if (outcome === 'grew' && size > last.size) rememberCheckpoint(origin, note);
  const sentence = outcome === 'grew' ? pageWords['log.grew'] : pageWords['log.unknown'];
  return { state: outcome === 'grew' ? 'yes' : 'open', text: t(sentence, { size: last.size }) };
}

/** The code has only a hash: the site, when it can be asked, says what stands behind it, and the page is checked at once. */
async function followScan({ proof, size, root }: Scanned): Promise<readonly Extra[]> {
  if (proof === undefined)
    return [
      { state: 'open', text: t(pageWords.onlyCheckpoint, { size, root: encodeHex(root).slice(0, 16) }) },
    ];
  const servedSize = await readServedSize();
  const entry = servedSize === undefined ? undefined : await findEntry(proof.index, servedSize, proof.leaf);
  if (entry === undefined || !('item' in entry)) return [];
  const address = `/i/${entry.item}/v/${entry.ver}`;
  const link = h(
    'span',
    {},
    t(pageWords.scanLead),
    h('a', { href: address }, `${location.origin}${address}`),
  );
  return [{ state: 'open', text: link }, ...(await checkServed(address, proof.leaf))];
}

async function checkServed(address: string, leaf: Uint8Array): Promise<readonly Extra[]> {
  const [page, proof] = await Promise.all([ask(address), ask(`${address}.tlog-proof`)]);
  if (page === undefined || proof === undefined) return [];
  const keys = chooseKeys(state.keys).trusted.map(({ key }) => key);
  const verdict = checkItem({ crypto: pageCrypto, keys, proof, document: page });
  const isSame = verdict.path !== undefined && encodeHex(verdict.path.leaf) === encodeHex(leaf);
  const words = outcomeWords[isSame ? verdict.outcome : 'other'].title[state.lang];
  const holds = isSame && verdict.outcome === 'intact';
  return [{ state: holds ? 'yes' : 'no', text: `${t(pageWords.pageChecked)}${words}` }];
}

async function readServedSize(): Promise<number | undefined> {
  const note = await askText('/log/checkpoint');
  return note === undefined ? undefined : signedBy(note)?.checkpoint.size;
}

/** On each visit: the keys the site shows, and whether its log only grew since the last visit. */
async function visit(): Promise<void> {
  if (!isOnline) return;
  const [shown, note] = await Promise.all([askText('/log/vkey'), askText('/log/checkpoint')]);
  if (shown !== undefined) {
    state.keys = [...state.keys.filter(({ source }) => source !== 'site'), ...keysIn(shown, 'site')];
    if (note !== undefined) await followChanges(note);
    const { trusted } = chooseKeys(state.keys);
    rememberKeys(trusted.map(({ text }) => text));
  }
  if (note !== undefined) state.served = await judgeServed(note);
}

/** Another key than the one known: it is as good when the known one has signed for it, and the log says so. */
async function followChanges(note: string): Promise<void> {
  if (chooseKeys(state.keys).conflicts.length === 0) return;
  const { origin, size } = checkpointOf(note) ?? { origin: '', size: 0 };
  const firm = state.keys.filter(({ source }) => source !== 'site').map(({ key }) => key);
  const entries = await askRotations(size);
  const added = followRotations(pageCrypto, { entries }, origin, firm, () => {});
  const found = added.map((key): TrustedKey => ({ key, text: formatVerifierKey(key), source: 'rotated' }));
  state.keys = [...state.keys, ...found];
}

async function judgeServed(note: string): Promise<Extra> {
  const verdict = signedBy(note);
  if (verdict === undefined)
    return { state: 'no', text: t(pageWords.servedUnsigned, { origin: checkpointOf(note)?.origin ?? '?' }) };
  const { origin, size } = verdict.checkpoint;
  const before = lastCheckpoint(origin);
  const last = before === null ? undefined : signedBy(before)?.checkpoint;
  const lead = `${t(pageWords.servedText, { origin, size })}${state.lang === 'zh' ? '' : ' '}`;
  if (last !== undefined && last.size > size)
    return { state: 'no', text: `${lead}${t(pageWords['log.back'], { size: last.size, now: size })}` };
  const compared = await compareWithMemory(verdict, note);
  return { ...compared, text: `${lead}${String(compared.text)}` };
}

function checkpointOf(note: string): Checkpoint | undefined {
  try {
    return parseCheckpoint(parseNote(note).text);
  } catch {
    return undefined;
  }
}

/** Sorts files by what they are: a proof says so in its first line, keys are keys, anything else is the document. */
async function addFiles(files: readonly File[]): Promise<void> {
  state.message = '';
  for (const file of files) {
    if (file.size > largest) {
      state.message = t(pageWords.tooLarge, { name: file.name });
      continue;
    }
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      addFile({ name: file.name, bytes });
    } catch {
      state.message = t(pageWords.unreadable, { name: file.name });
    }
  }
  await judge();
  if (state.verdict !== undefined) document.getElementById('outcome')?.focus();
}

function addFile(given: Given): void {
  const text = beginning(given.bytes);
  const keys = given.bytes.length < 10_000 ? keysIn(text, 'given') : [];
  if (text.startsWith('c2sp.org/tlog-proof')) {
    state.proof = given;
    state.scanned = undefined;
  } else if (keys.length > 0) useKeys(keys);
  else state.document = given;
}

function beginning(bytes: Uint8Array): string {
  try {
    return decodeUtf8(bytes.subarray(0, 10_000));
  } catch {
    return new TextDecoder().decode(bytes.subarray(0, 10_000));
  }
}

/** What a reader gives stands before everything that was known of the same log. */
function useKeys(keys: readonly TrustedKey[]): void {
  const names = new Set(keys.map(({ key }) => key.name));
  state.keys = [
    ...state.keys.filter(({ key, source }) => source === 'site' || !names.has(key.name)),
    ...keys,
  ];
}

function readFragment(): void {
  if (location.hash.length < 3) return;
  try {
    state.scanned = readScanned(location.hash);
    state.message = '';
  } catch {
    state.scanned = undefined;
    state.message = t(pageWords.scanBad);
  }
}

/** The page as one file with the keys in it: it needs no network to check signatures. */
async function saveOffline(): Promise<void> {
  const keys = chooseKeys(state.keys).trusted.map(({ text }) => text);
  const source =
    (await askText(location.pathname)) ?? `<!doctype html>\n${document.documentElement.outerHTML}`;
  const json = JSON.stringify(keys).replaceAll('<', '\\u003c');
  const mark = /(<script type="application\/json" id="trusted-keys">)[^<]*(<\/script>)/;
  download(
    'verify.html',
    'text/html',
    source.replace(mark, (_, open: string, close: string) => open + json + close),
  );
}

function download(name: string, media: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: media }));
  h('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

function render(): void {
  const focused = document.activeElement?.id ?? '';
  const { lang } = state;
  document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en';
  document.title = t(pageWords.title);
  byId('page').replaceChildren(
    masthead(),
    h(
      'main',
      { class: 'wide' },
      h('h1', {}, t(pageWords.title)),
      h('p', { class: 'lead' }, t(pageWords.lead)),
      state.fork !== undefined && forkView(state.fork, lang, saveFork),
      conflicts(),
      dropArea(),
      h('div', { 'aria-live': 'polite', id: 'result' }, answer()),
      servedView(),
      keysView(),
    ),
  );
  if (focused !== '') document.getElementById(focused)?.focus();
}

function saveFork(): void {
  download('checkpoints.txt', 'text/plain', (state.fork ?? []).join('\n\n'));
}

function masthead(): HTMLElement {
  const change = () => {
    state.lang = state.lang === 'zh' ? 'en' : 'zh';
    rememberLang(state.lang);
    render();
    void visit().then(judge);
  };
  const other = t(pageWords.otherLang);
  return h(
    'header',
    {},
    h(
      'div',
      { class: 'wide' },
      isOnline ? h('a', { class: 'name', href: '/' }, '公开') : h('span', { class: 'name' }, '公开'),
      h(
        'button',
        {
          type: 'button',
          id: 'lang',
          class: 'link',
          lang: state.lang === 'zh' ? 'en' : 'zh-CN',
          click: change,
        },
        other,
      ),
    ),
    h('hr', { class: 'rule' }),
  );
}

function conflicts(): HTMLElement | false {
  const { conflicts: all } = chooseKeys(state.keys);
  return (
    all.length > 0 &&
    h(
      'div',
      { class: 'callout', role: 'alert' },
      ...all.map(({ known, shown }) =>
        h('p', {}, t(pageWords.keyConflict, { shown: keyLabel(shown.key), known: keyLabel(known.key) })),
      ),
    )
  );
}

function dropArea(): HTMLElement {
  const input = h('input', { type: 'file', id: 'files', multiple: true, 'aria-describedby': 'drop-text' });
  input.addEventListener('change', () => void addFiles([...(input.files ?? [])]));
  const has = state.document !== undefined || state.proof !== undefined || state.scanned !== undefined;
  return h(
    'section',
    { class: 'drop', id: 'drop', 'aria-labelledby': 'drop-title' },
    h('h2', { id: 'drop-title' }, t(pageWords.dropTitle)),
    h('p', { id: 'drop-text', class: 'small' }, t(pageWords.dropText)),
    h('label', { class: 'button' }, t(pageWords.choose), input),
    h(
      'dl',
      { class: 'slots' },
      ...slot('document', pageWords.document, state.document?.name, () => {
        state.document = undefined;
      }),
      ...slot(
        'proof',
        pageWords.proof,
        state.scanned === undefined ? state.proof?.name : t(pageWords.scanned),
        () => {
          state.proof = undefined;
          state.scanned = undefined;
        },
      ),
    ),
    state.message !== '' && h('p', { class: 'warn', role: 'alert' }, state.message),
    has &&
      h(
        'p',
        {},
        h('button', { type: 'button', id: 'clear', class: 'link', click: clearAll }, t(pageWords.clear)),
      ),
  );
}

function clearAll(): void {
  Object.assign(state, {
    document: undefined,
    proof: undefined,
    scanned: undefined,
    message: '',
    fork: undefined,
  });
  history.replaceState(null, '', location.pathname);
  void judge();
}

function slot(
  id: string,
  label: Sentence,
  name: string | undefined,
  remove: () => void,
): readonly HTMLElement[] {
  const click = () => {
    remove();
    void judge();
  };
  return [
    h('dt', {}, t(label)),
    h(
      'dd',
      { id: `slot-${id}`, class: name === undefined ? 'soft' : '' },
      name ?? t(pageWords.missing),
      name !== undefined &&
        h(
          'button',
          {
            type: 'button',
            id: `remove-${id}`,
            class: 'link',
            'aria-label': `${t(pageWords.remove)} ${name}`,
            click,
          },
          t(pageWords.remove),
        ),
    ),
  ];
}

function answer(): HTMLElement | false {
  if (state.verdict !== undefined) return verdictView(state.verdict, state.extras, state.lang);
  return state.document !== undefined && h('p', { class: 'soft' }, t(pageWords.waiting));
}

function servedView(): HTMLElement | false {
  const { served } = state;
  if (served === undefined) return false;
  const tone = served.state === 'yes' ? 'good' : served.state === 'no' ? 'warn' : 'plain';
  return h(
    'section',
    {
      class: 'served',
      'aria-labelledby': 'served',
      role: served.state === 'no' && state.fork === undefined ? 'alert' : undefined,
    },
    h('h2', { id: 'served' }, t(pageWords.served)),
    h('p', { class: tone, id: 'served-text' }, served.text),
  );
}

function keysView(): HTMLElement {
  const { trusted } = chooseKeys(state.keys);
  const field = h('textarea', { id: 'key', rows: 3, spellcheck: 'false', autocomplete: 'off' });
  const use = () => {
    const keys = keysIn(field.value, 'given');
    state.message = keys.length === 0 ? t(pageWords.keyBad) : '';
    useKeys(keys);
    rememberKeys(keys.map(({ text }) => text));
    void judge();
  };
  const forget = () => {
    forgetEverything();
    location.reload();
  };
  return h(
    'details',
    { class: 'keys', id: 'keys', open: trusted.length === 0 },
    h('summary', {}, `${t(pageWords.keys)} (${trusted.length})`),
    h('p', { class: 'small' }, t(pageWords.keysText)),
    trusted.length === 0
      ? h('p', {}, t(pageWords.keyNone))
      : h(
          'ul',
          { class: 'plain small' },
          ...trusted.map(({ text, source }) =>
            h('li', {}, h('code', {}, text), ` ${t(pageWords[`source.${source}`])}`),
          ),
        ),
    h('p', {}, h('label', { for: 'key' }, t(pageWords.keyField)), field),
    h(
      'p',
      { class: 'buttons' },
      h('button', { type: 'button', id: 'use-key', click: use }, t(pageWords.keyUse)),
      h(
        'button',
        { type: 'button', id: 'save', class: 'link', click: () => void saveOffline() },
        t(pageWords.save),
      ),
      h('button', { type: 'button', id: 'forget', class: 'link', click: forget }, t(pageWords.forget)),
    ),
  );
}

function attachedKeys(): readonly TrustedKey[] {
  try {
    const found: unknown = JSON.parse(byId('trusted-keys').textContent ?? '[]');
    return Array.isArray(found) ? keysIn(found.join('\n'), 'attached') : [];
  } catch {
    return [];
  }
}

async function start(): Promise<void> {
  state.keys = [...keysIn(knownKeys().join('\n'), 'known'), ...attachedKeys()];
  readFragment();
  render();
  addEventListener('hashchange', () => {
    readFragment();
    void judge();
  });
  addEventListener('dragover', (event) => {
    event.preventDefault();
    byId('drop').classList.add('over');
  });
  addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) byId('drop').classList.remove('over');
  });
  addEventListener('drop', (event) => {
    event.preventDefault();
    byId('drop').classList.remove('over');
    void addFiles([...(event.dataTransfer?.files ?? [])]);
  });
  await visit();
  await judge();
}

void start();
