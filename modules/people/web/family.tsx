import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { DateField, Field, Tick } from "#web/kit/field.tsx";
import { ErrorSummary, Form } from "#web/kit/form.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Section } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { day, moment } from "#web/occasion.ts";
import { ownPath } from "#web/own-path.ts";
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
  actFor,
  addOwnChild,
  askHelp,
  confirmHelping,
  endOneRelation,
  family,
  makeFamilyCode,
} from "../family/contract.ts";
import { dated } from "./dated.ts";
import { DemoMessages } from "./demo-messages.tsx";
import { PostButton } from "./post-button.tsx";

type Family = AnswerOf<typeof family>;
type Relation = Family["wards"][number];

export async function loader({ context, request }: LoadArgs) {
  const query = new URL(request.url).searchParams;
  const after = query.get("after");
  return {
    ...(await pageOf(context).call(family, { query: after ? { after } : {} })),
    attempt: query.get("attempt"),
    end: /^\d{4}$/.exec(query.get("end") ?? "")?.[0] ?? null,
    done: ["child", "help", "ended", "joined", "own", "erased"].find((word) => query.has(word)) ?? null,
  };
}

export async function action({ context, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const relation = said(form, "relation");
  const codeFor = async (id: string, opens: "guardianship" | "own-sign-in") => ({
    opens,
    ...(await call(makeFamilyCode, { params: { id }, body: { opens } })),
  });
  try {
    switch (form.get("do")) {
      case "act":
        await call(actFor, { body: { relation } });
        return redirect(ownPath(form.get("back"), "/my"));
      case "stop":
        await call(actFor, { body: { relation: null } });
        return redirect("/my/family");
      case "end":
        await call(endOneRelation, { params: { id: relation } }, keyOf(form));
        return redirect("/my/family?ended");
      case "share":
        return { made: await codeFor(relation, "guardianship") };
      case "let-sign-in":
        return { made: await codeFor(relation, "own-sign-in") };
      case "child":
        await call(
          addOwnChild,
          {
            body: {
              name: said(form, "name"),
              born: said(form, "born"),
              consent: form.has("consent"),
            },
          },
          keyOf(form),
        );
        return redirect("/my/family?child");
      case "code":
        await call(confirmHelping, {
          body: { attempt: said(form, "attempt"), code: said(form, "code") },
        });
        return redirect("/my/family?help");
      default: {
        const { attempt, phone } = await call(askHelp, { body: { phone: said(form, "phone") } });
        return redirect(`/my/family?${new URLSearchParams({ attempt, end: phone.slice(-4) })}#help`);
      }
    }
  } catch (error) {
    return formProblem(error, form);
  }
}

/** For whom one acts, who acts for oneself, a child of one's own, somebody to help. */
export default function FamilyPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  const { wards, next, agents, acting, can, attempt, end, done } = loaderData;
  const refusal = actionData && "problem" in actionData ? actionData : undefined;
  const made = actionData && "made" in actionData ? actionData.made : undefined;
  const failed = (what: string) => (refusal?.values.do === what ? refusal.problem : undefined);
  const general = ["act", "stop", "end", "share", "let-sign-in"].map(failed).find(Boolean);
  return (
    <ShellPortal title={t("family.title")} section="my">
      <div className="stack">
        <h1>{t("family.title")}</h1>
        {done && !made && <Notice kind="done" live title={t(`family.done.${done}`)} />}
        {general && <ErrorSummary problem={general} />}
        {made && <FamilyCode made={made} />}
        {acting && <ActingNow acting={acting} />}
      </div>
      <Section title={t("family.wards")}>
        {wards.length === 0 ? (
          <Empty title={t("family.wards.none")}>{t("family.wards.none.do")}</Empty>
        ) : (
          <ul className="plain stack">
            {wards.map((one) => (
              <OneRelation key={one.id} one={one} side="ward" />
            ))}
          </ul>
        )}
        {next && (
          <p>
            <a href={`/my/family?${new URLSearchParams({ after: next })}`}>{t("family.wards.more")}</a>
          </p>
        )}
      </Section>
      <Section title={t("family.agents")} more={{ href: "/my/acts", label: t("acts.title") }}>
        {agents.length === 0 ? (
          <p className="quiet">{t("family.agents.none")}</p>
        ) : (
          <ul className="plain stack">
            {agents.map((one) => (
              <OneRelation key={one.id} one={one} side="agent" />
            ))}
          </ul>
        )}
      </Section>
      {can.includes("add-child") && <NewChild problem={failed("child")} values={refusal?.values} />}
      {can.includes("add-child") && (
        <Section title={t("family.join")}>
          <p>
            {t("family.join.lead")} <a href="/my/family/join">{t("family.join.enter")}</a>
          </p>
        </Section>
      )}
      {can.includes("help") && (
        <Section title={t("family.help")} id="help">
          {attempt ? (
            <Form problem={failed("code")} label={t("family.help")}>
              <p>{end ? t("family.help.sent-to", { end }) : t("family.help.sent")}</p>
              <DemoMessages />
              <input type="hidden" name="do" value="code" />
              <input type="hidden" name="attempt" value={attempt} />
              <Field
                name="code"
                label={t("family.help.code")}
                problem={failed("code")}
                inputMode="numeric"
                autoComplete="off"
                chars={6}
              />
              <div className="actions">
                <Button>{t("family.help.confirm")}</Button>
                <ButtonLink kind="link" href="/my/family#help">
                  {t("sign-in.again")}
                </ButtonLink>
              </div>
            </Form>
          ) : (
            <Form problem={failed("help")} label={t("family.help")}>
              <p>{t("family.help.lead")}</p>
              <input type="hidden" name="do" value="help" />
              <Field
                name="phone"
                label={t("family.help.phone")}
                type="tel"
                inputMode="tel"
                autoComplete="off"
                chars={20}
                value={refusal?.values.phone}
                problem={failed("help")}
              />
              <Button kind="quiet">{t("family.help.ask")}</Button>
            </Form>
          )}
        </Section>
      )}
    </ShellPortal>
  );
}

type Made = AnswerOf<typeof makeFamilyCode> & { opens: "guardianship" | "own-sign-in" };

// texts: family.code.*
/** A code to give away, shown this once. */
function FamilyCode({ made }: { made: Made }) {
  const { text: t, city } = usePage();
  return (
    <Notice kind="done" live title={t(`family.code.${made.opens}`)}>
      <div className="stack-tight">
        <p>
          <code className="figures lead">{made.code}</code>
        </p>
        <p>{t(`family.code.${made.opens}.means`)}</p>
        <p>{t("family.code.until", { at: dated(t, city.zone, made.expiresAt) })}</p>
      </div>
    </Notice>
  );
}

// texts: family.done.* family.as.* family.acting.* family.consent.*
function ActingNow({ acting }: { acting: NonNullable<Family["acting"]> }) {
  const { text: t } = usePage();
  return (
    <Notice
      kind="attention"
      title={t(`family.acting.${acting.as}`, { name: acting.name ?? t("account.nameless") })}
    >
      {t("family.acting.means")}
    </Notice>
  );
}

function OneRelation({ one, side }: { one: Relation; side: "ward" | "agent" }) {
  const { text: t, city } = usePage();
  const name = one.name ?? t("account.nameless");
  // A consent may be a year old or end next year: the year is always said.
  const dayOf = (at: string) => t.formats.fullDayText(moment(at).toZonedDateTimeISO(city.zone).toPlainDate());
  return (
    <li className="card stack-tight" id={one.id}>
      <h3>{name}</h3>
      <p>{t(`family.as.${side}.${one.as}`)}</p>
      <p className="quiet small">
        {t(`family.consent.${one.consent}`, { at: dayOf(one.since) })}
        {one.until && ` · ${t("family.until", { at: dayOf(one.until) })}`}
        {one.born && ` · ${t("family.born", { day: t.formats.fullDayText(day(one.born)) })}`}
      </p>
      {one.otherGuardians.length > 0 && (
        <p className="quiet small">
          {t("family.other-guardian", {
            name: t.formats.listText(one.otherGuardians.map((other) => other ?? t("account.nameless"))),
          })}
        </p>
      )}
      <div className="row">
        {one.can.includes("act") && (
          <PostButton
            label={t("family.act-for", { name })}
            values={{ do: "act", relation: one.id }}
            kind="quiet"
          >
            {t("family.act")}
          </PostButton>
        )}
        {one.can.includes("share") && (
          <PostButton
            label={t("family.share-with", { name })}
            values={{ do: "share", relation: one.id }}
            kind="quiet"
          >
            {t("family.share")}
          </PostButton>
        )}
        {one.can.includes("let-sign-in") && (
          <PostButton
            label={t("family.let-sign-in-one", { name })}
            values={{ do: "let-sign-in", relation: one.id }}
            kind="quiet"
          >
            {t("family.let-sign-in")}
          </PostButton>
        )}
        {one.can.includes("end") && (
          <PostButton
            label={t("family.end-with", { name })}
            values={{ do: "end", relation: one.id }}
            kind="refuse"
          >
            {t(one.as === "guardian" ? "family.end.guardian" : "family.end")}
          </PostButton>
        )}
      </div>
    </li>
  );
}

function NewChild({
  problem,
  values = {},
}: {
  problem: Problem | undefined;
  values?: Record<string, string>;
}) {
  const { text: t } = usePage();
  const kept = problem ? values : {};
  return (
    <Section title={t("family.child")} id="child">
      <Form problem={problem} label={t("family.child")}>
        <p>{t("family.child.lead")}</p>
        <input type="hidden" name="do" value="child" />
        <Field
          name="name"
          label={t("family.child.name")}
          value={kept.name}
          problem={problem}
          autoComplete="off"
        />
        <DateField
          name="born"
          label={t("family.child.born")}
          hint={t("family.child.born.hint")}
          value={kept.born}
          problem={problem}
        />
        <Tick
          name="consent"
          label={t("family.child.consent")}
          checked={kept.consent === "yes"}
          problem={problem}
        />
        <Button kind="quiet">{t("family.child.do")}</Button>
      </Form>
    </Section>
  );
}
