import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError, call, useTell, useUnsaved } from '#ui/office';
import type { CaseView, DraftContent, ProblemView, SaveDraftAnswer } from '../forms.ts';

export type SaveState =
  | { readonly kind: 'none' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'saved'; readonly at: string }
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'conflict' };

export type Conflict = Extract<SaveDraftAnswer, { outcome: 'conflict' }>;
type Saved = Extract<SaveDraftAnswer, { outcome: 'saved' }>;

const pause = 1500;
const retryAfter = 10_000;

/** The draft as it is written: kept here, sent by itself a moment after the last change. */
export type DraftSave = {
  readonly content: DraftContent;
  readonly change: (patch: Partial<DraftContent>) => void;
  readonly state: SaveState;
  readonly problems: readonly ProblemView[];
  readonly others: Saved['othersEditing'];
  readonly conflict: Conflict | null;
  /** Ends a conflict: `mine` is sent again on top of theirs, `theirs` replaces what is on the page. */
  readonly settle: (whose: 'mine' | 'theirs') => Promise<void>;
  /** Writes what is still unsaved. @returns the version that holds everything, or null when it could not be saved */
  readonly flush: () => Promise<number | null>;
};

/**
 * Autosave with a version: a save built on an old version is answered `conflict`, the server keeps the text sent, and
 * nothing on the page is replaced until the writer has chosen.
 */
export function useDraftSave(view: CaseView): DraftSave {
  const [content, setContent] = useState<DraftContent>(() => draftOf(view));
  const [state, setState] = useState<SaveState>({ kind: 'none' });
  const [problems, setProblems] = useState<readonly ProblemView[]>(view.problems);
  const [others, setOthers] = useState<Saved['othersEditing']>(view.othersEditing);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const latest = useRef(content);
  const version = useRef(view.lockVersion);
  const changes = useRef(0);
  const savedChanges = useRef(0);
  const running = useRef<Promise<void> | null>(null);
  const client = useQueryClient();
  const tell = useTell();
  useUnsaved(
    state.kind === 'waiting' ||
      state.kind === 'saving' ||
      state.kind === 'failed' ||
      state.kind === 'conflict',
  );

  const sendOnce = useCallback(async () => {
    const upTo = changes.current;
    setState({ kind: 'saving' });
    try {
      const answer = await call<SaveDraftAnswer>('PUT', `/api/revisions/${view.revision}/draft`, {
        lockVersion: version.current,
        content: latest.current,
      });
      version.current = answer.lockVersion;
      if (answer.outcome === 'conflict') {
        setConflict(answer);
        setState({ kind: 'conflict' });
        return;
      }
      savedChanges.current = upTo;
      setProblems(answer.problems);
      setOthers(answer.othersEditing);
      setState(upTo === changes.current ? { kind: 'saved', at: answer.savedAt } : { kind: 'waiting' });
      void client.invalidateQueries({ queryKey: ['rows'], refetchType: 'none' });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setState({ kind: 'failed', why: error.message });
    }
  }, [view.revision, client]);

  const send = useCallback(async () => {
    // One save at a time: two in flight would make the writer conflict with herself.
    if (running.current !== null) await running.current;
    running.current = sendOnce().finally(() => {
      running.current = null;
    });
    await running.current;
  }, [sendOnce]);

  const change = useCallback((patch: Partial<DraftContent>) => {
    latest.current = { ...latest.current, ...patch };
    changes.current += 1;
    setContent(latest.current);
    setState((old) => (old.kind === 'conflict' || old.kind === 'saving' ? old : { kind: 'waiting' }));
  }, []);

  const settle = useCallback(
    async (whose: 'mine' | 'theirs') => {
      if (conflict === null) return;
      if (whose === 'theirs') {
        latest.current = conflict.current;
        setContent(conflict.current);
        savedChanges.current = changes.current;
        setState({ kind: 'saved', at: conflict.savedAt });
      } else {
        try {
          await keepTheirs(view.revision, conflict);
        } catch (error) {
          if (!(error instanceof ApiError)) throw error;
          tell.refused(error);
          return;
        }
        changes.current += 1;
        setState({ kind: 'waiting' });
      }
      setConflict(null);
      void client.invalidateQueries({ queryKey: ['read', `/api/revisions/${view.revision}`] });
    },
    [conflict, view.revision, client, tell],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: every change of the text starts the pause again
  useEffect(() => {
    if (state.kind !== 'waiting' && state.kind !== 'failed') return undefined;
    const timer = window.setTimeout(() => void send(), state.kind === 'failed' ? retryAfter : pause);
    return () => window.clearTimeout(timer);
  }, [state, content, send]);

  const flush = useCallback(async () => {
    while (changes.current !== savedChanges.current) {
      const before = savedChanges.current;
      await send();
      if (savedChanges.current === before) return null;
    }
    return version.current;
  }, [send]);

  return { content, change, state, problems, others, conflict, settle, flush };
}

/**
 * Before mine goes over theirs, theirs is put where lost races are kept: sent on a version that is over, the server keeps
 * it as a copy. Mine, kept as a copy until now, becomes the draft, so its own copy is done with.
 */
async function keepTheirs(revision: string, conflict: Conflict): Promise<void> {
  await call<SaveDraftAnswer>('PUT', `/api/revisions/${revision}/draft`, {
    lockVersion: conflict.lockVersion - 1,
    content: conflict.current,
  });
  await call('POST', `/api/revisions/${revision}/conflicts/${conflict.conflict}/settle`, {});
}

/** The fields a writer sends back: attachments are added and removed on their own. */
function draftOf(view: CaseView): DraftContent {
  const { attachments: _attachments, ...draft } = view.content;
  return draft;
}
