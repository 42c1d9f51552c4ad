import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toMarkup } from '#platform/html';
import { createTranslator } from '#platform/i18n';
import { formatCheckpoint, formatNote } from '#tlog';
import type { Chrome } from '#ui/portal';
import { publicationMessages } from '../messages.ts';
import { witnessesOf } from '../queries/proof.ts';
import { type Panel, type Proven, proofPanel } from './proof-panel.ts';

const t = createTranslator([publicationMessages])('zh-CN');
const hour = (n: number) => new Date(Date.UTC(2026, 2, 2, n));
const proven: Proven = {
  logIndex: 7,
  claimedAt: hour(0),
  servedAt: hour(0),
  witnessed: null,
  awaited: false,
};
const panel: Panel = {
  proven,
  state: 'registered',
  unaltered: true,
  proofHref: '/i/x.tlog-proof',
  partsHref: '/i/x.parts.json',
  codeHref: null,
  source: null,
};
// The panel asks the frame for its words only.
const shown = (changes: Partial<Proven>) =>
  toMarkup(proofPanel({ t } as Chrome, { ...panel, proven: { ...proven, ...changes } }));

test('who witnessed it and when; nobody yet, and why', () => {
  const witnessed = { at: hour(1), names: ['甲区档案馆', '乙区公开办'] };
  assert.match(shown({ witnessed }), /2026-03-02 09:00[\s\S]*甲区档案馆<br>乙区公开办/);
  assert.match(shown({}), /尚未见证[\s\S]*尚无见证单位/);
  assert.match(shown({ awaited: true }), /尚未见证[\s\S]*正在等待见证单位签名/);
});

test('a gap of more than 24 hours between what was claimed and what others saw is said', () => {
  const seen = (n: number) => ({ witnessed: { at: hour(n), names: ['甲'] } });
  assert.doesNotMatch(shown(seen(24)), /24 小时/);
  assert.match(shown({ ...seen(25), servedAt: hour(0) }), /早于首次见证 24 小时以上/);
  assert.match(shown({ servedAt: hour(25) }), /早于进入登记簿 24 小时以上/);
});

test('witnesses and their times are read from the note, earliest first; the log’s own line is none', () => {
  const id = new Uint8Array(4);
  const cosigned = (seconds: number) => {
    const bytes = Buffer.alloc(72);
    bytes.writeBigUInt64BE(BigInt(seconds), 0);
    return new Uint8Array(bytes);
  };
  const note = formatNote({
    text: formatCheckpoint({ origin: 'notice.example/log', size: 3, root: new Uint8Array(32).fill(1) }),
    signatures: [
      { name: 'notice.example/log', id, signature: new Uint8Array(64) },
      { name: 'later', id, signature: cosigned(1_800_000_000) },
      { name: 'sooner', id, signature: cosigned(1_700_000_000) },
    ],
  });
  assert.deepEqual(witnessesOf(note), [
    { name: 'sooner', at: new Date(1_700_000_000_000) },
    { name: 'later', at: new Date(1_800_000_000_000) },
  ]);
});
