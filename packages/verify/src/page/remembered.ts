/*
 * What this browser remembers of logs: their keys, and the last checkpoint of each. Storage may be off (private windows, some
 * browsers for `file://`): then nothing is remembered, and nothing else changes.
 */

const prefix = 'gongkai-verify:';

function read(name: string): string | null {
  try {
    return localStorage.getItem(prefix + name);
  } catch {
    return null;
  }
}

function write(name: string, value: string): void {
  try {
    localStorage.setItem(prefix + name, value);
  } catch {
    // Nothing is remembered then.
  }
}

/** The last signed checkpoint seen of a log, as it was served. */
export function lastCheckpoint(origin: string): string | null {
  return read(`checkpoint:${origin}`);
}

export function rememberCheckpoint(origin: string, note: string): void {
  write(`checkpoint:${origin}`, note);
}

/** vkeys trusted for a log before. */
export function knownKeys(): readonly string[] {
  try {
    const found: unknown = JSON.parse(read('keys') ?? '[]');
    return Array.isArray(found) ? found.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}

export function rememberKeys(keys: readonly string[]): void {
  write('keys', JSON.stringify([...new Set([...knownKeys(), ...keys])]));
}

export function forgetEverything(): void {
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith(prefix)) localStorage.removeItem(name);
  } catch {
    // There is nothing.
  }
}

export function knownLang(): string | null {
  return read('lang');
}

export function rememberLang(lang: string): void {
  write('lang', lang);
}
