import { Fragment } from "react";
import { ButtonLink } from "#web/kit/button.tsx";
import { Facts, Table } from "#web/kit/list.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { State } from "#web/kit/state.tsx";
import { day, moment } from "#web/occasion.ts";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { type CategoryView, type ContestView, getContest } from "../../contest/contract.ts";
import { shownValue } from "./measure.ts";
import { RulesText } from "./rules-text.tsx";

export async function loader({ context, params, request }: LoadArgs) {
  const after = new URL(request.url).searchParams.get("after");
  const query = { ...(after && { after }) };
  return { contest: await pageOf(context).call(getContest, { params: { id: params.id ?? "" }, query }) };
}

// texts: contest.state.*
/** A contest: until when one enters what, by which rules; and what came of it. */
export default function ContestPage({ loaderData: { contest } }: PageProps<typeof loader>) {
  const { text: t } = usePage();
  const open = contest.state === "open";
  const shown = contest.categories.filter(({ rounds }) => rounds.some(({ publishedAt }) => publishedAt));
  return (
    <ShellPortal title={t("contest.title", { title: contest.event.title })} section="events">
      <div className="stack-wide">
        <header className="stack">
          <Trail
            label={t("event.series")}
            items={[{ href: `/events/${contest.event.id}`, label: contest.event.title }]}
          />
          <h1>{t("contest.title", { title: contest.event.title })}</h1>
          <p className="row">
            <State kind={open ? "open" : "closed"}>{t(`contest.state.${contest.state}`)}</State>
            <span>
              {t("contest.window", { from: moment(contest.opensAt), to: moment(contest.closesAt) })}
            </span>
            <a href="/my/entries">{t("contest.mine")}</a>
          </p>
        </header>
        {shown.length > 0 && (
          <Section title={t("contest.results")} id="results">
            <div className="stack-wide">
              {shown.map((category) => (
                <Results key={category.id} event={contest.event.id} category={category} />
              ))}
            </div>
          </Section>
        )}
        {contest.records.length > 0 && <Records records={contest.records} />}
        <Section title={t("contest.categories")}>
          <ul className="plain stack-wide">
            {contest.categories.map((category) => (
              <Category key={category.id} contest={contest} category={category} />
            ))}
          </ul>
        </Section>
        <Section title={t("contest.rules")}>
          <RulesText text={contest.rules} />
        </Section>
      </div>
    </ShellPortal>
  );
}

// texts: contest.rule.*
function Category({ contest, category }: { contest: ContestView; category: CategoryView }) {
  const { text: t } = usePage();
  const { ageFrom, ageTo, teamFrom, teamTo } = category;
  const ages =
    ageFrom !== null && ageTo !== null
      ? t("event.ages-between", { from: ageFrom, to: ageTo })
      : ageFrom !== null
        ? t("event.ages-from", { from: ageFrom })
        : ageTo !== null
          ? t("event.ages-to", { to: ageTo })
          : t("event.ages-all");
  const judged = category.rounds.find(({ rule }) => rule !== null);
  return (
    <li className="card stack-tight">
      <h3 dir="auto">{category.name}</h3>
      <Facts
        items={[
          { term: t("event.ages"), value: ages },
          {
            term: t("contest.team"),
            value:
              teamTo === 1 ? t("contest.single") : t("contest.team-size", { from: teamFrom, to: teamTo }),
          },
          {
            term: t("contest.left"),
            value: t("contest.left-of", { left: category.left, places: category.places }),
          },
          ...(judged?.rule
            ? [
                {
                  term: t("contest.judging"),
                  value: (
                    <>
                      {t(`contest.rule.${judged.rule}`)}
                      {judged.criteria.map(({ name, weight }) => (
                        <div key={name} dir="auto">
                          {name} {weight}
                        </div>
                      ))}
                    </>
                  ),
                },
              ]
            : []),
        ]}
      />
      {contest.state === "open" &&
        (category.rounds.some(({ publishedAt }) => publishedAt) ? (
          <p className="quiet">{t("contest.state.closed")}</p>
        ) : category.left > 0 ? (
          <p>
            <ButtonLink href={`/events/${contest.event.id}/contest/enter?category=${category.id}`}>
              {t("contest.enter")}
              <span className="unseen"> {category.name}</span>
            </ButtonLink>
          </p>
        ) : (
          <p className="quiet">{t("contest.full")}</p>
        ))}
    </li>
  );
}

// texts: contest.stage.* contest.outcome.* contest.award.*
/** Published rounds of a category, the last one first. */
function Results({ event, category }: { event: string; category: CategoryView }) {
  const { text: t } = usePage();
  const rounds = category.rounds.filter(({ publishedAt }) => publishedAt).reverse();
  return (
    <div className="stack">
      <h3 dir="auto">{category.name}</h3>
      {rounds.map((round) => (
        <Fragment key={round.id}>
          <Table
            caption={
              round.jurors === null
                ? t(`contest.stage.${round.stage}`)
                : t(round.ofHouse ? "contest.stage-judged-staff" : "contest.stage-judged", {
                    stage: t(`contest.stage.${round.stage}`),
                    count: round.jurors,
                    staff: round.ofHouse ?? 0,
                  })
            }
            columns={[
              { key: "place", label: t("contest.place"), numeric: true },
              { key: "name", label: t("contest.who") },
              { key: "title", label: t("contest.entry-title") },
              { key: "value", label: t("contest.value-and-award"), numeric: true },
            ]}
            rows={round.results.map((row) => ({
              key: row.entryId,
              cells: [
                row.place ?? "–",
                row.name ? <bdi key="name">{row.name}</bdi> : t("contest.number", { number: row.number }),
                <bdi key="title">{row.title}</bdi>,
                <Fragment key="value">
                  {row.value === null
                    ? t(`contest.outcome.${row.status}`)
                    : shownValue(category.unit, row.value)}
                  {(row.award || row.advances) && (
                    <div>{row.award ? t(`contest.award.${row.award}`) : t("contest.goes-on")}</div>
                  )}
                  {row.reason && <div dir="auto">{row.reason}</div>}
                </Fragment>,
              ],
            }))}
          />
          {round.awardsReason && (
            <p dir="auto">{t("contest.awards-because", { reason: round.awardsReason })}</p>
          )}
          {round.next && (
            <p>
              <a href={`/events/${event}/contest?after=${round.next}#results`}>
                {t("contest.more-results", { stage: t(`contest.stage.${round.stage}`) })}
                <span className="unseen"> {category.name}</span>
              </a>
            </p>
          )}
        </Fragment>
      ))}
    </div>
  );
}

function Records({ records }: Pick<ContestView, "records">) {
  const { text: t } = usePage();
  return (
    <Section title={t("contest.records")} note={t("contest.records-note")}>
      <Table
        caption={t("contest.records")}
        hideCaption
        columns={[
          { key: "discipline", label: t("contest.discipline") },
          { key: "value", label: t("contest.value"), numeric: true },
          { key: "who", label: t("contest.who") },
          { key: "when", label: t("contest.when") },
        ]}
        rows={records.map((one) => ({
          key: one.discipline + one.unit,
          cells: [
            <bdi key="discipline">{one.discipline}</bdi>,
            shownValue(one.unit, one.value),
            one.name ? <bdi key="name">{one.name}</bdi> : t("contest.number", { number: one.number }),
            <a key="when" href={`/events/${one.event.id}/contest`}>
              {t.formats.dayText(day(one.day))}
            </a>,
          ],
        }))}
      />
    </Section>
  );
}
