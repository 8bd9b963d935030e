import { type FormEvent, useEffect, useRef, useState } from "react";
import { Icon } from "#web/kit/icon.tsx";
import { give } from "#web/signal.ts";
import { usePage } from "#web/text.tsx";
import { calledBy } from "../../called/contract.ts";
import type { ClaimListed } from "../../scanner/contract.ts";
import { watchCamera } from "./camera.ts";
import { useClock } from "./clock.ts";
import { findOnList } from "./find.ts";
import { insideOf } from "./stand.ts";
import type { Outcome, Station } from "./station.ts";
import { Verdict, verdictOf, type Wanted } from "./verdict.tsx";

type Way = "in" | "out";
interface Told {
  outcome: Outcome;
  wanted: Wanted;
  /** Each answer is read out, also the same again. */
  turn: number;
}

/** What no pass is longer than. */
const longestCode = 2000;

/** The scanner at work: the answer is the biggest thing on it. */
export function Working({ here, pageKept }: { here: Station; pageKept: boolean }) {
  const { text: t } = usePage();
  const [way, setWay] = useState<Way>("in");
  const [told, setTold] = useState<Told | null>(null);
  const [loud, setLoud] = useState(true);
  const [typed, setTyped] = useState<string | null>(null);
  const busy = useRef(false);
  const turn = useRef(0);

  const tell = (outcome: Outcome, wanted: Wanted) => {
    turn.current += 1;
    setTold({ outcome, wanted, turn: turn.current });
    if (loud) give(verdictOf(outcome, wanted).signal);
  };
  /** One at a time: whoever comes second waits for the first answer. */
  const once = async (work: () => Promise<void>) => {
    if (busy.current) return;
    busy.current = true;
    try {
      await work();
    } finally {
      busy.current = false;
    }
  };
  const asks = (wanted: Wanted) =>
    once(async () => {
      setTyped(null);
      const { nobody, ...asked } = wanted;
      const work = nobody ? here.count(nobody.what, nobody.size, nobody.sure) : here.scan(asked);
      const outcome = await work.catch((error: unknown): Outcome => {
        // Nothing was written down: nobody may believe that it was.
        console.warn(error);
        const said = { title: t("scanner.say.failed") };
        return { meaning: { kind: "refused", id: "scanner.failed" }, claim: null, said, byCity: false };
      });
      tell(outcome, wanted);
    });
  const read = (raw: string) => {
    const text = raw.replace(/[\p{Cc}\p{Cf}]/gu, "").trim();
    if (text === "") return;
    if ((/^WM1./.test(text) || text.length > 40) && text.length <= longestCode)
      void asks({ way, scan: text });
    else {
      // What was said of the person before is not about this one.
      setTold(null);
      setTyped(text);
    }
  };

  return (
    <>
      <Head here={here} />
      <fieldset className="scanner-way">
        <legend className="unseen">{t("scanner.way")}</legend>
        {(["in", "out"] as const).map((one) => (
          <label key={one}>
            <input
              type="radio"
              name="way"
              checked={way === one}
              onChange={() => {
                setWay(one);
                setTold(null);
              }}
            />
            {t(`scanner.way.${one}`)}
          </label>
        ))}
      </fieldset>
      <Verdict told={told} again={(wanted) => void asks(wanted)} here={here} />
      <Camera read={read} />
      <Typed read={read} />
      {typed !== null && <Found here={here} typed={typed} way={way} pick={(wanted) => void asks(wanted)} />}
      <WalkIns here={here} told={told} count={(nobody) => void asks({ way: "in", nobody })} />
      <footer className="scanner-foot stack">
        <p className="quiet">{t(pageKept ? "scanner.page.kept" : "scanner.page.not-kept")}</p>
        <label className="scanner-loud">
          <input type="checkbox" checked={loud} onChange={() => setLoud(!loud)} /> {t("scanner.sound")}
        </label>
        <p>
          <a href={`/desk/scanners/${here.offerId}`}>{t("scanner.desk")}</a>
        </p>
        <details>
          <summary>{t("scanner.end")}</summary>
          {here.waiting > 0 ? (
            <p>{t("scanner.end.waiting", { count: here.waiting })}</p>
          ) : (
            <button type="button" className="button button-refuse" onClick={() => void here.leave()}>
              {t("scanner.end.do")}
            </button>
          )}
        </details>
      </footer>
    </>
  );
}

const oldAfterMinutes = 30;
/** From so full on, the count says so. */
const nearlyFull = 0.9;

function Head({ here }: { here: Station }) {
  const { text: t } = usePage();
  const { stand, offerId } = here;
  const clock = useClock();
  useEveryMinute();
  const door = stand?.doors.get(offerId ?? "");
  if (!stand || !door) return null;
  const { inside, holds } = insideOf(stand, door.offerId);
  const expected = [...door.claims.values()]
    .filter(({ state }) => state === "confirmed" || state === "checked-in")
    .reduce((sum, { size }) => sum + size, 0);
  const minutes = (iso: string | number) =>
    Math.max(0, Math.floor((here.now() - (typeof iso === "string" ? Date.parse(iso) : iso)) / 60_000));
  const full = inside >= holds ? "full" : inside >= holds * nearlyFull ? "nearly-full" : null;
  const inStep = here.inStepAt ?? Date.parse(stand.asOf);
  return (
    <header className="scanner-head">
      <h1>{door.title ?? t("door.untitled")}</h1>
      {stand.doors.size > 1 && (
        <label className="scanner-door">
          <span className="unseen">{t("scanner.door")}</span>
          <select
            className="control"
            value={door.offerId}
            onChange={(event) => void here.choose(event.target.value)}
          >
            {[...stand.doors.values()].map((one) => (
              <option key={one.offerId} value={one.offerId}>
                {clock(one.startsAt)} {one.title ?? t("door.untitled")}
              </option>
            ))}
          </select>
        </label>
      )}
      <p className="scanner-inside" data-full={full ?? undefined}>
        <strong className="figures">{t("scanner.inside", { inside })}</strong>{" "}
        <span>{t("scanner.holds", { holds })}</span>
      </p>
      {full && (
        <p className="scanner-full" role="status">
          <Icon name="attention" /> {t(`scanner.${full}`, { inside, left: holds - inside })}
        </p>
      )}
      <p className="quiet figures">{t("scanner.counts", { came: door.came, away: door.away, expected })}</p>
      <p className="scanner-line" data-online={here.online || undefined}>
        <span role="status">
          {here.online
            ? t("scanner.line.on", { at: clock(inStep) })
            : t("scanner.line.off", { at: clock(inStep), minutes: minutes(inStep) })}
        </span>
        {here.waiting > 0 && <strong>{t("scanner.line.waiting", { count: here.waiting })}</strong>}
        <span className="quiet">
          {t("scanner.line.revoked", { at: clock(stand.revokedAsOf), minutes: minutes(stand.revokedAsOf) })}
        </span>
        <button type="button" className="button button-link" onClick={() => void here.sync()}>
          {t("scanner.line.now")}
        </button>
      </p>
      {minutes(stand.asOf) >= oldAfterMinutes && !here.online && (
        <p className="scanner-full">{t("scanner.line.old", { minutes: minutes(stand.asOf) })}</p>
      )}
    </header>
  );
}

function useEveryMinute(): void {
  const [, setTurn] = useState(0);
  useEffect(() => {
    const timer = window.setInterval(() => setTurn((turn) => turn + 1), 20_000);
    return () => window.clearInterval(timer);
  }, []);
}

function Camera({ read }: { read: (text: string) => void }) {
  const { text: t } = usePage();
  const [on, setOn] = useState(false);
  const [denied, setDenied] = useState(false);
  const video = useRef<HTMLVideoElement>(null);
  const latest = useRef(read);
  latest.current = read;
  useEffect(() => {
    const shown = video.current;
    if (!on || !shown) return;
    let stop: (() => void) | null = null;
    let left = false;
    watchCamera(shown, (text) => latest.current(text)).then(
      (stopping) => {
        if (left) stopping();
        else stop = stopping;
      },
      () => {
        setDenied(true);
        setOn(false);
      },
    );
    return () => {
      left = true;
      stop?.();
    };
  }, [on]);
  const possible = typeof navigator !== "undefined" && navigator.mediaDevices !== undefined;
  if (!possible) {
    return (
      <div className="scanner-full">
        <p>{t("scanner.unsafe")}</p>
        <p>{t("scanner.unsafe.do")}</p>
      </div>
    );
  }
  return (
    <div className="scanner-camera">
      {on && <video ref={video} muted playsInline aria-label={t("scanner.camera.label")} />}
      <button
        type="button"
        className="button button-quiet"
        onClick={() => {
          setDenied(false);
          setOn(!on);
        }}
      >
        <Icon name="scan" /> {t(on ? "scanner.camera.off" : "scanner.camera.on")}
      </button>
      {denied && <p role="alert">{t("scanner.camera.denied")}</p>}
    </div>
  );
}

/** A hand scanner types where the cursor is and presses Enter; so does a clerk. */
function Typed({ read }: { read: (text: string) => void }) {
  const { text: t } = usePage();
  const field = useRef<HTMLInputElement>(null);
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = field.current?.value.trim() ?? "";
    if (!field.current || typed === "") return;
    field.current.value = "";
    field.current.focus();
    read(typed);
  };
  useEffect(() => field.current?.focus(), []);
  return (
    <form className="scanner-typed" onSubmit={send}>
      <label className="label" htmlFor="typed">
        {t("scanner.typed")}
      </label>
      <p className="field-hint" id="typed-hint">
        {t("scanner.typed.hint")}
      </p>
      <div className="scanner-row">
        <input
          ref={field}
          id="typed"
          className="control"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          aria-describedby="typed-hint"
        />
        <button type="submit" className="button button-quiet">
          {t("scanner.typed.do")}
        </button>
      </div>
    </form>
  );
}

const mostFound = 8;

function Found({
  here,
  typed,
  way,
  pick,
}: {
  here: Station;
  typed: string;
  way: Way;
  pick: (wanted: Wanted) => void;
}) {
  const { text: t } = usePage();
  const clock = useClock();
  const { stand, offerId } = here;
  const found = findOnList(stand?.doors.get(offerId ?? "")?.claims.values() ?? [], typed);
  if (found.length === 0) {
    return (
      <div role="status" className="scanner-found">
        <p>
          <strong>{t("scanner.found.none", { typed })}</strong>
        </p>
        <p>{t("scanner.found.none.do", { at: clock(stand?.asOf ?? 0) })}</p>
      </div>
    );
  }
  return (
    <div className="scanner-found">
      <p role="status">{t("scanner.found", { count: found.length })}</p>
      <ul className="plain stack-tight">
        {found.slice(0, mostFound).map((claim) => (
          <FoundOne key={claim.id} claim={claim} way={way} pick={pick} />
        ))}
      </ul>
      {found.length > mostFound && <p>{t("scanner.found.more", { count: found.length - mostFound })}</p>}
    </div>
  );
}

function FoundOne({ claim, way, pick }: { claim: ClaimListed; way: Way; pick: (wanted: Wanted) => void }) {
  const { text: t } = usePage();
  const name = calledBy(t, claim);
  const inside = claim.came - claim.away;
  const most = way === "in" ? claim.size - inside : inside;
  const [came, setCame] = useState(Math.max(1, most));
  return (
    <li className="scanner-one">
      <span>
        <b dir="auto">{name}</b> {t("scanner.people", { size: claim.size })}
        {claim.came > 0 && ` · ${t("scanner.state.in", { inside })}`}
      </span>
      {most > 1 && (
        <input
          className="control chars-4"
          type="number"
          min={1}
          max={most}
          value={came}
          aria-label={t(way === "in" ? "scanner.came" : "scanner.came.out")}
          onChange={(event) => setCame(Number(event.target.value))}
        />
      )}
      <button
        type="button"
        className="button"
        onClick={() =>
          pick({
            way,
            claimId: claim.id,
            documentSeen: true,
            ...(most > 0 && { came: Math.min(came, most) }),
          })
        }
      >
        {t(way === "in" ? "scanner.pick.in" : "scanner.pick.out")}
        <span className="unseen"> {name}</span>
      </button>
    </li>
  );
}

/** People without a booking: counted by number, with the door's places before the eyes. */
function WalkIns({
  here,
  told,
  count,
}: {
  here: Station;
  told: Told | null;
  count: (nobody: NonNullable<Wanted["nobody"]>) => void;
}) {
  const { text: t } = usePage();
  const [size, setSize] = useState(1);
  const left = here.stand?.doors.get(here.offerId ?? "")?.leftAtTheDoor ?? null;
  const none = /^walk-in\.(none-left|too-few-left|no-places|in-two|not-released)$/;
  const refused =
    told?.wanted.nobody?.what === "in" &&
    told.outcome.meaning.kind === "refused" &&
    none.test(told.outcome.meaning.id) &&
    told.wanted.nobody.size === size;
  return (
    <section className="scanner-walk-in" aria-labelledby="walk-in-title">
      <h2 id="walk-in-title">{t("scanner.walk-in")}</h2>
      {left !== null && <p className="quiet">{t("scanner.walk-in.left", { left })}</p>}
      <div className="scanner-row">
        <label>
          <span className="unseen">{t("scanner.walk-in.size")}</span>
          <input
            className="control chars-4"
            type="number"
            min={1}
            max={999}
            value={size}
            onChange={(event) => setSize(Number(event.target.value))}
          />
        </label>
        {(["in", "out", "back"] as const).map((what) => (
          <button
            key={what}
            type="button"
            className={what === "in" ? "button" : "button button-quiet"}
            onClick={() => {
              if (Number.isInteger(size) && size > 0 && size < 1000)
                count({ what, size, ...(refused && what === "in" && { sure: "sure" as const }) });
            }}
          >
            {t(`scanner.walk-in.${what}`)}
          </button>
        ))}
      </div>
      {refused && (
        <p role="alert">
          <strong>{t("scanner.walk-in.none")}</strong> {t("scanner.walk-in.none.do")}
        </p>
      )}
    </section>
  );
}
