import { redirect } from "react-router";
import { Temporal } from "temporal-polyfill";
import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Choice, DateField, Field, Select, Tick, TimeField } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { codeOptionsOf } from "#web/kit/options.ts";
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
  type Problem,
  pageOf,
  said,
} from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { drawCandidates, type GroupKind, makeADraw, valueKinds } from "../drawing/contract.ts";
import { HouseFields, housesAsked } from "./house-choice.tsx";
import { TermFields } from "./rule-fields.tsx";

/** First what is drawn is chosen; the occasions chosen stand in the address, and the rest is asked about these. */
export async function loader(args: LoadArgs) {
  const asked = new URL(args.request.url).searchParams;
  const list = Object.fromEntries(
    listed.flatMap((name) => (asked.get(name) ? [[name, asked.get(name)]] : [])),
  );
  const [houses, { items, checks, next }] = await Promise.all([
    housesAsked(args, "manager"),
    pageOf(args.context).call(drawCandidates, { query: list }),
  ]);
  const chosen = items.filter(({ offerId }) => asked.getAll("offers[]").includes(offerId));
  return { items, next, checks, chosen, houses, list: list as List, first: asked.get("offer") };
}

/** What the address says of the list: what is chosen on it is looked up in the same one. */
const listed = ["organisation", "from", "to", "after"] as const;
type List = Partial<Record<(typeof listed)[number], string>>;
const addressOf = (list: List, more: Record<string, string> = {}) =>
  `/desk/draws/new?${new URLSearchParams({ ...list, ...more })}`;

export async function action({ context, request }: ActArgs) {
  const { call, city } = pageOf(context);
  const form = await request.formData();
  const typed = (name: string) => said(form, name);
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
    unnamed: form.get("unnamed") === "yes",
    weights: {
      ...{ base: weight("base"), loss: weight("loss"), win: weight("win") },
      ...{ missed: weight("missed"), months: weight("months") },
    },
    groups: groupsFrom(form),
  };
  try {
    const { drawId } = await call(makeADraw, { body }, keyOf(form));
    return redirect(`/desk/draws/${drawId}?done=made`);
  } catch (error) {
    return formProblem(error, form);
  }
}

/** For whom places can be kept on this form, in the order in which they are given. */
const kept = ["first-time", "age", "eligible", "eligible"] as const satisfies GroupKind[];

/** Groups as they were typed. Terms only of those for whom places were: what is no number the contract refuses by its field. */
function groupsFrom(form: FormData) {
  const typed = (name: string) => said(form, name);
  const number = (name: string) => (typed(name) === "" ? null : Number(typed(name)));
  return kept.map((kind, n) => {
    const group = `groups.${n}`;
    const places = form.getAll("offerIds[]").map((_, at) => number(`${group}.places.${at}`) ?? 0);
    const of = `${group}.terms.${kind}`;
    const terms = {
      "first-time": { months: numberOf(form, `${of}.months`) },
      age: { from: number(`${of}.from`), to: number(`${of}.to`) },
      eligible: { code: typed(`${of}.code`) },
    };
    return { kind, places, terms: places.some((one) => one !== 0) ? { [kind]: terms[kind] } : {} };
  });
}

const numbers = [
  ["base", 1],
  ["loss", 0],
  ["win", 0],
  ["missed", 0],
  ["months", 12],
] as const;

type Candidates = AnswerOf<typeof drawCandidates>;
type Candidate = Candidates["items"][number];

/** 发起抽签: for which occasions, when, by which public value, for whom places are kept. */
export default function NewDraw({
  loaderData: { items, next, checks, chosen, houses, list, first },
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  return (
    <ShellDesk title={t("drawing.desk.new")} section="events">
      <div className="stack">
        <Trail label={t("desk.trail")} items={[{ href: "/desk/draws", label: t("drawing.desk") }]} />
        {chosen.length === 0 ? (
          <>
            {(items.length > 0 || Object.keys(list).length > 0 || houses.q !== "") && (
              <Find houses={houses} list={list} />
            )}
            {items.length === 0 ? (
              <Empty title={t("drawing.new.none")}>{t("drawing.new.none.do")}</Empty>
            ) : (
              <Which items={items} next={next} list={list} first={first} problem={actionData?.problem} />
            )}
          </>
        ) : (
          <Terms
            chosen={chosen}
            others={addressOf(list, { offer: chosen[0]?.offerId ?? "" })}
            checks={checks}
            problem={actionData?.problem}
            values={actionData?.values ?? {}}
          />
        )}
      </div>
    </ShellDesk>
  );
}

/** An occasion in a line: what, when, how many places. */
function useCandidate() {
  const { text: t } = usePage();
  return ({ about, startsAt, endsAt, places }: Candidate) =>
    [
      about?.title,
      t("drawing.new.lot", {
        when: t.formats.rangeText({ from: moment(startsAt), to: moment(endsAt) }),
        places,
      }),
    ]
      .filter(Boolean)
      .join(" · ");
}

/** Which of the occasions are listed: of which house, on which days. */
function Find({ houses, list }: { houses: Parameters<typeof HouseFields>[0]["houses"]; list: List }) {
  const { text: t } = usePage();
  const all = { label: t("drawing.new.all-houses"), asked: list.organisation !== undefined };
  return (
    <form className="desk-filter" action="/desk/draws/new" aria-label={t("drawing.new.find")}>
      {(houses.items.length > 1 || houses.q !== "") && <HouseFields houses={houses} all={all} />}
      <DateField name="from" label={t("drawing.new.from")} value={list.from} optional />
      <DateField name="to" label={t("drawing.new.to")} value={list.to} optional />
      <Button kind="quiet">{t("drawing.new.find")}</Button>
    </form>
  );
}

/** What is drawn. Where one comes from a class to be drawn, all of its house that wait for a draw are ticked. */
function Which({
  items,
  next,
  list,
  first,
  problem,
}: {
  items: readonly Candidate[];
  next: string | null;
  list: List;
  first: string | null;
  problem: Problem | undefined;
}) {
  const { text: t } = usePage();
  const nameOf = useCandidate();
  const from = items.find(({ offerId }) => offerId === first);
  const ticked = items.filter(
    (one) => from && (one === from || (one.toBeDrawn && one.orgPath === from.orgPath)),
  );
  return (
    <Form method="get" action="/desk/draws/new" label={t("drawing.new.which")} problem={problem}>
      {Object.entries(list).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {(next !== null || list.after !== undefined) && (
        <p>
          {t("drawing.new.shown", { count: items.length })}{" "}
          {next !== null && (
            <a href={addressOf(list, { after: next })} rel="next">
              {t("drawing.new.more")}
            </a>
          )}
        </p>
      )}
      <Choice
        many
        name="offers"
        label={t("drawing.new.which")}
        hint={t("drawing.new.which.hint")}
        value={ticked.map(({ offerId }) => offerId)}
        options={items.map((one) => ({
          value: one.offerId,
          label: nameOf(one),
          hint: [
            t("drawing.new.lot-before", { house: one.house, before: moment(one.before) }),
            one.toBeDrawn && t("drawing.new.to-be-drawn"),
          ]
            .filter(Boolean)
            .join(" · "),
        }))}
      />
      <Button>{t("drawing.new.next")}</Button>
    </Form>
  );
}

interface TermsProps {
  chosen: readonly Candidate[];
  /** Where others can be chosen. */
  others: string;
  checks: Candidates["checks"];
  problem: Problem | undefined;
  values: Record<string, string>;
}

// texts: drawing.kind.* drawing.new.base drawing.new.loss drawing.new.win drawing.new.missed drawing.new.months
/** When, by which public value, with which chances. */
function Terms({ chosen, others, checks, problem, values }: TermsProps) {
  const { text: t } = usePage();
  const nameOf = useCandidate();
  const [only] = chosen;
  const most = Math.max(...chosen.map(({ mostPeople }) => mostPeople));
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
    <Form label={t("drawing.desk.new")} problem={problem}>
      <section className="stack-tight">
        <h2 className="label">{t("drawing.new.chosen")}</h2>
        <ul>
          {chosen.map((one) => (
            <li key={one.offerId}>
              {nameOf(one)}
              <input type="hidden" name="offerIds[]" value={one.offerId} />
            </li>
          ))}
        </ul>
        <p className="small">
          {t("drawing.new.before", {
            before: moment(chosen.map(({ before }) => before).toSorted()[0] ?? ""),
          })}{" "}
          <a href={others}>{t("drawing.new.others")}</a>
        </p>
      </section>
      <Field
        {...field("title")}
        value={values.title ?? (chosen.length === 1 ? (only?.about?.title ?? "") : "")}
        label={t("drawing.new.title")}
        hint={t("drawing.new.title.hint")}
      />
      {time("opensAt", t("drawing.new.opens"))}
      {time("closesAt", t("drawing.new.closes"))}
      <Select
        {...field("valueKind")}
        label={t("drawing.new.kind")}
        options={valueKinds.map((kind) => ({ value: kind, label: t(`drawing.kind.${kind}`) }))}
        value={values.valueKind ?? valueKinds[0]}
      />
      <Field {...field("valueSource")} label={t("drawing.new.source")} hint={t("drawing.new.source.hint")} />
      {time("knownFrom", t("drawing.new.known"))}
      {time("revealBy", t("drawing.new.reveal"))}
      {time("confirmBy", t("drawing.new.confirm"), true)}
      <div className="row">
        <Field
          {...number("mostPeople", Math.min(4, most))}
          min={1}
          label={t("drawing.new.people")}
          hint={t("drawing.new.people.hint", { most })}
        />
        {chosen.length > 1 ? (
          <Field {...number("mostLots", 1)} min={1} label={t("drawing.new.lots")} />
        ) : (
          <input type="hidden" name="mostLots" value="1" />
        )}
      </div>
      {most > 1 && (
        <Tick
          name="unnamed"
          checked={values.unnamed === "yes"}
          problem={problem}
          label={t("drawing.new.unnamed")}
        />
      )}
      <Groups chosen={chosen} checks={checks} problem={problem} values={values} />
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
  );
}

// texts: drawing.new.group.*
/** For whom places are kept: how many of each occasion, by what the city's records say of whoever enters. */
function Groups({ chosen, checks, problem, values }: Omit<TermsProps, "others">) {
  const { text: t } = usePage();
  const nameOf = useCandidate();
  const typed = Object.keys(values).some((name) => /^groups\.\d\.places/.test(name) && values[name]);
  return (
    <details open={typed}>
      <summary>{t("drawing.new.groups")}</summary>
      <div className="stack">
        <p className="field-hint">{t("drawing.new.groups.hint")}</p>
        {kept.map((kind, n) => {
          const group = `groups.${n}`;
          const months = `${group}.terms.first-time.months`;
          const check = `${group}.terms.eligible.code`;
          return (
            <fieldset key={group} className="field stack">
              <legend className="label">{t(`drawing.new.group.${kind}`)}</legend>
              {kind === "first-time" ? (
                <Field
                  name={months}
                  type="number"
                  min={1}
                  max={60}
                  chars={4}
                  label={t("drawing.new.group.months")}
                  value={values[months] ?? 12}
                  problem={problem}
                />
              ) : kind === "age" ? (
                <TermFields kind="age" prefix={`${group}.terms`} values={values} problem={problem} optional />
              ) : (
                <Select
                  name={check}
                  label={t("house-rules.field.check")}
                  empty={t("house-rules.field.check-choose")}
                  options={codeOptionsOf(checks)}
                  value={values[check]}
                  problem={problem}
                />
              )}
              {chosen.map((one, at) => (
                <Field
                  key={one.offerId}
                  name={`${group}.places.${at}`}
                  type="number"
                  min={0}
                  max={one.places}
                  chars={4}
                  label={t("drawing.new.group.places", { lot: nameOf(one) })}
                  value={values[`${group}.places.${at}`] ?? ""}
                  problem={problem}
                  optional
                />
              ))}
            </fieldset>
          );
        })}
      </div>
    </details>
  );
}
