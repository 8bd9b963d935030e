import { redirect } from "react-router";
import { type Exception, type Hours, type Season, type Week, weekdays } from "#libs/hours";
import { askedNumber } from "#web/address.ts";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { errorFor } from "#web/kit/faults.ts";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Tabs } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section } from "#web/kit/section.tsx";
import { type ActArgs, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { changePlace, deskPlace } from "../../contract.ts";
import { type Attempt, attemptIn, nextAttempt } from "./attempt.ts";
import { CalendarForm } from "./calendar-form.tsx";
import { ExceptionForm, ExceptionList } from "./exceptions.tsx";
import { AttemptFields, DeskFrame, doneIn, ReadOnly } from "./frame.tsx";
import {
  calendarIn,
  exceptionIn,
  hoursName,
  mondayOnwards,
  seasonIn,
  weekIn,
  withCalendar,
  withException,
  withoutException,
  withoutSeason,
  withSeason,
} from "./hours-form.ts";
import { refusedWith } from "./refused.ts";
import { SessionRows } from "./session-rows.tsx";

export async function loader({ context, params, request }: LoadArgs) {
  const { call } = pageOf(context);
  const place = await call(deskPlace, { params: { id: params.id ?? "" }, query: {} });
  const season = askedNumber({ context, request }, "season");
  const seasons = place.facts.hours?.seasons ?? [];
  // Which week is edited: the usual one, or a season's by its place in the list; past the end it is a new one.
  return { place, season: season === null ? null : Math.min(season, seasons.length), done: doneIn(request) };
}

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const id = params.id ?? "";
  const what = said(form, "do");
  const season = form.has("season") ? Number(form.get("season")) : null;
  const home = `/desk/places/${id}/hours`;
  const change = async (attempt: Attempt, hours: Hours | null) => {
    await call(changePlace, { params: { id }, body: { ...attempt, changes: { hours } } }, keyOf(form));
  };
  if (what === "exception" || what === "remove-exception") {
    // One more or one less of a list: laid over what is there at this moment.
    const { version, facts } = await call(deskPlace, { params: { id }, query: {} });
    const exception = exceptionIn(form);
    const hours =
      what === "exception"
        ? withException(facts.hours, exception)
        : withoutException(facts.hours ?? { week: {} }, {
            from: said(form, "from"),
            to: said(form, "to"),
            reason: said(form, "reason"),
          });
    try {
      await change({ version }, hours);
    } catch (error) {
      return refusedWith(error, { what, attempt: { version }, exception });
    }
    return redirect(`${home}?exception#exceptions`);
  }
  const attempt = attemptIn(form);
  if (what === "calendar") {
    const seen = (await call(deskPlace, { params: { id }, query: { version: attempt.version } })).facts.hours;
    const calendar = calendarIn(form);
    try {
      await change(attempt, withCalendar(seen, calendar));
    } catch (error) {
      return refusedWith(error, { what, attempt, calendar });
    }
    return redirect(`${home}?saved#calendar`);
  }
  const typed = season === null ? null : seasonIn(form, season);
  const week = typed ? typed.week : weekIn(form, `${hoursName}.week`);
  if (what.startsWith("theirs ")) {
    // What somebody else wrote meanwhile for this day goes into the form; everything else typed stays.
    const day = what.slice("theirs ".length);
    const { facts } = await call(deskPlace, { params: { id }, query: {} });
    const present = season === null ? facts.hours?.week : facts.hours?.seasons?.[season]?.week;
    const merged = { ...week, [day]: present?.[day as keyof Week] ?? [] };
    return {
      problem: undefined,
      draft: { what, attempt, week: merged, season: typed && { ...typed, week: merged } },
    };
  }
  if (what === "mon-fri" || what === "mon-sun") {
    const copied = mondayOnwards(week, what === "mon-fri" ? "fri" : "sun");
    return {
      problem: undefined,
      draft: { what, attempt, week: copied, season: typed && { ...typed, week: copied } },
    };
  }
  // What the editor saw, with what they typed: the operation finds out who changed which day meanwhile.
  const seen = (await call(deskPlace, { params: { id }, query: { version: attempt.version } })).facts.hours;
  try {
    if (season === null || typed === null) await change(attempt, { ...seen, week });
    else if (what === "remove-season") await change(attempt, withoutSeason(seen ?? { week: {} }, season));
    else await change(attempt, withSeason(seen, season, typed));
  } catch (error) {
    return refusedWith(error, { what, attempt, week, season: typed });
  }
  return redirect(`${home}?saved`);
}

interface HoursDraft {
  what: string;
  attempt: Attempt;
  week?: Week;
  season?: Season | null;
  exception?: Exception;
  calendar?: Pick<Hours, "onHoliday" | "onMakeUp">;
}

// texts: place.weekday.*

/** The hours of a place: the usual week, seasons with their own, and single days that differ. */
export default function DeskPlaceHours({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText();
  const { place, season, done } = loaderData;
  const { hours } = place.facts;
  const seasons = hours?.seasons ?? [];
  const draft: HoursDraft | undefined = actionData?.draft;
  const problem = actionData?.problem;
  // Which of the three forms came back: the others begin with what holds now.
  const ofException = draft?.exception !== undefined;
  const ofCalendar = draft?.calendar !== undefined;
  const ofWeek = draft !== undefined && !ofException && !ofCalendar;
  const weekProblem = ofWeek ? problem : undefined;
  const fresh = { version: place.version };
  const next = draft && (problem ? nextAttempt(draft.attempt, problem) : draft.attempt);
  const attempt = (ofWeek && next) || fresh;
  const shown =
    season === null ? null : (draft?.season ?? seasons[season] ?? { name: "", from: "", to: "", week: {} });
  const week = draft?.week ?? shown?.week ?? hours?.week ?? {};
  const home = `/desk/places/${place.id}/hours`;
  const name = season === null ? `${hoursName}.week` : `${hoursName}.seasons.${season}.week`;
  if (!place.can.includes("change")) {
    return (
      <DeskFrame place={place} tab="hours">
        <ReadOnly place={place} />
      </DeskFrame>
    );
  }
  return (
    <DeskFrame place={place} tab="hours" done={actionData ? null : done}>
      <Tabs
        label={t("place.desk.weeks")}
        items={[
          { href: home, label: t("place.desk.usual-week"), current: season === null },
          ...seasons.map((one, n) => ({
            href: `${home}?season=${n}`,
            label: one.name,
            current: season === n,
          })),
          {
            href: `${home}?season=${seasons.length}`,
            label: t("place.desk.new-season"),
            current: season === seasons.length,
          },
        ]}
      />
      <Form problem={weekProblem} label={t("place.desk.tab.hours")}>
        <AttemptFields attempt={attempt} />
        {draft && !problem && (
          <Notice
            title={t(draft.what.startsWith("theirs ") ? "place.desk.theirs-taken" : "place.desk.copied")}
            live
          />
        )}
        {shown && season !== null && (
          <>
            <input type="hidden" name="season" value={season} />
            <Field
              name={`${hoursName}.seasons.${season}.name`}
              label={t("place.desk.season-name")}
              value={shown.name}
              chars={12}
              problem={problem}
            />
            <Field
              name={`${hoursName}.seasons.${season}.from`}
              label={t("place.desk.season-from")}
              hint={t("place.desk.season-hint")}
              value={shown.from}
              chars={6}
              problem={problem}
            />
            <Field
              name={`${hoursName}.seasons.${season}.to`}
              label={t("place.desk.season-to")}
              value={shown.to}
              chars={6}
              problem={problem}
            />
          </>
        )}
        <p className="quiet small">{t("place.desk.week-hint")}</p>
        {weekdays.map((day, n) => (
          <div key={day}>
            <SessionRows
              name={`${name}.${day}`}
              legend={t(`place.weekday.${day}`)}
              sessions={week[day] ?? []}
              problem={weekProblem}
            />
            {weekProblem?.id === "place.changed-meanwhile" && errorFor(weekProblem, `${name}.${day}`) && (
              <p>
                <Button kind="link" name="do" value={`theirs ${day}`}>
                  {t("place.desk.take-theirs", { day: t(`place.weekday.${day}`) })}
                </Button>
              </p>
            )}
            {n === 0 && (
              <p className="row">
                <Button kind="link" name="do" value="mon-fri">
                  {t("place.desk.copy-to-friday")}
                </Button>
                <Button kind="link" name="do" value="mon-sun">
                  {t("place.desk.copy-to-sunday")}
                </Button>
              </p>
            )}
          </div>
        ))}
        <p className="actions">
          <Button name="do" value="week">
            {t("place.desk.save")}
          </Button>
          {season !== null && season < seasons.length && (
            <Button kind="refuse" name="do" value="remove-season">
              {t("place.desk.remove-season")}
            </Button>
          )}
          {season !== null && (
            <ButtonLink kind="link" href={home}>
              {t("place.desk.usual-week")}
            </ButtonLink>
          )}
        </p>
      </Form>
      {hours && (
        <Section title={t("place.desk.calendar")} note={t("place.desk.calendar.note")} id="calendar">
          <p>
            <a href="/desk/holidays">{t("place.desk.calendar.days")}</a>
          </p>
          <CalendarForm
            hours={draft?.calendar ?? hours}
            attempt={(ofCalendar && next) || fresh}
            problem={ofCalendar ? problem : undefined}
          />
        </Section>
      )}
      <Section title={t("place.desk.exceptions")} note={t("place.desk.exceptions.note")} id="exceptions">
        <ExceptionList exceptions={hours?.exceptions ?? []} />
        <ExceptionForm draft={draft?.exception ?? null} problem={ofException ? problem : undefined} />
      </Section>
    </DeskFrame>
  );
}
