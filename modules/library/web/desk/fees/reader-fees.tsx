import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Choice, Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
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
import { useText } from "#web/text.tsx";
import { readerFees, refundFee, settleFees } from "../../../circulation/fees/contract.ts";
import { SettledFees } from "../../fees/fee-list.tsx";
import { yuanText } from "../yuan.ts";

export async function loader({ context, params, request }: LoadArgs) {
  const subject = params.subject ?? "";
  const placeId = new URL(request.url).searchParams.get("place") ?? "";
  const fees = await pageOf(context).call(readerFees, { params: { subject }, query: { placeId } });
  return { ...fees, subject, placeId };
}

export async function action({ context, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const placeId = said(form, "place");
  const ticked = form.getAll("feeIds[]").map(String);
  try {
    switch (said(form, "do")) {
      case "settle": {
        // The contract refuses what is none of them.
        const how = said(form, "how") as "paid";
        const body = {
          ...{ placeId, feeIds: ticked, how, reason: said(form, "reason") },
          ...{ number: said(form, "number") || null, barcode: said(form, "barcode") || null },
        };
        const { settlementId } = await call(settleFees, { body }, keyOf(form));
        return redirect(`/desk/fees/${settlementId}?done`);
      }
      case "refund": {
        const body = { placeId, feeId: said(form, "feeId"), reason: said(form, "reason") };
        const { settlementId } = await call(refundFee, { body }, keyOf(form));
        return redirect(`/desk/fees/${settlementId}?done`);
      }
      default:
        throw unknownAct(pageOf(context));
    }
  } catch (error) {
    form.set("ticked", ticked.join(","));
    return formProblem(error, form);
  }
}

type Fees = AnswerOf<typeof readerFees>;

/** What a reader owes, at the counter: the money is taken, let go, or another copy came instead. */
export default function DeskReaderFees({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { name, owesFen, open, settled, mayLetGo, subject, placeId } = loaderData;
  const t = useText();
  const values = actionData?.values ?? {};
  const failed = (what: string) => (values.do === what ? actionData?.problem : undefined);
  const at = new URLSearchParams({ place: placeId });
  const title = t("fee.of", { name: name ?? t("reader.nameless") });
  return (
    <ShellDesk title={title} section="till">
      <div className="stack">
        <Trail
          label={t("lending.title")}
          items={[
            { href: `/desk/till?${at}`, label: t("lending.way.till") },
            { href: `/desk/readers/${subject}?${at}`, label: name ?? t("reader.nameless") },
          ]}
        />
        {open.length === 0 ? (
          <Empty title={t("fee.none-owed")}>{t("fee.none-owed.do")}</Empty>
        ) : (
          <>
            <p className="lead figures">{t("fee.sum", { yuan: yuanText(t, owesFen) })}</p>
            <Settle
              open={open}
              mayLetGo={mayLetGo}
              placeId={placeId}
              values={values}
              problem={failed("settle")}
            />
          </>
        )}
        <Section title={t("fee.settled")} note={t("fee.settled.note")}>
          <SettledFees settled={settled} link={(id) => `/desk/fees/${id}`} />
          {mayOfferRefund(settled) && (
            <Refund settled={settled} placeId={placeId} values={values} problem={failed("refund")} />
          )}
        </Section>
      </div>
    </ShellDesk>
  );
}

const mayOfferRefund = (settled: Fees["settled"]) => settled.some(({ refundUntil }) => refundUntil !== null);

interface Part {
  placeId: string;
  values: Record<string, string>;
  problem: Problem | undefined;
}

// texts: fee.settle.* fee.kind.*
function Settle({ open, mayLetGo, placeId, values, problem }: Part & Pick<Fees, "open" | "mayLetGo">) {
  const t = useText();
  const ticked = values.ticked?.split(",");
  const ways = [
    "paid" as const,
    ...(mayLetGo && open.some(({ mayReplace }) => mayReplace) ? (["replaced"] as const) : []),
    ...(mayLetGo ? (["waived"] as const) : []),
  ];
  return (
    <Form problem={problem} label={t("fee.settle")}>
      <input type="hidden" name="place" value={placeId} />
      <Choice
        many
        name="feeIds"
        label={t("fee.which")}
        value={ticked ?? open.map(({ feeId }) => feeId)}
        options={open.map((fee) => ({
          value: fee.feeId,
          label: [
            t("fee.amount", { yuan: yuanText(t, fee.amountFen) }),
            t(`fee.kind.${fee.kind}`),
            ...(fee.title ? [fee.title] : []),
          ].join(" · "),
          hint: [
            t("fee.since", { day: t.formats.fullDayText(day(fee.since)), house: fee.house.name }),
            ...(fee.note ? [fee.note] : []),
          ].join(" · "),
        }))}
        problem={problem}
      />
      <Choice
        name="how"
        label={t("fee.settle.how")}
        value={values.how ?? "paid"}
        options={ways.map((value) => ({ value, label: t(`fee.settle.${value}`) }))}
        problem={problem}
      />
      <Field
        name="number"
        label={t("fee.number")}
        hint={t("fee.number.hint")}
        chars={20}
        value={values.number}
        problem={problem}
        optional
      />
      {ways.includes("replaced") && (
        <Field
          name="barcode"
          label={t("fee.barcode")}
          hint={t("fee.barcode.hint")}
          chars={20}
          value={values.barcode}
          problem={problem}
          optional
        />
      )}
      {mayLetGo && (
        <Field
          name="reason"
          label={t("fee.reason")}
          hint={t("fee.reason.hint")}
          value={values.reason}
          problem={problem}
          optional
        />
      )}
      <Button name="do" value="settle">
        {t("fee.settle.do")}
      </Button>
    </Form>
  );
}

function Refund({ settled, placeId, values, problem }: Part & Pick<Fees, "settled">) {
  const t = useText();
  const some = settled.filter(({ refundUntil }) => refundUntil !== null);
  return (
    <details open={problem !== undefined}>
      <summary>{t("fee.refund")}</summary>
      <Form problem={problem} label={t("fee.refund")}>
        <input type="hidden" name="place" value={placeId} />
        <p>{t("fee.refund.how")}</p>
        <Choice
          name="feeId"
          label={t("fee.which")}
          value={values.feeId ?? some[0]?.feeId}
          options={some.map(({ feeId, amountFen, number }) => ({
            value: feeId,
            label: t("fee.one", { yuan: yuanText(t, amountFen), number }),
          }))}
          problem={problem}
        />
        <Field name="reason" label={t("fee.refund.reason")} value={values.reason} problem={problem} />
        <Button kind="refuse" name="do" value="refund">
          {t("fee.refund.do")}
        </Button>
      </Form>
    </details>
  );
}
