import type { AnswerOf } from "#contract";
import { Choice, DateField, Field, Select, Tick, TimeField } from "#web/kit/field.tsx";
import type { Problem } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { type eventChoices, WhereField } from "../../programme/web/door.ts";
import { classModes, classWays } from "../contract.ts";
import { type TeacherToChoose, teacherOption } from "./teacher-option.ts";

export interface ClassFieldsProps {
  values: Record<string, string>;
  choices: AnswerOf<typeof eventChoices>;
  teachers: readonly TeacherToChoose[];
  problem: Problem | undefined;
  /** Once it is open its teacher stays. */
  fixed?: true;
}

// texts: class.mode.* class.way.*
/** A class: who teaches, where, for whom, how many, and the window in which one enrols. */
export function ClassFields({ values, choices, teachers, problem, fixed }: ClassFieldsProps) {
  const { text: t } = usePage();
  const field = (name: string) => ({ name: `class.${name}`, value: values[`class.${name}`] ?? "", problem });
  const when = (name: string, label: string) => (
    <div className="row">
      <DateField {...field(name)} label={label} />
      <TimeField {...field(`${name}.time`)} label={t("class.time")} />
    </div>
  );
  return (
    <>
      <Field {...field("term")} label={t("class.term")} hint={t("class.term-hint")} chars={20} />
      {fixed ? (
        <input type="hidden" name="class.teacherId" value={values["class.teacherId"] ?? ""} />
      ) : (
        <Select
          {...field("teacherId")}
          label={t("class.teacher")}
          hint={t("class.teacher-hint")}
          empty={t("class.no-teacher")}
          options={teachers.map((one) => teacherOption(t, one))}
          optional
        />
      )}
      <Choice
        {...field("mode")}
        value={values["class.mode"] || "on-site"}
        label={t("class.mode")}
        inline
        options={classModes.map((mode) => ({ value: mode, label: t(`class.mode.${mode}`) }))}
      />
      <WhereField
        name="class.placeId"
        label={t("class.where")}
        value={values["class.placeId"]}
        choices={choices}
        problem={problem}
      />
      <Field {...field("link")} type="url" label={t("class.link")} hint={t("class.link-hint")} optional />
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
      </div>
      <Tick
        name="class.agesStrict"
        label={t("class.ages-strict")}
        checked={values["class.agesStrict"] !== undefined}
        problem={problem}
      />
      <div className="row">
        <Field {...field("places")} type="number" min={1} max={500} chars={4} label={t("class.places")} />
        <Field
          {...field("counterPlaces")}
          type="number"
          min={0}
          max={500}
          chars={4}
          label={t("class.counter-places")}
          hint={t("class.counter-hint")}
          optional
        />
        <Field {...field("minimum")} type="number" min={1} max={500} chars={4} label={t("class.minimum")} />
        <Field
          {...field("share")}
          value={values["class.share"] ?? 75}
          type="number"
          min={1}
          max={100}
          chars={4}
          unit="%"
          label={t("class.share")}
          hint={t("class.share-hint")}
        />
      </div>
      <Choice
        {...field("way")}
        value={values["class.way"] || "first-come"}
        label={t("class.way")}
        options={classWays.map((way) => ({
          value: way,
          label: t(`class.way.${way}`),
          hint: t(`class.way.${way}.hint`),
        }))}
      />
      {when("opensAt", t("class.opens-at"))}
      {when("closesAt", t("class.closes-at"))}
      <DateField {...field("decideOn")} label={t("class.decide-on")} hint={t("class.decide-hint")} />
      <Tick
        name="class.waitingList"
        label={t("class.waiting-list")}
        checked={values["class.waitingList"] !== undefined}
        problem={problem}
      />
      <Field
        {...field("lineLessons")}
        value={values["class.lineLessons"] ?? 3}
        type="number"
        min={0}
        max={100}
        chars={4}
        label={t("class.line-lessons")}
        hint={t("class.line-lessons-hint")}
      />
    </>
  );
}
