import type { Static } from "typebox";
import { Button } from "#web/kit/button.tsx";
import { Form } from "#web/kit/form.tsx";
import { Facts } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { State } from "#web/kit/state.tsx";
import { moment } from "#web/occasion.ts";
import type { Problem } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import type { liveDesk } from "../../online/live/contract.ts";

type Live = Static<typeof liveDesk.answer>;

/** What is missing on the server before anything can be streamed from here; nothing where all is there. */
export function LiveMissing({ live: { address, ready } }: { live: Live }) {
  const { text: t } = usePage();
  if (address && ready) return null;
  return (
    <Notice title={t(address ? "live.no-ffmpeg" : "live.off")}>
      {t(address ? "live.no-ffmpeg.do" : "live.off.do")}
    </Notice>
  );
}

export interface OwnStreamProps {
  live: Live;
  session: { id: string; when: string };
  /** Just made: told this once. */
  made: string | null;
  problem: Problem | undefined;
}

/** The stream key of a session: made, told once, made anew, taken back; and whether a picture comes. */
export function OwnStream({ live, session, made, problem }: OwnStreamProps) {
  const { text: t } = usePage();
  const key = live.sessions.find(({ id }) => id === session.id);
  if (!live.address && !key) return null;
  return (
    <div className="stack">
      <h3>{t("live.title")}</h3>
      {made && (
        <Notice kind="attention" live title={t("live.key-once")}>
          <Facts
            items={[
              { term: t("live.address"), value: <code dir="ltr">{live.address}</code> },
              { term: t("live.key"), value: <code dir="ltr">{made}</code> },
            ]}
          />
          <p>{t("live.how")}</p>
        </Notice>
      )}
      {key ? (
        <p>
          <State kind={key.picture ? "open" : "closed"}>
            {t(key.picture ? "live.picture" : "live.no-picture")}
          </State>{" "}
          <span className="quiet">{t("live.key-made", { at: moment(key.keyMadeAt) })}</span>
        </p>
      ) : (
        <p className="quiet">{t("live.none")}</p>
      )}
      <Form problem={problem} label={t("live.form", { when: session.when })}>
        <input type="hidden" name="session" value={session.id} />
        <div className="row">
          <Button kind="quiet" name="do" value="make-key">
            {t(key ? "live.key-anew" : "live.key-make")}
          </Button>
          {key && (
            <Button kind="refuse" name="do" value="drop-key">
              {t("live.key-drop")}
            </Button>
          )}
        </div>
      </Form>
    </div>
  );
}
