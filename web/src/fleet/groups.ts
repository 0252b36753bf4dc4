/** Ship groups of the wire, the filters that people see, and the colours and marks of the chart. */
import { Freshness, Transceiver } from '../wire/frame';
import { type Fleet, slowest } from './fleet';

export const filterGroups = ['cargo', 'tanker', 'passenger', 'fishing', 'service', 'pleasure', 'other', 'fixed'] as const;
export type FilterGroup = (typeof filterGroups)[number];

const byWire: readonly FilterGroup[] = [
  'other', 'cargo', 'tanker', 'passenger', 'fishing', 'service', 'pleasure', 'passenger', 'service', 'other',
];

/** Stations that are not vessels are one group of their own. */
export function filterGroup(transceiver: number, group: number): FilterGroup {
  if (transceiver === Transceiver.baseStation || transceiver === Transceiver.aidToNavigation) return 'fixed';
  return byWire[group] ?? 'other';
}

/** The four looks of the chart: colour and mark inside the triangle. */
export const looks = ['cargo', 'tanker', 'passenger', 'small'] as const;
export function lookOf(group: FilterGroup): number {
  switch (group) {
    case 'cargo': return 0;
    case 'tanker': return 1;
    case 'passenger': return 2;
    case 'fishing':
    case 'service':
    case 'pleasure':
    case 'other':
    case 'fixed': return 3;
  }
}

export interface Filters {
  hidden: FilterGroup[];
  underWayOnly: boolean;
  hideLost: boolean;
}

export const noFilters: Filters = { hidden: [], underWayOnly: false, hideLost: false };

export function anyFilter(filters: Filters): boolean {
  return filters.hidden.length > 0 || filters.underWayOnly || filters.hideLost;
}

/** A predicate over rows of the fleet, made once for each change of the filters. */
export function shown(fleet: Fleet, filters: Filters): (slot: number) => boolean {
  const hidden = new Set(filters.hidden);
  return (slot) => {
    const transceiver = fleet.transceiver(slot);
    if (transceiver === Transceiver.distress) return true; // distress is never hidden
    if (hidden.size > 0 && hidden.has(filterGroup(transceiver, fleet.group(slot)))) return false;
    if (filters.hideLost && fleet.freshness(slot) === Freshness.lost) return false;
    if (filters.underWayOnly) {
      const knots = fleet.knots(slot);
      if (knots === null || knots < slowest) return false;
    }
    return true;
  };
}

export type Shape = 'triangle' | 'dashed' | 'circle' | 'base' | 'aid' | 'aircraft' | 'distress';
export const shapes: readonly Shape[] = ['triangle', 'dashed', 'circle', 'base', 'aid', 'aircraft', 'distress'];

/** Which symbol a station gets, and the angle it points to. */
export function symbolOf(
  transceiver: number, heading: number | null, course: number | null, knots: number | null,
): { shape: Shape; angle: number } {
  switch (transceiver) {
    case Transceiver.baseStation: return { shape: 'base', angle: 0 };
    case Transceiver.aidToNavigation: return { shape: 'aid', angle: 0 };
    case Transceiver.distress: return { shape: 'distress', angle: 0 };
    case Transceiver.sarAircraft: return { shape: 'aircraft', angle: course ?? 0 };
  }
  if (heading !== null) return { shape: 'triangle', angle: heading };
  if (course !== null && knots !== null && knots >= slowest) return { shape: 'dashed', angle: course };
  return { shape: 'circle', angle: 0 };
}
