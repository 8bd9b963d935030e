import type { AnswerOf, InputOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Choice, DateField, Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { type Problem, said } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import {
  accessCodes,
  equipmentCodes,
  equipmentStates,
  grades,
  type inspectPlace,
  type listInspections,
} from "../../contract.ts";
import { numberIn } from "./number-in.ts";

export type Inspection = AnswerOf<typeof listInspections>["items"][number];
export type Draft = InputOf<typeof inspectPlace>["body"];

const mostRows = 40;

/** The inspection typed into the form. Rows of equipment without a count are none. */
export function inspectionIn(form: FormData): Draft {
  const on = said(form, "on");
  const corrects = said(form, "corrects");
  const equipment = Array.from({ length: mostRows }, (_, n) => ({
    code: said(form, `equipment.${n}.code`),
    count: numberIn(said(form, `equipment.${n}.count`)),
    state: said(form, `equipment.${n}.state`),
  })).filter(({ code, count }) => code !== "" && count !== null);
  const inspection = {
    ...(on && { on }),
    grade: said(form, "grade"),
    words: said(form, "words"),
    inspector: said(form, "inspector") || null,
    access: form.getAll("access[]").map(String),
    equipment,
    ...(corrects && { corrects }),
  };
  // Choices come as words and counts perhaps as none; the operation checks every one of them.
  return inspection as Draft;
}

export interface ConditionFormProps {
  draft: Draft;
  problem: Problem | undefined;
}

// texts: place.condition.grade.* place.condition.state.* place.access.* place.equipment.*

/** One inspection: grade, words, what there is and in what state, how one gets in. */
export function ConditionForm({ draft, problem }: ConditionFormProps) {
  const t = useText();
  const rows = [
    ...draft.equipment,
    { code: "", count: "", state: "working" },
    { code: "", count: "", state: "working" },
  ];
  return (
    <Form problem={problem} label={t("place.condition.add")}>
      {draft.corrects && <input type="hidden" name="corrects" value={draft.corrects} />}
      <DateField name="on" label={t("place.condition.on")} value={draft.on} problem={problem} />
      <Choice
        name="grade"
        label={t("place.condition.grade")}
        value={draft.grade}
        inline
        options={grades.map((grade) => ({ value: grade, label: t(`place.condition.grade.${grade}`) }))}
        problem={problem}
      />
      <Field
        name="words"
        label={t("place.condition.words")}
        hint={t("place.condition.words-hint")}
        lines={3}
        value={draft.words}
        problem={problem}
      />
      <Field
        name="inspector"
        label={t("place.condition.inspector")}
        hint={t("place.condition.inspector-hint")}
        value={draft.inspector ?? ""}
        problem={problem}
        optional
      />
      {rows.map((row, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name, and never move
        <fieldset className="field" key={n}>
          <legend className="label">{t("place.condition.equipment", { n: n + 1 })}</legend>
          <div className="row">
            <Select
              name={`equipment.${n}.code`}
              label={t("place.condition.equipment.what")}
              value={row.code}
              empty={t("place.desk.choose")}
              options={equipmentCodes.map((code) => ({ value: code, label: t(`place.equipment.${code}`) }))}
              problem={problem}
            />
            <Field
              name={`equipment.${n}.count`}
              inputMode="numeric"
              chars={4}
              label={t("place.condition.equipment.count")}
              value={row.count}
              problem={problem}
              optional
            />
            <Select
              name={`equipment.${n}.state`}
              label={t("place.condition.equipment.state")}
              value={row.state}
              options={equipmentStates.map((state) => ({
                value: state,
                label: t(`place.condition.state.${state}`),
              }))}
              problem={problem}
            />
          </div>
        </fieldset>
      ))}
      <Choice
        name="access"
        label={t("place.access.title")}
        value={draft.access}
        many
        inline
        optional
        options={accessCodes.map((code) => ({ value: code, label: t(`place.access.${code}`) }))}
        problem={problem}
      />
      <Button>{t(draft.corrects ? "place.condition.correct" : "place.condition.add")}</Button>
    </Form>
  );
}
