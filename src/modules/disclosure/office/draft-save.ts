import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError, call, useUnsaved } from '#ui/office';
import type { CaseView, DraftContent, ProblemView, SaveDraftAnswer, SaveDraftForm } from '../forms.ts';

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
  /** Puts a kept copy in the place of the draft; the server keeps what stood there. */
  readonly takeCopy: (copy: string, content: DraftContent) => void;
  readonly state: SaveState;
  readonly problems: readonly ProblemView[];
  readonly others: Saved['othersEditing'];
  readonly conflict: Conflict | null;
  /** Ends a conflict: `mine` goes over theirs, of which the server keeps a copy; `theirs` replaces what is on the page. */
  readonly settle: (whose: 'mine' | 'theirs') => void;
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
  const tookTheirs = useRef(false);
  const tookCopy = useRef<string | null>(null);
  const running = useRef<Promise<void> | null>(null);
  const client = useQueryClient();
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
      const form: SaveDraftForm = {
        lockVersion: version.current,
        content: latest.current,
        tookTheirs: tookTheirs.current,
        tookCopy: tookCopy.current,
      };
      const answer = await call<SaveDraftAnswer>('PUT', `/api/revisions/${view.revision}/draft`, form);
      version.current = answer.lockVersion;
      if (answer.outcome === 'conflict') {
        setConflict(answer);
        setState({ kind: 'conflict' });
        return;
      }
      tookTheirs.current = false;
      tookCopy.current = null;
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

  const takeCopy = useCallback(
    (copy: string, taken: DraftContent) => {
      tookCopy.current = copy;
      change(taken);
    },
    [change],
  );

  const settle = useCallback(
    (whose: 'mine' | 'theirs') => {
      if (conflict === null) return;
      tookTheirs.current = whose === 'theirs';
      if (whose === 'theirs') {
        latest.current = conflict.current;
        setContent(conflict.current);
        savedChanges.current = changes.current;
        setState({ kind: 'saved', at: conflict.savedAt });
      } else {
        changes.current += 1;
        setState({ kind: 'waiting' });
      }
      setConflict(null);
      void client.invalidateQueries({ queryKey: ['read', `/api/revisions/${view.revision}`] });
    },
    [conflict, view.revision, client],
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

  return { content, change, takeCopy, state, problems, others, conflict, settle, flush };
}

/** The fields a writer sends back: attachments are added and removed on their own. */
function draftOf(view: CaseView): DraftContent {
  const { attachments: _attachments, ...draft } = view.content;
  return draft;
}
