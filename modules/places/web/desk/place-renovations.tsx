import { redirect } from "react-router";
import { Temporal } from "temporal-polyfill";
import { Table } from "#web/kit/list.tsx";
import { Section } from "#web/kit/section.tsx";
import { State } from "#web/kit/state.tsx";
import { moment } from "#web/occasion.ts";
import { type ActArgs, keyOf, type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage, useText } from "#web/text.tsx";
import { deskPlace, deskPlaceRenovations, planRenovation } from "../../contract.ts";
import { DeskFrame, doneIn } from "./frame.tsx";
import { refusedWith } from "./refused.ts";
import { moneyNamed, type Plan, PlanForm, type Project, planIn } from "./renovation-forms.tsx";
import { plannedText, projectKinds, yuanText } from "./renovation-words.ts";

export async function loader({ context, params, request }: LoadArgs) {
  const { call } = pageOf(context);
  const input = { params: { id: params.id ?? "" } };
  const [place, renovations] = await Promise.all([
    call(deskPlace, { ...input, query: {} }),
    call(deskPlaceRenovations, input),
  ]);
  return { place, renovations, done: doneIn(request) };
}

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const id = params.id ?? "";
  const plan = planIn(form);
  try {
    const made = await call(planRenovation, { params: { id }, body: plan }, keyOf(form));
    return redirect(`/desk/places/${id}/renovations/${made.id}?planned`);
  } catch (error) {
    return refusedWith(error, plan);
  }
}

/** The renovations of a place, and planning another. */
export default function DeskPlaceRenovations({
  loaderData,
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const { text: t, city } = usePage();
  const { place, renovations, done } = loaderData;
  const today = moment(place.open.at).toZonedDateTimeISO(city.zone).toPlainDate();
  const plan = actionData?.draft ?? emptyPlan(today);
  const problem = actionData && moneyNamed(actionData.problem, actionData.draft);
  return (
    <DeskFrame place={place} tab="renovations" done={actionData ? null : done}>
      <Section title={t("place.renovation.projects")}>
        <Projects projects={renovations.items} home={`/desk/places/${place.id}/renovations`} />
      </Section>
      {renovations.can.includes("plan") && place.endedOn === null && (
        <Section title={t("place.renovation.plan")} id="plan">
          <PlanForm plan={plan} problem={problem} />
        </Section>
      )}
    </DeskFrame>
  );
}

function emptyPlan(today: Temporal.PlainDate): Plan {
  const first = Temporal.PlainDate.from({ year: today.year, month: today.month, day: 1 }).add({ months: 1 });
  return {
    name: "",
    scope: "",
    from: first.toString(),
    to: first.add({ months: 2 }).toString(),
    money: [],
    closes: true,
  };
}

// texts: place.renovation.state.*

function Projects({ projects, home }: { projects: Project[]; home: string }) {
  const t = useText();
  if (projects.length === 0) return <p className="quiet">{t("place.renovation.none")}</p>;
  return (
    <Table
      caption={t("place.renovation.projects")}
      hideCaption
      columns={[
        { key: "name", label: t("place.renovation.name") },
        { key: "state", label: t("place.renovation.state") },
        { key: "days", label: t("place.renovation.days") },
        { key: "planned", label: t("place.renovation.planned"), numeric: true },
        { key: "spent", label: t("place.renovation.spent-short"), numeric: true },
      ]}
      rows={projects.map((one) => ({
        key: one.id,
        cells: [
          <a key="name" href={`${home}/${one.id}`}>
            {one.name}
          </a>,
          <State key="state" kind={projectKinds[one.state]}>
            {t(`place.renovation.state.${one.state}`)}
          </State>,
          plannedText(t, one),
          yuanText(t, one.planned),
          yuanText(t, one.spent),
        ],
      }))}
    />
  );
}
