/** Entering a draw, changing the entry, or coming along on somebody else's. */
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Choice, Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Section } from "#web/kit/section.tsx";
import { numberOf, type Problem, said } from "#web/page.ts";
import { usePage, useWhom } from "#web/text.tsx";
import { type Draw, type Own, useLotName } from "./draw-parts.tsx";

const mostChoices = 8;

/** What the form of an entry says. */
export function entryOf(form: FormData) {
  const choices = Array.from({ length: mostChoices }, (_, n) => said(form, `choices.${n}`));
  return {
    people: form.getAll("people[]").map(String),
    unnamed: form.has("unnamed") ? numberOf(form, "unnamed") : 0,
    choices: choices.filter(Boolean),
    most: numberOf(form, "most"),
  };
}

/** Entering, changing the entry, withdrawing it, or coming along on somebody else's. */
export function Enter({
  draw,
  own,
  withdraws,
  problem,
  values,
}: {
  draw: Draw;
  own: Own | null;
  /** Comes from a message to withdraw. */
  withdraws: boolean;
  problem: Problem | undefined;
  values: Record<string, string>;
}) {
  const { text: t, actor, here } = usePage();
  const whom = useWhom();
  if (draw.phase !== "open") return null;
  if (!own)
    return (
      <Section title={t("drawing.enter")}>
        {actor.kind === "anonymous" ? (
          <p>
            <ButtonLink href={`/sign-in?back=${encodeURIComponent(here)}`}>
              {t("drawing.enter.sign-in")}
            </ButtonLink>
          </p>
        ) : (
          <p className="quiet">{t("drawing.enter.staff")}</p>
        )}
      </Section>
    );
  if (own.can.includes("leave")) return null;
  const changes = own.can.includes("change");
  const joining = values.do === "join";
  const title = t(changes ? "drawing.change" : "drawing.enter");
  const withdrawing = values.do === "withdraw";
  const others = withdrawing || joining || values.do === "leave";
  const form = (
    <EntryForm
      draw={draw}
      own={own}
      title={title}
      problem={others ? undefined : problem}
      values={others ? {} : values}
    />
  );
  return (
    <Section title={title} id="enter">
      {whom.acts && <p>{t("drawing.enter.for", { name: whom.name })}</p>}
      {changes ? (
        <details open={problem !== undefined && !others}>
          <summary>{t("drawing.change")}</summary>
          {form}
        </details>
      ) : (
        form
      )}
      {!changes && draw.mostPeople > 1 && (
        <details open={joining}>
          <summary>{t("drawing.join")}</summary>
          <Form label={t("drawing.join")} problem={joining ? problem : undefined}>
            <input type="hidden" name="do" value="join" />
            <Field
              name="code"
              label={t("drawing.join.code")}
              hint={t("drawing.join.hint")}
              problem={joining ? problem : undefined}
              chars={12}
            />
            <Button>{t("drawing.join.do")}</Button>
          </Form>
        </details>
      )}
      {own.can.includes("withdraw") && (
        <details open={withdraws || (problem !== undefined && withdrawing)}>
          <summary>{t("drawing.withdraw")}</summary>
          <Form label={t("drawing.withdraw")} problem={withdrawing ? problem : undefined}>
            <input type="hidden" name="do" value="withdraw" />
            <p>{t("drawing.withdraw.sure")}</p>
            <Button kind="refuse">{t("drawing.withdraw")}</Button>
          </Form>
        </details>
      )}
    </Section>
  );
}

function EntryForm({
  draw,
  own,
  title,
  problem,
  values,
}: {
  draw: Draw;
  own: Own;
  title: string;
  problem: Problem | undefined;
  values: Record<string, string>;
}) {
  const { text: t } = usePage();
  const { lots, mostPeople, mostLots } = draw;
  const { groups, can } = own;
  const entry = own.entry?.own ? own.entry : null;
  const nameOf = useLotName(lots);
  const there = lots.filter(({ cancelled }) => !cancelled);
  const [only] = there;
  const options = there.map(({ code }) => ({ value: code, label: nameOf(code) }));
  return (
    <Form label={title} problem={problem}>
      <OwnGroups groups={groups} />
      {mostPeople > 1 && <People own={own} draw={draw} problem={problem} values={values} />}
      {there.length === 1 && only ? (
        <input type="hidden" name="choices.0" value={only.code} />
      ) : (
        there
          .slice(0, mostChoices)
          .map((lot, n) => (
            <Select
              key={lot.code}
              name={`choices.${n}`}
              label={t("drawing.choice", { nth: n + 1 })}
              options={n === 0 ? options : [{ value: "", label: t("drawing.choice.none") }, ...options]}
              value={values[`choices.${n}`] ?? entry?.choices[n] ?? (n === 0 ? only?.code : "")}
              problem={problem}
            />
          ))
      )}
      {mostLots > 1 && there.length > 1 ? (
        <Field
          name="most"
          type="number"
          inputMode="numeric"
          label={t("drawing.most")}
          hint={t("drawing.most.hint")}
          value={values.most ?? entry?.most ?? 1}
          min={1}
          max={mostLots}
          chars={4}
          problem={problem}
        />
      ) : (
        <input type="hidden" name="most" value="1" />
      )}
      <Button icon="ticket">{t(can.includes("change") ? "drawing.change.do" : "drawing.enter.do")}</Button>
    </Form>
  );
}

/** Who comes along: of one's family by name; others by the code once one has entered; unnamed ones where the draw lets them. */
function People({
  draw: { mostPeople, unnamed },
  own: { entry, family },
  problem,
  values,
}: {
  draw: Draw;
  own: Own;
  problem: Problem | undefined;
  values: Record<string, string>;
}) {
  const { text: t } = usePage();
  const ticked = values.people?.split(",") ?? family.filter(({ on }) => on).map(({ subject }) => subject);
  const before = entry?.own && entry.state === "entered" ? entry.size - entry.people.length : 0;
  return (
    <>
      <p>{t(unnamed ? "drawing.people.some" : "drawing.people.all", { max: mostPeople })}</p>
      {family.length > 0 && (
        <Choice
          many
          optional
          name="people"
          label={t("drawing.people")}
          options={family.map(({ subject, name, elsewhere }) => ({
            value: subject,
            label: name ?? t("drawing.nameless"),
            ...(elsewhere && { reason: t("drawing.people.elsewhere") }),
          }))}
          value={ticked}
          problem={problem}
        />
      )}
      {unnamed && (
        <Field
          name="unnamed"
          type="number"
          inputMode="numeric"
          label={t("drawing.unnamed")}
          hint={t("drawing.unnamed.hint")}
          value={values.unnamed ?? before}
          min={0}
          max={mostPeople - 1}
          chars={4}
          problem={problem}
        />
      )}
      <p className="quiet small">{t("drawing.people.code")}</p>
    </>
  );
}

/** For whom places are kept, and whether one is of them by what the city knows: nobody types it in. */
function OwnGroups({ groups }: Pick<Own, "groups">) {
  const { text: t } = usePage();
  const whom = useWhom();
  if (groups.length === 0) return null;
  return (
    <div className="stack-tight">
      <p>{t("drawing.own.groups", { ...whom })}</p>
      <ul>
        {groups.map(({ id, name, in: counted, because, next }) => (
          <li key={id}>
            <strong>{name}</strong>{" "}
            {t(counted ? "drawing.own.in-group" : "drawing.own.not-in-group", { ...whom })} {because}{" "}
            {next && <a href={next.href}>{next.label}</a>}
          </li>
        ))}
      </ul>
    </div>
  );
}
