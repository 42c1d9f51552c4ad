import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { Result } from '#kernel';
import type { PageContext, RouteContext } from './context.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A file as an answer. */
export type FileAnswer = {
  readonly name: string;
  readonly media: string;
  readonly body: Buffer | string | Readable;
};

type Schema = z.ZodType;
type Read<S> = S extends z.ZodType ? z.output<S> : undefined;

type RouteShape<P, Q, B, A> = {
  readonly method: Method;
  /** Fastify path, e.g. `/api/units/:id`. */
  readonly path: string;
  readonly tag: string;
  /** One sentence for the OpenAPI document. */
  readonly summary: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** Schema of the answer's JSON, or `file`. */
  readonly answer: A;
  /** The body is a raw file (`application/octet-stream`), its name in the query's `name`. */
  readonly upload?: { readonly maxBytes: number };
};

export type Handler<P, Q, B, A> = (
  ctx: RouteContext,
  input: { readonly params: Read<P>; readonly query: Read<Q>; readonly body: Read<B> },
) => Promise<Result<A extends z.ZodType ? z.input<A> : FileAnswer>>;

/** A JSON route with its types erased, as the server and the OpenAPI document see it. */
export type Route = RouteShape<
  Schema | undefined,
  Schema | undefined,
  Schema | undefined,
  Schema | 'file'
> & {
  readonly handle: (
    ctx: RouteContext,
    input: { readonly params: unknown; readonly query: unknown; readonly body: unknown },
  ) => Promise<Result<unknown>>;
};

/** Declares a route; the handler's input and answer are typed by its schemas, the source of the OpenAPI document. */
export function defineRoute<
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  B extends Schema | undefined = undefined,
  A extends Schema | 'file' = Schema,
>(route: RouteShape<P, Q, B, A> & { readonly handle: Handler<P, Q, B, A> }): Route {
  // Sound because the server passes exactly what these schemas returned.
  return route as unknown as Route;
}

/** What a page answers. */
export type PageAnswer = {
  readonly status: number;
  readonly body: string | Buffer | Readable;
  readonly media?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

type PageShape<P, Q> = {
  readonly path: string;
  readonly params?: P;
  readonly query?: Q;
};

/** A page with its types erased. */
export type Page = PageShape<Schema | undefined, Schema | undefined> & {
  readonly handle: (
    ctx: PageContext,
    input: { readonly params: unknown; readonly query: unknown },
  ) => Promise<PageAnswer>;
};

/** Declares a GET page of the portal. */
export function definePage<
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
>(
  page: PageShape<P, Q> & {
    readonly handle: (
      ctx: PageContext,
      input: { readonly params: Read<P>; readonly query: Read<Q> },
    ) => Promise<PageAnswer>;
  },
): Page {
  return page as unknown as Page;
}

type FormShape<F, P> = {
  readonly path: string;
  /** Schema of the path's parameters, e.g. the token of a link that was mailed. */
  readonly params?: P;
  /** Schema of the posted fields (`application/x-www-form-urlencoded` or `multipart/form-data`, without files). */
  readonly fields: F;
};

/** A form posted from a server-rendered page (sign-in), with its types erased; handled by the office role. */
export type FormRoute = FormShape<Schema, Schema | undefined> & {
  readonly handle: (ctx: RouteContext, fields: unknown, params: unknown) => Promise<PageAnswer>;
};

/** Declares a POST form that answers with a page or a redirect. */
export function defineForm<F extends Schema, P extends Schema | undefined = undefined>(
  form: FormShape<F, P> & {
    readonly handle: (ctx: RouteContext, fields: z.output<F>, params: Read<P>) => Promise<PageAnswer>;
  },
): FormRoute {
  return form as unknown as FormRoute;
}
