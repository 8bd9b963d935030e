import { redirect } from "react-router";
import { ButtonLink } from "#web/kit/button.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { NextSteps, PublishingHistory, Way } from "#web/publishing.tsx";
import { reasonFrom } from "#web/reason-field.tsx";
import { stepFrom } from "#web/step-form.ts";
import { usePage } from "#web/text.tsx";
import {
  addSessions,
  cancelEvent,
  concernedBy,
  editEvent,
  eventChoices,
  getDeskEvent,
  setPermit,
  stepEvent,
} from "../desk/contract.ts";
import { openSlots, openTours } from "../exhibition/contract.ts";
import { cutShortFrom } from "./cut-short-field.tsx";
import { CancelEvent, EditEvent, NewSessions } from "./desk-forms.tsx";
import { Missing, SessionTable, Warnings } from "./desk-parts.tsx";
import { askedDay, DayPicks } from "./entry-days.tsx";
import { slotsFrom, toursFrom } from "./entry-form.ts";
import { FindPlaces } from "./event-fields.tsx";
import { eventFrom } from "./event-form.ts";
import { OpenEntry } from "./open-entry.tsx";
import { PermitForm, permitFrom } from "./permit-form.tsx";
import { listed, repeats, tickedDays } from "./repeat-fields.tsx";
import { onDays, sessionFrom } from "./session-form.ts";
import { withThese } from "./where-options.ts";

export async function loader({ context, params, request }: LoadArgs) {
  const { call } = pageOf(context);
  const search = new URL(request.url).searchParams;
  const id = params.id ?? "";
  const q = search.get("place")?.trim() ?? "";
  const event = await call(getDeskEvent, { params: { id }, query: askedDay(request) });
  const writes = event.can.includes("edit");
  const organiser = search.get("organiser")?.trim() ?? "";
  const query = {
    ...(q && { q }),
    ...(organiser && { organiser }),
    ...(event.place && { with: event.place.id }),
  };
  const choices = writes ? await call(eventChoices, { query }) : null;
  return {
    event,
    q,
    organiser,
    // Who is joint already stays among them, whatever was looked for.
    choices: choices && { ...choices, all: withThese(choices.all, event.jointOrganisers) },
    concerned: event.can.includes("cancel") ? await call(concernedBy, { params: { id } }) : null,
    done: search.get("done"),
    told: Number(search.get("told") ?? 0),
  };
}

export async function action({ context, params, request }: ActArgs) {
  const { call, city } = pageOf(context);
  const form = await request.formData();
  const of = { params: { id: params.id ?? "" } };
  const version = Number(form.get("version"));
  const what = said(form, "do");
  const reason = reasonFrom(form, what);
  const back = (done: string, told = 0) => redirect(`/desk/events/${params.id}?done=${done}&told=${told}`);
  const key = keyOf(form);
  try {
    switch (what) {
      case "edit": {
        const { text } = await call(getDeskEvent, { ...of, query: {} });
        const body = { version, event: eventFrom(form, text), ...(reason && { reason }) };
        return back("edit", (await call(editEvent, { ...of, body }, key)).told);
      }
      case "plan-sessions":
        return await listed(call, of, form, city.zone);
      case "add-sessions": {
        // What repeats is listed before it is saved; what is saved is what was ticked in the list.
        if (repeats(form) && !form.has("listed")) return await listed(call, of, form, city.zone);
        const first = sessionFrom(form, "sessions.0", city.zone);
        const sessions = repeats(form) ? onDays(first, tickedDays(form), city.zone) : [first];
        await call(addSessions, { ...of, body: { version, sessions, ...(reason && { reason }) } }, key);
        return back("add-sessions");
      }
      case "open-slots":
        await call(
          openSlots,
          { ...of, body: { ...slotsFrom(form), version, ...(reason && { reason }) } },
          key,
        );
        return back("add-sessions");
      case "open-tours":
        await call(
          openTours,
          { ...of, body: { ...toursFrom(form), version, ...(reason && { reason }) } },
          key,
        );
        return back("add-sessions");
      case "permit": {
        await call(
          setPermit,
          { ...of, body: { version, permit: permitFrom(form), ...(reason && { reason }) } },
          key,
        );
        return back("permit");
      }
      case "cancel": {
        const body = { version, reason, ...cutShortFrom(form) };
        return back("cancel", (await call(cancelEvent, { ...of, body }, key)).told);
      }
      default: {
        const body = stepFrom(form, city.zone);
        return back(body.step, (await call(stepEvent, { ...of, body }, key)).told);
      }
    }
  } catch (error) {
    return formProblem(error, form);
  }
}

// texts: desk.done.*
/** One event at the desk: where it stands, what to do now, its sessions, its words, who did what. */
export default function DeskEvent({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { event, choices, concerned, done, told, q, organiser } = loaderData;
  const { text: t } = usePage();
  const problem = actionData?.problem;
  const values = actionData?.values ?? {};
  const planned = actionData && "planned" in actionData ? actionData.planned : null;
  const tried = { problem, values };
  return (
    <ShellDesk
      title={event.text.title}
      section="events"
      organisation={event.organiser.name}
      actions={
        <ButtonLink
          kind="quiet"
          href={event.state === "published" ? `/events/${event.id}` : `/desk/events/${event.id}/preview`}
        >
          {t(event.state === "published" ? "desk.event.public-page" : "desk.event.preview")}
        </ButtonLink>
      }
    >
      <div className="stack-wide">
        <Trail label={t("desk.trail")} items={[{ href: "/desk/events", label: t("desk.events.title") }]} />
        {done && !problem && (
          <Notice kind="done" live title={t(`desk.done.${done}`)}>
            {told > 0 && t("desk.told", { count: told })}
          </Notice>
        )}
        {event.cancelledBecause && (
          <Notice kind="refused" title={t("event.cancelled")}>
            {event.cancelledBecause}
          </Notice>
        )}
        <Way thing={event} />
        <Missing event={event} />
        <Warnings event={event} />
        <NextSteps
          thing={event}
          ready={event.missing.length === 0}
          tried={tried}
          withdrawHint={t("desk.reason-told")}
        />
        {(event.text.kind === "contest" || event.text.kind === "sport") && (
          <p>
            <ButtonLink kind="quiet" href={`/desk/events/${event.id}/contest`}>
              {t("desk.event.contest")}
            </ButtonLink>
          </p>
        )}
        {choices && event.text.kind === "exhibition" && (
          <p>
            <a href={`/desk/guides/${event.id}`}>{t("guide.desk")}</a>
          </p>
        )}
        {(event.state === "published" || event.state === "withdrawn") && (
          <p>
            <a href={`/desk/events/${event.id}/feedback`}>{t("desk.event.feedback")}</a>
          </p>
        )}
        <PermitForm event={event} tried={tried} />
        <Section title={t("event.sessions")} id="sessions">
          {event.entry && (
            <div className="stack" id="entry">
              <DayPicks entry={event.entry} href={`/desk/events/${event.id}`} />
            </div>
          )}
          <SessionTable event={event} />
          {event.text.mode !== "on-site" && (
            <p>
              <a href={`/desk/events/${event.id}/online`}>{t("stream.desk")}</a>
            </p>
          )}
          {choices && <NewSessions event={event} choices={choices} tried={tried} planned={planned} />}
          {choices && event.text.kind === "exhibition" && <OpenEntry event={event} tried={tried} />}
        </Section>
        {choices && (
          <Section title={t("desk.event.words")} id="words">
            <FindPlaces q={q} organiser={{ words: organiser, more: choices.moreOrganisers }} />
            <EditEvent event={event} choices={choices} tried={tried} places={concerned?.claims ?? 0} />
          </Section>
        )}
        {concerned && <CancelEvent event={event} concerned={concerned} tried={tried} />}
        <PublishingHistory thing={event} />
      </div>
    </ShellDesk>
  );
}
