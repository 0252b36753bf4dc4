import { beforeEach, describe, expect, test } from 'vitest';
import { writeFrame } from './frame';
import { deadLimit, Link, quietLimit, type LinkState, type Socket } from './link';

class Wire implements Socket {
  binaryType = '';
  readyState = 0;
  sent: string[] = [];
  closed = false;
  onopen: Socket['onopen'] = null;
  onclose: Socket['onclose'] = null;
  onmessage: Socket['onmessage'] = null;
  send(data: string) { this.sent.push(data); }
  close() { this.closed = true; }
  open() { this.readyState = 1; this.onopen?.({} as Event); }
  say(data: unknown) { this.onmessage?.({ data } as MessageEvent); }
  fall() { this.onclose?.({} as CloseEvent); }
}

let now = 1000;
let wires: Wire[] = [];
let states: LinkState[] = [];
let frames: number[] = [];
let link: Link;
const wire = () => wires[wires.length - 1]!;
const status = JSON.stringify({ type: 'status' });

beforeEach(() => {
  now = 1000;
  wires = [];
  states = [];
  frames = [];
  link = new Link(
    {
      frame: (frame) => frames.push(frame.sequence),
      status: () => undefined,
      names: () => undefined,
      alerts: (frame) => frame.full,
      state: (state) => states.push(state),
    },
    () => { wires.push(new Wire()); return wire(); },
    () => now,
  );
  link.tick();
});

describe('the live link', () => {
  test('tells the server what is looked at when it opens and when that changes, not otherwise', () => {
    link.look([-80, 8, -79, 10], [7]);
    wire().open();
    link.look([-80, 8, -79, 10], [7]);
    link.look([-80, 8, -79, 10], [7, 9]);
    expect(wire().sent).toEqual(['{"viewport":[-80,8,-79,10],"watch":[7]}', '{"viewport":[-80,8,-79,10],"watch":[7,9]}']);
  });

  test('counts as lost within three seconds of silence, and as up at the next word', () => {
    wire().open();
    wire().say(status);
    now += quietLimit + 1;
    expect(quietLimit).toBeLessThan(3000);
    link.tick();
    wire().say(status);
    expect(states).toEqual(['up', 'lost', 'up']);
  });

  test('is opened anew after a fall, later each time, and asks for the view again', () => {
    link.look([-80, 8, -79, 10], []);
    wire().open();
    wire().say(status);
    wire().fall();
    expect(states).toEqual(['up', 'lost']);
    link.tick();
    expect(wires).toHaveLength(1);
    now += 600;
    link.tick();
    expect(wires).toHaveLength(2);
    wire().fall();
    now += 600;
    link.tick();
    expect(wires).toHaveLength(2);
    now += 600;
    link.tick();
    expect(wires).toHaveLength(3);
    wire().open();
    expect(wire().sent).toHaveLength(1);
  });

  test('gives up a socket that says nothing at all', () => {
    wire().open();
    wire().say(status);
    now += deadLimit + 1;
    link.tick();
    expect(wire().closed).toBe(true);
  });

  test('asks for a snapshot after a gap in the sequence, and uses the frame it has', () => {
    wire().open();
    wire().say(writeFrame('snapshot', 5, 0, []));
    wire().say(writeFrame('delta', 6, 0, []));
    expect(wire().sent).toEqual([]);
    wire().say(writeFrame('delta', 8, 0, []));
    expect(wire().sent).toEqual(['{"resync":true}']);
    wire().say(writeFrame('delta', 9, 0, []));
    expect(wire().sent).toHaveLength(1);
    expect(frames).toEqual([5, 6, 8, 9]);
  });

  test('asks for all alerts again when a change was missed', () => {
    link.look([-80, 8, -79, 10], []);
    wire().open();
    wire().say(JSON.stringify({ type: 'alerts', full: true }));
    expect(wire().sent).toHaveLength(1);
    wire().say(JSON.stringify({ type: 'alerts', full: false }));
    expect(wire().sent[1]).toBe('{"resync_alerts":true}');
  });
});
