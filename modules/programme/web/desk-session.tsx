import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Form } from "#web/kit/form.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { moment } from "#web/occasion.ts";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { problemOfReason, ReasonField, reasonFrom } from "#web/reason-field.tsx";
import { usePage } from "#web/text.tsx";
import {
  cancelSession,
  concernedBy,
  editSession,
  eventChoices,
  getDeskEvent,
  removeSession,
} from "../desk/contract.ts";
import { moveAnswers } from "../moved/contract.ts";
import { CutShortField, cutShortFrom } from "./cut-short-field.tsx";
import { FindPlaces } from "./event-fields.tsx";
import { SessionFields } from "./session-fields.tsx";
import { movedAlong, sessionFrom, sessionValues } from "./session-form.ts";

const nobody = { claims: 0, places: 0, arrived: 0, begun: false };

export async function loader({ context, params, request }: LoadArgs) {
  const { call } = pageOf(context);
  const id = params.id ?? "";
  const q = new URL(request.url).searchParams.get("place")?.trim() ?? "";
  const of = { params: { id }, query: params.session ? { session: params.session } : {} };
  const event = await call(getDeskEvent, of);
  const session = event.sessions.find((one) => one.id === params.session);
  if (!session || session.can.length === 0) throw redirect(`/desk/events/${id}`);
  const concerned = await call(concernedBy, { params: { id } });
  const query = { ...(q && { q }), ...(session.place && { with: session.place.id }) };
  return {
    event,
    session,
    q,
    choices: await call(eventChoices, { query }),
    answers: (await call(moveAnswers, { params: { id: session.id } })).move,
    concerned: concerned.sessions.find((one) => one.id === session.id) ?? nobody,
  };
}

export async function action({ context, params, request }: ActArgs) {
  const { call, city } = pageOf(context);
  const form = await request.formData();
  const of = { params: { id: params.session ?? "" } };
  const version = Number(form.get("version"));
  const what = said(form, "do");
  const reason = reasonFrom(form, what);
  const back = (done: string, told = 0) => redirect(`/desk/events/${params.id}?done=${done}&told=${told}`);
  const key = keyOf(form);
  try {
    switch (what) {
      case "remove":
        await call(removeSession, { ...of, query: { version } }, key);
        return back("remove");
      case "cancel": {
        const body = { version, reason, ...cutShortFrom(form) };
        return back("cancel-session", (await call(cancelSession, { ...of, body }, key)).told);
      }
      default: {
        const { sessions } = await call(getDeskEvent, {
          params: { id: params.id ?? "" },
          query: of.params.id ? { session: of.params.id } : {},
        });
        const was = sessions.find(({ id }) => id === params.session);
        const typed = sessionFrom(form, "session", city.zone);
        const session = was ? movedAlong(typed, was.text, city.zone) : typed;
        const body = { version, session, ...(reason && { reason }) };
        return back("edit-session", (await call(editSession, { ...of, body }, key)).told);
      }
    }
  } catch (error) {
    return formProblem(error, form);
  }
}

/** One session: changed, taken out of a draft, or cancelled in public; who is told stands beside the button. */
export default function DeskSession({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { event, session, choices, answers, concerned, q } = loaderData;
  const { text: t, city } = usePage();
  const problem = actionData?.problem;
  const tried = actionData?.values ?? {};
  const inPublic = event.state === "published";
  const problemOf = (name: string) => (tried.do === name ? problemOfReason(problem, name) : undefined);
  const when = t.formats.rangeText({ from: moment(session.text.startsAt), to: moment(session.text.endsAt) });
  return (
    <ShellDesk title={when} section="events" organisation={event.organiser.name}>
      <div className="stack-wide">
        <Trail
          label={t("desk.trail")}
          items={[
            { href: "/desk/events", label: t("desk.events.title") },
            { href: `/desk/events/${event.id}`, label: event.text.title },
          ]}
        />
        {answers && <p>{t("desk.session.answers", { ...answers, at: moment(answers.at) })}</p>}
        <FindPlaces q={q} />
        <Form label={t("desk.session.edit")} problem={problemOf("edit")}>
          <input type="hidden" name="do" value="edit" />
          <input type="hidden" name="version" value={event.version} />
          <SessionFields
            prefix="session"
            values={tried.do === "edit" ? tried : sessionValues(session.text, "session", city.zone)}
            choices={choices}
            problem={problemOf("edit")}
          />
          {inPublic && (
            <ReasonField
              of="edit"
              hint={t("desk.session.change-told", { count: concerned.claims })}
              value={tried["reason.edit"] ?? ""}
              problem={problemOf("edit")}
            />
          )}
          <Button>{t(inPublic ? "desk.event.change-do" : "desk.event.save")}</Button>
        </Form>
        {session.can.includes("remove") && (
          <Form label={t("desk.session.remove")} problem={problemOf("remove")}>
            <input type="hidden" name="do" value="remove" />
            <input type="hidden" name="version" value={event.version} />
            <Button kind="refuse">{t("desk.session.remove")}</Button>
          </Form>
        )}
        {session.can.includes("cancel") && (
          <Section title={t("desk.session.cancel")}>
            <p>{t("desk.session.cancel-means", { claims: concerned.claims, places: concerned.places })}</p>
            <Form label={t("desk.session.cancel")} problem={problemOf("cancel")}>
              <input type="hidden" name="do" value="cancel" />
              <input type="hidden" name="version" value={event.version} />
              <CutShortField sessions={[concerned]} value={tried.cutShort} problem={problemOf("cancel")} />
              <ReasonField
                of="cancel"
                hint={t("desk.reason-told")}
                value={tried["reason.cancel"] ?? ""}
                problem={problemOf("cancel")}
              />
              <Button kind="refuse">{t("desk.session.cancel")}</Button>
            </Form>
          </Section>
        )}
      </div>
    </ShellDesk>
  );
}
