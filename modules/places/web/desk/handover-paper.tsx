import type { ReactNode } from "react";
import type { AnswerOf } from "#contract";
import { Facts, Table } from "#web/kit/list.tsx";
import { day, moment } from "#web/occasion.ts";
import { usePage, useText } from "#web/text.tsx";
import type { getHandover } from "../../contract.ts";
import { RoomTable, ThingTable } from "./inventory.tsx";

type Handover = AnswerOf<typeof getHandover>;
type Side = Handover["signatures"][number]["side"];

// texts: role.*

/** The list of what changes hands, as both sides sign it; printed, it is the paper that goes into the files. */
export function HandoverPaper({ handover }: { handover: Handover }) {
  const t = useText();
  const { place, things, rooms, stock, other, staff } = handover;
  return (
    <article className="paper stack" aria-label={t("handover.paper")}>
      <h2 className="paper-title">{t("handover.paper")}</h2>
      <Facts
        items={[
          {
            term: t("handover.place"),
            value: [place.name, place.number, place.address].filter(Boolean).join(" · "),
          },
          { term: t("handover.from"), value: handover.from.name },
          { term: t("handover.to"), value: handover.to.name },
          {
            term: t("handover.effective-on"),
            value: t("handover.first-day", {
              day: t.formats.fullDayText(day(handover.effectiveOn)),
              name: handover.to.name,
            }),
          },
          ...(handover.lateBecause
            ? [{ term: t("handover.late-because"), value: <span dir="auto">{handover.lateBecause}</span> }]
            : []),
          ...(handover.terms
            ? [
                {
                  term: t("handover.terms"),
                  value: (
                    <span className="prose" dir="auto">
                      {handover.terms}
                    </span>
                  ),
                },
              ]
            : []),
        ]}
      />
      <Part title={t("handover.rooms")} count={rooms.length}>
        <RoomTable caption={t("handover.rooms")} items={rooms} />
      </Part>
      <Part title={t("handover.things")} count={things.length}>
        <ThingTable caption={t("handover.things")} items={things} />
      </Part>
      <Lines title={t("handover.stock")} lines={stock} />
      <Lines title={t("handover.other")} lines={other} />
      <Part title={t("handover.staff")} count={staff.length}>
        <Table
          caption={t("handover.staff")}
          hideCaption
          columns={[
            { key: "name", label: t("handover.staff.name") },
            { key: "roles", label: t("handover.staff.roles") },
            { key: "choice", label: t("handover.staff.choice") },
          ]}
          rows={staff.map(({ subject, name, roles, choice }) => ({
            key: subject,
            cells: [
              name ?? t("handover.nameless"),
              t.formats.listText(roles.map((role) => t(`role.${role}`))),
              t(choice === "move" ? "handover.staff.move" : "handover.staff.end"),
            ],
          }))}
        />
      </Part>
      <div className="paper-signs">
        <SignBox side="from" handover={handover} />
        <SignBox side="to" handover={handover} />
      </div>
      <p className="quiet small paper-digest">
        {t("handover.digest", { digest: (handover.digest.match(/.{8}/g) ?? []).join(" ") })}
      </p>
      <p className="quiet small screen-only">{t("handover.print")}</p>
    </article>
  );
}

function Part({ title, count, children }: { title: string; count: number; children: ReactNode }) {
  const t = useText();
  return (
    <section className="stack-tight">
      <h3>{title}</h3>
      {count === 0 ? <p>{t("handover.nothing")}</p> : children}
    </section>
  );
}

interface Line {
  what: string;
  quantity: number;
  detail: string;
}

function Lines({ title, lines }: { title: string; lines: readonly Line[] }) {
  const t = useText();
  return (
    <Part title={title} count={lines.length}>
      <Table
        caption={title}
        hideCaption
        columns={[
          { key: "what", label: t("thing.name") },
          { key: "quantity", label: t("thing.quantity"), numeric: true },
          { key: "detail", label: t("thing.note") },
        ]}
        rows={lines.map(({ what, quantity, detail }, at) => ({
          key: `${at} ${what}`,
          cells: [what, t.formats.numberText(quantity), detail || "—"],
        }))}
      />
    </Part>
  );
}

/** Who signed for a side and when; on paper the place for the seal. What was signed before a change is told too. */
function SignBox({ side, handover }: { side: Side; handover: Handover }) {
  const { text: t, city } = usePage();
  // A paper is read years later: the day with its year.
  const signedAt = (iso: string) => ({
    day: t.formats.fullDayText(moment(iso).toZonedDateTimeISO(city.zone).toPlainDate()),
    time: t.formats.timeText(moment(iso)),
  });
  const own = handover.signatures.filter((one) => one.side === side);
  const valid = own.find(({ voidedAt }) => voidedAt === null);
  return (
    <section className="paper-sign">
      <h3>{t(side === "from" ? "handover.from" : "handover.to")}</h3>
      <p>{side === "from" ? handover.from.name : handover.to.name}</p>
      <p>
        {valid
          ? t("handover.signed-by", {
              name: valid.name ?? t("handover.nameless"),
              ...signedAt(valid.at),
            })
          : t("handover.not-signed")}
      </p>
      {own
        .filter(({ voidedAt }) => voidedAt !== null)
        .map((one) => (
          <p className="quiet small screen-only" key={one.at}>
            {t("handover.voided", { name: one.name ?? t("handover.nameless"), ...signedAt(one.at) })}
          </p>
        ))}
      <p className="paper-seal">{t("handover.seal")}</p>
    </section>
  );
}
