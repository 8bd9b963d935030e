/** Jobs that carry words to a phone. What they are given are ids; numbers and words are opened here and nowhere kept. */
import { openForSubject } from "#platform/auth";
import { type Ctx, inTx, type TxCtx } from "#platform/ctx";
import { isLocale, sourceLocale, texts } from "#platform/i18n";
import { enqueue } from "#platform/jobs";
import { NotSent } from "#platform/notify";
import { letterOf } from "../sign-in/code.ts";
import { sendNoticesJob } from "./notify.ts";
import * as store from "./store.ts";
import { readValues } from "./values.ts";

const batch = 20;
/** After so many tries, or once the gateway has refused for good, a message stays under 我的 alone. */
const mostTries = 5;

// texts: message.code.*
/** Sends a code. A code that is used or over by now is not sent. */
export async function sendCodeLetter(ctx: Ctx, payload: Record<string, unknown>): Promise<void> {
  const letter = await letterOf(ctx, String(payload.attempt));
  if (!letter) return;
  const text = texts(letter.locale, { zone: ctx.city.zone });
  await ctx.messenger.send({
    id: String(payload.attempt),
    address: letter.phone,
    kind: `${letter.purpose}-code`,
    text: text(`message.code.${letter.purpose}`, { code: letter.code }),
  });
}

/** Sends all notices that wait. What cannot be sent now is tried again in a minute, five times. */
export async function sendNotices(ctx: Ctx): Promise<void> {
  let sent = true;
  while (sent) sent = await inTx(ctx, sendBatch);
  await inTx(ctx, async (inner) => {
    if (!(await store.isAnyUnsent(inner.db))) return;
    await enqueue(inner, sendNoticesJob, {}, { key: sendNoticesJob, at: ctx.clock().add({ seconds: 60 }) });
  });
}

/** True when something went out, and so more may wait behind it. */
async function sendBatch(ctx: TxCtx): Promise<boolean> {
  const rows = await store.takeUnsent(ctx.db, batch);
  const done: string[] = [];
  const failed: string[] = [];
  for (const row of rows) {
    try {
      await sendOne(ctx, row);
      done.push(row.id);
    } catch (error) {
      ctx.log.warn(
        { notice: row.id, error: error instanceof Error ? error.message : String(error) },
        "notice not sent",
      );
      const over = row.tries + 1 >= mostTries || (error instanceof NotSent && !error.again);
      (over ? done : failed).push(row.id);
    }
  }
  await store.markSent(ctx.db, done, ctx.clock());
  await store.countSendTry(ctx.db, failed);
  return done.length > 0 && rows.length === batch;
}

async function sendOne(ctx: TxCtx, row: store.Unsent): Promise<void> {
  const own = row.phoneSealed ? [{ subject: row.subject, sealed: row.phoneSealed, locale: row.locale }] : [];
  const guardians = (row.guardians ?? []).map((one) => ({ ...one, sealed: Buffer.from(one.sealed, "hex") }));
  for (const { subject, sealed, locale } of [...own, ...guardians]) {
    const phone = (await openForSubject(ctx.db, subject, sealed)).toString("utf8");
    const text = texts(isLocale(locale) ? locale : sourceLocale, { zone: ctx.city.zone });
    await ctx.messenger.send({
      // A guardian's copy is another message.
      id: subject === row.subject ? row.id : `${row.id}-${subject}`,
      address: phone,
      kind: row.key,
      text: text(row.key, readValues(row.data)),
    });
  }
}
