import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Field, Select, Tick } from "#web/kit/field.tsx";
import { ErrorSummary, Form } from "#web/kit/form.tsx";
import { Facts } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { State } from "#web/kit/state.tsx";
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
} from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import {
  appealEligibility,
  askEligibility,
  ownEligibility,
  withdrawEligibility,
} from "../eligibility/contract.ts";
import { type OwnCheck, standingKinds } from "./eligibility-state.ts";
import { PostButton } from "./post-button.tsx";

export async function loader({ context, params, request }: LoadArgs) {
  const { call, actor } = pageOf(context);
  const query = new URL(request.url).searchParams;
  const { checks, documents, name, under14 } = await call(ownEligibility, {});
  const check = checks.find(({ code }) => code === params.code);
  if (!check) throw redirect("/my/eligibility");
  return {
    check,
    name,
    under14,
    // A guardian's document tells nobody outside who the child is.
    documents: documents.filter(({ kind, level }) => kind !== "by-guardian" && level >= check.level),
    acting: actor.onBehalfOf,
    done: ["asked", "withdrawn", "appealed"].find((word) => query.has(word)) ?? null,
  };
}

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const of = { params: { check: params.code ?? "" } };
  const back = (done: string) => redirect(`/my/eligibility/${params.code}?${done}`);
  try {
    switch (form.get("do")) {
      case "withdraw":
        await call(withdrawEligibility, { ...of, body: {} }, keyOf(form));
        return back("withdrawn");
      case "appeal": {
        const decision = { params: { id: said(form, "decision") }, body: { words: said(form, "words") } };
        await call(appealEligibility, decision, keyOf(form));
        return back("appealed");
      }
      default: {
        const body = {
          document: said(form, "document"),
          number: said(form, "number"),
          name: said(form, "name"),
          country: said(form, "country") || null,
          consent: form.has("consent"),
        };
        await call(askEligibility, { ...of, body });
        return back("asked");
      }
    }
  } catch (error) {
    return formProblem(error, form);
  }
}

// texts: eligibility.done.* eligibility.standing.*
/** One rule: how one stands and why, what is asked of whom, the consent, the other ways, the appeal. */
export default function EligibilityOne({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  const { check, acting, done } = loaderData;
  const values = actionData?.values ?? {};
  const failed = (what: string) => (values.do === what ? actionData?.problem : undefined);
  return (
    <ShellPortal title={check.name} section="my">
      <div className="stack">
        <Trail
          label={t("people.trail")}
          items={[
            { href: "/my/account", label: t("account.title") },
            { href: "/my/eligibility", label: t("eligibility.title") },
          ]}
        />
        <h1>{check.name}</h1>
        {done && (done !== "asked" || check.standing === "waiting") && (
          <Notice kind="done" live title={t(`eligibility.done.${done}`)} />
        )}
        {failed("withdraw") && <ErrorSummary problem={failed("withdraw") as Problem} />}
        {acting && <p>{t("eligibility.acting", { name: acting })}</p>}
        <p>
          <State kind={standingKinds[check.standing]}>{t(`eligibility.standing.${check.standing}`)}</State>
        </p>
        {check.standing !== "none" && <p>{check.explain}</p>}
        {check.can.includes("withdraw") && (
          <div className="stack-tight">
            <PostButton label={t("eligibility.withdraw")} values={{ do: "withdraw" }} kind="refuse">
              {t("eligibility.withdraw")}
            </PostButton>
            <p className="quiet small">{t("eligibility.withdraw.means")}</p>
          </div>
        )}
        <Terms check={check} />
      </div>
      {(check.appeal || check.can.includes("appeal")) && (
        <Appeal check={check} problem={failed("appeal")} words={values.words} />
      )}
      <Section title={t("eligibility.ways")} id="ways">
        <div className="stack">
          <p>{t("eligibility.ways.lead")}</p>
          <ul className="plain stack">
            {check.ways.map((way) => (
              <li key={way.code} className="card stack-tight">
                <h3>{way.name}</h3>
                <p>{way.says}</p>
              </li>
            ))}
          </ul>
        </div>
      </Section>
      <Ask loaded={loaderData} problem={failed("ask")} values={values} />
    </ShellPortal>
  );
}

// texts: eligibility.outage.*
function Terms({ check }: { check: OwnCheck }) {
  const { text: t } = usePage();
  const { owner, version, validDays, grantDays } = check;
  return (
    <Facts
      items={[
        { term: t("eligibility.why"), value: check.purpose },
        { term: t("eligibility.asks"), value: check.asks },
        { term: t("eligibility.asked-of"), value: check.askedOf },
        { term: t("eligibility.valid"), value: t("eligibility.days", { days: validDays }) },
        {
          term: t("eligibility.outage"),
          value: t(`eligibility.outage.${check.outage}`, { days: grantDays ?? 0 }),
        },
        { term: t("eligibility.owner"), value: t("eligibility.owner.version", { owner, version }) },
      ]}
    />
  );
}

// texts: eligibility.appeal.outcome.*
function Appeal({
  check,
  problem,
  words,
}: {
  check: OwnCheck;
  problem: Problem | undefined;
  words: string | undefined;
}) {
  const { text: t } = usePage();
  const { appeal } = check;
  return (
    <Section title={t("eligibility.appeal")} id="appeal">
      {appeal ? (
        <Facts
          items={[
            { term: t("eligibility.appeal.yours"), value: appeal.words },
            { term: t("eligibility.appeal.due"), value: t.formats.fullDayText(day(appeal.dueOn)) },
            {
              term: t("eligibility.appeal.outcome"),
              value: t(`eligibility.appeal.outcome.${appeal.outcome ?? "waiting"}`),
            },
            ...(appeal.answer ? [{ term: t("eligibility.appeal.answer"), value: appeal.answer }] : []),
          ]}
        />
      ) : (
        <Form problem={problem} label={t("eligibility.appeal")}>
          <p>{t("eligibility.appeal.lead", { owner: check.owner, days: check.appealDays })}</p>
          <input type="hidden" name="do" value="appeal" />
          <input type="hidden" name="decision" value={check.decision ?? ""} />
          <Field
            name="words"
            label={t("eligibility.appeal.words")}
            lines={4}
            value={words}
            problem={problem}
          />
          <Button kind="quiet">{t("eligibility.appeal.do")}</Button>
        </Form>
      )}
    </Section>
  );
}

// texts: document.kind.* refusal.eligibility.*
function Ask({
  loaded: { check, documents, name, under14 },
  problem,
  values,
}: {
  loaded: PageProps<typeof loader>["loaderData"];
  problem: Problem | undefined;
  values: Record<string, string>;
}) {
  const { text: t } = usePage();
  const of = check.askedOf;
  const [only, ...others] = documents;
  if (!check.can.includes("ask")) {
    const why = check.notAsked;
    if (!why || why === "eligibility.standing" || why === "eligibility.waiting") return null;
    return (
      <Section title={t("eligibility.ask")} id="ask">
        <Notice kind="quiet" title={t(`refusal.${why}`)}>
          {t(`refusal.${why}.do`, { until: check.askFrom ? t.formats.fullDayText(day(check.askFrom)) : "" })}
        </Notice>
      </Section>
    );
  }
  return (
    <Section title={t("eligibility.ask")} id="ask">
      {only ? (
        <Form problem={problem} label={t("eligibility.ask")}>
          <p>{t("eligibility.ask.lead")}</p>
          <input type="hidden" name="do" value="ask" />
          {others.length === 0 ? (
            <input type="hidden" name="document" value={only.id} />
          ) : (
            <Select
              name="document"
              label={t("eligibility.ask.document")}
              value={values.document ?? only.id}
              options={documents.map(({ id, kind, lastFour }) => ({
                value: id,
                label: t("document.ending", { kind: t(`document.kind.${kind}`), end: lastFour ?? "" }),
              }))}
              problem={problem}
            />
          )}
          <Field name="name" label={t("document.name")} value={values.name ?? name ?? ""} problem={problem} />
          <Field
            name="number"
            label={t("document.number")}
            autoComplete="off"
            value={values.number}
            problem={problem}
          />
          {documents.some(({ kind }) => kind === "passport") && (
            <Field
              name="country"
              label={t("document.country")}
              hint={t("document.country.hint")}
              chars={4}
              value={values.country}
              problem={problem}
              optional
            />
          )}
          <Tick
            name="consent"
            label={t(under14 ? "eligibility.ask.consent.under-14" : "eligibility.ask.consent", { of })}
            problem={problem}
          />
          <Button>{t("eligibility.ask.do")}</Button>
        </Form>
      ) : (
        <Notice kind="quiet" title={t("eligibility.ask.level", { need: check.level })}>
          {t("eligibility.ask.level.how")}{" "}
          <a href={`/my/documents?need=${check.level}`}>{t("eligibility.ask.level.do")}</a>
        </Notice>
      )}
    </Section>
  );
}
