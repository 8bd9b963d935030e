import type { Session } from "#libs/hours";
import { errorFor, useIdOf } from "#web/kit/faults.ts";
import type { Problem } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { rowsOf } from "./hours-form.ts";

export interface SessionRowsProps {
  /** `changes.hours.week.mon`: the rows are `.0.from`, `.0.to` and so on below it. */
  name: string;
  /** "周一" */
  legend: string;
  sessions: readonly Session[];
  problem: Problem | undefined;
}

/** The sessions of one day: two times a row (`9`, `930` and `9:30` all do), empty rows are none. No script needed to add a session. */
export function SessionRows({ name, legend, sessions, problem }: SessionRowsProps) {
  const t = useText();
  const idOf = useIdOf();
  const errors = [
    errorFor(problem, name),
    ...rowsOf(sessions).flatMap((_, n) => [
      errorFor(problem, `${name}.${n}.from`),
      errorFor(problem, `${name}.${n}.to`),
    ]),
  ].filter((error) => error !== undefined);
  const described = errors.length > 0 ? `${idOf(name)}-error` : undefined;
  return (
    <fieldset
      className={described ? "field field-wrong" : "field"}
      id={idOf(name)}
      aria-describedby={described}
    >
      <legend className="label">{legend}</legend>
      {described && (
        <p className="field-error" id={described}>
          <span className="unseen">{t("kit.error-word")}</span>
          {t.formats.listText(errors)}
        </p>
      )}
      {rowsOf(sessions).map((session, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name, and never move
        <p className="row session-row" key={n}>
          <TimeInput
            name={`${name}.${n}.from`}
            value={session.from}
            label={t("place.desk.session-from", { day: legend, n: n + 1 })}
            problem={problem}
          />
          <span aria-hidden="true">–</span>
          <TimeInput
            name={`${name}.${n}.to`}
            value={session.to}
            label={t("place.desk.session-to", { day: legend, n: n + 1 })}
            problem={problem}
          />
        </p>
      ))}
    </fieldset>
  );
}

function TimeInput({
  name,
  value,
  label,
  problem,
}: {
  name: string;
  value: string;
  label: string;
  problem: Problem | undefined;
}) {
  const id = useIdOf()(name);
  return (
    <input
      className="control chars-4"
      type="text"
      inputMode="numeric"
      autoComplete="off"
      maxLength={8}
      id={id}
      name={name}
      defaultValue={value}
      aria-label={label}
      aria-invalid={errorFor(problem, name) ? true : undefined}
    />
  );
}
