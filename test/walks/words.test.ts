import assert from 'node:assert/strict';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { roles } from '#kernel';
import { createTranslator, locales, type Messages } from '#platform/i18n';
import { allModules } from '../../src/app/compose.ts';
import { moveNames } from '../../src/modules/disclosure/words.ts';
import { actionName } from '../../src/modules/identity/web/oversight-routes.ts';

/* Whatever a room can refuse, permit or tell has words in both languages: a user never meets a bare code. */

const root = join(import.meta.dirname, '..', '..');

function modulesOf(t: TestContext) {
  const data = mkdtempSync(join(tmpdir(), 'gongkai-words-'));
  t.after(() => rmSync(data, { recursive: true, force: true }));
  return allModules({ data, mode: 'demo' });
}

type Source = { readonly file: string; readonly text: string };

/** Server code; the office interface has its own texts, and the commands of the shell speak to administrators. */
const sources: readonly Source[] = globSync('src/**/*.ts', { cwd: root })
  .filter(
    (file) =>
      !/\.test\.ts$|\/testing\/|\/office\/|^src\/ui\/office|^src\/app\/(demo|corpus|commands)\//.test(file),
  )
  .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));

/** The whole call `name(…)`, to its closing bracket. */
function callsOf(text: string, name: string): readonly string[] {
  return [...text.matchAll(new RegExp(`\\b${name}\\(`, 'g'))].map((match) => {
    let depth = 0;
    for (let at = match.index + name.length; at < text.length; at += 1) {
      if (text[at] === '(') depth += 1;
      if (text[at] === ')') depth -= 1;
      if (depth === 0) return text.slice(match.index, at + 1);
    }
    return text.slice(match.index);
  });
}

const kebab = /'([a-z][a-z0-9]*(?:-[a-z0-9]+)+)'/g;

/** Codes given to `refuse` in so many words, and those that the types of refusals list. */
function refusalCodes(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { file, text } of sources) {
    const first = callsOf(text, 'refuse').map((call) => call.split(/,\s*\d{3}/)[0] ?? '');
    const types = [...text.matchAll(/type \w*(?:Refusal|RefusalCode)\b[^=;]*=([^;{]*);/g)].map(
      (match) => match[1] ?? '',
    );
    for (const part of [...first, ...types])
      for (const [, code] of part.matchAll(kebab)) found.set(code ?? '', file);
  }
  return found;
}

/** Kinds of notices: the words `room.what` in whatever leaves notices. */
function noticeKinds(rooms: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const kind = new RegExp(
    `(?<!(?:Table|From|Into|Join)\\(|announce\\(ctx, )'((?:${rooms.join('|')})\\.[a-z-]+)'`,
    'g',
  );
  for (const { file, text } of sources.filter((one) => /\bnotify\(/.test(one.text)))
    for (const [, name] of text.matchAll(kind)) found.set(name ?? '', file);
  return found;
}

function missingOf(messages: readonly Messages[], keys: ReadonlyMap<string, string>): string[] {
  const translator = createTranslator(messages);
  return locales.flatMap((locale) => {
    const t = translator(locale);
    return [...keys].filter(([key]) => t(key) === key).map(([key, where]) => `${locale} ${key} (${where})`);
  });
}

const withPrefix = (prefix: string, keys: ReadonlyMap<string, string>) =>
  new Map([...keys].map(([key, where]) => [`${prefix}.${key}`, where]));

test('every refusal code has a message in Chinese and in English', (t) => {
  const messages = modulesOf(t).flatMap((module) => module.messages);
  const codes = refusalCodes();
  assert.ok(codes.size > 120, `${codes.size} codes`);
  t.diagnostic(`${codes.size} codes`);
  assert.deepEqual(missingOf(messages, withPrefix('refusal', codes)), []);
});

test('every permission and every role has its name', (t) => {
  const modules = modulesOf(t);
  const names = modules.flatMap((module) =>
    Object.keys(module.permissions).map((name) => [name, module.name] as const),
  );
  assert.ok(names.length > 30);
  const messages = modules.flatMap((module) => module.messages);
  assert.deepEqual(missingOf(messages, withPrefix('permission', new Map(names))), []);
  assert.deepEqual(
    missingOf(messages, withPrefix('role', new Map(roles.map((role) => [role, 'kernel'])))),
    [],
  );
});

test('every notice has its words', (t) => {
  const modules = modulesOf(t);
  const kinds = noticeKinds(modules.map((module) => module.name));
  assert.ok(kinds.size >= 8, [...kinds.keys()].join());
  t.diagnostic([...kinds.keys()].join(' '));
  const messages = modules.flatMap((module) => module.messages);
  assert.deepEqual(missingOf(messages, withPrefix('notice', kinds)), []);
});

/** What audit rows say was done, where the code says it in so many words; the moves of a case are taken from their list. */
function auditActions(): ReadonlyMap<string, string> {
  const found = new Map(
    moveNames.filter((move) => move !== 'edit').map((move) => [`disclosure.${move}`, 'moveNames']),
  );
  for (const { file, text } of sources)
    for (const [, action] of text.matchAll(/\baction: '([a-z.-]+)'/g)) found.set(action ?? '', file);
  return found;
}

test('every deed in the audit log has its words', (t) => {
  const translator = createTranslator(modulesOf(t).flatMap((module) => module.messages));
  const actions = auditActions();
  assert.ok(actions.size > 60, `${actions.size} actions`);
  for (const locale of locales) {
    const bare = [...actions].filter(([action]) => actionName(translator(locale), action) === action);
    assert.deepEqual(bare, [], locale);
  }
  assert.equal(actionName(translator('zh-CN'), 'disclosure.approve'), '批准');
  assert.equal(actionName(translator('zh-CN'), 'nothing.known'), 'nothing.known');
});

test('words in one language are words in the other, with the same gaps to fill', (t) => {
  for (const messages of modulesOf(t).flatMap((module) => module.messages)) {
    const gaps = (text = '') =>
      [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]))].sort().join();
    const different = Object.entries(messages['zh-CN']).filter(
      ([key, text]) => gaps(text) !== gaps(messages.en[key]),
    );
    assert.deepEqual(
      different.map(([key]) => key),
      [],
    );
    for (const [key, text] of Object.entries(messages['zh-CN'])) assert.notEqual(text.trim(), '', key);
    for (const [key, text] of Object.entries(messages.en)) assert.notEqual(text.trim(), '', key);
  }
});
