import { Field, Select } from "#web/kit/field.tsx";
import type { Problem } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { courseKinds, courseLevels } from "../contract.ts";
import { formLangs } from "./course-form.ts";

// texts: course.kind.* course.level.* course.in.*
/** What is taught: its words, for whom, and in other languages. */
export function CourseFields({
  values,
  problem,
}: {
  values: Record<string, string>;
  problem: Problem | undefined;
}) {
  const { text: t } = usePage();
  const field = (name: string) => ({
    name: `course.${name}`,
    value: values[`course.${name}`] ?? "",
    problem,
  });
  const words = (prefix: string) => (
    <>
      <Field
        {...field(`${prefix}summary`)}
        label={t("course.summary")}
        hint={prefix ? undefined : t("course.summary-hint")}
        lines={2}
        optional
      />
      <Field {...field(`${prefix}description`)} label={t("course.about")} lines={6} optional />
      <Field {...field(`${prefix}audience`)} label={t("course.who")} optional />
      <Field {...field(`${prefix}materials`)} label={t("course.materials")} lines={2} optional />
    </>
  );
  return (
    <>
      <Field {...field("title")} label={t("course.name")} />
      <div className="row">
        <Select
          {...field("kind")}
          label={t("course.kind")}
          options={courseKinds.map((kind) => ({ value: kind, label: t(`course.kind.${kind}`) }))}
        />
        <Select
          {...field("level")}
          label={t("course.level")}
          options={courseLevels.map((level) => ({ value: level, label: t(`course.level.${level}`) }))}
        />
      </div>
      {words("")}
      <div className="row">
        <Field
          {...field("ageFrom")}
          type="number"
          min={0}
          max={120}
          chars={4}
          label={t("course.age-from")}
          optional
        />
        <Field
          {...field("ageTo")}
          type="number"
          min={0}
          max={120}
          chars={4}
          label={t("course.age-to")}
          optional
        />
        <Field
          {...field("minimum")}
          value={values["course.minimum"] ?? 6}
          type="number"
          min={1}
          max={500}
          chars={4}
          label={t("class.minimum")}
        />
      </div>
      {formLangs.map((lang) => (
        <details key={lang} open={Boolean(values[`course.translations.${lang}.title`])}>
          <summary>{t(`course.in.${lang}`)}</summary>
          <div className="stack">
            <Field {...field(`translations.${lang}.title`)} label={t("course.name")} optional />
            {words(`translations.${lang}.`)}
          </div>
        </details>
      ))}
    </>
  );
}
