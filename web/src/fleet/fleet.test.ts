import { describe, expect, test } from 'vitest';
import { readFrame, type VesselRecord, writeFrame } from '../wire/frame';
import { distance } from '../chart/measure';
import { Fleet, latitudeOf, longestReckoning, longitudeOf, mercatorX, mercatorY } from './fleet';
import { filterGroup, noFilters, shown, symbolOf } from './groups';
import { StreamClock } from './clock';

const noon = Date.UTC(2026, 10, 23, 12);
function ship(track: number, more: Partial<VesselRecord> = {}): VesselRecord {
  return {
    track, longitude: -79.5, latitude: 8.8, knots: 12, course: 90, heading: 92, age: 0, transceiver: 1, group: 1, status: 0,
    length: 200, freshness: 0, removed: false, coarse: false, accurate: true, ...more,
  };
}
function hear(fleet: Fleet, kind: 'snapshot' | 'delta', vessels: VesselRecord[], now = noon) {
  fleet.apply(readFrame(writeFrame(kind, 1, now, vessels)));
}
function place(fleet: Fleet, track: number, now: number): [number, number] {
  const slot = fleet.slotOf(track);
  return [longitudeOf(fleet.nowX(slot, now)), latitudeOf(fleet.nowY(slot, now))];
}

describe('the fleet', () => {
  test('keeps one row for each track, whatever the order of frames', () => {
    const fleet = new Fleet();
    hear(fleet, 'snapshot', [ship(1), ship(2), ship(3)]);
    hear(fleet, 'delta', [ship(2, { knots: 3 }), ship(4)]);
    expect(fleet.size).toBe(4);
    expect(fleet.knots(fleet.slotOf(2))).toBe(3);
    hear(fleet, 'delta', [ship(1, { removed: true }), ship(9, { removed: true })]);
    expect(fleet.size).toBe(3);
    expect(fleet.slotOf(1)).toBe(-1);
    for (const track of [2, 3, 4]) expect(fleet.id[fleet.slotOf(track)]).toBe(track);
    hear(fleet, 'snapshot', [ship(3)]);
    expect(fleet.size).toBe(1);
  });

  test('grows past its first size and keeps what it had', () => {
    const fleet = new Fleet();
    hear(fleet, 'snapshot', Array.from({ length: 5000 }, (_, n) => ship(n + 1, { longitude: -79 - n / 1e4 })));
    expect(fleet.size).toBe(5000);
    expect(place(fleet, 1, noon)[0]).toBeCloseTo(-79, 6);
    expect(place(fleet, 5000, noon)[0]).toBeCloseTo(-79.4999, 6);
  });

  test('carries a ship forward by its course and speed: 12 knots for 5 minutes is one mile', () => {
    const fleet = new Fleet();
    hear(fleet, 'snapshot', [ship(1)]);
    const gone = distance([-79.5, 8.8], place(fleet, 1, noon + 300_000));
    expect(gone).toBeGreaterThan(1852 * 0.995);
    expect(gone).toBeLessThan(1852 * 1.005);
  });

  test('counts from the time of the fix, not of the frame', () => {
    const fleet = new Fleet();
    hear(fleet, 'snapshot', [ship(1, { age: 60 })]);
    expect(fleet.reckoned(fleet.slotOf(1), noon)).toBe(60_000);
  });

  test('carries nobody forward for longer than the limit, nor the lost, the slow, the anchored, or those of unknown course', () => {
    const fleet = new Fleet();
    hear(fleet, 'snapshot', [
      ship(1), ship(2, { freshness: 2 }), ship(3, { knots: 0.4 }), ship(4, { course: null }), ship(5, { transceiver: 3 }),
      ship(6, { status: 1 }),
    ]);
    expect(fleet.reckoned(fleet.slotOf(1), noon + 10 * longestReckoning)).toBe(longestReckoning);
    for (const track of [2, 3, 4, 5, 6]) expect(fleet.reckoned(fleet.slotOf(track), noon + 60_000)).toBe(0);
  });
});

describe('a symbol', () => {
  test('points to the heading, else to the course with a dashed outline, else is a circle', () => {
    expect(symbolOf(1, 92, 80, 10)).toEqual({ shape: 'triangle', angle: 92 });
    expect(symbolOf(1, null, 80, 10)).toEqual({ shape: 'dashed', angle: 80 });
    expect(symbolOf(1, null, 80, 0.1).shape).toBe('circle');
    expect(symbolOf(1, null, null, null).shape).toBe('circle');
    expect([3, 4, 5, 6].map((kind) => symbolOf(kind, null, null, null).shape)).toEqual(['base', 'aid', 'aircraft', 'distress']);
  });
});

describe('the filters', () => {
  test('hide groups, the lost and the slow, and never a distress transmitter', () => {
    const fleet = new Fleet();
    hear(fleet, 'snapshot', [
      ship(1), ship(2, { group: 2 }), ship(3, { knots: 0 }), ship(4, { freshness: 2 }), ship(5, { transceiver: 6, group: 0, knots: 0 }),
    ]);
    const seen = (filters: Partial<typeof noFilters>) => {
      const isShown = shown(fleet, { ...noFilters, ...filters });
      return [1, 2, 3, 4, 5].filter((track) => isShown(fleet.slotOf(track)));
    };
    expect(seen({})).toEqual([1, 2, 3, 4, 5]);
    expect(seen({ hidden: ['tanker', 'other'] })).toEqual([1, 3, 4, 5]);
    expect(seen({ underWayOnly: true })).toEqual([1, 2, 4, 5]);
    expect(seen({ hideLost: true })).toEqual([1, 2, 3, 5]);
    expect(filterGroup(4, 1)).toBe('fixed');
  });
});

describe('the Mercator square', () => {
  test('is there and back the same place', () => {
    for (const latitude of [-60, 0, 8.8, 9.3874, 84]) expect(latitudeOf(mercatorY(latitude))).toBeCloseTo(latitude, 9);
    expect(longitudeOf(mercatorX(-79.56748))).toBeCloseTo(-79.56748, 9);
  });
});

describe('the stream clock', () => {
  test('runs at the speed of the stream, stands when paused, and does not invent time on a dead link', () => {
    const clock = new StreamClock();
    clock.set(noon, 5000, 10);
    expect(clock.now(6000)).toBe(noon + 10_000);
    expect(clock.now(60_000)).toBe(noon + 20_000);
    expect(clock.ageing(60_000)).toBe(noon + 550_000);
    clock.set(noon, 5000, 0);
    expect(clock.now(9000)).toBe(noon);
  });
});
