import { createHash } from 'node:crypto';
import type { Plan } from '#modules/publication';
import type { HttpServer } from '#platform/http';
import type { MadePage } from '#platform/ready-pages';

/** Headers of one answer or one connection; a kept page gets its own. */
const passing: ReadonlySet<string> = new Set([
  'x-request-id',
  'date',
  'connection',
  'keep-alive',
  'content-length',
  'transfer-encoding',
]);

/**
 * Asks a server, that need not listen, as a reader who has chosen nothing and is not signed in.
 * @returns null for what is no page to be kept: absent, private, a fault
 */
export async function renderPage(server: HttpServer, plan: Plan): Promise<MadePage | null> {
  const { stored } = plan;
  const answer = await server.inject({
    method: stored === undefined ? 'GET' : 'HEAD',
    url: plan.address,
    headers: { 'accept-language': 'zh-CN' },
  });
  const { statusCode: status, rawPayload } = answer;
  const said = Object.entries(answer.headers).flatMap(([name, value]) =>
    value === undefined || passing.has(name) ? [] : [[name, String(value)] as const],
  );
  const headers: Record<string, string> = Object.fromEntries(said);
  const isPrivate =
    'set-cookie' in headers || (status === 200 && /private/.test(headers['cache-control'] ?? ''));
  if ((status !== 200 && status !== 410) || isPrivate) return null;
  if (stored !== undefined && status !== 200) return null;
  if (stored === undefined && headers['etag'] === undefined)
    headers['etag'] = `"${createHash('sha256').update(rawPayload).digest('base64url').slice(0, 27)}"`;
  return { status, headers, body: stored ?? rawPayload };
}
