import { data, redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Facts, Table } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section } from "#web/kit/section.tsx";
import { State, type StateKind } from "#web/kit/state.tsx";
import { day as dayOf, moment, occasionTime } from "#web/occasion.ts";
import {
  type ActArgs,
  formProblem,
  keyOf,
  type LoadArgs,
  type PageProps,
  type Problem,
  pageOf,
  said,
} from "#web/page.ts";
import { usePage, useText } from "#web/text.tsx";
import { addDoorDevice, deskPlace, deskPlaceOpenings, retireDoorDevice } from "../../contract.ts";
import { doorAction } from "./door-action.ts";
import { DoorButton, JustDone } from "./door-button.tsx";
import { DeskFrame, doneIn } from "./frame.tsx";

export async function loader({ context, params, request }: LoadArgs) {
  const { call } = pageOf(context);
  const input = { params: { id: params.id ?? "" } };
  const [place, openings] = await Promise.all([
    call(deskPlace, { ...input, query: {} }),
    call(deskPlaceOpenings, input),
  ]);
  const { searchParams } = new URL(request.url);
  return { place, openings, just: searchParams.get("done"), done: doneIn(request) };
}

interface Outcome {
  problem?: Problem;
  values: Record<string, string>;
  /** The key of a device, shown this once. */
  key?: string;
}

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const id = params.id ?? "";
  const home = `/desk/places/${id}/openings`;
  try {
    const what = said(form, "do");
    if (what === "add-device") {
      const { key } = await call(addDoorDevice, { params: { id }, body: { name: said(form, "name") } });
      // No redirect: an address is kept, and the key must not be.
      return data<Outcome>({ key, values: {} }, { headers: { "cache-control": "no-store" } });
    }
    if (what === "retire-device") {
      await call(retireDoorDevice, { params: { id, device: said(form, "device") } }, keyOf(form));
      return redirect(`${home}?retired`);
    }
    return redirect(`${home}${await doorAction(call, form)}`);
  } catch (error) {
    const refused = formProblem(error, form);
    return data<Outcome>(refused.data, refused.init ?? {});
  }
}

/** One door: the button, what became of each posted opening, what was seen, and devices that tell by themselves. */
export default function DeskPlaceOpenings({
  loaderData,
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const t = useText();
  const { place, openings, just, done } = loaderData;
  const { last, tolerance } = openings;
  return (
    <DeskFrame place={place} tab="openings" done={actionData ? null : done}>
      {last && last.id === just && !actionData && <JustDone placeId={place.id} done={last} />}
      <Section
        title={t("place.door.title")}
        note={
          openings.today.length > 0
            ? t("place.door.posted", {
                hours: openings.today.map(({ from, to }) => `${from}–${to}`).join(" "),
              })
            : t("place.door.posted-none")
        }
      >
        {openings.can.includes("observe") && (
          <DoorButton placeId={place.id} name={place.facts.name} last={last} />
        )}
      </Section>
      <Section
        title={t("place.door.judged")}
        note={t("place.door.tolerance", { late: tolerance.lateMinutes, early: tolerance.earlyMinutes })}
      >
        <Judged openings={openings.openings} />
      </Section>
      <Section title={t("place.door.seen")}>
        <Seen seen={openings.seen} placeId={place.id} />
      </Section>
      {openings.can.includes("keep-devices") && (
        <Section title={t("place.door.devices")} note={t("place.door.devices.note")} id="devices">
          {actionData?.key && (
            <Notice kind="attention" live title={t("place.door.devices.key")}>
              <code>{actionData.key}</code>
            </Notice>
          )}
          <Devices devices={openings.devices} />
          <Form problem={actionData?.problem} label={t("place.door.devices.add")}>
            <Field
              name="name"
              label={t("place.door.devices.name")}
              hint={t("place.door.devices.name-hint")}
              chars={20}
              value={actionData?.values.name}
              problem={actionData?.problem}
            />
            <Button kind="quiet" name="do" value="add-device">
              {t("place.door.devices.add")}
            </Button>
          </Form>
        </Section>
      )}
    </DeskFrame>
  );
}

type Openings = AnswerOf<typeof deskPlaceOpenings>;

const kinds: Record<Openings["openings"][number]["outcome"], StateKind> = {
  "in-time": "open",
  late: "soon",
  early: "soon",
  shut: "refused",
  unrecorded: "closed",
};

// texts: place.door.outcome.* place.door.seen.* place.door.how.* place.report.reason.*

function Judged({ openings }: { openings: Openings["openings"] }) {
  const { text: t, city } = usePage();
  if (openings.length === 0) return <p className="quiet">{t("place.door.judged.none")}</p>;
  return (
    <Table
      caption={t("place.door.judged")}
      hideCaption
      columns={[
        { key: "day", label: t("place.door.day") },
        { key: "posted", label: t("place.door.posted-hours") },
        { key: "outcome", label: t("place.door.outcome") },
      ]}
      rows={openings.map(({ day, from, to, outcome, disputed }) => {
        const posted = occasionTime(t, city.zone, { startsAt: from, endsAt: to });
        return {
          key: from,
          cells: [
            t.formats.dayText(dayOf(day)),
            `${posted.from}–${posted.to}`,
            <span key="outcome">
              <State kind={kinds[outcome]}>{t(`place.door.outcome.${outcome}`)}</State>
              {disputed && <span className="quiet"> {t("place.door.disputed")}</span>}
            </span>,
          ],
        };
      })}
    />
  );
}

function Seen({ seen, placeId }: { seen: Openings["seen"]; placeId: string }) {
  const t = useText();
  if (seen.length === 0) return <p className="quiet">{t("place.door.seen.none")}</p>;
  return (
    <Table
      caption={t("place.door.seen")}
      hideCaption
      columns={[
        { key: "at", label: t("place.door.at") },
        { key: "what", label: t("place.door.what") },
        { key: "how", label: t("place.door.how") },
      ]}
      rows={seen.map(({ id, at, what, how, device, reason, canWithdraw }) => ({
        key: id,
        cells: [
          t.formats.momentText(moment(at)),
          <span key="what">
            {t(`place.door.seen.${what}`)}
            {reason && <> · {t(`place.report.reason.${reason}`)}</>}
          </span>,
          <span key="how">
            {t(`place.door.how.${how}`)} {device && <bdi>{device}</bdi>}
            {canWithdraw && (
              <Form label={t("place.door.undo-of", { at: moment(at) })}>
                <input type="hidden" name="place" value={placeId} />
                <input type="hidden" name="observation" value={id} />
                <Button kind="link" name="do" value="withdraw">
                  {t("place.door.undo")}
                </Button>
              </Form>
            )}
          </span>,
        ],
      }))}
    />
  );
}

function Devices({ devices }: { devices: Openings["devices"] }) {
  const t = useText();
  if (devices.length === 0) return <p className="quiet">{t("place.door.devices.none")}</p>;
  return (
    <Facts
      items={devices.map(({ id, name, madeAt }) => ({
        key: id,
        term: name,
        value: (
          <>
            <p>{t("place.door.devices.since", { at: moment(madeAt) })}</p>
            <Form label={t("place.door.devices.retire-one", { name })}>
              <input type="hidden" name="device" value={id} />
              <Button kind="link" name="do" value="retire-device">
                {t("place.desk.spaces.retire")}
              </Button>
            </Form>
          </>
        ),
      }))}
    />
  );
}
