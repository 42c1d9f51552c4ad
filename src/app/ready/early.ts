import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Config } from '#platform/config';
import { isOfThisBoot, openReadyPages, putInFrontOfNothing } from '#platform/ready-pages';
import packageFile from '../../../package.json' with { type: 'json' };

/*
 * Ready pages are sent from the first moment, while the rest of the program is loaded and its database starts: a restart is
 * not seen by readers. What they are not the answer to waits for the rest.
 */

/** A web server that sends ready pages and lets everything else wait. */
export type EarlyPortal = {
  readonly server: Server;
  /** Where it listens. */
  readonly address: string;
  /** The program answers on this server from now on, those who waited first. */
  readonly open: () => void;
  /** Leaves the server to itself: whoever had not asked for anything, or still waited, is let go. */
  readonly leave: () => void;
  /** Ends it, where there came no program. */
  readonly close: () => void;
};

/** Where the ready pages of a data folder lie. */
export const readyFolderIn = (data: string): string => join(data, 'ready');

/** The address of a server that listens. */
export function addressOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  return `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${port}`;
}

/**
 * Listens at once where there is something to be sent: pages that a keeper answered for a moment ago. They count as they do
 * while the program runs, no longer and no less (docs/decisions/0020).
 * @returns null where nothing is ready; the program listens when it is there
 * @throws what the system says of an address that cannot be listened on
 */
export async function listenEarly(config: Config, now: () => number = Date.now): Promise<EarlyPortal | null> {
  // A name of two addresses is listened on by the framework, which knows how.
  if (config.ready !== true || !config.roles.has('portal') || config.host === 'localhost') return null;
  const folder = readyFolderIn(config.data);
  const pages = openReadyPages(folder, { behind: 'keeper' });
  if (!isOfThisBoot(folder) || pages.find('/', { br: false, gzip: true }, now()) === undefined) {
    pages.close();
    return null;
  }
  const server = createServer();
  const front = putInFrontOfNothing(server, pages, meanwhile(config), now);
  const leave = () => {
    front.close();
    pages.close();
  };
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ port: config.port, host: config.host }, () => resolve());
    });
  } catch (error) {
    leave();
    throw error;
  }
  return {
    server,
    address: addressOf(server, config.host),
    open: front.open,
    leave,
    close: () => {
      leave();
      server.close();
      server.closeAllConnections();
    },
  };
}

/** What is said while the rest is starting. */
function meanwhile(config: Config) {
  const health = {
    status: 'starting',
    version: packageFile.version,
    roles: [...config.roles],
    database: null,
  };
  const starting = answer('application/json; charset=utf-8', JSON.stringify(health));
  return {
    answer: (address: string) => (address === '/healthz' ? starting : undefined),
    tooLong: answer(
      'text/plain; charset=utf-8',
      '系统正在启动，请稍后再试。\nThe program is starting; please try again in a moment.\n',
    ),
  };
}

function answer(type: string, text: string): Buffer {
  const body = Buffer.from(text);
  const lines = [
    'HTTP/1.1 503 Service Unavailable',
    `content-type: ${type}`,
    `content-length: ${body.length}`,
    'cache-control: no-store',
    'retry-after: 5',
    'x-content-type-options: nosniff',
    'connection: close',
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), body]);
}
