import type { TypesettingFaultCode } from './faults.ts';

/** What goes to the process for typesetting, and what comes back. */
export type Order = {
  readonly id: number;
  /** Text of the template; it may import `/base.typ`. */
  readonly template: string;
  /** JSON text that the template reads from `/data.json`. Data, never markup. */
  readonly data: string;
  /** Pictures by the name the data calls them, read from `/files/<name>`. */
  readonly files: ReadonlyMap<string, Buffer>;
};

export type Typeset = {
  readonly pdf: Buffer;
  readonly pages: number;
  /** Characters no font has, `U+20BB7`; each stands in the document as 〓 with this name. */
  readonly missing: readonly string[];
};

export type Answer =
  | ({ readonly id: number; readonly ok: true } & Typeset)
  | {
      readonly id: number;
      readonly ok: false;
      readonly code: TypesettingFaultCode;
      readonly message: string;
    };

/** Said once after the start. */
export type Ready = { readonly ready: true; readonly fonts: readonly string[]; readonly fontsKey: string };
export type Unready = {
  readonly ready: false;
  readonly code: TypesettingFaultCode;
  readonly message: string;
};
