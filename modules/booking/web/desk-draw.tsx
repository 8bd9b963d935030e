import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Facts } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { Listed } from "#web/listed.tsx";
import { moment } from "#web/occasion.ts";
import {
  type ActArgs,
  formProblem,
  keyOf,
  type LoadArgs,
  type PageProps,
  type Problem,
  pageOf,
  said,
} from "#web/page.ts";
import { problemOfReason, ReasonField, reasonFrom } from "#web/reason-field.tsx";
import { usePage } from "#web/text.tsx";
import { FoldedForm } from "#web/titled-form.tsx";
import { callOffADraw, confirmDrawValue, deskDraw, freezeADraw, typeDrawValue } from "../drawing/contract.ts";
import { Lots, Phase, useLotName } from "./draw-parts.tsx";

export async function loader({ context, params, request }: LoadArgs) {
  const view = await pageOf(context).call(deskDraw, { params: { drawId: params.drawId ?? "" } });
  return { ...view, done: new URL(request.url).searchParams.get("done") };
}

/** Each answer is a page of its own, so that reloading does nothing twice. */
export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const of = { params: { drawId: params.drawId ?? "" } };
  const body = { value: said(form, "value") };
  const back = (done: string) => redirect(`/desk/draws/${of.params.drawId}?done=${done}`);
  try {
    switch (form.get("do")) {
      case "freeze":
        await call(freezeADraw, { ...of, body: {} }, keyOf(form));
        return back("frozen");
      case "type":
        await call(typeDrawValue, { ...of, body }, keyOf(form));
        return back("typed");
      case "confirm":
        await call(confirmDrawValue, { ...of, body }, keyOf(form));
        return back("drawn");
      default:
        await call(callOffADraw, { ...of, body: { reason: reasonFrom(form, "call-off") } }, keyOf(form));
        return back("called-off");
    }
  } catch (error) {
    return formProblem(error, form);
  }
}

type View = AnswerOf<typeof deskDraw>;
type Tried = { problem: Problem | undefined; values: Record<string, string> };
const answers = ["made", "frozen", "typed", "drawn", "called-off"];

// texts: drawing.desk.done.*
/** One draw at the desk: what is to be done now, by whom, and what became of it. */
export default function DeskDraw({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { draw, report, can, done } = loaderData;
  const { text: t } = usePage();
  const tried: Tried = { problem: actionData?.problem, values: actionData?.values ?? {} };
  return (
    <ShellDesk
      title={t("drawing.desk.page", { title: draw.title })}
      section="events"
      actions={
        <>
          <ButtonLink kind="quiet" href={`/draws/${draw.id}`}>
            {t("drawing.desk.public")}
          </ButtonLink>
          {draw.hash && (
            <ButtonLink kind="quiet" href={`/api/desk/draws/${draw.id}/sheet`}>
              {t("drawing.desk.sheet")}
            </ButtonLink>
          )}
        </>
      }
    >
      <div className="stack-wide">
        <Trail label={t("desk.trail")} items={[{ href: "/desk/draws", label: t("drawing.desk") }]} />
        <p>
          <Phase phase={draw.phase} />{" "}
          <span className="quiet">
            <bdi>{draw.house}</bdi> · {t("drawing.entries", { count: draw.entries })}
          </span>
        </p>
        {done && answers.includes(done) && !actionData && (
          <Notice kind="done" live title={t(`drawing.desk.done.${done}`)} />
        )}
        <Next view={loaderData} tried={tried} />
        {report && <Report report={report} lots={draw.lots} />}
        <Section title={t("drawing.what")}>
          <Lots draw={draw} />
        </Section>
        {can.includes("call-off") && <CallOff tried={tried} />}
      </div>
    </ShellDesk>
  );
}

// texts: drawing.desk.wait.*
function Next({ view: { draw, typed, can }, tried }: { view: View; tried: Tried }) {
  const { text: t } = usePage();
  const times = {
    ...{ opens: moment(draw.opensAt), closes: moment(draw.closesAt), known: moment(draw.knownFrom) },
  };
  const waits = ["coming", "open", "frozen", "unfrozen", "drawn", "done", "called-off"].includes(draw.phase);
  const wrong = (what: string) => (tried.values.do === what ? tried.problem : undefined);
  const typing = (what: "type" | "confirm", label: string, word: string) => (
    <Form label={label} problem={wrong(what)}>
      <input type="hidden" name="do" value={what} />
      <Field
        name="value"
        label={label}
        hint={t("drawing.desk.type.hint")}
        value={wrong(what) ? tried.values.value : ""}
        problem={wrong(what)}
        chars={20}
      />
      <Button>{word}</Button>
    </Form>
  );
  return (
    <Section title={t("drawing.desk.next")}>
      {waits && <p>{t(`drawing.desk.wait.${draw.phase}`, times)}</p>}
      {can.includes("freeze") && (
        <Form label={t("drawing.desk.freeze")} problem={wrong("freeze")}>
          <input type="hidden" name="do" value="freeze" />
          <p>{t("drawing.desk.freeze.sure")}</p>
          <Button>{t("drawing.desk.freeze")}</Button>
        </Form>
      )}
      {can.includes("type") && (
        <p>
          {t("drawing.desk.type.source", {
            ...{ kind: t(`drawing.kind.${draw.value.kind}`), source: draw.value.source },
          })}
        </p>
      )}
      {typed && (
        <p>
          {t(typed.own ? "drawing.desk.typed.own" : "drawing.desk.typed.other", { at: moment(typed.at) })}
        </p>
      )}
      {can.includes("confirm") && typing("confirm", t("drawing.desk.confirm"), t("drawing.desk.confirm.do"))}
      {can.includes("type") &&
        (typed ? (
          <details open={wrong("type") !== undefined}>
            <summary>{t("drawing.desk.again")}</summary>
            {typing("type", t("drawing.desk.type"), t("drawing.desk.type.do"))}
          </details>
        ) : (
          typing("type", t("drawing.desk.type"), t("drawing.desk.type.do"))
        ))}
    </Section>
  );
}

// texts: drawing.desk.report.*
function Report({ report, lots }: { report: NonNullable<View["report"]>; lots: View["draw"]["lots"] }) {
  const { text: t } = usePage();
  const nameOf = useLotName(lots);
  const counts = ["given", "waiting", "withdrawn", "cancelled", "open"] as const;
  return (
    <>
      <Section title={t("drawing.desk.report")}>
        <Facts
          items={counts
            .filter((name) => report[name] > 0 || name === "given" || name === "waiting")
            .map((name) => ({
              term: t(`drawing.desk.report.${name}`),
              value: t.formats.numberText(report[name]),
            }))}
        />
      </Section>
      <Section title={t("drawing.desk.passed-over")}>
        <Listed
          none={{ title: t("drawing.desk.passed-over.none"), do: t("drawing.desk.passed-over.none.do") }}
          caption={t("drawing.desk.passed-over")}
          columns={[
            { key: "number", label: t("drawing.results.number") },
            { key: "lot", label: t("drawing.lot.code"), prose: true },
            { key: "because", label: t("drawing.results.result"), prose: true },
          ]}
          rows={report.passedOver.map(({ number, code, because }) => ({
            key: `${number} ${code}`,
            cells: [<bdi key="number">{number}</bdi>, nameOf(code), because],
          }))}
        />
      </Section>
    </>
  );
}

function CallOff({ tried: { problem, values } }: { tried: Tried }) {
  const { text: t } = usePage();
  const wrong = values.do === "call-off" ? problemOfReason(problem, "call-off") : undefined;
  return (
    <FoldedForm title={t("drawing.desk.call-off")} problem={wrong}>
      <input type="hidden" name="do" value="call-off" />
      <ReasonField
        of="call-off"
        hint={t("drawing.desk.call-off.hint")}
        value={values["reason.call-off"]}
        problem={wrong}
      />
      <Button kind="refuse">{t("drawing.desk.call-off")}</Button>
    </FoldedForm>
  );
}
