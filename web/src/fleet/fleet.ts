/** Every vessel that the server has sent, in columns, and where each is believed to be now. */
import { Flag, Freshness, type Frame, Transceiver, recordBytes, unknown16 } from '../wire/frame';

/** A position is carried forward by its last course and speed for at most this long, as the server does. */
export const longestReckoning = 900_000;
/** Slower than this a ship's course is noise: it is drawn where it reported. */
export const slowest = 0.5; // knots
/** Navigational statuses of those that stay where they are: at anchor, moored, aground. */
const stays = new Set([1, 5, 6]);
const earthCircumference = 40_075_016.686; // metres, the sphere of the Mercator square
const metresPerKnotSecond = 1852 / 3600;
const firstCapacity = 1024;

/** Mercator square: x and y in [0, 1], y to the south. */
export function mercatorX(longitude: number): number {
  return longitude / 360 + 0.5;
}
export function mercatorY(latitude: number): number {
  const sine = Math.sin((Math.min(85.05, Math.max(-85.05, latitude)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}
export function longitudeOf(x: number): number {
  return (x - 0.5) * 360;
}
export function latitudeOf(y: number): number {
  return (Math.atan(Math.sinh((0.5 - y) * 2 * Math.PI)) * 180) / Math.PI;
}

export class Fleet {
  size = 0;
  id = new Uint32Array(firstCapacity);
  /** Mercator place of the last fix. */
  x = new Float64Array(firstCapacity);
  y = new Float64Array(firstCapacity);
  longitude = new Int32Array(firstCapacity);
  latitude = new Int32Array(firstCapacity);
  /** Mercator units per millisecond along the course; 0 for a vessel that is not carried forward. */
  dx = new Float64Array(firstCapacity);
  dy = new Float64Array(firstCapacity);
  /** Stream time of the fix, milliseconds. */
  fixed = new Float64Array(firstCapacity);
  speed = new Uint16Array(firstCapacity);
  course = new Uint16Array(firstCapacity);
  heading = new Uint16Array(firstCapacity);
  kind = new Uint8Array(firstCapacity);
  status = new Uint8Array(firstCapacity);
  length = new Uint8Array(firstCapacity);
  flags = new Uint8Array(firstCapacity);

  private slots = new Map<number, number>();

  /** The row of a track, or -1. Rows move when vessels leave: ask again after each frame. */
  slotOf(track: number): number {
    return this.slots.get(track) ?? -1;
  }

  apply(frame: Frame): void {
    if (frame.kind === 'snapshot') {
      this.slots.clear();
      this.size = 0;
    }
    const { records } = frame;
    for (let index = 0; index < frame.count; index++) {
      const at = index * recordBytes;
      const track = records.getUint32(at, true);
      const flags = records.getUint8(at + 23);
      if (flags & Flag.removed) this.remove(track);
      else this.put(track, records, at, frame.now);
    }
  }

  clear(): void {
    this.slots.clear();
    this.size = 0;
  }

  knots(slot: number): number | null {
    const value = this.speed[slot]!;
    return value === unknown16 ? null : value / 10;
  }
  courseOf(slot: number): number | null {
    const value = this.course[slot]!;
    return value === unknown16 ? null : value / 10;
  }
  headingOf(slot: number): number | null {
    const value = this.heading[slot]!;
    return value === unknown16 ? null : value / 10;
  }
  transceiver(slot: number): number {
    return this.kind[slot]! & 7;
  }
  group(slot: number): number {
    return (this.kind[slot]! >> 3) & 15;
  }
  freshness(slot: number): number {
    return this.flags[slot]! & 3;
  }
  metres(slot: number): number | null {
    const value = this.length[slot]!;
    return value === 0 ? null : value * 2;
  }

  /** For how long the fix of a vessel is carried forward at `now`, milliseconds. */
  reckoned(slot: number, now: number): number {
    if (this.dx[slot] === 0 && this.dy[slot] === 0) return 0;
    return Math.min(longestReckoning, Math.max(0, now - this.fixed[slot]!));
  }
  nowX(slot: number, now: number): number {
    return this.x[slot]! + this.dx[slot]! * this.reckoned(slot, now);
  }
  nowY(slot: number, now: number): number {
    return this.y[slot]! + this.dy[slot]! * this.reckoned(slot, now);
  }

  private put(track: number, records: DataView, at: number, now: number): void {
    let slot = this.slots.get(track);
    if (slot === undefined) {
      slot = this.size++;
      if (slot === this.id.length) this.grow();
      this.slots.set(track, slot);
      this.id[slot] = track;
      this.longitude[slot] = 0x7fffffff;
    }
    const longitude = records.getInt32(at + 4, true);
    const latitude = records.getInt32(at + 8, true);
    if (longitude !== this.longitude[slot] || latitude !== this.latitude[slot]) {
      this.longitude[slot] = longitude;
      this.latitude[slot] = latitude;
      this.x[slot] = mercatorX(longitude / 1e6);
      this.y[slot] = mercatorY(latitude / 1e6);
    }
    const speed = records.getUint16(at + 12, true);
    const course = records.getUint16(at + 14, true);
    const kind = records.getUint8(at + 20);
    const flags = records.getUint8(at + 23);
    this.fixed[slot] = now - records.getUint16(at + 18, true) * 1000;
    this.speed[slot] = speed;
    this.course[slot] = course;
    this.heading[slot] = records.getUint16(at + 16, true);
    this.kind[slot] = kind;
    this.status[slot] = records.getUint8(at + 21);
    this.length[slot] = records.getUint8(at + 22);
    this.flags[slot] = flags;

    const moves =
      speed !== unknown16 &&
      course !== unknown16 &&
      speed >= slowest * 10 &&
      (flags & 3) !== Freshness.lost &&
      !stays.has(records.getUint8(at + 21)) &&
      (kind & 7) !== Transceiver.baseStation &&
      (kind & 7) !== Transceiver.aidToNavigation;
    if (!moves) {
      this.dx[slot] = 0;
      this.dy[slot] = 0;
      return;
    }
    const parallel = earthCircumference * Math.cos((latitude / 1e6) * (Math.PI / 180));
    const perMillisecond = ((speed / 10) * metresPerKnotSecond) / 1000 / parallel;
    const angle = (course / 10) * (Math.PI / 180);
    this.dx[slot] = Math.sin(angle) * perMillisecond;
    this.dy[slot] = -Math.cos(angle) * perMillisecond;
  }

  private remove(track: number): void {
    const slot = this.slots.get(track);
    if (slot === undefined) return;
    this.slots.delete(track);
    const last = --this.size;
    if (slot === last) return;
    for (const column of this.columns()) column[slot] = column[last]!;
    this.slots.set(this.id[slot]!, slot);
  }

  private columns() {
    return [
      this.id, this.x, this.y, this.longitude, this.latitude, this.dx, this.dy, this.fixed,
      this.speed, this.course, this.heading, this.kind, this.status, this.length, this.flags,
    ];
  }

  private grow(): void {
    const capacity = this.id.length * 2;
    const u32 = (old: Uint32Array) => { const n = new Uint32Array(capacity); n.set(old); return n; };
    const i32 = (old: Int32Array) => { const n = new Int32Array(capacity); n.set(old); return n; };
    const f64 = (old: Float64Array) => { const n = new Float64Array(capacity); n.set(old); return n; };
    const u16 = (old: Uint16Array) => { const n = new Uint16Array(capacity); n.set(old); return n; };
    const u8 = (old: Uint8Array) => { const n = new Uint8Array(capacity); n.set(old); return n; };
    this.id = u32(this.id);
    this.x = f64(this.x);
    this.y = f64(this.y);
    this.longitude = i32(this.longitude);
    this.latitude = i32(this.latitude);
    this.dx = f64(this.dx);
    this.dy = f64(this.dy);
    this.fixed = f64(this.fixed);
    this.speed = u16(this.speed);
    this.course = u16(this.course);
    this.heading = u16(this.heading);
    this.kind = u8(this.kind);
    this.status = u8(this.status);
    this.length = u8(this.length);
    this.flags = u8(this.flags);
  }
}
