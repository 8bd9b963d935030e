/** What was measured, as people write and read it: 3:01.25 minutes, 7.35 m. */
import type { Unit } from "../../contest/contract.ts";

/** `181.25` seconds as `3:01.25`; everything else as it is. */
export function shownValue(unit: Unit | null, value: number): string {
  const text = String(Math.round(value * 1000) / 1000);
  if (unit === "distance") return `${text} m`;
  if (unit !== "time" || value < 60) return unit === "time" ? `${text} s` : text;
  const thousandths = Math.round(value * 1000);
  const whole = String(Math.floor((thousandths % 60_000) / 1000)).padStart(2, "0");
  const rest = String(thousandths % 1000)
    .padStart(3, "0")
    .replace(/0+$/, "");
  return `${Math.floor(thousandths / 60_000)}:${whole}${rest && `.${rest}`}`;
}

/** What was typed: a number, or minutes and seconds with a colon. Nothing typed is null, what is none is no number. */
export function typedValue(typed: string): number | null {
  const text = typed.trim().replace("：", ":");
  if (text === "") return null;
  const clock = /^(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2}(?:\.\d{1,3})?)$/.exec(text);
  if (clock)
    return (
      Math.round((Number(clock[1] ?? 0) * 3600 + Number(clock[2]) * 60 + Number(clock[3])) * 1000) / 1000
    );
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
}
