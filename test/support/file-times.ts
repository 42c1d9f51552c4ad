import { relative } from 'node:path';
import type { TestEvent } from 'node:test/reporters';

/** A reporter: what the tests of each file took together, longest first. Says where the suite's time goes. */
export default async function* fileTimes(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const seconds = new Map<string, number>();
  for await (const event of source) {
    if (event.type !== 'test:pass' && event.type !== 'test:fail') continue;
    const { file, nesting, details } = event.data;
    if (nesting !== 0 || file === undefined) continue;
    const name = relative(process.cwd(), file);
    seconds.set(name, (seconds.get(name) ?? 0) + details.duration_ms / 1000);
  }
  for (const [name, spent] of [...seconds].sort((a, b) => b[1] - a[1]))
    yield `${spent.toFixed(1).padStart(8)} s  ${name}\n`;
}
