import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { createEvent, eventChoices } from "../desk/contract.ts";
import { EventFields, FindPlaces } from "./event-fields.tsx";
import { eventFrom } from "./event-form.ts";

export async function loader({ context, request }: LoadArgs) {
  const search = new URL(request.url).searchParams;
  const q = search.get("place")?.trim() ?? "";
  const organiser = search.get("organiser")?.trim() ?? "";
  const query = { ...(q && { q }), ...(organiser && { organiser }) };
  return { q, organiser, choices: await pageOf(context).call(eventChoices, { query }) };
}

export async function action({ context, request }: ActArgs) {
  const form = await request.formData();
  try {
    const body = { organisationId: said(form, "organisationId"), event: eventFrom(form), sessions: [] };
    const { id } = await pageOf(context).call(createEvent, { body }, keyOf(form));
    return redirect(`/desk/events/${id}#sessions`);
  } catch (error) {
    return formProblem(error, form);
  }
}

/** A new event: its words first, its sessions on the next page. */
export default function NewEvent({
  loaderData: { q, organiser, choices },
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  const problem = actionData?.problem;
  const values = actionData?.values ?? {};
  return (
    <ShellDesk title={t("desk.events.new")} section="events">
      <div className="stack">
        <Trail label={t("desk.trail")} items={[{ href: "/desk/events", label: t("desk.events.title") }]} />
        <FindPlaces q={q} organiser={{ words: organiser, more: choices.moreOrganisers }} />
        <Form label={t("desk.events.new")} problem={problem}>
          <Select
            name="organisationId"
            label={t("event.organiser")}
            hint={t("desk.event.owner-hint")}
            value={values.organisationId ?? choices.organisations[0]?.id}
            options={optionsOf(choices.organisations)}
            problem={problem}
          />
          <EventFields values={values} choices={choices} problem={problem} />
          <Button>{t("desk.event.save-draft")}</Button>
        </Form>
      </div>
    </ShellDesk>
  );
}
