import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { call } from "#web/call.ts";
import { useIdOf } from "#web/kit/faults.ts";
import { useText } from "#web/text.tsx";
import {
  type FormatShape,
  kindOf,
  lineOf,
  materialOf,
  proposeHeadings,
  proposePinyin,
  type Remark,
  recordInLines,
  remarksOn,
} from "../../../../catalogue/editing/contract.ts";
import { CodedField } from "./coded-field.tsx";
import { type Does, emptyField, FieldRow } from "./field-row.tsx";
import {
  type Draft,
  draftOf,
  drawn,
  drawnAtOnce,
  firstEmpty,
  moved,
  type Row,
  textIn,
  withField,
  withoutRow,
  withRow,
} from "./rows.ts";

export interface EditorProps {
  format: FormatShape;
  /** What somebody has typed, or what stands. */
  lines: string;
  /** As the record stands; null: it is new. */
  before: string | null;
  /** Who comes to it begins to type where something is to be filled in. */
  begins?: boolean;
  /** The tag one comes for: its first field has the focus. */
  field?: string | null;
}

/** Nobody is told that a number is wrong before it is typed to its end. */
const settlesMs = 500;
const proposesMs = 250;

/**
 * A record to be typed, field by field or as lines; both send the same lines. Without script there are the lines alone, and the server says
 * what is wrong. To stand in a `Form`.
 */
export function Editor({ format, lines, before, begins = false, field = null }: EditorProps) {
  const t = useText();
  const idOf = useIdOf();
  const [draft, setDraft] = useState<Draft | null>(() => draftOf(lines));
  const [text, setText] = useState(lines);
  // The server draws the lines; with script the fields take their place.
  const [isLive, setLive] = useState(false);
  const [byField, setByField] = useState(false);
  useEffect(() => {
    setLive(true);
    setByField(draftOf(lines) !== null);
  }, [lines]);
  const shown = byField && draft ? draft : null;
  const sent = shown ? textIn(shown) : text;
  const fields = useFocusOn(field, shown !== null);
  useUnsaved(sent, before ?? lines);
  const remarks = useRemarks(sent, format, before);
  const toLines = () => {
    setText(sent);
    setByField(false);
  };
  const toFields = () => {
    const read = draftOf(text);
    if (read) {
      setDraft(read);
      setByField(true);
    }
  };
  return (
    <div className="edit" id={shown ? idOf("lines") : undefined} tabIndex={-1} ref={fields}>
      {isLive && (
        // biome-ignore lint/a11y/useSemanticElements: a row of two ways to type, no form of its own
        <div className="edit-ways" role="group" aria-label={t("edit.ways")}>
          <button type="button" className="edit-way" aria-pressed={byField} onClick={toFields}>
            {t("edit.by-field")}
          </button>
          <button type="button" className="edit-way" aria-pressed={!byField} onClick={toLines}>
            {t("edit.by-line")}
          </button>
          <Tally remarks={remarks.told} fault={remarks.fault} />
        </div>
      )}
      {isAuthority(sent, format) && <p className="edit-warning">{t("edit.unseen.authority")}</p>}
      {shown ? (
        <>
          <input type="hidden" name="lines" value={sent} />
          <Fields
            draft={shown}
            onDraft={(change) => setDraft((now) => now && change(now))}
            format={format}
            remarks={remarks.told}
            begins={begins}
          />
        </>
      ) : (
        <div className="field">
          <label className="label" htmlFor={idOf("lines")}>
            {t("edit.lines")}
          </label>
          <p className="field-hint">{t("edit.lines.hint")}</p>
          <textarea
            className="control edit-lines"
            id={idOf("lines")}
            name="lines"
            rows={Math.min(30, 3 + text.split("\n").length)}
            value={text}
            spellCheck={false}
            dir="ltr"
            onChange={(event) => setText(event.target.value)}
          />
          {remarks.told.length > 0 && (
            <ul className="plain edit-remarks">
              {remarks.told.map((one) => (
                <li
                  key={JSON.stringify(one)}
                  className={one.level === "error" ? "field-error" : "edit-warning"}
                >
                  <span className="unseen">{t(`edit.${one.level}`)} </span>
                  {t(`invalid.record.${one.id}`, one.data)}
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </div>
  );
}

const isAuthority = (lines: string, { flavour }: FormatShape): boolean =>
  kindOf({ flavour, leader: lines.slice("LDR ".length) }) === "authority";

/** Once, when the fields are there. */
function useFocusOn(tag: string | null, isThere: boolean) {
  const within = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (tag === null || !isThere) return;
    const row = [...(within.current?.querySelectorAll<HTMLElement>("[data-tag]") ?? [])].find(
      ({ dataset }) => dataset.tag === tag,
    );
    const input = row?.querySelector<HTMLElement>(".edit-subfield input, input, select") ?? row;
    input?.scrollIntoView({ block: "center" });
    input?.focus();
  }, [tag, isThere]);
  return within;
}

interface Remarks {
  told: Remark[];
  /** The line that cannot be read. */
  fault: { line: number; id: string } | null;
}

/** What is wrong, as soon as nobody types for a moment. */
function useRemarks(sent: string, format: FormatShape, before: string | null): Remarks {
  const [settled, setSettled] = useState(sent);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(sent), settlesMs);
    return () => clearTimeout(timer);
  }, [sent]);
  return useMemo(() => {
    const lines = recordInLines(settled);
    if ("line" in lines) return { told: [], fault: lines };
    const stood = before === null ? null : recordInLines(before);
    return { told: remarksOn(lines, format, stood && !("line" in stood) ? stood : null), fault: null };
  }, [settled, format, before]);
}

function Tally({ remarks, fault }: { remarks: readonly Remark[]; fault: Remarks["fault"] }) {
  const t = useText();
  const errors = remarks.filter(({ level }) => level === "error").length;
  return (
    <output className={errors > 0 || fault ? "edit-tally field-error" : "edit-tally quiet"}>
      {fault
        ? t(`invalid.library.line-${fault.id}`, { line: fault.line })
        : t("edit.tally", { errors, warnings: remarks.length - errors })}
    </output>
  );
}

interface FieldsProps {
  draft: Draft;
  /** Made of what it is by then: an answer may come late. */
  onDraft: (change: (draft: Draft) => Draft) => void;
  format: FormatShape;
  remarks: readonly Remark[];
  begins: boolean;
}

function Fields({ draft, onDraft, format, remarks, begins }: FieldsProps) {
  const t = useText();
  const headings = useId();
  const [proposed, setProposed] = useState<readonly string[]>([]);
  const [added, setAdded] = useState<number | null>(null);
  // As it was when the fields were first drawn.
  const [firstNew] = useState(draft.next);
  const [start] = useState(() => (begins ? firstEmpty(draft) : null));
  const [most, setMost] = useState(drawnAtOnce);
  const { shown, rest } = drawn(draft, { most, added: firstNew });
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const material = materialOf(draft.leader);
  // A remark is about a place; the draft may have moved on since it was made.
  const of = (row: Row, at: number) => remarks.filter((one) => one.at === at && one.tag === row.tag);
  const does: Does = {
    change: (row) => onDraft((now) => withRow(now, row)),
    remove: (row) => onDraft((now) => withoutRow(now, row.key)),
    move: (row, step) => onDraft((now) => moved(now, row.key, step)),
    propose(_, words) {
      clearTimeout(timer.current);
      timer.current = setTimeout(async () => {
        const q = words.trim().slice(0, 100);
        // Without an answer nothing is proposed.
        if (q)
          setProposed((await call(proposeHeadings, { query: { q } }).catch(() => ({ items: [] }))).items);
      }, proposesMs);
    },
    async sound(row) {
      const subfields = row.subfields ?? [];
      const at = subfields.findIndex(({ code }) => code === "a");
      const words = subfields[at]?.value.trim().slice(0, 300);
      if (!words) return;
      const person = row.tag === "701" || row.tag === "702" ? ({ person: "yes" } as const) : {};
      const { pinyin } = await call(proposePinyin, { query: { text: words, ...person } });
      const others = subfields.filter(({ code, value }) => code !== "A" || value.trim() !== "");
      const a = others.findIndex(({ code }) => code === "a");
      does.change({ ...row, subfields: others.toSpliced(a + 1, 0, { code: "A", value: pinyin }) });
    },
  };
  const whole = remarks.filter(({ at }) => at === null);
  const leaderCodes = format.coded.filter(({ tag }) => tag === "LDR");
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Enter in a field would send the form; it goes on to the next
    <div className="edit-fields" onKeyDown={nextOnEnter}>
      {whole.length > 0 && (
        <ul className="plain edit-remarks">
          {whole.map((one) => (
            <li key={JSON.stringify(one)} className={one.level === "error" ? "field-error" : "edit-warning"}>
              {t(`invalid.record.${one.id}`, one.data)}
            </li>
          ))}
        </ul>
      )}
      <fieldset className="edit-row" data-tag="LDR">
        <legend className="unseen">{t("edit.leader")}</legend>
        <div className="edit-row-head">
          <strong className="edit-tag">LDR</strong>
          <span className="edit-name">{t("edit.leader")}</span>
          <code className="edit-leader" dir="ltr">
            {draft.leader.replaceAll(" ", "_")}
          </code>
        </div>
        {leaderCodes.length > 0 && (
          <CodedField
            of={leaderCodes}
            value={draft.leader}
            onType={(leader) => onDraft((now) => ({ ...now, leader }))}
          />
        )}
      </fieldset>
      {shown.map(
        ({ row, at }) =>
          // The moment of the latest change is written when it is saved.
          row.tag !== "005" && (
            <FieldRow
              key={row.key}
              row={row}
              format={format}
              material={material}
              remarks={of(row, at)}
              headings={headings}
              does={does}
              isNew={row.key === added}
              startAt={row.key === start?.key ? start.at : null}
            />
          ),
      )}
      {rest.length > 0 && (
        <Rest
          lines={rest.map(({ row }) => lineOf(row))}
          remarks={rest.flatMap(({ row, at }) => of(row, at))}
          onMore={() => setMost(most + drawnAtOnce)}
        />
      )}
      <datalist id={headings}>
        {proposed.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      <AddField
        format={format}
        onAdd={(tag) => {
          const rule = format.fields.find((one) => one.tag === tag);
          setAdded(draft.next);
          onDraft((now) => withField(now, emptyField(tag, rule)));
        }}
      />
    </div>
  );
}

/** Fields that are not drawn yet, as lines: a record of thousands would hold up whoever types. */
function Rest({
  lines,
  remarks,
  onMore,
}: {
  lines: readonly string[];
  remarks: readonly Remark[];
  onMore: () => void;
}) {
  const t = useText();
  return (
    <div className="edit-rest">
      <p>
        {t("edit.rest", { count: lines.length })}{" "}
        <button type="button" className="button button-quiet" onClick={onMore}>
          {t("edit.rest.more", { count: Math.min(drawnAtOnce, lines.length) })}
        </button>
      </p>
      {remarks.length > 0 && (
        <ul className="plain edit-remarks">
          {remarks.slice(0, drawnAtOnce).map((one) => (
            <li key={JSON.stringify(one)} className={one.level === "error" ? "field-error" : "edit-warning"}>
              {t(`invalid.record.${one.id}`, one.data)}
            </li>
          ))}
        </ul>
      )}
      <details>
        <summary>{t("edit.rest.lines")}</summary>
        <pre className="edit-lines" dir="ltr">
          {lines.join("\n")}
        </pre>
      </details>
    </div>
  );
}

/** What is typed at a run: values and subfields, and what adds a field. What is chosen is for Tab. */
const typedIn = ".edit-subfield input, .edit-row > input, .edit-add input";

/** Enter goes on to the next of what is typed, with Ctrl it saves. */
function nextOnEnter(event: KeyboardEvent<HTMLElement>) {
  const { target, currentTarget } = event;
  if (event.key !== "Enter" || event.nativeEvent.isComposing || !(target instanceof HTMLInputElement)) return;
  event.preventDefault();
  if (event.ctrlKey) {
    target.form?.requestSubmit();
    return;
  }
  const inputs = [...currentTarget.querySelectorAll<HTMLElement>(typedIn)].filter(
    (one) => one.offsetParent !== null,
  );
  inputs[inputs.indexOf(target) + 1]?.focus();
}

function AddField({ format, onAdd }: { format: FormatShape; onAdd: (tag: string) => void }) {
  const t = useText();
  const id = useId();
  const [typed, setTyped] = useState("");
  const tag = typed.trim().slice(0, 3);
  const isTag = /^\d{3}$/.test(tag);
  const add = () => {
    if (!isTag) return;
    onAdd(tag);
    setTyped("");
  };
  return (
    <div className="edit-add">
      <label htmlFor={id}>{t("edit.add-field")}</label>
      <input
        className="control"
        id={id}
        list={`${id}-tags`}
        value={typed}
        placeholder={t("edit.add-field.hint")}
        autoComplete="off"
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
          event.preventDefault();
          event.stopPropagation();
          add();
        }}
      />
      <datalist id={`${id}-tags`}>
        {format.fields.map((one) => (
          <option key={one.tag} value={`${one.tag} ${one.name}`} />
        ))}
      </datalist>
      <button type="button" className="button button-quiet" aria-disabled={!isTag} onClick={add}>
        {t("edit.add")}
      </button>
    </div>
  );
}

/** Who leaves the page is asked first, while something typed is not saved. */
function useUnsaved(sent: string, saved: string): void {
  useEffect(() => {
    if (sent.trimEnd() === saved.replaceAll("\r\n", "\n").trimEnd()) return;
    let sends = false;
    const sending = () => {
      sends = true;
    };
    const asked = (event: BeforeUnloadEvent) => {
      if (!sends) event.preventDefault();
    };
    addEventListener("submit", sending);
    addEventListener("beforeunload", asked);
    return () => {
      removeEventListener("submit", sending);
      removeEventListener("beforeunload", asked);
    };
  }, [sent, saved]);
}
