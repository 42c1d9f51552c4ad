import type { Reader } from '#platform/database';
import type { Translate } from '#platform/i18n';
import { peersOf } from '../anchors/peers.ts';
import { listAnchors, listAuthorities, listPeers } from '../anchors/store.ts';
import type { LogSettings } from '../log.ts';
import { findLastCheckpoint, findOrigin } from '../store.ts';
import type { OutsideView } from './forms.ts';
import { quorumWords } from './quorum-words.ts';
import { listWitnessStates } from './store.ts';

/** Anchors shown: a few weeks of daily ones. */
const MOST_ANCHORS = 50;

type Outside = Pick<LogSettings, 'policy' | 'anchors'>;

/** Reads how those outside do: those of the settings, asked already or not, and those that were asked before. */
export async function readOutside(db: Reader, settings: Outside, t: Translate): Promise<OutsideView> {
  const published = (await findLastCheckpoint(db))?.size ?? 0;
  const { policy = null } = settings;
  const anchors = await listAnchors(db, MOST_ANCHORS);
  return {
    quorum: policy === null ? null : quorumWords(policy.quorum, t),
    published,
    witnesses: await readWitnesses(db, policy, published, t),
    peers: await readPeers(db, settings, t),
    authorities: await readAuthorities(db, settings, t),
    anchors: anchors.map(({ id, kind, size, byWhom, anchoredAt, index }) => ({
      ...{ id, kind, size, byWhom, index },
      at: anchoredAt.toISOString(),
    })),
  };
}

async function readWitnesses(
  db: Reader,
  policy: LogSettings['policy'],
  published: number,
  t: Translate,
): Promise<OutsideView['witnesses']> {
  const states = new Map((await listWitnessStates(db)).map((one) => [one.vkey, one]));
  const wanted = policy?.witnesses ?? [];
  const isWanted = new Set(wanted.map((one) => one.vkey));
  const former = [...states.values()].filter((one) => !isWanted.has(one.vkey));
  const all = [...wanted, ...former.map(({ name, vkey }) => ({ name, vkey, url: null }))];
  return all.map(({ name, vkey, url }) => {
    const state = states.get(vkey);
    const size = state?.size ?? null;
    return {
      ...{ name, vkey, url, size },
      former: !isWanted.has(vkey),
      cosignedAt: iso(state?.cosignedAt),
      lag: Math.max(0, published - (size ?? 0)),
      askedAt: iso(state?.askedAt),
      trouble: troubleOf(state, 'witness', t),
    };
  });
}

async function readPeers(db: Reader, { anchors }: Outside, t: Translate): Promise<OutsideView['peers']> {
  const states = await listPeers(db);
  const wanted = peersOf(anchors?.logs ?? [], (await findOrigin(db)) ?? '').map((one) => one.origin);
  return [...new Set([...wanted, ...states.map((one) => one.origin)])].map((origin) => {
    const state = states.find((one) => one.origin === origin);
    return {
      origin,
      size: state?.size ?? null,
      seenAt: iso(state?.seenAt),
      askedAt: iso(state?.askedAt),
      trouble: troubleOf(state, 'peer', t),
    };
  });
}

async function readAuthorities(
  db: Reader,
  { anchors }: Outside,
  t: Translate,
): Promise<OutsideView['authorities']> {
  const states = await listAuthorities(db);
  const wanted = anchors?.authority == null ? [] : [anchors.authority.url];
  return [...new Set([...wanted, ...states.map((one) => one.url)])].map((url) => {
    const state = states.find((one) => one.url === url);
    return {
      url,
      stampedAt: iso(state?.stampedAt),
      askedAt: iso(state?.askedAt),
      trouble: troubleOf(state, 'stamp', t),
    };
  });
}

type Failing = {
  readonly problem: string | null;
  readonly detail: string;
  readonly failingSince: Date | null;
};

function troubleOf(state: Failing | undefined, whose: 'witness' | 'peer' | 'stamp', t: Translate) {
  if (state?.problem == null || state.failingSince === null) return null;
  const { problem, detail, failingSince } = state;
  return { what: t(`transparency-log.${whose}.${problem}`), detail, since: failingSince.toISOString() };
}

const iso = (moment: Date | null | undefined) => moment?.toISOString() ?? null;
