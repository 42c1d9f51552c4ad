import { Button } from 'antd';
import { useState } from 'react';
import {
  formatMoment,
  Mark,
  Section,
  type Tone,
  useCommand,
  useRead,
  useSession,
  useText,
  WhenRead,
} from '#ui/office';
import type { ErasureList, ErasureView } from '../../erasure/forms.ts';
import { ConfirmErasure, ProposeErasure } from './dialogs.tsx';
import { erasureTexts } from './texts.ts';

/** Erasures of an item, and the way to ask for one; for those who may. */
export function Erasures({ item }: { item: string }) {
  const { me } = useSession();
  return me.permissions.includes('publication.erase') ? <Those item={item} /> : null;
}

function Those({ item }: { item: string }) {
  const say = useText(erasureTexts);
  const [isOpen, setOpen] = useState(false);
  const read = useRead<ErasureList>(`/api/publications/${item}/erasures`);
  return (
    <Section title={say('title')}>
      <WhenRead of={read}>
        {({ rows, attachments }) => (
          <>
            <ol className="signatures">
              {rows.map((one) => (
                <Erasure key={one.id} item={item} erasure={one} />
              ))}
            </ol>
            {rows.some((one) => one.state === 'proposed') ? null : (
              <Button onClick={() => setOpen(true)}>{say('propose')}</Button>
            )}
            {isOpen ? (
              <ProposeErasure item={item} attachments={attachments} close={() => setOpen(false)} />
            ) : null}
          </>
        )}
      </WhenRead>
    </Section>
  );
}

const tones: Readonly<Record<ErasureView['state'], Tone>> = {
  proposed: 'wait',
  registered: 'wait',
  done: 'good',
  cancelled: 'quiet',
};

function Erasure({ item, erasure }: { item: string; erasure: ErasureView }) {
  const say = useText(erasureTexts);
  const { state, logIndex, version, masked, removed } = erasure;
  return (
    <li>
      <Mark tone={tones[state]}>{say(`state.${state}`)}</Mark>
      <div>
        {say(`ground.${erasure.ground}`)}
        <p className="quiet">
          {say('by', { name: erasure.proposedByName, at: formatMoment(erasure.proposedAt) })}
          {erasure.confirmedByName === null
            ? null
            : `；${say('confirmedBy', { name: erasure.confirmedByName, at: formatMoment(erasure.confirmedAt) })}`}
          {erasure.cancelledByName === null
            ? null
            : `；${say('cancelledBy', { name: erasure.cancelledByName })}`}
        </p>
        {logIndex === null ? null : <p className="quiet">{say('result', { number: logIndex, version })}</p>}
        {masked + removed === 0 ? null : <p className="quiet">{say('files', { masked, removed })}</p>}
        {state === 'proposed' ? <Decide item={item} erasure={erasure} /> : null}
      </div>
    </li>
  );
}

function Decide({ item, erasure }: { item: string; erasure: ErasureView }) {
  const say = useText(erasureTexts);
  const [isOpen, setOpen] = useState(false);
  const path = `/api/publications/${item}/erasures`;
  const take = useCommand<null, ErasureView>('DELETE', `${path}/${erasure.id}`, {
    done: say('taken'),
    changes: [path],
  });
  return (
    <p className="row">
      {erasure.isOwn ? (
        <span className="quiet">{say('ownWaits')}</span>
      ) : (
        <Button danger onClick={() => setOpen(true)}>
          {say('confirm')}
        </Button>
      )}
      <Button loading={take.isPending} onClick={() => take.mutate(null)}>
        {say('take')}
      </Button>
      {isOpen ? <ConfirmErasure item={item} erasure={erasure.id} close={() => setOpen(false)} /> : null}
    </p>
  );
}
