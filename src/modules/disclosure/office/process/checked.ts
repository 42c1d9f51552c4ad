import { useEffect, useState } from 'react';
import { call, useSettled } from '#ui/office';

/** What the server says of something that is being typed, without keeping it. */
export type Checked<Answer> = { readonly answer: Answer | null; readonly failure: Error | null };

/**
 * Asks the server about `body` whenever it has rested for a moment; an answer that was overtaken is not shown.
 * @param body null: asks nothing
 */
export function useChecked<Answer>(path: string, body: object | null): Checked<Answer> {
  const text = useSettled(body === null ? '' : JSON.stringify(body), 350);
  const [checked, setChecked] = useState<Checked<Answer>>({ answer: null, failure: null });
  useEffect(() => {
    if (text === '') return;
    const abort = new AbortController();
    call<Answer>('POST', path, JSON.parse(text), abort.signal).then(
      (answer) => setChecked({ answer, failure: null }),
      (failure: unknown) => {
        if (!abort.signal.aborted && failure instanceof Error) setChecked((old) => ({ ...old, failure }));
      },
    );
    return () => abort.abort();
  }, [path, text]);
  return checked;
}
