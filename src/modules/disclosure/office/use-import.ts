import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { type PasteLosses, refresh, uploadFile, useLongWork, useTell, useText } from '#ui/office';
import type { AttachmentView, ImportAnswer } from '../forms.ts';
import { importTexts } from './import-texts.ts';
import { texts } from './messages.ts';

type Lost = ImportAnswer['lost'];

/** What the last import found and could not keep, for the writer to check. */
export type ImportReport = Pick<ImportAnswer, 'found' | 'plan'> & { readonly lost: Lost };

export type Imports = {
  /** Reads the first text file into the text; every other file becomes an attachment. */
  readonly start: (files: readonly File[]) => void;
  /** What is being read or sent now. */
  readonly running: { readonly name: string; readonly share: number } | null;
  /** Read, and waiting for the choice between replacing and appending. */
  readonly waiting: ImportAnswer | null;
  readonly choose: (how: 'replace' | 'append' | 'drop') => void;
  readonly report: ImportReport | null;
  readonly forget: () => void;
  /** A paste has left things out: said in the same place. */
  readonly pasted: (losses: PasteLosses) => void;
};

const nothingPlanned = { scope: null, mode: null, warning: null } as const;

/** Texts are imported, everything else is attached. */
export function isTextFile(name: string): boolean {
  return /\.(?:docx|txt|md|markdown)$/i.test(name);
}

/** Reads documents into the text; asks before text that is there already is replaced. */
export function useImport(
  revision: string,
  bodyIsEmpty: () => boolean,
  take: (answer: ImportAnswer, how: 'replace' | 'append') => void,
): Imports {
  const say = useText(texts);
  const sayImport = useText(importTexts);
  const tell = useTell();
  const work = useLongWork();
  const client = useQueryClient();
  const [running, setRunning] = useState<Imports['running']>(null);
  const [waiting, setWaiting] = useState<ImportAnswer | null>(null);
  const [report, setReport] = useState<ImportReport | null>(null);

  // Reading takes seconds in which the writer goes on: what is asked and changed afterwards is the page as it is then.
  const page = useRef({ bodyIsEmpty, take });
  page.current = { bodyIsEmpty, take };
  const queue = useRef(Promise.resolve());

  const finish = (answer: ImportAnswer, how: 'replace' | 'append') => {
    page.current.take(answer, how);
    setReport({ found: answer.found, plan: answer.plan, lost: answer.lost });
    tell.done(say('compose.imported'));
  };
  const send = <Answer>(path: string, file: File, title: string) =>
    work.run(title, (tellShare) =>
      uploadFile<Answer>(path, file, (share) => {
        setRunning({ name: file.name, share });
        tellShare({ share });
      }),
    );
  const readText = async (file: File) => {
    const title = say('compose.importing', { name: file.name });
    const answer = await send<ImportAnswer>(`/api/revisions/${revision}/import`, file, title);
    if (page.current.bodyIsEmpty()) finish(answer, 'replace');
    else setWaiting(answer);
  };
  const attach = async (file: File) => {
    const title = say('compose.attaching', { name: file.name });
    await send<AttachmentView>(`/api/revisions/${revision}/attachments`, file, title);
    refresh(client, [`/api/revisions/${revision}`]);
  };
  const startAll = async (files: readonly File[]) => {
    const text = files.find((file) => isTextFile(file.name));
    // One after the other: each is a change of the same draft, and the words of a refusal belong to one file.
    for (const file of files) {
      setRunning({ name: file.name, share: 0 });
      try {
        await (file === text ? readText(file) : attach(file));
      } catch (error) {
        if (error instanceof Error) tell.refused(error);
      }
    }
    setRunning(null);
  };
  const start = (files: readonly File[]) => {
    if (files.length > mostFiles) {
      tell.refused(new Error(sayImport('tooMany', { most: mostFiles })));
      return;
    }
    // Files dropped while others are read wait for them: all are changes of one draft.
    queue.current = queue.current.then(() => startAll(files));
  };
  const choose: Imports['choose'] = (how) => {
    if (waiting !== null && how !== 'drop') finish(waiting, how);
    setWaiting(null);
  };
  const pasted = (losses: PasteLosses) => {
    if (losses.length > 0)
      setReport({ found: [], plan: nothingPlanned, lost: losses.map((one) => ({ ...one })) });
  };
  return { start, running, waiting, choose, report, forget: () => setReport(null), pasted };
}

/** The server allows fifty attachments of one disclosure. */
const mostFiles = 51;
