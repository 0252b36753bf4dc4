/** What the page's address says, so that a link shows another officer the same picture. */
import { type FilterGroup, type Filters, filterGroups } from '../fleet/groups';
import type { QueueFilter } from '../alerts/queue';
import type { Severity } from '../wire/alerts';
import type { Language } from '../text/words';

export type Palette = 'day' | 'dusk' | 'night';
export const palettes: readonly Palette[] = ['day', 'dusk', 'night'];
export type VectorMinutes = 0 | 6 | 12 | 30;
export const vectorChoices: readonly VectorMinutes[] = [0, 6, 12, 30];

export const screens = ['watch', 'alerts'] as const;
export type Screen = (typeof screens)[number];
const severities: readonly Severity[] = ['high', 'medium', 'low'];

export interface Shared {
  screen: Screen;
  alert: number | null;
  alertFilter: QueueFilter;
  centre: [longitude: number, latitude: number] | null;
  zoom: number | null;
  selected: number | null;
  watched: number[];
  palette: Palette | null;
  language: Language | null;
  filters: Filters;
  vectors: VectorMinutes;
  tails: boolean;
}

/** Longest watch list that a link carries and the server is asked for. */
export const longestWatchList = 64;

function oneOf<T>(value: T, allowed: readonly T[]): T | null {
  return allowed.includes(value) ? value : null;
}
function numbers(text: string | null): number[] {
  return (text ?? '').split(',').filter((part) => part !== '').map(Number).filter(Number.isFinite);
}

/** Reads an address; what is absent or makes no sense is left at its default. */
export function fromAddress(search: string): Shared {
  const asked = new URLSearchParams(search);
  const [latitude, longitude] = numbers(asked.get('c'));
  const inRange = latitude !== undefined && longitude !== undefined && Math.abs(latitude) <= 85 && Math.abs(longitude) <= 180;
  const zoom = asked.has('z') ? Number(asked.get('z')) : NaN;
  const selected = asked.has('id') ? Number(asked.get('id')) : NaN;
  const alert = asked.has('alert') ? Number(asked.get('alert')) : NaN;
  const states = (asked.get('queue') ?? '').split(',');
  return {
    screen: oneOf(asked.get('screen') as Screen, screens) ?? 'watch',
    alert: Number.isInteger(alert) && alert > 0 ? alert : null,
    alertFilter: {
      hidden: (asked.get('nosev') ?? '').split(',').filter((word): word is Severity => severities.includes(word as Severity)),
      onlyNew: states.includes('new'),
      heldBack: states.includes('held'),
      snoozed: states.includes('snoozed'),
    },
    centre: inRange ? [longitude, latitude] : null,
    zoom: zoom >= 1 && zoom <= 20 ? zoom : null,
    selected: Number.isInteger(selected) && selected > 0 ? selected : null,
    watched: numbers(asked.get('w')).filter((id) => Number.isInteger(id) && id > 0).slice(0, longestWatchList),
    palette: oneOf(asked.get('p') as Palette, palettes),
    language: oneOf(asked.get('l') as Language, ['es', 'en']),
    filters: {
      hidden: (asked.get('hide') ?? '').split(',').filter((word): word is FilterGroup => filterGroups.includes(word as FilterGroup)),
      underWayOnly: asked.get('moving') === '1',
      hideLost: asked.get('nolost') === '1',
    },
    vectors: oneOf(Number(asked.get('v') ?? 6) as VectorMinutes, vectorChoices) ?? 6,
    tails: asked.get('t') !== '0',
  };
}

/** The address of what is seen; defaults are left out. */
export function toAddress(shared: Shared): string {
  const words = new URLSearchParams();
  if (shared.screen !== 'watch') words.set('screen', shared.screen);
  if (shared.alert !== null) words.set('alert', String(shared.alert));
  const { hidden, onlyNew, heldBack, snoozed } = shared.alertFilter;
  if (hidden.length > 0) words.set('nosev', hidden.join(','));
  const queue = [onlyNew && 'new', heldBack && 'held', snoozed && 'snoozed'].filter(Boolean);
  if (queue.length > 0) words.set('queue', queue.join(','));
  if (shared.centre) words.set('c', `${shared.centre[1].toFixed(5)},${shared.centre[0].toFixed(5)}`);
  if (shared.zoom !== null) words.set('z', shared.zoom.toFixed(2));
  if (shared.selected !== null) words.set('id', String(shared.selected));
  if (shared.watched.length > 0) words.set('w', shared.watched.join(','));
  if (shared.palette) words.set('p', shared.palette);
  if (shared.language) words.set('l', shared.language);
  if (shared.filters.hidden.length > 0) words.set('hide', shared.filters.hidden.join(','));
  if (shared.filters.underWayOnly) words.set('moving', '1');
  if (shared.filters.hideLost) words.set('nolost', '1');
  if (shared.vectors !== 6) words.set('v', String(shared.vectors));
  if (!shared.tails) words.set('t', '0');
  return `?${words.toString().replaceAll('%2C', ',')}`;
}
