declare const brand: unique symbol;

/** An identifier that cannot be mistaken for another kind's. */
export type Id<Kind extends string, Base = string> = Base & { readonly [brand]: Kind };

export type UnitId = Id<'unit', number>;
export type LineId = Id<'line', number>;
export type PersonId = Id<'person'>;
export type FactId = Id<'fact'>;
