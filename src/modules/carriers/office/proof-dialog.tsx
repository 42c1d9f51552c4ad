import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Modal } from 'antd';
import { useEffect, useRef, useState } from 'react';
import {
  ApiError,
  commonTexts,
  MomentField,
  refresh,
  uploadFile,
  useTell,
  useText,
  withQuery,
} from '#ui/office';
import type { PostingView } from '../forms.ts';
import { nowhere, PlaceFields, type PostedWhere, withPlace } from './posting-place.tsx';
import { texts } from './texts.ts';

export type Proof = { readonly row: PostingView; readonly which: 'posted' | 'taken' };

type DialogProps = Proof & { readonly close: () => void };

/**
 * What was recorded cannot be taken back: so the sheet and the board are named once more, the photo is shown before it is sent,
 * and who takes down too early is told so before, not by a finding after.
 */
export function ProofDialog({ row, which, close }: DialogProps) {
  const say = useText(texts);
  const common = useText(commonTexts);
  const [file, choose] = useState<File | null>(null);
  const [claimed, claim] = useState<string | null>(null);
  const [where, place] = useState(nowhere);
  const { send, isSending } = useProof(row, which, close);
  const isEarly = which === 'taken' && row.todo === 'leave';
  return (
    <Modal
      open
      title={say(which)}
      okText={say(isEarly ? 'takeAnyway' : 'record')}
      okButtonProps={{ disabled: file === null, danger: isEarly }}
      cancelText={common('cancel')}
      confirmLoading={isSending}
      onOk={() => file !== null && void send(file, claimed, where)}
      onCancel={close}
    >
      <dl className="facts">
        <div>
          <dt>{say('sheet')}</dt>
          <dd>{row.title ?? `${row.slug} ${say('withdrawn')}`}</dd>
        </div>
        <div>
          <dt>{say('board')}</dt>
          <dd>
            {row.boardName}　{row.place === '' ? row.unitName : `${row.unitName} ${row.place}`}
          </dd>
        </div>
      </dl>
      {isEarly ? <Alert type="warning" showIcon title={say('tooEarly', { until: row.until ?? '' })} /> : null}
      <PhotoField file={file} choose={choose} />
      {which === 'posted' ? (
        <>
          <label htmlFor="claimed-at">{say('claimedAt')}</label>
          <MomentField id="claimed-at" value={claimed} onChange={claim} />
          <p className="quiet">{say('claimedHelp')}</p>
          <PlaceFields place={row.place} value={where} onChange={place} />
        </>
      ) : null}
    </Modal>
  );
}

function PhotoField({ file, choose }: { file: File | null; choose: (file: File) => void }) {
  const say = useText(texts);
  const field = useRef<HTMLInputElement>(null);
  const shown = usePicture(file);
  return (
    <div style={{ margin: '16px 0' }}>
      <Button onClick={() => field.current?.click()}>
        {say(file === null ? 'choosePhoto' : 'otherPhoto')}
      </Button>{' '}
      <span className="quiet">{file === null ? say('photoHelp') : file.name}</span>
      <input
        ref={field}
        type="file"
        hidden
        aria-label={say('choosePhoto')}
        accept="image/jpeg,image/png"
        onChange={(event) => {
          const chosen = event.target.files?.[0];
          event.target.value = '';
          if (chosen !== undefined) choose(chosen);
        }}
      />
      {shown === null ? null : (
        <img
          src={shown}
          alt={say('photo')}
          style={{ display: 'block', maxWidth: '100%', maxHeight: 280, marginTop: 8 }}
        />
      )}
    </div>
  );
}

/** The chosen file as a picture of this page, for as long as it is chosen. */
function usePicture(file: File | null): string | null {
  const [address, show] = useState<string | null>(null);
  useEffect(() => {
    if (file === null) return show(null);
    const made = URL.createObjectURL(file);
    show(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return address;
}

function useProof(row: PostingView, which: 'posted' | 'taken', close: () => void) {
  const say = useText(texts);
  const client = useQueryClient();
  const tell = useTell();
  const [isSending, setSending] = useState(false);
  const send = async (file: File, claimed: string | null, where: PostedWhere) => {
    setSending(true);
    try {
      const claimedAt = claimed === null ? null : new Date(claimed).toISOString();
      const path = withQuery(`/api/carriers/postings/${row.id}/${which}`, { claimedAt });
      await uploadFile(withPlace(path, where), file, () => undefined);
      tell.done(say(`${which}Done`));
      refresh(client, ['/api/carriers']);
      close();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      tell.refused(error);
    } finally {
      setSending(false);
    }
  };
  return { send, isSending };
}
