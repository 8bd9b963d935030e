/** Audio and video as an FLV stream (Annex E.2, E.4). */
import type { Media } from "./receiver.ts";

/** The head of a stream with sound and picture, and the size of the tag before the first: none. */
export const flvHeader = Buffer.from([0x46, 0x4c, 0x56, 1, 0b101, 0, 0, 0, 9, 0, 0, 0, 0]);

/** One piece of sound or picture. */
export function flvTag({ kind, at, data }: Media): Buffer {
  const head = Buffer.alloc(11);
  head[0] = kind === "audio" ? 8 : 9;
  head.writeUIntBE(data.length, 1, 3);
  head.writeUIntBE(at & 0xffffff, 4, 3);
  // The uppermost eight bits of the time come after the others.
  head[7] = at >>> 24;
  const size = Buffer.alloc(4);
  size.writeUInt32BE(head.length + data.length);
  return Buffer.concat([head, data, size]);
}
