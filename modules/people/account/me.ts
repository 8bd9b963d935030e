/** The account as its own person sees and changes it. */
import { audit } from "#platform/audit";
import { principal } from "#platform/auth";
import { type Ctx, type TxCtx, today } from "#platform/ctx";
import { found, invalid, refused, signInNeeded } from "#platform/errors";
import type { Locale } from "#platform/i18n";
import { may } from "../may.ts";
import { unreadOf } from "../notices/store.ts";
import { type Account, accountOf, nameOfSubject, phoneOf } from "./account.ts";
import { ageOn, consentAge, fullAge } from "./age.ts";
import { nameFault, nameKey, tidyName } from "./name.ts";
import { otherNumbersOf } from "./numbers.ts";
import { veiledPhone } from "./phone.ts";
import { updateAccount } from "./store.ts";

/** The account whose affairs are dealt with: one's own, or that of the person one acts for. */
export async function ownAccount(ctx: Ctx): Promise<Account> {
  const person = principal(ctx.actor);
  if (!person) throw signInNeeded();
  return found(await accountOf(ctx.db, person.account), "account", person.account);
}

/** The same for what only the person agrees to: from 14 on no guardian does so in their place (PIPL art. 31). */
export async function agreeingAccount(ctx: Ctx): Promise<Account> {
  const account = await ownAccount(ctx);
  if (ctx.actor.onBehalfOf && account.born !== null && ageOn(account.born, today(ctx)) >= consentAge)
    throw refused("own-consent.needed", { age: consentAge });
  return account;
}

export async function whoAmI(ctx: Ctx) {
  const account = await ownAccount(ctx);
  const { actor } = ctx;
  const keeps = may["account.keep"](actor, {});
  const phone = keeps ? await phoneOf(ctx.db, account.id) : null;
  const others = keeps ? await otherNumbersOf(ctx.db, account.id) : [];
  const by = actor.onBehalfOf && actor.subject ? await nameOfSubject(ctx.db, actor.subject) : null;
  const can = [
    ...(keeps ? (["change", "export", "see-messages"] as const) : []),
    ...(keeps && !isNameChecked(account) ? (["rename"] as const) : []),
    ...(may["account.erase"](actor, {}) ? (["erase"] as const) : []),
    ...(may["child.add"](actor, {}) ? (["add-child"] as const) : []),
    ...(may["help.ask"](actor, {}) ? (["help"] as const) : []),
  ];
  return {
    account: account.id,
    kind: account.kind,
    name: account.name,
    phone: phone && veiledPhone(phone),
    otherPhones: others.map((one) => ({ id: one.id, phone: veiledPhone(one.phone) })),
    born: keeps ? account.born : null,
    level: account.level,
    locale: account.locale,
    demo: account.demo,
    acting: actor.onBehalfOf && { as: actor.onBehalfOf.as, by },
    unread: keeps ? await unreadOf(ctx.db, account.id) : 0,
    can,
  };
}

/** A clerk has compared the name with a document: the door shows it as such. Staff have theirs from whoever employs them. */
function isNameChecked({ kind, level, name }: Account): boolean {
  return kind === "resident" && level >= 2 && name !== null;
}

/**
 * Changes name and language. A name once given may change but not vanish while somebody works or is a child here; one that
 * was compared with a document is only spelt otherwise.
 */
export async function changeAccount(ctx: TxCtx, change: { name: string | null; locale: Locale }) {
  const account = await ownAccount(ctx);
  const name = change.name === null ? null : tidyName(change.name);
  const isChild = account.born !== null && ageOn(account.born, today(ctx)) < fullAge;
  const needed = account.kind === "staff" || isChild;
  const fault = name === null ? (needed ? "name.empty" : null) : nameFault(name);
  if (fault) throw invalid([{ field: "/body/name", id: fault }]);
  if (isNameChecked(account) && nameKey(name ?? "") !== nameKey(account.name ?? ""))
    throw refused("name.checked");
  await updateAccount(ctx.db, account.id, { name, locale: change.locale });
  await audit(ctx, {
    what: "account.changed",
    on: { kind: "account", id: account.id },
    subject: account.subject,
    personal: { name: account.name, locale: account.locale },
  });
  return { name, locale: change.locale };
}
