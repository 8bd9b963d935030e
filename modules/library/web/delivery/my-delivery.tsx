import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
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
import { usePage, useWhom } from "#web/text.tsx";
import { ownDelivery, saveOwnDelivery, stopOwnDelivery } from "../../circulation/delivery/contract.ts";

export async function loader({ context, request }: LoadArgs) {
  const saved = new URL(request.url).searchParams.has("saved");
  return { ...(await pageOf(context).call(ownDelivery, {})), saved };
}

export async function action({ context, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  try {
    if (said(form, "do") === "stop") {
      await call(stopOwnDelivery, { body: {} }, keyOf(form));
      return redirect("/my/delivery");
    }
    if (said(form, "do") !== "save") throw unknownAct(pageOf(context));
    const body = { name: said(form, "name"), phone: said(form, "phone"), address: said(form, "address") };
    await call(saveOwnDelivery, { body }, keyOf(form));
    return redirect("/my/delivery?saved");
  } catch (error) {
    return formProblem(error, form);
  }
}

type Own = AnswerOf<typeof ownDelivery>;

/** Whether what a reader waits for is brought to their door, where to, and what is on its way. */
export default function MyDelivery({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { way, home, contact, bags, saved } = loaderData;
  const { text: t } = usePage();
  const whom = useWhom();
  const title = whom.acts ? t("delivery.title-of", whom) : t("delivery.title");
  const brought = way === "courier" || way === "homebound";
  const values: Record<string, string | undefined> = actionData?.values ?? { ...contact };
  const problem = actionData?.problem;
  return (
    <ShellPortal title={title} section="my">
      <div className="stack">
        <Trail label={title} items={[{ href: "/my/holds", label: t("book-hold.mine") }]} />
        <h1>{title}</h1>
        {saved && <Notice kind="done" live title={t("delivery.saved")} />}
        {way === null && (
          <Notice kind="quiet" title={t("refusal.book-hold.no-reader")}>
            <a href="/my/reader">{t("delivery.no-reader.do")}</a>
          </Notice>
        )}
        {way !== null && !brought && (
          <Notice kind="quiet" title={t(`delivery.way.${way}`)}>
            {t("delivery.way.do")}
          </Notice>
        )}
        {brought && (
          <>
            <p className="lead">{t(`delivery.way.${way}`, { home: home?.name ?? "" })}</p>
            <Rules {...loaderData} />
          </>
        )}
        {bags.length > 0 && (
          <Section title={t("delivery.bags")}>
            <ul className="plain stack-tight">
              {bags.map((bag) => (
                <li key={`${bag.day} ${bag.state}`}>
                  {t("delivery.bag.line", { day: day(bag.day), books: bag.books })} ·{" "}
                  {t(`delivery.state.${bag.state}`)}
                </li>
              ))}
            </ul>
          </Section>
        )}
        {brought && (
          <Section title={t("delivery.where")}>
            <Form problem={problem} label={t("delivery.where")}>
              <p className="quiet">{t("delivery.contact.hint")}</p>
              <Field
                name="name"
                label={t("delivery.name")}
                value={values.name}
                chars={20}
                autoComplete="name"
                problem={problem}
              />
              <Field
                name="phone"
                type="tel"
                label={t("delivery.phone")}
                value={values.phone}
                chars={20}
                autoComplete="tel"
                problem={problem}
              />
              <Field
                name="address"
                label={t("delivery.address")}
                value={values.address}
                autoComplete="street-address"
                problem={problem}
              />
              <Button name="do" value="save">
                {t("delivery.save")}
              </Button>
            </Form>
          </Section>
        )}
        {contact && (
          <Form label={t("delivery.stop")}>
            <Button kind="link" name="do" value="stop">
              {t("delivery.stop")}
            </Button>
          </Form>
        )}
      </div>
    </ShellPortal>
  );
}

// texts: delivery.weekday.*
function Rules({ weekdays, most, feeFen, keepDays }: Own) {
  const { text: t } = usePage();
  const days = t.formats.listText(weekdays.map((one) => t(`delivery.weekday.${weekday(one)}`)));
  const fee = feeFen === 0 ? "0" : t.formats.moneyText(feeFen / 100);
  return <p>{t("delivery.rules", { days, most, fee, keep: keepDays })}</p>;
}

const weekdayNumbers = ["1", "2", "3", "4", "5", "6", "7"] as const;
const weekday = (n: number) => weekdayNumbers[n - 1] ?? "1";
