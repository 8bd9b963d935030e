import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { DateField, Field, TimeField } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { moment } from "#web/occasion.ts";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { getDeskEvent, previewEvent } from "../desk/contract.ts";
import { setStream } from "../online/contract.ts";
import { streamFrom, streamValues } from "./stream-form.ts";

export async function loader({ context, params, request }: LoadArgs) {
  const { call } = pageOf(context);
  const id = params.id ?? "";
  const { text, can } = await call(getDeskEvent, { params: { id }, query: {} });
  if (text.mode === "on-site") throw redirect(`/desk/events/${id}`);
  const { title, sessions } = await call(previewEvent, { params: { id } });
  return {
    id,
    title,
    sessions,
    writes: can.includes("edit"),
    saved: new URL(request.url).searchParams.has("saved"),
  };
}

export async function action({ context, params, request }: ActArgs) {
  const { call, city } = pageOf(context);
  const form = await request.formData();
  const id = String(form.get("session") ?? "");
  try {
    await call(setStream, { params: { id }, body: streamFrom(form, city.zone) }, keyOf(form));
  } catch (error) {
    return formProblem(error, form);
  }
  return redirect(`/desk/events/${params.id}/online?saved`);
}

/** What of an event is streamed: the times of each session, and its replay once it is over. */
export default function DeskOnline({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { id, title, sessions, writes, saved } = loaderData;
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
        {sessions.map((session) => {
          const again = actionData?.values.session === session.id;
          const problem = again ? actionData?.problem : undefined;
          const values: Record<string, string> = again ? actionData.values : streamValues(session, city.zone);
          const field = (name: string) => ({ name, value: values[name] ?? "", problem });
          const when = t.formats.rangeText({ from: moment(session.startsAt), to: moment(session.endsAt) });
          return (
            <Section key={session.id} title={when} note={session.label || undefined}>
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
            </Section>
          );
        })}
      </div>
    </ShellDesk>
  );
}
