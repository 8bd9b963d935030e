import { type RefObject, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { Field } from "#web/kit/field.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { State, type StateKind } from "#web/kit/state.tsx";
import type { Handle } from "#web/page.ts";
import { give, type Signal } from "#web/signal.ts";
import { usePage, useText } from "#web/text.tsx";
import { longestScan } from "../../../../circulation/till/contract.ts";
import css from "../till.css?url";
import type { KeptOff } from "./kept-off.ts";
import { type Last, nothingKept, type OffNow, type OffTill, offTill } from "./off-till.ts";

export const handle = {
  live: true,
  texts: ["till-off", "shell.demo", "shell.unapproved", "kit"],
} satisfies Handle;
export const links = () => [{ rel: "stylesheet", href: css }];

/** Nothing of anybody: the page is kept in the browser. */
export const loader = () => null;

/** The till when its line is gone: it lends and takes back, and says what will come of it. */
export default function KeptTill() {
  const { text: t, city } = usePage();
  const { here, now } = useOffTill(city.zone);
  const field = useRef<HTMLInputElement>(null);
  useSounds(now.last, now.asks);
  useKeys(here, now, field);
  const { known } = now;
  return (
    <>
      <title>{`${t("till-off.title")} · ${city.name}`}</title>
      <main id="main" className="till-off stack" data-line={now.line} data-waiting={now.steps.length}>
        {city.demo && <p className="till-off-demo">{t("shell.demo.word")}</p>}
        <h1>{t("till-off.title")}</h1>
        {known && (
          <p className="quiet">
            {t("till-off.who", { place: known.ahead.place.name, staff: known.ahead.staff.name ?? "" })} ·{" "}
            {t("till-off.known", { at: timeIn(city.zone, known.onlineAt) })}
          </p>
        )}
        <Band now={now} />
        {now.loose && <Notice kind="attention" title={t("till-off.loose")} />}
        {now.isOpen && !known && (
          <Notice kind="attention" title={t("till-off.unready")}>
            {t("till-off.unready.do")}
          </Notice>
        )}
        {known && <ScanField here={here} field={field} />}
        {now.asks !== null && <Asks here={here} asked={now.asks} />}
        {now.asks === null && (
          <section
            className="till-last"
            aria-label={t("till-off.last")}
            data-kind={kindOf(now.last)}
            data-outcome={now.last?.is ?? "none"}
          >
            <div role="status" aria-live="polite" aria-atomic="true" className="stack-tight">
              <LastSaid last={now.last} card={now.card} />
            </div>
          </section>
        )}
        {known && (
          <div className="till-keys">
            {now.card !== null && (
              <button type="button" className="button button-quiet" onClick={here.end}>
                {t("till-off.end")} <kbd>Esc</kbd>
              </button>
            )}
            {now.steps.length > 0 && (
              <button type="button" className="button button-quiet" onClick={() => void here.undo()}>
                {t("till-off.undo")} <kbd>F8</kbd>
              </button>
            )}
          </div>
        )}
        <Kept steps={now.steps} />
      </main>
    </>
  );
}

/** A calendar in the browser would weigh more than the till. */
const timeIn = (zone: string, at: string): string =>
  new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone }).format(
    new Date(at),
  );

function useOffTill(zone: string): { here: OffTill; now: OffNow } {
  const [here] = useState(() => offTill(zone));
  const now = useSyncExternalStore(here.subscribe, here.now, () => nothingKept);
  useEffect(() => {
    const send = () => void here.send();
    here
      .open()
      .then(send)
      .catch((error: unknown) => console.warn(error));
    addEventListener("online", send);
    return () => {
      here.stop();
      removeEventListener("online", send);
    };
  }, [here]);
  return { here, now };
}

/** How it stands with the line, and what comes next. */
function Band({ now }: { now: OffNow }) {
  const t = useText();
  const { line, steps, problem, sent, progress, known } = now;
  const count = steps.length;
  if (!now.isOpen) return null;
  if (line === "refused")
    return (
      <Notice kind="refused" live title={t("till-off.refused", { count })}>
        <p>{problem?.title}</p>
        <p className="row">
          <a className="button" href="/desk/sign-in?back=/desk/till/kept">
            {t("till-off.sign-in")}
          </a>
        </p>
      </Notice>
    );
  if (line === "none")
    return (
      <Notice kind="attention" live title={t("till-off.band", { count })}>
        {t("till-off.band.next")}
      </Notice>
    );
  const report = known ? `/desk/till/offline?place=${known.ahead.place.id}` : "/desk/till/offline";
  const till = known ? `/desk/till?place=${known.ahead.place.id}` : "/desk/till";
  return (
    <Notice kind="done" live title={t("till-off.back", { count })}>
      <div className="stack">
        <p>{t("till-off.back.next")}</p>
        {sent > 0 && (
          <ul className="plain till-off-sent">
            <li>{t("till-off.sent", { count: sent })}</li>
            {progress && <li>{t("till-off.progress", progress)}</li>}
            {progress && <li>{t("till-off.open", { count: progress.open })}</li>}
          </ul>
        )}
        <p className="row">
          {sent > 0 && (
            <a className="button" href={report}>
              {t("till-off.report")}
            </a>
          )}
          <a className="button button-quiet" href={till}>
            {t("till-off.to-till")}
          </a>
        </p>
      </div>
    </Notice>
  );
}

function ScanField({ here, field }: { here: OffTill; field: RefObject<HTMLInputElement | null> }) {
  const t = useText();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const input = form.current?.elements.namedItem("scan");
    if (!(input instanceof HTMLInputElement)) return;
    field.current = input;
    input.focus();
  }, [field]);
  return (
    <div className="till-scan">
      <form
        ref={form}
        className="form"
        aria-label={t("till-off.field")}
        onSubmit={(event) => {
          event.preventDefault();
          const input = field.current;
          if (!input) return;
          const said = input.value.slice(0, longestScan);
          input.value = "";
          input.focus();
          void here.take(said);
        }}
      >
        <Field
          name="scan"
          label={t("till-off.field")}
          hint={t("till-off.field.hint")}
          value=""
          autoComplete="off"
        />
        <button type="submit" className="button">
          {t("till-off.do")}
        </button>
      </form>
    </div>
  );
}

function Asks({ here, asked }: { here: OffTill; asked: string }) {
  const t = useText();
  return (
    <section className="till-last" data-kind="soon" data-outcome="asks" aria-label={t("till-off.asks")}>
      <p className="till-then" role="status">
        {t("till-off.asks")}
      </p>
      <p>
        <bdi>{asked}</bdi>
      </p>
      <div className="row">
        {(["card", "copy"] as const).map((as, nth) => (
          <button
            key={as}
            type="button"
            className="button button-quiet"
            onClick={() => void here.take(asked, as)}
          >
            {t(`till-off.asks.${as}`)} <kbd>Alt {nth + 1}</kbd>
          </button>
        ))}
      </div>
    </section>
  );
}

const kindOf = (last: Last | null): StateKind =>
  last === null || last.is === "ended" || last.is === "undone"
    ? "soon"
    : ["warned", "pass", "unread", "too-late"].includes(last.is)
      ? "refused"
      : "open";

// texts: till-off.done.*
function LastSaid({ last, card }: { last: Last | null; card: string | null }) {
  const t = useText();
  const who = card === null ? t("till-off.nobody") : t("till-off.reader", { card });
  if (!last) return <p className="till-then quiet">{who}</p>;
  const next =
    last.is === "lent"
      ? dueSaid(t, last.due)
      : last.is === "ended" || last.is === "undone"
        ? who
        : t(`till-off.done.${last.is}.next`);
  return (
    <>
      <p className="row">
        <State kind={kindOf(last)}>{t(`till-off.done.${last.is}`)}</State>
        {"barcode" in last && <bdi>{last.barcode}</bdi>}
        {"card" in last && <bdi>{last.card}</bdi>}
      </p>
      <p className="till-then">{next}</p>
      {(last.is === "lent" || last.is === "pass") && <p className="quiet">{who}</p>}
    </>
  );
}

function dueSaid(t: ReturnType<typeof useText>, due: Extract<Last, { is: "lent" }>["due"]): string {
  if (!due?.earliest) return t("till-off.due.unknown");
  return t(due.isSame ? "till-off.due.same" : "till-off.due.earliest", { day: due.earliest });
}

// texts: till-off.line.*
/** What is kept here: as it was scanned, the newest first; gone when the city has it. */
function Kept({ steps }: { steps: readonly KeptOff[] }) {
  const t = useText();
  return (
    <section className="stack-tight" aria-label={t("till-off.lines")}>
      <h2>{t("till-off.lines")}</h2>
      {steps.length === 0 && <p className="quiet">{t("till-off.lines.none")}</p>}
      <ul className="plain till-lines">
        {steps.toReversed().map(({ id, kind, card, barcode }) => (
          <li key={id} data-step={kind}>
            <span>{t(`till-off.line.${kind}`)}</span>
            <span>
              <bdi>{barcode}</bdi>
              {card !== null && (
                <span className="quiet">
                  {" "}
                  · <bdi>{t("till-off.reader", { card })}</bdi>
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const signals: Record<Last["is"], Signal> = {
  reader: "go",
  lent: "go",
  back: "go",
  ended: "go",
  undone: "look",
  "too-late": "stop",
  warned: "stop",
  pass: "stop",
  unread: "stop",
};

function useSounds(last: Last | null, asks: string | null): void {
  const before = useRef<unknown>(null);
  useEffect(() => {
    const now = asks ?? last;
    if (now === null || now === before.current) return;
    before.current = now;
    give(asks !== null ? "look" : last ? signals[last.is] : "look");
  }, [last, asks]);
}

function useKeys(here: OffTill, now: OffNow, field: RefObject<HTMLInputElement | null>): void {
  const asks = useRef(now.asks);
  asks.current = now.asks;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const choice = event.altKey
        ? { Digit1: "card" as const, Digit2: "copy" as const }[event.code]
        : undefined;
      if (choice && asks.current !== null) {
        event.preventDefault();
        void here.take(asks.current, choice);
        return field.current?.focus();
      }
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.key === "Escape") return here.end();
      if (event.key === "F8") {
        event.preventDefault();
        return void here.undo();
      }
      const isTyping = event.target instanceof HTMLElement && event.target.matches("input, textarea, select");
      if (!isTyping && event.key.length === 1) field.current?.focus();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [here, field]);
}
