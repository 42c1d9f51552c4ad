import type { Generated, JSONColumnType } from 'kysely';

/** The tables of this room. Bytes come as `Buffer`. */
export type TransparencyLogTables = {
  'transparency_log.origin': { only_row: Generated<boolean>; origin: string; made_at: Generated<Date> };
  'transparency_log.signer_key': {
    vkey: string;
    kind: 'ed25519' | 'sm2';
    since: number;
    after_loss: Generated<boolean>;
    made_at: Generated<Date>;
  };
  'transparency_log.leaf': {
    idx: number;
    type: string;
    entry: Buffer;
    leaf: Buffer;
    nodes: Buffer;
    urgent: Generated<boolean>;
    registered_at: Generated<Date>;
  };
  'transparency_log.head': { size: number; root: Buffer; note: string; signed_at: Date };
  'transparency_log.published': {
    seq: Generated<number>;
    size: number;
    root: Buffer;
    note: string;
    witnessed: boolean;
    published_at: Date;
  };
  'transparency_log.alarm': {
    code: string;
    stops: boolean;
    params: JSONColumnType<Readonly<Record<string, string | number>>>;
    since: Date;
    last_at: Date;
    count: Generated<number>;
  };
  'transparency_log.witness': {
    vkey: string;
    name: string;
    size: number | null;
    cosigned_at: Date | null;
    asked_at: Date;
    problem: string | null;
    detail: Generated<string>;
    failing_since: Date | null;
  };
  'transparency_log.peer': {
    origin: string;
    vkey: string;
    size: number | null;
    root: Buffer | null;
    note: string | null;
    seen_at: Date | null;
    asked_at: Date;
    problem: string | null;
    detail: Generated<string>;
    failing_since: Date | null;
  };
  'transparency_log.authority': {
    url: string;
    asked_at: Date;
    stamped_at: Date | null;
    problem: string | null;
    detail: Generated<string>;
    failing_since: Date | null;
  };
  'transparency_log.anchor': {
    id: Generated<number>;
    kind: 'rfc3161' | 'peer' | 'paper';
    size: number;
    root: Buffer;
    by_whom: string;
    anchored_at: Date;
    content: Buffer;
    idx: number | null;
  };
};
