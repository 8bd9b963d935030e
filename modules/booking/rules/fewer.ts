/** What rules say when some of a claim are given back: how many come, and that a child does not come alone. */
import { organisationOf } from "#places";
import type { TxCtx } from "#platform/ctx";
import { found } from "#platform/errors";
import type { Claim } from "../claiming/claim-store.ts";
import { claimantsOf } from "../claiming/claimants.ts";
import { standingNow } from "../claiming/standing-store.ts";
import type { Against, PoolChannel } from "../offers/offer.ts";
import { heedRules } from "./heed.ts";
import type { RuleKind } from "./terms.ts";

const aboutSize: readonly RuleKind[] = ["group", "companion"];

// texts: refusal.rule.group-stays refusal.rule.companion-stays
/** Why so few cannot stay, or null. A rule that the claim meets neither as it is nor with any fewer above that was there later: then these are no worse. */
export async function reasonAgainstFewer(
  ctx: TxCtx,
  claim: Claim & { channel: PoolChannel },
  stays: number,
): Promise<Against | null> {
  if (stays >= claim.size) return null;
  const { subject, organisationId, channel } = claim;
  const asked = await standingNow(ctx.db, claim.offerId, { subjects: [], now: ctx.clock() });
  const { offer: of, rules: inForce } = found(asked, "offer", claim.offerId);
  const rules = inForce.filter(({ kind }) => aboutSize.includes(kind));
  const offer = { ...of, own: of.own.filter(({ kind }) => aboutSize.includes(kind)) };
  if (rules.length + offer.own.length === 0) return null;
  const heeded = await heedRules(ctx, { tx: ctx.db, offer, rules, subjects: [], look: true });
  const organisation = organisationId ? await organisationOf(ctx.db, organisationId) : null;
  const claimant = (await claimantsOf(ctx.db, subject ? [subject] : [])).of(subject ?? "");
  const more = Array.from({ length: claim.size - stays }, (_, at) => claim.size - at);
  for (const kind of aboutSize) {
    const against = (size: number) =>
      heeded.against({
        ctx,
        channel,
        subject,
        ...(organisation && { organisation }),
        size,
        claimant,
        kinds: [kind],
      });
    const reason = against(stays);
    if (reason && more.some((size) => against(size) === null)) return { ...reason, id: `${reason.id}-stays` };
  }
  return null;
}
