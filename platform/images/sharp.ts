/** sharp, held to what we read: libvips reads dozens of formats by looking at the bytes; only what we name is let in. */
import sharp from "sharp";

sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: [
    "VipsForeignLoadJpegBuffer",
    "VipsForeignLoadPngBuffer",
    "VipsForeignLoadWebpBuffer",
    "VipsForeignLoadHeifBuffer",
    // Only for pictures drawn by us (`draw.ts`): `readImage` knows no SVG and refuses it before anything is read.
    "VipsForeignLoadSvgBuffer",
  ],
});
sharp.cache(false);
sharp.concurrency(1);

export { sharp };
