import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Choice } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { day } from "#web/occasion.ts";
import {
  type ActArgs,
  formProblem,
  keyOf,
  type LoadArgs,
  type PageProps,
  pageOf,
  said,
  unknownAct,
} from "#web/page.ts";
import type { Tried } from "#web/publishing.tsx";
import { problemOfReason, ReasonField, reasonFrom } from "#web/reason-field.tsx";
import { usePage } from "#web/text.tsx";
import { FoldedForm, SectionForm } from "#web/titled-form.tsx";
import {
  answerLeg,
  beginEvent,
  cancelLeg,
  checkMoments,
  deskLeg,
  leaveLeg,
  receiveLeg,
  sendLeg,
  settleCheck,
  takeHome,
} from "../../touring/contract.ts";
import { CratesFields } from "./crates-fields.tsx";
import { Found, isOpen } from "./leg-checks.tsx";
import { LegFacts } from "./leg-way.tsx";
import { foundFrom } from "./touring-form.ts";

export async function loader({ context, params, request }: LoadArgs) {
  const leg = await pageOf(context).call(deskLeg, { params: { id: params.id ?? "" } });
  return { leg, done: new URL(request.url).searchParams.has("done") };
}

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const of = { params: { id: params.id ?? "" } };
  const body = { version: Number(form.get("version")) };
  const what = said(form, "do");
  const reason = reasonFrom(form, what);
  const found = () => foundFrom(form, Number(form.get("crates")));
  const key = keyOf(form);
  try {
    switch (what) {
      case "agree":
        await call(answerLeg, { ...of, body: { ...body, agreed: true } }, key);
        break;
      case "refuse":
        await call(answerLeg, { ...of, body: { ...body, agreed: false, reason } }, key);
        break;
      case "cancel":
        await call(cancelLeg, { ...of, body: { ...body, reason } }, key);
        break;
      case "send":
        await call(sendLeg, { ...of, body }, key);
        break;
      case "arrive":
        await call(receiveLeg, { ...of, body: { ...body, found: found() } }, key);
        break;
      case "leave": {
        const to = String(form.get("to") ?? "home");
        await call(
          leaveLeg,
          { ...of, body: { ...body, to: to === "home" ? null : to, found: found() } },
          key,
        );
        break;
      }
      case "take-home":
        await call(takeHome, { ...of, body: { ...body, found: found() } }, key);
        break;
      case "settle": {
        const at = checkMoments.find((one) => one === form.get("at")) ?? "arrival";
        await call(settleCheck, { params: { ...of.params, at }, body: { how: reason } }, key);
        break;
      }
      case "begin-event": {
        const { eventId } = await call(beginEvent, { ...of, body }, key);
        return redirect(`/desk/events/${eventId}`);
      }
      default:
        throw unknownAct(pageOf(context));
    }
  } catch (error) {
    return formProblem(error, form);
  }
  return redirect(`/desk/tour-legs/${params.id}?done`);
}

type Leg = AnswerOf<typeof deskLeg>;

/** One leg at the desk of both houses: where the crates are, what was found, and what is to be done next. */
export default function DeskLeg({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { leg, done } = loaderData;
  const { text: t } = usePage();
  const values = actionData?.values ?? {};
  const of = (what: string): Tried =>
    values.do === what
      ? { problem: ofWords(problemOfReason(actionData?.problem, what), what), values }
      : { problem: undefined, values: {} };
  const may = (what: Leg["can"][number]) => leg.can.includes(what);
  const hidden = (what: string) => (
    <>
      <input type="hidden" name="do" value={what} />
      <input type="hidden" name="version" value={leg.version} />
      <input type="hidden" name="crates" value={leg.crates} />
    </>
  );
  const why = (what: string, hint: string) => (
    <ReasonField of={what} hint={hint} value={of(what).values[`reason.${what}`]} problem={of(what).problem} />
  );
  return (
    <ShellDesk title={leg.touring.title} section="events">
      <div className="stack-wide">
        <Trail
          label={t("desk.trail")}
          items={[
            { href: "/desk/tourings", label: t("touring.title") },
            { href: `/desk/tourings/${leg.touring.id}`, label: leg.touring.title },
          ]}
        />
        {done && !actionData?.problem && <Notice kind="done" live title={t("desk.done.edit")} />}
        <LegFacts leg={leg} />
        {may("begin-event") && (
          <Form label={t("touring.begin-event")} problem={of("begin-event").problem}>
            {hidden("begin-event")}
            <p className="field-hint">{t("touring.begin-event-hint", { owner: leg.owner.name })}</p>
            <Button kind="quiet">{t("touring.begin-event")}</Button>
          </Form>
        )}
        {may("answer") && (
          <Section title={t("touring.answer")}>
            <div className="stack">
              <Form label={t("touring.agree")} problem={of("agree").problem}>
                {hidden("agree")}
                <p className="field-hint">{t("touring.agree-hint", { days: leg.betweenDays })}</p>
                <Button>{t("touring.agree")}</Button>
              </Form>
              <FoldedForm title={t("touring.refuse")} problem={of("refuse").problem}>
                {hidden("refuse")}
                {why("refuse", t("touring.refuse-hint"))}
                <Button kind="refuse">{t("touring.refuse")}</Button>
              </FoldedForm>
            </div>
          </Section>
        )}
        {may("send") && (
          <SectionForm title={t("touring.send")} problem={of("send").problem}>
            {hidden("send")}
            <p className="field-hint">{t("touring.send-hint", { count: leg.crates })}</p>
          </SectionForm>
        )}
        {may("arrive") && (
          <Section title={t("touring.receive")}>
            <Form label={t("touring.receive")} problem={of("arrive").problem}>
              {hidden("arrive")}
              <CratesFields crates={leg.crates} tried={of("arrive")} />
              <Button>{t("touring.receive-do")}</Button>
            </Form>
          </Section>
        )}
        {may("leave") && (
          <Section title={t("touring.leave")}>
            <Form label={t("touring.leave")} problem={of("leave").problem}>
              {hidden("leave")}
              <Choice
                name="to"
                label={t("touring.where-to")}
                value={of("leave").values.to ?? leg.next[0]?.id ?? "home"}
                options={[
                  ...leg.next.map(({ id, organisation, from }) => ({
                    value: id,
                    label: organisation.name,
                    hint: t("touring.next-from", { from: day(from) }),
                  })),
                  { value: "home", label: t("touring.to-home", { owner: leg.owner.name }) },
                ]}
                problem={of("leave").problem}
              />
              <CratesFields crates={leg.crates} tried={of("leave")} />
              <Button>{t("touring.leave-do")}</Button>
            </Form>
          </Section>
        )}
        {may("take-home") && (
          <Section title={t("touring.take-home")}>
            <Form label={t("touring.take-home")} problem={of("take-home").problem}>
              {hidden("take-home")}
              <CratesFields crates={leg.crates} tried={of("take-home")} />
              <Button>{t("touring.take-home-do")}</Button>
            </Form>
          </Section>
        )}
        {leg.checks.length > 0 && (
          <Section title={t("touring.checks")}>
            <ul className="plain stack">
              {leg.checks.map((check) => (
                <li key={check.at}>
                  <Found check={check} />
                  {may("settle") && isOpen(check) && (
                    <Form label={t("touring.settle")} problem={of("settle").problem}>
                      {hidden("settle")}
                      <input type="hidden" name="at" value={check.at} />
                      {why("settle", t("touring.settle-hint"))}
                      <Button kind="quiet">{t("touring.settle")}</Button>
                    </Form>
                  )}
                </li>
              ))}
            </ul>
          </Section>
        )}
        {may("cancel") && (
          <FoldedForm title={t("touring.cancel")} problem={of("cancel").problem}>
            {hidden("cancel")}
            {leg.event && <p className="field-hint">{t("touring.cancel-event-hint")}</p>}
            {why("cancel", t("touring.cancel-hint"))}
            <Button kind="refuse">{t("touring.cancel")}</Button>
          </FoldedForm>
        )}
      </div>
    </ShellDesk>
  );
}

/** What is told of a settling is its words: the fault is led to the field that has them. */
function ofWords<P extends { errors?: { field: string; message: string }[] }>(
  problem: P | undefined,
  what: string,
): P | undefined {
  if (!problem?.errors || what !== "settle") return problem;
  return {
    ...problem,
    errors: problem.errors.map((error) =>
      error.field === "/body/how" ? { ...error, field: "/body/reason/settle" } : error,
    ),
  };
}
