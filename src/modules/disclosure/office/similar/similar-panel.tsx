import { useQueryClient } from '@tanstack/react-query';
import { Button, Drawer, Tooltip } from 'antd';
import { useState } from 'react';
import { formatMoment, refresh, useNarrow, useRead, useText } from '#ui/office';
import type { SimilarAnswer, SimilarMatch } from '../../similar/forms.ts';
import { Passages } from './passages.tsx';
import { similarTexts } from './texts.ts';
import { TitleOf } from './title-of.tsx';

type PanelProps = {
  readonly revision: string;
  /** The writer is advised, and may ask again after rewriting. */
  readonly writing?: boolean;
};

/** What other units published that this text is like: one line when there is nothing, else who, how much, and where. */
export function SimilarPanel({ revision, writing = false }: PanelProps) {
  const say = useText(similarTexts);
  const client = useQueryClient();
  const path = `/api/revisions/${revision}/similar`;
  const read = useRead<SimilarAnswer>(path);
  const [shown, show] = useState<SimilarMatch | null>(null);
  const narrow = useNarrow();
  return (
    <div className="side-block">
      <h2>{say('title')}</h2>
      {read.data === undefined ? (
        <p className="quiet" aria-busy={read.error === null}>
          {say(read.error === null ? 'checking' : 'failed')}
        </p>
      ) : (
        <Found answer={read.data} writing={writing} show={show} />
      )}
      {writing ? (
        <Button size="small" loading={read.isFetching} onClick={() => refresh(client, [path])}>
          {say('again')}
        </Button>
      ) : null}
      <Drawer
        title={say('passages')}
        open={shown !== null}
        size={narrow ? '100%' : 'min(1080px, 92vw)'}
        onClose={() => show(null)}
      >
        {shown === null ? null : <Passages match={shown} />}
      </Drawer>
    </div>
  );
}

type FoundProps = {
  readonly answer: SimilarAnswer;
  readonly writing: boolean;
  readonly show: (match: SimilarMatch) => void;
};

function Found({ answer: { others, ownEarlier }, writing, show }: FoundProps) {
  const say = useText(similarTexts);
  return (
    <>
      {others.length === 0 ? (
        <p className="quiet">{say('none')}</p>
      ) : (
        <>
          <p>{say(writing ? 'advice' : 'found', { count: others.length })}</p>
          <Matches matches={others} show={show} />
        </>
      )}
      {ownEarlier.length === 0 ? null : (
        <details className="figures">
          <summary>
            {say('ownEarlier')}（{ownEarlier.length}）
          </summary>
          <p className="quiet">{say('ownEarlierHelp')}</p>
          <Matches matches={ownEarlier} show={show} />
        </details>
      )}
    </>
  );
}

function Matches({ matches, show }: Pick<FoundProps, 'show'> & { matches: readonly SimilarMatch[] }) {
  const say = useText(similarTexts);
  return (
    <ul>
      {matches.map((match) => (
        <li key={match.disclosure}>
          <div>
            <strong>{match.unit.name}</strong>{' '}
            <Tooltip title={say('percentHelp')}>
              <span className="tabular nowrap">{say('percent', { percent: match.percent })}</span>
            </Tooltip>
          </div>
          <TitleOf match={match} />
          <div className="row">
            <Button size="small" onClick={() => show(match)}>
              {say('compare')}
            </Button>
            <span className="quiet tabular">
              {say('publishedAt', { at: formatMoment(match.publishedAt) })}
            </span>
          </div>
        </li>
      ))}
    </ul>
  );
}
