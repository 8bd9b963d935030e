/** The number itself, where a law asks a city for it: read by an administrator with a reason, and the person is told. */
import { audit } from "#platform/audit";
import { openForSubject } from "#platform/auth";
import type { TxCtx } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { accountOfSubject } from "../../account/account.ts";
import { notify } from "../../notices/notify.ts";
import * as store from "../store.ts";

/** Opens one number. Refuses where none was kept: that is every city that has not set SEAL_DOCUMENT_NUMBERS. */
export async function openNumber(
  ctx: TxCtx,
  input: { subject: string; document: string; reason: string },
): Promise<{ number: string }> {
  const account = found(await accountOfSubject(ctx.db, input.subject), "person", input.subject);
  const sealed = found(
    await store.sealedNumberOf(ctx.db, { id: input.document, account: account.id }),
    "document",
    input.document,
  );
  if (!sealed.numberSealed) throw refused("document.not-sealed");
  const number = (await openForSubject(ctx.db, account.subject, sealed.numberSealed)).toString("utf8");
  await audit(ctx, {
    what: "document.number-read",
    on: { kind: "document", id: input.document },
    subject: account.subject,
    detail: { reason: input.reason.trim() },
  });
  await notify(ctx, {
    to: account.subject,
    kind: "security",
    key: "notice.document-number-read",
    values: { reason: input.reason.trim() },
    href: "/my/documents",
  });
  return { number };
}
