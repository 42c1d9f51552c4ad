/** What a command answers: it was done, or it was refused for a reason the user can read. Faults are thrown. */
export type Result<T, Code extends string = string> = Done<T> | Refusal<Code>;

export type Done<T> = { readonly ok: true; readonly value: T };

/** HTTP meaning of a refusal; the code says which rule, the status only how a machine should treat it. */
export type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 413 | 415 | 429;

/**
 * A refusal: nothing was changed, and this is why.
 * `code` is stable and names the message `refusal.<code>`; `params` fill that message; `field` points at the input.
 */
export type Refusal<Code extends string = string> = {
  readonly ok: false;
  readonly code: Code;
  readonly status: RefusalStatus;
  readonly params: RefusalParams;
  readonly field?: string;
};

export type RefusalParams = Readonly<Record<string, string | number>>;

export function done<T>(value: T): Done<T> {
  return { ok: true, value };
}

/**
 * @param code stable code; its message is `refusal.<code>` in the room's messages
 * @param status 400 malformed, 401 sign in first, 403 not allowed, 404 not there (or not yours to know), 409 state forbids
 */
export function refuse<Code extends string>(
  code: Code,
  status: RefusalStatus,
  params: RefusalParams = {},
  field?: string,
): Refusal<Code> {
  return { ok: false, code, status, params, ...(field === undefined ? {} : { field }) };
}
