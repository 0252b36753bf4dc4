import { expect, test } from 'vitest';
import { newId, withArea, withoutArea, type Corner } from './areas';

const square: Corner[] = [[-79.6, 8.8], [-79.6, 8.9], [-79.5, 8.9], [-79.5, 8.8]];

test('a new area gets an id of its own and a closed ring that turns to the left', () => {
  const one = withArea([], { id: null, name: 'Presa de Gatún', corners: square });
  const two = withArea(one, { id: null, name: 'Presa de Gatún', corners: square.toReversed() });
  expect(two.map((f) => f.properties?.['id'])).toEqual(['presa-de-gatun', 'presa-de-gatun-2']);
  for (const feature of two) {
    const ring = (feature.geometry as GeoJSON.Polygon).coordinates[0]!;
    expect(ring).toHaveLength(5);
    expect(ring[0]).toEqual(ring[4]);
    const area = ring.slice(1).reduce((sum, p, i) => sum + (ring[i]![0]! * p[1]! - p[0]! * ring[i]![1]!), 0);
    expect(area).toBeGreaterThan(0);
  }
});

test('a changed area keeps its id and what else was said of it', () => {
  const before = withArea([], { id: null, name: 'A', corners: square });
  before[0]!.properties!['exit'] = true;
  const after = withArea(before, { id: 'a', name: 'B', corners: square.slice(0, 3) });
  expect(after).toHaveLength(1);
  expect(after[0]!.properties).toMatchObject({ id: 'a', name: 'B', exit: true, kind: 'zone' });
  expect(withoutArea(after, 'a')).toEqual([]);
});

test('a name without letters still gives an id', () => {
  expect(newId('¡¿?!', [])).toBe('zone');
});
