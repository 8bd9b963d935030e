/** A rule and how somebody stands under it, in sentences. */
import type { Temporal } from "temporal-polyfill";
import { type Ctx, textFor } from "#platform/ctx";
import type { Text } from "#platform/i18n";
import type { Check, Way } from "./check-store.ts";
import { standingOf } from "./rule.ts";
import type { EligibilityRow } from "./store.ts";

/** A text of a rule in the reader's language, else in Chinese. */
export function said<W extends string>(
  row: Record<W, string> & { translations: Record<string, Partial<Record<W, string>>> },
  word: W,
  locale: string,
): string {
  return row.translations[locale]?.[word] || row[word];
}

export function wayWords(ctx: Pick<Ctx, "locale">, way: Way) {
  return { code: way.code, name: said(way, "name", ctx.locale), says: said(way, "says", ctx.locale) };
}

// texts: eligibility.says.*
/** How somebody stands and what decided it, in one or two sentences. */
export function explained(
  ctx: Pick<Ctx, "locale" | "city" | "clock">,
  check: Check,
  row: EligibilityRow | null,
): string {
  const text = textFor(ctx);
  const standing = standingOf(row, ctx.clock());
  const way = check.ways.find(({ code }) => code === row?.way);
  return text(`eligibility.says.${keyOf(standing, row)}`, {
    of: said(check, "askedOf", ctx.locale),
    way: way ? said(way, "name", ctx.locale) : (row?.wayName ?? ""),
    until: row?.validUntil ? dayOf(ctx, text, row.validUntil) : "",
    sentence: row?.sentence ?? "",
  });
}

function keyOf(standing: ReturnType<typeof standingOf>, row: EligibilityRow | null): string {
  if (standing === "yes" && row?.reason === "unreachable") return "bridged";
  if (standing === "yes" || standing === "no") return row?.reason ?? standing;
  return standing;
}

function dayOf({ city }: Pick<Ctx, "city">, text: Text, at: Temporal.Instant): string {
  return text.formats.fullDayText(at.toZonedDateTimeISO(city.zone).toPlainDate());
}
