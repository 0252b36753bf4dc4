/** The alerts as the screen knows them: what the wire told, in order of rank. Knows nothing of the page. */
import type { Alert, AlertBudget, AlertCounts, AlertFrame, Severity } from '../wire/alerts';
import { openStates } from '../wire/alerts';

export interface QueueFilter {
  /** Severities that are left out. */
  hidden: Severity[];
  /** Alerts that somebody has taken in hand, too. */
  onlyNew: boolean;
  /** Those over the budget of the hour. */
  heldBack: boolean;
  snoozed: boolean;
}
export const wholeQueue: QueueFilter = { hidden: [], onlyNew: false, heldBack: false, snoozed: false };

export class Queue {
  counts: AlertCounts = { new: 0, open: 0, held_back: 0, refused: 0 };
  budget: AlertBudget | null = null;
  /** Whether a whole list has come at all. */
  known = false;
  private alerts = new Map<number, Alert>();
  private sequence: number | null = null;
  private coming: Map<number, Alert> | null = null;

  /** Takes a frame in. Returns the alerts that are new to this screen, or null when a whole list must be asked for. */
  take(frame: AlertFrame): Alert[] | null {
    if (frame.full) return this.takeWhole(frame);
    if (this.sequence === null || frame.since !== this.sequence) return null;
    this.sequence = frame.sequence;
    this.counts = frame.counts;
    this.budget = frame.budget;
    return this.put(frame.alerts, this.alerts);
  }

  /** An alert as the server answered it, ahead of the wire. */
  set(alert: Alert): void {
    const before = this.alerts.get(alert.id);
    if (before && before.changed > alert.changed) return;
    this.alerts.set(alert.id, alert);
  }

  get(id: number): Alert | null {
    return this.alerts.get(id) ?? null;
  }

  /** Open alerts, highest rank first. */
  open(): Alert[] {
    return [...this.alerts.values()]
      .filter((alert) => openStates.includes(alert.state))
      .sort((a, b) => b.rank - a.rank || a.id - b.id);
  }

  shown(filter: QueueFilter): Alert[] {
    return this.open().filter((alert) => isShown(alert, filter));
  }
  /** How many open alerts a filter leaves out. */
  hides(filter: QueueFilter): number {
    return this.open().length - this.shown(filter).length;
  }

  /** Open alerts of a vessel. */
  of(track: number): Alert[] {
    return this.open().filter((alert) => alert.vessels.some((vessel) => vessel.track === track));
  }

  private takeWhole(frame: AlertFrame): Alert[] {
    const whole = this.coming ?? new Map<number, Alert>();
    const fresh = this.put(frame.alerts, whole, this.known ? this.alerts : null);
    this.coming = frame.more ? whole : null;
    if (frame.more) return fresh;
    this.alerts = whole;
    this.sequence = frame.sequence;
    this.counts = frame.counts;
    this.budget = frame.budget;
    this.known = true;
    return fresh;
  }

  /** Alerts that were not there before and are new; none when there was no list before. */
  private put(alerts: Alert[], into: Map<number, Alert>, before: Map<number, Alert> | null = into): Alert[] {
    const fresh: Alert[] = [];
    for (const alert of alerts) {
      if (before && !before.has(alert.id) && alert.state === 'new' && !alert.held_back) fresh.push(alert);
      into.set(alert.id, alert);
    }
    return fresh;
  }
}

/** Safety alerts are never left out. */
export function isShown(alert: Alert, filter: QueueFilter): boolean {
  if (alert.safety) return true;
  if (alert.held_back && !filter.heldBack) return false;
  if (alert.state === 'snoozed' && !filter.snoozed) return false;
  if (filter.onlyNew && alert.state !== 'new') return false;
  return !filter.hidden.includes(alert.severity);
}

/** The alert after the chosen one, or before it; the first when none is chosen. */
export function neighbour(alerts: Alert[], chosen: number | null, by: 1 | -1): number | null {
  if (alerts.length === 0) return null;
  const at = alerts.findIndex((alert) => alert.id === chosen);
  if (at < 0) return alerts[by > 0 ? 0 : alerts.length - 1]!.id;
  return alerts[(at + by + alerts.length) % alerts.length]!.id;
}
