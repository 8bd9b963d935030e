import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table } from "#web/kit/list.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { day } from "#web/occasion.ts";
import {
  type ActArgs,
  formProblem,
  keyOf,
  type LoadArgs,
  type PageProps,
  type Problem,
  pageOf,
  said,
  unknownAct,
} from "#web/page.ts";
import { problemOfReason, ReasonField, reasonFrom } from "#web/reason-field.tsx";
import { useText } from "#web/text.tsx";
import { endHoldOf, holdQueue, putFirst } from "../../../circulation/holds/contract.ts";
import { LendingTabs } from "../lending/lending-tabs.tsx";

export async function loader({ context, params }: LoadArgs) {
  const record = params.record ?? "";
  return { ...(await pageOf(context).call(holdQueue, { params: { record } })), record };
}

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const id = said(form, "hold");
  const of = { params: { id } };
  try {
    if (form.get("do") === "put-first")
      await call(putFirst, { ...of, body: { reason: reasonFrom(form, "put-first") } }, keyOf(form));
    else if (form.get("do") !== "cancel") throw unknownAct(pageOf(context));
    else await call(endHoldOf, { ...of, body: { reason: reasonFrom(form, "cancel") } }, keyOf(form));
    return redirect(`/desk/lending/queue/${params.record}`);
  } catch (error) {
    return formProblem(error, form);
  }
}

type Queue = AnswerOf<typeof holdQueue>;

// texts: book-hold.state.*
/** Who waits for a title, in order; staff of the place where it is collected put somebody first or end a hold, and say why. */
export default function HoldQueue({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { record, title, copies, waiting, items } = loaderData;
  const t = useText();
  const name = title || t("book-hold.unnamed");
  return (
    <ShellDesk title={t("book-hold.queue.title", { title: name })} section="till">
      <div className="stack">
        <LendingTabs current={null} />
        <p>
          {t("book-hold.queue", { waiting, copies })} · <a href={`/catalogue/${record}`}>{name}</a>
        </p>
        {items.length === 0 ? (
          <Empty title={t("book-hold.queue.none")}>
            <a href={`/catalogue/${record}`}>{t("book-hold.queue.none.do")}</a>
          </Empty>
        ) : (
          <Table
            caption={t("book-hold.queue.title", { title: name })}
            hideCaption
            columns={[
              { key: "reader", label: t("book-hold.column.reader") },
              { key: "at", label: t("book-hold.column.at") },
              { key: "state", label: t("book-hold.column.state") },
              { key: "do", label: t("book-hold.column.change"), prose: true },
            ]}
            rows={items.map((one) => ({
              key: one.id,
              cells: [
                <bdi key="reader">{one.reader || t("book-hold.queue.other")}</bdi>,
                <bdi key="at">{one.pickup.name}</bdi>,
                stateOf(t, one),
                <Steps
                  key="do"
                  hold={one}
                  values={actionData?.values.hold === one.id ? actionData.values : {}}
                  problem={actionData?.values.hold === one.id ? actionData.problem : undefined}
                />,
              ],
            }))}
          />
        )}
      </div>
    </ShellDesk>
  );
}

const stateOf = (t: ReturnType<typeof useText>, one: Queue["items"][number]) =>
  [
    t(`book-hold.state.${one.state}`),
    one.first && t("book-hold.queue.first"),
    one.frozenUntil && t("book-hold.frozen", { day: day(one.frozenUntil) }),
    one.neededBy && t("book-hold.needed-until", { day: day(one.neededBy) }),
    one.hopeless && t("lending.way.hopeless"),
  ]
    .filter(Boolean)
    .join(" · ");

// texts: book-hold.queue.*
function Steps({
  hold,
  values,
  problem,
}: {
  hold: Queue["items"][number];
  values: Record<string, string>;
  problem: Problem | undefined;
}) {
  const t = useText();
  const refused = (step: string) => (values.do === step ? problemOfReason(problem, step) : undefined);
  return hold.can.map((step) => (
    <details key={step} open={values.do === step}>
      <summary>
        {t(`book-hold.queue.${step}`)}
        <span className="unseen"> {hold.reader}</span>
      </summary>
      <Form problem={refused(step)} label={t(`book-hold.queue.${step}`)}>
        <input type="hidden" name="hold" value={hold.id} />
        <ReasonField
          of={step}
          hint={t(`book-hold.queue.${step}.why`)}
          value={values[`reason.${step}`]}
          problem={refused(step)}
        />
        <Button kind={step === "cancel" ? "refuse" : "quiet"} name="do" value={step}>
          {t(`book-hold.queue.${step}`)}
        </Button>
      </Form>
    </details>
  ));
}
