/**
 * The link in a letter by which somebody gets no more of a kind by e-mail: one tap, without signing in, good for nothing else, and so
 * without an end: whoever finds an old letter may still say no.
 */
import { timingSafeEqual } from "node:crypto";
import { audit } from "#platform/audit";
import type { Ctx, TxCtx } from "#platform/ctx";
import { notFound } from "#platform/errors";
import { accountOf, accountOfSubject } from "../account/account.ts";
import * as choiceStore from "./choice-store.ts";
import { noticesConsent } from "./choices.ts";
import { type NoticeKind, noticeKinds, ruleOf } from "./kinds.ts";

interface Stopped {
  account: string;
  kind: NoticeKind;
}

/** Account and kind, with a mark only this city can make. */
export function stopToken(ctx: Pick<Ctx, "keyedHash">, { account, kind }: Stopped): string {
  return `${account}.${kind}.${markOf(ctx, { account, kind }).toString("base64url")}`;
}

/** Which kind a link stops. Refuses what we did not write. */
export function readStop(ctx: Pick<Ctx, "keyedHash">, token: string): Stopped {
  const [account = "", name = "", mark = ""] = token.split(".");
  const kind = noticeKinds.find((one) => one === name);
  if (!kind || ruleOf(kind).necessary) throw notFound("link", token);
  const given = Buffer.from(mark, "base64url");
  const right = markOf(ctx, { account, kind });
  if (given.length !== right.length || !timingSafeEqual(given, right)) throw notFound("link", token);
  return { account, kind };
}

/** No more of this kind by e-mail; other channels stay as they are. Twice changes nothing. */
export async function stopByLink(ctx: TxCtx, token: string): Promise<{ kind: NoticeKind }> {
  const { account: written, kind } = readStop(ctx, token);
  const known = await accountOf(ctx.db, written);
  // Of two accounts that were joined the letters go on to the one that stays.
  const account = known && (await accountOfSubject(ctx.db, known.subject));
  if (account?.status !== "active") return { kind };
  const { id, subject } = account;
  const stopped = await choiceStore.dropChannel(ctx.db, id, {
    kind,
    channel: "email",
    usual: ruleOf(kind).asks ? [] : ["sms"],
    now: ctx.clock(),
    consentVersion: noticesConsent,
  });
  if (stopped)
    await audit(ctx, {
      what: "notices.stopped",
      on: { kind: "account", id },
      subject,
      detail: { kind },
    });
  return { kind };
}

function markOf(ctx: Pick<Ctx, "keyedHash">, { account, kind }: Stopped): Buffer {
  return ctx.keyedHash("people/stop-letters", `${account} ${kind}`).subarray(0, 16);
}
