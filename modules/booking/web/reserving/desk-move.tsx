import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { DateField, Field, Select, TimeField } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { Section } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { askHolderToMove, reservableResources, resourceDays } from "../../reserving/contract.ts";
import { organisationsToActFor } from "../own-organisations.ts";
import { timesFrom, timesFromFields } from "./times-form.ts";

const most = [0, 1, 2] as const;

export async function loader({ context, params, request }: LoadArgs) {
  const { call } = pageOf(context);
  const query = new URL(request.url).searchParams;
  const room = await call(resourceDays, { params: { id: params.id ?? "" }, query: { days: 1 } });
  const beside = room.place
    ? (await call(reservableResources, { query: { place: room.place.id } })).items
    : [];
  const rooms = optionsOf([room, ...beside.filter(({ id }) => id !== room.id)]);
  return {
    room: { id: room.id, name: room.name, today: room.today },
    rooms,
    organisations: await organisationsToActFor(call),
    asked: { day: query.get("day"), time: query.get("time") },
  };
}

export async function action({ context, params, request }: ActArgs) {
  const { call, city } = pageOf(context);
  const form = await request.formData();
  const typed = (name: string) => said(form, name);
  const options = most
    .filter((n) => typed(`options.${n}.startsAt`) !== "")
    .map((n) => ({
      room: typed(`options.${n}.room`),
      ...timesFromFields(form, city.zone, {
        day: `options.${n}.startsAt`,
        from: `options.${n}.startsAt.time`,
        to: `options.${n}.endsAt`,
      }),
    }));
  try {
    await call(
      askHolderToMove,
      {
        params: { id: params.id ?? "" },
        body: {
          ...timesFrom(form, city.zone),
          purpose: typed("purpose"),
          organisation: typed("organisation"),
          reason: typed("reason"),
          options,
        },
      },
      keyOf(form),
    );
  } catch (error) {
    return formProblem(error, form);
  }
  return redirect("/desk/rooms#moves");
}

/** Asking whoever has a room to move: when it is needed, why, and what they could have instead. */
export default function DeskMove({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { room, rooms, organisations, asked } = loaderData;
  const { text: t } = usePage();
  const values = actionData?.values ?? {};
  const problem = actionData?.problem;
  return (
    <ShellDesk title={t("desk-move.title", { room: room.name })} section="rooms">
      <div className="stack">
        <p>{t("desk-move.lead")}</p>
        <Form problem={problem} label={t("desk-move.ask")}>
          <DateField
            name="startsAt"
            label={t("reserving.day")}
            min={room.today}
            value={values.startsAt ?? asked.day ?? room.today}
            problem={problem}
          />
          <TimeField
            name="startsAt.time"
            label={t("reserving.from")}
            value={values["startsAt.time"] ?? asked.time ?? undefined}
            problem={problem}
          />
          <TimeField name="endsAt" label={t("reserving.to")} value={values.endsAt} problem={problem} />
          <Select
            name="organisation"
            label={t("reserving.organisation")}
            options={organisations}
            value={values.organisation ?? organisations[0]?.value}
            problem={problem}
          />
          <Field name="purpose" label={t("reserving.purpose")} value={values.purpose} problem={problem} />
          <Field
            name="reason"
            label={t("desk-move.reason")}
            hint={t("desk-move.reason-hint")}
            value={values.reason}
            problem={problem}
          />
          {most.map((n) => (
            <Section key={n} title={t("desk-move.option", { n: n + 1 })}>
              <Select
                name={`options.${n}.room`}
                label={t("desk-move.room")}
                options={rooms}
                value={values[`options.${n}.room`] ?? room.id}
                problem={problem}
              />
              <DateField
                name={`options.${n}.startsAt`}
                label={t("reserving.day")}
                min={room.today}
                value={values[`options.${n}.startsAt`]}
                problem={problem}
                {...(n > 0 && { optional: true as const })}
              />
              <TimeField
                name={`options.${n}.startsAt.time`}
                label={t("reserving.from")}
                value={values[`options.${n}.startsAt.time`]}
                problem={problem}
                {...(n > 0 && { optional: true as const })}
              />
              <TimeField
                name={`options.${n}.endsAt`}
                label={t("reserving.to")}
                value={values[`options.${n}.endsAt`]}
                problem={problem}
                {...(n > 0 && { optional: true as const })}
              />
            </Section>
          ))}
          <Button>{t("desk-move.do")}</Button>
        </Form>
      </div>
    </ShellDesk>
  );
}
