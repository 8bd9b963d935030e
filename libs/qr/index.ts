/** A QR code as one SVG path, a unit a module, for pages and for paper. */
import QRCode from "qrcode";

/** Modules of quiet around it, as ISO/IEC 18004 wants. */
const margin = 4;

/** The dark modules as rectangles, in a square of `size` with its quiet zone. */
export function qrPath(text: string): { d: string; size: number } {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: "M" });
  let d = "";
  for (let y = 0; y < modules.size; y += 1) {
    for (let x = 0; x < modules.size; x += 1) {
      if (!modules.get(y, x)) continue;
      let run = 1;
      while (x + run < modules.size && modules.get(y, x + run)) run += 1;
      d += `M${x + margin} ${y + margin}h${run}v1h-${run}z`;
      x += run - 1;
    }
  }
  return { d, size: modules.size + 2 * margin };
}
