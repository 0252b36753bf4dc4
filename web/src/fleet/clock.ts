/** Stream time between two words of the server: the last one, carried on by the wall at the stream's speed. */
export class StreamClock {
  private stream = 0;
  private wall = 0;
  private rate = 1;

  /** `stream` and `wall` in milliseconds; `rate` is 0 when paused, 10 in a replay at ten times. */
  set(stream: number, wall: number, rate: number): void {
    this.stream = stream;
    this.wall = wall;
    this.rate = rate;
  }

  known(): boolean {
    return this.wall !== 0;
  }

  /** Never more than two seconds of wall time ahead of the last word: a dead link must not invent time. */
  now(wall: number): number {
    return this.stream + Math.min(2000, Math.max(0, wall - this.wall)) * this.rate;
  }

  /** As `now`, but goes on for as long as the wall does: for ages while the link is down. */
  ageing(wall: number): number {
    return this.stream + Math.max(0, wall - this.wall) * this.rate;
  }
}
