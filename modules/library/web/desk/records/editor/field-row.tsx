import { type KeyboardEvent, useId, useState } from "react";
import { useText } from "#web/text.tsx";
import {
  codedOf,
  type FieldLine,
  type FormatShape,
  type Remark,
} from "../../../../catalogue/editing/contract.ts";
import { CodedField } from "./coded-field.tsx";
import { FieldHelp } from "./field-help.tsx";
import { type Row, withoutSubfield, withSubfield } from "./rows.ts";

export interface Does {
  change(row: Row): void;
  remove(row: Row): void;
  move(row: Row, step: -1 | 1): void;
  /** Somebody types a heading: what authorities have. */
  propose(row: Row, text: string): void;
  /** Puts the pinyin of $a behind it. */
  sound(row: Row): void;
}

export interface RowProps {
  row: Row;
  format: FormatShape;
  material: string;
  remarks: readonly Remark[];
  /** Id of the headings that are proposed. */
  headings: string;
  does: Does;
  isNew: boolean;
  /** The subfield in which somebody begins to type. */
  startAt: number | null;
}

type FieldRule = FormatShape["fields"][number];

/** Names and subjects, which authorities write in one way. */
const headed = { unimarc: /^(6[01]\d|7[01][12])$/, marc21: /^(1[013]\d|6[0135]\d|7[013]\d|8[03]\d)$/ };

/** One field: its tag, what it is called, indicators, subfields; what is wrong with it below. */
export function FieldRow({ row, format, material, remarks, headings, does, isNew, startAt }: RowProps) {
  const t = useText();
  const id = useId();
  const rule = format.fields.find(({ tag }) => tag === row.tag);
  const told = `${id}-told`;
  const described = remarks.length > 0 ? told : undefined;
  const isWrong = remarks.some(({ level }) => level === "error") ? (true as const) : undefined;
  const name = rule?.name ?? t("edit.unknown-field");
  const codes = (code: string | null) =>
    codedOf(format, row.tag, material).filter((one) => one.code === code);
  const keys = (event: KeyboardEvent) => {
    if (!event.altKey) return;
    if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      event.preventDefault();
      does.move(row, event.key === "ArrowUp" ? -1 : 1);
    } else if (event.key === "Delete") {
      event.preventDefault();
      const left = besides(event.currentTarget, event.target);
      const at = Number((event.target as HTMLElement).dataset.at);
      if (row.subfields && row.subfields.length > 1 && !Number.isNaN(at)) {
        does.change(withoutSubfield(row, at));
        // Those behind it move up into its place.
        if (at === row.subfields.length - 1) left.before?.focus();
      } else {
        does.remove(row);
        left.after?.focus();
      }
    }
  };
  const wrongIn = (of: (one: Remark) => boolean) =>
    remarks.some((one) => one.level === "error" && of(one)) ? (true as const) : undefined;
  return (
    <fieldset
      className={isWrong ? "edit-row field-wrong" : "edit-row"}
      data-row={row.key}
      data-tag={row.tag}
      onKeyDown={keys}
    >
      <legend className="unseen">
        {row.tag} {name}
      </legend>
      <div className="edit-row-head">
        <strong className="edit-tag">{row.tag}</strong>
        <span className="edit-name">{name}</span>
        {row.value === undefined && (
          <Indicators
            row={row}
            rule={rule}
            does={does}
            described={described}
            isWrong={wrongIn(({ id: what }) => what === "indicator")}
          />
        )}
        <span className="edit-row-does">
          <RowButton label={t("edit.up", { tag: row.tag })} sign="↑" onPress={() => does.move(row, -1)} />
          <RowButton label={t("edit.down", { tag: row.tag })} sign="↓" onPress={() => does.move(row, 1)} />
          <RowButton label={t("edit.remove", { tag: row.tag })} sign="×" onPress={() => does.remove(row)} />
        </span>
      </div>
      {row.value !== undefined ? (
        <input
          className="control edit-code"
          dir="ltr"
          aria-label={t("edit.value-of", { tag: row.tag, name })}
          aria-describedby={described}
          aria-invalid={isWrong}
          value={row.value}
          autoComplete="off"
          spellCheck={false}
          // biome-ignore lint/a11y/noAutofocus: who adds a field types in it
          autoFocus={isNew}
          onChange={(event) => does.change({ ...row, value: event.target.value })}
        />
      ) : (
        (row.subfields ?? []).map((one, at) => (
          <SubfieldLine
            // biome-ignore lint/suspicious/noArrayIndexKey: subfields are told apart by their place alone
            key={at}
            row={row}
            at={at}
            rule={rule}
            headings={headed[format.flavour].test(row.tag) && one.code === "a" ? headings : undefined}
            does={does}
            isNew={startAt === at || (isNew && at === 0)}
            described={described}
            isWrong={wrongIn(({ data }) => data.code === one.code)}
          />
        ))
      )}
      {remarks.length > 0 && (
        <ul className="plain edit-remarks" id={told}>
          {remarks.map((one) => (
            <li key={JSON.stringify(one)} className={one.level === "error" ? "field-error" : "edit-warning"}>
              <span className="unseen">{t(`edit.${one.level}`)} </span>
              {t(`invalid.record.${one.id}`, one.data)}
              {one.id === "no-pinyin" && (
                <button type="button" className="button button-link" onClick={() => does.sound(row)}>
                  {t("edit.sound")}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      <div className="edit-row-foot">
        {row.value === undefined && (
          <AddSubfield row={row} rule={rule} onAdd={(changed) => does.change(changed)} />
        )}
        {row.value === undefined ? (
          (row.subfields ?? []).map(({ code, value }, at) => (
            <Codes
              // biome-ignore lint/suspicious/noArrayIndexKey: subfields are told apart by their place alone
              key={at}
              of={codes(code)}
              value={value}
              onType={(typed) => does.change(withSubfield(row, at, typed))}
            />
          ))
        ) : (
          <Codes of={codes(null)} value={row.value} onType={(value) => does.change({ ...row, value })} />
        )}
        {rule && <FieldHelp field={rule} />}
      </div>
    </fieldset>
  );
}

/** Where typing goes on when something is taken away: before it, or in the next field. */
function besides(row: Element, from: EventTarget) {
  const all = [
    ...(row.parentElement?.querySelectorAll<HTMLElement>(".edit-subfield input, .edit-row > input") ?? []),
  ];
  const at = all.indexOf(from as HTMLElement);
  const other = [...all.slice(at + 1), ...all.slice(0, Math.max(at, 0)).toReversed()];
  return { before: all[at - 1], after: other.find((one) => !row.contains(one)) };
}

function RowButton({ label, sign, onPress }: { label: string; sign: string; onPress: () => void }) {
  return (
    // By keyboard there is Alt with an arrow or Delete: Tab goes from one thing to fill in to the next.
    <button
      type="button"
      className="edit-button"
      aria-label={label}
      title={label}
      tabIndex={-1}
      onClick={onPress}
    >
      <span aria-hidden="true">{sign}</span>
    </button>
  );
}

interface Written {
  described: string | undefined;
  isWrong: true | undefined;
}

function Indicators({
  row,
  rule,
  does,
  described,
  isWrong,
}: { row: Row; rule: FieldRule | undefined; does: Does } & Written) {
  const t = useText();
  const [first = " ", second = " "] = row.indicators ?? [];
  const said = [
    { which: 1, value: first },
    { which: 2, value: second },
  ];
  return (
    <span className="edit-indicators">
      {said.map(({ which, value }) => {
        const choices = rule ? rule.indicators[which - 1] : null;
        const isFixed = choices?.length === 1 && choices[0]?.value === value;
        const shared = {
          "aria-label": t("edit.indicator-of", { tag: row.tag, which }),
          "aria-describedby": described,
          "aria-invalid": isWrong,
        };
        const type = (typed: string) =>
          does.change({ ...row, indicators: which === 1 ? [typed, second] : [first, typed] });
        if (isFixed) return null;
        return choices ? (
          <select
            key={which}
            className="control"
            value={value}
            {...shared}
            onChange={(event) => type(event.target.value)}
          >
            {!choices.some((one) => one.value === value) && (
              <option value={value}>{t("edit.code-other", { code: value === " " ? "_" : value })}</option>
            )}
            {choices.map((one) => (
              <option key={one.value} value={one.value}>
                {`${one.value === " " ? "_" : one.value} ${one.name}`}
              </option>
            ))}
          </select>
        ) : (
          <input
            key={which}
            className="control edit-code edit-indicator"
            value={value.trim()}
            placeholder="_"
            maxLength={1}
            autoComplete="off"
            {...shared}
            onChange={(event) => type(event.target.value || " ")}
          />
        );
      })}
    </span>
  );
}

interface SubfieldProps extends Written {
  row: Row;
  at: number;
  rule: FieldRule | undefined;
  headings: string | undefined;
  does: Does;
  isNew: boolean;
}

function SubfieldLine({ row, at, rule, headings, does, isNew, described, isWrong }: SubfieldProps) {
  const t = useText();
  const id = useId();
  const { code, value } = row.subfields?.[at] ?? { code: "a", value: "" };
  const name = subfieldName(rule, code, t("edit.pinyin"));
  return (
    <div className="edit-subfield">
      <label htmlFor={id}>
        <code>${code}</code> {name}
        <span className="unseen"> {row.tag}</span>
      </label>
      <input
        className="control"
        id={id}
        data-at={at}
        dir="auto"
        value={value}
        list={headings}
        aria-describedby={described}
        aria-invalid={isWrong}
        autoComplete="off"
        // biome-ignore lint/a11y/noAutofocus: who adds a field, or begins a record, types in it
        autoFocus={isNew}
        onChange={(event) => {
          does.change(withSubfield(row, at, event.target.value));
          if (headings) does.propose(row, event.target.value);
        }}
      />
      <RowButton
        label={t("edit.remove-subfield", { tag: row.tag, code })}
        sign="×"
        onPress={() => does.change(withoutSubfield(row, at))}
      />
    </div>
  );
}

function subfieldName(rule: FieldRule | undefined, code: string, pinyin: string): string {
  const own = rule?.subfields.find((one) => one.code === code)?.name;
  return own ?? (/[A-Z]/.test(code) ? pinyin : "");
}

function Codes({
  of,
  value,
  onType,
}: {
  of: FormatShape["coded"];
  value: string;
  onType: (value: string) => void;
}) {
  return of.length === 0 ? null : <CodedField of={of} value={value} onType={onType} />;
}

/** One more subfield: of those the field has, or any. */
function AddSubfield({
  row,
  rule,
  onAdd,
}: {
  row: Row;
  rule: FieldRule | undefined;
  onAdd: (row: Row) => void;
}) {
  const t = useText();
  const [other, setOther] = useState(false);
  const there = new Set(row.subfields?.map(({ code }) => code));
  const free = rule?.subfields.filter(({ code, once }) => !once || !there.has(code)) ?? [];
  const add = (code: string) => {
    if (/^[0-9A-Za-z]$/.test(code))
      onAdd({ ...row, subfields: [...(row.subfields ?? []), { code, value: "" }] });
    setOther(false);
  };
  const label = t("edit.add-subfield", { tag: row.tag });
  if (other)
    return (
      <input
        className="control edit-add-subfield"
        aria-label={label}
        placeholder={t("edit.code")}
        maxLength={1}
        // biome-ignore lint/a11y/noAutofocus: who asks for another code types it
        autoFocus
        value=""
        onChange={(event) => add(event.target.value)}
      />
    );
  return (
    <select
      className="control edit-add-subfield"
      aria-label={label}
      value=""
      onChange={({ target }) => (target.value === "?" ? setOther(true) : add(target.value))}
    >
      <option value="">{t("edit.add-subfield.word")}</option>
      {free.map(({ code, name }) => (
        <option key={code} value={code}>{`$${code} ${name}`}</option>
      ))}
      <option value="?">{t("edit.add-subfield.other")}</option>
    </select>
  );
}

/** An empty field as its rule has it: the blanks, and its first subfield. */
export function emptyField(tag: string, rule: FieldRule | undefined): FieldLine {
  if (tag.startsWith("00")) return { tag, value: "" };
  const usual = (n: number) => {
    const choices = rule?.indicators[n] ?? [{ value: " " }];
    return (choices.find(({ value }) => value === " ") ?? choices[0])?.value ?? " ";
  };
  const code = rule?.subfields[0]?.code ?? "a";
  const first = rule?.subfields.find((one) => one.code === "a")?.code ?? code;
  return { tag, indicators: [usual(0), usual(1)], subfields: [{ code: first, value: "" }] };
}
