import type { AnswerOf, InputOf } from "#contract";
import { weekdays } from "#libs/hours";
import { Button } from "#web/kit/button.tsx";
import { Choice, DateField, Field, Select, Tick } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { type Problem, said } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import type { importHolidays, putHolidays } from "../../contract.ts";

export interface HolidayFormProps {
  year: number;
  /** What was typed, when the form came back. */
  values: Record<string, string>;
  problem: Problem | undefined;
}

type PutHolidays = InputOf<typeof putHolidays>["body"];

/** One run of days as the form has it. */
export function dayIn(form: FormData): PutHolidays {
  const kind = said(form, "days.0.kind");
  const en = said(form, "days.0.names.en");
  const to = said(form, "days.0.to");
  const run = {
    from: said(form, "days.0.from"),
    ...(to && { to }),
    kind,
    name: said(form, "days.0.name"),
    ...(en && { names: { en } }),
    ...(kind === "workday" && { as: said(form, "days.0.as") }),
  };
  // Choices come as words; the operation checks every one of them.
  return {
    source: said(form, "source"),
    status: said(form, "status") as "unverified",
    days: [run as PutHolidays["days"][number]],
  };
}

/** The pasted sheet as the form has it. */
export function importIn(form: FormData): InputOf<typeof importHolidays>["body"] {
  return {
    text: String(form.get("text") ?? ""),
    source: said(form, "source"),
    status: said(form, "status") as "unverified",
    ...(said(form, "whole") === "yes" && { announces: Number(said(form, "year")) }),
  };
}

// texts: place.weekday.* place.holidays.kind.* place.holidays.status.* invalid.holiday.*

/** Where the days come from, and whether somebody has held them against the notice. */
function SourceFields({ values, problem }: Omit<HolidayFormProps, "year">) {
  const t = useText();
  return (
    <>
      <Field
        name="source"
        label={t("place.holidays.source")}
        hint={t("place.holidays.source-hint")}
        value={values.source}
        problem={problem}
      />
      <Choice
        name="status"
        label={t("place.holidays.status")}
        value={values.status ?? "unverified"}
        inline
        options={["unverified", "verified"].map((status) => ({
          value: status,
          label: t(`place.holidays.status.${status}`),
        }))}
        problem={problem}
      />
    </>
  );
}

/** One holiday or make-up workday more, or another word for one that is there. */
export function DayForm({ year, values, problem }: HolidayFormProps) {
  const t = useText();
  return (
    <Form problem={problem} label={t("place.holidays.add")}>
      <input type="hidden" name="year" value={year} />
      <DateField
        name="days.0.from"
        label={t("place.holidays.from")}
        value={values["days.0.from"]}
        problem={problem}
      />
      <DateField
        name="days.0.to"
        label={t("place.holidays.to")}
        hint={t("place.desk.exceptions.to-hint")}
        value={values["days.0.to"]}
        problem={problem}
        optional
      />
      <Field
        name="days.0.name"
        label={t("place.holidays.name")}
        hint={t("place.holidays.name-hint")}
        chars={12}
        value={values["days.0.name"]}
        problem={problem}
      />
      <Field
        name="days.0.names.en"
        label={t("place.name-en")}
        chars={20}
        value={values["days.0.names.en"]}
        problem={problem}
        optional
      />
      <Choice
        name="days.0.kind"
        label={t("place.holidays.kind")}
        value={values["days.0.kind"] ?? "rest"}
        inline
        options={["rest", "workday"].map((kind) => ({
          value: kind,
          label: t(`place.holidays.kind.${kind}`),
        }))}
        problem={problem}
      />
      <Select
        name="days.0.as"
        label={t("place.holidays.as")}
        hint={t("place.holidays.as-hint")}
        value={values["days.0.as"] ?? "fri"}
        options={weekdays.map((day) => ({ value: day, label: t(`place.weekday.${day}`) }))}
        problem={problem}
      />
      <SourceFields values={values} problem={problem} />
      <Button name="do" value="put">
        {t("place.desk.save")}
      </Button>
    </Form>
  );
}

/** Many lines at once, from a sheet. */
export function ImportForm({ year, values, problem }: HolidayFormProps) {
  const t = useText();
  return (
    <Form problem={problem} label={t("place.holidays.import")}>
      <input type="hidden" name="year" value={year} />
      <Field
        name="text"
        label={t("place.holidays.lines")}
        hint={t("place.holidays.lines-hint")}
        lines={8}
        value={values.text}
        problem={problem}
      />
      <SourceFields values={values} problem={problem} />
      <Tick
        name="whole"
        label={t("place.holidays.whole", { year: String(year) })}
        checked={values.whole === "yes"}
        problem={problem}
      />
      <Button name="do" value="import">
        {t("place.holidays.import")}
      </Button>
    </Form>
  );
}

/** What came of an import: how many days, and each line that was left out, with why. */
export function ImportOutcome({ outcome }: { outcome: AnswerOf<typeof importHolidays> }) {
  const t = useText();
  const { faults, added, changed, same } = outcome;
  return (
    <>
      <Notice
        kind={faults.length > 0 ? "attention" : "done"}
        live
        title={t("place.holidays.imported", { added, changed, same, faults: faults.length })}
      />
      {faults.length > 0 && (
        <Table
          caption={t("place.holidays.faults")}
          columns={[
            { key: "line", label: t("place.holidays.line"), numeric: true },
            { key: "value", label: t("place.holidays.value") },
            { key: "why", label: t("place.holidays.why") },
          ]}
          rows={faults.map(({ line, id, value }) => ({
            key: String(line),
            cells: [line, <bdi key="value">{value || "—"}</bdi>, t(`invalid.${id}`, { value, days: 31 })],
          }))}
        />
      )}
    </>
  );
}
