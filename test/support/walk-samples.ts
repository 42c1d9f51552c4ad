import { z } from 'zod';

/*
 * Input made from a route's own schema: a valid sample, and every way of breaking it that the schema can tell.
 */

export type Json = {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Json>>;
  readonly required?: readonly string[];
  readonly items?: Json;
  readonly minItems?: number;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Json[];
  readonly oneOf?: readonly Json[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Json>>;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly default?: unknown;
};

export function schemaOf(schema: z.ZodType): Json {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json;
}

const ofFormat: Readonly<Record<string, string>> = {
  uuid: '01890000-0000-7000-8000-00000000000a',
  date: '2026-03-02',
  'date-time': '2026-03-02T09:00:00+08:00',
  email: 'a@b.example',
  uri: 'https://a.example/',
};

const ofPattern: Readonly<Record<string, string>> = {
  '^[0-9A-Za-z][0-9A-Za-z.-]{0,39}$': 'Z9',
  '^\\d{6}$': '000000',
  '^[a-z][a-z0-9._-]{2,39}$': 'someone',
  '^[0-9a-f]{64}$': 'a'.repeat(64),
  '^\\d{2}-\\d{2}$': '01-31',
  '^\\d{4}-(0[1-9]|1[0-2])$': '2026-03',
  '^[a-z][A-Za-z0-9]{0,30}$': 'review',
  '^\\d{10}$': '1234567890',
  '^[1-9]\\d{0,8}(,[1-9]\\d{0,8}){0,199}$': '1,2',
  '^[0-9a-z]{8}(,[0-9a-z]{8}){0,19}$': 'zzzzzzz9',
  '^[0-9a-z]{8}$': 'zzzzzzz9',
  '^20\\d{2}-(0[1-9]|1[0-2])$': '2026-03',
  '^\\d{4}\\s?\\d{4}$': '1234 5678',
};

/** What a schema cannot say of itself: fields whose valid values stand in no list. */
const ofName: Readonly<Record<string, unknown>> = {
  pattern: '{authority}/{year}-{serial:5}',
  body: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: '正文' }] }] },
  steps: [
    {
      key: 'review',
      kind: 'review',
      name: '审核',
      role: 'reviewer',
      at: 'unit',
      unitId: null,
      limitWorkingDays: 2,
      mayEscalate: false,
    },
    {
      key: 'secrecy',
      kind: 'secrecyReview',
      name: '保密审查',
      role: 'secrecyReviewer',
      at: 'unit',
      unitId: null,
      limitWorkingDays: 2,
      mayEscalate: false,
    },
    {
      key: 'approval',
      kind: 'approval',
      name: '审批',
      role: 'approver',
      at: 'unit',
      unitId: null,
      limitWorkingDays: 2,
      mayEscalate: true,
    },
  ],
};

/** Values for fields by name, before anything else: ids that exist. */
export type Given = Readonly<Record<string, unknown>>;

/** A valid value. @throws when the schema has something nobody taught this function */
export function sampleOf(json: Json, given: Given = {}, name = '', root: Json = json): unknown {
  if (name in given) return given[name];
  if (name in ofName) return ofName[name];
  if (json.$ref !== undefined) return sampleOf(followed(json, root), given, name, root);
  if (json.const !== undefined) return json.const;
  if (json.enum !== undefined) return json.enum[0];
  const choices = json.anyOf ?? json.oneOf;
  if (choices !== undefined) {
    const [first] = choices.filter((one) => one.type !== 'null');
    return first === undefined ? null : sampleOf(first, given, name, root);
  }
  switch (json.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(json.properties ?? {})
          .filter(([key]) => json.required?.includes(key) || key in given || key in ofName)
          .map(([key, inner]) => [key, sampleOf(inner, given, key, root)]),
      );
    case 'array':
      return Array.from({ length: json.minItems ?? 0 }, () => sampleOf(json.items ?? {}, given, '', root));
    case 'integer':
    case 'number':
      return Math.max(json.minimum ?? 1, (json.exclusiveMinimum ?? 0) + 1, 1);
    case 'boolean':
      return true;
    case 'null':
      return null;
    case 'string':
      return stringOf(json);
    default:
      return null;
  }
}

function stringOf(json: Json): string {
  const known = ofFormat[json.format ?? ''] ?? ofPattern[json.pattern ?? ''];
  if (known !== undefined) return known;
  if (json.pattern !== undefined) throw new Error(`no sample for the pattern ${json.pattern}`);
  return '试'.repeat(Math.max(json.minLength ?? 1, 4)).slice(0, json.maxLength ?? 40);
}

export function followed(json: Json, root: Json): Json {
  const name = json.$ref?.split('/').at(-1);
  const found = name === undefined ? json : name === '#' ? root : root.$defs?.[name];
  if (found === undefined) throw new Error(`the schema names ${json.$ref} and does not hold it`);
  return found;
}

/** A sample as it stands in an address. */
export function texts(sample: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(sample ?? {}).map(([name, value]) => [name, String(value)]));
}
