import { readFile } from 'node:fs/promises';
import {
  parseCheckpoint,
  parseNote,
  parseProof,
  parseVerifierKey,
  TlogError,
  type VerifierKey,
} from '../../../tlog/src/index.ts';
import { checkItem, type ItemVerdict } from '../item/check-item.ts';
import { openMemory, usualMemory } from '../log/memory.ts';
import type { Policy } from '../log/policy.ts';
import { nodeCrypto } from '../node-crypto.ts';
import { notProven, outcomeWords, stepWords } from '../words/item-words.ts';
import { fill, forReaders, type Lang } from '../words/report-words.ts';
import { type Asked, UsageError } from './arguments.ts';
import type { Surroundings } from './run.ts';

/** Checks a proof, with the document it is about when one is given. */
export async function runProof(
  asked: Asked,
  policy: Policy | undefined,
  around: Surroundings,
): Promise<number> {
  const proofFile = asked.places.at(-1) ?? '';
  const proof = await readFile(proofFile);
  const document = asked.places.length > 1 ? await readFile(asked.places[0] ?? '') : undefined;
  const keys = [...asked.keys.map(readKey), ...(policy?.logs ?? [])];
  const trusted = keys.length > 0 ? keys : await rememberedKeys(asked, proof);
  const verdict = checkItem({ crypto: nodeCrypto, keys: trusted, policy, proof, document });
  if (asked.json) around.out(JSON.stringify(jsonOf(verdict)));
  else for (const line of linesOf(verdict, asked.lang)) around.out(line);
  return verdict.outcome === 'intact' || verdict.outcome === 'registered' ? 0 : 1;
}

function readKey(text: string): VerifierKey {
  try {
    return parseVerifierKey(nodeCrypto.sha256, text);
  } catch (error) {
    if (error instanceof TlogError) throw new UsageError(`--key: ${error.message}`);
    throw error;
  }
}

/** Keys trusted for this log when its site was checked before. */
async function rememberedKeys({ memory }: Asked, proof: Uint8Array): Promise<readonly VerifierKey[]> {
  if (memory === null) return [];
  try {
    const { origin } = parseCheckpoint(parseNote(parseProof(proof).checkpoint).text);
    return (await openMemory(memory ?? usualMemory(), origin).keys()).map(readKey);
  } catch (error) {
    if (error instanceof TlogError) return [];
    throw error;
  }
}

const marks = { yes: '✔', no: '✖', open: '○' } as const;

function linesOf({ outcome, steps }: ItemVerdict, lang: Lang): readonly string[] {
  const { title, text } = outcomeWords[outcome];
  return [
    `${title[lang]}${lang === 'zh' ? '。' : '. '}${text[lang]}`,
    ...steps.map(
      ({ state, say, values }) =>
        `  ${marks[state]} ${fill(stepWords[say]?.[lang] ?? say, forReaders(values, lang))}`,
    ),
    `${lang === 'zh' ? '不能证明：' : 'Not proven: '}${notProven.map((one) => one[lang]).join(lang === 'zh' ? '；' : '; ')}`,
  ];
}

function jsonOf({ outcome, steps, path, entry, document }: ItemVerdict): object {
  return {
    outcome,
    steps,
    index: path?.index ?? null,
    size: path?.size ?? null,
    entry: entry ?? null,
    parts: document?.parts ?? [],
  };
}
