import type { AnswerOf } from "#contract";
import { Notice } from "#web/kit/notice.tsx";
import { Section } from "#web/kit/section.tsx";
import { day as dayOf, moment } from "#web/occasion.ts";
import { usePage } from "#web/text.tsx";
import type { placeCondition, placeRenovations } from "../contract.ts";
import { renewedText, renovationText } from "./renovation-text.ts";

type Projects = AnswerOf<typeof placeRenovations>["items"];

/** Work that is planned or under way, said before everything else. `now`: the moment the page was made. */
export function PlaceWorks({ projects, now }: { projects: Projects; now: string }) {
  const { text: t, city } = usePage();
  const today = moment(now).toZonedDateTimeISO(city.zone).toPlainDate().toString();
  return projects.map((project) => {
    const sentence = renovationText(t, project, today);
    return (
      sentence && (
        <Notice key={project.id} kind="attention" title={sentence}>
          <p dir="auto">{project.scope}</p>
        </Notice>
      )
    );
  });
}

export interface PlaceUpkeepProps {
  condition: AnswerOf<typeof placeCondition>;
  projects: Projects;
}

// texts: place.condition.grade.*

/** In what state the place was found, and what has been renewed. Nothing where nobody has said either. */
export function PlaceUpkeep({ condition, projects }: PlaceUpkeepProps) {
  const { text: t } = usePage();
  const { inspection } = condition;
  const renewed = projects.flatMap((project) => renewedText(t, project) ?? []);
  if (!inspection && renewed.length === 0) return null;
  return (
    <Section title={t("place.upkeep.title")} id="upkeep">
      {inspection && (
        <p>
          {t("place.upkeep.inspected", {
            day: t.formats.fullDayText(dayOf(inspection.on)),
            grade: t(`place.condition.grade.${inspection.grade}`),
          })}
        </p>
      )}
      {renewed.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </Section>
  );
}
