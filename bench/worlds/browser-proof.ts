import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { launch, madeUpHost } from '../../packages/verify/src/testing/browser.ts';
import { serve } from '../../packages/verify/src/testing/serve.ts';
import {
  heartbeat,
  makeKey,
  makeLog,
  pageOf,
  proofOf,
  publish,
} from '../../packages/verify/src/testing/world.ts';

const packages = join(import.meta.dirname, '..', '..', 'packages');

/** What runs in the browser: the verifier's own functions with the page's own cryptography. */
const program = `
import { checkItem } from ${JSON.stringify(join(packages, 'verify/src/item/check-item.ts'))};
import { pageCrypto as crypto } from ${JSON.stringify(join(packages, 'verify/src/page/crypto.ts'))};
import { edgeRoot, extendEdge, leafHash, parseVerifierKey } from ${JSON.stringify(join(packages, 'tlog/src/index.ts'))};
const { sha256 } = crypto;
export async function proofs({ proof, page, vkey, rounds }) {
  const bytes = (text) => new TextEncoder().encode(text);
  const times = [];
  for (let round = 0; round < rounds; round += 1) {
    const begun = performance.now();
    const keys = [parseVerifierKey(sha256, vkey)];
    const { outcome } = await checkItem({ crypto, keys, proof: bytes(proof), document: bytes(page) });
    times.push(performance.now() - begun);
    if (outcome !== 'intact') throw new Error(outcome);
  }
  return times;
}
export function rebuild(count) {
  const entries = Array.from({ length: count }, (_, at) => new TextEncoder().encode(JSON.stringify({ claimed_at:
    '2026-03-02T01:02:03.004Z', item: 'a' + at, manifest: { commit: 'ab'.repeat(32) }, type: 'publish', unit: 'u', v: 1, ver: 1 })));
  const begun = performance.now();
  let edge = [];
  for (let at = 0; at < count; at += 1) edge = extendEdge(sha256, at, edge, leafHash(sha256, entries[at]));
  edgeRoot(sha256, edge);
  return performance.now() - begun;
}`;

/**
 * Verifies a proof of 100,000 entries with its page, and rebuilds a root, in Chromium on a plain http host (there is no
 * `crypto.subtle` there).
 * @returns milliseconds; null where there is no Chromium
 */
export async function timeInBrowser(
  rounds: number,
): Promise<{ readonly proofs: readonly number[]; readonly rebuild: number } | null> {
  if (!existsSync('/usr/bin/chromium')) return null;
  const script = await bundleProgram();
  const given = await makeProof(rounds);
  const site = await serve(new Map([['/', Buffer.from('<!doctype html><title>bench</title>')]]));
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.goto(`http://${madeUpHost}:${site.port}/`);
    await page.addScriptTag({ content: script });
    const proofs = await page.evaluate<number[]>(`bench.proofs(${JSON.stringify(given)})`);
    const rebuild = await page.evaluate<number>('bench.rebuild(100000)');
    return { proofs, rebuild };
  } finally {
    await browser.close();
    await site.close();
  }
}

async function bundleProgram(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-bench-browser-'));
  try {
    const entry = join(folder, 'entry.js');
    writeFileSync(entry, program);
    const made = await build({
      configFile: false,
      root: packages,
      logLevel: 'error',
      build: { write: false, target: 'es2020', lib: { entry, formats: ['iife'], name: 'bench' } },
    });
    const [output] = [made].flat();
    const chunk = output !== undefined && 'output' in output ? output.output[0] : undefined;
    if (chunk === undefined) throw new Error('nothing was bundled');
    return chunk.code;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function makeProof(rounds: number) {
  const key = makeKey('bench.example/log');
  const log = makeLog('bench.example/log', key);
  for (let at = 0; at < 100_000; at += 1) heartbeat(log, '2026-03-02T00:00:00.000Z');
  const blocks = Array.from(
    { length: 20 },
    (_, at) => `<p>第${at}段：${'村集体收入与支出经逐笔审核。'.repeat(5)}</p>`,
  );
  const item = publish(log, 'aaaa0001', { blocks });
  return { proof: await proofOf(log, item), page: pageOf(item), vkey: key.vkey, rounds };
}
