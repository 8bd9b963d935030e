import { redirect } from "react-router";
import { askedItem } from "#web/address.ts";
import { Facts } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section } from "#web/kit/section.tsx";
import { State, type StateKind, Tag } from "#web/kit/state.tsx";
import { day as dayOf, moment } from "#web/occasion.ts";
import { type ActArgs, keyOf, type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage, useText } from "#web/text.tsx";
import { deskPlace, inspectPlace, listInspections } from "../../contract.ts";
import { ConditionForm, type Draft, type Inspection, inspectionIn } from "./condition-form.tsx";
import { DeskFrame, doneIn } from "./frame.tsx";
import { refusedWith } from "./refused.ts";

export async function loader({ context, params, request }: LoadArgs) {
  const { call } = pageOf(context);
  const input = { params: { id: params.id ?? "" } };
  const [place, inspections] = await Promise.all([
    call(deskPlace, { ...input, query: {} }),
    call(listInspections, input),
  ]);
  return {
    place,
    inspections,
    wrong: askedItem({ context, request }, "correct", inspections.items, ({ id }) => id),
    done: doneIn(request),
  };
}

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const id = params.id ?? "";
  const draft = inspectionIn(form);
  try {
    await call(inspectPlace, { params: { id }, body: draft }, keyOf(form));
  } catch (error) {
    return refusedWith(error, draft);
  }
  return redirect(`/desk/places/${id}/condition?saved`);
}

const kinds: Record<Inspection["grade"], StateKind> = {
  good: "open",
  fair: "soon",
  poor: "closed",
  unsafe: "refused",
};

// texts: place.condition.grade.* place.condition.state.* place.equipment.* place.access.*

/** In what state the place was found, inspection by inspection, and a form for the next. */
export default function DeskPlaceCondition({
  loaderData,
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const { text: t, city } = usePage();
  const { place, inspections, wrong, done } = loaderData;
  const { items } = inspections;
  const begin: Draft = wrong
    ? { ...withoutId(wrong), corrects: wrong.id }
    : {
        on: moment(place.open.at).toZonedDateTimeISO(city.zone).toPlainDate().toString(),
        grade: "good",
        words: "",
        access: place.facts.access,
        // What there was last time is looked for again; else what the register names.
        equipment:
          items[0]?.equipment ??
          place.facts.equipment.map((code) => ({ code, count: 1, state: "working" as const })),
      };
  return (
    <DeskFrame place={place} tab="condition" done={actionData ? null : done}>
      <Section title={t("place.condition.history")}>
        {items.length === 0 && <p className="quiet">{t("place.condition.none")}</p>}
        <div className="stack-wide">
          {items.map((one) => (
            <InspectionView
              key={one.id}
              one={one}
              correctHref={
                inspections.can.includes("inspect")
                  ? `/desk/places/${place.id}/condition?correct=${one.id}#inspect`
                  : null
              }
            />
          ))}
        </div>
      </Section>
      {inspections.can.includes("inspect") && (
        <Section title={t(wrong ? "place.condition.correct" : "place.condition.add")} id="inspect">
          {wrong && (
            <Notice title={t("place.condition.corrects", { day: t.formats.fullDayText(dayOf(wrong.on)) })} />
          )}
          <ConditionForm draft={actionData?.draft ?? begin} problem={actionData?.problem} />
        </Section>
      )}
    </DeskFrame>
  );
}

function withoutId({ id: _, ...rest }: Inspection) {
  return rest;
}

function InspectionView({ one, correctHref }: { one: Inspection; correctHref: string | null }) {
  const t = useText();
  const day = t.formats.fullDayText(dayOf(one.on));
  return (
    <article className="stack-tight">
      <h3>{day}</h3>
      <p className="row">
        <State kind={kinds[one.grade]}>{t(`place.condition.grade.${one.grade}`)}</State>
        {one.inspector && (
          <Tag>
            <bdi>{one.inspector}</bdi>
          </Tag>
        )}
      </p>
      <p dir="auto">{one.words}</p>
      <Facts
        items={[
          ...one.equipment.map(({ code, count, state }) => ({
            key: code,
            term: t(`place.equipment.${code}`),
            value: t("place.condition.found", { count, state: t(`place.condition.state.${state}`) }),
          })),
          {
            term: t("place.access.title"),
            value:
              one.access.length > 0
                ? t.formats.listText(one.access.map((code) => t(`place.access.${code}`)))
                : t("place.condition.no-access"),
          },
        ]}
      />
      {correctHref && (
        <p>
          <a href={correctHref}>{t("place.condition.correct-one", { day })}</a>
        </p>
      )}
    </article>
  );
}
