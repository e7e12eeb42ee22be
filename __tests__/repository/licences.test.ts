import { expect, test } from '@jest/globals';
import { sizesIn } from '../../scripts/licences.ts';

test('what is bundled is counted once, by the folder of its package', () => {
  const modules = [
    {
      name: './lib/index.js + 2 modules',
      size: 60,
      chunks: [1],
      modules: [
        { name: './lib/index.js', size: 10 },
        { name: './node_modules/@scope/one/a.js', size: 20 },
        { name: './node_modules/two/b.js', size: 30 },
      ],
    },
    { name: './node_modules/two/b.js', size: 30, chunks: [] },
    { name: './node_modules/@scope/one/node_modules/two/lib/c.js', size: 40, chunks: [1, 2] },
    { name: './node_modules/two/d.js', size: 5, chunks: [2] },
  ];
  expect([...sizesIn(JSON.stringify({ modules }))]).toEqual([
    ['', 10],
    ['node_modules/@scope/one', 20],
    ['node_modules/two', 35],
    ['node_modules/@scope/one/node_modules/two', 40],
  ]);
});
