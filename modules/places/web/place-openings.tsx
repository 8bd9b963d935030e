import type { AnswerOf } from "#contract";
import { Notice } from "#web/kit/notice.tsx";
import { Section } from "#web/kit/section.tsx";
import { useText } from "#web/text.tsx";
import type { placeOpenings } from "../contract.ts";
import { openingsText } from "./openings-text.ts";

export interface PlaceOpeningsProps {
  placeId: string;
  openings: AnswerOf<typeof placeOpenings>;
  /** Somebody has just reported that the door was shut. */
  thanked: boolean;
}

/** Posted against observed hours, said in public, and a way to say that the door was shut. */
export function PlaceOpenings({ placeId, openings, thanked }: PlaceOpeningsProps) {
  const t = useText();
  const sentences = openingsText(t, openings);
  if (!sentences) return null;
  const { lateMinutes: late, earlyMinutes: early } = openings.tolerance;
  return (
    <Section title={t("place.openings.title")} id="openings">
      {thanked && <Notice kind="done" live title={t("place.report.thanks")} />}
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <p className="quiet small">{t("place.openings.means", { late, early })}</p>
      <p>
        <a href={`/places/${placeId}/report`}>{t("place.report.link")}</a>
      </p>
    </Section>
  );
}
