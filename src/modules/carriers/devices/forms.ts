import { z } from 'zod';
import { deviceKinds } from '../words.ts';
import { appFileNames } from './app-files.ts';

/** What devices send and ask for. */
export const byDevice = z.strictObject({ device: z.uuid() });
export const byAppFile = z.strictObject({ file: z.enum(appFileNames) });
export const pairFields = z.strictObject({ kind: z.enum(deviceKinds) });
export const claimFields = z.strictObject({ pairing: z.uuid(), secret: z.string().min(20).max(100) });

const wall = z.coerce.number().int().min(-8_640_000_000_000_000).max(8_640_000_000_000_000);
const slugsUpTo = (most: number) =>
  z
    .string()
    .max(most * 9)
    .transform((text) => text.split(',').filter((one) => /^[0-9a-z]{8}$/.test(one)));

export const contactFields = z.strictObject({
  device: z.uuid(),
  key: z.string().min(1).max(100),
  hash: z.string().max(64),
  shown: slugsUpTo(110),
  wall,
  version: z.string().max(40),
});
export const kioskContactFields = z.strictObject({
  device: z.uuid(),
  /** Of the bundle it keeps for hours without network; empty when it keeps none. */
  hash: z.string().max(64).default(''),
  shown: slugsUpTo(300).default([]),
  wall,
  version: z.string().max(40),
});
