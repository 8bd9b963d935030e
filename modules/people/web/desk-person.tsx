import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Choice, Field, Select, Tick } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table } from "#web/kit/list.tsx";
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
import { personAtDesk, showByGuardian, showDocument } from "../identity/desk/contract.ts";
import { alikePersons } from "../merging/contract.ts";
import { dated } from "./dated.ts";
import { PersonAgents } from "./desk-person-agents.tsx";
import { PersonFacts } from "./desk-person-facts.tsx";
import { DocumentFields, typedDocument } from "./document-fields.tsx";

type Person = AnswerOf<typeof personAtDesk>;
type Alike = AnswerOf<typeof alikePersons>["items"][number];

export async function loader({ context, params, request }: LoadArgs) {
  const query = new URL(request.url).searchParams;
  const organisation = query.get("organisation") ?? "";
  const { call } = pageOf(context);
  const asked = { params: { subject: params.subject ?? "" }, query: { organisation } };
  const person = await call(personAtDesk, asked);
  // The account asked for went into another: the address says where.
  if (person.subject !== params.subject)
    throw redirect(`/desk/identity/${person.subject}?${new URLSearchParams({ organisation, moved: "" })}`);
  const { items: alike } = await call(alikePersons, asked);
  const done = ["shown", "registered", "merged", "moved"].find((word) => query.has(word)) ?? null;
  return { person, alike, organisation, done };
}

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const organisation = new URL(request.url).searchParams.get("organisation") ?? "";
  const of = { params: { subject: params.subject ?? "" } };
  const ticked = { organisation, seen: form.has("seen"), consent: form.has("consent") };
  const correction = said(form, "correction");
  const back = (done: string) =>
    redirect(`/desk/identity/${params.subject}?${new URLSearchParams({ organisation, [done]: "" })}`);
  try {
    switch (form.get("do")) {
      case "by-guardian":
        await call(
          showByGuardian,
          { ...of, body: { ...ticked, relation: said(form, "relation") } },
          keyOf(form),
        );
        return back("shown");
      default:
        await call(showDocument, {
          ...of,
          body: {
            ...ticked,
            ...typedDocument(form),
            takeOver: form.has("takeOver"),
            ...(form.has("otherName") && {
              otherName: form.get("otherName") === "keep" ? ("keep" as const) : ("take" as const),
            }),
            ...(correction && { correction }),
            guardian: said(form, "guardian") || null,
          },
        });
        return back("shown");
    }
  } catch (error) {
    return formProblem(error, form);
  }
}

// texts: identity.done.*
/** The person at the counter: what they have shown, and the document they hold out now. */
export default function DeskPerson({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  const { person, alike, organisation, done } = loaderData;
  const values = actionData?.values ?? {};
  const failed = (what: string) => (values.do === what ? actionData?.problem : undefined);
  const corrects =
    failed("show")?.id === "document.correction-needed" ||
    (person.level >= 2 && failed("show")?.id === "document.other-name");
  const guardians = person.agents.filter(({ as }) => as === "guardian");
  return (
    <ShellDesk title={person.name ?? t("account.nameless")} section="counter">
      <Trail label={t("people.trail")} items={[{ href: "/desk/identity", label: t("identity.title") }]} />
      {done && <Notice kind="done" live title={t(`identity.done.${done}`)} />}
      <PersonFacts person={person} />
      {person.status === "active" && (
        <p>
          <a href={`/desk/identity/${person.subject}/eligibility?${new URLSearchParams({ organisation })}`}>
            {t("elig-desk.person.see")}
          </a>
        </p>
      )}
      <Documents person={person} />
      <PersonAgents person={person} organisation={organisation} />
      {alike.length > 0 && <AlikeList alike={alike} person={person} organisation={organisation} />}
      {person.status === "active" && (
        <Section title={t("identity.show")} id="show">
          <Form problem={failed("show")} label={t("identity.show")}>
            <p>{t("identity.show.lead")}</p>
            <input type="hidden" name="do" value="show" />
            <Elsewhere problem={failed("show")} person={person} organisation={organisation} />
            {(failed("show")?.id === "document.other-name" || values.otherName) && (
              <OtherNameField person={person} value={values.otherName} problem={failed("show")} />
            )}
            {(corrects || values.correction !== undefined) && (
              <Field
                name="correction"
                label={t("identity.correction")}
                hint={t("publishing.reason.hint", { what: t("identity.correction.hint") })}
                value={values.correction}
                problem={failed("show")}
                {...(failed("show")?.id === "document.other-name" && { optional: true as const })}
              />
            )}
            <DocumentFields problem={failed("show")} values={values} atDesk />
            <Tick name="seen" label={t("identity.seen")} problem={failed("show")} />
            <Tick name="consent" label={t("identity.consent")} problem={failed("show")} />
            <Button>{t("identity.show.do")}</Button>
          </Form>
        </Section>
      )}
      {person.born && guardians.length > 0 && (
        <Section title={t("identity.by-guardian")} id="by-guardian">
          <Form problem={failed("by-guardian")} label={t("identity.by-guardian")}>
            <p>{t("identity.by-guardian.lead")}</p>
            <input type="hidden" name="do" value="by-guardian" />
            <Select
              name="relation"
              label={t("identity.guardian")}
              value={values.relation ?? guardians[0]?.id}
              options={guardians.map(({ id, name, level }) => ({
                value: id,
                label: t("identity.guardian.of-level", {
                  name: name ?? t("account.nameless"),
                  level: level ?? 0,
                }),
              }))}
              problem={failed("by-guardian")}
            />
            <Tick name="seen" label={t("identity.by-guardian.seen")} problem={failed("by-guardian")} />
            <Tick name="consent" label={t("identity.by-guardian.consent")} problem={failed("by-guardian")} />
            <Button kind="quiet">{t("identity.show.do")}</Button>
          </Form>
        </Section>
      )}
    </ShellDesk>
  );
}

// texts: document.kind.* document.level.*
function Documents({ person }: { person: Person }) {
  const { text: t, city } = usePage();
  return (
    <Section title={t("documents.kept")}>
      {person.documents.length === 0 ? (
        <p className="quiet">{t("documents.none")}</p>
      ) : (
        <Table
          caption={t("documents.kept")}
          hideCaption
          columns={[
            { key: "kind", label: t("document.kind") },
            { key: "end", label: t("document.last-four") },
            { key: "level", label: t("account.level") },
            { key: "at", label: t("document.since") },
          ]}
          rows={person.documents.map((one) => ({
            key: one.id,
            cells: [
              t(`document.kind.${one.kind}`),
              one.lastFour ?? "",
              t(`document.level.${one.level}`),
              dated(t, city.zone, one.shownAt ?? one.confirmedAt ?? one.addedAt),
            ],
          }))}
        />
      )}
    </Section>
  );
}

// texts: merge.likeness.* refusal.merge.*
/** Accounts that may be the same person, why, and what speaks against joining them. */
function AlikeList({
  alike,
  person,
  organisation,
}: {
  alike: Alike[];
  person: Person;
  organisation: string;
}) {
  const { text: t } = usePage();
  return (
    <Section title={t("identity.alike")}>
      <ul className="plain stack">
        {alike.map((one) => (
          <li key={one.subject} className="card stack-tight">
            <h3>{one.name ?? t("account.nameless")}</h3>
            <ul className="small">
              {one.likenesses.map((likeness) => (
                <li key={likeness}>{t(`merge.likeness.${likeness}`)}</li>
              ))}
            </ul>
            {one.against ? (
              <p className="quiet small">{t(`refusal.${one.against}`)}</p>
            ) : (
              <p>
                <a href={mergeHref(person.subject, one.subject, organisation)}>{t("identity.alike.see")}</a>
              </p>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function mergeHref(into: string, from: string, organisation: string): string {
  return `/desk/identity/${into}/merge?${new URLSearchParams({ organisation, from })}`;
}

// texts: identity.other-name.*
/** The document has another name. A name that was compared before may stay beside it, as beside a passport's; a typed one gives way. */
function OtherNameField({
  person,
  value,
  problem,
}: {
  person: Person;
  value: string | undefined;
  problem: Problem | undefined;
}) {
  const { text: t } = usePage();
  if (person.level < 2)
    return <Tick name="otherName" label={t("identity.other-name.typed")} problem={problem} />;
  return (
    <Choice
      name="otherName"
      label={t("identity.other-name")}
      value={value}
      options={(["take", "keep"] as const).map((one) => ({
        value: one,
        label: t(`identity.other-name.${one}`, { name: person.name ?? "" }),
      }))}
      problem={problem}
    />
  );
}

/** The document is another account's: a way there, and, where it was only typed there, a way to take it. */
function Elsewhere({
  problem,
  person,
  organisation,
}: {
  problem: Problem | undefined;
  person: Person;
  organisation: string;
}) {
  const { text: t } = usePage();
  const subject = problem?.data?.subject;
  if (!subject) return null;
  return (
    <Notice kind="attention" title={t("identity.elsewhere")}>
      <div className="stack-tight">
        <p>
          <a href={`/desk/identity/${subject}?${new URLSearchParams({ organisation })}`}>
            {t("identity.elsewhere.see")}
          </a>
        </p>
        <p>
          <a href={mergeHref(person.subject, String(subject), organisation)}>
            {t("identity.elsewhere.merge")}
          </a>
        </p>
        {problem?.id === "document.typed-elsewhere" && (
          <Tick name="takeOver" label={t("identity.take-over")} />
        )}
      </div>
    </Notice>
  );
}
