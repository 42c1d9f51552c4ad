import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { composeAnswer } from './answer.ts';
import { openAnswerMemory } from './memory.ts';
import type { ReadyPages, Take } from './read.ts';
import { readQuickRequest } from './request.ts';
import { findFor, sendReady } from './send.ts';

/** A connection without a request is closed after so long. */
const KEEP_SECONDS = 60;
/** Whoever asks on without reading the answers is cut off. */
const MOST_UNREAD = 4 * 1_048_576;

export type Front = { readonly close: () => void };

/** A front before there is anything behind it. */
export type EarlyFront = Front & {
  /** The server has its handlers: it gets those who waited, and whatever is not ready from now on. */
  readonly open: () => void;
};

/** What is said while nothing is behind the pages. Whole answers; the connection ends with them. */
export type Meanwhile = {
  /** Answers a plain GET at once instead of letting it wait; undefined: it waits. */
  readonly answer: (address: string) => Buffer | undefined;
  /** Said to whoever has waited too long. */
  readonly tooLong: Buffer;
};

/** Longest wait for what is behind the pages; less than proxies wait. */
const WAIT_MS = 50_000;

/**
 * Puts ready pages in front of a web server: a connection is answered from them as long as it asks for nothing else, in one
 * read and one write, and goes over to the server, with every byte it sent, at its first request of another kind. The server
 * does not know the difference. On a connection that has gone over, ready pages are answered by node's own parser.
 * @param server before it listens
 */
export function putInFront(server: Server, pages: ReadyPages, now: () => number = Date.now): Front {
  const front = takeConnections(server, pages, undefined, now);
  front.open();
  return front;
}

/** The same for a server that cannot answer yet: what pages are not the answer to waits until the front is opened. */
export function putInFrontOfNothing(
  server: Server,
  pages: ReadyPages,
  meanwhile: Meanwhile,
  now: () => number = Date.now,
): EarlyFront {
  return takeConnections(server, pages, meanwhile, now);
}

function takeConnections(
  server: Server,
  pages: ReadyPages,
  meanwhile: Meanwhile | undefined,
  now: () => number,
): EarlyFront {
  const [ordinary] = server.listeners('connection');
  if (ordinary === undefined) throw new Error('this server takes no connections');
  server.removeAllListeners('connection');
  const waiting = new Set<Socket>();
  const memory = openAnswerMemory();
  const held = holdConnections(meanwhile);
  let isOpen = false;
  server.on('connection', (socket: Socket) => {
    waiting.add(socket);
    const handOver = (bytes: Buffer) => {
      leave();
      socket.pause();
      const pass = () => {
        socket.unshift(bytes);
        Reflect.apply(ordinary, server, [socket]);
        socket.resume();
      };
      if (isOpen) pass();
      else held.hold(socket, bytes, pass);
    };
    const onData = (bytes: Buffer) => {
      const answer = answerFrom(pages, bytes, now(), memory.take);
      if (answer === undefined) return handOver(bytes);
      socket.write(answer.bytes);
      // Nothing waits: the system has taken every byte. Otherwise what waits is sent from this very memory.
      if (socket.writableLength > 0) memory.leave();
      if (answer.isLast) return void socket.end();
      if (socket.writableLength > MOST_UNREAD) socket.destroy();
    };
    const onEnd = () => void socket.end();
    const onIdle = () => void socket.destroy();
    const onError = () => void socket.destroy();
    const onClose = () => void waiting.delete(socket);
    const leave = () => {
      waiting.delete(socket);
      socket.setTimeout(0);
      socket.off('data', onData).off('end', onEnd).off('timeout', onIdle);
      socket.off('error', onError).off('close', onClose);
    };
    socket.setNoDelay(true);
    socket.setTimeout(KEEP_SECONDS * 1000);
    socket.on('data', onData).on('end', onEnd).on('timeout', onIdle);
    socket.on('error', onError).on('close', onClose);
  });
  return {
    open: () => {
      if (isOpen) return;
      isOpen = true;
      answerAfterwards(server, pages, now);
      held.pass();
    },
    close: () => {
      for (const socket of waiting) socket.destroy();
      held.drop();
    },
  };
}

type Held = {
  /** @param bytes what it asked for, @param pass gives it to the server */
  readonly hold: (socket: Socket, bytes: Buffer, pass: () => void) => void;
  readonly pass: () => void;
  readonly drop: () => void;
};

/** Connections, paused, that wait for a server that can answer them. */
function holdConnections(meanwhile: Meanwhile | undefined): Held {
  const held = new Map<Socket, () => void>();
  return {
    hold: (socket, bytes, pass) => {
      const request = readQuickRequest(bytes.toString('latin1'));
      const now = request === null || request.isHead ? undefined : meanwhile?.answer(request.address);
      const onError = () => void socket.destroy();
      const onClose = () => void held.delete(socket);
      const end = (answer: Buffer) => {
        held.delete(socket);
        socket.setTimeout(0);
        // What it goes on sending is let through to nobody, so that the end is heard.
        socket.resume();
        socket.end(answer);
      };
      socket.on('error', onError).on('close', onClose);
      if (now !== undefined) return end(now);
      const limit = setTimeout(() => (meanwhile === undefined ? onError() : end(meanwhile.tooLong)), WAIT_MS);
      held.set(socket, () => {
        clearTimeout(limit);
        socket.off('error', onError).off('close', onClose);
        pass();
      });
      socket.once('close', () => clearTimeout(limit));
    },
    pass: () => {
      const all = [...held];
      held.clear();
      for (const [socket, pass] of all) if (!socket.destroyed) pass();
    },
    drop: () => {
      for (const socket of held.keys()) socket.destroy();
      held.clear();
    },
  };
}

type Answer = { readonly bytes: Buffer; readonly isLast: boolean };

/** A connection that was handed over stays where it is; its ready pages are answered there. */
function answerAfterwards(server: Server, pages: ReadyPages, now: () => number): void {
  const ordinary = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const page = attempt(() => findFor(pages, request, now()));
    if (page !== undefined) return void sendReady(page, request, response);
    for (const listener of ordinary) Reflect.apply(listener, server, [request, response]);
  });
}

/** A disk that fails to read is the ordinary way's chance. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

function answerFrom(pages: ReadyPages, bytes: Buffer, now: number, take: Take): Answer | undefined {
  // Longer than any address with the headers of a browser.
  if (bytes.length > 8_192) return undefined;
  const request = readQuickRequest(bytes.toString('latin1'));
  if (request === null) return undefined;
  const page = attempt(() => pages.find(request.address, request, now, take));
  if (page === undefined || page.stored !== null) return undefined;
  return { bytes: composeAnswer(page, request, KEEP_SECONDS, now), isLast: request.isLast };
}
