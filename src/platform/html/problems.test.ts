import assert from 'node:assert/strict';
import { test } from 'node:test';
import { htmlProblems } from './index.ts';

const wrap = (body: string) =>
  `<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>t</title></head><body><h1>t</h1>${body}</body></html>`;

test('a page in order has no problems', () => {
  assert.deepEqual(
    htmlProblems(
      wrap(
        '<p>x<br>y</p><svg viewBox="0 0 1 1"><path d="M0 0"/></svg><label for="a">a</label><input id="a">',
      ),
    ),
    [],
  );
});

test('each kind of fault is found', () => {
  const faults: readonly (readonly [string, RegExp])[] = [
    ['<p>a<p>b</p>', /<p> is not closed/],
    ['<p><div>x</div></p>', /parse|closed|read|unexpected|end-tag/],
    ['<b id="a">x</b><i id="a">y</i>', /used twice/],
    ['<p aria-labelledby="gone">x</p>', /points nowhere/],
    ['<input name="q">', /has no label/],
    ['<img src="/x">', /without alt/],
    ['<p style="color:red">x</p>', /attribute style/],
    ['<script>1</script>', /inline <script>/],
    ['<h3>x</h3>', /skips a level/],
    ['<h1>again</h1>', /2 h1/],
    ['<p>a & b &nosuch; c', /not closed|unknown-named/],
    ['<table><div>x</div></table>', /./],
    ['<p title="a" title="b">x</p>', /duplicate-attribute/],
  ];
  for (const [body, expected] of faults) assert.match(htmlProblems(wrap(body)).join('\n'), expected, body);
});
