/** Which copy a scan at a box means: one that is in it comes before all others, since two houses may have one barcode. */
import { organisationsOf } from "#places";
import type { TxCtx } from "#platform/ctx";
import { invalid } from "#platform/errors";
import type { Box } from "./box-store.ts";
import { copiesOnWay } from "./which-copy-store.ts";

export interface SeveralCopies {
  is: "several";
  barcode: string;
  copies: { ownerId: string; owner: string; title: string }[];
}

export type CopyMeant =
  | { is: "one"; itemId: number; barcode: string }
  | SeveralCopies
  | { is: "none"; barcode: string };
