/** The binary frames of the live wire (docs of the API: /api/v1/openapi.json, subprotocol vigia.1). */

export const headerBytes = 24;
export const recordBytes = 24;
export const wireVersion = 1;
const magic = 0x41474956; // "VIGA", little endian

/** What the wire sends where a value is not known. */
export const unknown16 = 0xffff;
/** An age of this or more seconds. */
export const longestAge = 0xfffe;

export const Transceiver = {
  unknown: 0,
  classA: 1,
  classB: 2,
  baseStation: 3,
  aidToNavigation: 4,
  sarAircraft: 5,
  distress: 6,
} as const;

export const Freshness = { live: 0, stale: 1, lost: 2 } as const;

export const Flag = { removed: 4, coarse: 8, accurate: 16 } as const;

export interface Frame {
  kind: 'snapshot' | 'delta';
  sequence: number;
  count: number;
  /** Stream time, milliseconds since 1970 UTC. */
  now: number;
  /** `count` records of `recordBytes`. */
  records: DataView;
}

/** One record, for tests and for people; the fleet reads the bytes in place. */
export interface VesselRecord {
  track: number;
  longitude: number;
  latitude: number;
  knots: number | null;
  course: number | null;
  heading: number | null;
  age: number;
  transceiver: number;
  group: number;
  status: number;
  length: number | null;
  freshness: number;
  removed: boolean;
  coarse: boolean;
  accurate: boolean;
}

/** Reads the header of a frame. Throws a RangeError that says what is wrong. */
export function readFrame(bytes: ArrayBuffer): Frame {
  if (bytes.byteLength < headerBytes) throw new RangeError(`frame of ${bytes.byteLength} bytes has no header`);
  const view = new DataView(bytes);
  if (view.getUint32(0, true) !== magic) throw new RangeError('frame does not begin with VIGA');
  const version = view.getUint8(4);
  if (version !== wireVersion) throw new RangeError(`frame of version ${version}; this page reads ${wireVersion}`);
  const kind = view.getUint8(5);
  if (kind > 1) throw new RangeError(`frame of unknown kind ${kind}`);
  const count = view.getUint32(12, true);
  if (bytes.byteLength !== headerBytes + count * recordBytes) {
    throw new RangeError(`frame of ${bytes.byteLength} bytes announces ${count} records`);
  }
  return {
    kind: kind === 0 ? 'snapshot' : 'delta',
    sequence: view.getUint32(8, true),
    count,
    now: Number(view.getBigInt64(16, true)),
    records: new DataView(bytes, headerBytes),
  };
}

/** The record at `index` of a frame. */
export function readRecord(records: DataView, index: number): VesselRecord {
  const at = index * recordBytes;
  const tenths = (offset: number) => {
    const value = records.getUint16(at + offset, true);
    return value === unknown16 ? null : value / 10;
  };
  const kind = records.getUint8(at + 20);
  const length = records.getUint8(at + 22);
  const flags = records.getUint8(at + 23);
  return {
    track: records.getUint32(at, true),
    longitude: records.getInt32(at + 4, true) / 1e6,
    latitude: records.getInt32(at + 8, true) / 1e6,
    knots: tenths(12),
    course: tenths(14),
    heading: tenths(16),
    age: records.getUint16(at + 18, true),
    transceiver: kind & 7,
    group: (kind >> 3) & 15,
    status: records.getUint8(at + 21),
    length: length === 0 ? null : length * 2,
    freshness: flags & 3,
    removed: (flags & Flag.removed) !== 0,
    coarse: (flags & Flag.coarse) !== 0,
    accurate: (flags & Flag.accurate) !== 0,
  };
}

/** Writes a frame; for tests. */
export function writeFrame(kind: 'snapshot' | 'delta', sequence: number, now: number, vessels: VesselRecord[]): ArrayBuffer {
  const bytes = new ArrayBuffer(headerBytes + vessels.length * recordBytes);
  const view = new DataView(bytes);
  view.setUint32(0, magic, true);
  view.setUint8(4, wireVersion);
  view.setUint8(5, kind === 'snapshot' ? 0 : 1);
  view.setUint32(8, sequence, true);
  view.setUint32(12, vessels.length, true);
  view.setBigInt64(16, BigInt(now), true);
  const tenths = (value: number | null) => (value === null ? unknown16 : Math.round(value * 10));
  vessels.forEach((vessel, index) => {
    const at = headerBytes + index * recordBytes;
    view.setUint32(at, vessel.track, true);
    view.setInt32(at + 4, Math.round(vessel.longitude * 1e6), true);
    view.setInt32(at + 8, Math.round(vessel.latitude * 1e6), true);
    view.setUint16(at + 12, tenths(vessel.knots), true);
    view.setUint16(at + 14, tenths(vessel.course), true);
    view.setUint16(at + 16, tenths(vessel.heading), true);
    view.setUint16(at + 18, Math.min(vessel.age, longestAge), true);
    view.setUint8(at + 20, vessel.transceiver | (vessel.group << 3));
    view.setUint8(at + 21, vessel.status);
    view.setUint8(at + 22, vessel.length === null ? 0 : Math.min(255, Math.round(vessel.length / 2)));
    view.setUint8(
      at + 23,
      vessel.freshness |
        (vessel.removed ? Flag.removed : 0) |
        (vessel.coarse ? Flag.coarse : 0) |
        (vessel.accurate ? Flag.accurate : 0),
    );
  });
  return bytes;
}
