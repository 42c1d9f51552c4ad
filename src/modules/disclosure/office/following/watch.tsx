import { Button, Tooltip } from 'antd';
import { formatMoment, GoTo, useCommand, useText } from '#ui/office';
import type { FollowingView } from '../../following/forms.ts';
import { followingTexts } from './texts.ts';
import { useFollowing, useSeen } from './use-following.ts';

/** 关注 / 已关注: one button, pressed or not. */
export function WatchButton({ revision }: { revision: string }) {
  const say = useText(followingTexts);
  const following = useFollowing(revision);
  const watch = useCommand<{ watching: boolean }>('POST', `/api/revisions/${revision}/watch`, {
    changes: [`/api/revisions/${revision}/following`],
  });
  const { data } = following;
  if (data === undefined) return null;
  const names = data.watchers.map((one) => one.name).join('、');
  return (
    <Tooltip
      title={
        <>
          {say(data.watching ? 'unwatchHelp' : 'watchHelp')}
          {names === '' ? null : <div>{say('watchers', { names })}</div>}
        </>
      }
    >
      <Button
        aria-pressed={data.watching}
        loading={watch.isPending}
        onClick={() => watch.mutate({ watching: !data.watching })}
      >
        {say(data.watching ? 'watching' : 'watch')}
      </Button>
    </Tooltip>
  );
}

/** What happened since I last looked; and that I have looked now. */
export function SinceSeen({ revision }: { revision: string }) {
  useSeen(revision);
  const { data } = useFollowing(revision);
  return data === undefined ? null : <News revision={revision} following={data} />;
}

function News({ revision, following }: { revision: string; following: FollowingView }) {
  const say = useText(followingTexts);
  const { seenBefore, newEvents } = following;
  const news = newEvents?.length ?? 0;
  if (seenBefore === null && news === 0) return null;
  return (
    <span className="row">
      {seenBefore === null ? null : (
        <>
          <span>
            {say('sinceSeen', { number: seenBefore.revisionNumber, at: formatMoment(seenBefore.at) })}
          </span>
          <GoTo to={`/revisions/${revision}/diff`} search={{ against: seenBefore.revision }}>
            {say('whatChanged')}
          </GoTo>
        </>
      )}
      {news === 0 ? null : <span>{say('news', { count: news })}</span>}
    </span>
  );
}
