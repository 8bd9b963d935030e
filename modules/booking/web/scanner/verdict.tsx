import { useState } from "react";
import type { Text } from "#libs/texts";
import { Icon, type IconName } from "#web/kit/icon.tsx";
import type { Signal } from "#web/signal.ts";
import { usePage } from "#web/text.tsx";
import { calledBy } from "../../called/contract.ts";
import { useClock } from "./clock.ts";
import type { Asked } from "./decide.ts";
import type { Outcome, Station } from "./station.ts";

/** What the clerk wanted: the same can be asked again, with a document seen or another number. */
export interface Wanted extends Omit<Asked, "offerId"> {
  nobody?: { what: "in" | "out" | "back"; size: number; sure?: "sure" };
}

interface Said {
  signal: Signal;
  icon: IconName;
  /** Key of the few big words. */
  key: string;
}

/** How an outcome is signalled. */
export function verdictOf({ meaning }: Outcome, { nobody, way }: Wanted): Said {
  if (meaning.kind === "in")
    return {
      signal: "go",
      icon: "check",
      key: nobody
        ? `scanner.walk-in.${nobody.what === "in" ? "done" : "returned"}`
        : meaning.fresh > 0
          ? "scanner.say.in"
          : "scanner.say.back",
    };
  if (meaning.kind === "out")
    return { signal: "go", icon: "check", key: nobody ? "scanner.walk-in.gone" : "scanner.say.out" };
  if (meaning.kind === "already")
    return {
      signal: "look",
      icon: "info",
      key: meaning.rest > 0 ? "scanner.say.part" : "scanner.say.already",
    };
  // Whoever leaves may leave, noted or not.
  if (way === "out") return { signal: "look", icon: "info", key: "scanner.say.not-noted" };
  return meaning.id === "check-in.document-needed"
    ? { signal: "look", icon: "person", key: "scanner.say.document" }
    : { signal: "stop", icon: "close", key: "scanner.say.no" };
}

// texts: scanner.say.* scanner.walk-in.*
/** The answer: colour, shape and words, read out at once. */
export function Verdict({
  told,
  again,
  here,
}: {
  told: { outcome: Outcome; wanted: Wanted; turn: number } | null;
  again: (wanted: Wanted) => void;
  here: Station;
}) {
  const { text: t } = usePage();
  const clock = useClock();
  const said = told && verdictOf(told.outcome, told.wanted);
  return (
    <div className="scanner-verdict" data-signal={said?.signal ?? "wait"}>
      <div role="status" aria-live="assertive">
        {!told || !said ? (
          <p className="scanner-words">
            <Icon name="scan" size={32} /> {t("scanner.aim")}
          </p>
        ) : (
          // Drawn anew each time: the same answer to the next person is read out as well.
          <div key={told.turn}>
            <p className="scanner-words">
              <Icon name={said.icon} size={32} />{" "}
              {t(said.key, { ...numbersOf(told.outcome), size: told.wanted.nobody?.size ?? 0 })}
            </p>
            <Detail outcome={told.outcome} wanted={told.wanted} t={t} clock={clock} here={here} />
          </div>
        )}
      </div>
      {told && <Further key={told.turn} told={told} again={again} />}
    </div>
  );
}

function numbersOf({ meaning }: Outcome): { rest: number } {
  return { rest: "rest" in meaning ? meaning.rest : 0 };
}

interface DetailProps {
  outcome: Outcome;
  wanted: Wanted;
  t: Text;
  clock: (at: string | number) => string;
  here: Station;
}

function Detail({ outcome, wanted, t, clock, here }: DetailProps) {
  const { meaning, claim, said } = outcome;
  const name = claim ? calledBy(t, claim) : "";
  if (meaning.kind === "in" && !wanted.nobody) {
    return (
      <>
        <p>{t("scanner.say.in.do", { name, size: meaning.fresh + meaning.back })}</p>
        {claim && claim.seats.length > 0 && (
          <p>
            <strong>{t("scanner.say.seats", { seats: claim.seats.join(" · ") })}</strong>
          </p>
        )}
        {meaning.rest > 0 && <p>{t("scanner.say.rest", { rest: meaning.rest })}</p>}
      </>
    );
  }
  if (meaning.kind === "out" && !wanted.nobody)
    return <p>{t("scanner.say.out.do", { name, size: meaning.size })}</p>;
  if (meaning.kind === "already") {
    const at = claim?.checkedInAt ? clock(claim.checkedInAt) : "";
    const key = meaning.rest > 0 ? "scanner.say.part.do" : "scanner.say.already.do";
    return <p>{t(key, { name, at, came: meaning.came })}</p>;
  }
  if (meaning.kind !== "refused") return null;
  if (meaning.id === "check-in.document-needed")
    return <p>{t("scanner.say.document.do", { name, size: claim?.size ?? 1 })}</p>;
  if (said) {
    return (
      <>
        <p>
          <strong>{said.title}</strong>
        </p>
        {said.detail && <p>{said.detail}</p>}
      </>
    );
  }
  const { id, data } = meaning;
  const door = here.stand?.doors.get(here.offerId ?? "");
  const values = {
    ...data,
    from: door ? clock(door.doorsAt) : "",
    ...(typeof data?.at === "string" && { at: clock(data.at) }),
  };
  return (
    <>
      <p>
        <strong>
          {name && `${name}：`}
          {t(`refusal.${id}`, values)}
        </strong>
      </p>
      <p>{t(`refusal.${id}.do`, values)}</p>
      {id === "check-in.no-claim" && (
        <p>{t("scanner.say.offline-claim", { at: clock(here.stand?.asOf ?? 0) })}</p>
      )}
    </>
  );
}

/** What can be done next about the same person: see a document, say how many of the party. */
function Further({
  told,
  again,
}: {
  told: { outcome: Outcome; wanted: Wanted };
  again: (wanted: Wanted) => void;
}) {
  const { text: t } = usePage();
  const { outcome, wanted } = told;
  const { meaning, claim } = outcome;
  const document = meaning.kind === "refused" && meaning.id === "check-in.document-needed";
  const rest = meaning.kind === "already" || meaning.kind === "in" ? meaning.rest : 0;
  const most = document && claim ? claim.size - claim.came + claim.away : rest;
  const [came, setCame] = useState(Math.max(1, most));
  if (!claim || !(document || rest > 0)) return null;
  return (
    <form
      className="scanner-row"
      onSubmit={(event) => {
        event.preventDefault();
        // The code of the moment may be over by then: the person is known.
        again({
          way: wanted.way,
          claimId: claim.id,
          documentSeen: true,
          came: Math.min(Math.max(1, came), most),
        });
      }}
    >
      {most > 1 && (
        <label>
          {t("scanner.came")}{" "}
          <input
            className="control chars-4"
            type="number"
            min={1}
            max={most}
            value={came}
            onChange={(event) => setCame(Number(event.target.value))}
          />
        </label>
      )}
      <button type="submit" className="button">
        {t(document ? "scanner.say.document.yes" : "scanner.way.in")}
      </button>
    </form>
  );
}
