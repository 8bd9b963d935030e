/** The frame of a PBF file: length, BlobHeader, Blob, again and again (wiki.openstreetmap.org/wiki/PBF_Format). */
import { inflateSync } from "node:zlib";
import { OsmFault } from "./fault.ts";
import { NotAMessage, Wire } from "./wire.ts";

export type Chunks = AsyncIterable<Uint8Array>;

export interface Blob {
  /** OSMHeader, OSMData, or what nobody needs to know. */
  type: string;
  /** Inflated. */
  bytes: Uint8Array;
  /** Where its header begins in the file. */
  byte: number;
  /** Where the next begins. */
  end: number;
  number: number;
}

const mostHeader = 64 * 1024;
const mostBlob = 32 * 1024 * 1024;
const compressions: Record<number, string> = { 4: "lzma", 5: "bzip2", 6: "lz4", 7: "zstd" };

/** Cuts the stream into blobs and inflates those of the types that are asked for. Holds one blob and one chunk at a time. */
export async function* readBlobs(chunks: Chunks): AsyncGenerator<Blob> {
  const source = new Source(chunks);
  for (let number = 0; ; number++) {
    const byte = source.byte;
    const length = await source.take(4);
    if (length.length === 0) return;
    if (length.length < 4)
      throw new OsmFault("osm.truncated", { byte, blob: number, missing: 4 - length.length });
    const headerSize = new DataView(length.buffer, length.byteOffset).getUint32(0);
    if (headerSize > mostHeader || headerSize < 4)
      throw new OsmFault(number === 0 ? "osm.not-pbf" : "osm.blob-unreadable", {
        byte,
        blob: number,
        header: headerSize,
      });
    const { type, size } = headerOf(await whole(source, headerSize, { byte, blob: number }), {
      byte,
      blob: number,
    });
    if (size > mostBlob) throw new OsmFault("osm.blob-too-large", { byte, blob: number, size });
    const body = await whole(source, size, { byte, blob: number });
    yield { type, bytes: inflated(body, { byte, blob: number }), byte, end: source.byte, number };
  }
}

interface Place {
  byte: number;
  blob: number;
}

async function whole(source: Source, size: number, place: Place): Promise<Uint8Array> {
  const bytes = await source.take(size);
  if (bytes.length < size) throw new OsmFault("osm.truncated", { ...place, missing: size - bytes.length });
  return bytes;
}

function headerOf(bytes: Uint8Array, place: Place): { type: string; size: number } {
  let type = "";
  let size = -1;
  reading(place, () => {
    const wire = new Wire(bytes);
    while (wire.more()) {
      const key = wire.uint();
      if (key === ((1 << 3) | 2)) type = new TextDecoder().decode(wire.slice());
      else if (key === 3 << 3) size = wire.uint();
      else wire.skip(key);
    }
  });
  const known = /^[\x20-\x7e]+$/.test(type) && size >= 0;
  if (!known)
    throw new OsmFault(place.blob === 0 ? "osm.not-pbf" : "osm.blob-unreadable", { ...place, size });
  return { type, size };
}

function inflated(bytes: Uint8Array, place: Place): Uint8Array {
  const blob = { raw: null as Uint8Array | null, zlib: null as Uint8Array | null, size: -1, other: 0 };
  reading(place, () => {
    const wire = new Wire(bytes);
    while (wire.more()) {
      const key = wire.uint();
      if (key === ((1 << 3) | 2)) blob.raw = wire.slice();
      else if (key === 2 << 3) blob.size = wire.uint();
      else if (key === ((3 << 3) | 2)) blob.zlib = wire.slice();
      else {
        if ((key & 7) === 2) blob.other = key >> 3;
        wire.skip(key);
      }
    }
  });
  if (blob.raw) return blob.raw;
  if (!blob.zlib)
    throw new OsmFault(blob.other ? "osm.compression" : "osm.blob-unreadable", {
      ...place,
      compression: compressions[blob.other] ?? `field ${blob.other}`,
    });
  if (blob.size > mostBlob) throw new OsmFault("osm.blob-too-large", { ...place, size: blob.size });
  const { zlib, size } = blob;
  const data = reading(place, () => inflateSync(zlib, { maxOutputLength: mostBlob }));
  if (size >= 0 && data.length !== size)
    throw new OsmFault("osm.blob-unreadable", { ...place, promised: size, inflated: data.length });
  return data;
}

/** What a parser or zlib throws becomes a fault at this place. */
export function reading<T>(place: Place, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof NotAMessage || (error instanceof Error && "code" in error))
      throw new OsmFault("osm.blob-unreadable", { ...place, reason: error.message });
    throw error;
  }
}

/** Bytes on demand from chunks of any size. */
class Source {
  /** Offset in the file of the next byte. */
  byte = 0;
  readonly #chunks: AsyncIterator<Uint8Array>;
  #chunk: Uint8Array = new Uint8Array(0);
  #at = 0;

  constructor(chunks: Chunks) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** The next so many bytes, or as many as there are. */
  async take(size: number): Promise<Uint8Array> {
    if (this.#chunk.length - this.#at >= size) return this.#cut(size);
    const bytes = new Uint8Array(size);
    let filled = 0;
    while (filled < size) {
      if (this.#at === this.#chunk.length) {
        const next = await this.#chunks.next();
        if (next.done) return bytes.subarray(0, filled);
        this.#chunk = next.value;
        this.#at = 0;
      }
      const part = this.#cut(Math.min(size - filled, this.#chunk.length - this.#at));
      bytes.set(part, filled);
      filled += part.length;
    }
    return bytes;
  }

  #cut(size: number): Uint8Array {
    const part = this.#chunk.subarray(this.#at, this.#at + size);
    this.#at += size;
    this.byte += size;
    return part;
  }
}
