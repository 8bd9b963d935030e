import type { AnswerOf, Call } from "#contract";
import { DateField, Field, Tick } from "#web/kit/field.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { moment } from "#web/occasion.ts";
import { said } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { mostSessionsAtOnce } from "../desk/contract.ts";
import { planSessions, type Repeat, ruleDays } from "../recurring/contract.ts";
import type { FieldsProps } from "./event-fields.tsx";
import { numberOrNull } from "./event-form.ts";
import { sessionFrom } from "./session-form.ts";

export type Planned = AnswerOf<typeof planSessions>;

const weekdays = { MO: "mon", TU: "tue", WE: "wed", TH: "thu", FR: "fri", SA: "sat", SU: "sun" } as const;
const ticked = "on.";

/** Was anything said of repeating? */
export function repeats(form: FormData): boolean {
  const { weekdays: days, until, count } = repeatFrom(form);
  return days.length > 0 || until !== null || count !== null;
}

/** The days ticked in the list. */
export function tickedDays(form: FormData): string[] {
  return [...form.keys()].flatMap((name) => (name.startsWith(ticked) ? [name.slice(ticked.length)] : []));
}

export function repeatFrom(form: FormData): Repeat {
  const typed = (name: string) => said(form, `repeat.${name}`);
  return {
    weekdays: ruleDays.filter((one) => form.has(`repeat.${one}`)),
    // No number: the contract says that it is none.
    weeks: numberOrNull(typed("weeks")) ?? 1,
    until: typed("until") || null,
    count: numberOrNull(typed("count")),
  };
}

/** The sessions that a form describes, for its list; what was typed stays. */
export async function listed(call: Call, of: { params: { id: string } }, form: FormData, zone: string) {
  const { label: _, ...first } = sessionFrom(form, "sessions.0", zone);
  const body = { sessions: [first], repeat: repeatFrom(form) };
  const planned = await call(planSessions, { ...of, body });
  const values = Object.fromEntries(
    [...form].flatMap(([name, value]) =>
      typeof value === "string" && !name.startsWith("_") && !name.startsWith(ticked) ? [[name, value]] : [],
    ),
  );
  return { problem: undefined, values: { ...values, do: "plan-sessions" }, planned };
}

// texts: place.weekday.*
/** On which days of the week, and until when. Filled in by nobody, nothing repeats. */
export function RepeatFields({ values, problem }: Pick<FieldsProps, "values" | "problem">) {
  const { text: t } = usePage();
  const field = (name: string) => ({
    name: `repeat.${name}`,
    value: values[`repeat.${name}`] ?? "",
    problem,
  });
  return (
    <details open={Object.keys(values).length > 0}>
      <summary>{t("repeat.title")}</summary>
      <div className="stack">
        <p className="field-hint">{t("repeat.hint")}</p>
        <fieldset className="field">
          <legend className="label">{t("repeat.weekdays")}</legend>
          <p className="field-hint">{t("repeat.weekdays-hint")}</p>
          <div className="choices choices-inline">
            {ruleDays.map((one) => (
              <Tick
                key={one}
                name={`repeat.${one}`}
                label={t(`place.weekday.${weekdays[one]}`)}
                checked={values[`repeat.${one}`] === "yes"}
              />
            ))}
          </div>
        </fieldset>
        <div className="row">
          <Field
            {...field("weeks")}
            value={values["repeat.weeks"] ?? 1}
            type="number"
            min={1}
            max={52}
            chars={4}
            unit={t("repeat.weeks-unit")}
            label={t("repeat.weeks")}
          />
          <DateField {...field("until")} label={t("repeat.until")} optional />
          <Field
            {...field("count")}
            type="number"
            min={1}
            max={mostSessionsAtOnce}
            chars={4}
            label={t("repeat.count")}
            optional
          />
        </div>
      </div>
    </details>
  );
}

// texts: repeat.against.*
/** Each session before it is saved: ticked unless it cannot be, with what is against it. */
export function PlannedSessions({ planned: { items, more } }: { planned: Planned }) {
  const { text: t } = usePage();
  return (
    <fieldset className="field stack-tight" data-list="planned">
      <legend className="label">{t("repeat.list", { count: items.length })}</legend>
      <input type="hidden" name="listed" value="yes" />
      <p className="field-hint">{t("repeat.list-note")}</p>
      {more && <Notice kind="attention" title={t("repeat.more", { count: items.length })} />}
      <ul className="plain stack-tight">
        {items.map(({ day, startsAt, against, warnings }) => (
          <li key={day}>
            {against ? (
              <p>
                {t.formats.momentText(moment(startsAt))}{" "}
                <span className="quiet">{t(`repeat.against.${against}`)}</span>
              </p>
            ) : (
              <Tick name={`${ticked}${day}`} label={t.formats.momentText(moment(startsAt))} checked />
            )}
            {warnings.map((warning) => (
              <p key={warning} className="field-hint" dir="auto">
                {warning}
              </p>
            ))}
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
