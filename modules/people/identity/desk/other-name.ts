/** A document at a counter with another name than the account's: a marriage, a slip of a finger, a passport, or another person. */
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { invalid, refused } from "#platform/errors";
import type { Account } from "../../account/account.ts";
import { nameKey } from "../../account/name.ts";
import { updateAccount } from "../../account/store.ts";
import { notify } from "../../notices/notify.ts";

/** That it is the same person, and whether the document's name stands from now on or the registered one stays. */
export type OtherName = "take" | "keep";

interface Shown {
  /** As it stands on the document. */
  name: string;
  otherName: OtherName | undefined;
  /** Why a name that was compared before is another now. */
  reason: string;
}

/**
 * The name to register, or null where the registered one stays. Another spelling of a checked name changes nothing. Refuses
 * another name without the clerk's word that it is the same person, and to change a checked one without a reason.
 */
export function nameToTake(
  { name: registered, level }: Pick<Account, "name" | "level">,
  { name, otherName, reason }: Shown,
): string | null {
  // The first name comes with the document.
  if (registered === null) return null;
  const isChecked = level >= 2;
  if (nameKey(registered) === nameKey(name)) return isChecked || registered === name ? null : name;
  if (!otherName) throw refused("document.other-name");
  if (otherName === "keep") {
    if (isChecked) return null;
    throw invalid([{ field: "/body/otherName", id: "name.only-typed" }]);
  }
  if (isChecked && reason === "") throw invalid([{ field: "/body/correction", id: "missing" }]);
  return name;
}

/** Registers the name of the document, with the old one and the reason on record. Whose name it was is told. */
export async function takeName(
  ctx: TxCtx,
  { account, name, reason }: { account: Account; name: string; reason: string },
): Promise<void> {
  await updateAccount(ctx.db, account.id, { name, locale: account.locale });
  await audit(ctx, {
    what: "account.renamed-at-desk",
    on: { kind: "account", id: account.id },
    subject: account.subject,
    ...(reason && { detail: { reason } }),
    personal: { before: account.name, after: name },
  });
  await notify(ctx, {
    to: account.subject,
    kind: "security",
    key: reason ? "notice.renamed-at-desk" : "notice.named-by-document",
    values: { name: { person: account.subject }, reason },
    href: "/my/account",
  });
}
