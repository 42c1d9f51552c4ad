import { Button, Mentions } from 'antd';
import { type ReactNode, useState } from 'react';
import { formatMoment, Mark, Section, useCommand, useRead, useText } from '#ui/office';
import type { ColleagueList, CommentView, FollowingView } from '../../following/forms.ts';
import { followingTexts } from './texts.ts';
import { useFollowing } from './use-following.ts';

/** What those who see the case say to one another about it. Added, never changed; no part of what goes out. */
export function Discussion({ revision }: { revision: string }) {
  const say = useText(followingTexts);
  const { data } = useFollowing(revision);
  if (data === undefined) return null;
  return (
    <Section title={say('discussion')}>
      <p className="quiet">{say('discussionHelp')}</p>
      {data.comments.length === 0 ? (
        <p className="quiet">{say('noComments')}</p>
      ) : (
        <ol className="signatures">
          {data.comments.map((comment) => (
            <Comment key={comment.id} comment={comment} />
          ))}
        </ol>
      )}
      <Write revision={revision} />
    </Section>
  );
}

function Comment({ comment }: { comment: CommentView }) {
  const say = useText(followingTexts);
  return (
    <li>
      <span className="quiet tabular">{formatMoment(comment.at)}</span>
      <div>
        <div className="row">
          <strong>{comment.person.name}</strong>
          <span className="quiet">{say('version', { number: comment.revisionNumber })}</span>
          {comment.isNew ? <Mark tone="wait">{say('isNew')}</Mark> : null}
        </div>
        <p style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {withMentions(comment.text, comment.mentions)}
        </p>
      </div>
    </li>
  );
}

/** Names that were called upon stand out; an @ that called nobody stays as it was typed. */
function withMentions(text: string, mentions: CommentView['mentions']): ReactNode {
  const names = [...new Set(mentions.map((one) => one.name))].sort((a, b) => b.length - a.length);
  if (names.length === 0) return text;
  const escaped = names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pieces = text.split(new RegExp(`([@＠](?:${escaped.join('|')}))`));
  return pieces.map((piece, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a comment never move
    index % 2 === 1 ? <strong key={index}>{piece}</strong> : piece,
  );
}

function Write({ revision }: { revision: string }) {
  const say = useText(followingTexts);
  const [text, setText] = useState('');
  const [calling, setCalling] = useState(false);
  const colleagues = useRead<ColleagueList>(calling ? `/api/revisions/${revision}/may-be-called` : null);
  const send = useCommand<{ text: string }, FollowingView>('POST', `/api/revisions/${revision}/comments`, {
    done: say('sent'),
    changes: [`/api/revisions/${revision}/following`],
    onDone: () => setText(''),
  });
  const names = [...new Set((colleagues.data?.rows ?? []).map((one) => one.name))];
  return (
    <div className="stack">
      <Mentions
        rows={2}
        maxLength={2000}
        value={text}
        placeholder={say('write')}
        aria-label={say('write')}
        loading={colleagues.isFetching}
        options={names.map((name) => ({ value: name, label: name }))}
        onFocus={() => setCalling(true)}
        onChange={setText}
      />
      <div>
        <Button
          disabled={text.trim() === ''}
          loading={send.isPending}
          onClick={() => send.mutate({ text: text.trim() })}
        >
          {say('send')}
        </Button>
      </div>
    </div>
  );
}
