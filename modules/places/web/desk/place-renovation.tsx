import { data, redirect } from "react-router";
import { Facts, Table, Tabs } from "#web/kit/list.tsx";
import { Section } from "#web/kit/section.tsx";
import { State } from "#web/kit/state.tsx";
import { day as dayOf, moment } from "#web/occasion.ts";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { usePage, useText } from "#web/text.tsx";
import {
  changeRenovation,
  deskPlace,
  deskPlaceRenovations,
  finishRenovation,
  reportProgress,
  startRenovation,
  stopRenovation,
} from "../../contract.ts";
import { DeskFrame, doneIn } from "./frame.tsx";
import {
  FinishForm,
  finishIn,
  moneyNamed,
  type Plan,
  PlanForm,
  type Project,
  planIn,
  ReportForm,
  reportIn,
  StartForm,
  StopForm,
  stopIn,
} from "./renovation-forms.tsx";
import { plannedText, projectKinds, yuanText } from "./renovation-words.ts";

export async function loader({ context, params, request }: LoadArgs) {
  const { call } = pageOf(context);
  const input = { params: { id: params.id ?? "" } };
  const [place, { items, can }] = await Promise.all([
    call(deskPlace, { ...input, query: {} }),
    call(deskPlaceRenovations, input),
  ]);
  const project = items.find(({ id }) => id === params.renovation);
  // Not here: the list says what there is.
  if (!project) throw redirect(`/desk/places/${place.id}/renovations`);
  return { place, project, can, task: new URL(request.url).searchParams.get("task"), done: doneIn(request) };
}

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const path = { id: params.id ?? "", renovation: params.renovation ?? "" };
  const home = `/desk/places/${path.id}/renovations/${path.renovation}`;
  const key = keyOf(form);
  try {
    switch (form.get("do")) {
      case "change": {
        const body = { ...planIn(form), version: Number(form.get("version")) };
        await call(changeRenovation, { params: path, body }, key);
        break;
      }
      case "start":
        await call(startRenovation, { params: path, body: { on: said(form, "on") } }, key);
        break;
      case "report":
        await call(reportProgress, { params: path, body: reportIn(form) }, key);
        break;
      case "finish":
        await call(finishRenovation, { params: path, body: finishIn(form) }, key);
        break;
      default:
        await call(stopRenovation, { params: path, body: stopIn(form) }, key);
    }
  } catch (error) {
    const refused = formProblem(error, form);
    return data({ ...refused.data, plan: planIn(form) }, refused.init ?? {});
  }
  return redirect(`${home}?saved`);
}

const tasks = {
  planned: ["start", "change", "stop"],
  "under-way": ["report", "finish", "change", "stop"],
  finished: [],
  stopped: [],
} as const satisfies Record<Project["state"], readonly string[]>;

// texts: place.renovation.state.* place.renovation.source.* place.renovation.task.*

/** One project: its plan, its money, how far it is, and the next thing to write down. */
export default function DeskPlaceRenovation({
  loaderData,
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const { text: t, city } = usePage();
  const { place, project, can, task, done } = loaderData;
  const today = moment(place.open.at).toZonedDateTimeISO(city.zone).toPlainDate().toString();
  const offered: string[] = tasks[project.state].filter((one) =>
    can.includes(one === "report" ? "report" : "plan"),
  );
  const asked = actionData?.values.do ?? task;
  const shown = offered.find((one) => one === asked) ?? offered[0];
  const home = `/desk/places/${place.id}/renovations/${project.id}`;
  const problem = actionData && moneyNamed(actionData.problem, actionData.plan);
  const work = { today, project, values: actionData?.values ?? {}, problem };
  return (
    <DeskFrame place={place} tab="renovations" done={actionData ? null : done}>
      <Section
        title={project.name}
        more={{ href: `/desk/places/${place.id}/renovations`, label: t("place.renovation.projects") }}
      >
        <ProjectFacts project={project} />
      </Section>
      <Section title={t("place.renovation.progress")}>
        <Progress project={project} />
      </Section>
      {shown && (
        <Section title={t("place.renovation.next")} id="next">
          <Tabs
            label={t("place.renovation.next")}
            items={offered.map((one) => ({
              href: `${home}?task=${one}#next`,
              label: t(`place.renovation.task.${one}`),
              current: one === shown,
            }))}
          />
          {shown === "start" && <StartForm {...work} />}
          {shown === "report" && <ReportForm {...work} />}
          {shown === "finish" && <FinishForm {...work} />}
          {shown === "stop" && <StopForm {...work} />}
          {shown === "change" && (
            <PlanForm
              plan={actionData?.plan ?? planOf(project)}
              version={project.version}
              problem={problem}
            />
          )}
        </Section>
      )}
    </DeskFrame>
  );
}

function planOf({ name, scope, from, to, money, closes, areaBefore, capacityBefore }: Project): Plan {
  return { name, scope, from, to, money, closes, areaBefore, capacityBefore };
}

function ProjectFacts({ project }: { project: Project }) {
  const t = useText();
  const { areaBefore, areaAfter, capacityBefore, capacityAfter } = project;
  const size = (before: number | null, after: number | null) =>
    t("place.renovation.before-after", { before: before ?? "—", after: after ?? "—" });
  return (
    <Facts
      items={[
        {
          term: t("place.renovation.state"),
          value: (
            <>
              <State kind={projectKinds[project.state]}>{t(`place.renovation.state.${project.state}`)}</State>
              {project.stopReason && <p dir="auto">{project.stopReason}</p>}
            </>
          ),
        },
        { term: t("place.renovation.scope"), value: <span dir="auto">{project.scope}</span> },
        {
          term: t("place.renovation.days"),
          value: plannedText(t, project),
        },
        ...(project.startedOn
          ? [
              {
                term: t("place.renovation.started-on"),
                value: t.formats.fullDayText(dayOf(project.startedOn)),
              },
            ]
          : []),
        ...(project.endedOn
          ? [
              {
                term: t(
                  project.state === "stopped"
                    ? "place.renovation.stopped-on"
                    : "place.renovation.finished-on",
                ),
                value: t.formats.fullDayText(dayOf(project.endedOn)),
              },
            ]
          : []),
        {
          term: t("place.renovation.closed-meanwhile"),
          value: t(project.closes ? "place.renovation.closes.yes" : "place.renovation.closes.no"),
        },
        {
          term: t("place.renovation.planned"),
          value: (
            <>
              <p>{yuanText(t, project.planned)}</p>
              {project.money.map(({ source, planned }) => (
                <p className="quiet" key={source}>
                  {t("place.renovation.of-source", {
                    source: t(`place.renovation.source.${source}`),
                    yuan: yuanText(t, planned),
                  })}
                </p>
              ))}
            </>
          ),
        },
        {
          term: t("place.renovation.spent-short"),
          value: (
            <>
              {yuanText(t, project.spent)}
              {project.spent > project.planned && <p>{t("place.renovation.over-plan")}</p>}
            </>
          ),
        },
        { term: t("place.renovation.area"), value: size(areaBefore, areaAfter) },
        { term: t("place.renovation.capacity"), value: size(capacityBefore, capacityAfter) },
      ]}
    />
  );
}

function Progress({ project }: { project: Project }) {
  const t = useText();
  if (project.progress.length === 0) return <p className="quiet">{t("place.renovation.no-progress")}</p>;
  return (
    <Table
      caption={t("place.renovation.progress")}
      hideCaption
      columns={[
        { key: "on", label: t("place.renovation.day") },
        { key: "percent", label: t("place.renovation.percent"), numeric: true },
        { key: "spent", label: t("place.renovation.spent-short"), numeric: true },
        { key: "words", label: t("place.renovation.words") },
      ]}
      rows={project.progress.map(({ id, on, percent, spent, words }) => ({
        key: id,
        cells: [
          t.formats.fullDayText(dayOf(on)),
          t.formats.percentText(percent / 100, 0),
          yuanText(t, spent),
          <span key="words" dir="auto">
            {words}
          </span>,
        ],
      }))}
    />
  );
}
