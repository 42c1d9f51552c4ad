import { followed, type Json, sampleOf } from './walk-samples.ts';

/* Every way of breaking a valid value that its schema can tell. */

/** One broken copy of a valid value: what was done, the field it was done to, and the copy. */
export type Broken = { readonly what: string; readonly field: string; readonly value: unknown };

const deep = (() => {
  let value: unknown = 'x';
  for (let depth = 0; depth < 400; depth += 1) value = [value];
  return value;
})();

/** Copies of a valid object, each broken in one field; fields of inner objects as well. */
export function brokenCopies(
  json: Json,
  value: unknown,
  root: Json = json,
  path: readonly string[] = [],
): readonly Broken[] {
  const here = resolved(json, value, root);
  const broken: Broken[] = valuesAgainst(here, path.length === 0).map(([what, bad]) => ({
    what,
    field: path.join('.'),
    value: bad,
  }));
  if (here.type !== 'object' || !isRecord(value)) return broken;
  const inner = Object.entries(here.properties ?? {}).flatMap(([key, property]): readonly Broken[] => {
    const at = [...path, key];
    const present = key in value ? value[key] : sampleSafely(property, root, key);
    const missing = here.required?.includes(key)
      ? [{ what: 'missing', field: at.join('.'), value: without(value, key) }]
      : [];
    if (path.length > 3) return missing;
    const copies = brokenCopies(property, present, root, at).map((one) => ({
      ...one,
      value: { ...value, [key]: one.value },
    }));
    return [...missing, ...copies];
  });
  const extra = {
    what: 'unknown field',
    field: [...path, 'unheardOf'].join('.'),
    value: { ...value, unheardOf: 1 },
  };
  return [...broken, ...inner, extra];
}

function sampleSafely(json: Json, root: Json, name: string): unknown {
  return sampleOf(json, {}, name, root);
}

/** The branch of a choice that the value takes. */
function resolved(json: Json, value: unknown, root: Json): Json {
  const here = followed(json, root);
  const choices = here.anyOf ?? here.oneOf;
  if (choices === undefined) return here;
  const fits = choices
    .map((one) => followed(one, root))
    .find((one) => one.type !== 'null' && matchesConstants(one, value));
  return fits === undefined || choices.length > 2 ? { ...here, type: 'choice' } : fits;
}

function matchesConstants(json: Json, value: unknown): boolean {
  if (json.type !== 'object') return true;
  return Object.entries(json.properties ?? {}).every(
    ([key, one]) => one.const === undefined || (isRecord(value) && value[key] === one.const),
  );
}

/** Values that this schema must refuse, with their names. */
function valuesAgainst(json: Json, isRoot: boolean): readonly (readonly [string, unknown])[] {
  const always = isRoot ? [] : ([['very deep', deep]] as const);
  switch (json.type) {
    case 'string':
      return [
        ...always,
        ['a number', 7],
        ['an object', { a: 1 }],
        ['an array', ['x']],
        ['huge', '长'.repeat(Math.min((json.maxLength ?? 1_000_000) + 1, 1_200_000))],
        ['NUL', 'a\u0000b'],
        ['half a surrogate', 'a\ud800'],
        ...(json.enum === undefined && json.format === undefined && json.pattern === undefined
          ? []
          : ([['another word', '不在其中']] as const)),
      ];
    case 'integer':
    case 'number':
      return [
        ...always,
        ['text', 'x'],
        ['negative', -1],
        ['a fraction', 1.5],
        ['beyond every integer', 1e300],
        ['an array', [1]],
        ['a truth value', true],
      ];
    case 'boolean':
      return [...always, ['text', 'true'], ['a number', 1]];
    case 'array':
      return [
        ...always,
        ['an object', { 0: 'x' }],
        ['text', 'x'],
        ['an array of nonsense', [{ nonsense: 1 }]],
      ];
    case 'object':
      return [...always, ['an array', []], ['text', 'x'], ['a number', 1]];
    default:
      return [...always, ['an object', { nonsense: 1 }]];
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function without(value: Record<string, unknown>, key: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
}
