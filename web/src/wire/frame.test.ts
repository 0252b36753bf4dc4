import { describe, expect, test } from 'vitest';
import { headerBytes, longestAge, readFrame, readRecord, recordBytes, type VesselRecord, writeFrame } from './frame';

const ship: VesselRecord = {
  track: 4_000_000_001, longitude: -79.918634, latitude: 9.387432, knots: 12.3, course: 359.9, heading: 0, age: 7,
  transceiver: 1, group: 2, status: 0, length: 366, freshness: 1, removed: false, coarse: true, accurate: true,
};
const silent: VesselRecord = {
  ...ship, track: 2, knots: null, course: null, heading: null, length: null, age: longestAge, status: 15, freshness: 2,
  transceiver: 6, group: 9, coarse: false, accurate: false, removed: true,
};

describe('a frame of the wire', () => {
  test('is read back as it was written, unknown values as null', () => {
    const frame = readFrame(writeFrame('snapshot', 17, 1_795_000_000_123, [ship, silent]));
    expect(frame).toMatchObject({ kind: 'snapshot', sequence: 17, count: 2, now: 1_795_000_000_123 });
    expect(readRecord(frame.records, 0)).toEqual(ship);
    expect(readRecord(frame.records, 1)).toEqual(silent);
  });

  test('has its fields where the wire puts them, little endian', () => {
    const bytes = new Uint8Array(writeFrame('delta', 0x01020304, 0x0102, [ship]));
    expect([...bytes.slice(0, 12)]).toEqual([0x56, 0x49, 0x47, 0x41, 1, 1, 0, 0, 4, 3, 2, 1]);
    expect([...bytes.slice(12, 24)]).toEqual([1, 0, 0, 0, 2, 1, 0, 0, 0, 0, 0, 0]);
    expect([...bytes.slice(24, 28)]).toEqual([1, 0x28, 0x6b, 0xee]);
    expect(bytes[24 + 20]).toBe(1 | (2 << 3));
    expect(bytes[24 + 22]).toBe(183);
    expect(bytes[24 + 23]).toBe(1 | 8 | 16);
    expect(bytes.length).toBe(headerBytes + recordBytes);
  });

  test('of the wrong magic, version, kind or length is refused with the reason', () => {
    const broken = (at: number, value: number) => {
      const bytes = writeFrame('delta', 1, 0, [ship]);
      new Uint8Array(bytes)[at] = value;
      return () => readFrame(bytes);
    };
    expect(broken(0, 0x57)).toThrow('VIGA');
    expect(broken(4, 2)).toThrow('version 2');
    expect(broken(5, 9)).toThrow('kind 9');
    expect(broken(12, 2)).toThrow('announces 2');
    expect(() => readFrame(new ArrayBuffer(10))).toThrow('header');
  });
});
