import { describe, expect, test } from 'vitest';
import { chartColours, components } from './palette';

function luminance(colour: string): number {
  const [r, g, b] = components(colour).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

describe('the colours of the chart', () => {
  test.each(['day', 'dusk', 'night'] as const)('names can be read on sea and on land: %s', (palette) => {
    const colours = chartColours[palette];
    for (const ground of [colours.sea, colours.land, colours.halo]) {
      expect(contrast(colours.label, ground)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(colours.place, ground), `${colours.place} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
  });

  test.each(['day', 'dusk', 'night'] as const)('ships stand out from the sea: %s', (palette) => {
    const colours = chartColours[palette];
    for (const ship of colours.ships) expect(contrast(ship, colours.sea), ship).toBeGreaterThanOrEqual(3);
  });

  test('at night nothing is white, blue, green or pink', () => {
    for (const colour of Object.values(chartColours.night).flat()) {
      const [r, g, b] = components(colour).map((c) => Math.round(c * 255)) as [number, number, number];
      expect(b, colour).toBeLessThanOrEqual(r + 5);
      expect(g, colour).toBeLessThanOrEqual(r);
      expect(b, colour).toBeLessThanOrEqual(g + 2);
    }
  });

  test('a label has a halo of the ground behind it, not of the text’s own darkness', () => {
    for (const { label, halo, sea } of Object.values(chartColours)) {
      expect(contrast(halo, sea)).toBeLessThan(contrast(label, sea));
    }
  });
});
