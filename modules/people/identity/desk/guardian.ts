/** A child under 14 at a counter: the guardian who stands beside them consents, and is theirs from then on. */
import { type TxCtx, today } from "#platform/ctx";
import { invalid, refused } from "#platform/errors";
import { type Account, accountOf } from "../../account/account.ts";
import { ageOn, consentAge } from "../../account/age.ts";
import { checkGuardian, childLike, keepGuardian } from "../../family/children.ts";
import { lockPersons } from "../../family/store.ts";
import { notify } from "../../notices/notify.ts";
import { guardiansOf } from "../keep-document.ts";
import { accountBySign } from "./by-sign.ts";

const field = "/body/guardian";

/** The resident beside a child under 14, by their sign, locked before the child; nobody where none is named or none is needed. */
export async function guardianShown(
  ctx: TxCtx,
  sign: string | null | undefined,
  born: string | null,
): Promise<Account | null> {
  if (!sign?.trim() || !isYoung(ctx, born)) return null;
  const meant = (await accountBySign(ctx, sign.trim(), field)).account;
  if (meant) await lockPersons(ctx.db, meant.id);
  const account = meant && (await accountOf(ctx.db, meant.id));
  if (account?.kind !== "resident" || account.status !== "active")
    throw invalid([{ field, id: "guardian.no-account" }]);
  return account;
}

const isYoung = (ctx: TxCtx, born: string | null): born is string =>
  born !== null && ageOn(born, today(ctx)) < consentAge;

/** Refuses what stands on the card of another child of the same guardian, and leads there: a sibling's card makes no sibling of it. */
export async function checkNoSibling(
  ctx: TxCtx,
  given: { ward: Account; name: string; born: string | null; organisation: string },
): Promise<void> {
  const { ward, name, born, organisation } = given;
  if (born === null) return;
  for (const guardian of await guardiansOf(ctx, ward.id)) {
    const known = await childLike(ctx, guardian, { name, born }, ward.id);
    if (known) throw alreadyAtDesk(known, organisation);
  }
}

function alreadyAtDesk({ subject }: { subject: string }, organisation: string) {
  const next = `/desk/identity/${subject}?${new URLSearchParams({ organisation })}`;
  return refused("child.already-at-desk", {}, { next });
}

/**
 * Makes the guardianship where a card under 14 needs one. Refuses without a guardian, one whom no counter has checked, one
 * who is not of full age or has added this child already, and a second one: that is for the first to say, by a family code.
 */
export async function guardianAtDesk(
  ctx: TxCtx,
  given: {
    ward: Account;
    /** As they stand on the card. */
    name: string;
    born: string | null;
    guardian: Account | null;
    organisation: string;
  },
): Promise<void> {
  const { ward, name, born, guardian, organisation } = given;
  if (!isYoung(ctx, born)) return;
  const guardians = await guardiansOf(ctx, ward.id);
  if (guardian === null) {
    if (guardians.length > 0) return;
    throw invalid([{ field, id: "guardian.needed", data: { age: consentAge } }]);
  }
  if (guardian.id === ward.id) throw invalid([{ field, id: "guardian.no-account" }]);
  if (guardians.includes(guardian.id)) return;
  if (guardians.length > 0) throw invalid([{ field, id: "guardian.second" }]);
  if (guardian.level < 2) throw refused("document.guardian-first");
  await checkGuardian(ctx, guardian.id);
  const known = await childLike(ctx, guardian.id, { name, born });
  if (known) throw alreadyAtDesk(known, organisation);
  const relation = await keepGuardian(ctx, { ward: { ...ward, born }, guardian: guardian.id });
  await notify(ctx, {
    to: guardian.subject,
    kind: "family",
    key: "notice.guardian-at-desk",
    values: { ward: { person: ward.subject } },
    href: "/my/family",
    once: `at-desk ${relation}`,
  });
}
