/** The entry one is on in a draw. */
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Form } from "#web/kit/form.tsx";
import { Facts } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section } from "#web/kit/section.tsx";
import type { Problem } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { FoldedForm } from "#web/titled-form.tsx";
import { type Draw, Outcome, type Own, useLotName } from "./draw-parts.tsx";

// texts: drawing.entry.*
/** The entry one is on: its number, who is on it, and what it got. */
export function OwnEntry({
  draw,
  own,
  problem,
}: {
  draw: Draw;
  own: Own | null;
  problem: Problem | undefined;
}) {
  const { text: t } = usePage();
  const nameOf = useLotName(draw.lots);
  const entry = own?.entry;
  if (!entry) return null;
  const counted = own.groups.filter((one) => one.in);
  const open = own.can.length > 0;
  const because = entry.results.find((one) => one.because)?.because;
  const held = entry.results.find(({ became }) => became === "held" || became === "waiting");
  const lot = draw.lots.find(({ code }) => code === held?.code);
  return (
    <Section title={t(entry.own ? "drawing.own" : "drawing.along")} id="own">
      {problem && !own.can.includes("leave") && (
        <Notice kind="refused" live title={problem.title}>
          {problem.detail}
        </Notice>
      )}
      <Facts
        items={[
          {
            term: t("drawing.own.number"),
            value: <strong className="setup-code">{entry.number}</strong>,
          },
          {
            term: t("drawing.own.state"),
            value: `${t(`drawing.entry.${entry.state}`)} · ${t("drawing.own.people", { size: entry.size })}`,
          },
          ...(entry.state !== "withdrawn" && entry.size > 1
            ? [{ term: t("drawing.own.together"), value: <Together entry={entry} open={open} /> }]
            : []),
          ...(counted.length > 0
            ? [{ term: t("drawing.own.counted"), value: t.formats.listText(counted.map(({ name }) => name)) }]
            : []),
          ...(draw.lots.length > 1
            ? [
                {
                  term: t("drawing.own.choices"),
                  value: (
                    <ol className="plain">
                      {entry.choices.map((code) => (
                        <li key={code} dir="auto">
                          {nameOf(code)}
                        </li>
                      ))}
                    </ol>
                  ),
                },
              ]
            : []),
          ...(entry.weight === null
            ? []
            : [{ term: t("drawing.own.weight"), value: t("drawing.own.chances", { count: entry.weight }) }]),
          ...(entry.rank === null
            ? []
            : [
                {
                  term: t("drawing.own.rank"),
                  value: t("drawing.own.rank-of", { rank: entry.rank, count: draw.entries }),
                },
                {
                  term: t("drawing.results.result"),
                  value: <Outcome choices={entry.results} lots={draw.lots} />,
                },
              ]),
        ]}
      />
      {because && <p>{t("drawing.own.because", { because })}</p>}
      {entry.code && draw.mostPeople > 1 && entry.size < draw.mostPeople && (
        <p>
          {t("drawing.own.code")} <strong className="setup-code">{shownCode(entry.code)}</strong>{" "}
          <span className="quiet small">{t("drawing.own.code.hint")}</span>
        </p>
      )}
      {own.can.includes("leave") && (
        <FoldedForm title={t("drawing.leave")} problem={problem}>
          <input type="hidden" name="do" value="leave" />
          <p>{t("drawing.leave.sure")}</p>
          <Button kind="refuse">{t("drawing.leave")}</Button>
        </FoldedForm>
      )}
      {entry.own && held && lot && (
        <p>
          <ButtonLink href={`/line/${lot.offerId}`} kind={held.became === "held" ? "primary" : "quiet"}>
            {t(held.became === "held" ? "drawing.own.confirm" : "drawing.own.to-line")}
          </ButtonLink>
        </p>
      )}
      <p className="quiet small">{t("drawing.own.keep")}</p>
    </Section>
  );
}

/** Everybody on an entry who is named, and how many are not; whoever made it may take off who came by the code. */
function Together({ entry, open }: { entry: NonNullable<Own["entry"]>; open: boolean }) {
  const { text: t } = usePage();
  const unnamed = entry.size - entry.people.length;
  return (
    <ul className="plain">
      {entry.people.map(({ subject, name, self, joined }, n) => (
        <li key={subject}>
          <bdi>{name ?? t("drawing.nameless")}</bdi>{" "}
          <span className="quiet small">
            {[
              ...(self ? [t("drawing.own.self")] : []),
              ...(n === 0 ? [t("drawing.own.maker")] : []),
              ...(joined ? [t("drawing.own.joined")] : []),
            ].join(" · ")}
          </span>
          {entry.own && open && joined && (
            <Form label={t("drawing.take-off", { name: name ?? t("drawing.nameless") })}>
              <input type="hidden" name="do" value="leave" />
              <input type="hidden" name="who" value={subject} />
              <Button kind="link">
                {t("drawing.take-off.do")}
                <span className="unseen"> {name ?? t("drawing.nameless")}</span>
              </Button>
            </Form>
          )}
        </li>
      ))}
      {unnamed > 0 && <li>{t("drawing.own.unnamed", { count: unnamed })}</li>}
    </ul>
  );
}

/** In two groups of five, as it is told on. */
const shownCode = (code: string) => code.replace(/^(.{5})(.{5})$/, "$1-$2");
