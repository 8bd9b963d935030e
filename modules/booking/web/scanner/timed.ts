/** The scanner's own deciding, timed in the browser: `npm run bench -- door` bundles this file alone. */
import type { ScannerListed } from "../../scanner/contract.ts";
import { listHead } from "../../scanner/contract.ts";
import { decide, type Shown } from "./decide.ts";
import { keepScan } from "./kept.ts";
import { noteScan, type Stand, standBy } from "./stand.ts";

declare global {
  var scannerBench: {
    open(text: string): void;
    scan(asked: { offerId: string; scan: string; documentSeen: boolean }): Promise<number>;
  };
}

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
      acknowledged: null,
    };
    await keepScan(scan);
    noteScan(stand, scan);
    return performance.now() - begun;
  },
};
