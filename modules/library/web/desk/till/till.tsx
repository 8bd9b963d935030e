import { type RefObject, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { Button } from "#web/kit/button.tsx";
import { Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Section } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { State } from "#web/kit/state.tsx";
import {
  type ActArgs,
  type Handle,
  keyOf,
  type LoadArgs,
  numberOf,
  type PageProps,
  pageOf,
  problemIn,
  said,
  unknownAct,
} from "#web/page.ts";
import { usePage, useText } from "#web/text.tsx";
import { longestScan, readerAtTill, till } from "../../../circulation/till/contract.ts";
import { LendingTabs } from "../lending/lending-tabs.tsx";
import { carryOut, type Found, type Mode, type Outcome, type Step, stepOf } from "./steps.ts";
import css from "./till.css?url";
import { choicesOf, TillLast } from "./till-last.tsx";
import { keys, offeredBy, toUndo, useIdle, useKeys, useSounds, useTill } from "./till-live.ts";
import { type Now, nothingYet, type TillLine, type TillQueue } from "./till-queue.ts";
import { TillReader } from "./till-reader.tsx";
import { sayOutcome } from "./till-words.ts";

/** Beginnings of the words that the page needs in the browser. */
const texts = [
  "till",
  "lending.title",
  "lending.way",
  "loans.days-left",
  "loans.days-late",
  "loans.recalled",
  "refusal.loan",
  "refusal.till",
  "reader-category",
  "library.untitled",
  "kit",
  "shell",
  "desk",
];
export const handle = { live: true, texts } satisfies Handle;
export const links = () => [{ rel: "stylesheet", href: css }];

export async function loader({ context, request }: LoadArgs) {
  const { places } = await pageOf(context).call(till, {});
  const asked = new URL(request.url).searchParams.get("place");
  const place = asked === null ? places[0] : places.find(({ id }) => id === asked);
  return { places, place: place ?? null };
}

/** One step without script: what is known of the reader is asked again for each answer, and stands in no address. */
export async function action({ context, request }: ActArgs) {
  const { call } = pageOf(context);
  const { place } = await loader({ context, request } as LoadArgs);
  if (!place) throw new Error("a till is somewhere");
  const form = await request.formData();
  const subject = said(form, "subject") || null;
  const mode: Mode = said(form, "mode") === "return" ? "return" : "both";
  const step = stepIn(form);
  if (!step) throw unknownAct(pageOf(context));
  let found: Found | null = null;
  const outcome = await carryOut(
    step,
    { placeId: place.id, subject, mode },
    {
      call,
      key: keyOf(form).key ?? crypto.randomUUID(),
      found: null,
      note: (copy) => {
        found = copy;
      },
    },
  ).catch((error: unknown): Outcome => {
    const problem = problemIn(error);
    if (!problem || ![404, 409, 422].includes(problem.status)) throw error;
    return { is: "refused", problem, copy: found };
  });
  const stays = subject !== null && outcome.is !== "ended" && outcome.is !== "mode";
  const again = stays ? await call(readerAtTill, { body: { subject, placeId: place.id } }) : null;
  return {
    outcome,
    reader: outcome.is === "reader" ? outcome.reader : again,
    mode: outcome.is === "mode" ? outcome.mode : mode,
  };
}

/** What a form of the page asks for; null: nothing that is done here. */
function stepIn(form: FormData): Step | null {
  const copy = () => ({
    itemId: numberOf(form, "itemId"),
    title: said(form, "title"),
    barcode: said(form, "barcode"),
  });
  const loan = () => ({ loanId: said(form, "loanId"), title: said(form, "title") });
  switch (said(form, "do")) {
    case "return-first":
      return { what: "return-first", ...copy() };
    case "despite":
      return { what: "despite", reason: said(form, "reason"), ...copy() };
    case "undo":
      return { what: "undo", ...loan() };
    case "renew":
      return { what: "renew", ...loan() };
    case "renew-all":
      return { what: "renew-all" };
    case "mode":
      return { what: "mode", mode: said(form, "turn") === "return" ? "return" : "both" };
    case "end":
      return { what: "end" };
    case "scan": {
      const step = stepOf(said(form, "scan"));
      return step.what === "scan"
        ? { ...step, ownerId: said(form, "ownerId") || null, issuerId: said(form, "issuerId") || null }
        : step;
    }
    default:
      return null;
  }
}

/** The lending till: one field, scanner first, everything by keyboard. */
export default function TillPage({
  loaderData: { places, place },
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const t = useText();
  return (
    <ShellDesk title={place ? `${t("till.title")} · ${place.name}` : t("till.title")} section="till">
      <LendingTabs current="till" />
      {places.length === 0 && <Empty title={t("till.place.none")}>{t("till.place.none.do")}</Empty>}
      {places.length > 1 && (
        <details open={place === null}>
          <summary>{t("till.place")}</summary>
          <Form method="get" label={t("till.place")}>
            <Select
              name="place"
              label={t("till.place")}
              options={places.map(({ id, name }) => ({ value: id, label: name }))}
              value={place?.id}
            />
            <Button>{t("till.place.go")}</Button>
          </Form>
        </details>
      )}
      {place && <Till key={place.id} place={place} answered={actionData} />}
    </ShellDesk>
  );
}

type Place = { id: string; name: string; mayOverrule: boolean };
type Answered = { outcome: Outcome; reader: Now["reader"]; mode: Mode } | undefined;

const before = (answered: Answered): Now =>
  answered
    ? {
        ...nothingYet,
        lines: [{ id: "answered", said: "", outcome: answered.outcome }],
        reader: answered.reader,
        mode: answered.mode,
      }
    : nothingYet;

function Till({ place, answered }: { place: Place; answered: Answered }) {
  const t = useText();
  const { city } = usePage();
  const [first] = useState(() => before(answered));
  const { queue, now } = useTill(place.id, city.today, first);
  const sounds = useSounds(queue);
  const idle = useIdle(queue, now);
  const live = useLive();
  const field = useRef<HTMLInputElement>(null);
  const [asks, setAsks] = useState<string | null>(null);
  const latest = now.lines.find(({ outcome }) => outcome !== null);
  const offers = now.reader ? offeredBy(latest?.outcome, place.mayOverrule) : null;
  const state = useRef({ now, latest, offers });
  state.current = { now, latest, offers };
  const pressed = useMemo(() => {
    const act = (step: Step) => {
      setAsks(null);
      queue.do(step);
      field.current?.focus();
    };
    return {
      act,
      end: () => act({ what: "end" }),
      all: () => state.current.now.reader && act({ what: "renew-all" }),
      mode: () => act({ what: "mode", mode: state.current.now.mode === "return" ? "both" : "return" }),
      undo: () => {
        const step = toUndo(state.current.now);
        if (step) act(step);
      },
      offered: () => {
        const { latest: last, offers: offered } = state.current;
        if (last?.outcome?.is !== "refused" || !last.outcome.copy || !offered) return;
        if (offered === "return-first") act({ what: "return-first", ...last.outcome.copy });
        else setAsks(last.id);
      },
      choose: (nth: number) => {
        const { outcome } = state.current.latest ?? {};
        const step = outcome?.is === "several" ? choicesOf(outcome)[nth - 1] : undefined;
        if (step) act(step);
      },
    };
  }, [queue]);
  useKeys(field, pressed);
  const { reader, mode } = now;
  const act = live ? pressed.act : null;
  return (
    <div className="till">
      <div className="stack">
        <ScanField queue={queue} field={field} reader={reader} mode={mode} />
        <Waiting queue={queue} now={now} />
        {latest?.outcome ? (
          <TillLast
            outcome={latest.outcome}
            offers={offers}
            asks={asks === latest.id}
            subject={reader?.subject ?? null}
            act={act}
            ask={pressed.offered}
          />
        ) : (
          <section className="till-last" aria-label={t("till.last")}>
            <p className="till-then quiet">
              {t(mode === "return" ? "till.nobody.returning" : "till.nobody")}
            </p>
          </section>
        )}
        {idle !== null && <Notice kind="attention" title={t("till.idle", { seconds: idle })} />}
        {act ? (
          <Keys now={now} pressed={pressed} sounds={sounds} />
        ) : (
          <PlainKeys now={now} subject={reader?.subject ?? null} />
        )}
        <Lines lines={now.lines} />
      </div>
      {reader && <TillReader reader={reader} act={act} more={live ? () => void queue.more() : null} />}
    </div>
  );
}

const never = () => () => undefined;
/** True once the browser has taken the page over. */
const useLive = () =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );

/** With script the form never leaves the page: at Enter the line goes into the queue, and the field is empty before the next key. */
function ScanField({
  queue,
  field,
  reader,
  mode,
}: {
  queue: TillQueue;
  field: RefObject<HTMLInputElement | null>;
  reader: Now["reader"];
  mode: Mode;
}) {
  const t = useText();
  const around = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const form = around.current?.querySelector("form");
    const input = form?.elements.namedItem("scan");
    if (!form || !(input instanceof HTMLInputElement)) return;
    field.current = input;
    input.focus();
    const take = (event: Event) => {
      event.preventDefault();
      // Nobody else hears of it: the form is not on its way.
      event.stopPropagation();
      const said = input.value.trim();
      input.value = "";
      input.focus();
      if (said !== "") queue.do(stepOf(said.slice(0, longestScan)));
    };
    form.addEventListener("submit", take);
    return () => form.removeEventListener("submit", take);
  }, [queue, field]);
  return (
    <div className="till-scan" ref={around}>
      <Form label={t("till.field")} scanned>
        <input type="hidden" name="do" value="scan" />
        <input type="hidden" name="subject" value={reader?.subject ?? ""} />
        <input type="hidden" name="mode" value={mode} />
        <Field
          name="scan"
          label={t("till.field")}
          hint={t("till.field.hint")}
          value=""
          autoComplete="off"
          autoFocus
        />
        <Button>{t("till.do")}</Button>
      </Form>
    </div>
  );
}

/** What the city does not have yet. */
function Waiting({ queue, now: { waiting, trouble, loose } }: { queue: TillQueue; now: Now }) {
  const t = useText();
  if (waiting === 0 || (trouble === null && !loose)) return null;
  return (
    <Notice kind="attention" live title={t("till.waiting", { count: waiting })}>
      {trouble === "line" && t("till.waiting.line")}
      {trouble !== null && trouble !== "line" && `${trouble.title} ${trouble.detail ?? ""}`}
      {trouble === null && t("till.waiting.loose")}
      {trouble !== null && (
        <div className="row">
          <button type="button" className="button button-quiet" onClick={() => void queue.send()}>
            {t("till.waiting.send")}
          </button>
          {trouble !== "line" && (
            <button type="button" className="button button-refuse" onClick={() => void queue.drop()}>
              {t("till.waiting.drop", { count: waiting })}
            </button>
          )}
        </div>
      )}
    </Notice>
  );
}

function Keys({
  now,
  pressed,
  sounds,
}: {
  now: Now;
  pressed: Record<"end" | "all" | "mode" | "undo", () => void>;
  sounds: { on: boolean; turn(): void };
}) {
  const t = useText();
  const one = (name: "end" | "all" | "mode" | "undo", word: string) => (
    <button
      type="button"
      className="button button-quiet"
      aria-keyshortcuts={keys[name]}
      onClick={pressed[name]}
    >
      {word} <kbd>{keys[name]}</kbd>
    </button>
  );
  return (
    <div className="till-keys">
      {now.reader && one("end", t("till.end"))}
      {now.reader && now.reader.loans > 0 && one("all", t("till.renew-all"))}
      {toUndo(now) && one("undo", t("till.undo"))}
      {one("mode", t(now.mode === "return" ? "till.both" : "till.only-return"))}
      <button type="button" className="button button-quiet" aria-pressed={sounds.on} onClick={sounds.turn}>
        {t(sounds.on ? "till.sound.on" : "till.sound.off")}
      </button>
    </div>
  );
}

/** The same without script: each is a form of its own. */
function PlainKeys({ now, subject }: { now: Now; subject: string | null }) {
  const t = useText();
  const undo = toUndo(now);
  const one = (what: Step["what"], word: string, more: Record<string, string> = {}) => (
    <Form label={word}>
      <input type="hidden" name="do" value={what} />
      <input type="hidden" name="subject" value={subject ?? ""} />
      {Object.entries(more).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button kind="quiet">{word}</Button>
    </Form>
  );
  return (
    <div className="till-keys">
      {subject && one("end", t("till.end"))}
      {subject && one("renew-all", t("till.renew-all"))}
      {undo && one("undo", t("till.undo"), { loanId: undo.loanId, title: undo.title })}
      {one("mode", t(now.mode === "return" ? "till.both" : "till.only-return"), {
        turn: now.mode === "return" ? "both" : "return",
      })}
    </div>
  );
}

/** What was done since this reader came, the newest first. */
function Lines({ lines }: { lines: readonly TillLine[] }) {
  const t = useText();
  if (lines.length === 0) return null;
  return (
    <Section title={t("till.list")}>
      <ol className="plain till-lines" aria-label={t("till.list")}>
        {lines.map(({ id, said, outcome }) => {
          const told = outcome && sayOutcome(t, outcome);
          return (
            <li key={id} data-line={outcome?.is ?? "waiting"}>
              <State kind={told?.kind ?? "moment"}>{told?.word ?? t("till.done.waiting")}</State>
              <span>
                <bdi>{told?.title ?? said}</bdi> <span className="quiet small">{told?.next.join(" · ")}</span>
              </span>
            </li>
          );
        })}
      </ol>
    </Section>
  );
}
