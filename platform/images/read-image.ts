/** Bytes that somebody calls a picture, read with suspicion: what they are, how big, and the picture without the camera's notes. */
import type { Data } from "../errors/index.ts";
import { mostImageBytes } from "../http/shapes.ts";
import { sharp } from "./sharp.ts";

/** Pixels of the largest picture taken: a file of a few kilobytes may unpack to gigabytes. */
export const mostPixels = 50_000_000;
/** Longest side of what is kept. */
const longestSide = 4000;
const secondsAtMost = 30;

type Format = "jpeg" | "png" | "webp" | "heif";

export interface Master {
  bytes: Buffer;
  width: number;
  height: number;
}

/** Why these bytes are no picture we can show; its sentence is `invalid.<id>`. */
export interface ImageFault {
  id:
    | "image.empty"
    | "image.too-big"
    | "image.kind"
    | "image.heic"
    | "image.too-many-pixels"
    | "image.damaged";
  data?: Data;
}

/**
 * The picture upright, on white where it was transparent, at most 4000 pixels wide or high, as JPEG without any metadata
 * (EXIF, GPS, XMP, IPTC); or what is wrong with it.
 */
export async function readImage(bytes: Uint8Array): Promise<Master | ImageFault> {
  if (bytes.byteLength === 0) return { id: "image.empty" };
  if (bytes.byteLength > mostImageBytes)
    return { id: "image.too-big", data: { limit: mostImageBytes / 1024 / 1024 } };
  const format = formatOf(bytes);
  if (!format) return { id: "image.kind" };
  try {
    // Asked of the header first: nothing is unpacked before the answer is known.
    const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (width * height > mostPixels)
      return { id: "image.too-many-pixels", data: { limit: mostPixels / 1_000_000 } };
    // The limit again stops a header that lies.
    const { data, info } = await sharp(bytes, {
      limitInputPixels: mostPixels,
      failOn: "error",
      sequentialRead: true,
    })
      .timeout({ seconds: secondsAtMost })
      .autoOrient()
      .resize({ width: longestSide, height: longestSide, fit: "inside", withoutEnlargement: true })
      .flatten({ background: "#fff" })
      .toColourspace("srgb")
      .jpeg({ quality: 92, chromaSubsampling: "4:4:4" })
      .toBuffer({ resolveWithObject: true });
    return { bytes: data, width: info.width, height: info.height };
  } catch {
    // libvips tells what it stumbled over in words of its own; the person needs to know which file to bring instead.
    return format === "heif" ? { id: "image.heic" } : { id: "image.damaged" };
  }
}

export function isFault(read: Master | ImageFault): read is ImageFault {
  return "id" in read;
}

/** By the first bytes, never by name or by what the browser said. */
function formatOf(bytes: Uint8Array): Format | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(16, bytes.byteLength)).toString("latin1");
  if (text.startsWith("\xff\xd8\xff")) return "jpeg";
  if (text.startsWith("\x89PNG\r\n\x1a\n")) return "png";
  if (text.startsWith("RIFF") && text.slice(8, 12) === "WEBP") return "webp";
  // ISO/IEC 14496-12 §4.3: a file type box comes first.
  if (text.slice(4, 8) === "ftyp" && /^(avi[fs]|hei[cmsx]|hev[cmsx]|mi[fa]1|msf1)/.test(text.slice(8)))
    return "heif";
  return null;
}
