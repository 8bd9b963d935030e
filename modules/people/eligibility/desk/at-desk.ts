/** Other ways to qualify, at the counter: what the person shows is recorded, and ended when it is over. */
import { audit } from "#platform/audit";
import type { Ctx, TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, invalid, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { type Account, accountOfSubject } from "../../account/account.ts";
import { asker, pathOf } from "../../asked.ts";
import { notify } from "../../notices/notify.ts";
import { checksAt } from "../check-store.ts";
import { checkNow, checkWords } from "../checks.ts";
import { daysAfter, standingOf } from "../rule.ts";
import * as store from "../store.ts";

/** Where a way is recorded, and whose rule it is for: what a permission is asked about. */
export async function counterAndOwner(ctx: Ctx, given: { organisation: string; check: string }) {
  return { ...(await pathOf(ctx, given.organisation)), owner: (await checkNow(ctx, given.check)).path };
}

/** By which rules of this counter the person qualifies. Noted. A no, or that somebody has been asked, is not told here. */
export async function lookAt(
  ctx: TxCtx,
  { subject, organisation }: { subject: string; organisation: string },
) {
  const account = await residentBy(ctx, subject);
  const { path } = await pathOf(ctx, organisation);
  const checks = await checksAt(ctx.db, ctx.clock());
  const rows = await store.newestOf(ctx.db, account.id);
  await audit(ctx, {
    what: "eligibility.looked-at",
    on: { kind: "account", id: account.id },
    subject: account.subject,
    detail: { organisation },
  });
  return {
    name: account.name,
    checks: checks
      .filter((check) => !check.retired && path.startsWith(check.path))
      .map((check) => {
        const row = rows.get(check.code) ?? null;
        const isYes = standingOf(row, ctx.clock()) === "yes";
        const { name, ways } = checkWords(ctx, check);
        return {
          code: check.code,
          name,
          ways,
          until: (isYes && row?.validUntil?.toString()) || null,
          way: (isYes && ways.find(({ code }) => code === row?.way)?.name) || null,
          can: canDo(isYes ? row : null),
        };
      }),
  };
}

/** A yes by a provider or on appeal is not the counter's to touch; one of a counter may be renewed and ended. */
function canDo(yes: store.EligibilityRow | null): ("record" | "end")[] {
  if (yes === null || yes.reason === "unreachable") return ["record"];
  return yes.reason === "way" ? ["record", "end"] : [];
}

export interface RecordInput {
  check: string;
  way: string;
  /** The clerk has seen what the way asks for. */
  seen: boolean;
  sentence: string | null;
}

/** The person has qualified in another way. What was asked or answered before gives way to it. */
export async function recordWay(ctx: TxCtx, subject: string, input: RecordInput): Promise<{ until: string }> {
  const account = await residentBy(ctx, subject);
  const check = await checkNow(ctx, input.check);
  if (check.retired) throw refused("eligibility.retired");
  const way = check.ways.find(({ code }) => code === input.way);
  if (!way || !input.seen)
    throw invalid([
      ...(way ? [] : [{ field: "/body/way", id: "way.unknown" }]),
      ...(input.seen ? [] : [{ field: "/body/seen", id: "seen.missing" }]),
    ]);
  const now = ctx.clock();
  const { code } = check;
  const last = await store.newest(ctx.db, account.id, code);
  const isYes = standingOf(last, now) === "yes";
  if (!canDo(isYes ? last : null).includes("record")) throw refused("eligibility.standing");
  await store.endStanding(ctx.db, { account: account.id, code, because: "replaced", now });
  const id = newId(now.epochMilliseconds);
  const validUntil = daysAfter(now, way.validDays);
  const recorded = await store.insertYes(ctx.db, {
    id,
    account: account.id,
    checkId: check.id,
    code,
    reason: "way",
    way: way.code,
    decidedBy: asker(ctx),
    sentence: input.sentence?.trim() || null,
    validUntil,
    now,
  });
  if (!recorded) throw refused("eligibility.meanwhile");
  await audit(ctx, {
    what: "eligibility.recorded",
    on: { kind: "eligibility", id },
    subject: account.subject,
    detail: { check: code, version: check.version, way: way.code },
  });
  await announce(ctx, "eligibility.changed", { subject: account.subject, check: code });
  await notify(ctx, {
    to: account.subject,
    key: "notice.eligibility-recorded",
    href: `/my/eligibility/${code}`,
    once: id,
  });
  return { until: validUntil.toString() };
}

/** What a counter has recorded is over: a deposit was given back, a guarantor steps back. The person is told why and may appeal. */
export async function endRecorded(
  ctx: TxCtx,
  subject: string,
  input: { check: string; sentence: string },
): Promise<void> {
  const account = await residentBy(ctx, subject);
  const now = ctx.clock();
  const { code } = await checkNow(ctx, input.check);
  const last = await store.newest(ctx.db, account.id, code);
  if (standingOf(last, now) !== "yes" || last?.reason !== "way")
    throw refused("eligibility.nothing-recorded");
  const sentence = input.sentence.trim();
  const id = found(
    await store.endStanding(ctx.db, {
      account: account.id,
      code,
      because: "staff",
      by: asker(ctx),
      sentence,
      now,
    }),
    "eligibility",
    code,
  );
  await audit(ctx, {
    what: "eligibility.ended",
    on: { kind: "eligibility", id },
    subject: account.subject,
    detail: { check: code },
  });
  await announce(ctx, "eligibility.changed", { subject: account.subject, check: code });
  await notify(ctx, {
    to: account.subject,
    key: "notice.eligibility-ended",
    href: `/my/eligibility/${code}`,
    once: `end ${id}`,
  });
}

async function residentBy(ctx: Ctx, subject: string): Promise<Account> {
  const account = await accountOfSubject(ctx.db, subject);
  const isHere = account?.kind === "resident" && account.status === "active";
  return found(isHere ? account : null, "person", subject);
}
