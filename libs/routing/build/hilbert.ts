/** Place of a cell of a 2^bits × 2^bits grid on Hilbert's curve (Hilbert 1891; the bit loop of Wikipedia's xy2d). */
export function hilbert(x: number, y: number, bits: number): number {
  let d = 0;
  let [px, py] = [x, y];
  for (let side = 2 ** (bits - 1); side >= 1; side /= 2) {
    const right = (px & side) > 0 ? 1 : 0;
    const up = (py & side) > 0 ? 1 : 0;
    d += side * side * ((3 * right) ^ up);
    if (up === 0) {
      if (right === 1) {
        px = side - 1 - (px & (side - 1));
        py = side - 1 - (py & (side - 1));
      }
      [px, py] = [py, px];
    }
    px &= side - 1;
    py &= side - 1;
  }
  return d;
}

const bits = 13;

/** The chosen nodes in the order of Hilbert's curve: what is near on the ground is near in memory. At most 2^26 of them. */
export function inHilbertOrder(
  nodes: Int32Array,
  { lon, lat }: { lon: Int32Array; lat: Int32Array },
): Int32Array {
  const [west, east] = range(nodes, lon);
  const [south, north] = range(nodes, lat);
  const scale = (2 ** bits - 1) / Math.max(1, east - west, north - south);
  // Key and number in one number, so that sorting needs no comparison of ours.
  const keys = Float64Array.from(nodes, (u, i) => {
    const x = Math.floor(((lon[u] ?? 0) - west) * scale);
    const y = Math.floor(((lat[u] ?? 0) - south) * scale);
    return hilbert(x, y, bits) * 2 ** 26 + i;
  }).sort();
  return Int32Array.from(keys, (key) => nodes[key % 2 ** 26] ?? 0);
}

function range(nodes: Int32Array, values: Int32Array): [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (const u of nodes) {
    const value = values[u] ?? 0;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return [least, most];
}
