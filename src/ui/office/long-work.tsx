import { Badge, Button, Drawer, Progress } from 'antd';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react';
import { defineTexts, useText } from './i18n.tsx';

const texts = defineTexts({
  'zh-CN': {
    title: '正在进行的工作',
    help: '可以收起本栏继续其他工作，办完会提示。关闭浏览器前请等上传完成。',
    goOn: '继续其他工作',
    running: '进行中',
    done: '已完成',
    failed: '没有完成',
    clear: '清除已结束的',
    open: '进行中的工作：{count} 项',
  },
  en: {
    title: 'Work in progress',
    help: 'You may close this drawer and go on working; you are told when it is done. Wait for uploads before closing the browser.',
    goOn: 'Go on working',
    running: 'Running',
    done: 'Done',
    failed: 'Not finished',
    clear: 'Clear finished',
    open: 'Work in progress: {count}',
  },
});

export type WorkReport = { readonly share: number | null; readonly detail?: string };

type Work = {
  readonly id: number;
  readonly title: string;
  readonly state: 'running' | 'done' | 'failed';
  readonly share: number | null;
  readonly detail: string;
};

type LongWork = {
  readonly works: readonly Work[];
  /** Runs something that takes long; its progress is seen from every screen. */
  readonly run: <Answer>(
    title: string,
    work: (report: (progress: WorkReport) => void) => Promise<Answer>,
  ) => Promise<Answer>;
  readonly show: () => void;
};

const LongWorkContext = createContext<LongWork | null>(null);

/** Keeps work that outlives the screen it was started on. */
export function LongWorkProvider({ children }: { children: ReactNode }) {
  const [works, setWorks] = useState<readonly Work[]>([]);
  const [open, setOpen] = useState(false);
  const nextId = useRef(1);
  const change = useCallback((id: number, patch: Partial<Work>) => {
    setWorks((all) => all.map((work) => (work.id === id ? { ...work, ...patch } : work)));
  }, []);
  const run = useCallback<LongWork['run']>(
    async (title, work) => {
      const id = nextId.current++;
      setWorks((all) => [...all, { id, title, state: 'running', share: 0, detail: '' }]);
      try {
        const answer = await work(({ share, detail }) => change(id, { share, detail: detail ?? '' }));
        change(id, { state: 'done', share: 1 });
        return answer;
      } catch (error) {
        change(id, { state: 'failed', detail: error instanceof Error ? error.message : String(error) });
        throw error;
      }
    },
    [change],
  );
  const value = useMemo(() => ({ works, run, show: () => setOpen(true) }), [works, run]);
  return (
    <LongWorkContext.Provider value={value}>
      {children}
      <WorkDrawer
        works={works}
        open={open}
        close={() => setOpen(false)}
        clear={() => setWorks((all) => all.filter((work) => work.state === 'running'))}
      />
    </LongWorkContext.Provider>
  );
}

/** @throws outside LongWorkProvider */
export function useLongWork(): LongWork {
  const value = useContext(LongWorkContext);
  if (value === null) throw new Error('useLongWork outside LongWorkProvider');
  return value;
}

type WorkDrawerProps = { works: readonly Work[]; open: boolean; close: () => void; clear: () => void };

function WorkDrawer({ works, open, close, clear }: WorkDrawerProps) {
  const say = useText(texts);
  return (
    <Drawer
      title={say('title')}
      open={open}
      onClose={close}
      footer={
        <div className="row-between">
          <Button onClick={clear}>{say('clear')}</Button>
          <Button type="primary" onClick={close}>
            {say('goOn')}
          </Button>
        </div>
      }
    >
      <p className="quiet">{say('help')}</p>
      <ul className="plain-list">
        {works.map((work) => (
          <li key={work.id} className="work">
            <div className="row-between">
              <strong>{work.title}</strong>
              <span className="quiet">{say(work.state)}</span>
            </div>
            <Progress
              percent={Math.round((work.share ?? 0) * 100)}
              status={work.state === 'failed' ? 'exception' : work.state === 'done' ? 'success' : 'active'}
              aria-label={work.title}
            />
            {work.detail === '' ? null : <p className="quiet">{work.detail}</p>}
          </li>
        ))}
      </ul>
    </Drawer>
  );
}

/** In the top bar: there is work under way. */
export function WorkButton({ icon }: { icon: ReactNode }) {
  const { works, show } = useLongWork();
  const say = useText(texts);
  if (works.length === 0) return null;
  const running = works.filter((work) => work.state === 'running').length;
  return (
    <Badge count={running} size="small">
      <Button type="text" icon={icon} aria-label={say('open', { count: running })} onClick={show} />
    </Badge>
  );
}
