import { Button } from 'antd';
import { useState } from 'react';
import { Nothing, Page, useAddressPart, useNarrow, useRead, useText, WhenRead } from '#ui/office';
import type { UnitView } from '../forms.ts';
import { FirstSteps } from './first-steps.tsx';
import { texts } from './texts.ts';
import { UnitPage } from './unit-page.tsx';
import { UnitTree } from './unit-tree.tsx';

/** The tree of units beside the chosen unit; on a telephone one after the other. */
export function Screen() {
  const say = useText(texts);
  const narrow = useNarrow();
  const id = useAddressPart('id');
  const read = useRead<UnitView>(id === '' ? null : `/api/units/${id}`);
  const [treeOpen, setTreeOpen] = useState(false);
  const showTree = !narrow || id === '' || treeOpen;
  return (
    <Page title={say('units')} wide>
      <div className="tree-and-page">
        {showTree ? (
          <aside className="tree-side" aria-label={say('tree')}>
            <UnitTree chosen={read.data} onGo={() => setTreeOpen(false)} />
          </aside>
        ) : (
          <Button onClick={() => setTreeOpen(true)}>{say('tree')}</Button>
        )}
        <div className="tree-page">
          {id === '' ? (
            narrow ? null : (
              <>
                <FirstSteps />
                <Nothing title={say('chooseUnit')} help={say('chooseUnitHelp')} />
              </>
            )
          ) : (
            <WhenRead of={read}>{(unit) => <UnitPage key={unit.id} unit={unit} />}</WhenRead>
          )}
        </div>
      </div>
    </Page>
  );
}
