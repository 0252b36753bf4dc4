/** The two programs of the vessel layer: one point per vessel, and thick line segments. */

const place = `#version 300 es
precision highp float;
uniform vec2 u_scale;  // Mercator units from the anchor to clip space
uniform vec2 u_shift;
`;

export const vesselVertex = `${place}
layout(location = 0) in vec2 a_place;
layout(location = 1) in float a_angle;  // tenths of a degree
layout(location = 2) in vec4 a_look;    // shape, ship look, state bits, radius in quarters of a pixel
uniform float u_ratio;
out float v_box;
out vec2 v_turn;
flat out ivec3 v_look;
out float v_radius;
void main() {
  gl_Position = vec4(a_place * u_scale + u_shift, 0.0, 1.0);
  v_look = ivec3(a_look.xyz + 0.5);
  v_radius = a_look.w * 0.25;
  bool framed = (v_look.z & 12) != 0;
  v_box = (framed ? max(v_radius * 2.0, 22.0) + 12.0 : v_radius * 2.0 + 6.0);
  float angle = radians(a_angle * 0.1);
  v_turn = vec2(cos(angle), sin(angle));
  gl_PointSize = v_box * u_ratio;
}`;

/** State bits: 1 late, 2 lost, 4 selected, 8 on the watch list. Shapes: see groups.ts. */
export const vesselFragment = `#version 300 es
precision highp float;
in float v_box;
in vec2 v_turn;
flat in ivec3 v_look;
in float v_radius;
uniform float u_ratio;
uniform vec3 u_ships[4];
uniform vec3 u_outline;
uniform vec3 u_select;
uniform vec3 u_watched;
uniform vec3 u_danger;
uniform vec3 u_halo;
out vec4 colour;

float edge(float distance, float half_width) {
  float soft = 0.5 / u_ratio + 0.1;
  return 1.0 - smoothstep(half_width - soft, half_width + soft, abs(distance));
}
float inside(float distance) {
  float soft = 0.5 / u_ratio + 0.1;
  return 1.0 - smoothstep(-soft, soft, distance);
}
float box(vec2 p, vec2 half_size) {
  vec2 d = abs(p) - half_size;
  return max(d.x, d.y);
}
float triangle(vec2 q, float r) {
  float low = 0.78 * r;
  float wide = 0.62 * r;
  vec2 normal = normalize(vec2(low + r, -wide));
  return max(q.y - low, dot(vec2(abs(q.x), q.y + r), normal));
}
void over(inout vec4 under, vec3 paint, float alpha) {
  under = vec4(paint, 1.0) * alpha + under * (1.0 - alpha);
}

void main() {
  vec2 p = (gl_PointCoord - 0.5) * v_box;
  vec2 q = vec2(v_turn.x * p.x + v_turn.y * p.y, -v_turn.y * p.x + v_turn.x * p.y);
  float r = v_radius;
  int shape = v_look.x;
  bool late = (v_look.z & 1) != 0;
  bool lost = (v_look.z & 2) != 0;
  vec3 paint = shape == 6 ? u_danger : u_ships[v_look.y];

  float d;
  if (shape <= 1) d = triangle(q, r);
  else if (shape == 2) d = length(p) - 0.62 * r;
  else if (shape == 3) d = box(p, vec2(0.6 * r));
  else if (shape == 4) d = (abs(p.x) + abs(p.y)) * 0.7071 - 0.58 * r;
  else if (shape == 5) d = min(box(q, vec2(0.2 * r, r)), min(box(q + vec2(0.0, 0.15 * r), vec2(r, 0.18 * r)), box(q - vec2(0.0, 0.8 * r), vec2(0.45 * r, 0.14 * r))));
  else d = length(p) - 0.85 * r;

  float around = 1.0;
  if (shape == 1) around = step(0.42, fract(atan(q.x, -q.y) * 1.7507));  // eleven dashes

  // How full: the rest of the ships are half tone; late and lost ones are hollow.
  float fill = v_look.y == 3 ? 0.38 : 0.9;
  if (shape == 1 || shape == 2) fill *= 0.55;
  if (shape == 3 || shape == 4 || shape == 6) fill = 0.0;
  if (late || lost) fill = 0.0;
  float body = inside(d);
  if (v_look.y == 1 && shape <= 2 && fill > 0.0) fill *= 1.0 - inside(abs(q.y - 0.22 * r) - 0.9);
  if (v_look.y == 2 && shape <= 2 && fill > 0.0) fill *= 1.0 - inside(length(q - vec2(0.0, 0.3 * r)) - 1.6);

  vec4 painted = vec4(0.0);
  float presence = lost ? 0.7 : late ? 0.85 : 1.0;
  over(painted, u_halo, 0.75 * inside(d - 1.7) * presence);
  over(painted, paint, body * fill);
  over(painted, late || lost || shape >= 3 ? paint : mix(paint, u_outline, 0.35), edge(d, shape == 6 ? 1.2 : 0.75) * around * presence);
  if (shape == 3) over(painted, paint, inside(length(p) - 1.7));
  if (shape == 4) over(painted, paint, max(edge(p.x, 0.6), edge(p.y, 0.6)) * inside(d));
  if (shape == 6) over(painted, u_danger, max(edge((p.x - p.y) * 0.7071, 1.0), edge((p.x + p.y) * 0.7071, 1.0)) * inside(d));
  if (lost && shape != 6) {
    float cross_line = min(abs(p.x - p.y), abs(p.x + p.y)) * 0.7071;
    over(painted, paint, edge(cross_line, 0.8) * inside(max(abs(p.x), abs(p.y)) - r * 0.8));
  }

  float half_frame = v_box * 0.5 - 2.0;
  if ((v_look.z & 4) != 0) {
    float m = max(abs(p.x), abs(p.y));
    float corner = step(half_frame * 0.45, min(abs(p.x), abs(p.y)));
    over(painted, u_halo, edge(m - half_frame, 1.9) * corner * 0.7);
    over(painted, u_select, edge(m - half_frame, 1.0) * corner);
  } else if ((v_look.z & 8) != 0) {
    over(painted, u_watched, edge(length(p) - half_frame, 0.75));
  }
  if (painted.a < 0.01) discard;
  colour = painted;
}`;

export const segmentVertex = `${place}
layout(location = 0) in vec4 a_ends;   // from, to
layout(location = 1) in vec4 a_look;   // colour, half width in quarters of a pixel, dashed, opacity
uniform vec2 u_screen;                 // pixels
out float v_along;
out float v_across;
flat out vec4 v_look;
void main() {
  int corner = gl_VertexID % 6;
  bool far = corner == 1 || corner == 2 || corner == 4;
  float side = (corner == 0 || corner == 1 || corner == 3) ? -1.0 : 1.0;
  vec2 from = (a_ends.xy * u_scale + u_shift) * u_screen * 0.5;
  vec2 to = (a_ends.zw * u_scale + u_shift) * u_screen * 0.5;
  vec2 along = to - from;
  float size = max(length(along), 1e-4);
  along /= size;
  float half_width = a_look.y * 0.25 + 1.0;
  vec2 at = (far ? to : from) + vec2(-along.y, along.x) * side * half_width;
  v_along = far ? size : 0.0;
  v_across = side * half_width;
  v_look = a_look;
  gl_Position = vec4(at / (u_screen * 0.5), 0.0, 1.0);
}`;

export const segmentFragment = `#version 300 es
precision highp float;
in float v_along;
in float v_across;
flat in vec4 v_look;
uniform vec3 u_colours[8];
out vec4 colour;
void main() {
  float half_width = v_look.y * 0.25;
  float alpha = (1.0 - smoothstep(half_width - 0.4, half_width + 0.5, abs(v_across))) * v_look.w / 255.0;
  if (v_look.z > 0.5) alpha *= step(fract(v_along / 8.0), 0.55);
  if (alpha < 0.01) discard;
  colour = vec4(u_colours[int(v_look.x + 0.5)] * alpha, alpha);
}`;
