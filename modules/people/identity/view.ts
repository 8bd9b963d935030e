import { type Ctx, today } from "#platform/ctx";
import { accountOf } from "../account/account.ts";
import { ageOn, cardAge, consentAge } from "../account/age.ts";
import { ownAccount } from "../account/me.ts";
import { may } from "../may.ts";
import { checksOf } from "./check-store.ts";
import { mostDocuments } from "./keep-document.ts";
import { type DocumentRow, documentsOf } from "./store.ts";

/** One's documents, what each has shown, and what can be done about each. */
export async function ownDocumentsView(ctx: Ctx) {
  const account = await ownAccount(ctx);
  const keeps = may["document.keep"](ctx.actor, {});
  // A helper sees how far the person has come, and nothing of their documents.
  const rows = keeps ? await documentsOf(ctx.db, account.id) : [];
  const checks = new Map((await checksOf(ctx.db, account.id)).map((one) => [one.document, one.outcome]));
  const age = account.born && ageOn(account.born, today(ctx));
  const guardian =
    ctx.actor.onBehalfOf?.as === "guardian" && ctx.actor.account
      ? await accountOf(ctx.db, ctx.actor.account)
      : null;
  const agreesThemself = ctx.actor.onBehalfOf !== null && typeof age === "number" && age >= consentAge;
  const standsIn =
    guardian !== null &&
    guardian.level > 0 &&
    typeof age === "number" &&
    age < cardAge &&
    !rows.some((row) => row.guardian === guardian.id);
  return {
    level: account.level,
    name: keeps ? account.name : null,
    under14: typeof age === "number" && age < consentAge,
    items: rows.map((row) => {
      const check = checks.has(row.id) ? (checks.get(row.id) ?? ("waiting" as const)) : null;
      const confirmable =
        ctx.identity.connected && !row.confirmedAt && row.kind !== "by-guardian" && check !== "waiting";
      return {
        ...documentView(row),
        check,
        can: keeps ? [...(confirmable ? (["confirm"] as const) : []), "remove" as const] : [],
      };
    }),
    can: [
      ...(keeps && rows.length < mostDocuments && !agreesThemself ? (["add"] as const) : []),
      ...(keeps && standsIn ? (["add-by-guardian"] as const) : []),
    ],
  };
}

export function documentView(row: DocumentRow) {
  return {
    id: row.id,
    kind: row.kind,
    lastFour: row.lastFour,
    level: row.level,
    addedAt: row.addedAt.toString(),
    shownAt: row.shownAt?.toString() ?? null,
    confirmedAt: row.confirmedAt?.toString() ?? null,
  };
}
