import { data, redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { DateField, Field, TimeField } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Rows } from "#web/kit/rows.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { moment } from "#web/occasion.ts";
import {
  type ActArgs,
  type Call,
  formProblem,
  keyOf,
  type LoadArgs,
  type PageProps,
  type Problem,
  pageOf,
  said,
} from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { makeBlackout, mostHits, planBlackout, roomDesk } from "../../reserving/contract.ts";
import { timesOfDays } from "./times-form.ts";

export async function loader({ context, params, request }: LoadArgs) {
  const { call, city } = pageOf(context);
  const id = params.id ?? "";
  const query = new URL(request.url).searchParams;
  const room = await call(roomDesk, { params: { id }, query: {} });
  const asked = Object.fromEntries([...query].filter(([, value]) => value !== ""));
  const times = query.has("from") ? timesOfDays(query, city.zone) : null;
  const { hits = null, problem } = times ? await planned(call, id, times) : {};
  return data(
    { room: { id, name: room.name, day: room.day }, asked, times, hits, problem },
    { status: problem?.status ?? 200 },
  );
}

/** Whom it hits; or what is wrong with the times, which stay in the form. */
async function planned(call: Call, id: string, query: ReturnType<typeof timesOfDays>) {
  try {
    return { hits: (await call(planBlackout, { params: { id }, query })).hits };
  } catch (error) {
    return { problem: atTyped(formProblem(error).data.problem) };
  }
}

/** Faults of the times at the fields in which they were typed: the form was filled in wrongly, not its address. */
function atTyped(problem: Problem): Problem {
  if (!problem.errors) return problem;
  const { type, id, status, request_id } = problem;
  const fields: Record<string, string> = { "/query/startsAt": "from.time", "/query/endsAt": "to.time" };
  const errors = problem.errors.map((one) => ({ ...one, field: fields[one.field] ?? one.field }));
  return { type, id, status, request_id, title: "", errors };
}

export async function action({ context, params, request }: ActArgs) {
  const form = await request.formData();
  const id = params.id ?? "";
  const typed = (name: string) => said(form, name);
  try {
    await pageOf(context).call(
      makeBlackout,
      {
        params: { id },
        body: {
          startsAt: typed("startsAt"),
          endsAt: typed("endsAt"),
          reason: typed("reason"),
          hits: form.getAll("hits[]").map(String),
        },
      },
      keyOf(form),
    );
  } catch (error) {
    return formProblem(error, form);
  }
  return redirect(`/desk/rooms/${id}?done=closed`);
}

/** Closing a room for a time: first when, then whom it hits, then why. */
export default function DeskBlackout({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { room, asked, times, hits, problem } = loaderData;
  const { text: t } = usePage();
  return (
    <ShellDesk title={t("desk-room.close-room", { room: room.name })} section="rooms">
      <div className="stack-wide">
        <p>{t("desk-room.close-lead")}</p>
        <Form method="get" problem={problem} label={t("desk-room.close-when")}>
          <DateField
            name="from"
            label={t("desk-room.from-day")}
            value={asked.from ?? asked.day ?? room.day}
          />
          <TimeField
            name="from.time"
            label={t("reserving.from")}
            value={asked["from.time"]}
            problem={problem}
          />
          <DateField name="to" label={t("desk-room.to-day")} value={asked.to ?? asked.day ?? room.day} />
          <TimeField name="to.time" label={t("reserving.to")} value={asked["to.time"]} problem={problem} />
          <Button kind="quiet">{t("desk-room.see-hits")}</Button>
        </Form>
        {times && hits && (
          <>
            <Notice
              kind={hits.length > 0 ? "attention" : "quiet"}
              title={t("desk-room.hits", { count: hits.length })}
            >
              {hits.length > 0 ? t("desk-room.hits-means") : t("desk-room.hits-none")}
            </Notice>
            <Rows>
              {hits.map((one) => (
                <li className="work-row full-row" key={one.id}>
                  <span className="work-lead">
                    {t.formats.rangeText({ from: moment(one.startsAt), to: moment(one.endsAt) })}
                  </span>
                  <b dir="auto">{one.who}</b>
                </li>
              ))}
            </Rows>
            {hits.some(({ use }) => use) && <p>{t("desk-room.hits-uses")}</p>}
            {hits.length > mostHits ? (
              <Notice kind="attention" title={t("desk-room.hits-many", { most: mostHits })}>
                {t("desk-room.hits-many.do")}
              </Notice>
            ) : (
              <Form problem={actionData?.problem} label={t("desk-room.close")}>
                <input type="hidden" name="startsAt" value={times.startsAt} />
                <input type="hidden" name="endsAt" value={times.endsAt} />
                {hits.map(({ id }) => (
                  <input key={id} type="hidden" name="hits[]" value={id} />
                ))}
                <Field
                  name="reason"
                  label={t("desk-room.why")}
                  hint={t("desk-room.why-hint")}
                  value={actionData?.values.reason}
                  problem={actionData?.problem}
                />
                <Button kind="refuse">{t("desk-room.close")}</Button>
              </Form>
            )}
          </>
        )}
      </div>
    </ShellDesk>
  );
}
