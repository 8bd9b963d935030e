import type { Hours, Session } from "#libs/hours";
import { Button } from "#web/kit/button.tsx";
import { Choice } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import type { Problem } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import type { Attempt } from "./attempt.ts";
import { AttemptFields } from "./frame.tsx";
import { hoursName } from "./hours-form.ts";
import { SessionRows } from "./session-rows.tsx";

export interface CalendarFormProps {
  hours: Pick<Hours, "onHoliday" | "onMakeUp">;
  attempt: Attempt;
  problem: Problem | undefined;
}

// texts: place.desk.calendar.holiday.* place.desk.calendar.make-up.*

/** What public holidays and make-up workdays mean at this house. */
export function CalendarForm({ hours: { onHoliday, onMakeUp }, attempt, problem }: CalendarFormProps) {
  const t = useText();
  return (
    <Form problem={problem} label={t("place.desk.calendar")}>
      <AttemptFields attempt={attempt} />
      <Meaning
        name={`${hoursName}.onHoliday`}
        of="holiday"
        options={["week", "closed", "own"]}
        value={onHoliday ? meaningOf(onHoliday.sessions) : "week"}
        sessions={onHoliday?.sessions ?? []}
        problem={problem}
      />
      <Meaning
        name={`${hoursName}.onMakeUp`}
        of="make-up"
        options={["table", "own-weekday", "closed", "own"]}
        value={onMakeUp === "own-weekday" ? onMakeUp : onMakeUp ? meaningOf(onMakeUp.sessions) : "table"}
        sessions={typeof onMakeUp === "object" ? onMakeUp.sessions : []}
        problem={problem}
      />
      <Button kind="quiet" name="do" value="calendar">
        {t("place.desk.calendar.save")}
      </Button>
    </Form>
  );
}

const meaningOf = (sessions: readonly Session[]) => (sessions.length > 0 ? "own" : "closed");

interface MeaningProps {
  name: string;
  of: "holiday" | "make-up";
  options: readonly string[];
  value: string;
  sessions: readonly Session[];
  problem: Problem | undefined;
}

function Meaning({ name, of, options, value, sessions, problem }: MeaningProps) {
  const t = useText();
  return (
    <>
      <Choice
        name={name}
        label={t(`place.desk.calendar.${of}`)}
        value={value}
        options={options.map((option) => ({
          value: option,
          label: t(`place.desk.calendar.${of}.${option}`),
        }))}
        problem={problem}
      />
      <SessionRows
        name={`${name}.sessions`}
        legend={t(`place.desk.calendar.${of}.times`)}
        sessions={sessions}
        problem={problem}
      />
    </>
  );
}
