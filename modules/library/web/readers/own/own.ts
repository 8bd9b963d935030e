import type { AnswerOf } from "#contract";
import { day, moment } from "#web/occasion.ts";
import { useText } from "#web/text.tsx";
import type { ownReader } from "../../../circulation/readers/contract.ts";

export type Own = AnswerOf<typeof ownReader>;
export type Reader = NonNullable<Own["reader"]>;

/** Days and moments in words. */
export function useDay() {
  const t = useText();
  return {
    ofDay: (text: string) => t.formats.fullDayText(day(text)),
    ofMoment: (text: string) => t.formats.momentText(moment(text)),
  };
}
