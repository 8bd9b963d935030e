import { useMemo, useRef, useState, useSyncExternalStore } from "react";
import { Button } from "#web/kit/button.tsx";
import { Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import {
  type ActArgs,
  type Handle,
  keyOf,
  type LoadArgs,
  type PageProps,
  pageOf,
  problemIn,
  said,
  unknownAct,
} from "#web/page.ts";
import { usePage, useText } from "#web/text.tsx";
import { readerAtTill, till } from "../../../circulation/till/contract.ts";
import { LendingTabs } from "../lending/lending-tabs.tsx";
import { stepIn } from "./step-in.ts";
import {
  carryOut,
  type Found,
  type Mode,
  modeOf,
  type Outcome,
  type Step,
  showsNobody,
  type UndoScan,
} from "./steps.ts";
import css from "./till.css?url";
import { Keys, PlainKeys } from "./till-keys.tsx";
import { choicesOf, TillLast } from "./till-last.tsx";
import { Lines } from "./till-lines.tsx";
import { offeredBy, takesBack, useIdle, useKeys, useSounds, useTill } from "./till-live.ts";
import { type Now, nothingYet } from "./till-queue.ts";
import { TillReader } from "./till-reader.tsx";
import { ScanField, Waiting } from "./till-scan.tsx";
import { modeWords } from "./till-words.ts";
import { whoIs } from "./who-stands.tsx";
import { Readiness, useReadiness } from "./without-line/readiness.tsx";

/** Beginnings of the words that the page needs in the browser. */
const texts = [
  "till",
  "till-off",
  "offline.talk",
  "lending.title",
  "lending.way",
  "loans.days-left",
  "loans.days-late",
  "loans.recalled",
  "loans.trouble",
  "refusal.loan",
  "refusal.till",
  "reader-category",
  "astray.trouble",
  "fee.settle",
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
  const agent = said(form, "agent") || null;
  const mode: Mode = modeOf(said(form, "mode"));
  const step = stepIn(form);
  if (!step) throw unknownAct(pageOf(context));
  let found: Found | null = null;
  const outcome = await carryOut(
    step,
    { placeId: place.id, subject, agent, mode },
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
  const stays = subject !== null && outcome.is !== "ended" && outcome.is !== "mode" && !showsNobody(outcome);
  const again = stays ? await call(readerAtTill, { body: { subject, agent, placeId: place.id } }) : null;
  return {
    outcome,
    reader: outcome.is === "reader" ? outcome.reader : again,
    mode: outcome.is === "mode" ? outcome.mode : mode,
  };
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
            <Select name="place" label={t("till.place")} options={optionsOf(places)} value={place?.id} />
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
  const readiness = useReadiness(place.id, queue);
  const field = useRef<HTMLInputElement>(null);
  const [asks, setAsks] = useState<string | null>(null);
  const latest = now.lines.find(({ outcome }) => outcome !== null);
  const offers = now.reader ? offeredBy(latest?.outcome, place.mayOverrule) : null;
  const state = useRef({ now, latest, offers });
  state.current = { now, latest, offers };
  const pressed = useMemo(() => {
    const act = (step: Step | UndoScan) => {
      setAsks(null);
      queue.do(step);
      field.current?.focus();
    };
    return {
      act,
      end: () => act({ what: "end" }),
      all: () => state.current.now.reader && act({ what: "renew-all" }),
      mode: () => act({ what: "mode", mode: state.current.now.mode === "return" ? "both" : "return" }),
      house: () => act({ what: "mode", mode: state.current.now.mode === "in-house" ? "both" : "in-house" }),
      undo: () => {
        const step = takesBack(state.current.now);
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
        <Readiness {...readiness} hasTrouble={now.trouble === "line"} />
        {latest?.outcome ? (
          <TillLast
            outcome={latest.outcome}
            offers={offers}
            asks={asks === latest.id}
            who={whoIs(reader)}
            act={act}
            ask={pressed.offered}
          />
        ) : (
          <section className="till-last" aria-label={t("till.last")}>
            <p className="till-then quiet">{t(modeWords[mode].nobody)}</p>
          </section>
        )}
        {idle !== null && <Notice kind="attention" title={t("till.idle", { seconds: idle })} />}
        {act ? (
          <Keys now={now} pressed={pressed} sounds={sounds} />
        ) : (
          <PlainKeys now={now} who={whoIs(reader)} />
        )}
        <Lines lines={now.lines} />
      </div>
      {reader && (
        <TillReader
          reader={reader}
          placeId={place.id}
          act={act}
          more={live ? () => void queue.more() : null}
        />
      )}
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
