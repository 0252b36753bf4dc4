/** The one chart of the page, for panels that move it. */
import type { Chart } from '../chart/chart';

let present: Chart | null = null;

export function chart(): Chart | null {
  return present;
}
export function setChart(made: Chart | null): void {
  present = made;
}
