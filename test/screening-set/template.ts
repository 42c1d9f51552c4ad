import type { Chance } from '../../src/app/demo/world/prng.ts';
import type { FindingKind } from '../../src/modules/screening/kinds.ts';

/** A line of text, or a table by rows; the first row names the columns unless the template says otherwise. */
export type Piece = string | { readonly rows: readonly (readonly string[])[] };

/** Something that must be found: the kind, and the words it stands in once typing is put aside. */
export type Expected = { readonly kind: FindingKind; readonly value: string };

/** Marks `written` as something that must be found, and gives it back to stand in the text. */
export type Hit = (kind: FindingKind, written: string) => string;

/** One way people write such a thing. Everything not marked by `hit` must not be found. */
export type Template = (chance: Chance, hit: Hit) => readonly Piece[];
