import { describe, expect, test } from 'vitest';
import type { Alert, AlertFrame } from '../wire/alerts';
import { neighbour, Queue, wholeQueue } from './queue';

const budget = { from: '', to: '', limit: 10, used: 1, held_back: 0 };
function alert(id: number, more: Partial<Alert> = {}): Alert {
  return { id, state: 'new', severity: 'medium', safety: false, rank: id, held_back: false, changed: id, vessels: [], ...more } as Alert;
}
function frame(more: Partial<AlertFrame>): AlertFrame {
  return { type: 'alerts', full: false, since: 0, sequence: 1, now: '', counts: { new: 0, open: 0, held_back: 0, refused: 0 }, budget, alerts: [], ...more };
}

describe('the queue of alerts', () => {
  test('takes a whole list in pieces and then changes in order', () => {
    const queue = new Queue();
    expect(queue.take(frame({ full: true, more: true, sequence: 5, alerts: [alert(1)] }))).toEqual([]);
    expect(queue.known).toBe(false);
    queue.take(frame({ full: true, sequence: 5, alerts: [alert(2)] }));
    expect(queue.open().map((a) => a.id)).toEqual([2, 1]);
    expect(queue.take(frame({ since: 5, sequence: 6, alerts: [alert(3)] }))?.map((a) => a.id)).toEqual([3]);
    queue.take(frame({ since: 6, sequence: 7, alerts: [alert(2, { state: 'closed' })] }));
    expect(queue.open().map((a) => a.id)).toEqual([3, 1]);
  });

  test('asks for a whole list when something was missed', () => {
    const queue = new Queue();
    expect(queue.take(frame({ since: 4, sequence: 5 }))).toBeNull();
    queue.take(frame({ full: true, sequence: 5 }));
    expect(queue.take(frame({ since: 6, sequence: 7 }))).toBeNull();
  });

  test('tells what is new to this screen, also after the link was lost, but not at the first list', () => {
    const queue = new Queue();
    expect(queue.take(frame({ full: true, sequence: 1, alerts: [alert(1)] }))).toEqual([]);
    const fresh = queue.take(frame({ full: true, sequence: 9, alerts: [alert(1), alert(2), alert(3, { state: 'acknowledged' }), alert(4, { held_back: true })] }));
    expect(fresh?.map((a) => a.id)).toEqual([2]);
  });

  test('an answer of the server counts until the wire tells something later', () => {
    const queue = new Queue();
    queue.take(frame({ full: true, sequence: 1, alerts: [alert(1)] }));
    queue.set(alert(1, { state: 'acknowledged', changed: 5 }));
    queue.set(alert(1, { state: 'new', changed: 4 }));
    expect(queue.get(1)?.state).toBe('acknowledged');
  });

  test('a filter says truly how many it hides, and never hides a safety alert', () => {
    const queue = new Queue();
    queue.take(frame({
      full: true, sequence: 1,
      alerts: [alert(1, { severity: 'low' }), alert(2, { severity: 'low', safety: true }), alert(3, { held_back: true }), alert(4, { state: 'snoozed' }), alert(5, { state: 'assigned' })],
    }));
    expect(queue.hides({ ...wholeQueue, heldBack: true, snoozed: true })).toBe(0);
    expect(queue.hides(wholeQueue)).toBe(2);
    expect(queue.hides({ hidden: ['low', 'medium', 'high'], onlyNew: true, heldBack: false, snoozed: false })).toBe(4);
    expect(queue.shown({ hidden: ['low'], onlyNew: false, heldBack: false, snoozed: false }).map((a) => a.id)).toEqual([5, 2]);
  });

  test('goes to the next alert and the one before, round the ends', () => {
    const three = [alert(7), alert(8), alert(9)];
    expect(neighbour(three, null, 1)).toBe(7);
    expect(neighbour(three, null, -1)).toBe(9);
    expect(neighbour(three, 9, 1)).toBe(7);
    expect(neighbour(three, 7, -1)).toBe(9);
    expect(neighbour([], 7, 1)).toBeNull();
  });
});
