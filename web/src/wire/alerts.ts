/** What the JSON of the API says of alerts (src/service/serve/README.md, "Alerts"). */

export interface Told {
  en: string;
  es: string;
}
export type Severity = 'high' | 'medium' | 'low';
export type AlertState = 'new' | 'acknowledged' | 'assigned' | 'snoozed' | 'dismissed' | 'withdrawn' | 'closed';
export const openStates: readonly AlertState[] = ['new', 'acknowledged', 'assigned', 'snoozed'];

export const dismissals = ['authorised_activity', 'known_vessel', 'sensor_fault', 'false_alarm', 'duplicate', 'other'] as const;
export type Dismissal = (typeof dismissals)[number];
export const outcomes = ['confirmed', 'unfounded', 'resolved', 'handed_over'] as const;
export type Outcome = (typeof outcomes)[number];
export const snoozes = ['occurrence', '1h', '2h', '6h', '12h', '24h'] as const;

export type AlertVerb = 'acknowledge' | 'assign' | 'snooze' | 'dismiss' | 'close' | 'note' | 'undo';

export interface AlertVessel {
  mmsi: string;
  track: number | null;
  name: string | null;
}
export interface AlertEvent {
  id: number;
  kind: string;
  begun: string;
  noticed: string;
  ended: string | null;
  confidence: number;
  why: Told;
  withdrawn: { at: string; why: Told } | null;
}
export interface AlertFact {
  name: string;
  label: Told;
  text: Told;
  value: unknown;
}

export interface Alert {
  id: number;
  kinds: string[];
  title: Told;
  safety: boolean;
  severity: Severity;
  confidence: number;
  confidence_why: Told;
  state: AlertState;
  vessels: AlertVessel[];
  begun: string;
  noticed: string;
  raised: string;
  ended: string | null;
  where: [longitude: number, latitude: number] | null;
  area: { id: string; name: Told } | null;
  why: Told;
  not_known: Told;
  would_change: Told;
  facts: AlertFact[];
  events: AlertEvent[];
  risk: number;
  contributions: { name: string; reason: Told; points: number }[];
  rank: number;
  held_back: boolean;
  sound: boolean;
  by: string | null;
  assigned_to: string | null;
  snoozed_until: string | null;
  snoozed_for: 'occurrence' | 'time' | null;
  reason: Dismissal | null;
  outcome: Outcome | null;
  can: AlertVerb[];
  log: { at: string; by: string | null; action: string; text: Told; note: string | null }[];
  similar?: { id: number; kinds: string[]; raised: string; state: AlertState; reason: Dismissal | null; outcome: Outcome | null }[];
  changed: number;
}

export interface AlertCounts {
  new: number;
  open: number;
  held_back: number;
  refused: number;
}
export interface AlertBudget {
  from: string;
  to: string;
  limit: number;
  used: number;
  held_back: number;
}

/** A frame of the live wire. */
export interface AlertFrame {
  type: 'alerts';
  full: boolean;
  more?: boolean;
  since: number;
  sequence: number;
  now: string;
  counts: AlertCounts;
  budget: AlertBudget;
  alerts: Alert[];
}

export interface AlertList {
  now: string;
  sequence: number;
  counts: AlertCounts;
  budget: AlertBudget;
  alerts: Alert[];
}

export interface AlertStatistics {
  now: string;
  budget: AlertBudget;
  hours: { from: string; raised: number; held_back: number; safety: number }[];
  rules: {
    kind: string; title: Told; raised: number; confirmed: number; false: number; other: number; open: number; precision: number | null;
    sound: boolean; owner: string; reviewed: string | null;
  }[];
  refused: { full: number };
}

export interface ActionBody {
  action: AlertVerb;
  by: string;
  to?: string;
  until?: string;
  reason?: Dismissal;
  outcome?: Outcome;
  note?: string;
}
