import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTranslator } from '#platform/i18n';
import { anchorMessages } from '../anchors/messages.ts';
import { peerProblems } from '../anchors/peers.ts';
import { timeStampFaults } from '../anchors/stamp-faults.ts';
import { witnessProblems } from './client.ts';
import { fetchProblems } from './fetch.ts';
import { witnessMessages } from './messages.ts';
import { parsePolicy, policyFaults } from './policy.ts';
import { quorumWords } from './quorum-words.ts';
import { paperVkey } from './testing/paper-log.ts';

const translator = createTranslator([witnessMessages, anchorMessages]);

test('everything that can go wrong outside has words in both languages', () => {
  const keys = [
    ...policyFaults.map((one) => `policy.${one}`),
    ...witnessProblems.map((one) => `witness.${one}`),
    ...peerProblems.map((one) => `peer.${one}`),
    ...[...timeStampFaults, ...fetchProblems].map((one) => `stamp.${one}`),
  ].map((one) => `transparency-log.${one}`);
  const known = (locale: 'zh-CN' | 'en') =>
    new Set([...Object.keys(witnessMessages[locale]), ...Object.keys(anchorMessages[locale])]);
  for (const locale of ['zh-CN', 'en'] as const)
    assert.deepEqual(
      keys.filter((key) => !known(locale).has(key)),
      [],
    );
});

test('a quorum reads as a sentence, groups within groups in brackets', () => {
  const names = ['甲', '乙', '丙', '丁', '戊'];
  const lines = names.map((name, at) => `witness ${name} ${paperVkey(`w${at}.example`, 4)}\n`).join('');
  const said = (rest: string, locale: 'zh-CN' | 'en' = 'zh-CN') => {
    const read = parsePolicy(Buffer.from(`${lines}${rest}\n`));
    assert.ok(read.ok, JSON.stringify(read));
    return quorumWords(read.policy.quorum, translator(locale));
  };
  assert.equal(said('quorum none'), '不要求见证');
  assert.equal(said('quorum 甲'), '甲须签名');
  assert.equal(said('group g all 甲 乙\nquorum g'), '甲、乙都须签名');
  assert.equal(said('group g any 甲 乙\nquorum g'), '甲、乙中任一签名即可');
  assert.equal(said('group g 2 甲 乙 丙\nquorum g'), '甲、乙、丙中至少 2 个签名');
  assert.equal(said('group g 1 甲\nquorum g'), '甲须签名');
  const nested = 'group a any 甲 乙\ngroup b 2 丙 丁 戊\ngroup g all a b\nquorum g';
  assert.equal(said(nested), '（甲、乙中任一签名即可）、（丙、丁、戊中至少 2 个签名）都须签名');
  assert.equal(said(nested, 'en'), 'all of (any of 甲, 乙), (at least 2 of 丙, 丁, 戊)');
});
