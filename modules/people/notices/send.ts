/** Jobs that carry words to a phone. What they are given are ids; numbers and words are opened here and nowhere kept. */
import type { Temporal } from "temporal-polyfill";
import { openForSubject } from "#platform/auth";
import { type Ctx, inTx, textFor } from "#platform/ctx";
import { isLocale, sourceLocale } from "#platform/i18n";
import { NotSent } from "#platform/notify";
import { letterOf } from "../sign-in/code.ts";
import { noticeLink } from "../slots.ts";
import { channelsFor, type NoticeChannel, ruleOf } from "./kinds.ts";
import { letterFor } from "./letter.ts";
import { outAt } from "./quiet.ts";
import { sentencesOf } from "./sentence.ts";
import * as store from "./store.ts";

const batch = 20;
const atOnce = 5;
/** Minutes to the next try. After the last one, or once the gateway has refused for good, a notice stays under 我的 alone. */
const waits = [1, 5, 15, 60];
/** Longer than the gateway takes with all its tries; whatever hangs beyond it counts as not sent. */
const patience = () => AbortSignal.timeout(45_000);
/** Longer than a batch takes when everything hangs. */
const takenFor = { minutes: 10 };

// texts: message.code.*
/** Sends a code. A code that is used or over by now is not sent. */
export async function sendCodeLetter(ctx: Ctx, payload: Record<string, unknown>): Promise<void> {
  const letter = await letterOf(ctx, String(payload.attempt));
  if (!letter) return;
  const text = textFor({ ...ctx, locale: letter.locale });
  const sending = ctx.messenger.send({
    id: String(payload.attempt),
    address: letter.phone,
    kind: `${letter.purpose}-code`,
    text: text(`message.code.${letter.purpose}`, { code: letter.code }),
  });
  await inTime(sending, patience());
}

/**
 * Sends all notices that are due, each at least once: taken in one short transaction, sent outside any, the outcome noted in
 * another. Whoever dies between leaves them to the next run; the gateway knows a repetition by its id.
 */
export async function sendNotices(ctx: Ctx, _payload: unknown = {}, tooLate = patience): Promise<void> {
  for (;;) {
    const now = ctx.clock();
    const due = { now, until: now.add(takenFor), limit: batch };
    const rows = await inTx(ctx, (inner) => store.takeDue(inner.db, due));
    const say = await sentencesOf(ctx.db, rows);
    const outcomes: boolean[] = [];
    for (let at = 0; at < rows.length; at += atOnce) {
      const some = rows.slice(at, at + atOnce);
      outcomes.push(...(await Promise.all(some.map((row) => sendAndNote(ctx, { row, say }, tooLate())))));
    }
    // With the line down the rest would only use up its tries.
    if (rows.length < batch || !outcomes.includes(true)) return;
  }
}

/** False when it could be carried to nobody. Where there was nobody to carry it to, nothing failed. */
async function sendAndNote(
  ctx: Ctx,
  { row, say }: Pick<Copy, "row" | "say">,
  late: AbortSignal,
): Promise<boolean> {
  const copies = (row.recipients ?? []).flatMap((recipient) =>
    channelsFor(row.kind, recipient.chosen, channelsOf(ctx, recipient))
      .filter((channel) => !recipient.done.includes(channel))
      .map((channel) => ({ recipient, channel })),
  );
  const tried = await Promise.all(copies.map((copy) => tryCopy(ctx, { row, say, ...copy }, late)));
  const now = ctx.clock();
  const nextAt = tried.some(({ outcome }) => outcome === "put-off") ? await nextTry(ctx, row, now) : null;
  await inTx(ctx, (inner) =>
    store.noteTry(inner.db, row.id, {
      // After the last try what could have been tried again is refused for good.
      tried: tried.map((one) =>
        one.outcome !== "put-off" ? one : nextAt ? { ...one, nextAt } : { ...one, outcome: "refused" },
      ),
      nextAt,
      now,
    }),
  );
  return tried.length === 0 || tried.some(({ outcome }) => outcome === "sent");
}

async function nextTry(ctx: Ctx, row: store.Unsent, now: Temporal.Instant): Promise<Temporal.Instant | null> {
  const wait = waits[row.tries - 1];
  if (wait === undefined) return null;
  const then = now.add({ minutes: wait });
  if (ruleOf(row.kind).atOnce) return then;
  return outAt(then, await store.quietHours(ctx.db), { neededBy: row.neededBy, zone: ctx.city.zone });
}

/** What somebody can be reached by, the usual first. */
function channelsOf({ messenger }: Ctx, { phone, email }: store.Recipient): NoticeChannel[] {
  return [...(phone ? (["sms"] as const) : []), ...(email && messenger.mails ? (["email"] as const) : [])];
}

/** The outcome of a message, or that it took too long. What answers after that is heard by nobody. */
async function inTime<R>(work: Promise<R>, late: AbortSignal): Promise<R> {
  const over = Promise.withResolvers<never>();
  const giveUp = () => over.reject(new NotSent("the messenger took too long", { again: true }));
  late.addEventListener("abort", giveUp);
  if (late.aborted) giveUp();
  try {
    return await Promise.race([work, over.promise]);
  } finally {
    late.removeEventListener("abort", giveUp);
  }
}

interface Copy {
  row: store.Unsent;
  say: Awaited<ReturnType<typeof sentencesOf>>;
  recipient: store.Recipient;
  channel: NoticeChannel;
}

/** Sends one copy of a notice, and says what came of it. */
async function tryCopy(ctx: Ctx, copy: Copy, late: AbortSignal): Promise<store.Delivery> {
  const done = { recipient: copy.recipient.account, channel: copy.channel, providerId: null, nextAt: null };
  try {
    const providerId = (await inTime(sendCopy(ctx, copy), late)) ?? null;
    return { ...done, outcome: "sent", providerId };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    ctx.log.warn({ notice: copy.row.id, channel: copy.channel, error: reason }, "notice not sent");
    return { ...done, outcome: error instanceof NotSent && !error.again ? "refused" : "put-off" };
  }
}

async function sendCopy(ctx: Ctx, { row, say, recipient, channel }: Copy): Promise<string | undefined> {
  const { subject, locale, phone, email } = recipient;
  const own = subject === row.subject;
  const sealed = Buffer.from((channel === "sms" ? phone : email) ?? "", "hex");
  const address = (await openForSubject(ctx.db, subject, sealed)).toString("utf8");
  const text = textFor({ ...ctx, locale: isLocale(locale) ? locale : sourceLocale });
  const told = say(row, text);
  const said = own
    ? told
    : text("notice.of-ward", { name: row.name ?? text("account.nameless"), text: told });
  // A guardian's copy is another message, and says whose; so is the one by e-mail.
  const id = `${row.id}${own ? "" : `-${subject}`}`;
  const { href: page } = row;
  const [tap] = page ? await ctx.slots.gather(noticeLink, ctx, { href: page, subject: row.subject }) : [];
  const href = tap ?? page;
  // Nobody finds by a message alone where to do what it asks for.
  if (channel === "sms")
    return ctx.messenger.send({
      ...{ id, address, kind: row.key },
      text: href ? `${said} ${ctx.city.url}${href}` : said,
    });
  const letter = letterFor(ctx, { kind: row.kind, href, said, to: recipient, text });
  return ctx.messenger.send({ id: `${id}-email`, address, kind: row.key, ...letter });
}
