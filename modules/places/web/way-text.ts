/** Ways in words: for those who have no map before them, or cannot read one. */
import type { Text } from "#libs/texts";

interface Way {
  metres: number;
  towards: string;
}

interface Away extends Way {
  minutes: number;
}

/** Longer nobody walks; then kilometres say more than minutes. */
const longestWalk = 60;
/** What stands so near stands beside. */
const beside = 40;

/** `向东北约 600 米`: the straight way from the spot asked about, rounded as an estimate is. */
export function wayText(t: Text, { metres, towards }: Way): string {
  if (metres < beside) return t("place.way.here");
  if (metres < 1000) return t("place.way.metres", { towards, metres: roundMetres(metres) });
  return t("place.way.kilometres", { towards, km: roundKilometres(metres) });
}

/** `在图书馆东北约 600 米`: where a place lies, seen from another. */
export function landmarkText(t: Text, { name, metres, towards }: Way & { name: string }): string {
  if (metres < beside) return t("place.landmark.beside", { name });
  if (metres < 1000) return t("place.landmark.metres", { name, towards, metres: roundMetres(metres) });
  return t("place.landmark.kilometres", { name, towards, km: roundKilometres(metres) });
}

/** What a list says of the distance: minutes on foot where one would walk, else the straight way in words. */
export function awayParts(
  t: Text,
  away: Away | null,
): { walk?: { minutes: number; estimate: true }; far?: string } {
  if (!away) return {};
  if (away.minutes <= longestWalk) return { walk: { minutes: away.minutes, estimate: true } };
  return { far: wayText(t, away) };
}

function roundMetres(metres: number): number {
  return Math.round(metres / 50) * 50;
}

function roundKilometres(metres: number): number {
  return metres < 10_000 ? Math.round(metres / 100) / 10 : Math.round(metres / 1000);
}
