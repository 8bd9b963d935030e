import { NotAMessage, Wire } from "./wire.ts";

/** What a file says about itself. */
export interface OsmHeader {
  kind: "header";
  /** West, south, east, north in degrees, where the file says it. */
  box: readonly [number, number, number, number] | null;
  program: string;
  source: string;
  /** State of the data: seconds since 1970 (osmosis_replication_timestamp). */
  replicatedAt: number | null;
  features: { required: string[]; optional: string[] };
}

/** Reads a HeaderBlock. */
export function readHeader(bytes: Uint8Array): OsmHeader {
  const header: OsmHeader = {
    kind: "header",
    box: null,
    program: "",
    source: "",
    replicatedAt: null,
    features: { required: [], optional: [] },
  };
  const text = new TextDecoder();
  const wire = new Wire(bytes);
  while (wire.more()) {
    const key = wire.uint();
    const field = key >> 3;
    if (key === ((1 << 3) | 2)) header.box = boxOf(wire.message());
    else if (key === ((4 << 3) | 2)) header.features.required.push(text.decode(wire.slice()));
    else if (key === ((5 << 3) | 2)) header.features.optional.push(text.decode(wire.slice()));
    else if (key === ((16 << 3) | 2)) header.program = text.decode(wire.slice());
    else if (key === ((17 << 3) | 2)) header.source = text.decode(wire.slice());
    else if (field === 32 && (key & 7) === 0) header.replicatedAt = wire.int();
    else wire.skip(key);
  }
  return header;
}

function boxOf(wire: Wire): OsmHeader["box"] {
  let [left, right, top, bottom] = [0, 0, 0, 0];
  while (wire.more()) {
    const key = wire.uint();
    if ((key & 7) !== 0) throw new NotAMessage("a side of the box that is no number");
    const value = wire.sint() / 1e9;
    if (key >> 3 === 1) left = value;
    else if (key >> 3 === 2) right = value;
    else if (key >> 3 === 3) top = value;
    else if (key >> 3 === 4) bottom = value;
  }
  return [left, bottom, right, top];
}
