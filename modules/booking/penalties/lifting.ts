/** Marks that fall away because the occasion was cancelled or moved, or its place closed, after they were made. */
import { notifyAll } from "#people";
import { auditAll } from "#platform/audit";
import { type TxCtx, textFor } from "#platform/ctx";
import { sourceLocale } from "#platform/i18n";
import { aboutMarks, mattersOf } from "./about-marks.ts";
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
  const about = await aboutMarks(ctx, lifted);
  await notifyAll(
    ctx,
    [...Map.groupBy(lifted, mattersOf)].map(([matter, same]) => ({
      to: same.map(({ subject }) => subject),
      kind: "penalty" as const,
      key: "notice.penalty-lifted",
      values: { title: about.get(matter)?.title ?? "", because },
      href: ownPenalties,
    })),
  );
}
