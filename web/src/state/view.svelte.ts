/** What the screen shows: everything that a component may react to. Vessels themselves are in the fleet. */
import type { FilterGroup } from '../fleet/groups';
import type { Drawing } from '../alerts/areas';
import { type QueueFilter, wholeQueue } from '../alerts/queue';
import { type Language, Words } from '../text/words';
import type { LinkState } from '../wire/link';
import type { Mode, ReplayStatus, SourceStatus } from '../wire/api';
import { type Palette, type VectorMinutes, fromAddress } from './address';

const asked = fromAddress(location.search);
const root = document.documentElement;

function remembered(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // a browser that keeps nothing still works
  }
}

export const view = $state({
  palette: (root.getAttribute('data-palette') ?? 'day') as Palette,
  language: (root.getAttribute('lang') ?? 'es') as Language,

  link: 'connecting' as LinkState,
  lostAt: 0,
  everUp: false,
  pictured: false,
  mode: 'live' as Mode,
  modeKnown: false,
  vessels: null as number | null,
  delay: null as number | null,
  sources: null as SourceStatus[] | null,
  replay: null as ReplayStatus | null,
  storeProblem: null as string | null,
  judgementProblem: null as string | null,

  /** Counts up each time vessels may have moved or changed: read it to be drawn again. */
  tick: 0,
  /** Stream time of that tick, and the same as it ages while the link is down; milliseconds. */
  now: 0,
  ageing: 0,
  inView: 0,
  hiddenInView: 0,

  selected: asked.selected,
  watched: asked.watched,
  following: false,
  filters: {
    hidden: asked.filters.hidden as FilterGroup[],
    underWayOnly: asked.filters.underWayOnly,
    hideLost: asked.filters.hideLost,
  },
  vectors: asked.vectors as VectorMinutes,
  tails: asked.tails,
  measuring: false,
  areasOn: false,
  /** Counts up when areas changed. */
  areaTick: 0,
  areaRefusal: null as string | null,
  /** The area that is being drawn. */
  drawing: null as Drawing | null,

  screen: asked.screen,
  /** Counts up when alerts changed: read it to be drawn again. */
  alertTick: 0,
  alertFilter: { ...wholeQueue, ...asked.alertFilter, hidden: [...asked.alertFilter.hidden] } as QueueFilter,
  alert: asked.alert,
  /** Who keeps the watch on this screen; the `by` of each action. */
  officer: remembered('vigia.officer') ?? '',
  askingOfficer: false,
  soundOn: remembered('vigia.sound') === 'on',
  /** The last action on an alert, to be undone at a touch for ten seconds. */
  undoable: null as { alert: number; what: string; until: number } | null,
  /** What the alert card is asked to show: the choices of an action. */
  asking: null as 'assign' | 'snooze' | 'dismiss' | 'close' | 'note' | null,

  keysOn: remembered('vigia.keys') !== 'off',
  helpOpen: false,
  legendOpen: false,
  panelOpen: false,
  chart: 'loading' as 'loading' | 'ready' | 'no_webgl',
  coast: 'loading' as 'loading' | 'ready' | 'failed',
  /** The last thing done, for a screen reader. */
  said: '',
});

const spoken = $derived(new Words(view.language));
/** The words of the language chosen. */
export function words(): Words {
  return spoken;
}

/** Where the chart begins. */
export const firstCentre: [number, number] = asked.centre ?? [-79.72, 9.1];
export const firstZoom = asked.zoom;
