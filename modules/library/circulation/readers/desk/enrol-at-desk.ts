/** Somebody becomes a reader at the counter. */
import { type TxCtx, today } from "#platform/ctx";
import { invalid, refused } from "#platform/errors";
import { homeOf } from "../homes.ts";
import { enrol, personOf } from "../own/become-reader.ts";
import { termsAt } from "../terms/terms-store.ts";
import { reasonAgainstJoining } from "../who-joins.ts";

export interface AtDesk {
  subject: string;
  homeId: string;
  familyCard: boolean;
  guardianAgrees: boolean;
}

/** The same terms as at home; a guardian who stands there agrees for somebody whom people knows none of. */
export async function enrolAtDesk(
  ctx: TxCtx,
  { subject, homeId, familyCard, guardianAgrees }: AtDesk,
): Promise<{ number: string | null }> {
  const home = await homeOf(ctx, homeId);
  const person = await personOf(ctx, subject);
  const terms = await termsAt(ctx.db, home);
  const against = reasonAgainstJoining(
    terms,
    { ...person, hasGuardian: person.hasGuardian || guardianAgrees },
    today(ctx),
  );
  if (against === "reader.level")
    throw refused(
      "reader.level-at-desk",
      { need: terms.level, level: person.level },
      { next: "/desk/identity" },
    );
  if (against) throw invalid([{ field: "/body/guardianAgrees", id: "guardian.not-agreed" }]);
  return enrol(ctx, subject, {
    home,
    terms,
    person,
    familyCard,
    consent: guardianAgrees ? "at-desk" : "guardian",
  });
}
