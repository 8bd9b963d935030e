import { type RefObject, useEffect, useRef } from "react";
import { Button } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { useText } from "#web/text.tsx";
import { longestScan } from "../../../circulation/till/contract.ts";
import { type Mode, stepOf } from "./steps.ts";
import type { Now, TillQueue } from "./till-queue.ts";
import { WhoStands, whoIs } from "./who-stands.tsx";

/** With script the form never leaves the page: at Enter the line goes into the queue, and the field is empty before the next key. */
export function ScanField({
  queue,
  field,
  reader,
  mode,
}: {
  queue: TillQueue;
  field: RefObject<HTMLInputElement | null>;
  reader: Now["reader"];
  mode: Mode;
}) {
  const t = useText();
  const around = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const form = around.current?.querySelector("form");
    const input = form?.elements.namedItem("scan");
    if (!form || !(input instanceof HTMLInputElement)) return;
    field.current = input;
    input.focus();
    const take = (event: Event) => {
      event.preventDefault();
      // Nobody else hears of it: the form is not on its way.
      event.stopPropagation();
      const said = input.value.trim();
      input.value = "";
      input.focus();
      if (said !== "") queue.do(stepOf(said.slice(0, longestScan)));
    };
    form.addEventListener("submit", take);
    return () => form.removeEventListener("submit", take);
  }, [queue, field]);
  return (
    <div className="till-scan" ref={around}>
      <Form label={t("till.field")} scanned>
        <input type="hidden" name="do" value="scan" />
        <WhoStands who={whoIs(reader)} />
        <input type="hidden" name="mode" value={mode} />
        <Field
          name="scan"
          label={t("till.field")}
          hint={t("till.field.hint")}
          value=""
          autoComplete="off"
          autoFocus
        />
        <Button>{t("till.do")}</Button>
      </Form>
    </div>
  );
}

/** What the city does not have yet. */
export function Waiting({ queue, now: { waiting, trouble, loose } }: { queue: TillQueue; now: Now }) {
  const t = useText();
  if (waiting === 0 || (trouble === null && !loose)) return null;
  return (
    <Notice kind="attention" live title={t("till.waiting", { count: waiting })}>
      {trouble === "line" && t("till.waiting.line")}
      {trouble !== null && trouble !== "line" && `${trouble.title} ${trouble.detail ?? ""}`}
      {trouble === null && t("till.waiting.loose")}
      {trouble !== null && (
        <div className="row">
          <button type="button" className="button button-quiet" onClick={() => void queue.send()}>
            {t("till.waiting.send")}
          </button>
          {trouble !== "line" && (
            <button type="button" className="button button-refuse" onClick={() => void queue.drop()}>
              {t("till.waiting.drop", { count: waiting })}
            </button>
          )}
        </div>
      )}
    </Notice>
  );
}
