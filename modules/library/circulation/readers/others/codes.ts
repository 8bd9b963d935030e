/** A code that a reader hands to somebody: who types it in agrees to come for them, or to stand for what they borrow. */
import { nameOfSubject } from "#people";
import { audit } from "#platform/audit";
import { newReadableCode, plainReadableCode } from "#platform/auth";
import { type Ctx, type TxCtx, today } from "#platform/ctx";
import { invalid, refused } from "#platform/errors";
import { takeGuarantor } from "../guarantees/guarantees.ts";
import { livingReader } from "../living-reader.ts";
import { beginProxy, checkProxyDay } from "./proxies.ts";
import { codeOf, putCode, type ReaderCode, takeCode } from "./proxy-store.ts";

export const codeHours = 24;

/** Shown once; it takes the place of the one that was open for the same. */
export async function makeCode(
  ctx: TxCtx,
  subject: string,
  { opens, until }: Pick<ReaderCode, "opens" | "until">,
): Promise<{ code: string; expiresAt: string }> {
  await livingReader(ctx, subject);
  if (opens === "proxy") checkProxyDay(ctx, until);
  else if (until !== null && until < today(ctx).toString())
    throw invalid([{ field: "/body/until", id: "day.past" }]);
  const code = newReadableCode(ctx.random);
  const expiresAt = ctx.clock().add({ hours: codeHours });
  await putCode(ctx.db, { subject, opens, until, codeHash: hashOf(ctx, code), expiresAt });
  await audit(ctx, {
    what: "reader-code.made",
    on: { kind: "reader", id: subject },
    subject,
    detail: { opens },
  });
  return { code, expiresAt: expiresAt.toString() };
}

/** What somebody would agree to. Wrong, used and old codes are one refusal. */
export async function lookAtCode(
  ctx: Ctx,
  code: string,
): Promise<{ opens: ReaderCode["opens"]; until: string | null; name: string | null }> {
  const found = await codeOf(ctx.db, hashOf(ctx, code), ctx.clock());
  if (!found) throw refused("reader-code.wrong", { hours: codeHours });
  return { opens: found.opens, until: found.until, name: await nameOfSubject(ctx.db, found.subject) };
}

/** Whoever was given a code agrees. */
export async function agreeByCode(
  ctx: TxCtx,
  person: string,
  { code, agrees }: { code: string; agrees: boolean },
): Promise<{ opens: ReaderCode["opens"] }> {
  if (!agrees) throw invalid([{ field: "/body/agrees", id: "consent.missing" }]);
  const taken = await takeCode(ctx.db, hashOf(ctx, code), ctx.clock());
  if (!taken) throw refused("reader-code.wrong", { hours: codeHours });
  const { subject, opens, until } = taken;
  if (opens === "guarantee") await takeGuarantor(ctx, subject, { guarantor: person, until });
  else await beginProxy(ctx, { subject, agent: person, kind: "proxy", until });
  return { opens };
}

const hashOf = (ctx: Pick<Ctx, "keyedHash">, code: string) =>
  ctx.keyedHash("library/reader-code", plainReadableCode(code));
