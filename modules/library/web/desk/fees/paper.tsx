import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Trail } from "#web/kit/section.tsx";
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
import { useText } from "#web/text.tsx";
import { settlement, undoSettlement } from "../../../circulation/fees/contract.ts";
import { yuanText } from "../yuan.ts";
import css from "./paper.css?url";

export const links = () => [{ rel: "stylesheet", href: css }];

export async function loader({ context, params, request }: LoadArgs) {
  const paper = await pageOf(context).call(settlement, { params: { id: params.id ?? "" } });
  return { paper, done: new URL(request.url).searchParams.has("done") };
}

export async function action({ context, params, request }: ActArgs) {
  const form = await request.formData();
  try {
    if (said(form, "do") !== "undo") throw unknownAct(pageOf(context));
    const body = { settlementId: params.id ?? "", why: said(form, "why") };
    await pageOf(context).call(undoSettlement, { body }, keyOf(form));
    return redirect(`/desk/fees/${params.id}`);
  } catch (error) {
    return formProblem(error, form);
  }
}

// texts: fee.kind.* fee.done.* fee.paper.*
/** The paper that the reader takes home, 80 mm wide or on a sheet; the same day it can be taken back. */
export default function DeskPaper({
  loaderData: { paper, done },
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const t = useText();
  const at = new URLSearchParams({ place: paper.placeId });
  const title = t("fee.paper", { number: paper.number });
  const yuan = (fen: number) => t("fee.amount", { yuan: yuanText(t, fen) });
  return (
    <ShellDesk title={title} section="till" organisation={paper.place.name}>
      <div className="stack">
        <Trail
          label={t("lending.title")}
          items={[
            { href: `/desk/till?${at}`, label: t("lending.way.till") },
            ...(paper.subject
              ? [{ href: `/desk/readers/${paper.subject}/fees?${at}`, label: t("fee.back") }]
              : []),
            { href: `/desk/fees?${at}`, label: t("lending.way.fees") },
          ]}
        />
        {done && (
          <Notice kind="done" live title={t(`fee.done.${paper.how}`, { yuan: yuan(paper.amountFen) })} />
        )}
        {paper.undone && <Notice kind="refused" title={t("fee.undone")} />}
        <p className="slip-print">
          <print-page>{t("fee.print")}</print-page>
        </p>
        <section className="slip stack-tight" aria-label={title}>
          <h2>{t(`fee.paper.${paper.how}`)}</h2>
          {paper.undone && (
            <p>
              <strong>{t("fee.undone")}</strong>
            </p>
          )}
          <p>
            <bdi>{paper.place.name}</bdi>
          </p>
          <dl className="stack-tight">
            {[
              { term: t("fee.number"), value: paper.number },
              { term: t("fee.on"), value: t.formats.fullDayText(day(paper.on)) },
              ...(paper.clerk ? [{ term: t("fee.clerk"), value: paper.clerk }] : []),
            ].map(({ term, value }) => (
              <div key={term}>
                <dt className="quiet">{term}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          <dl className="stack-tight figures">
            {paper.lines.map((line) => (
              <div key={line.feeId}>
                <dt>
                  {t(`fee.kind.${line.kind}`)} <bdi className="quiet small">{line.house}</bdi>
                </dt>
                <dd>{yuan(line.amountFen)}</dd>
              </div>
            ))}
            <div className="slip-sum">
              <dt>{t("fee.total")}</dt>
              <dd>{yuan(paper.amountFen)}</dd>
            </div>
          </dl>
          {paper.reason !== "" && <p className="small">{t("fee.paper.reason", { reason: paper.reason })}</p>}
          {paper.refundUntil && (
            <p className="small">
              {t("fee.paper.refund", { day: t.formats.fullDayText(day(paper.refundUntil)) })}
            </p>
          )}
          <p className="quiet small">{t("fee.paper.note")}</p>
        </section>
        {paper.mayUndo && (
          <details open={actionData?.problem !== undefined}>
            <summary>{t("fee.undo")}</summary>
            <Form problem={actionData?.problem} label={t("fee.undo")}>
              <p>{t("fee.undo.means")}</p>
              <Field
                name="why"
                label={t("fee.undo.why")}
                value={actionData?.values.why}
                problem={actionData?.problem}
              />
              <Button kind="refuse" name="do" value="undo">
                {t("fee.undo.do")}
              </Button>
            </Form>
          </details>
        )}
      </div>
    </ShellDesk>
  );
}
