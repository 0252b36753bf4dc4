/** What a vessel's card says, made from the API's words: pure, so that it is tested without a page. */
import { shipTypeKey, type Key, type Words } from '../text/words';
import { stateOf } from '../text/flags';
import type { TrackDetails } from '../wire/api';

export interface Field {
  key: Key;
  value: string | null;
  /** When it was measured or declared, milliseconds; null when not said. */
  seen: number | null;
  warning?: string;
}

/** The last digit of an IMO number is a check digit. Source: IMO resolution A.1117(30). */
export function imoHolds(imo: number): boolean {
  const text = String(imo);
  if (text.length !== 7) return false;
  let sum = 0;
  for (let at = 0; at < 6; at++) sum += Number(text[at]) * (7 - at);
  return sum % 10 === Number(text[6]);
}

function when(text: string | null | undefined): number | null {
  if (!text) return null;
  const time = Date.parse(text);
  return Number.isFinite(time) ? time : null;
}

/** Position and movement: all of them were said by the latest fix. */
export function movement(track: TrackDetails, words: Words): Field[] {
  const seen = when(track.fix_seen);
  const field = (key: Key, value: string | null): Field => ({ key, value, seen });
  return [
    field('field.position', track.lat === null || track.lon === null ? null : `${words.latitude(track.lat)} ${words.longitude(track.lon)}`),
    field('field.accuracy', track.position_accuracy === null ? null : words.say(`card.accuracy.${track.position_accuracy}`)),
    field('field.speed', track.speed === null ? null : words.speed(track.speed)),
    field('field.course', track.course === null ? null : words.degrees(track.course)),
    field('field.heading', track.heading === null ? null : words.degrees(track.heading)),
    field('field.status', track.status === 'undefined' ? null : words.say(`status.${track.status}` as Key)),
  ];
}

/** What the vessel declares about itself, each with the time it was last said. */
export function declared(track: TrackDetails, words: Words): Field[] {
  const said = new Map(track.particulars.map((p) => [p.field, when(p.seen)]));
  if (!said.has('dimensions')) said.set('dimensions', said.get('length') ?? said.get('beam') ?? null);
  const field = (key: Key, name: string, value: string | null, warning?: string): Field => ({
    key, value, seen: value === null ? null : (said.get(name) ?? null), ...(warning ? { warning } : {}),
  });
  const dimensions =
    track.length === null && track.beam === null
      ? null
      : `${track.length === null ? '?' : words.metres(track.length)} × ${track.beam === null ? '?' : words.metres(track.beam)}`;
  const eta = track.eta ? words.eta(track.eta.month, track.eta.day, track.eta.hour, track.eta.minute) : '';
  const state = stateOf(track.mmsi);
  return [
    { key: 'field.flag', value: state === null ? null : words.state(state), seen: null },
    field('field.ship_type', 'ship_type', track.ship_type === null || track.ship_type === 0 ? null
      : words.say(shipTypeKey(track.ship_type), { n: track.ship_type })),
    field('field.imo', 'imo', track.imo === null || track.imo === 0 ? null : String(track.imo),
      track.imo && !imoHolds(track.imo) ? words.say('card.imo.bad') : undefined),
    field('field.call_sign', 'call_sign', track.call_sign || null),
    field('field.dimensions', 'dimensions', dimensions),
    field('field.draught', 'draught', track.draught === null ? null : words.metres(track.draught)),
    field('field.destination', 'destination', track.destination || null),
    field('field.eta', 'eta', eta || null),
  ];
}

/** The names of the fields of which nothing is known. */
export function unknown(track: TrackDetails, words: Words): string[] {
  const missing = [...movement(track, words), ...declared(track, words)].filter((field) => field.value === null).map((f) => f.key);
  if (!track.name) missing.unshift('field.name');
  return missing.map((key) => words.say(key));
}

const pastKeys: Record<string, Key> = {
  name: 'field.name', call_sign: 'field.call_sign', imo: 'field.imo', ship_type: 'field.ship_type', destination: 'field.destination',
  draught: 'field.draught', length: 'field.dimensions', beam: 'field.dimensions', dimensions: 'field.dimensions', eta: 'field.eta',
};

/** What the particulars were before they changed, newest first. */
export function past(track: TrackDetails, words: Words): { until: number; key: Key; value: string }[] {
  const rows: { until: number; key: Key; value: string }[] = [];
  const now: Record<string, unknown> = { ...track };
  for (const was of [...track.past].reverse()) {
    const until = when(was.until) ?? 0;
    for (const [name, value] of Object.entries(was)) {
      const key = pastKeys[name];
      if (!key || value === null || value === undefined || value === '' || typeof value === 'object') continue;
      if (name in now && now[name] === value) continue;
      now[name] = value;
      let text = String(value);
      if (name === 'draught' || name === 'length' || name === 'beam') text = words.metres(Number(value));
      if (name === 'ship_type') text = words.say(shipTypeKey(Number(value)), { n: Number(value) });
      rows.push({ until, key, value: text });
    }
  }
  return rows;
}
