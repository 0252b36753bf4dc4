import { expect, test } from 'vitest';
import type { Alert } from '../wire/alerts';
import { grouped, mentions } from './triage';

const nowhere = { en: 'elsewhere', es: 'fuera' };
const alert = (id: number, kind: string, mmsi: string | null, area: string | null = null): Alert =>
  ({
    id, kinds: [kind], title: { en: kind, es: kind }, vessels: mmsi ? [{ mmsi, track: null, name: `SHIP ${mmsi}` }] : [],
    area: area ? { id: area, name: { en: area, es: area } } : null,
  }) as unknown as Alert;
const three = [alert(3, 'drift', '351', 'lake'), alert(2, 'go_fast', '352'), alert(1, 'drift', '352')];

test('groups keep the order of their first alert', () => {
  expect(grouped(three, 'kind', nowhere).map((g) => [g.key, g.alerts.map((a) => a.id)])).toEqual([['drift', [3, 1]], ['go_fast', [2]]]);
  expect(grouped(three, 'vessel', nowhere).map((g) => g.title.en)).toEqual(['SHIP 351 (351)', 'SHIP 352 (352)']);
  expect(grouped(three, 'area', nowhere).map((g) => g.title.es)).toEqual(['lake', 'fuera']);
  expect(grouped(three, 'none', nowhere)).toHaveLength(1);
  expect(grouped([], 'none', nowhere)).toEqual([]);
});

test('an alert without a vessel stands under no vessel', () => {
  expect(grouped([alert(1, 'feed_deaf', null)], 'vessel', nowhere)[0]!.title).toEqual(nowhere);
});

test('a vessel is found by a part of its number or its name', () => {
  expect(mentions(three[0]!, '35')).toBe(true);
  expect(mentions(three[0]!, 'ship 351')).toBe(true);
  expect(mentions(three[0]!, '352')).toBe(false);
  expect(mentions(three[0]!, ' ')).toBe(true);
});
