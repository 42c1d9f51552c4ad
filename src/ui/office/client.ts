import { readLocale } from './locale.ts';

/** What the server's answer is after its way through JSON: moments are texts. */
export type Sent<Answer> = Answer extends Date
  ? string
  : Answer extends readonly (infer One)[]
    ? Sent<One>[]
    : Answer extends object
      ? { [Key in keyof Answer]: Sent<Answer[Key]> }
      : Answer;

/** Values that fill a message. */
export type RefusalParams = Readonly<Record<string, string | number>>;

/** One field of the input that is wrong, in the user's words. */
export type FieldProblem = { readonly field: string; readonly message: string };

/** The body of every refusal the server gives. */
export type RefusalBody = {
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly field?: string;
    readonly params?: RefusalParams;
    readonly fields?: readonly FieldProblem[];
  };
};

/** The server refused (or could not be reached: status 0, code `network`). `message` is already in the user's language. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly field: string | undefined;
  readonly params: RefusalParams;
  readonly fields: readonly FieldProblem[];

  constructor(status: number, refusal: RefusalBody['error']) {
    super(refusal.message);
    this.name = 'ApiError';
    this.status = status;
    this.code = refusal.code;
    this.field = refusal.field;
    this.params = refusal.params ?? {};
    this.fields = refusal.fields ?? [];
  }
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * One request to the API of this server, with the session cookie.
 * @param path begins with `/api/`
 * @throws ApiError on every answer that is not 2xx, and when the server can't be reached
 */
export async function call<Answer>(
  method: Method,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<Answer> {
  const response = await send(path, {
    method,
    headers: requestHeaders(method === 'GET' ? undefined : 'application/json'),
    ...(method === 'GET' ? {} : { body: JSON.stringify(body ?? {}) }),
    ...(signal === undefined ? {} : { signal }),
  });
  const text = await response.text();
  if (!response.ok) throw toApiError(response.status, text);
  return (text === '' ? undefined : JSON.parse(text)) as Answer;
}

/** Headers every request carries; the language decides in which words a refusal comes back. */
export function requestHeaders(contentType: string | undefined): Record<string, string> {
  return {
    accept: 'application/json',
    'accept-language': readLocale(),
    ...(contentType === undefined ? {} : { 'content-type': contentType }),
  };
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { credentials: 'same-origin', ...init });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw networkError();
  }
}

/** Reads a refusal; an answer that isn't ours (a proxy's page) still becomes words. */
export function toApiError(status: number, text: string): ApiError {
  const error = readRefusal(text);
  return new ApiError(status, error ?? { code: 'fault', message: faultWords(status) });
}

function readRefusal(text: string): RefusalBody['error'] | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null || !('error' in parsed)) return undefined;
    const { error } = parsed as RefusalBody;
    return typeof error.code === 'string' && typeof error.message === 'string' ? error : undefined;
  } catch {
    return undefined;
  }
}

/** The server could not be reached: nothing is known about what it did. */
export function networkError(): ApiError {
  const message =
    readLocale() === 'zh-CN'
      ? '连接不上服务器。请检查网络后重试；已填写的内容还在。'
      : 'The server cannot be reached. Check the network and try again; what you typed is still here.';
  return new ApiError(0, { code: 'network', message });
}

function faultWords(status: number): string {
  return readLocale() === 'zh-CN'
    ? `服务器出错（${status}）。请稍后再试；如仍不行，请把时间告诉系统管理员。`
    : `The server failed (${status}). Try again later; if it goes on, tell the administrator the time.`;
}
