import { redirect } from "react-router";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { ErrorSummary, Form } from "#web/kit/form.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { type ActArgs, formProblem, type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { deskOpenings } from "../../contract.ts";
import { openingsText } from "../openings-text.ts";
import { doorAction } from "./door-action.ts";
import { DoorButton, JustDone } from "./door-button.tsx";

const shownDays = 30;

export async function loader({ context, request }: LoadArgs) {
  const { searchParams } = new URL(request.url);
  const q = searchParams.get("q")?.trim() ?? "";
  const after = searchParams.get("after");
  const page = await pageOf(context).call(deskOpenings, {
    query: { limit: 30, ...(q && { q }), ...(after && { after }) },
  });
  return { page, q, done: searchParams.get("done"), withdrawn: searchParams.has("withdrawn") };
}

export async function action({ context, request }: ActArgs) {
  const form = await request.formData();
  try {
    return redirect(`/desk/openings${await doorAction(pageOf(context).call, form)}`);
  } catch (error) {
    return formProblem(error, form);
  }
}

/** The doors somebody opens and closes: for a one-person station this is one name and one button. */
export default function DeskOpenings({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText();
  const { page, q, done, withdrawn } = loaderData;
  const justDone = page.items.find(({ last }) => last?.id === done);
  const many = page.items.length > 5 || page.next !== null || q !== "";
  return (
    <ShellDesk title={t("place.door.title")} section="today">
      <div className="stack">
        <Trail label={t("place.trail")} items={[{ href: "/desk/places", label: t("place.desk.title") }]} />
        {actionData && <ErrorSummary problem={actionData.problem} />}
        {justDone?.last && !actionData && <JustDone placeId={justDone.id} done={justDone.last} />}
        {withdrawn && !actionData && <Notice kind="done" live title={t("place.door.withdrawn")} />}
        {many && (
          <Form method="get" action="/desk/openings" label={t("place.list.find")}>
            <Field name="q" type="search" label={t("place.list.words")} value={q} optional />
            <Button kind="quiet" icon="search">
              {t("place.list.find")}
            </Button>
          </Form>
        )}
        {page.items.length === 0 && (
          <Empty title={t(q === "" ? "place.desk.none" : "place.list.nothing")}>
            {q !== "" && <a href="/desk/openings">{t("place.list.all")}</a>}
          </Empty>
        )}
        {page.items.map((place) => (
          <Section
            key={place.id}
            title={place.name}
            note={
              place.today.length > 0
                ? t("place.door.posted", {
                    hours: place.today.map(({ from, to }) => `${from}–${to}`).join(" "),
                  })
                : t("place.door.posted-none")
            }
            more={{ href: `/desk/places/${place.id}/openings`, label: t("place.desk.tab.openings") }}
          >
            <DoorButton placeId={place.id} name={place.name} last={place.last} />
            <p className="quiet small">{openingsText(t, { ...place, days: shownDays })?.join(" ")}</p>
          </Section>
        ))}
        {page.next && (
          <p>
            <ButtonLink
              kind="quiet"
              href={`/desk/openings?${new URLSearchParams({ ...(q && { q }), after: page.next })}`}
            >
              {t("place.list.more")}
            </ButtonLink>
          </p>
        )}
      </div>
    </ShellDesk>
  );
}
