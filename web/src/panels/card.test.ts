import { describe, expect, test } from 'vitest';
import { Words } from '../text/words';
import type { TrackDetails } from '../wire/api';
import { declared, imoHolds, movement, past, unknown } from './card';

const english = new Words('en');
const track: TrackDetails = {
  id: 1, mmsi: '355893000', name: 'BALBOA STAR', call_sign: null, imo: 9074729, ship_type: 70, transceiver: 'class_a', freshness: 'live',
  seen: '2026-11-23T12:00:10Z', fix_seen: '2026-11-23T12:00:10Z', lat: 8.9, lon: -79.5, speed: 5.144, course: 187, heading: null,
  status: 'under_way_using_engine', length: 180, beam: null, draught: 11.5, destination: 'PA BLB',
  first_seen: '2026-11-23T08:00:00Z', reports: 12, position_accuracy: 'high', dead_reckoned: null, heard_by: [],
  particulars: [{ field: 'draught', value: 11.5, seen: '2026-11-23T11:55:00Z' }],
  past: [
    { until: '2026-11-23T09:00:00Z', destination: 'US HOU', draught: 12 },
    { until: '2026-11-23T10:00:00Z', destination: 'US NYC', draught: 11.5 },
  ],
  eta: null,
};

describe('the card of a vessel', () => {
  test('gives each value with the time it was said', () => {
    const fields = new Map([...movement(track, english), ...declared(track, english)].map((f) => [f.key, f]));
    expect(fields.get('field.speed')).toMatchObject({ value: '10.0 kn', seen: Date.UTC(2026, 10, 23, 12, 0, 10) });
    expect(fields.get('field.draught')).toMatchObject({ value: '11.5 m', seen: Date.UTC(2026, 10, 23, 11, 55) });
    expect(fields.get('field.dimensions')!.value).toBe('180 m × ?');
  });

  test('lists what is not known by name', () => {
    expect(unknown(track, english)).toEqual(['Heading', 'Call sign', 'ETA']);
    expect(unknown({ ...track, name: null }, english)[0]).toBe('Name');
  });

  test('warns of an IMO number whose check digit is wrong', () => {
    expect(imoHolds(9074729)).toBe(true);
    expect(imoHolds(9074728)).toBe(false);
    expect(declared({ ...track, imo: 9074728 }, english).find((f) => f.key === 'field.imo')!.warning).toBeTruthy();
  });

  test('tells what a particular was before it changed, and nothing that did not change', () => {
    expect(past(track, english).map(({ key, value }) => [key, value])).toEqual([
      ['field.destination', 'US NYC'], ['field.destination', 'US HOU'], ['field.draught', '12 m'],
    ]);
  });
});
