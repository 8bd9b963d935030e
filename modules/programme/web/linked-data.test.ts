import assert from "node:assert/strict";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { cancelSession } from "../changing/cancel.ts";
import { editSession } from "../changing/change-session.ts";
import { showEvent } from "../finding/show-event.ts";
import { anEvent, aSeries, aSession, sessionText } from "../testing.ts";
import { linkedData } from "./linked-data.ts";

const base = { url: "https://culture.example.org", zone: "Asia/Shanghai" };
const organisation = (ctx: Ctx) => inTx(ctx, (inner) => anOrganisation(inner));
const told = async (ctx: Ctx, id: string) => linkedData(await showEvent(ctx, id), base) as never as Told;
interface Told {
  "@type": string;
  "@id": string;
  startDate: string;
  previousStartDate?: string;
  eventStatus: string;
  eventAttendanceMode: string;
  location: { "@type": string; url?: string }[];
  offers?: { availability: string; price: number; validFrom: string };
  superEvent?: { "@type": string; name: string };
  subEvent?: Told[];
}

dbTest("an event with one session: time with its offset, how to take part, what is left", async ({ ctx }) => {
  const { id: organisationId } = await organisation(ctx);
  const { id: seriesId } = await aSeries(ctx, { organisationId, name: "燃情冰雪 相约油城" });
  const { id } = await aSession(ctx, {
    organisationId,
    event: { seriesId },
    session: { startsAt: "2026-06-13T11:30:00Z" },
  });
  const one = await told(ctx, id);
  assert.deepEqual(
    [one["@type"], one["@id"], one.startDate, one.eventStatus],
    [
      "EducationEvent",
      `${base.url}/events/${id}`,
      "2026-06-13T19:30:00+08:00",
      "https://schema.org/EventScheduled",
    ],
  );
  assert.equal(one.eventAttendanceMode, "https://schema.org/OnlineEventAttendanceMode");
  assert.deepEqual(one.location, [{ "@type": "VirtualLocation", url: "https://example.org/live" }]);
  assert.deepEqual([one.offers?.availability, one.offers?.price], ["https://schema.org/InStock", 0]);
  assert.equal(one.superEvent?.name, "燃情冰雪 相约油城");
});

dbTest(
  "a moved session tells when it was to be, a cancelled one that it is not; several are a series",
  async ({ ctx }) => {
    const { id: organisationId } = await organisation(ctx);
    const built = await anEvent(ctx, {
      organisationId,
      sessions: [{}, { startsAt: "2026-06-20T11:30:00Z" }],
    });
    const [first = "", second = ""] = built.sessionIds;
    const { version } = await inTx({ ...ctx, actor: built.publisher }, (inner) =>
      editSession(inner, {
        id: first,
        version: built.version,
        session: sessionText(ctx, { startsAt: "2026-06-15T11:30:00Z" }),
        reason: "场地另有安排",
      }),
    );
    await inTx({ ...ctx, actor: built.publisher }, (inner) =>
      cancelSession(inner, { id: second, version, reason: "大风预警" }),
    );
    const series = await told(ctx, built.id);
    assert.equal(series["@type"], "EventSeries");
    assert.equal(series.startDate, "2026-06-15T19:30:00+08:00");
    assert.deepEqual(
      series.subEvent?.map(({ eventStatus, previousStartDate, offers }) => [
        eventStatus.split("/").at(-1),
        previousStartDate,
        offers !== undefined,
      ]),
      [
        ["EventRescheduled", "2026-06-13T18:00:00+08:00", true],
        ["EventCancelled", undefined, false],
      ],
    );
  },
);
