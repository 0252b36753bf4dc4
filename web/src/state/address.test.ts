import { expect, test } from 'vitest';
import { fromAddress, type Shared, toAddress } from './address';

const full: Shared = {
  screen: 'alerts', alert: 12, alertFilter: { hidden: ['low'], onlyNew: true, heldBack: true, snoozed: true },
  centre: [-79.56748, 8.95203], zoom: 12.25, selected: 42, watched: [7, 9], palette: 'night', language: 'es',
  filters: { hidden: ['tanker', 'fixed'], underWayOnly: true, hideLost: true }, vectors: 30, tails: false,
};

test('an address gives back the view that it was made from', () => {
  expect(fromAddress(toAddress(full))).toEqual(full);
});

test('nonsense in an address is left at the default', () => {
  const shared = fromAddress('?c=1e99,x&z=400&id=-3&p=pink&l=xx&hide=boats&v=7&w=a,,3');
  expect(shared).toMatchObject({
    centre: null, zoom: null, selected: null, palette: null, language: null, vectors: 6, tails: true, watched: [3],
  });
  expect(shared.filters.hidden).toEqual([]);
});
