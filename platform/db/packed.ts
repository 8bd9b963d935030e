/** Many values as one parameter in the server's own form: as a literal, each sign of them would be looked at and written again on both sides. */

// PostgreSQL, src/include/catalog/pg_type.dat.
const types = { text: 25, bytea: 17 };

/** For `::text[]`; where there are bytes among them for `::bytea[]`. */
export function packed(values: readonly (string | Uint8Array | null)[]): Buffer {
  const lengths = values.map((value) =>
    value === null ? 0 : typeof value === "string" ? Buffer.byteLength(value) : value.length,
  );
  const all = Buffer.allocUnsafe(20 + 4 * values.length + lengths.reduce((sum, length) => sum + length, 0));
  const isBytes = values.some((value) => typeof value === "object" && value !== null);
  // As array_recv in src/backend/utils/adt/arrayfuncs.c reads it: dimensions, nulls, type; size and lower bound of the one dimension.
  let at = 0;
  for (const number of [1, 1, isBytes ? types.bytea : types.text, values.length, 1])
    at = all.writeInt32BE(number, at);
  for (const [n, value] of values.entries()) {
    at = all.writeInt32BE(value === null ? -1 : (lengths[n] ?? 0), at);
    if (typeof value === "string") at += all.write(value, at);
    else if (value) {
      all.set(value, at);
      at += value.length;
    }
  }
  return all;
}
