import { Input, Tree } from 'antd';
import { useState } from 'react';
import { GoTo, Loading, type RowsPage, useGo, useRead, useSettled, useText, withQuery } from '#ui/office';
import type { UnitSummary, UnitView } from '../forms.ts';
import { texts, useWords } from './texts.ts';
import { type TreeRow, useTreeRows } from './use-tree-rows.ts';

type UnitTreeProps = { chosen: UnitView | undefined; onGo: () => void };

/** The tree, one level at a time: only what is opened is read and only what is seen is drawn, whatever the number of units. */
export function UnitTree({ chosen, onGo }: UnitTreeProps) {
  const say = useText(texts);
  const [typed, setTyped] = useState('');
  const asked = useSettled(typed.trim(), 250);
  return (
    <>
      <Input.Search
        allowClear
        value={typed}
        placeholder={say('searchUnits')}
        aria-label={say('searchUnits')}
        onChange={(event) => setTyped(event.target.value)}
      />
      {asked === '' ? <Branches chosen={chosen} onGo={onGo} /> : <Found text={asked} onGo={onGo} />}
    </>
  );
}

function Branches({ chosen, onGo }: UnitTreeProps) {
  const say = useText(texts);
  const go = useGo();
  const tree = useTreeRows(chosen?.ancestors.map((one) => one.id) ?? []);
  if (tree.rows === null) return <Loading />;
  return (
    <Tree<TreeRow>
      className="unit-tree"
      blockNode
      virtual
      height={Math.max(320, window.innerHeight - 260)}
      treeData={tree.rows}
      loadData={(node) => tree.load(Number(node.key))}
      expandedKeys={tree.expanded}
      onExpand={(keys) => tree.setExpanded(keys.map(Number))}
      selectedKeys={chosen === undefined ? [] : [chosen.id]}
      onSelect={(_keys, { node }) => {
        if (node.moreOf !== undefined) void tree.more(node.moreOf);
        else {
          go(`/units/${node.key}`);
          onGo();
        }
      }}
      titleRender={(node) =>
        node.moreOf === undefined ? node.title : <span className="quiet">{say('moreUnits')}</span>
      }
    />
  );
}

function Found({ text, onGo }: { text: string; onGo: () => void }) {
  const say = useText(texts);
  const words = useWords();
  const found = useRead<RowsPage<UnitSummary>>(withQuery('/api/units/search', { q: text, limit: 50 }));
  if (found.data === undefined) return <Loading />;
  if (found.data.rows.length === 0) return <p className="quiet tree-none">{say('noUnits')}</p>;
  return (
    <ul className="plain-list tree-found">
      {found.data.rows.map((unit) => (
        <li key={unit.id}>
          <GoTo to={`/units/${unit.id}`} onClick={onGo}>
            {unit.name}
          </GoTo>
          <span className="quiet tabular"> {unit.code}</span>
          {unit.state === 'active' ? null : (
            <span className="quiet"> {words(`unitState.${unit.state}`)}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
