import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Field, Tick } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Facts, Table } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { personAtDesk } from "../identity/desk/contract.ts";
import { mergePersons, mergePlan } from "../merging/contract.ts";

type Person = AnswerOf<typeof personAtDesk>;
type Plan = AnswerOf<typeof mergePlan>;

function askedIn(request: Request) {
  const query = new URL(request.url).searchParams;
  return { organisation: query.get("organisation") ?? "", from: query.get("from") ?? "" };
}

export async function loader({ context, params, request }: LoadArgs) {
  const { call } = pageOf(context);
  const { organisation, from } = askedIn(request);
  const subject = params.subject ?? "";
  const plan = await call(mergePlan, { params: { subject }, query: { organisation, from } });
  const person = (one: string) => call(personAtDesk, { params: { subject: one }, query: { organisation } });
  return { plan, into: await person(subject), from: await person(from), organisation };
}

export async function action({ context, params, request }: ActArgs) {
  const form = await request.formData();
  const { organisation, from } = askedIn(request);
  const reason = said(form, "reason");
  try {
    const { subject } = await pageOf(context).call(
      mergePersons,
      {
        params: { subject: params.subject ?? "" },
        body: { organisation, from, proven: form.has("proven"), ...(reason && { reason }) },
      },
      keyOf(form),
    );
    return redirect(`/desk/identity/${subject}?${new URLSearchParams({ organisation, merged: "" })}`);
  } catch (error) {
    return formProblem(error, form);
  }
}

// texts: merge.likeness.*
/** Two accounts side by side, what joining them would do, and the joining: for good, so everything is said before. */
export default function DeskMerge({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  const { plan, into, from, organisation } = loaderData;
  const nameOf = ({ name }: Person) => name ?? t("account.nameless");
  const problem = actionData?.problem;
  const back = `/desk/identity/${into.subject}?${new URLSearchParams({ organisation })}`;
  const swapped = new URLSearchParams({ organisation, from: into.subject });
  return (
    <ShellDesk title={t("merge.title")} section="counter">
      <Trail label={t("people.trail")} items={[{ href: back, label: nameOf(into) }]} />
      <p>{t("merge.lead", { from: nameOf(from), into: nameOf(into) })}</p>
      <Section
        title={t("merge.into")}
        more={{ href: `/desk/identity/${from.subject}/merge?${swapped}`, label: t("merge.swap") }}
      >
        <Side person={into} />
      </Section>
      <Section title={t("merge.from")}>
        <Side person={from} />
      </Section>
      <Section title={t("merge.likeness")}>
        {plan.likenesses.length === 0 ? (
          <Notice kind="attention">{t("merge.likeness.none")}</Notice>
        ) : (
          <ul>
            {plan.likenesses.map((one) => (
              <li key={one}>{t(`merge.likeness.${one}`)}</li>
            ))}
          </ul>
        )}
      </Section>
      <Section title={t("merge.plan")}>
        <PlanTable plan={plan} />
      </Section>
      <Form problem={problem} label={t("merge.title")}>
        <Tick name="proven" label={t("merge.proven")} problem={problem} />
        <Field
          name="reason"
          label={t("merge.reason")}
          hint={t("publishing.reason.hint", { what: t("merge.reason.hint") })}
          value={actionData?.values.reason}
          problem={problem}
          optional
        />
        <div className="actions">
          <Button kind="refuse">{t("merge.do")}</Button>
          <ButtonLink kind="quiet" href={back}>
            {t("merge.keep")}
          </ButtonLink>
        </div>
      </Form>
    </ShellDesk>
  );
}

// texts: account.level.* document.kind.*
function Side({ person }: { person: Person }) {
  const { text: t } = usePage();
  return (
    <Facts
      items={[
        { term: t("account.name"), value: person.name ?? t("account.nameless") },
        { term: t("account.phone"), value: person.phone ?? t("identity.no-phone") },
        { term: t("account.level"), value: t(`account.level.${person.level}`) },
        ...person.documents.map(({ id, kind, lastFour }) => ({
          key: id,
          term: t(`document.kind.${kind}`),
          value: lastFour ?? "",
        })),
      ]}
    />
  );
}

function PlanTable({ plan }: { plan: Plan }) {
  const { text: t } = usePage();
  if (plan.moved.length === 0) return <p className="quiet">{t("merge.plan.nothing")}</p>;
  return (
    <Table
      caption={t("merge.plan")}
      hideCaption
      columns={[
        { key: "what", label: t("merge.what") },
        { key: "rows", label: t("merge.rows"), numeric: true },
        { key: "settled", label: t("merge.settled") },
      ]}
      rows={plan.moved.map(({ what, rows, settled }) => ({
        key: what,
        cells: [
          what,
          rows,
          settled.length > 0 && (
            <ul key="settled" className="plain stack-tight">
              {settled.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
          ),
        ],
      }))}
    />
  );
}
