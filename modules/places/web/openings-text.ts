/** Posted against observed hours in words. */
import type { Text } from "#libs/texts";

export interface OpeningCounts {
  days: number;
  posted: number;
  recorded: number;
  inTime: number;
  shut: number;
  disputed: number;
}

/** `近30天公示开放42次，实际记录开放40次，其中按时38次。`, and what visitors said. Null when nothing was posted. */
export function openingsText(t: Text, counts: OpeningCounts): string[] | null {
  const { days, posted, recorded, inTime, shut, disputed } = counts;
  if (posted === 0) return null;
  const told = shut + disputed;
  return [
    recorded === 0
      ? t("place.openings.unrecorded", { days, posted })
      : t("place.openings.recorded", { days, posted, recorded, inTime }),
    ...(told > 0 ? [t("place.openings.found-shut", { times: told })] : []),
  ];
}
