import { redirect } from "react-router";
import { type AnswerOf, addressOf } from "#contract";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Form } from "#web/kit/form.tsx";
import { Facts, Table } from "#web/kit/list.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { Tag } from "#web/kit/state.tsx";
import { day, moment } from "#web/occasion.ts";
import {
  type ActArgs,
  formProblem,
  keyOf,
  type LoadArgs,
  numberOf,
  type PageProps,
  type Problem,
  pageOf,
  said,
  unknownAct,
} from "#web/page.ts";
import { problemOfReason, ReasonField, reasonFrom } from "#web/reason-field.tsx";
import { useText } from "#web/text.tsx";
import {
  addLine,
  claimOrder,
  dropLine,
  endOrder,
  getOrder,
  orderSheet,
  receiveLine,
  sendOrder,
  yuanOf,
} from "../../../acquiring/orders/contract.ts";
import { Fields, type Refused } from "../fields.tsx";
import { callNumberField, shelfField } from "../shelf/item-fields.ts";
import { fenIn, yuanText } from "../yuan.ts";
import { LineNumbers, lineIn } from "./order-line.tsx";

export async function loader({ context, params, request }: LoadArgs) {
  const order = await pageOf(context).call(getOrder, { params: { id: params.id ?? "" } });
  const came = Number(new URL(request.url).searchParams.get("came"));
  return { order, came: Number.isInteger(came) ? came : 0 };
}

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const key = keyOf(form);
  const of = { params: { id: params.id ?? "" } };
  const page = `/desk/acquiring/orders/${of.params.id}`;
  try {
    switch (said(form, "do")) {
      case "add":
        await call(addLine, { ...of, body: lineIn(form) }, key);
        return redirect(page);
      case "drop":
        await call(dropLine, { params: { id: numberOf(form, "line") }, body: {} }, key);
        return redirect(page);
      case "send":
        await call(sendOrder, { ...of, body: {} }, key);
        return redirect(page);
      case "claim":
        await call(claimOrder, { ...of, body: {} }, key);
        return redirect(`${page}/paper?claim`);
      case "receive": {
        const body = {
          barcodes: said(form, "barcodes"),
          shelf: said(form, "shelf"),
          callNumber: said(form, "callNumber"),
          unitFen: said(form, "unitFen") === "" ? null : fenIn(form, "unitFen"),
        };
        const { items } = await call(receiveLine, { params: { id: numberOf(form, "line") }, body }, key);
        return redirect(`${page}?came=${items}`);
      }
      case "cancel":
      case "close": {
        const how = said(form, "do") === "cancel" ? "cancelled" : "closed";
        await call(endOrder, { ...of, body: { as: how, reason: reasonFrom(form, "end") } }, key);
        return redirect(page);
      }
      default:
        throw unknownAct(pageOf(context));
    }
  } catch (error) {
    return formProblem(error, form);
  }
}

type Order = AnswerOf<typeof getOrder>;
type Line = Order["lines"][number];

// texts: order.state.* order.kind.*
/** One order: its lines, what has come, and what can be done with it now. */
export default function DeskOrder({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { order, came } = loaderData;
  const t = useText();
  const refusedOf = (...whats: string[]): Refused =>
    actionData && whats.includes(actionData.values.do ?? "")
      ? actionData
      : { values: {}, problem: undefined };
  const sent = refusedOf("send", "claim");
  return (
    <ShellDesk
      title={t("order.of", { number: order.number })}
      section="library"
      organisation={order.organisation.name}
    >
      <div className="stack">
        <Trail
          label={t("acquiring.title")}
          items={[{ href: "/desk/acquiring/orders", label: t("acquiring.way.orders") }]}
        />
        {came > 0 && !actionData && (
          <Notice kind="done" live title={t("order.came.done", { count: came })}>
            {t("order.came.then")}
          </Notice>
        )}
        {order.isLate && (
          <Notice kind="attention" title={t("order.late")}>
            {order.claimedAt
              ? t("order.claimed", { count: order.claims, at: moment(order.claimedAt) })
              : t("order.late.do")}
          </Notice>
        )}
        <Facts items={useFacts(order)} />
        <p className="row">
          <ButtonLink kind="quiet" icon="print" href={`/desk/acquiring/orders/${order.id}/paper`}>
            {t("order.print")}
          </ButtonLink>
          <ButtonLink
            kind="quiet"
            icon="download"
            href={addressOf(orderSheet, { params: { id: order.id } })}
            download
          >
            {t("order.csv")}
          </ButtonLink>
        </p>
        <Lines order={order} problem={refusedOf("drop").problem} />
        {order.can.includes("receive") && <Receive order={order} {...refusedOf("receive")} />}
        {order.can.includes("add") && (
          <Section title={t("order.add")}>
            <AddLine order={order} {...refusedOf("add")} />
          </Section>
        )}
        {(order.can.includes("send") || order.can.includes("claim")) && (
          <Form problem={sent.problem} label={t("order.next")}>
            {order.can.includes("send") && (
              <>
                <p>{t("order.send.note", { sum: yuanText(t, order.costFen) })}</p>
                <Button name="do" value="send">
                  {t("order.send")}
                </Button>
              </>
            )}
            {order.can.includes("claim") && (
              <Button name="do" value="claim">
                {t("order.claim")}
              </Button>
            )}
          </Form>
        )}
        {(order.can.includes("cancel") || order.can.includes("close")) && (
          <End order={order} {...refusedOf("cancel", "close")} />
        )}
      </div>
    </ShellDesk>
  );
}

function useFacts(order: Order) {
  const t = useText();
  return [
    { term: t("batch.state"), value: t(`order.state.${order.state}`) },
    {
      term: t("order.from"),
      value: <bdi key="from">{order.supplier?.name ?? t(`order.kind.${order.kind}`)}</bdi>,
    },
    ...(order.budget
      ? [
          {
            term: t("order.budget"),
            value: t("order.budget.of", {
              name: order.budget.name,
              year: String(order.budget.year),
              left: yuanText(t, order.budget.leftFen),
            }),
          },
        ]
      : []),
    ...(order.kind === "purchase" ? [{ term: t("order.cost"), value: yuanText(t, order.costFen) }] : []),
    ...(order.dueOn ? [{ term: t("order.due"), value: t.formats.fullDayText(day(order.dueOn)) }] : []),
    ...(order.note ? [{ term: t("order.note"), value: <bdi key="note">{order.note}</bdi> }] : []),
  ];
}

function Lines({ order, problem }: { order: Order; problem: Problem | undefined }) {
  const t = useText();
  if (order.lines.length === 0) return <Empty title={t("order.no-lines")}>{t("order.no-lines.do")}</Empty>;
  const mayDrop = order.can.includes("add");
  return (
    <>
      {problem && <Notice kind="refused" live title={problem.title} />}
      <Table
        caption={t("order.lines")}
        hideCaption
        columns={[
          { key: "title", label: t("wish.book-title"), prose: true },
          { key: "isbn", label: "ISBN" },
          { key: "place", label: t("shelf.place") },
          { key: "came", label: t("order.came"), numeric: true },
          { key: "price", label: t("order.price"), numeric: true },
          { key: "pays", label: "%", numeric: true },
          { key: "unit", label: t("order.unit"), numeric: true },
          ...(mayDrop ? [{ key: "do", label: t("weeding.change") }] : []),
        ]}
        rows={order.lines.map((line) => ({
          key: String(line.id),
          cells: [
            <TitleOf key="title" line={line} />,
            <bdi key="isbn">{line.isbn ?? "–"}</bdi>,
            <bdi key="place">{line.place.name}</bdi>,
            t("order.came-of", { received: line.received, copies: line.copies }),
            yuanText(t, line.priceFen),
            String(line.pays),
            yuanText(t, line.unitFen),
            ...(mayDrop
              ? [
                  <Form key="do" label={t("order.drop-one", { title: line.title })}>
                    <input type="hidden" name="line" value={line.id} />
                    <Button kind="link" name="do" value="drop">
                      {t("order.drop")}
                      <span className="unseen"> {line.title}</span>
                    </Button>
                  </Form>,
                ]
              : []),
          ],
        }))}
      />
    </>
  );
}

function TitleOf({ line }: { line: Line }) {
  const t = useText();
  const said = [line.author, line.publisher].filter(Boolean).join("，");
  return (
    <span dir="auto">
      {line.record ? <a href={`/catalogue/${line.record}`}>{line.title}</a> : line.title}
      {said && <span className="quiet small"> {said}</span>}
      {line.isWish && (
        <>
          {" "}
          <Tag>{t("order.wished")}</Tag>
        </>
      )}
    </span>
  );
}

/** A scanner types into the field of one title; those that are all there have none. */
function Receive({ order, values, problem }: Refused & { order: Order }) {
  const t = useText();
  const open = order.lines.filter(({ copies, received }) => received < copies);
  return (
    <Section title={t("order.receive")}>
      <p className="quiet">{t("order.receive.note")}</p>
      {open.map((line) => {
        const isThis = values.line === String(line.id);
        return (
          <details key={line.id} open={isThis || open.length === 1}>
            <summary>
              <bdi>{line.title}</bdi> · {t("order.to-come", { count: line.copies - line.received })}
            </summary>
            <ReceiveLine
              line={line}
              isGift={order.kind === "gift"}
              values={isThis ? values : {}}
              problem={isThis ? problem : undefined}
            />
          </details>
        );
      })}
    </Section>
  );
}

function ReceiveLine({ line, isGift, values, problem }: Refused & { line: Line; isGift: boolean }) {
  const t = useText();
  return (
    <Form problem={problem} label={t("order.receive-of", { title: line.title })}>
      <input type="hidden" name="line" value={line.id} />
      <Fields
        values={values}
        problem={problem}
        of={[
          { name: "barcodes", label: t("order.barcodes"), hint: t("order.barcodes.hint"), lines: 3 },
          shelfField(t),
          callNumberField(t, line.classNumber),
          ...(isGift
            ? []
            : [
                {
                  name: "unitFen",
                  label: t("order.paid"),
                  hint: t("order.paid.hint"),
                  start: yuanOf(line.unitFen),
                  inputMode: "decimal" as const,
                  unit: t("order.yuan"),
                  chars: 12 as const,
                },
              ]),
        ]}
      />
      <Button name="do" value="receive">
        {t("order.receive")}
      </Button>
    </Form>
  );
}

function AddLine({ order, values, problem }: Refused & { order: Order }) {
  const t = useText();
  return (
    <Form problem={problem} label={t("order.add")}>
      <Fields
        values={values}
        problem={problem}
        of={[
          {
            name: "isbn",
            label: "ISBN",
            hint: t("order.isbn.hint"),
            inputMode: "numeric",
            chars: 20,
            optional: true,
          },
          { name: "title", label: t("wish.book-title"), optional: true },
          { name: "author", label: t("wish.author"), optional: true },
          { name: "publisher", label: t("wish.publisher"), optional: true },
        ]}
      />
      <LineNumbers
        places={order.places}
        pays={order.supplier?.pays ?? 100}
        isGift={order.kind === "gift"}
        values={values}
        problem={problem}
      />
      <Button kind="quiet" name="do" value="add">
        {t("order.add")}
      </Button>
    </Form>
  );
}

function End({ order, values, problem }: Refused & { order: Order }) {
  const t = useText();
  const how = order.can.includes("cancel") ? "cancel" : "close";
  return (
    <details open={problem !== undefined}>
      <summary>{t(how === "cancel" ? "order.cancel" : "order.close")}</summary>
      <Form
        problem={problemOfReason(problem, "end")}
        label={t(how === "cancel" ? "order.cancel" : "order.close")}
      >
        <ReasonField
          of="end"
          hint={t("order.end.reason")}
          value={values["reason.end"]}
          problem={problemOfReason(problem, "end")}
        />
        <Button kind="refuse" name="do" value={how}>
          {t(how === "cancel" ? "order.cancel" : "order.close")}
        </Button>
      </Form>
    </details>
  );
}
