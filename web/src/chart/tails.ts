/** Where the selected and the watched vessels have been: asked from the server, carried on by the wire. */
import { mercatorX, mercatorY, type Fleet } from '../fleet/fleet';
import { api } from '../wire/api';

export interface TailPoint {
  x: number;
  y: number;
  time: number;
  /** Metres per second. */
  speed: number | null;
}

export const tailMinutes = 360;
const mostPoints = 4000;
const refreshAfter = 60_000;

export class Tails {
  private readonly points = new Map<number, TailPoint[]>();
  private readonly asked = new Map<number, number>();

  /** Keeps the tails of these vessels and no others; asks for those not here yet. `wall` in milliseconds. */
  keep(tracks: readonly number[], wall: number, arrived: () => void): void {
    for (const track of this.points.keys()) {
      if (!tracks.includes(track)) {
        this.points.delete(track);
        this.asked.delete(track);
      }
    }
    for (const track of tracks) {
      if (wall - (this.asked.get(track) ?? -Infinity) < refreshAfter) continue;
      this.asked.set(track, wall);
      api.tail(track, tailMinutes, AbortSignal.timeout(10_000)).then(
        ({ points }) => {
          this.points.set(
            track,
            points.map(([lon, lat, time, speed]) => ({ x: mercatorX(lon), y: mercatorY(lat), time, speed })),
          );
          arrived();
        },
        () => this.asked.set(track, wall - refreshAfter + 5000), // again in five seconds
      );
    }
  }

  /** Adds the present fix of each kept vessel when it is newer than its tail. */
  extend(fleet: Fleet): void {
    for (const [track, points] of this.points) {
      const slot = fleet.slotOf(track);
      if (slot < 0) continue;
      const last = points[points.length - 1];
      const time = fleet.fixed[slot]!;
      if (last && time - last.time < 5000) continue;
      const knots = fleet.knots(slot);
      points.push({ x: fleet.x[slot]!, y: fleet.y[slot]!, time, speed: knots === null ? null : (knots * 1852) / 3600 });
      if (points.length > mostPoints) points.shift();
    }
  }

  of(track: number): readonly TailPoint[] {
    return this.points.get(track) ?? [];
  }
}
