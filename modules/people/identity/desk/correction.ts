/** A document at a counter that contradicts what was typed before, or shown: looked at, corrected with a reason, and told. */
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { refused } from "#platform/errors";
import type { Account } from "../../account/account.ts";
import { may } from "../../may.ts";
import { notify } from "../../notices/notify.ts";
import type { Document } from "../document.ts";
import { lowerLevel } from "../documents.ts";
import { contradictionsWith, takeBorn } from "../keep-document.ts";
import * as store from "../store.ts";

/**
 * Clears away what a shown document contradicts. Refuses without a reason; what a counter had checked before is corrected by
 * a manager. Wards for whom the last document stood have to be shown again.
 */
export async function correctAtDesk(
  ctx: TxCtx,
  given: { account: Account; document: Document; reason: string; path: string },
): Promise<void> {
  const { account, document, reason, path } = given;
  const found = await contradictionsWith(ctx, account, document);
  const [first] = found;
  if (!first) return;
  if (reason === "") throw refused("document.correction-needed", { what: first.what });
  if (found.some(({ checked }) => checked) && !may["document.correct"](ctx.actor, { path }))
    throw refused("document.correct-by-manager", {}, { status: 403 });
  const gone = new Set(found.flatMap(({ documents }) => documents.map(({ id }) => id)));
  for (const id of gone) await store.removeDocument(ctx.db, id);
  await lowerLevel(ctx, account.id);
  if (document.born && found.some(({ what }) => what === "born"))
    await takeBorn(ctx, account.id, document.born);
  await audit(ctx, {
    what: "document.corrected",
    on: { kind: "account", id: account.id },
    subject: account.subject,
    detail: { kind: document.kind, corrected: found.map(({ what }) => what), removed: gone.size, reason },
    personal: { born: account.born },
  });
  await notify(ctx, {
    to: account.subject,
    kind: "security",
    key: "notice.document-corrected",
    values: { reason },
    href: "/my/documents",
  });
}
