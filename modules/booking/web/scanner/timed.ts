/** The scanner's own deciding, timed in the browser: `npm run bench -- door` bundles this file alone. */
import type { ScannerListed } from "../../scanner/contract.ts";
import { listHead } from "../../scanner/contract.ts";
import { mostPixels, scriptReader } from "./camera.ts";
import { decide, type Shown } from "./decide.ts";
import { keepScan } from "./kept.ts";
import { noteScan, type Stand, standBy } from "./stand.ts";

declare global {
  var scannerBench: {
    open(text: string): void;
    scan(asked: { offerId: string; scan: string; documentSeen: boolean }): Promise<number>;
    look(): Promise<number>;
  };
}

/** What the camera sees most of the time: people, light and shadow, and no code. */
function aRoom(): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [mostPixels, mostPixels];
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) throw new Error("no canvas");
  for (let n = 0; n < 4000; n++) {
    pen.fillStyle = `hsl(${(n * 47) % 360} 30% ${(n * 31) % 100}%)`;
    pen.fillRect((n * 97) % canvas.width, (n * 61) % canvas.height, 4 + (n % 60), 4 + (n % 40));
  }
  return canvas;
}

const looks = 15;

const seen: Shown = new Set();
let stand: Stand | null = null;

globalThis.scannerBench = {
  open(text) {
    stand = standBy(JSON.parse(text.slice(listHead.length)) as ScannerListed, null, []);
  },
  async scan(asked) {
    if (!stand) throw new Error("no list was opened");
    const begun = performance.now();
    const { meaning, claim, shown, phone } = await decide(
      stand,
      { ...asked, way: "in" },
      { now: Date.now(), seen },
    );
    if (meaning.kind !== "in") throw new Error(`the scanner said ${JSON.stringify(meaning)}`);
    const scan = {
      id: crypto.randomUUID(),
      offerId: asked.offerId,
      claimId: claim?.id ?? null,
      way: "in" as const,
      size: meaning.fresh,
      fresh: meaning.fresh,
      shown,
      phone,
      at: new Date().toISOString(),
      acknowledged: false,
    };
    await keepScan(scan);
    noteScan(stand, scan);
    return performance.now() - begun;
  },
  async look() {
    const [reader, picture] = [await scriptReader(), aRoom()];
    const times: number[] = [];
    for (let n = 0; n < looks; n++) {
      const begun = performance.now();
      await reader.read(picture);
      times.push(performance.now() - begun);
    }
    return times.sort((a, b) => a - b)[looks >> 1] ?? 0;
  },
};
