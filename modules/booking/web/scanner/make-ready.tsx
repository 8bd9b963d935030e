import { type FormEvent, useId, useState } from "react";
import { call } from "#web/call.ts";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { FormScope } from "#web/kit/faults.ts";
import { Field, Select, Tick } from "#web/kit/field.tsx";
import { ErrorSummary } from "#web/kit/form.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { type Problem, problemIn, said } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { passKeys } from "../../../people/contract.ts";
import { makeScanner } from "../../scanner/contract.ts";
import type { Station } from "./station.ts";

export interface MakeReadyProps {
  here: Station;
  /** What is kept in the browser has been looked at: until then nothing can be made ready. */
  opened: boolean;
  serves: boolean;
  wanted: string | null;
  doors: readonly { id: string; title: string }[];
}

/** Makes the device that shows this a scanner of one door, for its day. */
export function MakeReady({ here, opened, serves, wanted, doors }: MakeReadyProps) {
  const { text: t } = usePage();
  return (
    <div className="stack">
      <h1>{t("scanner.title")}</h1>
      <p>{t("scanner.what")}</p>
      <noscript>
        <p>
          {t("scanner.ready.script")} <a href="/desk/door">{t("door.list.title")}</a>
        </p>
      </noscript>
      {!serves && (
        <Empty title={t("scanner.ready.sign-in")}>
          <p>{t("scanner.ready.sign-in.do")}</p>
          <ButtonLink href="/desk/sign-in">{t("scanner.ready.sign-in.link")}</ButtonLink>
        </Empty>
      )}
      {serves && doors.length === 0 && (
        <Empty title={t("scanner.ready.none")}>{t("scanner.ready.none.do")}</Empty>
      )}
      {opened && doors.length > 0 && <ReadyForm here={here} wanted={wanted} doors={doors} />}
    </div>
  );
}

function ReadyForm({ here, wanted, doors }: Pick<MakeReadyProps, "here" | "wanted" | "doors">) {
  const { text: t } = usePage();
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const scope = useId();
  const ready = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const form = new FormData(event.currentTarget);
    const text = (name: string) => said(form, name);
    setBusy(true);
    setProblem(undefined);
    try {
      const room = text("room");
      const body = {
        label: text("label"),
        ...(room && { room: Number(room) }),
        ...(form.has("wholeDay") && { wholeDay: true }),
      };
      const params = { offerId: text("door") };
      const { keys } = await call(passKeys, {});
      const made = await call(makeScanner, { params, body });
      await here.begin(made.device, made.list, keys, params.offerId);
    } catch (error) {
      const refusal = problemIn(error);
      if (!refusal) throw error;
      setProblem(refusal);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className="form"
      noValidate
      onSubmit={(event) => void ready(event)}
      aria-labelledby={`${scope}-title`}
    >
      <FormScope value={scope}>
        {problem && <ErrorSummary problem={problem} />}
        <h2 id={`${scope}-title`}>{t("scanner.ready.title")}</h2>
        <Select
          name="door"
          label={t("scanner.ready.door")}
          value={doors.find(({ id }) => id === wanted)?.id ?? doors[0]?.id}
          options={doors.map(({ id, title }) => ({ value: id, label: title }))}
        />
        <Field
          name="label"
          label={t("scanner.ready.label")}
          hint={t("scanner.ready.label.hint")}
          problem={problem}
        />
        <Field
          name="room"
          type="number"
          min={1}
          chars={6}
          label={t("scanner.ready.room")}
          hint={t("scanner.ready.room.hint")}
          problem={problem}
          optional
        />
        <Tick name="wholeDay" label={t("scanner.ready.whole")} />
        <p className="quiet">{t("scanner.ready.safe")}</p>
        <Button icon="scan" {...(busy && { reason: t("scanner.wait") })}>
          {t("scanner.ready.do")}
        </Button>
      </FormScope>
    </form>
  );
}
