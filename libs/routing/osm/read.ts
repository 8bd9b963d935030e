import { type Chunks, readBlobs, reading } from "./blobs.ts";
import { NotAPosition, type OsmBlock, type OsmKind, readBlock } from "./block.ts";
import { OsmFault } from "./fault.ts";
import { type OsmHeader, readHeader } from "./header.ts";

/** What this reader knows. LocationsOnWays and Sort.* are optional features and change nothing here. */
const knownFeatures = new Set(["OsmSchema-V0.6", "DenseNodes"]);

export interface OsmOptions {
  /** What is decoded; the rest is passed over. */
  wanted: readonly OsmKind[];
  /** Told after each blob: bytes of the file that have been read. */
  progress?: (bytes: number) => void;
}

/**
 * Reads OpenStreetMap PBF from chunks of any size: the header first, then a block for each group of nodes, ways or relations that is wanted,
 * in the order of the file. Memory is that of one blob (at most 32 MiB inflated, the limit of the format) whatever the file's size.
 * Throws `OsmFault` with the place: what was yielded before is sound.
 */
export async function* readOsm(
  chunks: Chunks,
  { wanted, progress }: OsmOptions,
): AsyncGenerator<OsmHeader | OsmBlock> {
  const kinds = new Set(wanted);
  let hasHeader = false;
  for await (const { type, bytes, byte, end, number } of readBlobs(chunks)) {
    const place = { byte, blob: number };
    if (type === "OSMHeader") {
      const header = reading(place, () => readHeader(bytes));
      const unknown = header.features.required.find((feature) => !knownFeatures.has(feature));
      if (unknown !== undefined) throw new OsmFault("osm.feature", { ...place, feature: unknown });
      hasHeader = true;
      yield header;
    } else if (type === "OSMData") {
      if (!hasHeader) throw new OsmFault("osm.no-header", place);
      yield* blocksOf(bytes, kinds, place);
    }
    progress?.(end);
  }
  if (!hasHeader) throw new OsmFault("osm.no-header", { byte: 0, blob: 0 });
}

function blocksOf(
  bytes: Uint8Array,
  kinds: ReadonlySet<OsmKind>,
  place: { byte: number; blob: number },
): OsmBlock[] {
  try {
    return reading(place, () => readBlock(bytes, kinds));
  } catch (error) {
    if (error instanceof NotAPosition)
      throw new OsmFault("osm.position", { ...place, degrees: error.message });
    throw error;
  }
}
