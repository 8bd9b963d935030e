/** 消息设置: which notices reach one's phone or address. In the pages of the city everything is always kept. */
import { audit } from "#platform/audit";
import type { Ctx, TxCtx } from "#platform/ctx";
import { invalid } from "#platform/errors";
import { phoneOf } from "../account/account.ts";
import { ownAccount } from "../account/me.ts";
import * as choiceStore from "./choice-store.ts";
import { emailOf } from "./email.ts";
import { channelsFor, type NoticeChannel, type NoticeKind, noticeKinds, ruleOf } from "./kinds.ts";
import * as store from "./store.ts";

/** The wording on the page by which people agree to what is sent; a new wording gets a new date. */
export const noticesConsent = "2026-12-01";

const writesLetters = ({ messenger }: Ctx) => messenger.mails === true;

/** Every kind of notice with the channels it goes by, and what the person can be reached by. */
export async function ownNoticeSettings(ctx: Ctx) {
  const account = await ownAccount(ctx);
  const chosen = new Map(
    (await choiceStore.choicesOf(ctx.db, account.id)).map(({ kind, channels }) => [kind, channels]),
  );
  const phone = await phoneOf(ctx.db, account.id);
  const email = await emailOf(ctx, account);
  const mails = writesLetters(ctx);
  const has: NoticeChannel[] = [
    ...(phone ? (["sms"] as const) : []),
    ...(email && mails ? (["email"] as const) : []),
  ];
  return {
    has,
    email,
    mails,
    quiet: await store.quietHours(ctx.db),
    kinds: noticeKinds
      .filter((kind) => !ruleOf(kind).staff || account.kind === "staff")
      .map((kind) => ({
        kind,
        necessary: ruleOf(kind).necessary === true,
        asks: ruleOf(kind).asks === true,
        channels: channelsFor(kind, chosen.get(kind) ?? null, has),
      })),
  };
}

/** Keeps what is chosen for each kind that is named. Refuses to switch off what is necessary, letters to nowhere, and kinds of others. */
export async function chooseNotices(
  ctx: TxCtx,
  choices: Partial<Record<NoticeKind, NoticeChannel[]>>,
): Promise<void> {
  const account = await ownAccount(ctx);
  const named = noticeKinds.flatMap((kind) => {
    const channels = choices[kind];
    return channels ? [{ kind, channels }] : [];
  });
  const reads = writesLetters(ctx) && (await emailOf(ctx, account)) !== null;
  const faults = named.flatMap(({ kind, channels }) => {
    const field = `/body/choices/${kind}`;
    const { necessary, staff } = ruleOf(kind);
    if (staff && account.kind !== "staff") return [{ field, id: "notice.of-staff" }];
    if (necessary && channels.length === 0) return [{ field, id: "notice.one-channel" }];
    if (!reads && channels.join() === "email") return [{ field, id: "notice.no-address" }];
    return [];
  });
  if (faults.length > 0) throw invalid(faults);
  await choiceStore.setChoices(ctx.db, account.id, named, {
    now: ctx.clock(),
    consentVersion: noticesConsent,
  });
  await audit(ctx, {
    what: "notices.chosen",
    on: { kind: "account", id: account.id },
    subject: account.subject,
    personal: { choices },
  });
}
