/** A closure as one sentence. */

import type { Text } from "#libs/texts";
import { moment } from "#web/occasion.ts";

interface Closure {
  startsAt: string;
  endsAt: string | null;
  reason: string;
}

// texts: place.closure.*

/** `维修，6月12日 周五 09:00 – 6月14日 周日 18:00 暂停开放`. */
export function closureText(t: Text, { startsAt, endsAt, reason }: Closure): string {
  const why = t(`place.closure.${reason}`);
  if (endsAt === null) return t("place.closed-from", { why, from: moment(startsAt) });
  return t("place.closed-during", {
    why,
    range: t.formats.rangeText({ from: moment(startsAt), to: moment(endsAt) }),
  });
}
