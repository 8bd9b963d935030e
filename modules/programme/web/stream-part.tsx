import { ButtonLink } from "#web/kit/button.tsx";
import { Section } from "#web/kit/section.tsx";
import { State, type StateKind } from "#web/kit/state.tsx";
import { moment } from "#web/occasion.ts";
import { usePage } from "#web/text.tsx";
import type { EventView, SessionView } from "../contract.ts";
import { LivePlayer } from "./live/player.tsx";

const kinds: Record<NonNullable<SessionView["stream"]>["state"], StateKind> = {
  "not-yet": "soon",
  waiting: "soon",
  live: "open",
  over: "closed",
  replay: "open",
};

// texts: stream.state.*
/** What is to be seen on line of the session in question: when, and where, or where again. */
export function StreamPart({ event, session }: { event: EventView; session: SessionView }) {
  const { text: t } = usePage();
  const { stream } = session;
  if (!stream) return null;
  const waits = stream.state === "not-yet" || stream.state === "waiting";
  const link = stream.replay?.link ?? (stream.state === "over" ? null : event.link);
  return (
    <Section title={t("stream.title")} id="online">
      <div className="stack-tight" data-live="stream">
        {/* Inside, so that it is gone with the waiting: a picture that plays is not drawn anew. */}
        {waits && <live-parts every={15} />}
        <p>
          <State kind={kinds[stream.state]}>{t(`stream.state.${stream.state}`)}</State>{" "}
          {t.formats.rangeText({ from: moment(stream.startsAt), to: moment(stream.endsAt) })}
        </p>
        {stream.state === "waiting" && <p>{t("live.waiting")}</p>}
        {stream.playlist && <LivePlayer playlist={stream.playlist} title={event.title} />}
        {stream.state === "over" && <p>{t("stream.no-replay")}</p>}
        {stream.replay && (
          <p className="quiet small">{t("stream.replay-since", { at: moment(stream.replay.since) })}</p>
        )}
        {link && (
          <p>
            <ButtonLink kind="quiet" href={link}>
              {t(stream.replay ? "stream.see-replay" : "event.open-link")}
            </ButtonLink>
          </p>
        )}
      </div>
    </Section>
  );
}
