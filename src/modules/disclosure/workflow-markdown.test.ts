import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createTranslator } from '#platform/i18n';
import { refusals, words, workflowWords } from './messages/index.ts';
import { workflowMarkdown } from './workflow-markdown.ts';

const path = join(import.meta.dirname, '../../../docs/workflows/disclosure.md');

test('the printed workflow is that of the table (UPDATE=1 writes it)', () => {
  const translator = createTranslator([refusals, words, workflowWords]);
  const printed = workflowMarkdown(translator('zh-CN'), translator('en'));
  if (process.env['UPDATE'] === '1') writeFileSync(path, printed);
  assert.equal(readFileSync(path, 'utf8'), printed);
});
