/** The sizes and formats a picture is shown in, made from its master. */
import sharp from "sharp";

export type ImageMedia = "image/webp" | "image/jpeg";

export interface Derived {
  media: ImageMedia;
  width: number;
  height: number;
  bytes: Buffer;
}

/** A phone, a phone with a fine screen, a desk. */
const widths = [400, 800, 1600] as const;

/**
 * The picture at 400, 800 and 1600 pixels, never larger than it is, as WebP and as JPEG for browsers that know no WebP.
 * The same master gives the same files.
 */
export async function derive(master: Uint8Array): Promise<Derived[]> {
  const { width: full } = await sharp(master).metadata();
  const wanted = [...new Set(widths.map((width) => Math.min(width, full)))];
  const made: Derived[] = [];
  for (const width of wanted) {
    const sized = sharp(master).resize({ width });
    const webp = await sized.clone().webp({ quality: 78 }).toBuffer({ resolveWithObject: true });
    const jpeg = await sized
      .clone()
      .jpeg({ quality: 78, mozjpeg: true })
      .toBuffer({ resolveWithObject: true });
    made.push(
      { media: "image/webp", width, height: webp.info.height, bytes: webp.data },
      { media: "image/jpeg", width, height: jpeg.info.height, bytes: jpeg.data },
    );
  }
  return made;
}
