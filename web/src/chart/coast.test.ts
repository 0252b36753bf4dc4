import { expect, test } from 'vitest';
import { beyond, ground, shore } from './coast';
import { bearing, distance } from './measure';

const square: GeoJSON.FeatureCollection = {
  type: 'FeatureCollection',
  features: [
    { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [[[0, 0], [10, 0], [10, 4], [5, 6], [0, 4], [0, 0]]] } },
  ],
};

test('the shore leaves out the edges of the box that the coast was cut from', () => {
  expect(shore(square).geometry.coordinates).toEqual([[[10, 4], [5, 6], [0, 4]]]);
});

test('what lies beyond the data is covered, and the data is not', () => {
  const hole = beyond(square).geometry.coordinates[1]!;
  expect(hole[0]).toEqual([0, 0]);
  expect(hole[2]![0]).toBe(10);
  expect(beyond({ type: 'FeatureCollection', features: [] }).geometry.coordinates).toHaveLength(1);
});

test('a minute of latitude is a mile to the north', () => {
  expect(distance([-79.5, 9], [-79.5, 9 + 1 / 60]) / 1852).toBeCloseTo(1, 2);
  expect(bearing([-79.5, 9], [-79.5, 10])).toBeCloseTo(0, 6);
  expect(bearing([-79.5, 9], [-80, 9])).toBeCloseTo(270, 0);
});

test('every feature of the ground plays one part', () => {
  const lake: GeoJSON.Feature = { ...square.features[0]!, properties: { kind: 'lake' } };
  expect(ground({ ...square, features: [...square.features, lake] }).features.map((f) => f.properties!['part'])).toEqual([
    'land', 'water', 'shore', 'beyond',
  ]);
});
