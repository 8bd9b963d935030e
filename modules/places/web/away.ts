/** How far something is, told so that it helps: minutes where one would walk, else the straight line. */
import type { Text } from "#libs/texts";

interface Away {
  metres: number;
  minutes: number;
}

/** Farther than this nobody asks for minutes on foot. */
const walkedMinutes = 60;

export function isWalk({ minutes }: Away): boolean {
  return minutes <= walkedMinutes;
}

/** `直线 850 米`, `直线 146 公里`. */
export function straightLine(t: Text, { metres }: Away): string {
  return metres < 1000
    ? t("place.straight-line", { metres })
    : t("place.straight-line-far", { km: metres / 1000 });
}
