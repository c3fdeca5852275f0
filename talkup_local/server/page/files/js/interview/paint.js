// One frame of the presence: rings of the interviewer's voice, bars of the candidate's.
// @ts-check

import { band } from './levels.js';

/**
 * How much of each there is, 0..1.
 * @typedef {{rings: number, bars: number, orbit: number, dash: number, pause: number,
 *   warm: number, turn: number, breath: number, life: number}} Look
 */

/**
 * @typedef {{accent: string, accentSoft: string, candidate: string, candidateSoft: string,
 *   onCandidate: string, line: string, quiet: string, ink: string, warn: string, strong: boolean}} Palette
 * @typedef {{size: number, timeMs: number, palette: Palette, look: Look, deaf: boolean,
 *   cut: boolean, voice: import('./levels.js').Trail, level: import('./levels.js').Trail}} Frame
 * @typedef {CanvasRenderingContext2D} Context
 */

/** Looks by state; what is between two of them is a mixture. @type {Record<string, Look>} */
export const LOOKS = Object.freeze({
  connecting: look({ orbit: 0.7, life: 0.5 }),
  greeting: look({ rings: 1 }),
  listening: look({ bars: 1, breath: 1, warm: 1, turn: 1 }),
  hearing: look({ bars: 1, warm: 1, turn: 1 }),
  thinking: look({ orbit: 1 }),
  speaking: look({ rings: 1 }),
  paused: look({ pause: 1, life: 0 }),
  reconnecting: look({ dash: 1, bars: 0.5, warm: 0.5, life: 0.3 }),
  ended: look({ rings: 0.35, life: 0.6 }),
});

/** @param {Partial<Look>} part @returns {Look} */
function look(part) {
  return {
    rings: 0, bars: 0, orbit: 0, dash: 0, pause: 0, warm: 0, turn: 0, breath: 0, life: 1, ...part,
  };
}

const RINGS = 5;
const BARS = 72;
const CORE = 0.3;
const TURN = 2 * Math.PI;
const BREATH_MS = 4600;
const ORBIT_MS = 3600;

/** @param {Context} context  scaled to CSS pixels @param {Frame} frame */
export function paint(context, frame) {
  const { size, look: mix } = frame;
  context.clearRect(0, 0, size, size);
  context.save();
  context.translate(size / 2, size / 2);
  context.scale(size / 2, size / 2);
  context.lineCap = 'round';
  guides(context, frame);
  if (mix.turn > 0.01 && !frame.deaf) halo(context, frame);
  if (mix.rings > 0.01) rings(context, frame);
  if (mix.bars > 0.01) bars(context, frame);
  if (mix.orbit > 0.01) orbit(context, frame);
  if (mix.dash > 0.01) dashes(context, frame);
  core(context, frame);
  context.restore();
}

/** How loud it is, told by how many rings are lit. @param {Context} c @param {Frame} frame */
function guides(c, { palette, look: mix, voice, level, deaf }) {
  const speaks = mix.rings >= mix.bars;
  const loud = speaks ? voice.at(0) * mix.rings : deaf ? 0 : level.at(0) * mix.bars;
  const lit = loud > 0.05 ? band(loud) : -1;
  for (let n = 0; n < RINGS; n += 1) {
    const on = n <= lit;
    c.globalAlpha = on ? 0.4 : (palette.strong ? 0.5 : 0.55) * (0.4 + 0.6 * mix.life);
    c.strokeStyle = on ? (speaks ? palette.accent : palette.candidate) : palette.line;
    c.lineWidth = (on ? 0.012 : 0.006) * (palette.strong ? 1.6 : 1);
    circle(c, radius(n));
  }
  if (lit === RINGS - 1) tooLoud(c, palette);
  c.globalAlpha = 1;
}

/** @param {number} n  of a ring, 0 is the inmost @returns {number} */
const radius = (n) => 0.5 + 0.105 * n;

/** The floor is the candidate's: a glow that breathes. @param {Context} c @param {Frame} frame */
function halo(c, { palette, look: mix, timeMs }) {
  const breath = 0.5 - 0.5 * Math.cos((timeMs / BREATH_MS) * TURN);
  const size = 0.56 + 0.1 * breath * mix.breath;
  disc(c, size, palette.candidateSoft, mix.turn * (palette.strong ? 0 : 0.85));
}

/** The outmost ring gets teeth. @param {Context} c @param {Palette} palette */
function tooLoud(c, palette) {
  c.globalAlpha = 1;
  c.strokeStyle = palette.warn;
  c.lineWidth = 0.02;
  for (let n = 0; n < 48; n += 1) spoke(c, (n / 48) * TURN, 0.925, 0.045);
}

/** Ripples that carry what was said outwards. @param {Context} c @param {Frame} frame */
function rings(c, { palette, look: mix, voice }) {
  c.strokeStyle = palette.accent;
  for (let n = RINGS - 1; n >= 0; n -= 1) {
    const loud = voice.at(n * 3);
    c.globalAlpha = mix.rings * (palette.strong ? 1 : 0.85 - 0.13 * n) * (0.18 + 0.82 * loud);
    c.lineWidth = 0.012 + 0.05 * loud * (1 - n / (RINGS + 2));
    circle(c, 0.36 + 0.105 * n + 0.09 * loud);
  }
  c.globalAlpha = 1;
}

/**
 * The last second of the candidate's voice, around the core.
 * @param {Context} c
 * @param {Frame} frame
 */
function bars(c, { palette, look: mix, level, timeMs, deaf }) {
  c.strokeStyle = deaf ? palette.quiet : palette.candidate;
  c.lineWidth = 0.017;
  const breath = 0.5 - 0.5 * Math.cos((timeMs / BREATH_MS) * TURN);
  for (let n = 0; n < BARS; n += 1) {
    const ago = Math.min(n, BARS - n);
    const loud = deaf ? 0 : level.at(ago) * fade(ago);
    const calm = mix.breath * 0.045 * breath * (0.6 + 0.4 * Math.cos((n / BARS) * TURN * 6));
    const length = 0.012 + calm + 0.46 * loud * mix.bars;
    c.globalAlpha = mix.bars * (palette.strong ? 1 : Math.min(1, 0.5 + 0.2 * mix.warm + loud));
    spoke(c, (n / BARS - 0.25) * TURN, 0.415, length);
  }
  c.globalAlpha = 1;
}

/** @param {number} ago  of a bar, 0..BARS / 2 @returns {number} */
const fade = (ago) => 1 - 0.75 * (ago / (BARS / 2));

/** Three lights that go round. @param {Context} c @param {Frame} frame */
function orbit(c, { palette, look: mix, timeMs }) {
  const angle = (timeMs / ORBIT_MS) * TURN;
  c.fillStyle = palette.accent;
  c.strokeStyle = palette.accent;
  for (let n = 0; n < 3; n += 1) {
    const at = angle + (n / 3) * TURN;
    c.lineWidth = 0.022;
    for (let part = 0; part < 6; part += 1) {
      c.globalAlpha = mix.orbit * 0.32 * (1 - part / 6);
      c.beginPath();
      c.arc(0, 0, 0.52, at - (part + 1) * 0.13, at - part * 0.13);
      c.stroke();
    }
    c.globalAlpha = mix.orbit;
    c.beginPath();
    c.arc(0.52 * Math.cos(at), 0.52 * Math.sin(at), 0.042, 0, TURN);
    c.fill();
  }
  c.globalAlpha = 1;
}

/** A broken line: there is no connection. @param {Context} c @param {Frame} frame */
function dashes(c, { palette, look: mix, timeMs }) {
  c.save();
  c.rotate((timeMs / 24_000) * TURN);
  c.globalAlpha = mix.dash;
  c.strokeStyle = palette.quiet;
  c.lineWidth = 0.022;
  c.setLineDash([0.09, 0.1047]);
  circle(c, 0.62);
  c.restore();
}

/** @param {Context} c @param {Frame} frame */
function core(c, { palette, look: mix, voice, level, timeMs, deaf, cut }) {
  const breath = mix.breath * 0.012 * (0.5 - 0.5 * Math.cos((timeMs / BREATH_MS) * TURN));
  const swell = 0.035 * voice.at(0) * mix.rings + 0.02 * level.at(0) * mix.bars * (deaf ? 0 : 1);
  const size = CORE + breath + swell;
  disc(c, size, palette.accentSoft, mix.life);
  disc(c, size, palette.candidateSoft, deaf ? 0 : mix.warm * Math.min(1, mix.bars * 2));
  const turn = deaf ? 0 : mix.turn;
  disc(c, size * (0.55 + 0.25 * mix.rings), palette.accent,
    (1 - turn) * (0.14 + 0.86 * Math.min(1, mix.rings)));
  disc(c, size * 0.8, palette.candidate, turn);
  c.lineWidth = palette.strong ? 0.028 : 0.018;
  c.strokeStyle = mix.life < 0.4 || deaf ? palette.quiet : palette.accent;
  c.globalAlpha = 1 - mix.rings;
  circle(c, size);
  c.strokeStyle = palette.candidate;
  c.globalAlpha = deaf ? 0 : mix.warm * mix.bars;
  circle(c, size);
  c.globalAlpha = 1;
  if (mix.pause > 0.01) standstill(c, palette, mix.pause);
  if (turn > 0.3) microphone(c, palette.onCandidate, turn);
  if (!cut || mix.bars < 0.3) return;
  microphone(c, palette.quiet, 1);
  strike(c, palette);
}

/** The sign of the candidate's turn. @param {Context} c @param {string} ink @param {number} much */
function microphone(c, ink, much) {
  c.globalAlpha = much;
  c.strokeStyle = ink;
  c.lineWidth = 0.085;
  line(c, 0, -0.075, 0, -0.005);
  c.lineWidth = 0.02;
  c.beginPath();
  c.arc(0, -0.005, 0.08, 0, Math.PI);
  c.stroke();
  line(c, 0, 0.075, 0, 0.125);
  c.globalAlpha = 1;
}

/** @param {Context} c @param {Palette} palette @param {number} much */
function standstill(c, palette, much) {
  c.globalAlpha = much;
  c.strokeStyle = palette.ink;
  c.lineWidth = 0.05;
  for (const x of [-0.07, 0.07]) line(c, x, -0.1, x, 0.1);
  c.globalAlpha = 1;
}

/** Nothing is heard: the core is struck through. @param {Context} c @param {Palette} palette */
function strike(c, palette) {
  c.strokeStyle = palette.ink;
  c.lineWidth = 0.03;
  line(c, -0.14, -0.14, 0.14, 0.14);
}

/** @param {Context} c @param {number} r @param {string} fill @param {number} alpha */
function disc(c, r, fill, alpha) {
  if (alpha <= 0.01) return;
  c.globalAlpha = alpha;
  c.fillStyle = fill;
  c.beginPath();
  c.arc(0, 0, r, 0, TURN);
  c.fill();
}

/** @param {Context} c @param {number} r */
function circle(c, r) {
  c.beginPath();
  c.arc(0, 0, r, 0, TURN);
  c.stroke();
}

/** @param {Context} c @param {number} angle @param {number} from @param {number} length */
function spoke(c, angle, from, length) {
  const [x, y] = [Math.cos(angle), Math.sin(angle)];
  line(c, x * from, y * from, x * (from + length), y * (from + length));
}

/** @param {Context} c @param {number[]} ends */
function line(c, ...ends) {
  const [x0, y0, x1, y1] = ends;
  c.beginPath();
  c.moveTo(x0, y0);
  c.lineTo(x1, y1);
  c.stroke();
}
