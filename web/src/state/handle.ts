/** `window.vigia`: what the page shows, for tests and for the curious. It reads; it commands nothing. */
import type { Chart } from '../chart/chart';
import { latitudeOf, longitudeOf } from '../fleet/fleet';
import { fleet, mmsiOf, nameOf, timings } from './session';
import { view } from './view.svelte';

export function offerHandle(chart: Chart): void {
  const handle = {
    /** The chart has been drawn with its coast, and the first picture has come. */
    get ready() {
      return view.chart === 'ready' && view.pictured && view.tick > 0;
    },
    get link() {
      return view.link;
    },
    get now() {
      return view.now;
    },
    /** Every vessel that the page holds. */
    vessels: () =>
      Array.from({ length: fleet.size }, (_, slot) => {
        const track = fleet.id[slot]!;
        return {
          track, name: nameOf(track), mmsi: mmsiOf(track), freshness: fleet.freshness(slot), group: fleet.group(slot),
          transceiver: fleet.transceiver(slot), knots: fleet.knots(slot),
          longitude: longitudeOf(fleet.nowX(slot, view.now)), latitude: latitudeOf(fleet.nowY(slot, view.now)),
          reported: [fleet.longitude[slot]! / 1e6, fleet.latitude[slot]! / 1e6],
          screen: chart.screenOf(track),
        };
      }),
    labels: () => chart.labels.map(({ text, left, top, width, height, style }) => ({ text, left, top, width, height, style })),
    view: () => {
      const centre = chart.map.getCenter();
      return { centre: [centre.lng, centre.lat], zoom: chart.map.getZoom(), inView: view.inView, hidden: view.hiddenInView };
    },
    /** How the vessels in view are drawn at present. */
    shownAs: () => chart.shownAs(),
    /** Milliseconds of JavaScript that the last updates took. */
    timings: () => [...timings],
    forgetTimings: () => timings.splice(0),
  };
  Object.defineProperty(window, 'vigia', { value: Object.freeze(handle), configurable: true });
}
