import { z } from 'zod';
import { done, type Result, refuse } from '#kernel';
import type { Locale } from '#platform/i18n';

/** One thing wrong with the input: where, and what is expected, in the reader's language. */
export type FieldProblem = { readonly field: string; readonly code: string; readonly message: string };

export type InvalidInput = { readonly problems: readonly FieldProblem[] };

const errorMaps = {
  'zh-CN': z.locales.zhCN().localeError,
  en: z.locales.en().localeError,
} as const;

/**
 * Parses one part of a request.
 * @param part `params`, `query` or `body`: the beginning of the field's name
 * @returns the parsed value or every problem with its field
 */
export function parseInput(
  schema: z.ZodType | undefined,
  value: unknown,
  part: string,
  locale: Locale,
):
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] } {
  if (schema === undefined) return { ok: true, value: undefined };
  const parsed = schema.safeParse(value, { error: errorMaps[locale] });
  if (parsed.success) return { ok: true, value: parsed.data };
  return {
    ok: false,
    problems: parsed.error.issues.map((issue) => ({
      field: fieldName(part, issue),
      code: issue.code ?? 'custom',
      message: issue.message,
    })),
  };
}

function fieldName(part: string, issue: z.core.$ZodIssue): string {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') path.push(...issue.keys.slice(0, 1));
  return [...(part === 'body' ? [] : [part]), ...path].join('.') || part;
}

/**
 * Text that no database column and no page can hold: NUL and lone surrogates. Checked once for all input, so that no
 * query meets it.
 * @returns the path of the first such string, or null
 */
export function findUnstorableText(value: unknown, path = ''): string | null {
  if (typeof value === 'string') return value.includes('\u0000') || !value.isWellFormed() ? path : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    const where = path === '' ? key : `${path}.${key}`;
    if (key.includes('\u0000') || !key.isWellFormed()) return path;
    const found = findUnstorableText(inner, where);
    if (found !== null) return found;
  }
  return null;
}

/** Deeper than any form or text of this program; whoever walks input by recursion may rely on it. */
const MOST_DEPTH = 100;

function isTooDeep(root: unknown): boolean {
  let level: unknown[] = [root];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MOST_DEPTH) return true;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return false;
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Reads a JSON body; bytes that are not UTF-8, text that is not JSON and endless nesting are told apart. */
export function readJson(
  bytes: Buffer,
): Result<unknown, 'body-not-utf8' | 'body-not-json' | 'body-too-deep'> {
  let text: string;
  let value: unknown;
  try {
    text = decoder.decode(bytes);
  } catch {
    return refuse('body-not-utf8', 400, {}, 'body');
  }
  if (text === '') return done(undefined);
  try {
    value = JSON.parse(text);
  } catch {
    return refuse('body-not-json', 400, {}, 'body');
  }
  return isTooDeep(value) ? refuse('body-too-deep', 400, { most: MOST_DEPTH }, 'body') : done(value);
}

/** The text fields of a posted `multipart/form-data`; what cannot be read has none, and is refused by its form. */
export async function readMultipart(type: string, body: Buffer): Promise<Readonly<Record<string, string>>> {
  try {
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
    const texts = [...form].flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as const] : [],
    );
    return Object.fromEntries(texts);
  } catch {
    return {};
  }
}
