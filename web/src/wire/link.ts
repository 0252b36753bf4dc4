/** The live link: one WebSocket that mends itself. It keeps no vessels; it only tells what came. */
import type { AlertFrame } from './alerts';
import type { Names, Status } from './api';
import { type Frame, readFrame } from './frame';

export type LinkState = 'connecting' | 'up' | 'lost';

export interface Hooks {
  frame(frame: Frame): void;
  status(status: Status): void;
  names(names: Names): void;
  /** False when a frame was missed: all alerts are asked for again. */
  alerts(frame: AlertFrame): boolean;
  /** `since`: wall time of the last word, when lost. */
  state(state: LinkState, since: number): void;
}

/** Quiet for longer than this and the link counts as lost. The server speaks every second. */
export const quietLimit = 2500;
/** Quiet for longer than this and the socket is given up. */
export const deadLimit = 8000;
const firstWait = 500;
const longestWait = 4000;

/** West, south, east, north. */
export type Box = [number, number, number, number];

export interface Socket {
  binaryType: string;
  readyState: number;
  send(data: string): void;
  close(): void;
  onopen: ((event: Event) => unknown) | null;
  onclose: ((event: CloseEvent) => unknown) | null;
  onmessage: ((event: MessageEvent) => unknown) | null;
}

export class Link {
  private socket: Socket | null = null;
  private state: LinkState = 'connecting';
  private heardAt = 0;
  private sequence: number | null = null;
  private wait = firstWait;
  private tryAt = 0;
  private box: Box | null = null;
  private watched: number[] = [];
  private asked = '';

  /** `open` makes a socket; `wall` is the time in milliseconds. */
  constructor(
    private readonly hooks: Hooks,
    private readonly open: () => Socket,
    private readonly wall: () => number,
  ) {}

  /** To be called a few times a second: notices silence and tries again. */
  tick(): void {
    const now = this.wall();
    if (this.socket === null) {
      if (now >= this.tryAt) this.connect();
    } else if (this.heardAt > 0 && now - this.heardAt > deadLimit) {
      this.drop();
    } else if (this.state === 'up' && now - this.heardAt > quietLimit) {
      this.become('lost');
    }
  }

  stop(): void {
    this.tryAt = Infinity;
    this.drop();
  }

  /** What the screen shows and follows; sent when it changes. */
  look(box: Box, watched: number[]): void {
    this.box = box;
    this.watched = watched;
    this.tell();
  }

  private connect(): void {
    const socket = this.open();
    socket.binaryType = 'arraybuffer';
    this.socket = socket;
    this.sequence = null;
    this.asked = '';
    this.heardAt = this.wall();
    socket.onopen = () => this.tell();
    socket.onclose = () => {
      if (this.socket === socket) this.drop();
    };
    socket.onmessage = (event) => {
      if (this.socket === socket) this.hear(event.data as ArrayBuffer | string);
    };
  }

  private drop(): void {
    const socket = this.socket;
    this.socket = null;
    if (socket) {
      socket.onclose = socket.onmessage = socket.onopen = null;
      socket.close();
    }
    this.tryAt = Math.max(this.tryAt, this.wall() + this.wait);
    this.wait = Math.min(longestWait, this.wait * 2);
    this.become('lost');
  }

  private tell(): void {
    if (this.socket?.readyState !== 1 || this.box === null) return;
    const words = JSON.stringify({ viewport: this.box, watch: this.watched });
    if (words === this.asked) return;
    this.asked = words;
    this.socket.send(words);
  }

  private hear(data: ArrayBuffer | string): void {
    this.heardAt = this.wall();
    this.wait = firstWait;
    this.become('up');
    if (typeof data === 'string') {
      const words = JSON.parse(data) as Status | Names | AlertFrame;
      if (words.type === 'status') this.hooks.status(words);
      else if (words.type === 'names') this.hooks.names(words);
      else if (words.type === 'alerts' && !this.hooks.alerts(words)) this.socket?.send(JSON.stringify({ resync_alerts: true }));
      return;
    }
    const frame = readFrame(data);
    const whole = frame.kind === 'snapshot';
    // A delta after a gap may lack a vessel that left: a new snapshot makes it good.
    if (!whole && (this.sequence === null || frame.sequence !== (this.sequence + 1) >>> 0)) {
      this.socket?.send(JSON.stringify({ resync: true }));
    }
    this.sequence = frame.sequence;
    this.hooks.frame(frame);
  }

  private become(state: LinkState): void {
    if (this.state === state) return;
    this.state = state;
    this.hooks.state(state, this.heardAt);
  }
}
