import { type PersonalField, personalFields } from "#platform/auth";
import { type Ctx, textFor } from "#platform/ctx";
import { fields } from "./fields.ts";
import { platformFields } from "./platform-fields.ts";

/** What people answers for: its own tables, and those of the platform. */
export const peopleFields: readonly PersonalField[] = [
  ...fields.map((field) => ({ ...field, columns: field.columns.map((column) => `people.${column}`) })),
  ...platformFields,
];

// texts: field.*, privacy.basis.*, privacy.kept.*, privacy.seen.*
/** The register of every module in the reader's language. */
export async function registerView(ctx: Ctx) {
  const text = textFor(ctx);
  const all = await ctx.slots.gather(personalFields, ctx, {});
  return all.map(({ id, basis, kept, seenBy, columns }) => ({
    id,
    name: text(`field.${id}`),
    purpose: text(`field.${id}.why`),
    basis: text(`privacy.basis.${basis}`),
    kept: text(`privacy.kept.${kept}`),
    seenBy: seenBy.map((viewer) => text(`privacy.seen.${viewer}`)),
    columns: [...columns],
  }));
}
