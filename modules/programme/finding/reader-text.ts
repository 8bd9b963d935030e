/** The catalogue of whoever reads: their language, the city's zone; translations nobody approved only in a demo. */
import type { Ctx } from "#platform/ctx";
import { type Text, texts } from "#platform/i18n";

export function readerText(ctx: Pick<Ctx, "locale" | "city">): Text {
  return texts(ctx.locale, { zone: ctx.city.zone, unapproved: ctx.city.demo ? "show" : "hide" });
}
