/** What people itself moves when two accounts become one, and by which rule it settles what both have. */
import {
  forgetAnswersTo,
  type Joining,
  type Moved,
  moveSessionsOf,
  openForSubject,
  sealForSubject,
} from "#platform/auth";
import type { TxCtx } from "#platform/ctx";
import { found } from "#platform/errors";
import { accountOf } from "../account/account.ts";
import { moveEligibility } from "../eligibility/store.ts";
import { moveChoices } from "../notices/choice-store.ts";
import { emailOf } from "../notices/email.ts";
import { moveEmail } from "../notices/email-store.ts";
import { mostDevices } from "../pass/pass.ts";
import { keepDevices } from "../pass/store.ts";
import { movePreferences } from "../preferences/store.ts";
import * as store from "./store.ts";

// texts: merge.moved.* merge.settled.*
/** Moves everything of the account that ends; what both have is settled as the texts `merge.settled.*` say. */
export async function moveOwnRows(ctx: TxCtx, joining: Joining): Promise<Moved[]> {
  const pair = { from: joining.from.account, into: joining.into.account };
  const by = { account: ctx.actor.account, now: ctx.clock() };
  const { db } = ctx;
  const moved = (what: string, rows: number, settled: Moved["settled"] = []): Moved => ({
    module: "people",
    what: `merge.moved.${what}`,
    rows,
    settled,
  });
  const counted = (text: string, count: number): Moved["settled"] =>
    count > 0 ? [{ text: `merge.settled.${text}`, values: { count } }] : [];

  const noticesTwice = await store.dropNoticesTwice(db, pair);
  const notices = moved("notices", await store.moveNotices(db, pair), counted("notices", noticesTwice));

  const standInTwice = await store.dropGuardianDocumentTwice(db, pair);
  const documents = moved(
    "documents",
    await store.moveDocuments(db, pair),
    counted("by-guardian", standInTwice),
  );

  const between = await store.dropRelationsBetween(db, pair);
  const twice = await store.endRelationsTwice(db, pair, by);
  const relations = moved("relations", await store.moveRelations(db, pair), [
    ...counted("between", between),
    ...twice.map(({ name }) => ({ text: "merge.settled.relation", values: { name: name ?? "" } })),
  ]);

  const decided = await moveEligibility(db, { ...pair, now: by.now });
  const eligibility = moved("eligibility", decided.moved, counted("eligibility", decided.ended));

  await store.dropDevicesTwice(db, pair);
  const devices = await store.moveDevices(db, pair);
  const forgotten = await keepDevices(db, pair.into, mostDevices);
  const phones = moved("devices", devices, counted("devices", forgotten));

  await store.moveCodes(db, pair);
  await movePreferences(db, pair.from, pair.into);
  await moveChoices(db, pair.from, pair.into);
  await store.moveDeliveries(db, pair);
  const address = await emailOf(ctx, { id: pair.from, subject: joining.from.subject });
  const resealed =
    address === null ? null : await sealForSubject(db, joining.into.subject, Buffer.from(address, "utf8"));
  await moveEmail(db, pair, resealed);
  await moveSessionsOf(ctx, pair);
  await forgetAnswersTo(db, joining.from.subject);
  const numbers = moved("numbers", await joinAccounts(ctx, pair));
  return [notices, documents, relations, eligibility, phones, numbers].filter(
    ({ rows, settled }) => rows > 0 || settled.length > 0,
  );
}

/** The account that ends is emptied; what the other did not know goes there. Answers how many numbers still lead on. */
async function joinAccounts(ctx: TxCtx, { from, into }: store.Pair): Promise<number> {
  const ending = found(await accountOf(ctx.db, from), "account", from);
  const staying = found(await accountOf(ctx.db, into), "account", into);
  const [own, ...before] = await store.numbersOf(ctx.db, from);
  const [kept] = await store.numbersOf(ctx.db, into);
  // Sealed for the one that stays: nothing is left that only the ending key opens.
  const sealed = async (subject: string, bytes: Buffer | null) =>
    bytes && sealForSubject(ctx.db, staying.subject, await openForSubject(ctx.db, subject, bytes));
  const number = {
    phoneHash: own?.phoneHash ?? null,
    phoneSealed: await sealed(ending.subject, own?.phoneSealed ?? null),
  };
  const none = { phoneHash: null, phoneSealed: null };
  const takes = kept?.phoneHash === null;
  await store.moveAgreement(ctx.db, { from, into });
  await store.endAccount(ctx.db, { from, into }, takes ? none : number);
  await store.takeFacts(ctx.db, into, {
    name: ending.name,
    born: ending.born,
    level: ending.level,
    ...(takes ? number : none),
  });
  for (const one of before)
    await store.leadOn(ctx.db, one.id, into, await sealed(ending.subject, one.phoneSealed));
  return [number, ...before].filter(({ phoneHash }) => phoneHash !== null).length;
}
