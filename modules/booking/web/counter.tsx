import { data, redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
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
import { lookForPerson, personAtDesk } from "../../people/contract.ts";
import { claimForPerson } from "../contract.ts";
import { counterOf } from "../counter/contract.ts";
import { RuleItems, WhenAndWhere } from "./occasion.tsx";
import { SeatLists, WheelchairField } from "./seat-lists.tsx";

export async function loader({ context, params, request }: LoadArgs) {
  const { call } = pageOf(context);
  const asked = new URL(request.url).searchParams;
  const made = asked.get("made");
  const counter = await call(counterOf, {
    params: { offerId: params.offerId ?? "" },
    query: made ? { made } : {},
  });
  const subject = counter.made?.subject ?? asked.get("person");
  const person = subject
    ? await call(personAtDesk, { params: { subject }, query: { organisation: counter.organisationId } })
    : null;
  return { counter, person };
}

/** Looks for the person, then claims; each answer is a page of its own, so that reloading does nothing twice. */
export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const offerId = params.offerId ?? "";
  const to = (query: Record<string, string>) =>
    redirect(`/desk/counter/${offerId}?${new URLSearchParams(query)}`);
  const of = { params: { offerId } };
  try {
    if (form.get("do") === "look") {
      const { organisationId: organisation } = await call(counterOf, { ...of, query: {} });
      const sign = said(form, "sign");
      const { subject } = await call(lookForPerson, { body: { organisation, sign } });
      return subject ? to({ person: subject }) : { nobody: true as const };
    }
    const subject = said(form, "person");
    const seats = form.getAll("seats[]").map(String);
    const wheelchairs = numberOf(form, "wheelchairs") || 0;
    const size = numberOf(form, "size");
    const body = { subject, size, wheelchairs, ...(seats.length > 0 && { seats }) };
    const { claimId } = await call(claimForPerson, { ...of, body }, keyOf(form));
    return to({ made: claimId });
  } catch (error) {
    const refused = formProblem(error, form);
    const seats = form.getAll("seats[]").map(String);
    return data({ ...refused.data, seats }, { status: refused.data.problem.status });
  }
}

type Counter = AnswerOf<typeof counterOf>;
type Person = AnswerOf<typeof personAtDesk>;

/** 柜台预约: who stands there or calls, how many, and the rules before anybody is told no. */
export default function CounterPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  const { counter, person } = loaderData;
  const problem = actionData && "problem" in actionData ? actionData.problem : undefined;
  const refused = actionData && "values" in actionData ? actionData : null;
  const closed = !counter.open || !counter.pool;
  return (
    <ShellDesk
      title={t("counter.page", { title: counter.about?.title ?? t("door.untitled") })}
      section="counter"
      actions={
        <ButtonLink kind="quiet" href={`/desk/door/${counter.offerId}`}>
          {t("counter.door")}
        </ButtonLink>
      }
    >
      <div className="stack-wide">
        <Trail label={t("door.trail")} items={[{ href: "/desk/door", label: t("door.list.title") }]} />
        <WhenAndWhere of={counter} />
        {closed ? (
          <Shut counter={counter} />
        ) : (
          <>
            <Left counter={counter} />
            {person && counter.made ? (
              <Done {...counter.made} offerId={counter.offerId} person={person} />
            ) : person ? (
              <Claim
                counter={counter}
                person={person}
                problem={problem}
                values={refused?.values ?? {}}
                chosen={new Set(refused?.seats ?? [])}
              />
            ) : (
              <Look
                counter={counter}
                problem={problem}
                nobody={actionData !== undefined && "nobody" in actionData}
              />
            )}
          </>
        )}
      </div>
    </ShellDesk>
  );
}

/** Nothing to claim: what can be done for whoever stands there all the same. */
function Shut({ counter }: { counter: Counter }) {
  const { text: t } = usePage();
  const why = counter.pool ? "counter.over" : "counter.no-pool";
  return (
    <Empty title={t(why)}>
      {t(`${why}.do`)} <a href={`/desk/door/${counter.offerId}`}>{t("counter.walk-in")}</a>
    </Empty>
  );
}

// texts: counter.over.do counter.no-pool.do
function Left({ counter: { pool, closesAt, maxPerClaim, rules } }: { counter: Counter }) {
  const { text: t } = usePage();
  if (!pool) return null;
  return (
    <Section title={t("counter.rules")}>
      <ul>
        <li>{t("counter.left", { left: pool.left, quota: pool.quota, at: moment(closesAt) })}</li>
        <li>{t("counter.releases", { at: moment(pool.releasesAt) })}</li>
        <li>{t("counter.max", { max: maxPerClaim })}</li>
        <RuleItems rules={rules} />
      </ul>
    </Section>
  );
}

function Look({
  counter,
  problem,
  nobody,
}: {
  counter: Counter;
  problem: Problem | undefined;
  nobody: boolean;
}) {
  const { text: t } = usePage();
  return (
    <Section title={t("counter.look")}>
      {nobody && (
        <Notice kind="attention" live title={t("counter.nobody")}>
          {t("counter.nobody.do")} <a href="/desk/identity">{t("counter.register")}</a>
        </Notice>
      )}
      <Form label={t("counter.look")} problem={problem} action={`/desk/counter/${counter.offerId}`} scanned>
        <input type="hidden" name="do" value="look" />
        <Field
          name="sign"
          label={t("counter.sign")}
          hint={t("counter.sign.hint")}
          autoComplete="off"
          problem={problem}
          autoFocus
        />
        <Button icon="search">{t("counter.look.do")}</Button>
      </Form>
    </Section>
  );
}

function useCalled() {
  const { text: t } = usePage();
  return ({ name, phone }: Person) => {
    const called = name ?? t("account.nameless");
    return phone
      ? t("counter.person", { name: called, phone })
      : t("counter.person.no-phone", { name: called });
  };
}

function Claim({
  counter,
  person,
  problem,
  values,
  chosen,
}: {
  counter: Counter;
  person: Person;
  problem: Problem | undefined;
  values: Record<string, string>;
  chosen: ReadonlySet<string>;
}) {
  const { text: t } = usePage();
  const called = useCalled()(person);
  const identity = `/desk/identity/${person.subject}?${new URLSearchParams({ organisation: counter.organisationId })}`;
  const seen = { href: identity, label: t("counter.person.see") };
  return (
    <Section title={t("counter.look")}>
      <div className="stack">
        <p>
          <b dir="auto">{called}</b> · <a href={`/desk/counter/${counter.offerId}`}>{t("counter.other")}</a>
        </p>
        <Form label={t("counter.do")} problem={problem && toldAtDesk(problem, seen)}>
          <input type="hidden" name="do" value="claim" />
          <input type="hidden" name="person" value={person.subject} />
          <Field
            name="size"
            type="number"
            min={1}
            chars={4}
            label={t("counter.size")}
            hint={t("counter.size.hint")}
            value={values.size ?? 1}
            problem={problem}
            autoFocus
          />
          {counter.zones && counter.zones.length > 0 && (
            <>
              <WheelchairField value={values.wheelchairs} max={counter.maxPerClaim} problem={problem} />
              <details open={chosen.size > 0}>
                <summary>{t("counter.seats")}</summary>
                <div className="stack-tight">
                  <p>{t("counter.seats.how")}</p>
                  <SeatLists zones={counter.zones} chosen={chosen} />
                </div>
              </details>
            </>
          )}
          <Button icon="check">{t("counter.do")}</Button>
        </Form>
      </div>
    </Section>
  );
}

/** Where a resident would be led to pages of their own, a clerk goes to what the counter can do for them; seats are chosen again here. */
function toldAtDesk({ next, ...told }: Problem, seen: NonNullable<Problem["next"]>): Problem {
  return next && !/^claim\.(seat|wheelchair)/.test(told.id) ? { ...told, next: seen } : told;
}

// texts: counter.done.confirmed counter.done.held
function Done({
  offerId,
  person,
  state,
  size,
  seats,
}: NonNullable<Counter["made"]> & { offerId: string; person: Person }) {
  const { text: t } = usePage();
  const called = useCalled()(person);
  return (
    <Notice kind="done" live title={t(`counter.done.${state}`, { name: called, size })}>
      {seats.length > 0 && <p>{t("counter.done.seats", { seats: t.formats.listText(seats) })}</p>}
      <a href={`/desk/counter/${offerId}`}>{t("counter.next")}</a>
    </Notice>
  );
}
