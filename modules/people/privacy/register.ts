import type { Ctx } from "#platform/ctx";
import { texts } from "#platform/i18n";
import { fields } from "./fields.ts";

/** The field register in the reader's language. */
export function registerView(ctx: Ctx) {
  const text = texts(ctx.locale, { zone: ctx.city.zone });
  return fields.map(({ id, basis, kept, seenBy, columns }) => ({
    id,
    name: text(`field.${id}`),
    purpose: text(`field.${id}.why`),
    basis: text(`privacy.basis.${basis}`),
    kept: text(`privacy.kept.${kept}`),
    seenBy: seenBy.map((viewer) => text(`privacy.seen.${viewer}`)),
    columns: columns.map((column) => `people.${column}`),
  }));
}
