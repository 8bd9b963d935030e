import { Temporal } from "temporal-polyfill";
import type { AnswerOf } from "#contract";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Choice, DateField, Field, Select, TimeField } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section } from "#web/kit/section.tsx";
import { day as dayOf, moment } from "#web/occasion.ts";
import { numberOf, type Problem, said } from "#web/page.ts";
import { usePage, useWhom } from "#web/text.tsx";
import {
  type overlapsOwn,
  type planReservations,
  type Repeat,
  type resourceDays,
  slotsLast,
} from "../../reserving/contract.ts";
import { Meanwhile } from "./meanwhile.tsx";
import { durationText, endText } from "./room-words.ts";
import { dayAndTime } from "./times-form.ts";

type Room = AnswerOf<typeof resourceDays>;
type Report = AnswerOf<typeof planReservations>["items"];

const repeats = ["day", "week", "month-weekday"] as const;
const weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;

/** How it repeats, or null where it does not. */
export function repeatIn(form: FormData): Repeat | null {
  const every = repeats.find((one) => one === form.get("repeat.every"));
  if (!every) return null;
  const typed = (name: string) => said(form, name);
  return {
    every,
    interval: typed("repeat.interval") === "" ? 1 : numberOf(form, "repeat.interval"),
    weekdays: form.getAll("repeat.weekdays[]").map(String) as Repeat["weekdays"],
    until: typed("repeat.until") || null,
    count: typed("repeat.count") === "" ? null : numberOf(form, "repeat.count"),
  };
}

export interface ReserveProps {
  room: Room;
  organisations: readonly { value: string; label: string }[];
  day: string;
  time: string | null;
  problem: Problem | undefined;
  values: Record<string, string>;
  /** What one has at the time already: it can be reserved all the same. */
  overlaps?: AnswerOf<typeof overlapsOwn>["overlaps"] | undefined;
  /** When they would be, before anything is written. */
  plan?: { items: Report; more: boolean } | undefined;
  /** What became of each. */
  report?: { firstId: string; made: number; items: Report } | undefined;
}

/** The form: when, what for, for whom, and whether it repeats. */
export function Reserve({
  room,
  organisations,
  day,
  time,
  problem,
  values,
  overlaps,
  plan,
  report,
}: ReserveProps) {
  const { text: t, actor, here } = usePage();
  const whom = useWhom();
  if (actor.kind === "anonymous")
    return (
      <Section title={t("reserving.reserve")} id="reserve">
        <p>{t("reserving.sign-in-first")}</p>
        <p>
          <ButtonLink href={`/sign-in?back=${encodeURIComponent(here)}`}>{t("shell.sign-in")}</ButtonLink>
        </p>
      </Section>
    );
  if (report)
    return (
      <Section title={t("reserving.report")} id="reserve">
        <Notice
          kind="done"
          live
          title={t("reserving.report-made", { made: report.made, of: report.items.length })}
        >
          <a href={`/reservations/${report.firstId}`}>{t("reserving.report-see")}</a>
        </Notice>
        <ReportTable items={report.items} />
      </Section>
    );
  const end = time ? endFor(time, room.rules.shortestMinutes) : undefined;
  const slots = room.days.find((one) => one.day === day)?.slots;
  return (
    <Section title={whom.acts ? t("reserving.reserve-for", whom) : t("reserving.reserve")} id="reserve">
      {problem?.id.startsWith("reservation.taken") && organisations.length > 0 && (
        <p>
          <a href={`/desk/rooms/${room.id}/move?day=${slots ? day : (values.startsAt ?? day)}`}>
            {t("reserving.ask-to-move")}
          </a>
        </p>
      )}
      <Form problem={problem} label={t("reserving.reserve")} action={`?day=${day}#reserve`}>
        {slots && room.rules.slot ? (
          <SlotFields slot={room.rules.slot} slots={slots} {...{ day, time, problem, values }} />
        ) : (
          <>
            <DateField
              name="startsAt"
              label={t("reserving.day")}
              value={values.startsAt ?? day}
              min={room.today}
              max={room.lastDay}
              problem={problem}
            />
            <TimeField
              name="startsAt.time"
              label={t("reserving.from")}
              value={values["startsAt.time"] ?? time ?? undefined}
              problem={problem}
            />
            <TimeField
              name="endsAt"
              label={t("reserving.to")}
              hint={t("reserving.to-hint")}
              value={values.endsAt ?? end}
              problem={problem}
            />
          </>
        )}
        <Field
          name="purpose"
          label={t("reserving.purpose")}
          hint={t("reserving.purpose-hint")}
          value={values.purpose}
          problem={problem}
        />
        <Field
          name="people"
          label={t("reserving.people")}
          type="number"
          min={1}
          max={room.capacity ?? undefined}
          chars={4}
          value={values.people}
          problem={problem}
          optional
        />
        {organisations.length > 0 && (
          <Select
            name="organisation"
            label={t("reserving.organisation")}
            options={organisations}
            value={values.organisation ?? organisations[0]?.value}
            problem={problem}
          />
        )}
        <RepeatFields problem={problem} values={values} lastDay={room.lastDay} />
        {plan && (
          <>
            <ReportTable items={plan.items} />
            {plan.more && <p>{t("reserving.plan-more")}</p>}
          </>
        )}
        {plan ? (
          <p className="row">
            <Button icon="check" name="do" value="some">
              {t("reserving.do-some", { free: plan.items.filter(({ result }) => result === "free").length })}
            </Button>
            <Button kind="quiet" name="do" value="all">
              {t("reserving.do-all")}
            </Button>
            <Button kind="quiet" name="do" value="plan">
              {t("reserving.plan-again")}
            </Button>
          </p>
        ) : (
          <>
            {overlaps && <Meanwhile overlaps={overlaps} live />}
            <Button icon="check" name="do" value={overlaps ? "anyway" : "one"}>
              {t(
                overlaps
                  ? "reserving.do-anyway"
                  : room.rules.approval.length > 0
                    ? "reserving.ask"
                    : "reserving.do",
              )}
            </Button>
          </>
        )}
      </Form>
    </Section>
  );
}

/** The slots of a day, each to be tapped; those that are taken say so. */
function SlotFields({
  slot,
  slots,
  day,
  time,
  problem,
  values,
}: Pick<ReserveProps, "day" | "time" | "problem" | "values"> & {
  slot: NonNullable<Room["rules"]["slot"]>;
  slots: NonNullable<Room["days"][number]["slots"]>;
}) {
  const { text: t, city } = usePage();
  const open = slots.filter(({ state }) => state !== "closed");
  if (open.length === 0)
    return (
      <Notice kind="attention" title={t("reserving.closed-day")}>
        <a href="#week">{t("reserving.closed-day.do")}</a>
      </Notice>
    );
  const tapped = open.find(
    (one) => one.state === "free" && dayAndTime(one.startsAt, city.zone).time === time,
  );
  return (
    <>
      <Choice
        inline
        name="startsAt"
        label={t("reserving.slot", { day: t.formats.fullDayText(dayOf(day)) })}
        options={open.map(({ startsAt, endsAt, state }) => ({
          value: startsAt,
          label: `${t.formats.timeText(moment(startsAt))}–${endText(t, moment(endsAt))}`,
          ...(state !== "free" && { reason: t(`reserving.part.${state}`) }),
        }))}
        value={values.startsAt ?? tapped?.startsAt}
        problem={problem}
      />
      {slot.most > 1 ? (
        <Select
          name="slot.minutes"
          label={t("reserving.slot.count")}
          options={Array.from({ length: slot.most }, (_, n) => {
            const minutes = slotsLast(slot, n + 1);
            return {
              value: String(minutes),
              label: t("reserving.slot.in-a-row", { count: n + 1, length: durationText(t, minutes) }),
            };
          })}
          value={values["slot.minutes"] ?? String(slot.minutes)}
          problem={problem}
        />
      ) : (
        <input type="hidden" name="slot.minutes" value={slot.minutes} />
      )}
    </>
  );
}

/** The shortest time from then on, where it ends on the day. */
function endFor(time: string, minutes: number): string | undefined {
  try {
    return Temporal.PlainTime.from(time).add({ minutes }).toString({ smallestUnit: "minute" });
  } catch {
    return undefined;
  }
}

// texts: reserving.result.*
function ReportTable({ items }: { items: Report }) {
  const { text: t } = usePage();
  return (
    <Table
      caption={t("reserving.report-of")}
      columns={[
        { key: "when", label: t("reserving.when") },
        { key: "result", label: t("reserving.result"), prose: true },
      ]}
      rows={items.map(({ startsAt, endsAt, result, says }) => ({
        key: startsAt,
        cells: [
          t.formats.rangeText({ from: moment(startsAt), to: moment(endsAt) }),
          says ?? t(`reserving.result.${result}`),
        ],
      }))}
    />
  );
}

// texts: reserving.repeat.* reserving.weekday.*
function RepeatFields({
  problem,
  values,
  lastDay,
}: {
  problem: Problem | undefined;
  values: Record<string, string>;
  lastDay: string;
}) {
  const { text: t } = usePage();
  const chosen = values["repeat.every"] ?? "none";
  return (
    <details open={chosen !== "none"}>
      <summary>{t("reserving.repeat")}</summary>
      <div className="stack">
        <Choice
          name="repeat.every"
          label={t("reserving.repeat.every")}
          options={["none", ...repeats].map((value) => ({ value, label: t(`reserving.repeat.${value}`) }))}
          value={chosen}
          problem={problem}
        />
        <Field
          name="repeat.interval"
          label={t("reserving.repeat.interval")}
          hint={t("reserving.repeat.interval-hint")}
          type="number"
          min={1}
          chars={4}
          value={values["repeat.interval"]}
          problem={problem}
          optional
        />
        <Choice
          many
          inline
          name="repeat.weekdays"
          label={t("reserving.repeat.weekdays")}
          options={weekdays.map((value, n) => ({ value, label: t(`reserving.weekday.${n + 1}`) }))}
          value={(values["repeat.weekdays[]"] ?? "").split(",")}
          problem={problem}
          optional
        />
        <Field
          name="repeat.count"
          label={t("reserving.repeat.count")}
          type="number"
          min={1}
          chars={4}
          value={values["repeat.count"]}
          problem={problem}
          optional
        />
        <DateField
          name="repeat.until"
          label={t("reserving.repeat.until")}
          max={lastDay}
          value={values["repeat.until"]}
          problem={problem}
          optional
        />
        <p className="quiet small">{t("reserving.repeat.means")}</p>
      </div>
    </details>
  );
}
