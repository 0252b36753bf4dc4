/** Rows of the triage table: filtered and grouped. Knows nothing of the page. */
import type { Alert } from '../wire/alerts';

export type Grouping = 'none' | 'vessel' | 'kind' | 'area';
export interface Group {
  key: string;
  /** Empty when nothing is grouped. */
  title: { en: string; es: string };
  alerts: Alert[];
}

/** Alerts one after another by rank, or by group: groups by their highest rank. */
export function grouped(alerts: Alert[], by: Grouping, without: { en: string; es: string }): Group[] {
  if (by === 'none') return alerts.length > 0 ? [{ key: '', title: { en: '', es: '' }, alerts }] : [];
  const groups = new Map<string, Group>();
  for (const alert of alerts) {
    const { key, title } = keyOf(alert, by, without);
    const group = groups.get(key) ?? { key, title, alerts: [] };
    group.alerts.push(alert);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function keyOf(alert: Alert, by: Exclude<Grouping, 'none'>, without: { en: string; es: string }): { key: string; title: { en: string; es: string } } {
  if (by === 'kind') return { key: alert.kinds[0] ?? '', title: alert.title };
  if (by === 'area') return alert.area ? { key: alert.area.id, title: alert.area.name } : { key: '', title: without };
  const vessel = alert.vessels[0];
  if (!vessel) return { key: '', title: without };
  const name = vessel.name ? `${vessel.name} (${vessel.mmsi})` : vessel.mmsi;
  return { key: vessel.mmsi, title: { en: name, es: name } };
}

/** Whether a vessel of the alert has that number or name, or part of it. */
export function mentions(alert: Alert, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  return wanted === '' || alert.vessels.some((v) => v.mmsi.includes(wanted) || (v.name ?? '').toLowerCase().includes(wanted));
}
