import { connect, createServer, type Socket } from 'node:net';
import type { TestContext } from 'node:test';

/** A line to a server that can be cut. */
export type CutLine = {
  readonly port: number;
  /** After so many bytes in that direction the next connection breaks, once; null: no more. */
  readonly cutAfter: (cut: { readonly way: 'up' | 'down'; readonly bytes: number } | null) => void;
  /** Requests that came over the line: first lines, and what ranges were asked for. */
  readonly asked: string[];
};

const told = [/^(?:GET|PUT|HEAD|DELETE) \S+/gm, /^range: .*$/gim];

/** Everything that is sent to its port goes to `port` of this machine, until the test ends. */
export async function cutLine(t: Pick<TestContext, 'after'>, port: number): Promise<CutLine> {
  let cut: Parameters<CutLine['cutAfter']>[0] = null;
  const asked: string[] = [];
  const open = new Set<Socket>();
  const line = createServer((client) => {
    const upstream = connect(port, '127.0.0.1');
    const passed = { up: 0, down: 0 };
    const pass = (way: 'up' | 'down', from: Socket, to: Socket) =>
      from.on('data', (chunk: Buffer) => {
        if (way === 'up')
          for (const form of told) asked.push(...(chunk.toString('latin1').match(form) ?? []));
        passed[way] += chunk.length;
        if (cut !== null && cut.way === way && passed[way] > cut.bytes) {
          cut = null;
          client.destroy();
          upstream.destroy();
        } else if (!to.write(chunk)) {
          from.pause();
          to.once('drain', () => from.resume());
        }
      });
    pass('up', client, upstream);
    pass('down', upstream, client);
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(one);
      one.on('error', () => undefined);
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    for (const one of open) one.destroy();
    line.close();
  });
  const address = line.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    asked,
    cutAfter: (next) => {
      cut = next;
    },
  };
}
