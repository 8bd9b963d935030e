import { Empty } from "#web/kit/notice.tsx";
import { Row, Rows } from "#web/kit/rows.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { moment } from "#web/occasion.ts";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { myReservations, type ReservationView } from "../../reserving/contract.ts";
import { stateKinds } from "./state-kinds.ts";

export async function loader({ context }: LoadArgs) {
  return pageOf(context).call(myReservations, {});
}

/** 我的场地预约: what is to come, then what is past. */
export default function MyReservations({ loaderData: { items } }: PageProps<typeof loader>) {
  const { text: t } = usePage();
  const isCurrent = ({ state }: ReservationView) => ["requested", "confirmed", "checked-in"].includes(state);
  const [coming, past] = [items.filter(isCurrent), items.filter((one) => !isCurrent(one))];
  return (
    <ShellPortal title={t("reserving.mine")} section="my">
      <div className="stack">
        <Trail label={t("reserving.trail")} items={[{ href: "/my", label: t("front.my.title") }]} />
        <h1>{t("reserving.mine")}</h1>
      </div>
      <Section title={t("reserving.coming")}>
        {coming.length === 0 ? (
          <Empty title={t("reserving.nothing")}>
            <a href="/rooms">{t("reserving.nothing.do")}</a>
          </Empty>
        ) : (
          <Listed items={coming} />
        )}
      </Section>
      {past.length > 0 && (
        <Section title={t("reserving.past")}>
          <Listed items={past} />
        </Section>
      )}
      {coming.length > 0 && (
        <p>
          <a href="/rooms">{t("reserving.another")}</a>
        </p>
      )}
    </ShellPortal>
  );
}

// texts: reserving.state.*
function Listed({ items }: { items: readonly ReservationView[] }) {
  const { text: t } = usePage();
  return (
    <Rows>
      {items.map((one) => (
        <Row
          key={one.id}
          href={`/reservations/${one.id}`}
          title={
            one.room.place
              ? t("reserving.room-at", { room: one.room.name, place: one.room.place.name })
              : one.room.name
          }
          lead={{
            text: t.formats.rangeText({ from: moment(one.startsAt), to: moment(one.endsAt) }),
            iso: one.startsAt,
          }}
          note={<span dir="auto">{one.organisation ?? one.purpose}</span>}
          state={{ kind: stateKinds[one.state], word: t(`reserving.state.${one.state}`) }}
        />
      ))}
    </Rows>
  );
}
