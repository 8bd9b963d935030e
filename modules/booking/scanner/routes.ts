/** HTTP of scanners. A device says who it is with its own key: what it may do is decided there. */
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { anyone, by, implement } from "#platform/http";
import { may } from "../may.ts";
import * as offerStore from "../offers/offer-store.ts";
import { scannersView, settleScans } from "./conflicts.ts";
import * as contract from "./contract.ts";
import { readyScanner, revokeScanner } from "./device.ts";
import { scanNow } from "./scan-now.ts";
import * as store from "./store.ts";
import { syncScanner } from "./sync.ts";

const offerTarget = async (ctx: Ctx, offerId: string) =>
  found(await offerStore.offer(ctx.db, offerId), "offer", offerId);

export const scannerOperations = [
  implement(contract.scannersOf, {
    may: by(may, "door.see", (ctx, { params }) => offerTarget(ctx, params.offerId)),
    run: (ctx, { params }) => scannersView(ctx, params.offerId),
  }),
  implement(contract.makeScanner, {
    may: by(may, "door.check-in", (ctx, { params }) => offerTarget(ctx, params.offerId)),
    run: (ctx, { params, body }) => readyScanner(ctx, { ...params, ...body }),
  }),
  implement(contract.revokeScanner, {
    may: by(may, "door.check-in", async (ctx, { params }) =>
      found(await store.scanner(ctx.db, params.scannerId), "scanner", params.scannerId),
    ),
    run: async (ctx, { params }) => {
      await revokeScanner(ctx, params.scannerId);
      return {};
    },
  }),
  implement(contract.settleScans, {
    may: by(may, "door.undo", (ctx, { params }) => offerTarget(ctx, params.offerId)),
    run: (ctx, { params, body }) => settleScans(ctx, { ...params, ...body }),
  }),
  implement(contract.scanNow, { may: anyone, run: (ctx, { body }) => scanNow(ctx, body) }),
  implement(contract.syncScanner, { may: anyone, run: (ctx, { body }) => syncScanner(ctx, body) }),
];
