import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table } from "#web/kit/list.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import {
  type ActArgs,
  formProblem,
  keyOf,
  type LoadArgs,
  numberOf,
  type PageProps,
  pageOf,
  said,
} from "#web/page.ts";
import type { Tried } from "#web/publishing.tsx";
import { problemOfReason, ReasonField, reasonFrom } from "#web/reason-field.tsx";
import { usePage } from "#web/text.tsx";
import {
  addCategory,
  addRound,
  appointJuror,
  decideEntry,
  deskContest,
  dismissJuror,
  putContest,
  setCategoryPlaces,
} from "../../contest/desk/contract.ts";
import { categoryFrom, contestFrom, roundFrom } from "./contest-form.ts";
import { CategoryForm, ContestForm, JurorForm, PlacesForm, RoundForm } from "./desk-forms.tsx";

export async function loader({ context, params, request }: LoadArgs) {
  const asked = new URL(request.url).searchParams;
  const after = asked.get("after");
  const query = { ...(after && { after }) };
  const view = await pageOf(context).call(deskContest, { params: { id: params.id ?? "" }, query });
  return { view, done: asked.has("done") };
}

export async function action({ context, params, request }: ActArgs) {
  const { call, city } = pageOf(context);
  const form = await request.formData();
  const key = keyOf(form);
  const event = { params: { id: params.id ?? "" } };
  const part = { params: { id: said(form, "id") } };
  const what = said(form, "do");
  try {
    const because = reasonFrom(form, what);
    const why = because && { reason: because };
    if (what === "contest")
      await call(putContest, { ...event, body: { ...contestFrom(form, city.zone), ...why } }, key);
    else if (what === "category")
      await call(addCategory, { ...event, body: { ...categoryFrom(form), ...why } }, key);
    else if (what === "places")
      await call(setCategoryPlaces, { ...part, body: { places: numberOf(form, "places"), ...why } }, key);
    else if (what === "round") await call(addRound, { ...part, body: roundFrom(form) }, key);
    else if (what === "juror")
      await call(appointJuror, { ...event, body: { name: said(form, "name") } }, key);
    else if (what === "dismiss")
      await call(dismissJuror, { ...part, body: { reason: reasonFrom(form, what) } }, key);
    else {
      const reason = reasonFrom(form, "refuse");
      const body = { accept: what === "accept", ...(what === "refuse" && reason && { reason }) };
      await call(decideEntry, { ...part, body }, key);
    }
  } catch (error) {
    return formProblem(error, form);
  }
  const after = new URL(request.url).searchParams.get("after");
  return redirect(
    `/desk/events/${params.id}/contest?${new URLSearchParams({ ...(after && { after }), done: "" })}`,
  );
}

export type DeskContestView = AnswerOf<typeof deskContest>;

/** A contest at the desk: rules and days, categories with their rounds, entries to decide about, the jury. */
export default function DeskContest({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { view, done } = loaderData;
  const { text: t } = usePage();
  const problem = actionData?.problem;
  const tried: Tried = { problem, values: actionData?.values ?? {} };
  const changes = view.can.includes("change");
  return (
    <ShellDesk title={t("contest.title", { title: view.event.title })} section="events">
      <div className="stack-wide">
        <Trail
          label={t("desk.trail")}
          items={[
            { href: "/desk/events", label: t("desk.events.title") },
            { href: `/desk/events/${view.event.id}`, label: view.event.title },
          ]}
        />
        {done && !problem && <Notice kind="done" live title={t("desk.done.edit")} />}
        {view.contest && (
          <>
            <Entries view={view} tried={tried} />
            <Section title={t("contest.categories")} id="categories">
              <div className="stack-wide">
                {view.categories.length === 0 && (
                  <Empty title={t("contest.no-categories")}>{t("contest.no-categories.do")}</Empty>
                )}
                {view.categories.map((category) => (
                  <Category key={category.id} category={category} view={view} tried={tried} />
                ))}
                {changes && <CategoryForm entered={view.total > 0} tried={tried} />}
              </div>
            </Section>
            <Jury view={view} tried={tried} />
          </>
        )}
        {changes ? (
          <ContestForm contest={view.contest} entered={view.total > 0} tried={tried} />
        ) : (
          !view.contest && <Empty title={t("contest.not-yet-made")}>{t("contest.not-yet-made.do")}</Empty>
        )}
      </div>
    </ShellDesk>
  );
}

// texts: contest.entry.state.*
function Entries({ view, tried }: { view: DeskContestView; tried: Tried }) {
  const { text: t } = usePage();
  const nameOf = new Map(view.categories.map(({ id, name }) => [id, name]));
  const waiting = view.entries.filter(({ state }) => state === "submitted");
  return (
    <Section
      title={t("contest.entries")}
      note={t("contest.entries-count", { count: view.total })}
      id="entries"
    >
      <div className="stack">
        {view.can.includes("decide") && waiting.length > 0 && (
          <ul className="plain stack">
            {waiting.map((entry) => (
              <li key={entry.id} className="card stack-tight">
                <Decide
                  entry={entry}
                  tried={tried.values.id === entry.id ? tried : { problem: undefined, values: {} }}
                />
              </li>
            ))}
          </ul>
        )}
        {view.total === 0 ? (
          <Empty title={t("contest.no-entries")}>{t("contest.no-entries.do")}</Empty>
        ) : (
          <Table
            caption={t("contest.entries")}
            hideCaption
            columns={[
              { key: "number", label: t("contest.entry-number"), numeric: true },
              { key: "title", label: t("contest.entry-title") },
              { key: "category", label: t("contest.category") },
              { key: "people", label: t("contest.people"), prose: true },
              { key: "state", label: t("desk.events.state") },
            ]}
            rows={view.entries.map((entry) => ({
              key: entry.id,
              cells: [
                entry.number,
                entry.link ? (
                  <a key="title" href={entry.link} rel="noreferrer" dir="auto">
                    {entry.title}
                  </a>
                ) : (
                  <bdi key="title">{entry.title}</bdi>
                ),
                <bdi key="category">{nameOf.get(entry.categoryId)}</bdi>,
                <span key="people">
                  {[...(entry.teamName ? [entry.teamName] : []), ...entry.members].map((name) => (
                    <bdi key={name}>{name} </bdi>
                  ))}
                </span>,
                <span key="state">
                  {t(`contest.entry.state.${entry.state}`)} {entry.reason && <bdi>{entry.reason}</bdi>}
                  {entry.short && <strong> {t("contest.short")}</strong>}
                </span>,
              ],
            }))}
          />
        )}
        {view.next && (
          <p>
            <a href={`/desk/events/${view.event.id}/contest?after=${view.next}#entries`}>
              {t("contest.more-entries")}
            </a>
          </p>
        )}
      </div>
    </Section>
  );
}

function Decide({
  entry,
  tried: { problem, values },
}: {
  entry: DeskContestView["entries"][number];
  tried: Tried;
}) {
  const { text: t } = usePage();
  const name = t("contest.numbered", { number: entry.number, title: entry.title });
  const refusing = problemOfReason(problem, "refuse");
  return (
    <>
      <h3 dir="auto">{name}</h3>
      {entry.description && <p dir="auto">{entry.description}</p>}
      <Form label={t("contest.accept-one", { name })} problem={values.do === "accept" ? problem : undefined}>
        <input type="hidden" name="do" value="accept" />
        <input type="hidden" name="id" value={entry.id} />
        <Button>{t("contest.accept")}</Button>
      </Form>
      <details open={values.do === "refuse"}>
        <summary>{t("contest.refuse")}</summary>
        <Form
          label={t("contest.refuse-one", { name })}
          problem={values.do === "refuse" ? refusing : undefined}
        >
          <input type="hidden" name="do" value="refuse" />
          <input type="hidden" name="id" value={entry.id} />
          <ReasonField
            of="refuse"
            hint={t("contest.refuse-hint")}
            value={values["reason.refuse"]}
            problem={refusing}
          />
          <Button kind="refuse">{t("contest.refuse")}</Button>
        </Form>
      </details>
    </>
  );
}

// texts: contest.stage.* contest.round.*
function Category({
  category,
  view,
  tried,
}: {
  category: DeskContestView["categories"][number];
  view: DeskContestView;
  tried: Tried;
}) {
  const { text: t } = usePage();
  const own = tried.values.id === category.id ? tried : { problem: undefined, values: {} };
  return (
    <div className="card stack-tight">
      <h3 dir="auto">{category.name}</h3>
      <p>{t("contest.taken-of", { taken: category.taken, places: category.places })}</p>
      <ul className="plain stack-tight">
        {category.rounds.map((round) => (
          <li key={round.id}>
            <a href={`/desk/contest-rounds/${round.id}`}>{t(`contest.stage.${round.stage}`)}</a>{" "}
            <span className="quiet">{t(`contest.round.${round.state}`)}</span>
          </li>
        ))}
      </ul>
      {view.can.includes("change") && (
        <details open={own.values.do === "places"}>
          <summary>{t("contest.set-places")}</summary>
          <PlacesForm category={category} entered={view.total > 0} tried={own} />
        </details>
      )}
      {view.can.includes("write") && (
        <details open={own.values.do === "round"}>
          <summary>{t("contest.add-round")}</summary>
          <RoundForm category={category} tried={own} />
        </details>
      )}
    </div>
  );
}

function Jury({ view, tried }: { view: DeskContestView; tried: Tried }) {
  const { text: t } = usePage();
  const decides = view.can.includes("decide");
  return (
    <Section title={t("contest.jury")} id="jury">
      <div className="stack">
        <p className="quiet">{t("contest.jury-hint")}</p>
        <ul className="plain stack">
          {view.jurors.map((juror) => {
            const own =
              tried.values.id === juror.id ? tried : { problem: undefined, values: {} as Tried["values"] };
            const problem = problemOfReason(own.problem, "dismiss");
            return (
              <li key={juror.id}>
                <bdi>{juror.name}</bdi>{" "}
                {juror.code ? (
                  t("contest.seat-code", { code: juror.code })
                ) : (
                  <span className="quiet">
                    {t(juror.ofHouse ? "contest.seat-taken-staff" : "contest.seat-taken")}
                  </span>
                )}
                {decides && (
                  <details open={own.problem !== undefined}>
                    <summary>{t("contest.dismiss")}</summary>
                    <Form label={t("contest.dismiss-one", { name: juror.name })} problem={problem}>
                      <input type="hidden" name="do" value="dismiss" />
                      <input type="hidden" name="id" value={juror.id} />
                      <ReasonField
                        of="dismiss"
                        hint={t("publishing.reason.kept")}
                        value={own.values["reason.dismiss"]}
                        problem={problem}
                      />
                      <Button kind="refuse">{t("contest.dismiss")}</Button>
                    </Form>
                  </details>
                )}
              </li>
            );
          })}
        </ul>
        {decides && <JurorForm tried={tried} />}
        <p>
          <a href="/jury">{t("jury.way")}</a>
        </p>
      </div>
    </Section>
  );
}
