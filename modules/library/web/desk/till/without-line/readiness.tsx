import { useEffect, useState } from "react";
import { keepPage } from "#web/keep-page.ts";
import { Notice } from "#web/kit/notice.tsx";
import { usePage, useText } from "#web/text.tsx";
import type { TillQueue } from "../till-queue.ts";
import { readOff } from "./kept-off.ts";
import { offTill } from "./off-till.ts";

const keptPath = "/desk/till/kept";
const againMs = 15 * 60_000;

/** Makes this browser ready for when the line is gone, and goes over to the till that needs none. */
export function useReadiness(placeId: string, queue: TillQueue) {
  const { city, locale } = usePage();
  const [isReady, setReady] = useState(false);
  const [left, setLeft] = useState(0);
  const t = useText();
  useEffect(() => {
    let stopped = false;
    const here = offTill(city.zone);
    async function prepare() {
      await here.prepare(placeId);
      const whole = await keepPage({
        worker: "/till-worker.js",
        scope: "/desk/till",
        page: `${keptPath}?lang=${locale}`,
      });
      const { length } = await readOff();
      if (stopped) return;
      setReady(whole);
      setLeft(length);
    }
    const again = () => void prepare().catch((error: unknown) => console.warn(error));
    again();
    const timer = window.setInterval(again, againMs);
    return () => {
      stopped = true;
      window.clearInterval(timer);
      here.stop();
    };
  }, [placeId, city.zone, locale]);
  useEffect(() => {
    if (!isReady) return;
    const go = () => void goOver(queue, city.zone);
    addEventListener("offline", go);
    return () => removeEventListener("offline", go);
  }, [isReady, queue, city.zone]);
  useEffect(() => {
    const warn = (event: SubmitEvent) => {
      if (!(event.target instanceof HTMLFormElement) || !event.target.action.endsWith("/sign-out")) return;
      const count = left + queue.now().waiting;
      if (count > 0 && !window.confirm(t("till-off.sign-out", { count }))) event.preventDefault();
    };
    addEventListener("submit", warn, true);
    return () => removeEventListener("submit", warn, true);
  }, [left, queue, t]);
  return { isReady, left, goOver: () => void goOver(queue, city.zone) };
}

/** What waits is taken along: its scans, and the card of whoever stands there. */
async function goOver(queue: TillQueue, zone: string): Promise<void> {
  const { card, said } = await queue.handOver();
  const here = offTill(zone);
  await here.open();
  if (card !== null) await here.take(card, "card");
  for (const one of said) {
    await here.take(one);
    // Nobody can be asked between two pages: what is no copy waits for the desk.
    const { asks } = here.now();
    if (asks !== null) await here.take(asks, "copy");
  }
  here.stop();
  location.assign(keptPath);
}

/** Whether this till could do without a line, and what it still has from when it did. */
export function Readiness({
  isReady,
  left,
  goOver: go,
  hasTrouble,
}: ReturnType<typeof useReadiness> & { hasTrouble: boolean }) {
  const t = useText();
  return (
    <>
      {isReady && hasTrouble && (
        <p>
          <button type="button" className="button" onClick={go}>
            {t("till-off.go")}
          </button>
        </p>
      )}
      {left > 0 && (
        <Notice kind="attention" title={t("till-off.left", { count: left })}>
          <a className="button button-quiet" href={keptPath}>
            {t("till-off.left.do")}
          </a>
        </Notice>
      )}
      {isReady && left === 0 && !hasTrouble && <p className="quiet small till-ready">{t("till-off.kept")}</p>}
    </>
  );
}
