/** Why a file of OpenStreetMap data is not read further. */
export type OsmFaultId =
  /** The file ends inside a blob or between the length of a header and what it promises. */
  | "osm.truncated"
  /** The first bytes are no blob header: another format, or HTML that a download answered with. */
  | "osm.not-pbf"
  /** A header over 64 KiB or a blob over 32 MiB, the limits of the format. */
  | "osm.blob-too-large"
  | "osm.blob-unreadable"
  /** LZMA, bzip2, LZ4, Zstandard: write the file again with zlib, as osmium does by default. */
  | "osm.compression"
  /** The file says that whoever does not know this feature must not read it. */
  | "osm.feature"
  | "osm.no-header"
  /** A position beyond ±180° or ±90°. */
  | "osm.position";

/** Refuses a file: where in it (byte from 0, blob from 0) and what stood there. */
export class OsmFault extends Error {
  readonly id: OsmFaultId;
  readonly byte: number;
  readonly blob: number;
  readonly data: Record<string, string | number>;

  constructor(
    id: OsmFaultId,
    { byte, blob, ...data }: { byte: number; blob: number } & Record<string, string | number>,
  ) {
    super(`${id} at byte ${byte}, blob ${blob}: ${JSON.stringify(data)}`);
    this.id = id;
    this.byte = byte;
    this.blob = blob;
    this.data = data;
  }
}
