import { useIsFetching } from '@tanstack/react-query';
import { Fragment, useSyncExternalStore } from 'react';
import { Nothing, Page, useSession, useText } from '#ui/office';
import { shellTexts } from './messages.ts';
import { officeRooms } from './rooms.ts';

/** The first screen: what must I do today, from every room, each row one click from doing it. */
export function Home() {
  const say = useText(shellTexts);
  const { me } = useSession();
  return (
    <Page title={say('greeting', { name: me.name })}>
      {me.grants.length === 0 ? (
        <Nothing title={say('noRole')} help={say('noRoleHelp')} />
      ) : (
        <>
          <div className="home-list">
            {officeRooms.map((room) => (
              <Fragment key={room.name}>{room.Today === undefined ? null : <room.Today />}</Fragment>
            ))}
          </div>
          <WhenNothing />
        </>
      )}
    </Page>
  );
}

/** Rooms show nothing when there is nothing; only when all have been asked is it said so. */
function WhenNothing() {
  const say = useText(shellTexts);
  const asking = useIsFetching() > 0;
  const empty = useSyncExternalStore(watchList, listIsEmpty);
  if (!empty) return null;
  if (asking) return <p className="quiet">{say('reading')}</p>;
  return <Nothing title={say('nothingToday')} help={say('nothingTodayHelp')} />;
}

function watchList(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.body, { childList: true, subtree: true });
  return () => observer.disconnect();
}

function listIsEmpty(): boolean {
  return document.querySelector('.home-list > *') === null;
}
