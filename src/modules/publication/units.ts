/** A unit as the portal shows it. */
export type PublicUnit = {
  readonly id: number;
  readonly name: string;
  readonly kind: string;
  readonly level: string;
  readonly state: 'active' | 'merged' | 'dissolved';
  readonly address: string | null;
  readonly phone: string | null;
  readonly contact: string | null;
  readonly website: string | null;
  readonly officeHours: string | null;
  readonly introduction: string | null;
  readonly line: string | null;
  readonly ancestors: readonly { readonly id: number; readonly name: string }[];
  readonly formerNames: readonly { readonly name: string; readonly from: string }[];
  readonly mergedInto: { readonly id: number; readonly name: string } | null;
  /** Posts open to the public: first responsible person first. */
  readonly posts: readonly PublicPost[];
};

export type PublicPost = {
  readonly kind: string;
  readonly name: string;
  readonly title: string | null;
  readonly duty: string | null;
  readonly phone: string | null;
};

export type UnitEntry = {
  readonly id: number;
  readonly name: string;
  readonly kind: string;
  readonly children: number;
};
