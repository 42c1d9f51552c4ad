import { Tabs } from 'antd';
import { useAddressState } from './go.tsx';

type BoxTabsProps<Box extends string> = {
  readonly boxes: readonly Box[];
  readonly open: Box;
  readonly label: (box: Box) => string;
};

/** The box of a list that the address names, else `first`. */
export function useBox<Box extends string>(boxes: readonly Box[], first: Box): Box {
  const [address] = useAddressState();
  return boxes.find((one) => one === address['box']) ?? first;
}

/** The boxes of a list as tabs; which one is open stands in the address. */
export function BoxTabs<Box extends string>({ boxes, open, label }: BoxTabsProps<Box>) {
  const [, change] = useAddressState();
  return (
    <Tabs
      activeKey={open}
      onChange={(key) => change({ box: key }, false)}
      items={boxes.map((one) => ({ key: one, label: label(one) }))}
    />
  );
}
