import { type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { Button } from "#web/kit/button.tsx";
import { Form } from "#web/kit/form.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { State } from "#web/kit/state.tsx";
import { useText } from "#web/text.tsx";
import { lastText } from "../shelf/stocktake-words.ts";
import { nothingYet, type ScanLine, type ScanQueue, type Standing, scanQueue } from "./scan-queue.ts";

/** The queue of this page and how it stands; without script nothing ever stands in it. */
export function useScans(stocktake: string): { queue: ScanQueue; standing: Standing } {
  const [queue] = useState(() => scanQueue(stocktake));
  const standing = useSyncExternalStore(queue.subscribe, queue.standing, () => nothingYet);
  useEffect(() => {
    queue.open().catch((error: unknown) => console.warn(error));
    const send = () => void queue.send();
    addEventListener("online", send);
    return () => removeEventListener("online", send);
  }, [queue]);
  return { queue, standing };
}

/**
 * Around the plain form of one scan: with script the form never leaves the page. What is typed goes into the queue at Enter, and the field is empty
 * and has the focus before the next key.
 */
export function Scanning({ queue, children }: { queue: ScanQueue; children: ReactNode }) {
  const around = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const form = around.current?.querySelector("form");
    const field = form?.elements.namedItem("barcodes");
    if (!form || !(field instanceof HTMLInputElement)) return;
    const take = (event: Event) => {
      event.preventDefault();
      // Nobody else hears of it: the form is not on its way.
      event.stopPropagation();
      queue.scan(field.value);
      field.value = "";
      field.focus();
    };
    form.addEventListener("submit", take);
    return () => form.removeEventListener("submit", take);
  }, [queue]);
  return <div ref={around}>{children}</div>;
}

/** What has been scanned on this page, the newest first, and what the city does not have yet. */
export function ScanLines({
  stocktake,
  queue,
  standing,
}: {
  stocktake: string;
  queue: ScanQueue;
  standing: Standing;
}) {
  const t = useText();
  const { lines, waiting, trouble, loose } = standing;
  if (lines.length === 0 && waiting === 0) return null;
  return (
    <div className="stack">
      {waiting > 0 && (
        <Notice
          kind={trouble ? "attention" : "quiet"}
          live
          title={t("stocktake.waiting", { count: waiting })}
        >
          {trouble === "line" && t("stocktake.waiting.line")}
          {trouble !== null && trouble !== "line" && `${trouble.title} ${trouble.detail ?? ""}`}
          {trouble === null && loose && t("stocktake.waiting.loose")}
          {trouble !== null && (
            <div className="row">
              <button type="button" className="button button-quiet" onClick={() => void queue.send()}>
                {t("stocktake.waiting.send")}
              </button>
              {trouble !== "line" && (
                <button type="button" className="button button-refuse" onClick={() => void queue.drop()}>
                  {t("stocktake.waiting.drop", { count: waiting })}
                </button>
              )}
            </div>
          )}
        </Notice>
      )}
      <ol className="scan-lines plain" aria-label={t("stocktake.scanned")} role="log">
        {lines.flatMap((line) =>
          tellings(line).map(({ key, ...one }) => <Line key={key} stocktake={stocktake} {...one} />),
        )}
      </ol>
    </div>
  );
}

type Answer = ScanLine["answers"][number];
interface Telling {
  key: string;
  said: string;
  answer: Answer | null;
  state: ScanLine["state"];
}

/** One typed line may hold several barcodes. */
function tellings({ id, said, state, answers }: ScanLine): Telling[] {
  if (answers.length === 0) return [{ key: id, said, answer: null, state }];
  return answers.map((answer, at) => ({ key: `${id} ${at}`, said: answer.barcode, answer, state }));
}

// texts: stocktake.scanned.*
const kinds = { there: "open", elsewhere: "soon", unknown: "refused", missing: "refused" } as const;

function Line({ stocktake, said, answer, state }: Omit<Telling, "key"> & { stocktake: string }) {
  const t = useText();
  const word = answer ? (answer.again ? "again" : answer.outcome) : state;
  const kind = answer
    ? answer.again
      ? "closed"
      : kinds[answer.outcome]
    : state === "unread"
      ? "refused"
      : "moment";
  return (
    <li data-scan={word}>
      <State kind={kind}>{t(`stocktake.scanned.${word}`)}</State>
      <span>{answer ? lastText(t, answer) : <bdi>{said}</bdi>}</span>
      {answer && <TakeBack stocktake={stocktake} barcode={answer.barcode} />}
    </li>
  );
}

/** A plain form: what waits in the queue survives it. */
export function TakeBack({ stocktake, barcode }: { stocktake: string; barcode: string }) {
  const t = useText();
  return (
    <Form label={`${t("stocktake.take-back")} ${barcode}`} action={`/desk/catalogue/stocktakes/${stocktake}`}>
      <input type="hidden" name="do" value="take-back" />
      <input type="hidden" name="barcode" value={barcode} />
      <Button kind="link">
        {t("stocktake.take-back")}
        <span className="unseen"> {barcode}</span>
      </Button>
    </Form>
  );
}
