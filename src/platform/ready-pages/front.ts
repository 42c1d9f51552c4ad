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

/**
 * Puts ready pages in front of a web server: a connection is answered from them as long as it asks for nothing else, in one
 * read and one write, and goes over to the server, with every byte it sent, at its first request of another kind. The server
 * does not know the difference. On a connection that has gone over, ready pages are answered by node's own parser.
 * @param server before it listens
 */
export function putInFront(server: Server, pages: ReadyPages, now: () => number = Date.now): Front {
  const [ordinary] = server.listeners('connection');
  if (ordinary === undefined) throw new Error('this server takes no connections');
  server.removeAllListeners('connection');
  answerAfterwards(server, pages, now);
  const waiting = new Set<Socket>();
  const memory = openAnswerMemory();
  server.on('connection', (socket: Socket) => {
    waiting.add(socket);
    const handOver = (bytes: Buffer) => {
      leave();
      socket.pause();
      socket.unshift(bytes);
      Reflect.apply(ordinary, server, [socket]);
      socket.resume();
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
    close: () => {
      for (const socket of waiting) socket.destroy();
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
