import { DateField, Field, Select } from "#web/kit/field.tsx";
import type { Problem } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { coverFamilies } from "../contract.ts";

// texts: series.family.*
/** The words, days, covers and order of a series or a part of one. */
export function SeriesFields({
  values,
  problem,
}: {
  values: Record<string, string>;
  problem: Problem | undefined;
}) {
  const { text: t } = usePage();
  const field = (name: string) => ({
    name: `series.${name}`,
    value: values[`series.${name}`] ?? "",
    problem,
  });
  return (
    <>
      <Field {...field("name")} label={t("desk.series.name")} />
      <Field {...field("summary")} label={t("desk.event.summary")} lines={2} optional />
      <div className="row">
        <DateField {...field("startsOn")} label={t("desk.series.from")} optional />
        <DateField {...field("endsOn")} label={t("desk.series.to")} optional />
      </div>
      <div className="row">
        <Select
          {...field("family")}
          label={t("desk.series.family")}
          empty={t("desk.series.family-of-whole")}
          options={coverFamilies.map((value) => ({ value, label: t(`series.family.${value}`) }))}
          optional
        />
        <Field
          {...field("position")}
          type="number"
          min={0}
          max={999}
          chars={4}
          label={t("desk.series.position")}
          hint={t("desk.series.position-hint")}
          optional
        />
      </div>
      <details open={Boolean(values["series.translations.en.name"])}>
        <summary>{t("desk.event.english")}</summary>
        <div className="stack">
          <Field {...field("translations.en.name")} label={t("desk.series.name")} optional />
          <Field {...field("translations.en.summary")} label={t("desk.event.summary")} lines={2} optional />
        </div>
      </details>
    </>
  );
}
