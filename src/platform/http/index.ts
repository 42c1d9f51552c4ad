export type {
  CookieOptions,
  PageContext,
  PermissionRegistry,
  RequestContext,
  RouteContext,
  Session,
} from './context.ts';
export { httpMessages } from './messages.ts';
export { openApiDocument } from './openapi.ts';
export { SESSION_COOKIE } from './page-context.ts';
export {
  defineForm,
  definePage,
  defineRoute,
  type FileAnswer,
  type FormRoute,
  type Method,
  type Page,
  type PageAnswer,
  type Route,
} from './route.ts';
export { createHttpServer, type HttpApp, type HttpServer } from './server.ts';
