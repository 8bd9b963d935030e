import { DateField, TimeField } from "#web/kit/field.tsx";
import type { StateKind } from "#web/kit/state.tsx";
import type { Tried } from "#web/publishing.tsx";
import { usePage } from "#web/text.tsx";

export const classStates: Record<"planned" | "open" | "cancelled", StateKind> = {
  planned: "soon",
  open: "open",
  cancelled: "refused",
};

/** Day, beginning and end of a lesson. */
export function LessonTimes({
  prefix,
  values,
  tried,
}: {
  prefix: string;
  values: Record<string, string>;
  tried: Tried;
}) {
  const { text: t } = usePage();
  const field = (name: string) => ({
    name: `${prefix}${prefix ? "." : ""}${name}`,
    value: values[`${prefix}${prefix ? "." : ""}${name}`] ?? "",
    problem: tried.problem,
  });
  return (
    <div className="row">
      <DateField {...field("startsAt")} label={t("lesson.day")} />
      <TimeField {...field("startsAt.time")} label={t("lesson.from")} />
      <TimeField {...field("endsAt")} label={t("lesson.to")} />
    </div>
  );
}
