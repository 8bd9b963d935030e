import { useText } from "#web/text.tsx";
import type { FormatShape } from "../../../../catalogue/editing/contract.ts";

type FieldRule = FormatShape["fields"][number];

const seen = (value: string) => (value === " " ? "_" : value);

/** What a field is for: how often, its indicators and subfields, an example. */
export function FieldHelp({ field }: { field: FieldRule }) {
  const t = useText();
  const { name, required, once, indicators, subfields, example, note } = field;
  return (
    <details className="edit-help">
      <summary>
        {t("edit.help")}
        <span className="unseen"> {field.tag}</span>
      </summary>
      <p>
        <strong>{name}</strong> · {t(required ? "edit.required" : "edit.optional")} ·{" "}
        {t(once ? "edit.once" : "edit.repeatable")}
      </p>
      {note && <p>{note}</p>}
      {indicators.map(
        (choices, n) =>
          choices?.some(({ value }) => value !== " ") && (
            // biome-ignore lint/suspicious/noArrayIndexKey: the first and the second indicator never move
            <p key={n}>
              {t("edit.indicator", {
                which: n + 1,
                choices: choices.map((one) => `${seen(one.value)} ${one.name}`).join("；"),
              })}
            </p>
          ),
      )}
      {subfields.length > 0 && (
        <ul className="plain edit-codes">
          {subfields.map((one) => (
            <li key={one.code}>
              <code>${one.code}</code> {one.name}
              {!one.once && <span className="quiet"> {t("edit.repeatable")}</span>}
            </li>
          ))}
        </ul>
      )}
      <p className="quiet">
        {t("edit.example")} <code dir="auto">{example}</code>
      </p>
    </details>
  );
}
