import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Facts, Table } from "#web/kit/list.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { moment } from "#web/occasion.ts";
import {
  type ActArgs,
  formProblem,
  keyOf,
  type LoadArgs,
  numberOf,
  type PageProps,
  type Problem,
  pageOf,
} from "#web/page.ts";
import { usePage, useWhom } from "#web/text.tsx";
import { drawResults, enterDraw, getDraw, myDraw, withdrawEntry } from "../drawing/contract.ts";
import { type Draw, Lots, Outcome, Phase, useLotName } from "./draw-parts.tsx";

export async function loader({ context, params, request }: LoadArgs) {
  const { call, actor } = pageOf(context);
  const of = { params: { drawId: params.drawId ?? "" } };
  const asked = new URL(request.url).searchParams;
  const [number, after] = [asked.get("number")?.trim(), Number(asked.get("after")) || 0];
  const draw = await call(getDraw, of);
  const enters = actor.kind === "resident" || actor.onBehalfOf !== null;
  return {
    draw,
    own: enters ? await call(myDraw, of) : null,
    results: draw.drawnAt ? await call(drawResults, { ...of, query: number ? { number } : { after } }) : null,
    ...{ number, after, done: asked.get("done"), choose: asked.get("choose") },
    withdraws: asked.has("withdraw"),
  };
}

const mostChoices = 8;

/** Each answer is a page of its own, so that reloading does nothing twice. */
export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const of = { params: { drawId: params.drawId ?? "" } };
  const back = (done: string) => redirect(`/draws/${of.params.drawId}?done=${done}`);
  try {
    if (form.get("do") === "withdraw") {
      await call(withdrawEntry, { ...of, body: {} }, keyOf(form));
      return back("withdrawn");
    }
    const choices = Array.from({ length: mostChoices }, (_, n) =>
      String(form.get(`choices.${n}`) ?? ""),
    ).filter(Boolean);
    const body = { size: numberOf(form, "size"), choices, most: numberOf(form, "most") };
    await call(enterDraw, { ...of, body }, keyOf(form));
    return back("entered");
  } catch (error) {
    return formProblem(error, form);
  }
}

type Own = AnswerOf<typeof myDraw>;

/** A draw as everybody sees it: what, when, the hash, one's own number, the result, and how to check it. */
export default function DrawPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { draw, own, results, number, after, done, choose, withdraws } = loaderData;
  const { text: t } = usePage();
  return (
    <ShellPortal title={draw.title} section="events">
      <div className="stack">
        <Trail label={t("line.trail")} items={[{ href: "/draws", label: t("drawing.title") }]} />
        <h1 dir="auto">{draw.title}</h1>
        <p>
          <Phase phase={draw.phase} />{" "}
          <span className="quiet">
            <bdi>{draw.house}</bdi> · {t("drawing.entries", { count: draw.entries })}
          </span>
        </p>
        <Trouble draw={draw} />
        {done === "entered" && own?.entry && !actionData && (
          <Notice kind="done" live title={t("drawing.done.entered")}>
            {t("drawing.done.entered.next", { number: own.entry.number })}
          </Notice>
        )}
        {done === "withdrawn" && !actionData && (
          <Notice kind="done" live title={t("drawing.done.withdrawn")} />
        )}
      </div>
      <OwnEntry draw={draw} own={own} />
      <Enter
        draw={draw}
        own={own}
        withdraws={withdraws}
        problem={actionData?.problem}
        values={actionData?.values ?? (choose ? { "choices.0": choose } : {})}
      />
      <Section title={t("drawing.what")}>
        <Lots draw={draw} />
      </Section>
      <Course draw={draw} />
      {results && <Results draw={draw} results={results} number={number} after={after} />}
      {draw.hash && <Check draw={draw} />}
    </ShellPortal>
  );
}

// texts: drawing.called-off.then.*
function Trouble({ draw: { phase, late, house, calledOff, revealBy } }: { draw: Draw }) {
  const { text: t } = usePage();
  const at = moment(revealBy);
  if (calledOff)
    return (
      <Notice kind="refused" title={t("drawing.phase.called-off")}>
        {calledOff.because
          ? t("drawing.called-off.because", { because: calledOff.because })
          : t("drawing.called-off.nobody")}{" "}
        {calledOff.because && calledOff.places && t(`drawing.called-off.then.${calledOff.places}`)}
      </Notice>
    );
  if (phase === "overdue")
    return (
      <Notice kind="attention" title={t("drawing.phase.overdue")}>
        {t("drawing.overdue", { at, house })}
      </Notice>
    );
  if (phase === "unfrozen")
    return (
      <Notice kind="attention" title={t("drawing.phase.unfrozen")}>
        {t("drawing.unfrozen")}
      </Notice>
    );
  return late ? <Notice kind="attention" title={t("drawing.late", { at })} /> : null;
}

// texts: drawing.entry.*
function OwnEntry({ draw, own }: { draw: Draw; own: Own | null }) {
  const { text: t } = usePage();
  const nameOf = useLotName(draw.lots);
  const entry = own?.entry;
  if (!entry) return null;
  const counted = own.groups.filter((one) => one.in);
  const because = entry.results.find((one) => one.because)?.because;
  const held = entry.results.find(({ became }) => became === "held" || became === "waiting");
  const lot = draw.lots.find(({ code }) => code === held?.code);
  return (
    <Section title={t("drawing.own")}>
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
      {held && lot && (
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

function Enter({
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
  const changes = own.can.includes("change");
  const title = t(changes ? "drawing.change" : "drawing.enter");
  const withdrawing = values.do === "withdraw";
  const form = (
    <EntryForm
      draw={draw}
      own={own}
      title={title}
      problem={withdrawing ? undefined : problem}
      values={values}
    />
  );
  return (
    <Section title={title} id="enter">
      {whom.acts && <p>{t("drawing.enter.for", { name: whom.name })}</p>}
      {changes ? (
        <details open={problem !== undefined && !withdrawing}>
          <summary>{t("drawing.change")}</summary>
          {form}
        </details>
      ) : (
        form
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
  draw: { lots, mostPeople, mostLots },
  own: { entry, groups, can },
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
  const nameOf = useLotName(lots);
  const there = lots.filter(({ cancelled }) => !cancelled);
  const [only] = there;
  const options = there.map(({ code }) => ({ value: code, label: nameOf(code) }));
  return (
    <Form label={title} problem={problem}>
      <OwnGroups groups={groups} />
      {mostPeople > 1 ? (
        <Field
          name="size"
          type="number"
          inputMode="numeric"
          label={t("drawing.size")}
          hint={t("drawing.size.hint", { max: mostPeople })}
          value={values.size ?? entry?.size ?? 1}
          min={1}
          max={mostPeople}
          chars={4}
          problem={problem}
        />
      ) : (
        <input type="hidden" name="size" value="1" />
      )}
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

// texts: drawing.kind.*
/** How it goes, step by step, with the times. */
function Course({ draw }: { draw: Draw }) {
  const { text: t } = usePage();
  const { base, loss, win, missed, months } = draw.weights;
  const even = loss + win + missed === 0;
  const range = t.formats.rangeText({ from: moment(draw.opensAt), to: moment(draw.closesAt) });
  const kind = t(`drawing.kind.${draw.value.kind}`);
  return (
    <Section title={t("drawing.when")}>
      <Facts
        items={[
          { term: t("drawing.step.entries"), value: t("drawing.step.entries.text", { range }) },
          { term: t("drawing.step.freeze"), value: t("drawing.step.freeze.text") },
          {
            term: t("drawing.step.value"),
            value: t("drawing.step.value.text", {
              ...{ kind, source: draw.value.source, at: moment(draw.knownFrom) },
            }),
          },
          { term: t("drawing.step.draw"), value: t("drawing.step.draw.text", { at: moment(draw.revealBy) }) },
          {
            term: t("drawing.step.confirm"),
            value: draw.confirmBy
              ? t("drawing.step.confirm.text", { at: moment(draw.confirmBy) })
              : t("drawing.step.line"),
          },
          ...(draw.groups.length > 0
            ? [
                {
                  term: t("drawing.lot.reserved-title"),
                  value: t("drawing.step.groups", {
                    groups: t.formats.listText(draw.groups.map(({ name }) => name)),
                  }),
                },
              ]
            : []),
          {
            term: t("drawing.new.weights"),
            value: even
              ? t("drawing.weights.even")
              : t("drawing.weights", { base, loss, win, missed, months }),
          },
        ]}
      />
    </Section>
  );
}

function Results({
  draw,
  results: { items, next },
  number,
  after,
}: {
  draw: Draw;
  results: AnswerOf<typeof drawResults>;
  number: string | undefined;
  after: number;
}) {
  const { text: t } = usePage();
  return (
    <Section title={t("drawing.results")} id="results">
      <div className="stack">
        <Form method="get" action={`/draws/${draw.id}#results`} label={t("drawing.results.find")}>
          <Field name="number" label={t("drawing.results.number")} value={number} chars={12} />
          <Button kind="quiet" icon="search">
            {t("drawing.results.find.do")}
          </Button>
        </Form>
        {items.length === 0 ? (
          <Empty title={t("drawing.results.none")}>{t("drawing.results.none.do")}</Empty>
        ) : (
          <Table
            caption={t("drawing.results")}
            hideCaption
            columns={[
              { key: "rank", label: t("drawing.results.rank"), numeric: true },
              { key: "number", label: t("drawing.results.number") },
              { key: "result", label: t("drawing.results.result"), prose: true },
            ]}
            rows={items.map((one) => ({
              key: one.number,
              cells: [
                t.formats.numberText(one.rank),
                <bdi key="number">{one.number}</bdi>,
                <Outcome key="result" choices={one.choices} lots={draw.lots} />,
              ],
            }))}
          />
        )}
        <p className="actions">
          {next !== null && (
            <a href={`/draws/${draw.id}?after=${next}#results`}>{t("drawing.results.more")}</a>
          )}
          {(after > 0 || number) && <a href={`/draws/${draw.id}#results`}>{t("drawing.results.first")}</a>}
        </p>
      </div>
    </Section>
  );
}

/** A hash in groups of eight, which eyes can compare. */
const grouped = (hash: string) => hash.replace(/(.{8})(?=.)/g, "$1 ");

function Check({ draw }: { draw: Draw }) {
  const { text: t } = usePage();
  const file = `/api/draws/${draw.id}/file`;
  const facts = [
    [t("drawing.hash"), draw.hash && grouped(draw.hash)],
    [t("drawing.commitment"), draw.commitment && grouped(draw.commitment)],
    [t("drawing.secret"), draw.secret && grouped(draw.secret)],
    [t("drawing.frozen-at"), draw.frozenAt && t.formats.momentText(moment(draw.frozenAt))],
    [t("drawing.value"), draw.value.text],
    [t("drawing.drawn-at"), draw.drawnAt && t.formats.momentText(moment(draw.drawnAt))],
  ].flatMap(([term, value]) => (term && value ? [{ term, value: <bdi>{value}</bdi> }] : []));
  return (
    <Section title={t("drawing.check")} id="check">
      <div className="stack">
        <Facts items={facts} />
        {!draw.drawnAt && <p>{t(draw.secret ? "drawing.secret.why" : "drawing.check.before")}</p>}
        <p className="actions">
          {draw.drawnAt && (
            <ButtonLink href={file} icon="download">
              {t("drawing.download.file")}
            </ButtonLink>
          )}
          <ButtonLink href={`${file}?of=list`} kind={draw.drawnAt ? "quiet" : "primary"} icon="download">
            {t("drawing.download.list")}
          </ButtonLink>
          <ButtonLink href="/api/draw-verifier/page" kind="quiet" icon="download">
            {t("drawing.download.page")}
          </ButtonLink>
          <ButtonLink href="/api/draw-verifier/command" kind="quiet" icon="download">
            {t("drawing.download.command")}
          </ButtonLink>
        </p>
        <h3>{t("drawing.check.how")}</h3>
        <ol>
          <li>{t("drawing.check.1")}</li>
          <li>{t("drawing.check.2")}</li>
          <li>{t("drawing.check.3")}</li>
        </ol>
        <p className="small">{t("drawing.check.command")}</p>
        <p className="small quiet">{t("drawing.check.why")}</p>
      </div>
    </Section>
  );
}
