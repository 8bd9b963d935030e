/** Jobs that carry words to a phone. What they are given are ids; numbers and words are opened here and nowhere kept. */
import { openForSubject } from "#platform/auth";
import { type Ctx, inTx, textFor } from "#platform/ctx";
import { isLocale, sourceLocale } from "#platform/i18n";
import { NotSent } from "#platform/notify";
import { letterOf } from "../sign-in/code.ts";
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
    const outcomes: boolean[] = [];
    for (let at = 0; at < rows.length; at += atOnce) {
      const some = rows.slice(at, at + atOnce);
      outcomes.push(...(await Promise.all(some.map((row) => sendAndNote(ctx, row, tooLate())))));
    }
    // With the line down the rest would only use up its tries.
    if (rows.length < batch || !outcomes.includes(true)) return;
  }
}

/** True when it went out. */
async function sendAndNote(ctx: Ctx, row: store.Unsent, late: AbortSignal): Promise<boolean> {
  try {
    await inTime(sendOne(ctx, row), late);
    await inTx(ctx, (inner) => store.markSent(inner.db, row.id, ctx.clock()));
    return true;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    ctx.log.warn({ notice: row.id, error: reason }, "notice not sent");
    const wait = error instanceof NotSent && !error.again ? undefined : waits[row.tries - 1];
    await inTx(ctx, (inner) =>
      wait === undefined
        ? store.markSent(inner.db, row.id, ctx.clock())
        : store.putOff(inner.db, row.id, ctx.clock().add({ minutes: wait })),
    );
    return false;
  }
}

/** The outcome of a message, or that it took too long. What answers after that is heard by nobody. */
async function inTime(work: Promise<void>, late: AbortSignal): Promise<void> {
  const over = Promise.withResolvers<never>();
  const giveUp = () => over.reject(new NotSent("the messenger took too long", { again: true }));
  late.addEventListener("abort", giveUp);
  if (late.aborted) giveUp();
  try {
    await Promise.race([work, over.promise]);
  } finally {
    late.removeEventListener("abort", giveUp);
  }
}

async function sendOne(ctx: Ctx, row: store.Unsent): Promise<void> {
  const theirs = row.phoneSealed
    ? [{ subject: row.subject, sealed: row.phoneSealed, locale: row.locale }]
    : [];
  const say = await sentencesOf(ctx.db, [row]);
  const guardians = (row.guardians ?? []).map((one) => ({ ...one, sealed: Buffer.from(one.sealed, "hex") }));
  for (const { subject, sealed, locale } of [...theirs, ...guardians]) {
    const own = subject === row.subject;
    const phone = (await openForSubject(ctx.db, subject, sealed)).toString("utf8");
    const text = textFor({ ...ctx, locale: isLocale(locale) ? locale : sourceLocale });
    const told = say(row, text);
    await ctx.messenger.send({
      // A guardian's copy is another message, and says whose.
      id: own ? row.id : `${row.id}-${subject}`,
      address: phone,
      kind: row.key,
      text: own ? told : text("notice.of-ward", { name: row.name ?? text("account.nameless"), text: told }),
    });
  }
}
