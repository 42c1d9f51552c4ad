import { createHash } from 'node:crypto';

/** Longest name a file system takes is 255 bytes; an ending still has to fit. */
const longest = 200;

/**
 * An address as the path of a file: the same, with steps that no file system takes made short in a way that stays unique.
 * Copies are written and read by this one rule.
 */
export function asFilePath(address: string): string {
  return address.split('/').map(shortened).join('/');
}

function shortened(step: string): string {
  if (step === '.' || step === '..') return '_';
  if (Buffer.byteLength(step) <= longest) return step;
  return `${step.slice(0, 40)}~${createHash('sha256').update(step).digest('hex').slice(0, 24)}`;
}
