import type { HTMLInputAutoCompleteAttribute, ReactNode } from "react";
import type { Problem } from "../page.ts";
import { useText } from "../text.tsx";
import { errorFor, useIdOf } from "./faults.ts";

/** Letters that somebody looks for at once, at most: no name is longer. */
export const longestSearch = 100;

interface Common {
  name: string;
  label: string;
  hint?: ReactNode;
  /** The refusal of the last attempt; the field finds its own error by name. */
  problem?: Problem | undefined;
  /** Marks the few that may be left empty; everything else is needed. */
  optional?: true;
}

export interface FieldProps extends Common {
  type?:
    | "text"
    | "tel"
    | "email"
    | "password"
    | "search"
    | "number"
    | "url"
    | "date"
    | "time"
    | "month"
    | "file";
  value?: string | number | undefined;
  autoComplete?: HTMLInputAutoCompleteAttribute;
  inputMode?: "numeric" | "tel" | "email" | "search" | "decimal" | "url";
  /** About how many characters are expected: the width says so. */
  chars?: 4 | 6 | 12 | 20;
  /** More than one line. */
  lines?: number;
  min?: string | number;
  max?: string | number;
  step?: string | number;
  unit?: string;
  accept?: string;
  autoFocus?: true;
  /** Letters that a search takes, where they are not as many as usual. */
  longest?: number;
}

/** One question: label, hint, error, control, in this order for eye and ear. */
export function Field(props: FieldProps) {
  const {
    type = "text",
    value,
    lines,
    chars,
    unit,
    autoComplete,
    inputMode,
    min,
    max,
    step,
    accept,
    autoFocus,
    longest = longestSearch,
  } = props;
  const { described, invalid, id } = useAnnounced(props);
  const shared = {
    id,
    name: props.name,
    "aria-describedby": described,
    "aria-invalid": invalid,
    required: !props.optional,
    autoComplete,
    defaultValue: value,
    autoFocus,
  };
  const control = lines ? (
    <textarea className="control" rows={lines} {...shared} />
  ) : (
    <input
      className={chars ? `control chars-${chars}` : "control"}
      type={type}
      inputMode={inputMode}
      min={min}
      max={max}
      step={step}
      accept={accept}
      maxLength={type === "search" ? longest : undefined}
      {...shared}
    />
  );
  return (
    <div className={invalid ? "field field-wrong" : "field"}>
      <Asked {...props} />
      {unit ? (
        <span className="with-unit">
          {control}
          <span>{unit}</span>
        </span>
      ) : (
        control
      )}
    </div>
  );
}

/** A day, by the device's own picker. Value and bounds as YYYY-MM-DD. */
export function DateField(props: Omit<FieldProps, "type" | "lines" | "chars" | "unit">) {
  return <Field {...props} type="date" chars={12} />;
}

/** A time of day, 24 hours, by the device's own picker. Value and bounds as HH:MM. */
export function TimeField(props: Omit<FieldProps, "type" | "lines" | "chars" | "unit">) {
  return <Field {...props} type="time" chars={12} />;
}

export interface Option {
  value: string;
  label: string;
  hint?: ReactNode;
  /** Why it cannot be chosen now. */
  reason?: string;
}

export interface SelectProps extends Common {
  options: readonly Option[];
  value?: string | undefined;
  /** First, empty line. */
  empty?: string;
}

/** One of many (more than about seven); with fewer use Choice. */
export function Select(props: SelectProps) {
  const { described, invalid, id } = useAnnounced(props);
  return (
    <div className={invalid ? "field field-wrong" : "field"}>
      <Asked {...props} />
      <select
        className="control"
        id={id}
        name={props.name}
        defaultValue={props.value ?? ""}
        aria-describedby={described}
        aria-invalid={invalid}
      >
        {props.empty !== undefined && <option value="">{props.empty}</option>}
        {props.options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.reason !== undefined}>
            {option.reason ? `${option.label}（${option.reason}）` : option.label}
          </option>
        ))}
      </select>
    </div>
  );
}

export interface ChoiceProps extends Common {
  options: readonly Option[];
  value?: string | readonly string[] | undefined;
  /** Any number of them instead of one. */
  many?: true;
  /** Short options beside one another. */
  inline?: true;
}

/** One of few (radios) or some of few (boxes), with the question as the legend. */
export function Choice({ options, value, many, inline, ...asked }: ChoiceProps) {
  const t = useText();
  const { described, invalid, id } = useAnnounced(asked);
  const chosen = new Set(typeof value === "string" ? [value] : value);
  return (
    <fieldset className={invalid ? "field field-wrong" : "field"} aria-describedby={described}>
      <legend className="label" data-asks={id}>
        {asked.label}
        {asked.optional && <span className="quiet"> {t("kit.optional")}</span>}
      </legend>
      <Below {...asked} />
      <div className={inline ? "choices choices-inline" : "choices"}>
        {options.map((option, at) => {
          // The first option carries the id, so that the error summary can lead to it.
          const own = at === 0 ? id : `${id}-${at}`;
          return (
            <div className="choice" key={option.value}>
              <input
                type={many ? "checkbox" : "radio"}
                id={own}
                name={many ? `${asked.name}[]` : asked.name}
                value={option.value}
                defaultChecked={chosen.has(option.value)}
                disabled={option.reason !== undefined}
                aria-describedby={option.hint || option.reason ? `${own}-hint` : undefined}
              />
              <label htmlFor={own}>{option.label}</label>
              {(option.hint || option.reason) && (
                <p className="choice-hint" id={`${own}-hint`}>
                  {option.reason ?? option.hint}
                </p>
              )}
            </div>
          );
        })}
      </div>
    </fieldset>
  );
}

/** One box for one statement. */
export function Tick(props: {
  name: string;
  label: ReactNode;
  checked?: boolean;
  problem?: Problem | undefined;
}) {
  const error = errorFor(props.problem, props.name);
  const id = useIdOf()(props.name);
  return (
    <div className={error ? "field field-wrong" : "field"}>
      {error && (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
      <div className="choice">
        <input
          type="checkbox"
          id={id}
          name={props.name}
          value="yes"
          defaultChecked={props.checked}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
        />
        <label htmlFor={id}>{props.label}</label>
      </div>
    </div>
  );
}

function useAnnounced({ name, hint, problem }: Pick<Common, "name" | "hint" | "problem">) {
  const id = useIdOf()(name);
  const error = errorFor(problem, name);
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return { id, described: described || undefined, invalid: error ? (true as const) : undefined };
}

function Asked(asked: Common) {
  const t = useText();
  const id = useIdOf()(asked.name);
  return (
    <>
      <label className="label" data-asks={id} htmlFor={id}>
        {asked.label}
        {asked.optional && <span className="quiet"> {t("kit.optional")}</span>}
      </label>
      <Below {...asked} />
    </>
  );
}

function Below({ name, hint, problem }: Common) {
  const t = useText();
  const id = useIdOf()(name);
  const error = errorFor(problem, name);
  return (
    <>
      {hint && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="field-error" id={`${id}-error`}>
          <span className="unseen">{t("kit.error-word")}</span>
          {error}
        </p>
      )}
    </>
  );
}
