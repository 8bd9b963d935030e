import type { ReactNode } from "react";
import type { AnswerOf } from "#contract";
import { ButtonLink } from "#web/kit/button.tsx";
import { Tabs } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { State } from "#web/kit/state.tsx";
import { publishingStates } from "#web/publishing.tsx";
import { useText } from "#web/text.tsx";
import type { deskPlace } from "../../contract.ts";
import { openState } from "../open-state.ts";
import type { Attempt } from "./attempt.ts";

export type DeskPlace = AnswerOf<typeof deskPlace>;

export interface DeskFrameProps {
  place: DeskPlace;
  tab: (typeof tabs)[number][0];
  /** The key of what was just done, in words under the heading. */
  done?: string | null;
  children: ReactNode;
}

const tabs = [
  ["facts", ""],
  ["hours", "/hours"],
  ["closures", "/closures"],
  ["spaces", "/spaces"],
  ["things", "/things"],
  ["photographs", "/photographs"],
  ["sharing", "/sharing"],
  ["handover", "/handover"],
  ["openings", "/openings"],
  ["condition", "/condition"],
  ["renovations", "/renovations"],
  ["publishing", "/publishing"],
] as const;

// texts: place.desk.tab.* place.desk.done.* publishing.state.*

/** What the pages about one place share: where one is, open or not, the four things one can see to. */
export function DeskFrame({ place, tab, done, children }: DeskFrameProps) {
  const t = useText();
  const state = openState(t, place.open);
  const home = `/desk/places/${place.id}`;
  return (
    <ShellDesk
      title={place.facts.name}
      section="places"
      organisation={place.organisation.name}
      actions={
        <ButtonLink kind="quiet" href={`/places/${place.id}`}>
          {t("place.desk.public-page")}
        </ButtonLink>
      }
    >
      <div className="stack">
        <Trail label={t("place.trail")} items={[{ href: "/desk/places", label: t("place.desk.title") }]} />
        <p className="row">
          <State kind={state.kind}>{state.word}</State>
          {place.state !== "published" && (
            <>
              <State kind={publishingStates[place.state] ?? "closed"}>
                {t(`publishing.state.${place.state}`)}
              </State>
              {tab !== "publishing" && <a href={`${home}/publishing`}>{t("place.desk.to-publishing")}</a>}
            </>
          )}
        </p>
        <Tabs
          label={t("place.desk.tabs")}
          items={tabs.map(([id, path]) => ({
            href: `${home}${path}`,
            label: t(`place.desk.tab.${id}`),
            current: id === tab,
          }))}
        />
        {done && <Notice kind="done" live title={t(`place.desk.done.${done}`)} />}
        {children}
      </div>
    </ShellDesk>
  );
}

/** Instead of a form: who may change it, or why nobody may now. */
export function ReadOnly({ place }: { place: DeskPlace }) {
  const t = useText();
  const inReview = ["submitted", "checked", "approved"].includes(place.state);
  return inReview && !place.endedOn ? (
    <Notice title={t("refusal.place.in-review")}>{t("refusal.place.in-review.do")}</Notice>
  ) : (
    <Notice title={t("place.desk.read-only")} />
  );
}

/** The version the editor saw, and what they insist on, inside a form. */
export function AttemptFields({ attempt }: { attempt: Attempt }) {
  return (
    <>
      <input type="hidden" name="version" value={attempt.version} />
      {attempt.over && <input type="hidden" name="over.version" value={attempt.over.version} />}
      {attempt.over?.parts.map((part) => (
        <input key={part} type="hidden" name="over.parts[]" value={part} />
      ))}
    </>
  );
}

const doneWords = [
  "saved",
  "closed",
  "lifted",
  "added",
  "retired",
  "registered",
  "exception",
  "erased",
  "moved",
  "removed",
  "planned",
];

/** Which of our own words stands alone in the address after a redirect. */
export function doneIn(request: Request): string | null {
  const query = new URL(request.url).searchParams;
  return doneWords.find((word) => query.has(word)) ?? null;
}
