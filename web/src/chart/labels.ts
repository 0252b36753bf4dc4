/** Where names go on the chart: most important first, none over another, none cut by the edge. */

export interface LabelWish {
  text: string;
  /** The point that is named, in pixels. */
  x: number;
  y: number;
  /** Room kept free round the point. */
  gap: number;
  /** Lower is placed first. */
  rank: number;
  /** Measured size of the text. */
  width: number;
  height: number;
  style: LabelStyle;
}

export type LabelStyle = 'vessel' | 'selected' | 'place' | 'site' | 'area';

export interface PlacedLabel extends LabelWish {
  left: number;
  top: number;
}

export interface Rectangle {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const edge = 4;

function overlaps(a: Rectangle, b: Rectangle): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** The places tried: right, left, above, below, and the corners; an area's name stands on its middle. */
function candidates(wish: LabelWish): [number, number][] {
  const { x, y, gap, width, height } = wish;
  const middle = y - height / 2;
  if (wish.style === 'area') {
    return [[x - width / 2, middle], [x - width / 2, middle - height - 2], [x - width / 2, middle + height + 2]];
  }
  return [
    [x + gap, middle], [x - gap - width, middle],
    [x - width / 2, y - gap - height], [x - width / 2, y + gap],
    [x + gap * 0.8, y - gap * 0.7 - height], [x + gap * 0.8, y + gap * 0.7],
    [x - gap * 0.8 - width, y - gap * 0.7 - height], [x - gap * 0.8 - width, y + gap * 0.7],
  ];
}

/**
 * Chooses a place for as many labels as there is room for. `kept` are rectangles that no label may touch;
 * `soft` are points (symbols) that a label rather does not cover.
 */
export function placeLabels(
  wishes: LabelWish[], width: number, height: number, kept: Rectangle[], soft: readonly { x: number; y: number }[],
): PlacedLabel[] {
  const placed: PlacedLabel[] = [];
  const taken: Rectangle[] = [...kept];
  for (const wish of [...wishes].sort((a, b) => a.rank - b.rank)) {
    // A port and its town have one name: it is written once.
    if (wish.rank >= 2 && placed.some((other) => other.text === wish.text && Math.hypot(other.x - wish.x, other.y - wish.y) < 90)) {
      continue;
    }
    let best: { left: number; top: number; cost: number } | null = null;
    for (const [left, top] of candidates(wish)) {
      const own = { left: left - 2, top: top - 1, right: left + wish.width + 2, bottom: top + wish.height + 1 };
      if (own.left < edge || own.top < edge || own.right > width - edge || own.bottom > height - edge) continue;
      if (taken.some((other) => overlaps(own, other))) continue;
      let cost = 0;
      for (const point of soft) {
        if (point.x > own.left - 4 && point.x < own.right + 4 && point.y > own.top - 4 && point.y < own.bottom + 4) cost++;
      }
      if (best === null || cost < best.cost) best = { left, top, cost };
      if (cost === 0) break;
    }
    // The less important labels give way to symbols altogether.
    if (best === null || (wish.rank >= 5 && best.cost > 1)) continue;
    placed.push({ ...wish, left: best.left, top: best.top });
    taken.push({
      left: best.left - 2, top: best.top - 1, right: best.left + wish.width + 2, bottom: best.top + wish.height + 1,
    });
  }
  return placed;
}

const controls = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** A foreign text made safe to show: marks that turn or hide text are shown as replacement characters. */
export function plain(text: string): string {
  return text.replace(controls, '\ufffd');
}
