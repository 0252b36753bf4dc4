/**
 * Vessels on the chart: a WebGL 2 canvas of our own above the map, with one vertex per vessel (gl.POINTS;
 * instancing is many times slower without a graphics card) and one buffer of line segments for vectors,
 * hulls and tails. Its own canvas, since a layer inside the map would have the whole coast painted again each
 * time a ship moves: half a second without a graphics card.
 */
import type { Map as MapLibreMap } from 'maplibre-gl';
import { mercatorX, mercatorY } from '../fleet/fleet';
import { type ChartColours, components } from './palette';
import { segmentFragment, segmentVertex, vesselFragment, vesselVertex } from './shaders';

const vesselBytes = 16;
const segmentFloats = 5;
const segmentVertices = 6;

/** Colours of segments: the four looks, then these. */
export const SegmentColour = { select: 4, tail: 5, danger: 6, outline: 7 } as const;

/** Places are kept as offsets from here, so that single precision is better than a centimetre in the region. */
export const anchor = { x: mercatorX(-79.7), y: mercatorY(9.1) };

function program(gl: WebGL2RenderingContext, vertex: string, fragment: string): WebGLProgram {
  const made = gl.createProgram()!;
  for (const [type, source] of [[gl.VERTEX_SHADER, vertex], [gl.FRAGMENT_SHADER, fragment]] as const) {
    const shader = gl.createShader(type)!;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS) && !gl.isContextLost()) {
      throw new Error(`shader: ${gl.getShaderInfoLog(shader)}`);
    }
    gl.attachShader(made, shader);
  }
  gl.linkProgram(made);
  return made;
}

export class VesselLayer {
  private bytes = new ArrayBuffer(1024 * vesselBytes);
  private floats = new Float32Array(this.bytes);
  private shorts = new Uint16Array(this.bytes);
  private octets = new Uint8Array(this.bytes);
  private count = 0;
  private segments = new Float32Array(1024 * segmentFloats * segmentVertices);
  private segmentOctets = new Uint8Array(this.segments.buffer);
  private segmentCount = 0;
  private changed = true;
  private colours: ChartColours;

  private gl: WebGL2RenderingContext | null;
  private vessels: WebGLProgram | null = null;
  private lines: WebGLProgram | null = null;
  private vesselBuffer: WebGLBuffer | null = null;
  private segmentBuffer: WebGLBuffer | null = null;
  private vesselArray: WebGLVertexArrayObject | null = null;
  private segmentArray: WebGLVertexArrayObject | null = null;

  constructor(private readonly canvas: HTMLCanvasElement, private readonly map: MapLibreMap, colours: ChartColours) {
    this.colours = colours;
    this.gl = canvas.getContext('webgl2', { alpha: true, antialias: false, depth: false, premultipliedAlpha: true });
    canvas.addEventListener('webglcontextlost', (event) => {
      event.preventDefault();
      this.vessels = null;
    });
    canvas.addEventListener('webglcontextrestored', () => {
      this.prepare();
      this.draw();
    });
    this.prepare();
  }

  /** Forgets every vessel and segment; add them again, then `done`. */
  begin(): void {
    this.count = 0;
    this.segmentCount = 0;
  }

  /** Adds a vessel at a place of the Mercator square. Angle in degrees, radius in pixels. */
  vessel(x: number, y: number, angle: number, shape: number, look: number, state: number, radius: number): void {
    const at = this.count++;
    if (this.count * vesselBytes > this.bytes.byteLength) this.widen();
    this.floats[at * 4] = x - anchor.x;
    this.floats[at * 4 + 1] = y - anchor.y;
    this.shorts[at * 8 + 4] = angle * 10;
    this.octets[at * 16 + 10] = shape;
    this.octets[at * 16 + 11] = look;
    this.octets[at * 16 + 12] = state;
    this.octets[at * 16 + 13] = radius * 4;
  }

  segment(
    fromX: number, fromY: number, toX: number, toY: number,
    colour: number, width: number, dashed: boolean, opacity: number,
  ): void {
    const first = this.segmentCount * segmentVertices;
    this.segmentCount++;
    if ((first + segmentVertices) * segmentFloats > this.segments.length) this.widenSegments();
    for (let vertex = first; vertex < first + segmentVertices; vertex++) {
      const at = vertex * segmentFloats;
      this.segments[at] = fromX - anchor.x;
      this.segments[at + 1] = fromY - anchor.y;
      this.segments[at + 2] = toX - anchor.x;
      this.segments[at + 3] = toY - anchor.y;
      const octet = at * 4 + 16;
      this.segmentOctets[octet] = colour;
      this.segmentOctets[octet + 1] = width * 2;
      this.segmentOctets[octet + 2] = dashed ? 1 : 0;
      this.segmentOctets[octet + 3] = opacity * 255;
    }
  }

  done(): void {
    this.changed = true;
    this.draw();
  }

  paint(colours: ChartColours): void {
    this.colours = colours;
    this.draw();
  }

  private prepare(): void {
    const gl = this.gl;
    if (!gl) return;
    this.vessels = program(gl, vesselVertex, vesselFragment);
    this.lines = program(gl, segmentVertex, segmentFragment);

    this.vesselBuffer = gl.createBuffer();
    this.vesselArray = gl.createVertexArray();
    gl.bindVertexArray(this.vesselArray);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.vesselBuffer);
    gl.enableVertexAttribArray(0);
    gl.vertexAttribPointer(0, 2, gl.FLOAT, false, vesselBytes, 0);
    gl.enableVertexAttribArray(1);
    gl.vertexAttribPointer(1, 1, gl.UNSIGNED_SHORT, false, vesselBytes, 8);
    gl.enableVertexAttribArray(2);
    gl.vertexAttribPointer(2, 4, gl.UNSIGNED_BYTE, false, vesselBytes, 10);

    this.segmentBuffer = gl.createBuffer();
    this.segmentArray = gl.createVertexArray();
    gl.bindVertexArray(this.segmentArray);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.segmentBuffer);
    gl.enableVertexAttribArray(0);
    gl.vertexAttribPointer(0, 4, gl.FLOAT, false, segmentFloats * 4, 0);
    gl.enableVertexAttribArray(1);
    gl.vertexAttribPointer(1, 4, gl.UNSIGNED_BYTE, false, segmentFloats * 4, 16);
    gl.bindVertexArray(null);
    this.changed = true;
  }

  /** Draws what there is for the map as it stands now. */
  draw(): void {
    const { gl, map, canvas } = this;
    if (!gl || !this.vessels || !this.lines) return;
    if (this.changed) this.upload(gl);

    const width = canvas.clientWidth;
    const height = canvas.clientHeight;
    const ratio = devicePixelRatio || 1;
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    gl.viewport(0, 0, canvas.width, canvas.height);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    const world = 512 * 2 ** map.getZoom();
    const centre = map.getCenter();
    const scale: [number, number] = [(2 * world) / width, (-2 * world) / height];
    const shift: [number, number] = [
      (anchor.x - mercatorX(centre.lng)) * scale[0],
      (anchor.y - mercatorY(centre.lat)) * scale[1],
    ];
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    const ships = this.colours.ships.flatMap(components);

    if (this.segmentCount > 0) {
      const set = (name: string) => gl.getUniformLocation(this.lines!, name);
      gl.useProgram(this.lines);
      gl.uniform2fv(set('u_scale'), scale);
      gl.uniform2fv(set('u_shift'), shift);
      gl.uniform2f(set('u_screen'), width, height);
      gl.uniform3fv(set('u_colours'), [
        ...ships,
        ...components(this.colours.select),
        ...components(this.colours.tail),
        ...components(this.colours.danger),
        ...components(this.colours.outline),
      ]);
      gl.bindVertexArray(this.segmentArray);
      gl.drawArrays(gl.TRIANGLES, 0, this.segmentCount * segmentVertices);
    }
    if (this.count > 0) {
      const set = (name: string) => gl.getUniformLocation(this.vessels!, name);
      gl.useProgram(this.vessels);
      gl.uniform2fv(set('u_scale'), scale);
      gl.uniform2fv(set('u_shift'), shift);
      gl.uniform1f(set('u_ratio'), canvas.width / width);
      gl.uniform3fv(set('u_ships'), ships);
      gl.uniform3fv(set('u_outline'), components(this.colours.outline));
      gl.uniform3fv(set('u_select'), components(this.colours.select));
      gl.uniform3fv(set('u_watched'), components(this.colours.watched));
      gl.uniform3fv(set('u_danger'), components(this.colours.danger));
      gl.uniform3fv(set('u_halo'), components(this.colours.sea));
      gl.bindVertexArray(this.vesselArray);
      gl.drawArrays(gl.POINTS, 0, this.count);
    }
    gl.bindVertexArray(null);
  }

  private upload(gl: WebGL2RenderingContext): void {
    gl.bindBuffer(gl.ARRAY_BUFFER, this.vesselBuffer);
    gl.bufferData(gl.ARRAY_BUFFER, this.octets.subarray(0, this.count * vesselBytes), gl.DYNAMIC_DRAW);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.segmentBuffer);
    gl.bufferData(
      gl.ARRAY_BUFFER,
      this.segments.subarray(0, this.segmentCount * segmentVertices * segmentFloats),
      gl.DYNAMIC_DRAW,
    );
    this.changed = false;
  }

  private widen(): void {
    const wider = new ArrayBuffer(this.bytes.byteLength * 2);
    new Uint8Array(wider).set(this.octets);
    this.bytes = wider;
    this.floats = new Float32Array(wider);
    this.shorts = new Uint16Array(wider);
    this.octets = new Uint8Array(wider);
  }

  private widenSegments(): void {
    const wider = new Float32Array(this.segments.length * 2);
    wider.set(this.segments);
    this.segments = wider;
    this.segmentOctets = new Uint8Array(wider.buffer);
  }
}
