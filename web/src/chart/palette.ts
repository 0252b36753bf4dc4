/** Colours of the chart. The page's own colours are in app.css; both follow the same palette names. */
import type { Palette } from '../state/address';

export interface ChartColours {
  sea: string;
  land: string;
  coast: string;
  /** Where the chart knows nothing. */
  beyond: string;
  lake: string;
  area: string;
  areaLine: string;
  channel: string;
  site: string;
  /** Names of places and sites. */
  place: string;
  /** Names of vessels. */
  label: string;
  halo: string;
  /** Ships by look: cargo, tanker, passenger, all others. */
  ships: [string, string, string, string];
  outline: string;
  select: string;
  watched: string;
  danger: string;
  tail: string;
}

export const chartColours: Record<Palette, ChartColours> = {
  day: {
    sea: '#d5e4ee',
    land: '#efece3',
    coast: '#8c938f',
    beyond: '#dfe3e5',
    lake: '#d5e4ee',
    area: '#8a5fa8',
    areaLine: '#7b5797',
    channel: '#53758c',
    site: '#3f4a52',
    place: '#3c464d',
    label: '#0d1b26',
    halo: '#ffffff',
    // Okabe and Ito's blue, vermilion and purple, darkened to stand on the light sea; slate for the rest.
    ships: ['#0a5a96', '#a83c00', '#8a3f78', '#47575f'],
    outline: '#10202b',
    select: '#0b1720',
    watched: '#0b1720',
    danger: '#c00018',
    tail: '#0a5a96',
  },
  dusk: {
    sea: '#16232e',
    land: '#2a2e2c',
    coast: '#5e6a6c',
    beyond: '#1d262c',
    lake: '#16232e',
    area: '#a58bbd',
    areaLine: '#83709a',
    channel: '#5d8099',
    site: '#a8b3b8',
    place: '#a4afb5',
    label: '#e4ebef',
    halo: '#10181f',
    ships: ['#6fb1e4', '#ee9459', '#d99ac4', '#a9b4b8'],
    outline: '#d6e0e6',
    select: '#ffffff',
    watched: '#ffffff',
    danger: '#ff6b6b',
    tail: '#8fc4ee',
  },
  night: {
    sea: '#000000',
    land: '#120a03',
    coast: '#4d2f12',
    beyond: '#0a0602',
    lake: '#000000',
    area: '#4a2a0c',
    areaLine: '#5c3712',
    channel: '#5c3a16',
    site: '#8f5c26',
    place: '#a87039',
    label: '#d08f4a',
    halo: '#000000',
    ships: ['#d0843a', '#d2502a', '#d9ae50', '#8d6436'],
    outline: '#b0763a',
    select: '#eaa75e',
    watched: '#c98a48',
    danger: '#ff3b20',
    tail: '#9a622a',
  },
};

/** "#rrggbb" to components in [0, 1]. */
export function components(colour: string): [number, number, number] {
  const value = parseInt(colour.slice(1), 16);
  return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}
