import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
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
import { standing } from "../../../catalogue/items/contract.ts";
import { decideWeeding, getWeeding, keepWeeded } from "../../../catalogue/shelf/contract.ts";
import { ruleText } from "./rule-text.ts";

export async function loader({ context, params }: LoadArgs) {
  return pageOf(context).call(getWeeding, { params: { id: params.id ?? "" } });
}

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const of = { params: { id: params.id ?? "" } };
  const what = said(form, "do");
  try {
    if (what === "approve" || what === "turn-down") {
      const reason = reasonFrom(form, "decide");
      const body = { approve: what === "approve", ...(reason && { reason }) };
      await call(decideWeeding, { ...of, body }, keyOf(form));
    } else if (what === "keep" || what === "put-back") {
      const body = { itemId: Number(form.get("item")), kept: what === "keep" };
      await call(keepWeeded, { ...of, body }, keyOf(form));
    } else throw unknownAct(pageOf(context));
    return redirect(`/desk/catalogue/weedings/${of.params.id}`);
  } catch (error) {
    return formProblem(error, form);
  }
}

type Weeding = AnswerOf<typeof getWeeding>;

// texts: weeding.state.* item.status.*
/** A list of items to be withdrawn: looked through by one, decided by another. */
export default function DeskWeeding({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const weeding = loaderData;
  const t = useText();
  return (
    <ShellDesk title={t("weeding.of", { place: weeding.place.name })} section="library">
      <div className="stack">
        <Trail
          label={t("catalogue.ways")}
          items={[{ href: "/desk/catalogue/weedings", label: t("weeding.title") }]}
        />
        <Notice
          kind={weeding.state === "proposed" ? "attention" : "done"}
          title={t(`weeding.state.${weeding.state}`)}
        >
          {weeding.reason}
        </Notice>
        <p>
          {ruleText(t, weeding.rule)} · {t("weeding.count", { count: weeding.items })}
        </p>
        {weeding.isOwn && <p className="quiet">{t("weeding.own")}</p>}
        {weeding.mayDecide && (
          <Decide
            values={actionData?.values ?? {}}
            problem={problemOfReason(actionData?.problem, "decide")}
          />
        )}
        <Listed weeding={weeding} />
      </div>
    </ShellDesk>
  );
}

function Decide({ values, problem }: { values: Record<string, string>; problem: Problem | undefined }) {
  const t = useText();
  return (
    <Section title={t("weeding.decide")}>
      <Form label={t("weeding.decide")} problem={problem}>
        <p>{t("weeding.decide.note")}</p>
        <ReasonField
          of="decide"
          hint={t("weeding.decide.reason")}
          value={values["reason.decide"]}
          problem={problem}
        />
        <div className="actions">
          <Button name="do" value="approve">
            {t("weeding.approve")}
          </Button>
          <Button kind="refuse" name="do" value="turn-down">
            {t("weeding.turn-down")}
          </Button>
        </div>
      </Form>
    </Section>
  );
}

function Listed({ weeding: { listed, mayKeep, state } }: { weeding: Weeding }) {
  const t = useText();
  const becomes = (one: Weeding["listed"][number]) =>
    one.kept ? "kept" : one.done ? "done" : one.isOther ? "other" : state === "proposed" ? "goes" : "stays";
  return (
    <Table
      caption={t("weeding.title")}
      hideCaption
      columns={[
        { key: "barcode", label: t("item.barcode") },
        { key: "title", label: t("batch.record.title"), prose: true },
        { key: "year", label: t("weeding.year"), numeric: true },
        { key: "callNumber", label: t("item.call-number") },
        { key: "status", label: t("item.status") },
        { key: "becomes", label: t("weeding.becomes") },
        ...(mayKeep ? [{ key: "do", label: t("weeding.change") }] : []),
      ]}
      rows={listed.map((one) => ({
        key: String(one.itemId),
        cells: [
          <a key="barcode" href={`/desk/catalogue/items/${one.itemId}`} dir="ltr">
            {one.barcode}
          </a>,
          <bdi key="title">{one.title || t("batch.record.untitled")}</bdi>,
          one.year === null ? "–" : String(one.year),
          <bdi key="callNumber">{one.callNumber}</bdi>,
          t(`item.status.${standing(one)}`),
          t(`weeding.becomes.${becomes(one)}`),
          ...(mayKeep
            ? [
                <Form
                  key="do"
                  label={t(one.kept ? "weeding.put-back-one" : "weeding.keep-one", { title: one.title })}
                >
                  <input type="hidden" name="item" value={one.itemId} />
                  <Button kind="link" name="do" value={one.kept ? "put-back" : "keep"}>
                    {t(one.kept ? "weeding.put-back" : "weeding.keep")}
                    <span className="unseen"> {one.title}</span>
                  </Button>
                </Form>,
              ]
            : []),
        ],
      }))}
    />
  );
}

// texts: weeding.becomes.*
