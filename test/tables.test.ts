import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { freshDatabase } from '#test/database';

/*
 * The stores' table types are written by hand, room by room; this holds them against the database that the migrations
 * make: every column a type names exists, and every column without a default is known to the type that inserts.
 */

const root = join(import.meta.dirname, '..');
const ts: typeof import('typescript') = createRequire(import.meta.url)('typescript');

type Declared = { readonly file: string; readonly table: string; readonly columns: readonly string[] };

function declaredTables(file: string): readonly Declared[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(join(root, file), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const shapes = new Map<string, readonly string[]>();
  const namesOf = (members: readonly import('typescript').TypeElement[]) =>
    members.flatMap((member) =>
      member.name !== undefined && ts.isIdentifier(member.name) ? [member.name.text] : [],
    );
  for (const statement of source.statements) {
    if (ts.isInterfaceDeclaration(statement))
      shapes.set(statement.name.text, namesOf([...statement.members]));
    if (ts.isTypeAliasDeclaration(statement) && ts.isTypeLiteralNode(statement.type))
      shapes.set(statement.name.text, namesOf([...statement.type.members]));
  }
  const found: Declared[] = [];
  const visit = (node: import('typescript').Node): void => {
    if (
      ts.isPropertySignature(node) &&
      ts.isStringLiteral(node.name) &&
      node.name.text.includes('.') &&
      node.type
    ) {
      const columns = ts.isTypeLiteralNode(node.type)
        ? namesOf([...node.type.members])
        : ts.isTypeReferenceNode(node.type)
          ? (shapes.get(node.type.typeName.getText()) ?? [])
          : [];
      if (columns.length > 0) found.push({ file, table: node.name.text, columns });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

test('every column that a table type names is a column of the database', async (t) => {
  const db = await freshDatabase(t);
  const rows = await db.owner.pool.query<{ name: string; column_name: string }>(
    `select table_schema || '.' || table_name as name, column_name from information_schema.columns
     where table_schema not in ('pg_catalog', 'information_schema', 'graphile_worker')`,
  );
  const real = Map.groupBy(rows.rows, (row) => row.name);
  const files = globSync(['src/**/tables.ts', 'src/platform/*/*.ts'], { cwd: root }).filter(
    (file) => !file.includes('.test.'),
  );
  const declared = files.flatMap(declaredTables);
  assert.ok(declared.length >= 30, `only ${declared.length} table types were read`);
  const wrong = declared.flatMap(({ file, table, columns }) => {
    const known = new Set((real.get(table) ?? []).map((row) => row.column_name));
    if (known.size === 0) return [`${file}: ${table} does not exist`];
    return columns
      .filter((column) => !known.has(column))
      .map((column) => `${file}: ${table} has no column ${column}`);
  });
  assert.deepEqual(wrong, []);
});
