/** Which demo `npm start` is asked for: a city, a scale, and the folder in which it lies. */
import { ConfigMistakes } from "#platform/config";
import type { Scale } from "../seed/demo/city.ts";

export interface WhichDemo {
  scale: Scale;
  /** For DATA_DIR, unless that is set. */
  dataDir: string;
}

/** Reads `--city` and `--scale`. Every city and scale but the usual one has a folder of its own, so that one start never meets another's city. */
export function whichDemo({
  city = "karamay",
  scale = "small",
}: {
  city?: string | undefined;
  scale?: string | undefined;
}): WhichDemo {
  if (scale !== "small" && scale !== "full")
    throw new ConfigMistakes([`--scale: "${scale}" is not small or full`]);
  const own = [
    ...(city === "karamay" && scale === "small" ? [] : [city]),
    ...(scale === "full" ? [scale] : []),
  ];
  return { scale, dataDir: ["./data", own.join("-")].filter(Boolean).join("/") };
}
