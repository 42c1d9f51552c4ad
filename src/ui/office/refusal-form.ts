import type { FormInstance } from 'antd';
import type { ApiError } from './client.ts';

type Name = Parameters<FormInstance['getFieldInstance']>[0];

/**
 * Puts the server's words beside the fields they are about.
 * @returns false when they are about no field of this form
 */
export function showBesideField<Values>(form: FormInstance<Values>, error: ApiError): boolean {
  const problems = [...error.fields];
  if (error.field !== undefined && problems.length === 0)
    problems.push({ field: error.field, message: error.message });
  const shown = problems.map(({ field, message }) => ({ name: toName(field), errors: [message] }));
  const known = shown.filter(({ name }) => form.getFieldInstance(name) !== undefined);
  if (known.length === 0) return false;
  form.setFields(known as Parameters<typeof form.setFields>[0]);
  return true;
}

/** `posts.0.title` as the form names it: numbers are places in a list. */
function toName(field: string): Name {
  return field.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}
