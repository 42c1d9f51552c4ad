import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { ApiError, refresh, uploadFile, useTell } from '#ui/office';

type PhotoButtonProps = {
  readonly path: string;
  readonly words: string;
  readonly done: string;
  readonly primary?: boolean;
};

/** Takes a photo (on a telephone with its camera) and sends it. */
export function PhotoButton({ path, words, done, primary }: PhotoButtonProps) {
  const client = useQueryClient();
  const tell = useTell();
  const field = useRef<HTMLInputElement>(null);
  const [isSending, setSending] = useState(false);
  const send = async (file: File) => {
    setSending(true);
    try {
      await uploadFile(path, file, () => undefined);
      tell.done(done);
      refresh(client, ['/api/carriers']);
    } catch (error) {
      if (error instanceof ApiError) tell.refused(error);
      else throw error;
    } finally {
      setSending(false);
    }
  };
  return (
    <>
      <Button
        {...(primary === true ? { type: 'primary' as const } : {})}
        loading={isSending}
        onClick={() => field.current?.click()}
      >
        {words}
      </Button>
      <input
        ref={field}
        type="file"
        hidden
        aria-label={words}
        accept="image/jpeg,image/png"
        capture="environment"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file !== undefined) void send(file);
        }}
      />
    </>
  );
}
