import { ButtonLink } from "#web/kit/button.tsx";
import { Section } from "#web/kit/section.tsx";
import { State, type StateKind } from "#web/kit/state.tsx";
import { moment } from "#web/occasion.ts";
import { usePage } from "#web/text.tsx";
import type { EventView, SessionView } from "../contract.ts";

const kinds: Record<NonNullable<SessionView["stream"]>["state"], StateKind> = {
  "not-yet": "soon",
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
  const link = stream.replay?.link ?? (stream.state === "over" ? null : event.link);
  return (
    <Section title={t("stream.title")} id="online">
      <div className="stack-tight">
        <p>
          <State kind={kinds[stream.state]}>{t(`stream.state.${stream.state}`)}</State>{" "}
          {t.formats.rangeText({ from: moment(stream.startsAt), to: moment(stream.endsAt) })}
        </p>
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
