import { Field, Tick } from "#web/kit/field.tsx";
import type { Tried } from "#web/publishing.tsx";
import { usePage } from "#web/text.tsx";
import { crateField } from "./touring-form.ts";

/** Which crates are here, what does not belong to them, and in what condition they are. Nothing is ticked before somebody has looked. */
export function CratesFields({ crates, tried: { problem, values } }: { crates: number; tried: Tried }) {
  const { text: t } = usePage();
  const numbers = Array.from({ length: crates }, (_, before) => before + 1);
  return (
    <>
      <Tick
        name="found.all"
        label={t("touring.all-crates", { count: crates })}
        checked={values["found.all"] === "yes"}
      />
      <details open={numbers.some((number) => values[crateField(number)] === "yes")}>
        <summary>{t("touring.crate-by-crate")}</summary>
        <fieldset className="field">
          <legend className="label">{t("touring.crates-here")}</legend>
          <div className="choices choices-inline">
            {numbers.map((number) => (
              <Tick
                key={number}
                name={crateField(number)}
                label={t("touring.crate", { number })}
                checked={values[crateField(number)] === "yes"}
              />
            ))}
          </div>
        </fieldset>
        <Field
          name="found.wrong"
          label={t("touring.wrong-crates")}
          hint={t("touring.wrong-crates-hint")}
          lines={2}
          value={values["found.wrong"] ?? ""}
          problem={problem}
          optional
        />
      </details>
      <Tick name="found.damaged" label={t("touring.damaged")} checked={values["found.damaged"] === "yes"} />
      <Field
        name="found.words"
        label={t("touring.condition")}
        hint={t("touring.condition-hint")}
        lines={3}
        value={values["found.words"] ?? ""}
        problem={problem}
        optional
      />
    </>
  );
}
