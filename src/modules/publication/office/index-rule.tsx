import { Button, Form, Input } from 'antd';
import {
  type ApiError,
  commonTexts,
  Mark,
  Nothing,
  Page,
  Section,
  showBesideField,
  useCommand,
  useRead,
  useSession,
  useText,
  WhenRead,
  withQuery,
} from '#ui/office';
import type { IndexRuleForm, IndexRuleView } from '../forms.ts';
import { settingsTexts } from './settings-texts.ts';
import { UnitFilter, useShownUnit } from './unit-filter.tsx';

/** How a unit forms the index numbers of what it publishes. */
export function Screen() {
  const say = useText(settingsTexts);
  const unit = useShownUnit();
  const read = useRead<IndexRuleView>(
    unit === 0 ? null : withQuery('/api/publications/index-rule', { unit }),
  );
  return (
    <Page title={say('indexRule')} note={say('indexRuleHelp')}>
      <div className="filters">
        <UnitFilter />
      </div>
      {unit === 0 ? (
        <Nothing title={say('chooseUnit')} />
      ) : (
        <Section>
          <WhenRead of={read}>
            {(rule) => <Rule key={`${rule.unit} ${rule.pattern} ${rule.own}`} rule={rule} />}
          </WhenRead>
        </Section>
      )}
    </Page>
  );
}

function Rule({ rule }: { rule: IndexRuleView }) {
  const say = useText(settingsTexts);
  const common = useText(commonTexts);
  const { me } = useSession();
  const may = me.permissions.includes('publication.set-index-rule');
  const [form] = Form.useForm<{ pattern: string }>();
  const send = useCommand<string | null, IndexRuleView>(
    'PUT',
    '/api/publications/index-rule',
    {
      done: say('ruleSaved'),
      changes: ['/api/publications/index-rule'],
      onRefused: (error: ApiError) => void showBesideField(form, error),
    },
    (pattern): IndexRuleForm => ({ unit: rule.unit, pattern }),
  );
  return (
    <>
      <dl className="facts" style={{ marginBottom: 16 }}>
        <dt>{say('example')}</dt>
        <dd className="tabular">{rule.example}</dd>
        <dt>{common('state')}</dt>
        <dd>
          <Mark tone={rule.own ? 'good' : 'quiet'}>{say(rule.own ? 'own' : 'inherited')}</Mark>
        </dd>
      </dl>
      <Form
        form={form}
        layout="vertical"
        disabled={!may}
        initialValues={{ pattern: rule.pattern }}
        onFinish={({ pattern }) => send.mutate(pattern.trim())}
      >
        <Form.Item
          name="pattern"
          label={say('pattern')}
          extra={say('patternHelp', { authority: '{authority}', year: '{year}', serial: '{serial}' })}
          rules={[{ required: true, whitespace: true, message: common('required') }]}
        >
          <Input maxLength={80} spellCheck={false} />
        </Form.Item>
        {may ? (
          <span className="row">
            <Button type="primary" htmlType="submit" loading={send.isPending}>
              {common('save')}
            </Button>
            {rule.own ? (
              <Button loading={send.isPending} onClick={() => send.mutate(null)}>
                {say('back')}
              </Button>
            ) : null}
          </span>
        ) : (
          <p className="quiet">{say('ruleMayNot')}</p>
        )}
      </Form>
    </>
  );
}
