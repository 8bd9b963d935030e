import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { DateField, Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Facts } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { optionsOf } from "#web/kit/options.ts";
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
import { usePage } from "#web/text.tsx";
import { FoldedForm } from "#web/titled-form.tsx";
import { eventChoices } from "../../desk/contract.ts";
import { askForLeg, deskTouring, editTouring, offerTouring } from "../../touring/contract.ts";
import { LegsTable } from "./legs-table.tsx";
import { TouringFields } from "./touring-fields.tsx";
import { touringFrom, touringValues } from "./touring-form.ts";

export async function loader({ context, params, request }: LoadArgs) {
  const { call } = pageOf(context);
  const touring = await call(deskTouring, { params: { id: params.id ?? "" } });
  const places = touring.can.includes("ask") ? (await call(eventChoices, { query: {} })).places : [];
  return { touring, places, done: new URL(request.url).searchParams.has("done") };
}

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const of = { params: { id: params.id ?? "" } };
  const version = Number(form.get("version"));
  try {
    if (form.get("do") === "ask") {
      const body = {
        ...{ organisationId: said(form, "organisationId"), placeId: said(form, "placeId") },
        ...{ from: said(form, "from"), through: said(form, "through"), message: said(form, "message") },
      };
      const { id } = await call(askForLeg, { ...of, body }, keyOf(form));
      return redirect(`/desk/tour-legs/${id}?done`);
    }
    if (form.get("do") === "offer")
      await call(
        offerTouring,
        { ...of, body: { version, offered: form.get("offered") === "yes" } },
        keyOf(form),
      );
    else if (form.get("do") !== "edit") throw unknownAct(pageOf(context));
    else await call(editTouring, { ...of, body: { version, touring: touringFrom(form) } }, keyOf(form));
  } catch (error) {
    return formProblem(error, form);
  }
  return redirect(`/desk/tourings/${params.id}?done`);
}

// texts: touring.language.*
/** One exhibition that travels: what it needs, where it goes, and a house's question for days of it. */
export default function DeskTouring({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { touring, places, done } = loaderData;
  const { text: t } = usePage();
  const problem = actionData?.problem;
  const values = actionData?.values ?? {};
  const of = (what: string): Tried =>
    values.do === what ? { problem, values } : { problem: undefined, values: {} };
  const ask = of("ask");
  const field = (name: string) => ({ name, value: ask.values[name], problem: ask.problem });
  const { lentFrom, lentThrough } = touring;
  // Whoever works for several says for which.
  const only = touring.organisations.length === 1 ? touring.organisations[0] : null;
  return (
    <ShellDesk title={touring.title} section="events">
      <div className="stack-wide">
        <Trail label={t("desk.trail")} items={[{ href: "/desk/tourings", label: t("touring.title") }]} />
        {done && !problem && <Notice kind="done" live title={t("desk.done.edit")} />}
        {touring.summary && (
          <p className="prose" dir="auto">
            {touring.summary}
          </p>
        )}
        <Facts
          items={[
            { term: t("touring.owner"), value: <bdi>{touring.owner.name}</bdi> },
            {
              term: t("touring.lent"),
              value: lentThrough
                ? t("touring.from-through", { from: day(lentFrom), through: day(lentThrough) })
                : t("touring.from-on", { from: day(lentFrom) }),
            },
            { term: t("touring.crates"), value: t("touring.crates-count", { count: touring.crates }) },
            {
              term: t("touring.wall-metres"),
              value: t("touring.metres-count", { count: touring.wallMetres }),
            },
            { term: t("touring.insured"), value: t("touring.yuan-count", { count: touring.insuredYuan }) },
            { term: t("touring.transport"), value: <bdi>{touring.transport}</bdi> },
            {
              term: t("touring.languages"),
              value: touring.languages.map((one) => t(`touring.language.${one}`)).join(" · "),
            },
            {
              term: t("touring.between-days"),
              value: t("touring.days-count", { count: touring.betweenDays }),
            },
            {
              term: t("touring.stand"),
              value: t(touring.offered ? "touring.is-offered" : "touring.not-offered"),
            },
          ]}
        />
        {touring.can.includes("offer") && (
          <Form label={t("touring.offer")} problem={of("offer").problem}>
            <input type="hidden" name="do" value="offer" />
            <input type="hidden" name="version" value={touring.version} />
            <input type="hidden" name="offered" value={touring.offered ? "no" : "yes"} />
            <Button kind={touring.offered ? "quiet" : "primary"}>
              {t(touring.offered ? "touring.take-back" : "touring.offer")}
            </Button>
          </Form>
        )}
        <Section title={t("touring.route")} note={t("touring.between-note", { days: touring.betweenDays })}>
          {touring.legs.length === 0 ? (
            <p className="quiet">{t("touring.all-free")}</p>
          ) : (
            <LegsTable caption={t("touring.route")} legs={touring.legs} of="one" />
          )}
        </Section>
        {touring.can.includes("ask") && (
          <Section title={t("touring.ask")}>
            <Form label={t("touring.ask")} problem={ask.problem}>
              <input type="hidden" name="do" value="ask" />
              <Select
                {...field("organisationId")}
                label={t("touring.for-house")}
                value={ask.values.organisationId ?? only?.id}
                {...(only ? {} : { empty: t("touring.choose-place") })}
                options={optionsOf(touring.organisations)}
              />
              <Select
                {...field("placeId")}
                label={t("touring.at-place")}
                empty={t("touring.choose-place")}
                options={optionsOf(places)}
              />
              <DateField {...field("from")} label={t("touring.shown-from")} />
              <DateField {...field("through")} label={t("touring.shown-through")} />
              <Field
                {...field("message")}
                label={t("touring.message")}
                hint={t("touring.message-hint")}
                lines={3}
                optional
              />
              <Button>{t("touring.ask-do")}</Button>
            </Form>
          </Section>
        )}
        {touring.can.includes("write") && (
          <FoldedForm title={t("touring.edit")} problem={of("edit").problem}>
            <input type="hidden" name="do" value="edit" />
            <input type="hidden" name="version" value={touring.version} />
            <TouringFields tried={of("edit")} was={touringValues(touring)} />
            <Button>{t("desk.event.save")}</Button>
          </FoldedForm>
        )}
      </div>
    </ShellDesk>
  );
}
