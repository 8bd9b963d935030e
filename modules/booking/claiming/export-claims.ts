/** Claims and lines as what is kept about a person: written out to them. */
import type { PersonSection } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { claimViews } from "../views.ts";
import { waitingRows } from "../waiting/show-line.ts";
import { claimsOfSubject } from "./claim-store.ts";

const mostClaims = 10_000;

// texts: waiting.state.*
/** Every claim a person has or had, and where they have waited. */
export async function exportClaims(ctx: Ctx, subject: string): Promise<PersonSection[]> {
  const claims = await claimsOfSubject(ctx.db, subject, { now: ctx.clock(), after: null, limit: mostClaims });
  return [
    {
      module: "booking",
      title: "export.claims",
      rows: await claimViews(ctx, claims),
      words: { state: "claim.state", pool: "pool", can: "export.word.can" },
    },
    {
      module: "booking",
      title: "export.waiting",
      rows: await waitingRows(ctx, subject),
      words: { state: "waiting.state" },
    },
  ];
}
