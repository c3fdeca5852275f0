// What plots are measured with: ticks, scales, bins and percentiles.
// @ts-check

/**
 * @typedef {{at: string, gap_ms: number | null, endpoint_ms: number | null,
 *   compute_ms: number | null}} TurnPoint
 * @typedef {object} Bin turns of one stretch of time; means and percentiles, milliseconds
 * @property {number} start ms since 1970 @property {number} end
 * @property {number} count
 * @property {number} endpoint @property {number} compute
 * @property {number} p50 @property {number} p95
 */

const MINUTE_MS = 60_000;
const TIME_STEPS_MS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360, 720].map((m) => m * MINUTE_MS);

/**
 * Return the next of 1, 2, 5, 10, 20, ... at or above a number.
 * @param {number} rough
 */
export function niceStep(rough) {
  if (!(rough > 0)) {
    return 1;
  }
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * ([1, 2, 5].find((one) => power * one >= rough * (1 - 1e-9)) ?? 10);
}

/**
 * Return ticks from 0 to the first one at or above `most`.
 * @param {number} most @param {number} [count] about how many steps
 * @param {number} [least] the smallest step that makes sense
 */
export function ticksTo(most, count = 4, least = 0) {
  const step = Math.max(least, niceStep((most > 0 ? most : 1) / count));
  const steps = Math.max(1, Math.ceil((most > 0 ? most : 1) / step - 1e-9));
  // a product, not a sum: 3 * 0.1 is nearer to the truth than 0.1 + 0.1 + 0.1
  return Array.from({ length: steps + 1 }, (_, n) => Number((n * step).toPrecision(12)));
}

/**
 * Return round times between two, at most `count` of them, on the reader's clock.
 * @param {number} from ms since 1970 @param {number} to @param {number} [count]
 * @param {number} [offsetMs] from UTC to the reader's clock
 */
export function timeTicks(from, to, count = 6, offsetMs = 0) {
  const step =
    TIME_STEPS_MS.find((one) => (to - from) / one <= count) ??
    niceStep((to - from) / count / (1440 * MINUTE_MS)) * 1440 * MINUTE_MS;
  const first = Math.ceil((from + offsetMs) / step) * step - offsetMs;
  /** @type {number[]} */
  const ticks = [];
  for (let at = first; at <= to; at += step) {
    ticks.push(at);
  }
  return ticks;
}

/**
 * Return what brings values to places.
 * @param {number} low @param {number} high @param {number} start @param {number} end
 * @returns {(value: number) => number}
 */
export function scale(low, high, start, end) {
  const factor = high > low ? (end - start) / (high - low) : 0;
  return (value) => start + (value - low) * factor;
}

/**
 * Return a percentile by the nearest rank, null of nothing.
 * @param {readonly number[]} values in any order @param {number} share 0..1
 */
export function percentile(values, share) {
  if (!values.length) {
    return null;
  }
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))];
}

/**
 * Put turns into stretches of time of the same length; those without any are left out.
 * @param {readonly TurnPoint[]} turns @param {number} from ms since 1970 @param {number} to
 * @param {number} count of stretches @returns {Bin[]}
 */
export function binned(turns, from, to, count) {
  const width = (to - from) / count;
  /** @type {Map<number, TurnPoint[]>} */
  const groups = new Map();
  for (const turn of turns) {
    const at = Date.parse(turn.at);
    if (turn.gap_ms !== null && at >= from && at <= to) {
      const place = Math.min(count - 1, Math.floor((at - from) / width));
      groups.set(place, [...(groups.get(place) ?? []), turn]);
    }
  }
  return [...groups.keys()]
    .sort((a, b) => a - b)
    .map((place) => {
      const group = groups.get(place) ?? [];
      const gaps = group.map((turn) => turn.gap_ms ?? 0);
      return {
        start: from + place * width,
        end: from + (place + 1) * width,
        count: group.length,
        endpoint: mean(group.map((turn) => turn.endpoint_ms ?? 0)),
        compute: mean(group.map((turn) => turn.compute_ms ?? 0)),
        p50: percentile(gaps, 0.5) ?? 0,
        p95: percentile(gaps, 0.95) ?? 0,
      };
    });
}

/**
 * Return at most `count` of the values in a stretch of time: of those that fall together the
 * largest, for peaks are what one looks for.
 * @param {readonly {at: number, value: number}[]} values in their order
 * @param {number} from ms since 1970 @param {number} to @param {number} count
 */
export function thinned(values, from, to, count) {
  const width = (to - from) / count;
  /** @type {{at: number, value: number}[]} */
  const kept = [];
  let place = -1;
  for (const one of values) {
    const here = Math.min(count - 1, Math.floor((one.at - from) / width));
    if (one.at < from || one.at > to) {
      continue;
    }
    if (here !== place) {
      kept.push(one);
    } else if (one.value >= kept[kept.length - 1].value) {
      kept[kept.length - 1] = one;
    }
    place = here;
  }
  return kept;
}

/**
 * Return a line through points for an SVG path; it is broken where too long nothing was known.
 * @param {readonly [number, number][]} points places @param {number} [widest] gap, in places
 */
export function linePath(points, widest = Infinity) {
  return points
    .map(([x, y], n) => {
      const joined = n > 0 && x - points[n - 1][0] <= widest;
      return `${joined ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join('');
}

/**
 * Return the index of the value next to one, -1 of nothing. `values` ascend.
 * @param {readonly number[]} values @param {number} wanted
 */
export function nearest(values, wanted) {
  let best = -1;
  for (let n = 0; n < values.length; n += 1) {
    if (best < 0 || Math.abs(values[n] - wanted) < Math.abs(values[best] - wanted)) {
      best = n;
    }
  }
  return best;
}

/** @param {readonly number[]} values */
function mean(values) {
  return values.length ? values.reduce((sum, one) => sum + one, 0) / values.length : 0;
}
