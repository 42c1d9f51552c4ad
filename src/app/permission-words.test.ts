import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createTranslator, locales } from '#platform/i18n';
import { allModules } from './compose.ts';

test('every permission and the room it belongs to have their words in both languages', (t) => {
  const data = mkdtempSync(join(tmpdir(), 'gongkai-words-'));
  t.after(() => rmSync(data, { recursive: true }));
  const modules = allModules({ data, mode: 'demo' });
  const translate = createTranslator(modules.flatMap((module) => module.messages));
  const names = modules.flatMap((module) => Object.keys(module.permissions));
  const keys = [...names, ...names.map((name) => name.slice(0, name.indexOf('.')))].map(
    (name) => `permission.${name}`,
  );
  const missing = locales.flatMap((locale) =>
    keys.filter((key) => translate(locale)(key) === key).map((key) => `${locale} ${key}`),
  );
  assert.deepEqual(missing, []);
  assert.ok(names.length > 30, `only ${names.length} permissions found`);
});
