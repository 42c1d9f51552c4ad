import type { FormInstance } from 'antd';
import type { ApiError } from './client.ts';

/** Puts the server's words beside the field they are about. @returns false when it is about no field of the form */
export function showBesideField<Values>(form: FormInstance<Values>, error: ApiError): boolean {
  if (error.field === undefined) return false;
  const name = error.field.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  const known = form.getFieldInstance(name as never) !== undefined;
  if (!known) return false;
  form.setFields([{ name: name as never, errors: [error.message] }]);
  form.scrollToField(name as never, { focus: true });
  return true;
}
