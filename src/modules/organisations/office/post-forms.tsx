import { AutoComplete, Checkbox, Form, Input, Modal, Select } from 'antd';
import type { ReactNode } from 'react';
import {
  type ApiError,
  commonTexts,
  DateField,
  type RowsPage,
  showBesideField,
  todayHere,
  useCommand,
  useRead,
  useSession,
  useText,
  withQuery,
} from '#ui/office';
import type {
  ChangePostForm,
  EndPostForm,
  LeadingGroupForm as GroupForm,
  HandOverForm,
  LeadershipView,
  PostForm,
  PostView,
  UnitView,
} from '../forms.ts';
import { postKinds } from '../vocabulary.ts';
import { texts, useWords } from './texts.ts';

type DialogProps<Values> = {
  title: string;
  path: string;
  initial: Partial<Values>;
  toBody: (entered: Values) => unknown;
  close: () => void;
  children: ReactNode;
};

/** A dialog with a form that is sent to one address; refusals stand beside their field. */
function FormDialog<Values extends object>({
  title,
  path,
  initial,
  toBody,
  close,
  children,
}: DialogProps<Values>) {
  const say = useText(texts);
  const common = useText(commonTexts);
  const [form] = Form.useForm<Values>();
  const send = useCommand<Values>(
    'POST',
    path,
    {
      done: say('saved'),
      changes: ['/api/units', '/api/lines'],
      onDone: close,
      onRefused: (error: ApiError) => void showBesideField(form, error),
    },
    toBody,
  );
  return (
    <Modal
      open
      title={title}
      okText={common('save')}
      cancelText={common('cancel')}
      onOk={() => form.submit()}
      onCancel={close}
      confirmLoading={send.isPending}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={initial}
        onFinish={(entered: Values) => send.mutate(entered)}
      >
        {children}
      </Form>
    </Modal>
  );
}

function useRequired() {
  const common = useText(commonTexts);
  return [{ required: true, message: common('required') }];
}

const orNull = (text: string | null | undefined) => (text === undefined || text === '' ? null : text);

export function LeadingGroupForm({
  unit,
  view,
  close,
}: {
  unit: UnitView;
  view: LeadershipView;
  close: () => void;
}) {
  const say = useText(texts);
  const required = useRequired();
  const group = view.leadingGroup;
  return (
    <FormDialog<GroupForm>
      title={say('leadingGroup')}
      path={`/api/units/${unit.id}/leading-group`}
      initial={group ?? {}}
      close={close}
      toBody={(entered) => ({
        name: entered.name,
        documentNumber: orNull(entered.documentNumber),
        foundedOn: orNull(entered.foundedOn),
        officeName: orNull(entered.officeName),
        officeAddress: orNull(entered.officeAddress),
        officePhone: orNull(entered.officePhone),
        version: group?.version ?? 0,
      })}
    >
      <Form.Item name="name" label={say('groupName')} rules={required}>
        <Input maxLength={120} />
      </Form.Item>
      <div className="two-fields">
        <Form.Item name="documentNumber" label={say('documentNumber')}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="foundedOn" label={say('foundedOn')}>
          <DateField />
        </Form.Item>
        <Form.Item name="officeName" label={say('officeName')}>
          <Input maxLength={120} />
        </Form.Item>
        <Form.Item name="officePhone" label={say('officePhone')}>
          <Input maxLength={40} />
        </Form.Item>
      </div>
      <Form.Item name="officeAddress" label={say('officeAddress')}>
        <Input maxLength={200} />
      </Form.Item>
    </FormDialog>
  );
}

export function NewPost({ unit, close }: { unit: UnitView; close: () => void }) {
  const say = useText(texts);
  const words = useWords();
  const required = useRequired();
  return (
    <FormDialog<PostForm>
      title={say('addPost')}
      path={`/api/units/${unit.id}/posts`}
      initial={{ from: todayHere(), isPublic: true }}
      close={close}
      toBody={(entered) => ({
        kind: entered.kind,
        person: null,
        personName: entered.personName,
        title: orNull(entered.title),
        duty: orNull(entered.duty),
        phone: orNull(entered.phone),
        from: entered.from,
        until: orNull(entered.until),
        isPublic: entered.isPublic,
      })}
    >
      <div className="two-fields">
        <Form.Item name="kind" label={say('post')} rules={required}>
          <Select options={postKinds.map((value) => ({ value, label: words(`postKind.${value}`) }))} />
        </Form.Item>
        <Form.Item name="personName" label={say('person')} rules={required}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="from" label={say('from')} rules={required}>
          <DateField />
        </Form.Item>
        <Form.Item name="until" label={say('until')}>
          <DateField />
        </Form.Item>
      </div>
      <PostFields />
    </FormDialog>
  );
}

export function EditPost({ post, close }: { post: PostView; close: () => void }) {
  const say = useText(texts);
  return (
    <FormDialog<ChangePostForm>
      title={`${say('changePost')} · ${post.personName}`}
      path={`/api/posts/${post.id}/change`}
      initial={post}
      close={close}
      toBody={(entered) => ({
        title: orNull(entered.title),
        duty: orNull(entered.duty),
        phone: orNull(entered.phone),
        until: orNull(entered.until),
        isPublic: entered.isPublic,
        version: post.version,
      })}
    >
      <Form.Item name="until" label={say('until')}>
        <DateField />
      </Form.Item>
      <PostFields />
    </FormDialog>
  );
}

function PostFields() {
  const say = useText(texts);
  return (
    <>
      <div className="two-fields">
        <Form.Item name="title" label={say('title')}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="phone" label={say('phone')}>
          <Input maxLength={40} />
        </Form.Item>
      </div>
      <Form.Item name="duty" label={say('duty')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="isPublic" valuePropName="checked">
        <Checkbox>{say('isPublic')}</Checkbox>
      </Form.Item>
    </>
  );
}

type EndEntered = { on: string; reason: string; successorName?: string; successorUntil?: string | null };

/** Ends a post; one that must not stand empty needs its successor at once. */
export function EndPost({ post, close }: { post: PostView; close: () => void }) {
  const say = useText(texts);
  const required = useRequired();
  return (
    <FormDialog<EndEntered>
      title={`${say('endPost')} · ${post.personName}`}
      path={`/api/posts/${post.id}/end`}
      initial={{ on: todayHere() }}
      close={close}
      toBody={(entered): EndPostForm => ({
        on: entered.on,
        reason: entered.reason,
        successor:
          orNull(entered.successorName) === null
            ? null
            : { person: null, name: entered.successorName ?? '', until: orNull(entered.successorUntil) },
        version: post.version,
      })}
    >
      <Form.Item name="on" label={say('endOn')} rules={required}>
        <DateField />
      </Form.Item>
      <Form.Item name="reason" label={say('reason')} rules={required}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
      <div className="two-fields">
        <Form.Item name="successorName" label={say('successorPerson')}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="successorUntil" label={say('successorUntil')}>
          <DateField />
        </Form.Item>
      </div>
    </FormDialog>
  );
}

/** As much of an account as naming its person needs. */
type Account = { readonly id: string; readonly name: string; readonly account: string };
type HandOverEntered = { from: string; to: string; on: string; reason: string };

/** All posts of one person go to another (届满、调离); cases the former holder had claimed are free again. */
export function HandOver({
  unit,
  posts,
  close,
}: {
  unit: UnitView;
  posts: readonly PostView[];
  close: () => void;
}) {
  const say = useText(texts);
  const words = useWords();
  const required = useRequired();
  const { me } = useSession();
  const known = useRead<RowsPage<Account>>(
    me.permissions.includes('identity.read-people')
      ? withQuery('/api/people', { unit: unit.id, limit: 100 })
      : null,
  );
  const accounts = new Map((known.data?.rows ?? []).map((one) => [`${one.name}（${one.account}）`, one]));
  const holders = new Map(posts.map((post) => [holderKey(post), post]));
  return (
    <FormDialog<HandOverEntered>
      title={`${say('handOverWork')} · ${unit.name}`}
      path={`/api/units/${unit.id}/hand-over`}
      initial={{ on: todayHere() }}
      close={close}
      toBody={(entered): HandOverForm => {
        const from = holders.get(entered.from);
        const to = accounts.get(entered.to);
        return {
          from: { person: from?.person ?? null, name: from?.personName ?? '' },
          to: { person: to?.id ?? null, name: to?.name ?? entered.to },
          on: entered.on,
          reason: entered.reason,
        };
      }}
    >
      <p className="quiet" style={{ marginBottom: 12 }}>
        {say('handOverHelp')}
      </p>
      <div className="two-fields">
        <Form.Item name="from" label={say('handOverFrom')} rules={required}>
          <Select
            options={[...holders].map(([value, { personName }]) => ({
              value,
              label: `${personName}（${posts
                .filter((post) => holderKey(post) === value)
                .map((post) => words(`postKind.${post.kind}`))
                .join('、')}）`,
            }))}
          />
        </Form.Item>
        <Form.Item name="to" label={say('handOverTo')} rules={required} extra={say('handOverToHelp')}>
          <AutoComplete
            maxLength={120}
            showSearch={{
              filterOption: (typed, option) => String(option?.value ?? '').includes(typed),
            }}
            options={[...accounts.keys()].map((value) => ({ value }))}
          />
        </Form.Item>
      </div>
      <Form.Item name="on" label={say('handOverOn')} rules={required}>
        <DateField />
      </Form.Item>
      <Form.Item name="reason" label={say('reason')} rules={required}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
    </FormDialog>
  );
}

/** A person known to the system by their account, others by their name. */
function holderKey({ person, personName }: PostView): string {
  return person ?? personName;
}
