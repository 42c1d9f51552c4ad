import { Alert, Button } from 'antd';
import { useState } from 'react';
import { type Column, Mark, RowsTable, Section, type Tone, useRead, useText, WhenRead } from '#ui/office';
import type { LeadershipView, PostView, UnitView } from '../forms.ts';
import { EditPost, EndPost, HandOver, LeadingGroupForm, NewPost } from './post-forms.tsx';
import { texts, useWords } from './texts.ts';

type Asked =
  | { readonly kind: 'group' | 'new' | 'handOver' }
  | { readonly kind: 'change' | 'end'; readonly post: PostView };

/** Who answers for openness in this unit: leading group, its office, posts with their terms, and what is missing. */
export function Leadership({ unit }: { unit: UnitView }) {
  const read = useRead<LeadershipView>(`/api/units/${unit.id}/leadership`);
  return <WhenRead of={read}>{(view) => <Content unit={unit} view={view} />}</WhenRead>;
}

function Content({ unit, view }: { unit: UnitView; view: LeadershipView }) {
  const say = useText(texts);
  const words = useWords();
  const [asked, ask] = useState<Asked | null>(null);
  const close = () => ask(null);
  const columns = usePostColumns(view.may.appoint, ask);
  return (
    <>
      {view.gaps.length === 0 ? null : (
        <Alert
          type="warning"
          showIcon
          style={{ marginBottom: 14 }}
          title={view.gaps
            .map(
              (gap) =>
                words(`gapKind.${gap.kind}`) + (gap.personName === null ? '' : `（${gap.personName}）`),
            )
            .join('；')}
        />
      )}
      <Section
        title={say('leadingGroup')}
        actions={
          view.may.appoint ? (
            <Button onClick={() => ask({ kind: 'group' })}>{say('setLeadingGroup')}</Button>
          ) : null
        }
      >
        <LeadingGroup view={view} />
      </Section>
      <Section
        title={say('posts')}
        actions={
          view.may.appoint ? (
            <>
              {view.posts.length === 0 ? null : (
                <Button onClick={() => ask({ kind: 'handOver' })}>{say('handOverWork')}</Button>
              )}
              <Button onClick={() => ask({ kind: 'new' })}>{say('addPost')}</Button>
            </>
          ) : null
        }
      >
        <RowsTable
          name="posts"
          label={say('posts')}
          rows={view.posts}
          rowKey={(row) => row.id}
          columns={columns}
          empty={<p className="quiet">{say('noPosts')}</p>}
        />
      </Section>
      {view.formerPosts.length === 0 ? null : (
        <Section title={say('formerPosts')}>
          <RowsTable
            name="former-posts"
            label={say('formerPosts')}
            rows={view.formerPosts}
            rowKey={(row) => row.id}
            columns={columns.slice(0, 4)}
          />
        </Section>
      )}
      {asked?.kind === 'group' ? <LeadingGroupForm unit={unit} view={view} close={close} /> : null}
      {asked?.kind === 'new' ? <NewPost unit={unit} close={close} /> : null}
      {asked?.kind === 'handOver' ? <HandOver unit={unit} posts={view.posts} close={close} /> : null}
      {asked?.kind === 'change' ? <EditPost post={asked.post} close={close} /> : null}
      {asked?.kind === 'end' ? <EndPost post={asked.post} close={close} /> : null}
    </>
  );
}

function LeadingGroup({ view }: { view: LeadershipView }) {
  const say = useText(texts);
  const group = view.leadingGroup;
  if (group === null) return <p className="quiet">{say('noLeadingGroup')}</p>;
  return (
    <dl className="facts">
      <dt>{say('groupName')}</dt>
      <dd>{group.name}</dd>
      <dt>{say('documentNumber')}</dt>
      <dd className="nowrap">{group.documentNumber ?? '—'}</dd>
      <dt>{say('foundedOn')}</dt>
      <dd className="tabular">{group.foundedOn ?? '—'}</dd>
      <dt>{say('officeName')}</dt>
      <dd>
        {[group.officeName, group.officeAddress, group.officePhone]
          .filter((part) => part !== null)
          .join('，') || '—'}
      </dd>
    </dl>
  );
}

const standingTones: Readonly<Record<PostView['standing'], Tone>> = {
  holds: 'good',
  endsSoon: 'wait',
  expired: 'late',
  ended: 'quiet',
};

function usePostColumns(appoints: boolean, ask: (asked: Asked) => void): readonly Column<PostView>[] {
  const say = useText(texts);
  const words = useWords();
  const columns: Column<PostView>[] = [
    { key: 'post', title: say('post'), width: 170, show: (row) => words(`postKind.${row.kind}`) },
    {
      key: 'person',
      title: say('person'),
      width: 150,
      show: (row) => (
        <>
          {row.personName}
          {row.title === null ? null : <div className="quiet">{row.title}</div>}
        </>
      ),
    },
    { key: 'duty', title: say('duty'), show: (row) => row.duty ?? '—' },
    {
      key: 'term',
      title: say('term'),
      width: 230,
      show: (row) => (
        <>
          <span className="tabular nowrap">
            {row.from} — {row.endedOn ?? row.until ?? ''}
          </span>
          <div>
            <Mark tone={standingTones[row.standing]}>{words(`postStanding.${row.standing}`)}</Mark>
          </div>
        </>
      ),
    },
  ];
  if (appoints) {
    columns.push({
      key: 'actions',
      title: say('changePost'),
      width: 140,
      show: (row) => (
        <span className="row">
          <Button size="small" onClick={() => ask({ kind: 'change', post: row })}>
            {say('changePost')}
          </Button>
          <Button size="small" onClick={() => ask({ kind: 'end', post: row })}>
            {say('endPost')}
          </Button>
        </span>
      ),
    });
  }
  return columns;
}
