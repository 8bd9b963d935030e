/** Marks that fall away because the occasion was cancelled or moved, or its place closed, after they were made. */
import { notifyAll } from "#people";
import { auditAll } from "#platform/audit";
import { type TxCtx, textFor } from "#platform/ctx";
import { sourceLocale } from "#platform/i18n";
import * as offerStore from "../offer-store.ts";
import { aboutOf } from "../views.ts";
import { type Lifting, liftMarks as lift } from "./lift-store.ts";
import { ownPenalties } from "./marking.ts";

const longest = 300;

// texts: penalty.lifted.* notice.penalty-lifted
/** Lifts the marks that would not be made any more, and tells whose they were. Where nobody has any it is one statement. */
export async function liftMarks(ctx: TxCtx, which: Lifting, reason = ""): Promise<void> {
  // Kept in the city's language, as what its staff write.
  const text = textFor({ ...ctx, locale: sourceLocale });
  const because = text(`penalty.lifted.${which.why}`, { reason }).slice(0, longest);
  const lifted = await lift(ctx.db, which, { because, now: ctx.clock() });
  if (lifted.length === 0) return;
  await auditAll(
    ctx,
    lifted.map(({ id, subject }) => ({
      what: "penalty.lifted",
      on: { kind: "penalty-mark", id },
      subject,
      detail: { because },
    })),
  );
  const byOffer = Map.groupBy(lifted, ({ offerId }) => offerId);
  const offers = await offerStore.offers(ctx.db, [...byOffer.keys()]);
  const about = await aboutOf(ctx, offers);
  await notifyAll(
    ctx,
    offers.map(({ id, ref }) => ({
      to: (byOffer.get(id) ?? []).map(({ subject }) => subject),
      kind: "penalty" as const,
      key: "notice.penalty-lifted",
      values: { title: about.get(ref)?.title ?? "", because },
      href: ownPenalties,
    })),
  );
}
