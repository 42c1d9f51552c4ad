import { Button, Form, Modal, Select } from 'antd';
import { useState } from 'react';
import {
  commonTexts,
  formatMoment,
  Section,
  type Sent,
  UnitPicker,
  useCommand,
  useSession,
  useText,
} from '#ui/office';
import type { PersonView } from '../forms.ts';
import { ReasonDialog } from './reason-dialog.tsx';
import { texts } from './texts.ts';

/** Verified ties that open inner scopes for reading: the branch says who its members are. */
export function Affiliations({ person }: { person: Sent<PersonView> }) {
  const say = useText(texts);
  const { me } = useSession();
  const may = me.permissions.includes('identity.verify-affiliation');
  const [adding, setAdding] = useState(false);
  const [ending, end] = useState<string | null>(null);
  const held = person.affiliations.filter((one) => one.endedAt === null);
  return (
    <Section
      title={say('affiliations')}
      actions={may ? <Button onClick={() => setAdding(true)}>{say('addAffiliation')}</Button> : null}
    >
      {held.length === 0 ? (
        <p className="quiet">{say('noAffiliations')}</p>
      ) : (
        <ul className="plain-list stack">
          {held.map((one) => (
            <li key={one.id} className="row-between">
              <span>
                {say(`kind.${one.kind}`)} · {one.unitName}{' '}
                <span className="quiet">
                  {say('verifiedBy', { name: one.verifiedBy ?? '—', at: formatMoment(one.verifiedAt) })}
                </span>
              </span>
              {may ? (
                <Button size="small" onClick={() => end(one.id)}>
                  {say('endAffiliation')}
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {adding ? <AddAffiliation person={person} close={() => setAdding(false)} /> : null}
      {ending === null ? null : (
        <ReasonDialog
          title={say('endAffiliation')}
          path={`/api/affiliations/${ending}/end`}
          close={() => end(null)}
        />
      )}
    </Section>
  );
}

type Entered = { readonly unit: number; readonly kind: 'member' | 'staff' | 'resident' };

function AddAffiliation({ person, close }: { person: Sent<PersonView>; close: () => void }) {
  const say = useText(texts);
  const common = useText(commonTexts);
  const [form] = Form.useForm<Entered>();
  const send = useCommand<Entered>('POST', `/api/people/${person.id}/affiliations`, {
    done: say('done'),
    changes: ['/api/people'],
    onDone: close,
  });
  const required = [{ required: true, message: common('required') }];
  return (
    <Modal
      open
      title={`${say('addAffiliation')} · ${person.name}`}
      okText={common('confirm')}
      cancelText={common('cancel')}
      onOk={() => form.submit()}
      onCancel={close}
      confirmLoading={send.isPending}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ unit: person.homeUnit, kind: 'member' }}
        onFinish={(entered) => send.mutate(entered)}
      >
        <Form.Item name="kind" label={say('kind')} rules={required}>
          <Select
            options={(['member', 'staff', 'resident'] as const).map((value) => ({
              value,
              label: say(`kind.${value}`),
            }))}
          />
        </Form.Item>
        <Form.Item name="unit" label={say('unit')} rules={required}>
          <UnitPicker />
        </Form.Item>
      </Form>
    </Modal>
  );
}
