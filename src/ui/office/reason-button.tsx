import { Button, type ButtonProps, Tooltip } from 'antd';
import { useId } from 'react';

type ReasonButtonProps = Omit<ButtonProps, 'disabled'> & {
  /** Why it cannot be used now, in the user's words; undefined when it can. */
  readonly reason: string | undefined;
};

/** A button that stays reachable by keyboard when it cannot be used, and says why. */
export function ReasonButton({ reason, children, onClick, ...rest }: ReasonButtonProps) {
  const id = useId();
  if (reason === undefined) {
    return (
      <Button {...rest} onClick={onClick}>
        {children}
      </Button>
    );
  }
  return (
    <Tooltip title={reason} trigger={['hover', 'focus', 'click']}>
      <Button {...rest} type="default" aria-disabled="true" aria-describedby={id} className="button-refused">
        {children}
        <span id={id} className="visually-hidden">
          {reason}
        </span>
      </Button>
    </Tooltip>
  );
}
