import { Button, Spin } from 'antd';
import type { ReactNode } from 'react';
import { ApiError } from './client.ts';
import { useText } from './i18n.tsx';
import { commonTexts } from './texts.ts';

/** Shown while something is read. */
export function Loading() {
  const say = useText(commonTexts);
  return (
    <div className="state" role="status">
      <Spin /> <span>{say('loading')}</span>
    </div>
  );
}

type NothingProps = { readonly title: string; readonly help?: ReactNode; readonly children?: ReactNode };

/** An empty list says what it would hold and what to do next. */
export function Nothing({ title, help, children }: NothingProps) {
  return (
    <div className="state state-empty">
      <p className="state-title">{title}</p>
      {help === undefined ? null : <p className="state-help">{help}</p>}
      {children}
    </div>
  );
}

/** A read that was refused or failed, in words, with a way on. */
export function ReadFailed({ error, again }: { error: Error; again?: () => void }) {
  const say = useText(commonTexts);
  const status = error instanceof ApiError ? error.status : 0;
  const title = status === 404 ? say('notFound') : status === 403 ? say('notPermitted') : say('loadFailed');
  const help =
    status === 404 ? say('notFoundHelp') : status === 403 ? say('notPermittedHelp') : error.message;
  return (
    <div className="state state-failed" role="alert">
      <p className="state-title">{title}</p>
      <p className="state-help">{help}</p>
      {again === undefined || status === 403 || status === 404 ? null : (
        <Button onClick={again}>{say('retry')}</Button>
      )}
    </div>
  );
}

type ReadState<Answer> = {
  readonly data: Answer | undefined;
  readonly error: Error | null;
  readonly refetch: () => unknown;
};

/** Loading, failed, or the content: the three faces of every read. */
export function WhenRead<Answer>({
  of,
  children,
}: {
  of: ReadState<Answer>;
  children: (answer: Answer) => ReactNode;
}) {
  if (of.data !== undefined) return <>{children(of.data)}</>;
  if (of.error !== null) return <ReadFailed error={of.error} again={() => void of.refetch()} />;
  return <Loading />;
}
