/** Parts that the pages about staff share: roles in words, covers, the state of an account. */
import type { Temporal } from "temporal-polyfill";
import type { AnswerOf } from "#contract";
import { State, type StateKind, Tag } from "#web/kit/state.tsx";
import { moment } from "#web/occasion.ts";
import { usePage } from "#web/text.tsx";
import type { ownCovers } from "../cover/contract.ts";
import type { listStaff } from "../staff/contract.ts";
import { PostButton } from "./post-button.tsx";

export type Cover = AnswerOf<typeof ownCovers>["items"][number];
export type Member = AnswerOf<typeof listStaff>["items"][number];

/** The last day of something that ends with it: "到 6月14日". */
export function lastDayOf(end: string, zone: string): Temporal.PlainDate {
  return moment(end).subtract({ nanoseconds: 1 }).toZonedDateTimeISO(zone).toPlainDate();
}

/** The one thing about an account that a manager should know first, or null. */
export function useMemberState(): (member: Member) => { kind: StateKind; word: string } | null {
  const { text: t, city } = usePage();
  return (member) => {
    if (member.leavesAt)
      return { kind: "soon", word: t("staff.leaves", { day: lastDayOf(member.leavesAt, city.zone) }) };
    const cover = member.covers.find(({ running }) => running) ?? member.covers[0];
    if (cover) {
      const standsIn = cover.standIn.account === member.account;
      const word = standsIn
        ? t("cover.for", { name: cover.covered.name })
        : t("cover.by", { name: cover.standIn.name });
      return { kind: cover.running ? "moment" : "soon", word };
    }
    return member.isNew ? { kind: "closed", word: t("staff.is-new") } : null;
  };
}

// texts: role.*
/** Roles and where, in a line. */
export function RoleLine({ roles }: { roles: readonly { role: string; organisation: string }[] }) {
  const { text: t } = usePage();
  const places = [...Map.groupBy(roles, ({ organisation }) => organisation)];
  return (
    <span className="role-line">
      {places.map(([organisation, held]) => (
        <span key={organisation}>
          {held.map(({ role }) => (
            <Tag key={role}>{t(`role.${role}`)}</Tag>
          ))}{" "}
          {organisation}
        </span>
      ))}
    </span>
  );
}

/** Covers as sentences, each with its end. `self`: whose page this is. */
export function CoverList({ covers, self }: { covers: readonly Cover[]; self: string }) {
  const { text: t, city } = usePage();
  return (
    <ul className="plain stack" aria-label={t("cover.title")}>
      {covers.map((cover) => {
        const days = {
          from: moment(cover.from).toZonedDateTimeISO(city.zone).toPlainDate(),
          through: lastDayOf(cover.to, city.zone),
        };
        const names = { covered: cover.covered.name, standIn: cover.standIn.name, ...days };
        return (
          <li key={cover.id} className="stack-tight">
            <State kind={cover.running ? "moment" : "soon"}>
              {t(cover.running ? "cover.running" : "cover.coming")}
            </State>
            <p>{t("cover.sentence", names)}</p>
            <p className="quiet small">{t(cover.pauses ? "cover.pauses" : "cover.stays", names)}</p>
            <RoleLine roles={cover.roles} />
            {cover.can.includes("end") && (
              <PostButton
                label={t("cover.end-one", names)}
                values={{ do: "end-cover", cover: cover.id }}
                kind="quiet"
              >
                {t(cover.standIn.account === self ? "cover.give-back" : "cover.end")}
              </PostButton>
            )}
          </li>
        );
      })}
    </ul>
  );
}
