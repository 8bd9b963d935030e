import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Choice } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Row, Rows } from "#web/kit/rows.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { moment } from "#web/occasion.ts";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { deskSeats, openSeats } from "../../reserving/seats/contract.ts";

export async function loader({ context, params, request }: LoadArgs) {
  const room = await pageOf(context).call(deskSeats, { params: { id: params.id ?? "" } });
  return { room, done: new URL(request.url).searchParams.has("done") };
}

export async function action({ context, params, request }: ActArgs) {
  const form = await request.formData();
  const id = params.id ?? "";
  const body = { public: form.get("open") === "everybody" };
  try {
    await pageOf(context).call(openSeats, { params: { id }, body }, keyOf(form));
  } catch (error) {
    return formProblem(error, form);
  }
  return redirect(`/desk/rooms/${id}/seats?done`);
}

/** The seats of a reading room: who may pick them, and each with its own page, where it is closed, renamed or taken out of use. */
export default function DeskSeats({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { room, done } = loaderData;
  const { text: t } = usePage();
  return (
    <ShellDesk title={t("study-seats.title", { room: room.name })} section="rooms">
      <div className="stack-wide">
        <Trail
          label={t("reserving.trail")}
          items={[
            { href: "/desk/rooms", label: t("desk-rooms.title") },
            { href: `/desk/rooms/${room.id}`, label: room.name },
          ]}
        />
        {done && !actionData && <Notice kind="done" live title={t("study-seats.desk.saved")} />}
        {room.seats.length === 0 ? (
          <Empty title={t("study-seats.desk.none")}>
            <a href={`/desk/rooms/${room.id}#seats`}>{t("study-seats.add")}</a>
          </Empty>
        ) : (
          <>
            <Form problem={actionData?.problem} label={t("study-seats.open")}>
              <Choice
                inline
                name="open"
                label={t("study-seats.open")}
                options={[
                  { value: "everybody", label: t("study-seats.open.everybody") },
                  { value: "staff", label: t("reserving.staff-only") },
                ]}
                value={room.public ? "everybody" : "staff"}
              />
              <Button kind="quiet">{t("study-seats.open.save")}</Button>
            </Form>
            <Section title={t("study-seats.count", { count: room.seats.length })} id="seats">
              <p className="quiet">{t("study-seats.desk.each")}</p>
              <Rows>
                {room.seats.map((seat) => (
                  <Row
                    key={seat.id}
                    href={`/desk/rooms/${seat.id}`}
                    title={seat.label}
                    note={seat.coming > 0 ? t("desk-rooms.coming", { count: seat.coming }) : undefined}
                    {...stateOf(t, seat)}
                  />
                ))}
              </Rows>
            </Section>
          </>
        )}
      </div>
    </ShellDesk>
  );
}

type Seat = PageProps<typeof loader>["loaderData"]["room"]["seats"][number];

function stateOf(t: ReturnType<typeof usePage>["text"], { retired, closedUntil }: Seat) {
  if (retired) return { state: { kind: "closed" as const, word: t("desk-room.retired") } };
  if (!closedUntil) return {};
  return {
    state: { kind: "soon" as const, word: t("study-seats.closed-until", { at: moment(closedUntil) }) },
  };
}
