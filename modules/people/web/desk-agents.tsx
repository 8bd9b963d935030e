import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { DateField, Field, Tick } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
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
import { endAtDesk, notePaperOf } from "../family/contract.ts";
import { personAtDesk } from "../identity/desk/contract.ts";
import { type Agent, AgentLine } from "./desk-person-agents.tsx";

export async function loader({ context, params, request }: LoadArgs) {
  const query = new URL(request.url).searchParams;
  const organisation = query.get("organisation") ?? "";
  const person = await pageOf(context).call(personAtDesk, {
    params: { subject: params.subject ?? "" },
    query: { organisation },
  });
  return { person, organisation, done: ["noted", "ended"].find((word) => query.has(word)) ?? null };
}

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const subject = params.subject ?? "";
  const organisation = new URL(request.url).searchParams.get("organisation") ?? "";
  const at = { organisation, seen: form.has("seen") };
  const back = (done: string) =>
    redirect(`/desk/identity/${subject}/agents?${new URLSearchParams({ organisation, [done]: "" })}`);
  try {
    if (form.get("do") === "paper") {
      const body = {
        ...at,
        helper: said(form, "helper"),
        paper: said(form, "paper"),
        through: said(form, "through"),
      };
      await call(notePaperOf, { params: { subject }, body }, keyOf(form));
      return back("noted");
    }
    await call(
      endAtDesk,
      {
        params: { subject, relation: said(form, "relation") },
        body: { ...at, reason: said(form, "reason") },
      },
      keyOf(form),
    );
    return back("ended");
  } catch (error) {
    return formProblem(error, form);
  }
}

// texts: agents.done.*
/** 谁可以代为办理: a relation is ended with a document and a reason, a paper consent is noted. */
export default function DeskAgents({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  const { person, organisation, done } = loaderData;
  const values = actionData?.values ?? {};
  const failed = (what: string) => (values.do === what ? actionData?.problem : undefined);
  const name = person.name ?? t("account.nameless");
  const guardians = person.agents.filter(({ as }) => as === "guardian").length;
  return (
    <ShellDesk title={t("agents.of", { name })} section="counter">
      <div className="stack">
        <Trail
          label={t("people.trail")}
          items={[
            { href: "/desk/identity", label: t("identity.title") },
            {
              href: `/desk/identity/${person.subject}?${new URLSearchParams({ organisation })}`,
              label: name,
            },
          ]}
        />
        {done && <Notice kind="done" live title={t(`agents.done.${done}`)} />}
        {person.agents.length === 0 ? (
          <p className="quiet">{t("agents.none")}</p>
        ) : (
          <ul className="plain stack">
            {person.agents.map((agent) => (
              <OneAgent
                key={agent.id}
                agent={agent}
                last={agent.as === "guardian" && guardians === 1}
                problem={values.relation === agent.id ? failed("end") : undefined}
                values={values}
              />
            ))}
          </ul>
        )}
      </div>
      {person.status === "active" && (
        <Section title={t("helping.title")} id="paper">
          <Form problem={failed("paper")} label={t("helping.title")}>
            <p>{t("helping.lead")}</p>
            <input type="hidden" name="do" value="paper" />
            <Field
              name="helper"
              label={t("helping.helper")}
              hint={t("helping.helper.hint")}
              autoComplete="off"
              chars={20}
              value={values.helper}
              problem={failed("paper")}
            />
            <Field
              name="paper"
              label={t("helping.paper")}
              hint={t("helping.paper.hint")}
              autoComplete="off"
              chars={20}
              value={values.paper}
              problem={failed("paper")}
            />
            <DateField
              name="through"
              label={t("helping.through")}
              hint={t("helping.through.hint")}
              value={values.through}
              problem={failed("paper")}
            />
            <Tick name="seen" label={t("identity.seen")} problem={failed("paper")} />
            <Button>{t("helping.do")}</Button>
          </Form>
        </Section>
      )}
    </ShellDesk>
  );
}

function OneAgent({
  agent,
  last,
  problem,
  values,
}: {
  agent: Agent;
  last: boolean;
  problem: Problem | undefined;
  values: Record<string, string>;
}) {
  const { text: t } = usePage();
  const name = agent.name ?? t("account.nameless");
  return (
    <li className="card stack-tight">
      <h2>{name}</h2>
      <AgentLine agent={agent} />
      <details open={problem !== undefined}>
        <summary>{t("agents.end")}</summary>
        <Form problem={problem} label={t("family.end-with", { name })}>
          <p>{t(last ? "agents.end.last-guardian" : "agents.end.lead")}</p>
          <input type="hidden" name="do" value="end" />
          <input type="hidden" name="relation" value={agent.id} />
          <Field
            name="reason"
            label={t("agents.reason")}
            hint={t("publishing.reason.hint", { what: t("agents.reason.hint") })}
            value={problem ? values.reason : undefined}
            problem={problem}
          />
          <Tick name="seen" label={t("agents.seen")} problem={problem} />
          <Button kind="refuse">{t("agents.end.do")}</Button>
        </Form>
      </details>
    </li>
  );
}
