import { redirect } from "react-router";
import { Temporal } from "temporal-polyfill";
import { Button } from "#web/kit/button.tsx";
import { Choice, DateField, Field, Select, TimeField } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { moment } from "#web/occasion.ts";
import {
  type ActArgs,
  formProblem,
  keyOf,
  type LoadArgs,
  numberOf,
  type PageProps,
  pageOf,
} from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { drawCandidates, makeADraw, valueKinds } from "../drawing/contract.ts";

export async function loader({ context }: LoadArgs) {
  return pageOf(context).call(drawCandidates, {});
}

export async function action({ context, request }: ActArgs) {
  const { call, city } = pageOf(context);
  const form = await request.formData();
  const typed = (name: string) => String(form.get(name) ?? "").trim();
  /** A day and a time on the wall; what is none stays as typed, so that the contract names the field. */
  const when = (name: string) => {
    const moment = `${typed(name)}T${typed(`${name}.time`)}`;
    try {
      return Temporal.PlainDateTime.from(moment).toZonedDateTime(city.zone).toInstant().toString();
    } catch {
      return moment;
    }
  };
  const weight = (name: string) => numberOf(form, `weights.${name}`);
  const body = {
    title: typed("title"),
    offerIds: form.getAll("offerIds[]").map(String),
    opensAt: when("opensAt"),
    closesAt: when("closesAt"),
    knownFrom: when("knownFrom"),
    revealBy: when("revealBy"),
    confirmBy: typed("confirmBy") ? when("confirmBy") : null,
    // The contract refuses what is none.
    valueKind: typed("valueKind") as (typeof valueKinds)[number],
    valueSource: typed("valueSource"),
    mostPeople: numberOf(form, "mostPeople"),
    mostLots: numberOf(form, "mostLots"),
    weights: {
      ...{ base: weight("base"), loss: weight("loss"), win: weight("win") },
      ...{ missed: weight("missed"), months: weight("months") },
    },
  };
  try {
    const { drawId } = await call(makeADraw, { body }, keyOf(form));
    return redirect(`/desk/draws/${drawId}?done=made`);
  } catch (error) {
    return formProblem(error, form);
  }
}

const numbers = [
  ["base", 1],
  ["loss", 0],
  ["win", 0],
  ["missed", 0],
  ["months", 12],
] as const;

// texts: drawing.kind.* drawing.new.base drawing.new.loss drawing.new.win drawing.new.missed drawing.new.months
/** 发起抽签: for which occasions, when, by which public value. */
export default function NewDraw({
  loaderData: { items },
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  const problem = actionData?.problem;
  const values = actionData?.values ?? {};
  const field = (name: string) => ({ name, value: values[name] ?? "", problem });
  const number = (name: string, usual: number) => ({
    ...{ name, problem, type: "number" as const, chars: 4 as const },
    value: values[name] ?? usual,
  });
  const time = (name: string, label: string, optional?: true) => (
    <div className="row">
      <DateField {...field(name)} label={label} {...(optional && { optional })} />
      <TimeField {...field(`${name}.time`)} label={t("drawing.new.time")} {...(optional && { optional })} />
    </div>
  );
  return (
    <ShellDesk title={t("drawing.desk.new")} section="events">
      <div className="stack">
        <Trail label={t("desk.trail")} items={[{ href: "/desk/draws", label: t("drawing.desk") }]} />
        {items.length === 0 ? (
          <Empty title={t("drawing.new.none")}>{t("drawing.new.none.do")}</Empty>
        ) : (
          <Form label={t("drawing.desk.new")} problem={problem}>
            <Field {...field("title")} label={t("drawing.new.title")} hint={t("drawing.new.title.hint")} />
            <Choice
              many
              name="offerIds"
              label={t("drawing.new.which")}
              hint={t("drawing.new.which.hint")}
              problem={problem}
              options={items.map((one) => ({
                value: one.offerId,
                label: [
                  one.about?.title,
                  t("drawing.new.lot", {
                    when: t.formats.rangeText({ from: moment(one.startsAt), to: moment(one.endsAt) }),
                    places: one.places,
                  }),
                ]
                  .filter(Boolean)
                  .join(" · "),
                hint: t("drawing.new.lot-before", { house: one.house, before: moment(one.before) }),
              }))}
            />
            {time("opensAt", t("drawing.new.opens"))}
            {time("closesAt", t("drawing.new.closes"))}
            <Select
              {...field("valueKind")}
              label={t("drawing.new.kind")}
              options={valueKinds.map((kind) => ({ value: kind, label: t(`drawing.kind.${kind}`) }))}
              value={values.valueKind ?? valueKinds[0]}
            />
            <Field
              {...field("valueSource")}
              label={t("drawing.new.source")}
              hint={t("drawing.new.source.hint")}
            />
            {time("knownFrom", t("drawing.new.known"))}
            {time("revealBy", t("drawing.new.reveal"))}
            {time("confirmBy", t("drawing.new.confirm"), true)}
            <div className="row">
              <Field {...number("mostPeople", 4)} min={1} label={t("drawing.new.people")} />
              <Field {...number("mostLots", 1)} min={1} label={t("drawing.new.lots")} />
            </div>
            <fieldset className="field stack">
              <legend className="label">{t("drawing.new.weights")}</legend>
              <p className="field-hint">{t("drawing.new.weights.hint")}</p>
              <div className="row">
                {numbers.map(([name, usual]) => (
                  <Field
                    key={name}
                    {...number(`weights.${name}`, usual)}
                    min={0}
                    label={t(`drawing.new.${name}`)}
                  />
                ))}
              </div>
            </fieldset>
            <Button>{t("drawing.new.do")}</Button>
          </Form>
        )}
      </div>
    </ShellDesk>
  );
}
