import { Button, message, notification } from 'antd';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { useText } from './i18n.tsx';
import { commonTexts } from './texts.ts';

/** Ways to say something that is not part of a screen. */
export type Tell = {
  readonly done: (text: string) => void;
  /** A refusal stays until it is closed: it says what to do. */
  readonly refused: (error: Error) => void;
  readonly sessionEnded: () => void;
};

const TellContext = createContext<Tell>({
  done: () => undefined,
  refused: () => undefined,
  sessionEnded: () => undefined,
});

/** Gives the screens below it a voice. */
export function TellProvider({ children }: { children: ReactNode }) {
  const [notes, notesHolder] = notification.useNotification({ placement: 'topRight', top: 64 });
  const [messages, messagesHolder] = message.useMessage({ top: 64 });
  const say = useText(commonTexts);
  const tell = useMemo<Tell>(
    () => ({
      done: (text) => void messages.success(text),
      refused: (error) =>
        notes.error({ title: error.message, duration: 0, key: error.message, role: 'alert' }),
      sessionEnded: () =>
        notes.warning({
          key: 'session-ended',
          duration: 0,
          role: 'alert',
          title: say('sessionEnded'),
          description: say('sessionEndedHelp'),
          actions: (
            <Button type="primary" size="small" href="/signin" target="_blank" rel="noopener">
              {say('signInAgain')}
            </Button>
          ),
        }),
    }),
    [notes, messages, say],
  );
  return (
    <TellContext.Provider value={tell}>
      {notesHolder}
      {messagesHolder}
      {children}
    </TellContext.Provider>
  );
}

export function useTell(): Tell {
  return useContext(TellContext);
}
