import { describe, expect, test } from 'vitest';
import { type LabelWish, placeLabels, plain } from './labels';

function wish(text: string, x: number, y: number, rank = 5): LabelWish {
  return { text, x, y, gap: 10, rank, width: text.length * 7, height: 14, style: 'vessel' };
}

describe('names on the chart', () => {
  test('never cover one another, and the important are placed first', () => {
    const wishes = Array.from({ length: 60 }, (_, n) => wish(`VESSEL ${n}`, 300 + (n % 8) * 15, 300 + Math.floor(n / 8) * 8, n === 59 ? 0 : 5));
    const placed = placeLabels(wishes, 800, 600, [], []);
    expect(placed[0]!.text).toBe('VESSEL 59');
    for (const a of placed) {
      for (const b of placed) {
        if (a === b) continue;
        const apart = a.left + a.width <= b.left || b.left + b.width <= a.left || a.top + a.height <= b.top || b.top + b.height <= a.top;
        expect(apart).toBe(true);
      }
    }
  });

  test('are never cut by an edge of the map', () => {
    const placed = placeLabels([wish('PENONOME', 2, 100), wish('CHITRE', 798, 300), wish('DAVID', 400, 1)], 800, 600, [], []);
    expect(placed).toHaveLength(3);
    for (const label of placed) {
      expect(label.left).toBeGreaterThanOrEqual(0);
      expect(label.left + label.width).toBeLessThanOrEqual(800);
      expect(label.top).toBeGreaterThanOrEqual(0);
    }
  });

  test('stay off the places kept for buttons', () => {
    const kept = { left: 0, top: 0, right: 800, bottom: 600 };
    expect(placeLabels([wish('A', 100, 100)], 800, 600, [kept], [])).toEqual([]);
  });

  test('write one name once where a port and its town share it', () => {
    expect(placeLabels([wish('Colón', 100, 100), wish('Colón', 120, 110)], 800, 600, [], [])).toHaveLength(1);
  });
});

describe('a foreign text', () => {
  test('is shown as it is, and marks that turn or hide text are shown as replacement characters', () => {
    expect(plain('<img src=x onerror=alert(1)>')).toBe('<img src=x onerror=alert(1)>');
    expect(plain('ABC\u202eFED\u200b\u0007')).toBe('ABC\ufffdFED\ufffd\ufffd');
    expect(plain('Ñandú & Łódź')).toBe('Ñandú & Łódź');
  });
});
