import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Facts } from "#web/kit/list.tsx";
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
import { useText } from "#web/text.tsx";
import { claim, loseLoan, oneLoan, returnDamaged } from "../../../circulation/lost/contract.ts";
import { fenIn, yuanText } from "../yuan.ts";

export async function loader({ context, params, request }: LoadArgs) {
  const place = new URL(request.url).searchParams.get("place") ?? "";
  const loan = await pageOf(context).call(oneLoan, { params: { id: params.id ?? "" }, query: { place } });
  return { loan, place };
}

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const placeId = said(form, "place");
  const of = { loanId: params.id ?? "", placeId };
  const key = keyOf(form);
  const back = (done: string) =>
    redirect(`/desk/lending/astray?${new URLSearchParams({ place: placeId, done })}`);
  try {
    switch (said(form, "do")) {
      case "lose": {
        const { feeFen } = await call(loseLoan, { body: of }, key);
        return back(`lost-${feeFen}`);
      }
      case "damaged": {
        const body = { ...of, note: said(form, "note"), feeFen: fenIn(form, "feeFen") };
        const { feeFen } = await call(returnDamaged, { body }, key);
        return back(`damaged-${feeFen}`);
      }
      case "claim":
      case "withdraw":
        await call(claim, { body: { ...of, claims: said(form, "do") === "claim" } }, key);
        return back(said(form, "do"));
      default:
        throw unknownAct(pageOf(context));
    }
  } catch (error) {
    return formProblem(error, form);
  }
}

/** A loan of which something is wrong: lost, damaged, or said to be returned. No reader stands here. */
export default function DeskOneLoan({
  loaderData: { loan, place },
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const t = useText();
  const values = actionData?.values ?? {};
  const failed = (what: string) => (values.do === what ? actionData?.problem : undefined);
  const ofDay = (text: string) => t.formats.fullDayText(day(text));
  const hidden = <input type="hidden" name="place" value={place} />;
  const at = new URLSearchParams({ place });
  return (
    <ShellDesk title={loan.title || t("library.untitled")} section="till">
      <div className="stack">
        <Trail
          label={t("lending.title")}
          items={[
            { href: `/desk/till?${at}`, label: t("lending.way.till") },
            { href: `/desk/lending/astray?${at}`, label: t("lending.way.astray") },
          ]}
        />
        <Facts
          items={[
            { term: t("item.barcode"), value: <bdi>{loan.barcode}</bdi> },
            { term: t("astray.due"), value: ofDay(loan.dueOn) },
            ...(loan.lostOn ? [{ term: t("astray.lost-on"), value: ofDay(loan.lostOn) }] : []),
            ...(loan.claimedOn ? [{ term: t("astray.claimed-on"), value: ofDay(loan.claimedOn) }] : []),
          ]}
        />
        {loan.lostOn === null && (
          <Section title={t("astray.lose")}>
            <Form problem={failed("lose")} label={t("astray.lose")}>
              {hidden}
              <p>
                {loan.lostFen > 0
                  ? t("astray.lose.costs", { yuan: yuanText(t, loan.lostFen) })
                  : t("astray.lose.free")}
              </p>
              <Button kind="refuse" name="do" value="lose">
                {t("astray.lose.do")}
              </Button>
            </Form>
          </Section>
        )}
        {loan.lostOn === null && (
          <Section title={t("astray.claim")}>
            <Form problem={failed("claim") ?? failed("withdraw")} label={t("astray.claim")}>
              {hidden}
              <p>{t(loan.claimedOn ? "astray.claim.running" : "astray.claim.means")}</p>
              <Button kind="quiet" name="do" value={loan.claimedOn ? "withdraw" : "claim"}>
                {t(loan.claimedOn ? "astray.withdraw.do" : "astray.claim.do")}
              </Button>
            </Form>
          </Section>
        )}
        <Section title={t("astray.damaged")}>
          <Form problem={failed("damaged")} label={t("astray.damaged")}>
            {hidden}
            <p>{t("astray.damaged.means")}</p>
            <Field
              name="note"
              label={t("astray.damaged.note")}
              value={values.note}
              problem={failed("damaged")}
            />
            <Field
              name="feeFen"
              inputMode="decimal"
              chars={6}
              label={t("astray.damaged.fee")}
              hint={t("astray.damaged.fee.hint")}
              value={values.feeFen ?? "0"}
              problem={failed("damaged")}
            />
            <Button name="do" value="damaged">
              {t("astray.damaged.do")}
            </Button>
          </Form>
        </Section>
      </div>
    </ShellDesk>
  );
}
