import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  bundlesBetween,
  consistencyProof,
  decodeEntries,
  decodeTile,
  encodeEntries,
  encodeTile,
  entriesPath,
  inclusionProof,
  leafHash,
  parseTilePath,
  TILE_WIDTH,
  type Tile,
  tileHash,
  tilePath,
  tileReader,
  tilesBetween,
  verifyConsistency,
  verifyInclusion,
} from './index.ts';
import { buildLog, entryAt, taken } from './testing/log.ts';
import { sha256 } from './testing/platform.ts';
import { bundle, definitions, number, tilesOf } from './testing/second.ts';

const second = definitions(entryAt);

/** Writes tiles the way a server does: rows of hashes, a full tile standing in the row above. */
function writer() {
  const files = new Map<string, Uint8Array>();
  const rows: Uint8Array[][] = [[]];
  const tileBytes = ({ level, index, width }: Tile): Uint8Array => {
    const start = index * TILE_WIDTH;
    return encodeTile(taken(rows, level).slice(start, start + width));
  };
  return {
    files,
    grow(from: number, to: number) {
      for (let index = from; index < to; index += 1) taken(rows, 0).push(leafHash(sha256, entryAt(index)));
      for (const tile of tilesBetween(from, to)) {
        const bytes = tileBytes(tile);
        files.set(tilePath(tile.level, tile.index, tile.width), bytes);
        if (tile.width < TILE_WIDTH) continue;
        rows[tile.level + 1] ??= [];
        taken(rows, tile.level + 1).push(tileHash(sha256, decodeTile(bytes, TILE_WIDTH)));
      }
    },
  };
}

describe('tiles, byte for byte', () => {
  test('sizes 0 to 600, leaf by leaf', () => {
    const log = writer();
    const wanted = new Map<string, () => Buffer>();
    for (let size = 0; size <= 600; size += 1) {
      log.grow(Math.max(0, size - 1), size);
      for (const [path, bytes] of tilesOf(size, second.mth)) {
        const written = log.files.get(path);
        assert.ok(written, `${path} for size ${size}`);
        if (!wanted.has(path)) assert.ok(bytes().equals(written), `${path} for size ${size}`);
        wanted.set(path, bytes);
      }
    }
    assert.deepEqual([...log.files.keys()].sort(), [...wanted.keys()].sort());
    // Level 0: 598 partials and 2 full ones; level 1: widths 1 and 2.
    assert.equal(log.files.size, 602);
  });

  test('sizes around powers of 256, all at once', () => {
    for (const sizes of [[255], [256], [257], [255, 256, 257], [65_535, 65_536, 65_537]]) {
      const log = writer();
      let before = 0;
      const wanted = new Set<string>();
      for (const size of sizes) {
        log.grow(before, size);
        before = size;
        for (const [path, bytes] of tilesOf(size, second.mth)) {
          if (wanted.has(path)) continue;
          wanted.add(path);
          const written = log.files.get(path);
          assert.ok(written && bytes().equals(written), `${path} for size ${size}`);
        }
      }
      assert.deepEqual([...log.files.keys()].sort(), [...wanted].sort());
    }
  });

  test('the example of the specification: 70,000 leaves', () => {
    // C2SP tlog-tiles, "Partial Tiles": 273 full and one of 112; one full and one of 17; one of 1.
    const tiles = tilesBetween(0, 70_000);
    const widths = (level: number) => tiles.filter((tile) => tile.level === level).map((tile) => tile.width);
    assert.equal(widths(0).filter((width) => width === 256).length, 273);
    assert.equal(widths(0).at(-1), 112);
    assert.deepEqual(widths(1), [256, 17]);
    assert.deepEqual(widths(2), [1]);
    assert.equal(tiles.length, 277);
  });

  test('a tree of 256 has a full tile and, above, a partial one of one hash', () => {
    const paths = tilesBetween(0, 256).map((tile) => tilePath(tile.level, tile.index, tile.width));
    assert.deepEqual(paths, ['tile/0/000', 'tile/1/000.p/1']);
  });

  test('what lies between two sizes is what the larger one has and the smaller one has not', () => {
    const size = fc.integer({ min: 0, max: 200_000 });
    fc.assert(
      fc.property(size, size, (a, b) => {
        const [before, after] = a < b ? [a, b] : [b, a];
        const had = new Set(tilesOf(before, second.mth).keys());
        const has = [...tilesOf(after, second.mth).keys()].filter((path) => !had.has(path));
        const between = tilesBetween(before, after).map((tile) =>
          tilePath(tile.level, tile.index, tile.width),
        );
        assert.deepEqual(between.sort(), has.sort());
        const bundles = bundlesBetween(before, after).map((one) => entriesPath(one.index, one.width));
        const level0 = has.filter((path) => path.startsWith('tile/0/'));
        assert.deepEqual(
          bundles.sort(),
          level0.map((path) => path.replace('tile/0/', 'tile/entries/')).sort(),
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe('paths', () => {
  test('of the specification', () => {
    assert.equal(tilePath(0, 1_234_067), 'tile/0/x001/x234/067');
    assert.equal(tilePath(0, 1_067, 12), 'tile/0/x001/067.p/12');
    assert.equal(entriesPath(0, 1), 'tile/entries/000.p/1');
    assert.deepEqual(parseTilePath('tile/1/000.p/17'), { kind: 'tile', level: 1, index: 0, width: 17 });
    assert.deepEqual(parseTilePath('tile/entries/x001/000'), { kind: 'entries', index: 1000, width: 256 });
  });

  test('every place has one path, and it leads back', () => {
    const index = fc.oneof(fc.nat(), fc.maxSafeNat());
    const width = fc.integer({ min: 1, max: 256 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 63 }), index, width, (level, at, wide) => {
        const path = tilePath(level, at, wide);
        assert.equal(path, `tile/${level}/${number(at)}${wide === 256 ? '' : `.p/${wide}`}`);
        assert.deepEqual(parseTilePath(path), { kind: 'tile', level, index: at, width: wide });
        assert.deepEqual(parseTilePath(entriesPath(at, wide)), { kind: 'entries', index: at, width: wide });
      }),
    );
  });
});

describe('bundles', () => {
  test('are written as defined and read back', () => {
    const entry = fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.constant(new Uint8Array(65_535)));
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 20 }), (entries) => {
        const bytes = encodeEntries(entries);
        assert.ok(bundle(entries).equals(bytes));
        assert.deepEqual(
          decodeEntries(bytes, entries.length).map((one) => Buffer.from(one)),
          entries.map((one) => Buffer.from(one)),
        );
      }),
      { numRuns: 50 },
    );
  });

  test('hash to the tile of level 0 beside them', () => {
    const entries = Array.from({ length: 256 }, (_, index) => entryAt(index));
    const hashes = decodeEntries(encodeEntries(entries), 256).map((entry) => leafHash(sha256, entry));
    assert.ok(taken([...tilesOf(256, second.mth).values()], 0)().equals(encodeTile(hashes)));
  });
});

describe('reading nodes from tiles', () => {
  const size = 70_000;
  const tiles = tilesOf(size, second.mth);
  const fetched: string[] = [];
  const fetchTile = (tile: Tile) => {
    const path = tilePath(tile.level, tile.index, tile.width);
    fetched.push(path);
    const bytes = tiles.get(path);
    assert.ok(bytes, `${path} was never served`);
    return bytes();
  };

  test('proofs made from tiles verify', async () => {
    const root = second.mth(0, size);
    const readNode = tileReader(sha256, fetchTile, size);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: size - 1 }), async (index) => {
        const proof = await inclusionProof(sha256, index, size, readNode);
        verifyInclusion(sha256, { index, size, leaf: second.mth(index, index + 1), proof, root });
        const oldSize = index + 1;
        verifyConsistency(sha256, {
          oldSize,
          oldRoot: second.mth(0, oldSize),
          newSize: size,
          newRoot: root,
          proof: await consistencyProof(sha256, oldSize, size, readNode),
        });
      }),
      { numRuns: 60 },
    );
    assert.equal(new Set(fetched).size, fetched.length, 'a tile was fetched twice');
  });

  test('a tile that could not be fetched is asked for again', async () => {
    const log = buildLog(3);
    let asked = 0;
    const readNode = tileReader(
      sha256,
      () => {
        asked += 1;
        if (asked === 1) throw new Error('the line is down');
        return encodeTile(log.leaves);
      },
      3,
    );
    await assert.rejects(async () => readNode(0, 0), /the line is down/);
    assert.deepEqual(Buffer.from(await readNode(0, 0)), Buffer.from(taken(log.leaves, 0)));
  });

  test('a lie in a tile is not believed once recomputed', async () => {
    const lying = tileReader(
      sha256,
      (tile) => {
        const bytes = Buffer.from(fetchTile(tile));
        if (tile.level === 0 && tile.index === 3) bytes[0] = (bytes[0] ?? 0) ^ 1;
        return bytes;
      },
      size,
    );
    const proof = await inclusionProof(sha256, 3 * 256 + 5, size, lying);
    const leaf = second.mth(3 * 256 + 5, 3 * 256 + 6);
    assert.throws(
      () => verifyInclusion(sha256, { index: 3 * 256 + 5, size, leaf, proof, root: second.mth(0, size) }),
      { code: 'root-mismatch' },
    );
  });
});
