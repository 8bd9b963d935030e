import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Facts } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { Listed } from "#web/listed.tsx";
import { moment } from "#web/occasion.ts";
import {
  type ActArgs,
  dealsForPerson,
  formProblem,
  keyOf,
  type LoadArgs,
  type PageProps,
  pageOf,
  said,
} from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import {
  drawResults,
  enterDraw,
  getDraw,
  joinEntry,
  leaveEntry,
  myDraw,
  withdrawEntry,
} from "../drawing/contract.ts";
import { Enter, entryOf } from "./draw-enter.tsx";
import { OwnEntry } from "./draw-own.tsx";
import { type Draw, Lots, Outcome, Phase } from "./draw-parts.tsx";

export async function loader({ context, params, request }: LoadArgs) {
  const { call, actor } = pageOf(context);
  const of = { params: { drawId: params.drawId ?? "" } };
  const asked = new URL(request.url).searchParams;
  const [number, after] = [asked.get("number")?.trim(), Number(asked.get("after")) || 0];
  const draw = await call(getDraw, of);
  const enters = dealsForPerson(actor);
  return {
    draw,
    own: enters ? await call(myDraw, of) : null,
    results: draw.drawnAt ? await call(drawResults, { ...of, query: number ? { number } : { after } }) : null,
    ...{ number, after, done: asked.get("done"), choose: asked.get("choose") },
    withdraws: asked.has("withdraw"),
  };
}

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
    if (form.get("do") === "join") {
      const { drawId } = await call(joinEntry, { body: { code: said(form, "code") } }, keyOf(form));
      return redirect(`/draws/${drawId}?done=joined`);
    }
    if (form.get("do") === "leave") {
      await call(leaveEntry, { ...of, body: { who: said(form, "who") || null } }, keyOf(form));
      return back(form.get("who") ? "taken-off" : "left");
    }
    await call(enterDraw, { ...of, body: entryOf(form) }, keyOf(form));
    return back("entered");
  } catch (error) {
    form.set("people", form.getAll("people[]").join(","));
    return formProblem(error, form);
  }
}

const dones = ["joined", "left", "taken-off", "withdrawn"];

// texts: drawing.done.*
/** A draw as everybody sees it: what, when, the hash, one's own number, the result, and how to check it. */
export default function DrawPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { draw, own, results, number, after, done, choose, withdraws } = loaderData;
  const { text: t } = usePage();
  const [problem, tried] = [actionData?.problem, actionData?.values.do];
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
        {done && dones.includes(done) && !actionData && (
          <Notice kind="done" live title={t(`drawing.done.${done}`)} />
        )}
      </div>
      <OwnEntry draw={draw} own={own} problem={tried === "leave" ? problem : undefined} />
      <Enter
        draw={draw}
        own={own}
        withdraws={withdraws}
        problem={problem}
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

// texts: drawing.kind.*
/** How it goes, step by step, with the times. */
function Course({ draw }: { draw: Draw }) {
  const { text: t } = usePage();
  const { base, loss, win, missed, months } = draw.weights;
  const even = loss + win + missed === 0;
  const [most, unnamed] = [draw.mostPeople, draw.unnamed ? "yes" : "no"];
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
          { term: t("drawing.step.people"), value: t("drawing.step.people.text", { most, unnamed }) },
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
        <Listed
          none={{ title: t("drawing.results.none"), do: t("drawing.results.none.do") }}
          caption={t("drawing.results")}
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
