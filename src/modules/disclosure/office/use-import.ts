import { useState } from 'react';
import { uploadFile, useLongWork, useTell, useText } from '#ui/office';
import type { ImportAnswer } from '../forms.ts';
import { texts } from './messages.ts';

export type Imports = {
  readonly start: (file: File) => void;
  readonly running: boolean;
  /** Read, and waiting for the choice between replacing and appending. */
  readonly waiting: ImportAnswer | null;
  readonly choose: (how: 'replace' | 'append' | 'drop') => void;
  /** What the last import could not keep. */
  readonly lost: ImportAnswer['lost'];
  readonly forgetLost: () => void;
};

/** Reads a document into the text; asks before text that is there already is replaced. */
export function useImport(
  revision: string,
  bodyIsEmpty: () => boolean,
  take: (answer: ImportAnswer, how: 'replace' | 'append') => void,
): Imports {
  const say = useText(texts);
  const tell = useTell();
  const work = useLongWork();
  const [running, setRunning] = useState(false);
  const [waiting, setWaiting] = useState<ImportAnswer | null>(null);
  const [lost, setLost] = useState<ImportAnswer['lost']>([]);
  const finish = (answer: ImportAnswer, how: 'replace' | 'append') => {
    take(answer, how);
    setLost(answer.lost);
    tell.done(say('compose.imported'));
  };
  const start = (file: File) => {
    setRunning(true);
    work
      .run(say('compose.importing', { name: file.name }), (report) =>
        uploadFile<ImportAnswer>(`/api/revisions/${revision}/import`, file, (share) => report({ share })),
      )
      .then((answer) => (bodyIsEmpty() ? finish(answer, 'replace') : setWaiting(answer)))
      .catch((error: Error) => tell.refused(error))
      .finally(() => setRunning(false));
  };
  const choose: Imports['choose'] = (how) => {
    if (waiting !== null && how !== 'drop') finish(waiting, how);
    setWaiting(null);
  };
  return { start, running, waiting, choose, lost, forgetLost: () => setLost([]) };
}
