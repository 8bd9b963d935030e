import { useId } from "react";
import { useText } from "#web/text.tsx";
import type { FormatShape } from "../../../../catalogue/editing/contract.ts";
import { coded } from "./rows.ts";

type Coded = FormatShape["coded"][number];

/** A text in code, filled in place by place: nobody counts characters. */
export function CodedField({
  of,
  value,
  onType,
}: {
  of: readonly Coded[];
  value: string;
  onType: (value: string) => void;
}) {
  const t = useText();
  return (
    <details className="edit-coded">
      <summary>{t("edit.by-position")}</summary>
      <div className="edit-positions">
        {of.flatMap(({ length, positions }) =>
          positions.map((position) => (
            <Position
              key={`${position.at} ${position.name}`}
              position={position}
              value={value.padEnd(length).slice(position.at, position.at + position.length)}
              onType={(said) => onType(coded(value, length, { at: position.at, value: said }))}
            />
          )),
        )}
      </div>
    </details>
  );
}

function Position({
  position: { at, length, name, choices },
  value,
  onType,
}: {
  position: Coded["positions"][number];
  value: string;
  onType: (value: string) => void;
}) {
  const t = useText();
  const id = useId();
  const place = length === 1 ? String(at) : `${at}–${at + length - 1}`;
  const shown = value.replaceAll(" ", "_");
  return (
    <div className="edit-position">
      <label htmlFor={id}>
        {name} <span className="quiet">{place}</span>
      </label>
      {choices ? (
        <select className="control" id={id} value={value} onChange={(event) => onType(event.target.value)}>
          {!choices.some((one) => one.value === value) && (
            <option value={value}>{t("edit.code-other", { code: shown })}</option>
          )}
          {choices.map((one) => (
            <option key={one.value} value={one.value}>
              {`${one.value.replaceAll(" ", "_")} ${one.name}`}
            </option>
          ))}
        </select>
      ) : (
        <input
          className="control edit-code"
          dir="ltr"
          id={id}
          value={value.trimEnd()}
          maxLength={length}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onType(event.target.value.padEnd(length).slice(0, length))}
        />
      )}
    </div>
  );
}
