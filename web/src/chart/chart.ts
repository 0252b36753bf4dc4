/** The chart: MapLibre with the offline coast, the vessel layer, and a canvas for names and measures. */
import { type FilterSpecification, type LayerSpecification, Map as MapLibreMap, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { latitudeOf, longitudeOf, mercatorX, mercatorY } from '../fleet/fleet';
import { filterGroup, lookOf, shapes, shown, symbolOf } from '../fleet/groups';
import { fleet, nameOf, select, timed, titleOf } from '../state/session';
import { addCorner } from '../state/areas';
import { shownAlerts } from '../state/desk';
import { firstCentre, firstZoom, view, words } from '../state/view.svelte';
import type { Alert } from '../wire/alerts';
import { api } from '../wire/api';
import { Freshness, Transceiver } from '../wire/frame';
import { type LabelStyle, type LabelWish, type PlacedLabel, type Rectangle, placeLabels, plain } from './labels';
import { bearing, distance, type LonLat } from './measure';
import { type ChartColours, chartColours } from './palette';
import { ground } from './coast';
import { drawGlyph, drawnSites, sitePoints, type SitePoint } from './sites';
import { Tails } from './tails';
import { SegmentColour, VesselLayer } from './vessel_layer';

setWorkerUrl(workerUrl);

const region: [[number, number], [number, number]] = [[-80.12, 8.7], [-79.32, 9.55]];
const padding = { top: 52, bottom: 30, left: 10, right: 10 };
const reach: [[number, number], [number, number]] = [[-95, -4], [-64, 22]];
const font = '"Noto Sans", system-ui, sans-serif';
/** A pointer this near to a vessel means it, pixels. */
const near = 14;
/** Vectors are left out when more vessels than this are in view: they would be a carpet. */
const mostVectors = 20_000;
const mostLabels = 120;
/** How long the mark of an alert stays on the chart after the behaviour has ended. */
const markedAfterEnd = 30 * 60_000;
/** With fewer vessels in view than this, each is named. */
const fewInView = 40;
/** While the link is down for longer than this, nothing on the chart counts as live. */
const linkPatience = 10_000;

/** Typical length to beam by filter group, where the true beam is not on the wire. */
const slenderness: Record<string, number> = {
  cargo: 6.5, tanker: 6, passenger: 6, fishing: 3.6, service: 3, pleasure: 3.3, other: 5, fixed: 1,
};

export class Chart {
  readonly map: MapLibreMap;
  readonly tails = new Tails();
  /** Rows of the fleet that are in view and not hidden. */
  seen: number[] = [];
  labels: PlacedLabel[] = [];

  private readonly layer: VesselLayer;
  private readonly pen: CanvasRenderingContext2D;
  private sites: SitePoint[] = [];
  private hovered: number | null = null;
  private dirty = false;
  private widths = new Map<string, number>();
  private measured: { from: LonLat | null; to: LonLat | null } = { from: null, to: null };
  private trueBeam: { track: number; beam: number | null } | null = null;

  constructor(private readonly holder: HTMLElement, vessels: HTMLCanvasElement, private readonly overlay: HTMLCanvasElement) {
    this.pen = overlay.getContext('2d')!;
    this.map = new MapLibreMap({
      container: holder,
      style: {
        version: 8,
        sources: {},
        layers: [{ id: 'sea', type: 'background', paint: { 'background-color': chartColours[view.palette].sea } }],
      },
      ...(firstZoom === null
        ? { bounds: region, fitBoundsOptions: { padding } }
        : { center: firstCentre, zoom: firstZoom }),
      maxBounds: reach,
      minZoom: 5,
      maxZoom: 18,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      attributionControl: false,
      fadeDuration: 0,
      renderWorldCopies: false,
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.layer = new VesselLayer(vessels, this.map, chartColours[view.palette]);
    this.map.on('load', () => this.refresh());
    // Together with the coast, in the same frame.
    this.map.on('render', () => {
      this.layer.draw();
      this.drawOverlay();
    });
    this.map.on('resize', () => this.refresh());
    this.map.on('mousemove', (event) => {
      if (view.measuring && this.measured.from) {
        this.measured.to = [event.lngLat.lng, event.lngLat.lat];
        this.drawOverlay();
        return;
      }
      const found = this.at(event.point.x, event.point.y);
      if (found !== this.hovered) {
        this.hovered = found;
        this.map.getCanvas().style.cursor = found === null ? '' : 'pointer';
        this.drawOverlay();
      }
    });
    this.map.on('click', (event) => {
      if (view.measuring) this.measure([event.lngLat.lng, event.lngLat.lat]);
      else if (view.drawing) addCorner([event.lngLat.lng, event.lngLat.lat]);
      else select(this.at(event.point.x, event.point.y));
    });
    this.map.on('dragstart', () => (view.following = false));
    void this.load();
  }

  destroy(): void {
    this.map.remove();
  }

  /** Draws all vessels again at the next frame of the screen. */
  refresh(): void {
    if (this.dirty) return;
    this.dirty = true;
    requestAnimationFrame(() => {
      this.dirty = false;
      this.update();
    });
  }

  repaint(): void {
    const colours = chartColours[view.palette];
    const set = (layer: string, property: string, value: string) => {
      if (this.map.getLayer(layer)) this.map.setPaintProperty(layer, property as 'fill-color', value);
    };
    set('sea', 'background-color', colours.sea);
    set('land', 'fill-color', colours.land);
    set('water', 'fill-color', colours.lake);
    set('coast', 'line-color', colours.coast);
    set('judged', 'line-color', colours.areaLine);
    set('beyond', 'fill-color', colours.beyond);
    set('rivers', 'line-color', colours.channel);
    set('areas', 'fill-color', colours.area);
    set('area-lines', 'line-color', colours.areaLine);
    set('site-lines', 'line-color', colours.channel);
    this.layer.paint(colours);
    this.refresh();
  }

  goTo(longitude: number, latitude: number): void {
    const quiet = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.map.easeTo({ center: [longitude, latitude], zoom: Math.max(this.map.getZoom(), 12), duration: quiet ? 0 : 500 });
  }
  centreOn(track: number): void {
    const slot = fleet.slotOf(track);
    if (slot >= 0) this.goTo(longitudeOf(fleet.nowX(slot, view.now)), latitudeOf(fleet.nowY(slot, view.now)));
  }
  centreAt(place: LonLat): void {
    this.goTo(place[0], place[1]);
  }
  redraw(): void {
    this.drawOverlay();
  }

  /** Draws the areas of judgement as dashed outlines; null takes them away. */
  showAreas(areas: GeoJSON.FeatureCollection | null): void {
    if (this.map.getLayer('judged')) this.map.removeLayer('judged');
    if (this.map.getSource('judged')) this.map.removeSource('judged');
    if (!areas) return;
    this.map.addSource('judged', { type: 'geojson', data: areas, maxzoom: 14 });
    this.map.addLayer({
      id: 'judged', type: 'line', source: 'judged',
      paint: {
        'line-color': chartColours[view.palette].areaLine, 'line-dasharray': [3, 2],
        'line-width': ['case', ['==', ['get', 'kind'], 'zone'], 2, 1],
      },
    });
  }
  home(): void {
    this.map.fitBounds(region, { padding, duration: 0 });
  }
  stopMeasuring(): void {
    this.measured = { from: null, to: null };
    this.drawOverlay();
  }
  /** The beam of the selected vessel, once its card knows it. */
  knowBeam(track: number, beam: number | null): void {
    this.trueBeam = { track, beam };
  }
  /** Of the labels on screen: where each stands. For the tests. */
  screenOf(track: number): { x: number; y: number } | null {
    const slot = fleet.slotOf(track);
    if (slot < 0) return null;
    return this.projector()(fleet.nowX(slot, view.now), fleet.nowY(slot, view.now));
  }

  metresPerPixel(): number {
    const parallel = 40_075_016.686 * Math.cos((this.map.getCenter().lat * Math.PI) / 180);
    return parallel / (512 * 2 ** this.map.getZoom());
  }

  /** How many of the vessels in view are drawn as live, late and lost. */
  shownAs(): { total: number; live: number; stale: number; lost: number } {
    const all = this.seen.map((slot) => this.freshness(slot));
    const many = (wanted: number) => all.filter((freshness) => freshness === wanted).length;
    return { total: all.length, live: many(Freshness.live), stale: many(Freshness.stale), lost: many(Freshness.lost) };
  }

  /** Nothing counts as live when the link has been down for long. */
  private freshness(slot: number): number {
    const dead = view.link === 'lost' && Date.now() - view.lostAt > linkPatience;
    return dead ? Math.max(fleet.freshness(slot), Freshness.stale) : fleet.freshness(slot);
  }

  private async load(): Promise<void> {
    const loaded = new Promise<void>((resolve) => {
      if (this.map.isStyleLoaded()) resolve();
      else void this.map.once('load', () => resolve());
    });
    // Sources are added with their data: an empty source would be cut into tiles first for nothing.
    const [coast, sites] = await Promise.all([
      api.coastline().catch(() => null),
      api.sites().catch(() => null), // a chart without sites is still a chart
      loaded,
    ]);
    const colours = chartColours[view.palette];
    if (coast) {
      this.map.addSource('ground', { type: 'geojson', data: ground(coast), maxzoom: 14 });
      groundLayers(colours).forEach((layer) => this.map.addLayer(layer));
    }
    view.coast = coast ? 'ready' : 'failed';
    if (sites) {
      const drawn = drawnSites(sites);
      this.map.addSource('sites', { type: 'geojson', data: drawn, maxzoom: 14 });
      siteLayers(colours).forEach((layer) => this.map.addLayer(layer));
      this.sites = sitePoints(drawn);
    }
    while (!this.map.loaded()) await this.map.once('render');
    view.chart = 'ready';
  }

  private box(): [number, number, number, number] {
    const bounds = this.map.getBounds();
    return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  }

  /** What the server is asked for: the view and a margin round it. */
  wanted(): [number, number, number, number] {
    const [west, south, east, north] = this.box();
    const wide = (east - west) * 0.1;
    const high = (north - south) * 0.1;
    return [
      Math.max(-180, west - wide), Math.max(-90, south - high), Math.min(180, east + wide), Math.min(90, north + high),
    ];
  }

  private update(): void {
    const begun = performance.now();
    const [west, south, east, north] = this.box();
    const left = mercatorX(west);
    const right = mercatorX(east);
    const top = mercatorY(north);
    const bottom = mercatorY(south);
    const zoom = this.map.getZoom();
    const pixel = 1 / (512 * 2 ** zoom);
    const isShown = shown(fleet, view.filters);
    const watched = new Set(view.watched);
    const size = zoom < 8 ? 0.75 : zoom < 13 ? 1 : 1.15;
    const { now, selected } = view;

    const seen: number[] = [];
    let hidden = 0;
    this.layer.begin();
    let selectedSlot = -1;
    for (let slot = 0; slot < fleet.size; slot++) {
      const x = fleet.nowX(slot, now);
      const y = fleet.nowY(slot, now);
      const inside = x >= left && x <= right && y >= top && y <= bottom;
      const track = fleet.id[slot]!;
      if (!isShown(slot) && track !== selected && !watched.has(track)) {
        if (inside) hidden++;
        continue;
      }
      if (inside) seen.push(slot);
      if (track === selected) selectedSlot = slot;
      else this.addVessel(slot, x, y, size, watched.has(track) ? 8 : 0);
    }
    if (selectedSlot >= 0) {
      this.addVessel(selectedSlot, fleet.nowX(selectedSlot, now), fleet.nowY(selectedSlot, now), size, 4);
    }
    this.addLines(seen, pixel, zoom);
    this.layer.done();

    this.seen = seen;
    view.inView = seen.length;
    view.hiddenInView = hidden;
    if (view.following && selectedSlot >= 0) {
      this.map.setCenter([longitudeOf(fleet.nowX(selectedSlot, now)), latitudeOf(fleet.nowY(selectedSlot, now))]);
    }
    timed(performance.now() - begun);
    this.drawOverlay();
    view.tick++;
  }

  private addVessel(slot: number, x: number, y: number, size: number, frame: number): void {
    const { shape, angle } = symbolOf(
      fleet.transceiver(slot), fleet.headingOf(slot), fleet.courseOf(slot), fleet.knots(slot),
    );
    const freshness = this.freshness(slot);
    const status = fleet.status[slot]!;
    const knots = fleet.knots(slot);
    const asleep = (status === 1 || status === 5) && (knots === null || knots < 0.5);
    const state = freshness === Freshness.lost ? 2 : freshness === Freshness.stale ? 1 : 0;
    const group = filterGroup(fleet.transceiver(slot), fleet.group(slot));
    const radius = (shape === 'distress' ? 10 : shape === 'base' || shape === 'aid' ? 7 : asleep ? 7 : 9.5) * size;
    this.layer.vessel(x, y, angle, shapes.indexOf(shape), lookOf(group), state | frame, radius);
  }

  private addLines(seen: number[], pixel: number, zoom: number): void {
    const { now, vectors } = view;
    if (vectors > 0 && seen.length <= mostVectors) {
      for (const slot of seen) {
        if (fleet.dx[slot] === 0 && fleet.dy[slot] === 0) continue;
        const x = fleet.nowX(slot, now);
        const y = fleet.nowY(slot, now);
        const span = vectors * 60_000;
        const group = filterGroup(fleet.transceiver(slot), fleet.group(slot));
        const mine = fleet.id[slot] === view.selected;
        this.layer.segment(
          x, y, x + fleet.dx[slot]! * span, y + fleet.dy[slot]! * span,
          lookOf(group), mine ? 1 : 0.6, false, mine ? 1 : 0.75,
        );
      }
    }
    if (zoom >= 12.5) for (const slot of seen) this.addHull(slot, pixel);
    if (view.tails) {
      const followed = view.selected === null ? view.watched : [view.selected, ...view.watched];
      this.tails.keep(followed, Date.now(), () => this.refresh());
      this.tails.extend(fleet);
      for (const track of followed) this.addTail(track);
    }
  }

  /** The outline of a hull, when it is longer on the screen than the symbol. */
  private addHull(slot: number, pixel: number): void {
    const length = fleet.metres(slot);
    const heading = fleet.headingOf(slot);
    if (length === null || heading === null) return;
    const latitude = fleet.latitude[slot]! / 1e6;
    const metre = 1 / (40_075_016.686 * Math.cos((latitude * Math.PI) / 180));
    if ((length * metre) / pixel < 26) return;
    const group = filterGroup(fleet.transceiver(slot), fleet.group(slot));
    const known = this.trueBeam !== null && this.trueBeam.track === fleet.id[slot] ? this.trueBeam.beam : null;
    const half = ((known ?? length / slenderness[group]!) / 2) * metre;
    const ahead = (length / 2) * metre;
    const angle = (heading * Math.PI) / 180;
    const x = fleet.nowX(slot, view.now);
    const y = fleet.nowY(slot, view.now);
    const corners = [[-1, -1], [-1, 0.72], [0, 1], [1, 0.72], [1, -1]].map(([across, along]) => {
      const side = across! * half;
      const forward = along! * ahead;
      return [x + side * Math.cos(angle) + forward * Math.sin(angle), y + side * Math.sin(angle) - forward * Math.cos(angle)];
    });
    corners.forEach((corner, index) => {
      const next = corners[(index + 1) % corners.length]!;
      this.layer.segment(corner[0]!, corner[1]!, next[0]!, next[1]!, lookOf(group), 1, false, 0.95);
    });
  }

  private addTail(track: number): void {
    const points = this.tails.of(track);
    const mine = track === view.selected;
    for (let at = 1; at < points.length; at++) {
      const from = points[at - 1]!;
      const to = points[at]!;
      // A gap of more than ten minutes is not a known way: dashed.
      const gap = to.time - from.time > 600_000;
      this.layer.segment(from.x, from.y, to.x, to.y, SegmentColour.tail, mine ? 1.4 : 0.9, gap, mine ? 0.9 : 0.6);
    }
    const last = points[points.length - 1];
    const slot = fleet.slotOf(track);
    if (last && slot >= 0) {
      this.layer.segment(
        last.x, last.y, fleet.nowX(slot, view.now), fleet.nowY(slot, view.now), SegmentColour.tail, 0.9, true, 0.7,
      );
    }
  }

  /** From the Mercator square to pixels, for the map as it stands: made once for many vessels, since it asks the page for its size. */
  private projector(): (x: number, y: number) => { x: number; y: number } {
    const centre = this.map.getCenter();
    const world = 512 * 2 ** this.map.getZoom();
    const left = this.holder.clientWidth / 2 - mercatorX(centre.lng) * world;
    const top = this.holder.clientHeight / 2 - mercatorY(centre.lat) * world;
    return (x, y) => ({ x: left + x * world, y: top + y * world });
  }

  private at(x: number, y: number): number | null {
    let best: number | null = null;
    let nearest = near * near;
    const screen = this.projector();
    const { now } = view;
    for (const slot of this.seen) {
      const place = screen(fleet.nowX(slot, now), fleet.nowY(slot, now));
      const apart = (place.x - x) ** 2 + (place.y - y) ** 2;
      if (apart < nearest) {
        nearest = apart;
        best = fleet.id[slot]!;
      }
    }
    return best;
  }

  private measure(point: LonLat): void {
    if (this.measured.from && this.measured.to) this.measured = { from: point, to: null };
    else if (this.measured.from) this.measured.to = point;
    else this.measured.from = point;
    this.drawOverlay();
  }

  private wish(text: string, x: number, y: number, gap: number, rank: number, style: LabelStyle): LabelWish {
    const key = `${style}|${text}`;
    let width = this.widths.get(key);
    if (width === undefined) {
      this.pen.font = fonts[style];
      width = this.pen.measureText(text).width;
      if (this.widths.size > 5000) this.widths.clear();
      this.widths.set(key, width);
    }
    return { text, x, y, gap, rank, width, height: style === 'selected' ? 16 : 14, style };
  }

  private drawOverlay(): void {
    const ratio = devicePixelRatio || 1;
    const width = this.holder.clientWidth;
    const height = this.holder.clientHeight;
    if (this.overlay.width !== Math.round(width * ratio) || this.overlay.height !== Math.round(height * ratio)) {
      this.overlay.width = Math.round(width * ratio);
      this.overlay.height = Math.round(height * ratio);
    }
    const pen = this.pen;
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, height);
    const colours = chartColours[view.palette];
    const wishes: LabelWish[] = [];
    const kept: Rectangle[] = [];
    // The corners belong to the scale, the buttons and the warning.
    kept.push({ left: 0, top: height - 34, right: 330, bottom: height });
    kept.push({ left: width - 54, top: 0, right: width, bottom: 150 });
    kept.push({ left: 0, top: 0, right: 470, bottom: 48 });

    const soft = this.vesselWishes(wishes, width, height);
    this.siteWishes(wishes, width, height, colours.site);
    this.labels = placeLabels(wishes, width, height, kept, soft);
    pen.textBaseline = 'middle';
    pen.lineJoin = 'round';
    for (const label of this.labels) {
      const strong = label.style === 'vessel' || label.style === 'selected';
      pen.font = fonts[label.style];
      pen.strokeStyle = colours.halo;
      pen.globalAlpha = 0.85;
      pen.lineWidth = 3;
      pen.strokeText(label.text, label.left, label.top + label.height / 2);
      pen.globalAlpha = 1;
      pen.fillStyle = strong ? colours.label : colours.place;
      pen.fillText(label.text, label.left, label.top + label.height / 2);
    }
    this.drawAlerts();
    this.drawDraft();
    this.drawMeasure();
  }

  /** Where open alerts stand: a thick mark with "!" at the place, or at the vessel where it is now; the chosen one is ringed twice. */
  private drawAlerts(): void {
    const pen = this.pen;
    const colours = chartColours[view.palette];
    const screen = this.projector();
    pen.setLineDash([]);
    pen.textAlign = 'center';
    pen.font = `700 12px ${font}`;
    for (const alert of shownAlerts()) {
      const chosen = alert.id === view.alert;
      // What ended a while ago is in the queue; on the chart it would hide what goes on.
      if (!chosen && alert.ended && view.now - Date.parse(alert.ended) > markedAfterEnd) continue;
      const place = this.placeOf(alert);
      if (!place) continue;
      const { x, y } = screen(place.x, place.y);
      pen.strokeStyle = pen.fillStyle = alert.severity === 'low' && !chosen ? colours.site : colours.danger;
      pen.lineWidth = chosen ? 3.5 : 2.5;
      pen.beginPath();
      pen.arc(x, y, 15, 0, 7);
      pen.stroke();
      if (chosen) {
        pen.beginPath();
        pen.arc(x, y, 21, 0, 7);
        pen.stroke();
      }
      pen.lineWidth = 3;
      pen.strokeStyle = colours.halo;
      pen.strokeText('!', x + 15, y - 15);
      pen.fillText('!', x + 15, y - 15);
    }
    pen.textAlign = 'start';
  }

  /** The area that is being drawn. */
  private drawDraft(): void {
    const corners = view.drawing?.corners ?? [];
    if (!view.drawing || corners.length === 0) return;
    const pen = this.pen;
    const screen = this.projector();
    const points = corners.map((corner) => screen(mercatorX(corner[0]), mercatorY(corner[1])));
    pen.strokeStyle = pen.fillStyle = chartColours[view.palette].select;
    pen.lineWidth = 2;
    pen.setLineDash([6, 4]);
    pen.beginPath();
    points.forEach((p, i) => (i === 0 ? pen.moveTo(p.x, p.y) : pen.lineTo(p.x, p.y)));
    if (points.length > 2) pen.closePath();
    pen.stroke();
    pen.setLineDash([]);
    for (const p of points) pen.fillRect(p.x - 3, p.y - 3, 6, 6);
  }

  private placeOf(alert: Alert): { x: number; y: number } | null {
    const track = alert.vessels[0]?.track ?? null;
    const slot = track === null ? -1 : fleet.slotOf(track);
    if (slot >= 0 && !alert.ended) return { x: fleet.nowX(slot, view.now), y: fleet.nowY(slot, view.now) };
    return alert.where ? { x: mercatorX(alert.where[0]), y: mercatorY(alert.where[1]) } : null;
  }

  private vesselWishes(wishes: LabelWish[], width: number, height: number): { x: number; y: number }[] {
    const soft: { x: number; y: number }[] = [];
    const zoom = this.map.getZoom();
    const nameAll = this.seen.length <= fewInView || zoom >= 12.5;
    const watched = new Set(view.watched);
    const screen = this.projector();
    const { now } = view;
    let named = 0;
    for (const slot of this.seen) {
      const track = fleet.id[slot]!;
      const place = screen(fleet.nowX(slot, now), fleet.nowY(slot, now));
      if (place.x < 0 || place.y < 0 || place.x > width || place.y > height) continue;
      if (this.seen.length <= 600) soft.push(place);
      const mine = track === view.selected;
      const distressed = fleet.transceiver(slot) === Transceiver.distress;
      const always = mine || track === this.hovered || watched.has(track) || distressed;
      if (!always && (!nameAll || named >= mostLabels)) continue;
      const text = always ? titleOf(track) : nameOf(track);
      if (!text) continue;
      if (!always) named++;
      const rank = mine ? 0 : always ? 1 : 6 - (fleet.metres(slot) ?? 0) / 1000;
      wishes.push(this.wish(plain(text), place.x, place.y, mine ? 20 : 12, rank, mine ? 'selected' : 'vessel'));
    }
    return soft;
  }

  private siteWishes(wishes: LabelWish[], width: number, height: number, colour: string): void {
    const zoom = this.map.getZoom();
    const screen = this.projector();
    for (const site of this.sites) {
      if (zoom < site.from) continue;
      const place = screen(mercatorX(site.longitude), mercatorY(site.latitude));
      if (place.x < -20 || place.y < -20 || place.x > width + 20 || place.y > height + 20) continue;
      this.pen.save();
      this.pen.translate(place.x, place.y);
      drawGlyph(this.pen, site.glyph, colour);
      this.pen.restore();
      if (zoom < site.named) continue;
      const style: LabelStyle = site.area ? 'area' : site.glyph === 'place' ? 'place' : 'site';
      wishes.push(this.wish(plain(site.name[view.language]), place.x, place.y, 10, site.rank + 0.5, style));
    }
  }

  private drawMeasure(): void {
    const { from, to } = this.measured;
    if (!view.measuring || !from) return;
    const pen = this.pen;
    const colours = chartColours[view.palette];
    const screen = this.projector();
    const a = screen(mercatorX(from[0]), mercatorY(from[1]));
    pen.strokeStyle = pen.fillStyle = colours.select;
    pen.lineWidth = 1.5;
    pen.beginPath();
    pen.arc(a.x, a.y, 3, 0, 7);
    pen.fill();
    if (!to) return;
    const b = screen(mercatorX(to[0]), mercatorY(to[1]));
    pen.setLineDash([6, 4]);
    pen.beginPath();
    pen.moveTo(a.x, a.y);
    pen.lineTo(b.x, b.y);
    pen.stroke();
    pen.setLineDash([]);
    const text = words().say('chart.measure.result', {
      distance: words().miles(distance(from, to)),
      bearing: words().degrees(bearing(from, to)),
    });
    pen.font = fonts.selected;
    pen.lineWidth = 4;
    pen.strokeStyle = colours.halo;
    pen.strokeText(text, b.x + 10, b.y - 10);
    pen.fillText(text, b.x + 10, b.y - 10);
  }
}

const fonts: Record<LabelStyle, string> = {
  vessel: `500 12px ${font}`,
  selected: `600 13px ${font}`,
  place: `600 12px ${font}`,
  site: `500 11.5px ${font}`,
  area: `italic 500 11.5px ${font}`,
};

function groundLayers(colours: ChartColours): LayerSpecification[] {
  const part = (name: string): FilterSpecification => ['==', ['get', 'part'], name];
  return [
    {
      id: 'land', type: 'fill', source: 'ground', filter: part('land'),
      paint: { 'fill-color': colours.land, 'fill-antialias': false },
    },
    { id: 'water', type: 'fill', source: 'ground', filter: part('water'), paint: { 'fill-color': colours.lake } },
    { id: 'rivers', type: 'line', source: 'ground', filter: part('river'), paint: { 'line-color': colours.channel, 'line-width': 0.6 } },
    { id: 'coast', type: 'line', source: 'ground', filter: part('shore'), paint: { 'line-color': colours.coast, 'line-width': 0.8 } },
    { id: 'beyond', type: 'fill', source: 'ground', filter: part('beyond'), paint: { 'fill-color': colours.beyond } },
  ];
}

function siteLayers(colours: ChartColours): LayerSpecification[] {
  const shape = (type: string): FilterSpecification => ['==', ['geometry-type'], type];
  return [
    { id: 'areas', type: 'fill', source: 'sites', filter: shape('Polygon'), paint: { 'fill-color': colours.area, 'fill-opacity': 0.07 } },
    {
      id: 'area-lines', type: 'line', source: 'sites', filter: shape('Polygon'),
      paint: { 'line-color': colours.areaLine, 'line-width': 1, 'line-dasharray': [4, 3], 'line-opacity': 0.8 },
    },
    {
      id: 'site-lines', type: 'line', source: 'sites', filter: shape('LineString'),
      paint: { 'line-color': colours.channel, 'line-width': 1.2, 'line-dasharray': [5, 3], 'line-opacity': 0.75 },
    },
  ];
}
