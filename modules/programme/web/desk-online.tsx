import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { DateField, Field, TimeField } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { moment } from "#web/occasion.ts";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { getDeskEvent, previewEvent } from "../desk/contract.ts";
import { setStream } from "../online/contract.ts";
import { dropStreamKey, liveDesk, makeStreamKey } from "../online/live/contract.ts";
import { LiveMissing, OwnStream } from "./live/desk-live.tsx";
import { streamFrom, streamValues } from "./stream-form.ts";

export async function loader({ context, params, request }: LoadArgs) {
  const { call } = pageOf(context);
  const id = params.id ?? "";
  const { text, can } = await call(getDeskEvent, { params: { id }, query: {} });
  if (text.mode === "on-site") throw redirect(`/desk/events/${id}`);
  const { title, sessions } = await call(previewEvent, { params: { id } });
  const writes = can.includes("edit");
  return {
    id,
    title,
    sessions,
    writes,
    live: writes ? await call(liveDesk, { params: { id } }) : null,
    saved: new URL(request.url).searchParams.has("saved"),
  };
}

export async function action({ context, params, request }: ActArgs) {
  const { call, city } = pageOf(context);
  const form = await request.formData();
  const id = said(form, "session");
  const of = { params: { id } };
  try {
    switch (form.get("do")) {
      case "make-key": {
        const { key } = await call(makeStreamKey, { ...of, body: {} }, keyOf(form));
        return { session: id, key };
      }
      case "drop-key":
        await call(dropStreamKey, of, keyOf(form));
        break;
      default:
        await call(setStream, { ...of, body: streamFrom(form, city.zone) }, keyOf(form));
    }
  } catch (error) {
    return formProblem(error, form);
  }
  return redirect(`/desk/events/${params.id}/online?saved`);
}

/** What of an event is streamed: the times of each session, and its replay once it is over. */
export default function DeskOnline({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { id, title, sessions, writes, live, saved } = loaderData;
  const tried = actionData && "problem" in actionData ? actionData : null;
  const made = actionData && "key" in actionData ? actionData : null;
  const { text: t, city } = usePage();
  return (
    <ShellDesk title={t("stream.desk")} section="events">
      <div className="stack-wide">
        <Trail
          label={t("desk.trail")}
          items={[
            { href: "/desk/events", label: t("desk.events.title") },
            { href: `/desk/events/${id}`, label: title },
          ]}
        />
        {saved && !actionData && <Notice kind="done" live title={t("desk.series.done.saved")} />}
        {live && <LiveMissing live={live} />}
        {sessions.map((session) => {
          const again = tried?.values.session === session.id;
          const ofKey = tried?.values.do === "make-key" || tried?.values.do === "drop-key";
          const problem = again && !ofKey ? tried.problem : undefined;
          const values: Record<string, string> =
            again && !ofKey ? tried.values : streamValues(session, city.zone);
          const field = (name: string) => ({ name, value: values[name] ?? "", problem });
          const when = t.formats.rangeText({ from: moment(session.startsAt), to: moment(session.endsAt) });
          return (
            <Section key={session.id} title={when} note={session.label || undefined}>
              <div className="stack-wide">
                {writes ? (
                  <Form label={when} problem={problem}>
                    <input type="hidden" name="session" value={session.id} />
                    <p className="field-hint">{t("stream.times-hint")}</p>
                    <div className="row">
                      <DateField {...field("times.startsAt")} label={t("stream.from")} optional />
                      <TimeField {...field("times.startsAt.time")} label={t("desk.session.time")} optional />
                      <DateField {...field("times.endsAt")} label={t("stream.to")} optional />
                      <TimeField {...field("times.endsAt.time")} label={t("desk.session.time")} optional />
                    </div>
                    <Field
                      {...field("replayLink")}
                      type="url"
                      label={t("stream.replay-link")}
                      hint={t("stream.replay-hint")}
                      optional
                    />
                    <Button>{t("desk.event.save")}</Button>
                  </Form>
                ) : (
                  <p>{session.stream?.replay?.link ?? t("stream.no-replay")}</p>
                )}
                {live && (
                  <OwnStream
                    live={live}
                    session={{ id: session.id, when }}
                    made={made?.session === session.id ? made.key : null}
                    problem={again && ofKey ? tried.problem : undefined}
                  />
                )}
              </div>
            </Section>
          );
        })}
      </div>
    </ShellDesk>
  );
}
