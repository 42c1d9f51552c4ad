import { Badge, Button, Drawer } from 'antd';
import { useState } from 'react';
import { formatMoment, Nothing, type Sent, useCommand, useGo, useRead, useText, WhenRead } from '#ui/office';
import type { NotificationPage } from '../../modules/identity/forms.ts';
import { BellIcon } from './icons.tsx';
import { shellTexts } from './messages.ts';

const everyMinute = 60_000;

/** The bell: what happened to the person's work since last looked. */
export function NoticesButton() {
  const say = useText(shellTexts);
  const go = useGo();
  const [open, setOpen] = useState(false);
  const notices = useRead<Sent<NotificationPage>>('/api/me/notifications', everyMinute);
  const unread = notices.data?.unread ?? 0;
  return (
    <>
      <Badge count={unread} size="small" overflowCount={99} offset={[0, 6]}>
        <Button
          type="text"
          icon={<BellIcon />}
          aria-label={unread === 0 ? say('notices') : say('noticesNew', { count: unread })}
          onClick={() => setOpen(true)}
        />
      </Badge>
      <Drawer
        title={say('notices')}
        open={open}
        onClose={() => setOpen(false)}
        extra={
          <Button
            type="link"
            onClick={() => {
              setOpen(false);
              go('/reminders');
            }}
          >
            {say('reminders')}
          </Button>
        }
        styles={{ body: { padding: 0 } }}
      >
        {open ? <NoticeList close={() => setOpen(false)} /> : null}
      </Drawer>
    </>
  );
}

function NoticeList({ close }: { close: () => void }) {
  const say = useText(shellTexts);
  const go = useGo();
  const notices = useRead<Sent<NotificationPage>>('/api/me/notifications');
  const markRead = useCommand<{ upTo: number }>('POST', '/api/me/notifications/read', {
    changes: ['/api/me/notifications'],
    quiet: true,
  });
  const open = (link: string) => {
    close();
    go(officePath(link));
  };
  return (
    <WhenRead of={notices}>
      {({ rows, unread }) =>
        rows.length === 0 ? (
          <Nothing title={say('noNotices')} help={say('noNoticesHelp')} />
        ) : (
          <>
            {unread === 0 ? null : (
              <div className="notice-tools">
                <Button
                  size="small"
                  onClick={() => markRead.mutate({ upTo: Math.max(...rows.map((row) => row.id)) })}
                >
                  {say('readAll')}
                </Button>
              </div>
            )}
            <ul className="plain-list">
              {rows.map((row) => (
                <li key={row.id}>
                  <button
                    type="button"
                    className={row.readAt === null ? 'notice notice-new' : 'notice'}
                    onClick={() => open(row.link)}
                  >
                    <span>{row.message}</span>
                    <span className="quiet tabular">{formatMoment(row.createdAt)}</span>
                  </button>
                </li>
              ))}
            </ul>
          </>
        )
      }
    </WhenRead>
  );
}

/** Links of notices are paths of the whole server; inside the office the beginning is dropped. */
function officePath(link: string): string {
  return link.startsWith('/office/') ? link.slice('/office'.length) : link;
}
