/**
 * Credit as a way to borrow: what people says of a check, mirrored as a guarantee. Only yes until when, or no, is heard; nobody here learns more.
 * Losing it changes what one may borrow next; no loan and no day on which one is due.
 */

import { Temporal } from "temporal-polyfill";
import { checkNames, notify, qualified, qualifiedOf } from "#people";
import { placeOf } from "#places";
import { audit } from "#platform/audit";
import { type Ctx, inTx, type TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { lockReaders, type Reader } from "../reader-store.ts";
import { creditChecks, termsAt, termsOver, usualTerms } from "../terms/terms-store.ts";
import {
  creditsAfter,
  endGuarantee,
  type Guarantee,
  guaranteesOf,
  insertGuarantee,
  setUntil,
} from "./guarantee-store.ts";

/** How somebody stands under a check has changed. Twice is once: what stands is asked for, not what happened. */
export async function heedEligibility(
  ctx: TxCtx,
  { subject, check }: { subject: string; check: string },
): Promise<void> {
  if ((await creditChecks(ctx.db)).has(check)) await mirrorCredit(ctx, subject);
}

/** Sets, moves or ends a reader's credit as the check of their library stands now. */
export async function mirrorCredit(ctx: TxCtx, subject: string): Promise<void> {
  const [reader] = await lockReaders(ctx.db, [subject]);
  if (!reader || reader.endedOn !== null || reader.kind === "group") return;
  const check = await creditCheckOf(ctx, reader);
  const stands = await creditOf(ctx, subject);
  const until = await yesUntil(ctx, subject, check);
  if (stands && until === null) return lose(ctx, stands);
  if (until === null) return;
  if (stands && stands.creditCheck === check) {
    if (stands.until === null || !stands.until.equals(until)) await setUntil(ctx.db, stands.id, until);
    return;
  }
  const now = ctx.clock();
  if (stands) await endGuarantee(ctx.db, stands.id, { now });
  const id = newId(now.epochMilliseconds);
  await insertGuarantee(ctx.db, {
    id,
    subject,
    way: "credit",
    since: now,
    until,
    amountFen: null,
    guarantor: null,
    reason: "",
    receipt: "",
    creditCheck: check,
  });
  await writeCompared(ctx, subject);
}

// texts: notice.credit-over
/** It is over: the person is told that nothing happens to what they have, and which other ways there are. */
async function lose(ctx: TxCtx, { id, subject, creditCheck }: Guarantee): Promise<void> {
  if (!(await endGuarantee(ctx.db, id, { now: ctx.clock() }))) return;
  await writeCompared(ctx, subject);
  await notify(ctx, {
    to: subject,
    key: "notice.credit-over",
    values: {},
    href: `/my/reader?${new URLSearchParams({ credit: creditCheck })}`,
    once: id,
  });
}

/** That it was compared and changed something; not what: the audit forgets nothing. */
const writeCompared = (ctx: TxCtx, subject: string) =>
  audit(ctx, { what: "credit.compared", on: { kind: "reader", id: subject }, subject });

async function creditOf(ctx: Ctx, subject: string): Promise<Guarantee | null> {
  return (await guaranteesOf(ctx.db, [subject])).find(({ way }) => way === "credit") ?? null;
}

/** The check that stands for credit in a reader's library. */
export async function creditCheckOf(
  ctx: Ctx,
  { homePath, homeId }: Pick<Reader, "homePath" | "homeId">,
): Promise<string> {
  const home = await placeOf(ctx.db, homeId);
  if (home) return (await termsAt(ctx.db, home)).creditCheck;
  return (await termsOver(ctx.db, [homePath])).get(homePath)?.creditCheck ?? usualTerms.creditCheck;
}

async function yesUntil(ctx: Ctx, subject: string, check: string): Promise<Temporal.Instant | null> {
  const yes = await qualifiedOf(ctx.db, [subject], { codes: [check], now: ctx.clock() });
  if (!yes.get(subject)?.has(check)) return null;
  const answer = await qualified(ctx, subject, check);
  return answer.qualified ? Temporal.Instant.from(answer.until) : null;
}

/** The check's name, where there is such a check now. */
export async function creditCheckNamed(
  ctx: Ctx,
  check: string,
): Promise<{ code: string; name: string } | null> {
  const name = new Map(await checkNames(ctx)).get(check);
  return name === undefined ? null : { code: check, name };
}

const atOnce = 500;

/**
 * All readers are compared with what people says now: who was not heard of, and whose library has named another check. Each who differs is mended
 * by itself, so that none keeps the others waiting. Answers how many.
 */
export async function reconcileCredit(ctx: Ctx): Promise<number> {
  let mended = 0;
  for (let after: string | null = null; ; ) {
    const some = await creditsAfter(ctx.db, after, atOnce);
    const terms = await termsOver(ctx.db, [...new Set(some.map(({ homePath }) => homePath))]);
    const checkOf = (homePath: string) => terms.get(homePath)?.creditCheck ?? usualTerms.creditCheck;
    const yes = await qualifiedOf(
      ctx.db,
      some.map(({ subject }) => subject),
      { codes: [...new Set(some.map(({ homePath }) => checkOf(homePath)))], now: ctx.clock() },
    );
    for (const { subject, homePath, creditCheck } of some) {
      const check = checkOf(homePath);
      if (
        (creditCheck === check) === (yes.get(subject)?.has(check) ?? false) &&
        (creditCheck === null || creditCheck === check)
      )
        continue;
      await inTx(ctx, (inner) => mirrorCredit(inner, subject));
      mended += 1;
    }
    if (some.length < atOnce) return mended;
    after = some.at(-1)?.subject ?? null;
  }
}
