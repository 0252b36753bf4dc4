import type { ActionBody, Alert, AlertList, AlertStatistics } from './alerts';

/** What the JSON of the API says. Units are SI, times ISO 8601 UTC; null is "not known". */

export type Mode = 'live' | 'replay' | 'exercise';

export type Trouble =
  | 'silent' | 'nobody_connected' | 'name_unknown' | 'refused' | 'timed_out' | 'unreachable' | 'closed' | 'missing' | 'denied'
  | 'unsuitable' | 'failed';

export interface SourceStatus {
  name: string;
  state: 'connecting' | 'up' | 'silent' | 'down' | 'ended';
  /** What keeps the source from being heard, and the same in the system's own words. */
  trouble: Trouble | null;
  reason: string | null;
  lines_per_second: number | null;
  /** Heard minus seen, median of late; null where the lines carry no time. */
  latency_s: number | null;
  last_heard: string | null;
  dropped: number;
  refused: Record<string, number>;
}

export interface ReplayStatus {
  speed: number | 'max';
  paused: boolean;
  now: string | null;
  from: string | null;
  to: string | null;
}

export interface Status {
  type: 'status';
  mode: Mode;
  now: string;
  vessels: number;
  delay_ms: number | null;
  replay: ReplayStatus | null;
  sources: SourceStatus[];
  /** Why nothing can be kept at present; null when all is kept. */
  store_problem?: string | null;
  /** Why an edited limit, list, rule or area is not in force; null when what is written is. */
  judgement_problem?: string | null;
}

export interface Names {
  type: 'names';
  names: [number, string | null, string][];
}

export interface Eta {
  month: number | null;
  day: number | null;
  hour: number | null;
  minute: number | null;
}

export interface Track {
  id: number;
  mmsi: string;
  name: string | null;
  call_sign: string | null;
  imo: number | null;
  ship_type: number | null;
  transceiver: string;
  freshness: 'live' | 'stale' | 'lost';
  seen: string;
  fix_seen: string | null;
  lat: number | null;
  lon: number | null;
  speed: number | null;
  course: number | null;
  heading: number | null;
  status: string;
  length: number | null;
  beam: number | null;
  draught: number | null;
  destination: string | null;
}

export interface HeardBy {
  source: string;
  station: string | null;
  last: string;
  reports: number;
}

export interface TrackDetails extends Track {
  first_seen: string;
  reports: number;
  position_accuracy: 'high' | 'low' | null;
  dead_reckoned: { lat: number; lon: number; age_s: number } | null;
  heard_by: HeardBy[];
  particulars: { field: string; value: unknown; seen: string }[];
  past: ({ until: string } & Record<string, unknown>)[];
  eta: Eta | null;
}

export type TailRow = [longitude: number, latitude: number, time: number, speed: number | null];

export interface Found {
  id: number;
  mmsi: string;
  name: string | null;
  call_sign: string | null;
  imo: number | null;
  matched: string;
}

/** An answer that is not 2xx. */
export class Refused extends Error {
  constructor(readonly status: number, readonly detail: string) {
    super(`${status}: ${detail}`);
  }
}

async function asked<T>(path: string, init?: RequestInit): Promise<T> {
  const answer = await fetch(path, init);
  if (!answer.ok) {
    const problem = (await answer.json().catch(() => null)) as { detail?: string; title?: string } | null;
    throw new Refused(answer.status, problem?.detail ?? problem?.title ?? answer.statusText);
  }
  return (await answer.json()) as T;
}

export const api = {
  track: (id: number, signal: AbortSignal) => asked<TrackDetails>(`/api/v1/tracks/${id}`, { signal }),
  tail: (id: number, minutes: number, signal: AbortSignal) =>
    asked<{ points: TailRow[] }>(`/api/v1/tracks/${id}/tail?minutes=${minutes}`, { signal }),
  search: (query: string, signal: AbortSignal) =>
    asked<{ results: Found[] }>(`/api/v1/search?q=${encodeURIComponent(query)}`, { signal }),
  coastline: () => asked<GeoJSON.FeatureCollection>('/api/v1/coastline'),
  sites: () => asked<GeoJSON.FeatureCollection>('/api/v1/sites'),
  alert: (id: number, signal?: AbortSignal) => asked<Alert>(`/api/v1/alerts/${id}`, signal ? { signal } : undefined),
  alerts: (query: string, signal?: AbortSignal) => asked<AlertList>(`/api/v1/alerts?${query}`, signal ? { signal } : undefined),
  alertStatistics: (signal?: AbortSignal) => asked<AlertStatistics>('/api/v1/alerts/statistics', signal ? { signal } : undefined),
  actOn: (id: number, body: ActionBody) =>
    asked<Alert>(`/api/v1/alerts/${id}/actions`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
  areas: () => asked<GeoJSON.FeatureCollection>('/api/v1/areas'),
  putAreas: (areas: GeoJSON.FeatureCollection) =>
    asked<GeoJSON.FeatureCollection>('/api/v1/areas', { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(areas) }),
  replay: (body: { action: 'play' | 'pause' | 'step' | 'speed'; speed?: number | 'max' }) =>
    asked<ReplayStatus>('/api/v1/replay', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    }),
};
