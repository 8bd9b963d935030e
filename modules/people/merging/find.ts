/** 查重: other accounts that may be the same person. */
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { type AgainstMerge, type Likeness, likenessesOf, reasonAgainstMerge } from "./alike.ts";
import { withBirth } from "./merge.ts";
import * as store from "./store.ts";

export interface Alike {
  subject: string;
  name: string | null;
  likenesses: Likeness[];
  /** Why they cannot be one person all the same, or null. */
  against: AgainstMerge | null;
}

/** Those who look like this person for a reason; those whom nothing speaks against first. */
export async function alikeTo(ctx: Ctx, subject: string): Promise<Alike[]> {
  const [row] = await store.comparedBySubject(ctx.db, [subject]);
  const person = found(row, "person", subject);
  const own = withBirth(ctx, person);
  const others = await store.comparedBySubject(
    ctx.db,
    await store.candidates(ctx.db, { ...own, name: person.name }),
  );
  const common = await store.inCommon(
    ctx.db,
    own,
    others.map((other) => withBirth(ctx, other)),
  );
  const byId = new Map(common.map((one) => [one.id, one]));
  return others
    .flatMap((other) => {
      const likenesses = likenessesOf(person, other, byId.get(other.id) ?? nothing);
      const against = reasonAgainstMerge(other, person, { related: false });
      return likenesses.length > 0 ? [{ subject: other.subject, name: other.name, likenesses, against }] : [];
    })
    .sort((one, other) => Number(one.against !== null) - Number(other.against !== null));
}

const nothing = { sameDocument: false, nameAndBirth: false, sameGuardian: false, corrected: false };
