import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { keepPage } from "#web/keep-page.ts";
import { Notice } from "#web/kit/notice.tsx";
import { moment } from "#web/occasion.ts";
import { type Handle, type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { doorList } from "../../contract.ts";
import { scriptReader } from "./camera.ts";
import { MakeReady } from "./make-ready.tsx";
import css from "./scanner.css?url";
import { type Station, station } from "./station.ts";
import { Working } from "./working.tsx";

// texts: refusal.check-in.* refusal.walk-in.* refusal.pass.* refusal.scanner.*
export const handle = {
  live: true,
  texts: [
    "scanner",
    "shell.unapproved",
    "refusal.check-in",
    "refusal.walk-in",
    "refusal.pass",
    "refusal.scanner",
    "shell.demo",
    "kit",
    "door",
  ],
} satisfies Handle;
export const links = () => [
  { rel: "stylesheet", href: css },
  { rel: "manifest", href: "/scanner.webmanifest" },
];

/** Which doors the person at the device may open; nothing of anybody, so that the page can be kept on it. */
export async function loader({ context, request }: LoadArgs) {
  const { call, actor, text } = pageOf(context);
  const serves = actor.can.includes("clerk") || actor.can.includes("manager");
  const { items } = serves ? await call(doorList, {}) : { items: [] };
  return {
    serves,
    wanted: new URL(request.url).searchParams.get("door"),
    doors: items
      .filter(({ over }) => !over)
      .map(({ offer, about }) => ({
        id: offer.id,
        title: `${text.formats.momentText(moment(offer.startsAt))} ${about?.title ?? text("door.untitled")}`,
      })),
  };
}

const everySyncMs = 15_000;

/** A phone or an old tablet at the door: it says at once who may come in, with a line or without. */
export default function Scanner({ loaderData }: PageProps<typeof loader>) {
  const { text: t, city, locale } = usePage();
  const [here] = useState(station);
  const [opened, setOpened] = useState(false);
  const [pageKept, setPageKept] = useState(false);
  const turns = useTurns(here);
  useEffect(() => {
    let stopped = false;
    here
      .open()
      .catch((error: unknown) => console.warn(error))
      .then(() => {
        if (!stopped) setOpened(true);
        return here.sync();
      });
    // What is needed without a line has to be here before: the page, and the readers that are fetched late.
    Promise.all([scriptReader(), import("@noble/ed25519")])
      .then(() =>
        keepPage({ worker: "/scanner-worker.js", scope: "/scanner", page: `/scanner?lang=${locale}` }),
      )
      .then((whole) => {
        if (!stopped) setPageKept(whole);
      })
      .catch((error: unknown) => console.warn(error));
    const inStep = () => void here.sync();
    const timer = window.setInterval(inStep, everySyncMs);
    addEventListener("online", inStep);
    return () => {
      stopped = true;
      window.clearInterval(timer);
      removeEventListener("online", inStep);
    };
  }, [here, locale]);
  return (
    <>
      <title>{`${t("scanner.title")} · ${city.name}`}</title>
      <main id="main" className="scanner" data-turn={turns}>
        {city.demo && <p className="scanner-demo">{t("shell.demo.word")}</p>}
        {here.ended && (
          <Notice kind="attention" live title={t("scanner.ended")}>
            {here.ended === "over" && t("scanner.ended.over")}
            {here.ended === "revoked" && t("refusal.scanner.revoked.do")}
          </Notice>
        )}
        {here.stand && here.offerId ? (
          <Working here={here} pageKept={pageKept} />
        ) : (
          <MakeReady here={here} opened={opened} {...loaderData} />
        )}
      </main>
    </>
  );
}

/** Draws again whenever the station has something new. */
function useTurns(here: Station): number {
  const turn = useRef(0);
  return useSyncExternalStore(
    (told) =>
      here.subscribe(() => {
        turn.current += 1;
        told();
      }),
    () => turn.current,
    () => 0,
  );
}
