/** Rules of a room as the fields of a form, there and back. */
import { Choice, Field, Select, Tick, TimeField } from "#web/kit/field.tsx";
import { numberOf, type Problem, said } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import type { ReservationRules } from "../../reserving/contract.ts";

/** With the word for each. */
const numbers = [
  ["shortestMinutes", "shortest-minutes"],
  ["longestMinutes", "longest-minutes"],
  ["setUpMinutes", "set-up-minutes"],
  ["clearUpMinutes", "clear-up-minutes"],
  ["horizonDays", "horizon-days"],
  ["giveBackMinutes", "give-back-minutes"],
] as const;
const limits = [
  ["mostComing", "most-coming"],
  ["mostAWeek", "most-a-week"],
] as const;
const steps = ["5", "10", "15", "30", "60"];
const chains = ["none", "house", "house-above"] as const;
/** Orders of priority a house can choose among. */
const priorities = {
  usual: ["use", "house", "organisation", "person"],
  people: ["use", "house", "person", "organisation"],
  equal: ["use", "house"],
} as const satisfies Record<string, ReservationRules["priority"]>;

/** What the form holds. What is no number goes on as it is, for the contract to refuse. */
export function rulesIn(form: FormData): ReservationRules {
  const typed = (name: string) => said(form, `rules.${name}`);
  const number = (name: string) => numberOf(form, `rules.${name}`);
  const limit = (name: string) => (typed(name) === "" ? null : number(name));
  const order = Object.entries(priorities).find(([name]) => name === typed("priority"))?.[1];
  // What is none of its values is refused by the contract.
  return {
    stepMinutes: Number(typed("stepMinutes")) as ReservationRules["stepMinutes"],
    shortestMinutes: number("shortestMinutes"),
    longestMinutes: number("longestMinutes"),
    setUpMinutes: number("setUpMinutes"),
    clearUpMinutes: number("clearUpMinutes"),
    horizonDays: number("horizonDays"),
    giveBackMinutes: number("giveBackMinutes"),
    mostComing: limit("mostComing"),
    mostAWeek: limit("mostAWeek"),
    level: Number(typed("level")),
    approval:
      typed("approval") === "house"
        ? ["house"]
        : typed("approval") === "house-above"
          ? ["house", "above"]
          : [],
    checkIn: form.has("rules.checkIn")
      ? {
          fromMinutes: number("checkIn.fromMinutes"),
          untilMinutes: number("checkIn.untilMinutes"),
          release: form.has("rules.checkIn.release"),
        }
      : null,
    away:
      typed("away.minutes") === "" ? null : { minutes: number("away.minutes"), most: number("away.most") },
    slot:
      typed("slot.minutes") === ""
        ? null
        : {
            minutes: number("slot.minutes"),
            everyMinutes: number("slot.everyMinutes"),
            from: typed("slot.from"),
            most: number("slot.most"),
          },
    priority: [...(order ?? priorities.usual)],
  };
}

interface Props {
  rules: ReservationRules;
  /** Everybody may ask for it, as it stands. */
  open?: boolean;
  problem: Problem | undefined;
  values: Record<string, string>;
}

// texts: room-rules.*
/** Everything a house can ask of whoever reserves. */
export function RoomRuleFields({ rules, open = true, problem, values }: Props) {
  const { text: t } = usePage();
  const tried = problem !== undefined;
  const typed = (name: string, before: unknown) =>
    tried ? values[`rules.${name}`] : before === null ? undefined : String(before);
  const ticked = (name: string, before: boolean) => (tried ? `rules.${name}` in values : before);
  const chain = rules.approval.length === 0 ? "none" : rules.approval.length === 1 ? "house" : "house-above";
  const order =
    Object.entries(priorities).find(([, one]) => one.join() === rules.priority.join())?.[0] ?? "usual";
  return (
    <>
      <Select
        name="rules.stepMinutes"
        label={t("room-rules.step-minutes")}
        options={steps.map((value) => ({ value, label: t("reserving.minutes", { minutes: Number(value) }) }))}
        value={typed("stepMinutes", rules.stepMinutes)}
        problem={problem}
      />
      {numbers.map(([name, word]) => (
        <Field
          key={name}
          name={`rules.${name}`}
          label={t(`room-rules.${word}`)}
          type="number"
          min={0}
          chars={6}
          unit={t(name === "horizonDays" ? "room-rules.days" : "room-rules.minutes")}
          value={typed(name, rules[name])}
          problem={problem}
        />
      ))}
      <Field
        name="rules.slot.minutes"
        label={t("room-rules.slot-minutes")}
        hint={t("room-rules.slot-hint")}
        type="number"
        min={5}
        chars={4}
        unit={t("room-rules.minutes")}
        value={typed("slot.minutes", rules.slot?.minutes ?? null)}
        problem={problem}
        optional
      />
      <Field
        name="rules.slot.everyMinutes"
        label={t("room-rules.slot-every")}
        type="number"
        min={5}
        chars={4}
        unit={t("room-rules.minutes")}
        value={typed("slot.everyMinutes", rules.slot?.everyMinutes ?? 60)}
        problem={problem}
      />
      <TimeField
        name="rules.slot.from"
        label={t("room-rules.slot-from")}
        value={typed("slot.from", rules.slot?.from ?? "10:00")}
        problem={problem}
      />
      <Field
        name="rules.slot.most"
        label={t("room-rules.slot-most")}
        type="number"
        min={1}
        chars={4}
        value={typed("slot.most", rules.slot?.most ?? 1)}
        problem={problem}
      />
      {limits.map(([name, word]) => (
        <Field
          key={name}
          name={`rules.${name}`}
          label={t(`room-rules.${word}`)}
          type="number"
          min={1}
          chars={4}
          value={typed(name, rules[name])}
          problem={problem}
          optional
        />
      ))}
      <Select
        name="rules.level"
        label={t("room-rules.level")}
        options={["0", "1", "2", "3"].map((value) => ({ value, label: t(`room-rules.level-${value}`) }))}
        value={typed("level", rules.level)}
        problem={problem}
      />
      <Choice
        name="rules.approval"
        label={t("room-rules.approval")}
        options={chains.map((value) => ({ value, label: t(`room-rules.approval-${value}`) }))}
        value={typed("approval", chain)}
        problem={problem}
      />
      <Tick
        name="rules.checkIn"
        label={t("room-rules.check-in")}
        checked={ticked("checkIn", rules.checkIn !== null)}
      />
      <Field
        name="rules.checkIn.fromMinutes"
        label={t("room-rules.check-in-from")}
        type="number"
        min={0}
        chars={4}
        unit={t("room-rules.minutes")}
        value={typed("checkIn.fromMinutes", rules.checkIn?.fromMinutes ?? 15)}
        problem={problem}
      />
      <Field
        name="rules.checkIn.untilMinutes"
        label={t("room-rules.check-in-until")}
        type="number"
        min={1}
        chars={4}
        unit={t("room-rules.minutes")}
        value={typed("checkIn.untilMinutes", rules.checkIn?.untilMinutes ?? 15)}
        problem={problem}
      />
      <Tick
        name="rules.checkIn.release"
        label={t("room-rules.check-in-release")}
        checked={ticked("checkIn.release", rules.checkIn?.release ?? true)}
      />
      <Field
        name="rules.away.minutes"
        label={t("room-rules.away-minutes")}
        type="number"
        min={5}
        chars={4}
        unit={t("room-rules.minutes")}
        value={typed("away.minutes", rules.away?.minutes ?? null)}
        problem={problem}
        optional
      />
      <Field
        name="rules.away.most"
        label={t("room-rules.away-most")}
        type="number"
        min={1}
        chars={4}
        value={typed("away.most", rules.away?.most ?? 2)}
        problem={problem}
      />
      <Choice
        name="rules.priority"
        label={t("room-rules.priority")}
        hint={t("room-rules.priority-hint")}
        options={Object.keys(priorities).map((value) => ({
          value,
          label: t(`room-rules.priority-${value}`),
        }))}
        value={typed("priority", order)}
        problem={problem}
      />
      <Tick name="public" label={t("room-rules.public")} checked={tried ? "public" in values : open} />
    </>
  );
}
