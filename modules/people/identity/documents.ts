/** 我的证件: a person adds a document (level 1), sees what is kept of it, removes it. */
import { audit } from "#platform/audit";
import { type TxCtx, today } from "#platform/ctx";
import { found, Problem, refused } from "#platform/errors";
import { type Account, accountOf } from "../account/account.ts";
import { fullAge } from "../account/age.ts";
import { agreeingAccount, ownAccount } from "../account/me.ts";
import { forgetBorn } from "../account/store.ts";
import { lockPersons } from "../family/store.ts";
import { endStandingIn } from "./by-guardian.ts";
import { keepDocument, type NewOwnDocument, readInput, takeDocumentTry } from "./keep-document.ts";
import * as store from "./store.ts";

/** Adds a document that is right in its form. The same one again changes nothing; somebody else's is refused. */
export async function addDocument(ctx: TxCtx, input: NewOwnDocument): Promise<{ id: string }> {
  const account = await agreeingAccount(ctx);
  await takeDocumentTry(ctx, account.id);
  const { document, name } = readInput(ctx, input);
  const kept = await keepDocument(ctx, { account, document, name, shownTo: null }).catch(keepingTheTry);
  if (kept === null) throw refused("document.elsewhere", {}, { keeps: true });
  return kept;
}

/** Refused before anything was written but the try, which stays counted. */
function keepingTheTry(error: unknown): never {
  if (!(error instanceof Problem)) throw error;
  const { id, data, status } = error;
  throw refused(id, data, { status, keeps: true });
}

/** Removes a document for good; the level falls to that of the best one left, and an adult's day of birth goes with the last. */
export async function removeOwnDocument(ctx: TxCtx, id: string): Promise<{ level: Account["level"] }> {
  const account = await ownAccount(ctx);
  await lockPersons(ctx.db, account.id);
  const one = found(ofAccount(await store.documentById(ctx.db, id), account), "document", id);
  // A counter may have taken it from here this moment.
  found((await store.removeDocument(ctx.db, one.id)) || null, "document", id);
  // A minor is one without the document too.
  await forgetBorn(ctx.db, account.id, today(ctx).subtract({ years: fullAge }).toString());
  await audit(ctx, {
    what: "document.removed",
    on: { kind: "document", id },
    subject: account.subject,
    detail: { kind: one.kind },
  });
  return { level: await lowerLevel(ctx, account.id) };
}

/** Documents of a locked account went: its level falls to that of the best one left. What was higher stands for nobody any more. */
export async function lowerLevel(ctx: TxCtx, id: string): Promise<Account["level"]> {
  await store.setLevel(ctx.db, [id]);
  const { level } = found(await accountOf(ctx.db, id), "account", id);
  await endStandingIn(ctx, id, null, level);
  return level;
}

function ofAccount(one: store.DocumentRow | null, account: Account): store.DocumentRow | null {
  return one?.account === account.id ? one : null;
}
