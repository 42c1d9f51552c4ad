import { Button, Popover } from 'antd';

/** A small question that answers itself: why this date, why this state. */
export function Why({ words, explanation }: { words: string; explanation: string }) {
  return (
    <Popover content={<p style={{ maxWidth: 420 }}>{explanation}</p>} trigger={['click']}>
      <Button type="link" size="small">
        {words}
      </Button>
    </Popover>
  );
}
