import type { AnswerOf, InputOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { DateField, Field, Tick } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { type Problem, said } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { type deskPlaceRenovations, moneySources, type planRenovation } from "../../contract.ts";
import { numberIn } from "./number-in.ts";

export type Project = AnswerOf<typeof deskPlaceRenovations>["items"][number];
export type Plan = InputOf<typeof planRenovation>["body"];

// A number that is none is left as it was typed: the operation says so.
const numberOf = (form: FormData, name: string) => numberIn(said(form, name)) as number | null;

/** The plan typed into the form. Sources without money are none. */
export function planIn(form: FormData): Plan {
  return {
    name: said(form, "name"),
    scope: said(form, "scope"),
    from: said(form, "from"),
    to: said(form, "to"),
    money: moneySources.flatMap((source) => {
      const planned = numberOf(form, `money.${source}`);
      return planned === null ? [] : [{ source, planned }];
    }),
    closes: form.has("closes"),
    areaBefore: numberOf(form, "areaBefore"),
    capacityBefore: numberOf(form, "capacityBefore"),
  };
}

/** Faults of money by the field that has it: the form has one for each source, the operation a list of those with money. */
export function moneyNamed(problem: Problem, plan: Plan): Problem {
  return {
    ...problem,
    errors: (problem.errors ?? []).map((error) => {
      const [, at] = /^\/body\/money\/(\d+)/.exec(error.field) ?? [];
      const source = at === undefined ? undefined : plan.money[Number(at)]?.source;
      return source ? { ...error, field: `/body/money/${source}` } : error;
    }),
  };
}

/** What is reported, or how it ended, as one of the small forms has it. */
export const reportIn = (form: FormData) => ({
  on: said(form, "on"),
  // Numbers that are none are refused by the operation.
  percent: numberOf(form, "percent") as number,
  spent: numberOf(form, "spent") as number,
  words: said(form, "words"),
});
export const finishIn = (form: FormData) => ({
  on: said(form, "on"),
  areaBefore: numberOf(form, "areaBefore"),
  areaAfter: numberOf(form, "areaAfter"),
  capacityBefore: numberOf(form, "capacityBefore"),
  capacityAfter: numberOf(form, "capacityAfter"),
  reopen: form.has("reopen"),
});
export const stopIn = (form: FormData) => ({
  on: said(form, "on"),
  reason: said(form, "reason"),
  reopen: form.has("reopen"),
});

export interface PlanFormProps {
  plan: Plan;
  /** The version that was seen, when a plan is changed. */
  version?: number | undefined;
  problem: Problem | undefined;
}

// texts: place.renovation.source.*

/** A plan: what is done, from when to when, with whose money, and whether the place is closed meanwhile. */
export function PlanForm({ plan, version, problem }: PlanFormProps) {
  const t = useText();
  const planned = new Map(plan.money.map(({ source, planned: yuan }) => [source, yuan]));
  return (
    <Form problem={problem} label={t("place.renovation.plan")}>
      {version !== undefined && <input type="hidden" name="version" value={version} />}
      <Field
        name="name"
        label={t("place.renovation.name")}
        hint={t("place.renovation.name-hint")}
        value={plan.name}
        problem={problem}
      />
      <Field
        name="scope"
        label={t("place.renovation.scope")}
        hint={t("place.renovation.scope-hint")}
        lines={3}
        value={plan.scope}
        problem={problem}
      />
      <DateField name="from" label={t("place.renovation.from")} value={plan.from} problem={problem} />
      <DateField name="to" label={t("place.renovation.to")} value={plan.to} problem={problem} />
      <fieldset className="field">
        <legend className="label">{t("place.renovation.money")}</legend>
        <div className="row">
          {moneySources.map((source) => (
            <Field
              key={source}
              name={`money.${source}`}
              inputMode="decimal"
              chars={12}
              unit={t("place.renovation.yuan")}
              label={t(`place.renovation.source.${source}`)}
              value={planned.get(source) ?? ""}
              problem={problem}
              optional
            />
          ))}
        </div>
      </fieldset>
      <Size name="areaBefore" value={plan.areaBefore} problem={problem} />
      <Size name="capacityBefore" value={plan.capacityBefore} problem={problem} />
      <Tick name="closes" label={t("place.renovation.closes")} checked={plan.closes} problem={problem} />
      <Button name="do" value={version === undefined ? "plan" : "change"}>
        {t(version === undefined ? "place.renovation.plan" : "place.desk.save")}
      </Button>
    </Form>
  );
}

interface SizeProps {
  name: "areaBefore" | "areaAfter" | "capacityBefore" | "capacityAfter";
  value: number | string | null | undefined;
  problem: Problem | undefined;
}

const sizeWords = {
  areaBefore: "area-before",
  areaAfter: "area-after",
  capacityBefore: "capacity-before",
  capacityAfter: "capacity-after",
} as const;

// texts: place.renovation.area-* place.renovation.capacity-*

function Size({ name, value, problem }: SizeProps) {
  const t = useText();
  return (
    <Field
      name={name}
      inputMode="decimal"
      chars={6}
      label={t(`place.renovation.${sizeWords[name]}`)}
      value={value ?? ""}
      problem={problem}
      optional
    />
  );
}

export interface WorkFormProps {
  today: string;
  project: Project;
  values: Record<string, string>;
  problem: Problem | undefined;
}

/** The work began on a day. */
export function StartForm({ today, values, problem }: WorkFormProps) {
  const t = useText();
  return (
    <Form problem={problem} label={t("place.renovation.start")}>
      <DateField
        name="on"
        label={t("place.renovation.started-on")}
        value={values.on ?? today}
        problem={problem}
      />
      <Button name="do" value="start">
        {t("place.renovation.start")}
      </Button>
    </Form>
  );
}

/** How far the work is, and what has been spent. */
export function ReportForm({ today, project, values, problem }: WorkFormProps) {
  const t = useText();
  return (
    <Form problem={problem} label={t("place.renovation.report")}>
      <DateField name="on" label={t("place.renovation.day")} value={values.on ?? today} problem={problem} />
      <Field
        name="percent"
        inputMode="numeric"
        chars={4}
        unit="%"
        label={t("place.renovation.percent")}
        value={values.percent ?? project.percent ?? ""}
        problem={problem}
      />
      <Field
        name="spent"
        inputMode="decimal"
        chars={12}
        unit={t("place.renovation.yuan")}
        label={t("place.renovation.spent")}
        hint={t("place.renovation.spent-hint")}
        value={values.spent ?? project.spent}
        problem={problem}
      />
      <Field
        name="words"
        label={t("place.renovation.words")}
        lines={2}
        value={values.words}
        problem={problem}
        optional
      />
      <Button name="do" value="report">
        {t("place.renovation.report")}
      </Button>
    </Form>
  );
}

/** The work is done: the day, and what it brought. */
export function FinishForm({ today, project, values, problem }: WorkFormProps) {
  const t = useText();
  return (
    <Form problem={problem} label={t("place.renovation.finish")}>
      <DateField
        name="on"
        label={t("place.renovation.finished-on")}
        value={values.on ?? today}
        problem={problem}
      />
      <Size name="areaBefore" value={values.areaBefore ?? project.areaBefore} problem={problem} />
      <Size name="areaAfter" value={values.areaAfter} problem={problem} />
      <Size name="capacityBefore" value={values.capacityBefore ?? project.capacityBefore} problem={problem} />
      <Size name="capacityAfter" value={values.capacityAfter} problem={problem} />
      {project.closes && (
        <Tick name="reopen" label={t("place.renovation.reopen")} checked problem={problem} />
      )}
      <Button name="do" value="finish">
        {t("place.renovation.finish")}
      </Button>
    </Form>
  );
}

/** The project is given up, and why. */
export function StopForm({ today, project, values, problem }: WorkFormProps) {
  const t = useText();
  return (
    <Form problem={problem} label={t("place.renovation.stop")}>
      <DateField
        name="on"
        label={t("place.renovation.stopped-on")}
        value={values.on ?? today}
        problem={problem}
      />
      <Field
        name="reason"
        label={t("place.renovation.reason")}
        hint={t("publishing.reason.hint", { what: t("place.renovation.reason-hint") })}
        value={values.reason}
        problem={problem}
      />
      {project.closes && (
        <Tick name="reopen" label={t("place.renovation.reopen")} checked problem={problem} />
      )}
      <Button kind="refuse" name="do" value="stop">
        {t("place.renovation.stop")}
      </Button>
    </Form>
  );
}
