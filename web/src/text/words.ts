/** Words, numbers and times as people read them, in the language chosen. */
import { en, type Key } from './en';
import { es } from './es';

export type Language = 'es' | 'en';
export type { Key } from './en';
export type Values = Record<string, string | number>;

const catalogues: Record<Language, Record<Key, string>> = { en, es };
const metresPerSecondToKnots = 3600 / 1852;
const metresPerMile = 1852;
/** Panama keeps UTC-5 all year. */
const localZone = 'America/Panama';

/** Fills the places of a text: "{n} vessels" with {n: 3}. */
export function filled(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}

export class Words {
  private readonly catalogue: Record<Key, string>;
  private readonly whole: Intl.NumberFormat;
  private readonly tenth: Intl.NumberFormat;
  private readonly minutes: Intl.NumberFormat;
  private readonly plural: Intl.PluralRules;
  private readonly regions: Intl.DisplayNames;
  private readonly clocks: { local: Intl.DateTimeFormat; utc: Intl.DateTimeFormat; day: Intl.DateTimeFormat; stamp: Intl.DateTimeFormat };

  constructor(readonly language: Language) {
    this.catalogue = catalogues[language];
    this.whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
    this.tenth = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
    this.minutes = new Intl.NumberFormat(language, {
      minimumFractionDigits: 3, maximumFractionDigits: 3, minimumIntegerDigits: 2,
    });
    this.regions = new Intl.DisplayNames([language], { type: 'region' });
    this.plural = new Intl.PluralRules(language);
    const locale = language === 'en' ? 'en-GB' : 'es';
    const time = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
    this.clocks = {
      local: new Intl.DateTimeFormat(locale, { ...time, timeZone: localZone }),
      utc: new Intl.DateTimeFormat(locale, { ...time, timeZone: 'UTC' }),
      day: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: localZone }),
      stamp: new Intl.DateTimeFormat(locale, {
        day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: localZone,
      }),
    };
  }

  say(key: Key, values?: Values): string {
    const text = this.catalogue[key];
    return values ? filled(text, values) : text;
  }

  /** Why a source's lines were refused, in words; a reason that has none yet is shown as the server names it. */
  refusal(reason: string): string {
    return (this.catalogue as Record<string, string>)[`refusal.${reason}`] ?? reason.replaceAll('_', ' ');
  }


  /** A text that the server says in both languages. */
  told(text: { en: string; es: string }): string {
    return text[this.language];
  }

  /** The text of `stem`.one or `stem`.other, with the number put in. */
  count(stem: 'top.vessels' | 'search.found' | 'chart.hidden' | 'card.reports' | 'say.alerts' | 'queue.hides' | 'alert.points', n: number): string {
    const form = this.plural.select(n) === 'one' ? 'one' : 'other';
    return this.say(`${stem}.${form}`, { n: this.number(n) });
  }

  number(value: number): string {
    return this.whole.format(value);
  }
  decimal(value: number): string {
    return this.tenth.format(value);
  }
  knots(value: number): string {
    return `${this.tenth.format(value)} kn`;
  }
  /** From metres per second, as the API speaks. */
  speed(metresPerSecond: number): string {
    return this.knots(metresPerSecond * metresPerSecondToKnots);
  }
  /** A direction, three digits: 007°. */
  degrees(value: number): string {
    return `${String(Math.round(value) % 360).padStart(3, '0')}°`;
  }
  metres(value: number): string {
    return `${Number.isInteger(value) ? this.number(value) : this.decimal(value)} m`;
  }
  miles(metres: number): string {
    return `${this.tenth.format(metres / metresPerMile)} NM`;
  }

  latitude(value: number): string {
    return this.angle(value, 'N', 'S');
  }
  /** West is W in English and O, oeste, in Spanish. */
  longitude(value: number): string {
    return this.angle(value, 'E', this.language === 'es' ? 'O' : 'W');
  }

  /** A time span, coarse: 12 s, 4 min, 2.5 h, 3 d. */
  age(milliseconds: number): string {
    const seconds = Math.max(0, Math.round(milliseconds / 1000));
    if (seconds < 60) return this.say('age.seconds', { n: this.number(seconds) });
    if (seconds < 3600) return this.say('age.minutes', { n: this.number(Math.floor(seconds / 60)) });
    if (seconds < 86_400) return this.say('age.hours', { n: this.decimal(Math.floor(seconds / 360) / 10) });
    return this.say('age.days', { n: this.decimal(Math.floor(seconds / 8640) / 10) });
  }
  /** A short span with tenths: 1.8 s. */
  delay(milliseconds: number): string {
    return milliseconds < 60_000 ? `${this.decimal(milliseconds / 1000)} s` : this.age(milliseconds);
  }

  clockLocal(time: number): string {
    return this.clocks.local.format(time);
  }
  clockUtc(time: number): string {
    return this.clocks.utc.format(time);
  }
  day(time: number): string {
    return this.clocks.day.format(time);
  }
  /** The name of a state by its ISO 3166 code. */
  state(code: string): string {
    return this.regions.of(code) ?? code;
  }
  /** Day and time, Panama. */
  stamp(time: number): string {
    return this.clocks.stamp.format(time);
  }

  /** A crew's ETA: UTC, without a year. Empty when none of its parts is known. */
  eta(month: number | null, day: number | null, hour: number | null, minute: number | null): string {
    const parts: string[] = [];
    if (month !== null && day !== null) {
      const locale = this.language === 'en' ? 'en-GB' : 'es';
      const format = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
      parts.push(format.format(Date.UTC(2024, month - 1, day)));
    }
    if (hour !== null) {
      const two = (n: number | null) => (n === null ? '--' : String(n).padStart(2, '0'));
      parts.push(`${two(hour)}:${two(minute)} UTC`);
    }
    return parts.join(' ');
  }

  private angle(value: number, positive: string, negative: string): string {
    const thousandths = Math.round(Math.abs(value) * 60_000);
    const degrees = Math.floor(thousandths / 60_000);
    const minutes = (thousandths - degrees * 60_000) / 1000;
    return `${degrees}°${this.minutes.format(minutes)}′${value < 0 ? negative : positive}`;
  }
}

/** Which words say an AIS type of ship. Source: ITU-R M.1371-5, annex 8, table 53. */
export function shipTypeKey(type: number): Key {
  if (type >= 20 && type <= 29) return 'type.wing';
  if (type >= 40 && type <= 49) return 'type.high_speed';
  if (type >= 60 && type <= 69) return 'type.passenger';
  if (type >= 70 && type <= 79) return 'type.cargo';
  if (type >= 80 && type <= 89) return 'type.tanker';
  if (type >= 90 && type <= 99) return 'type.other';
  const single: Record<number, Key> = {
    30: 'type.fishing', 31: 'type.towing', 32: 'type.towing', 33: 'type.dredging', 34: 'type.diving',
    35: 'type.military', 36: 'type.sailing', 37: 'type.pleasure', 50: 'type.pilot', 51: 'type.search_rescue',
    52: 'type.tug', 53: 'type.port_tender', 54: 'type.pollution', 55: 'type.law', 56: 'type.local',
    57: 'type.local', 58: 'type.medical', 59: 'type.noncombatant',
  };
  return single[type] ?? 'type.reserved';
}
