import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { moment } from "#web/occasion.ts";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { checkInToRoom, myReservations } from "../../reserving/contract.ts";
import { returnToSeat } from "../../reserving/seats/contract.ts";

/** Whoever reads the code at a room comes here. */
export async function loader({ context, params, request }: LoadArgs) {
  const { items } = await pageOf(context).call(myReservations, {});
  const here = items.filter(
    ({ door, can }) => door === params.id && (can.includes("check-in") || can.includes("return")),
  );
  return { here, code: new URL(request.url).searchParams.get("code") ?? "" };
}

export async function action({ context, request }: ActArgs) {
  const form = await request.formData();
  const id = said(form, "reservation");
  try {
    const body = { code: said(form, "room-code") };
    const operation = form.get("do") === "return" ? returnToSeat : checkInToRoom;
    await pageOf(context).call(operation, { params: { id }, body }, keyOf(form));
  } catch (error) {
    return formProblem(error, form);
  }
  return redirect(`/reservations/${id}?in`);
}

/** Checking in at the room one stands before. */
export default function HerePage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { here, code } = loaderData;
  const { text: t } = usePage();
  return (
    <ShellPortal title={t("reserving.check-in")} section="my">
      <div className="stack">
        <h1>{t("reserving.check-in")}</h1>
        {here.length === 0 && (
          <Empty title={t("reserving.here-nothing")}>
            <a href="/my/reservations">{t("reserving.mine")}</a> <a href="/rooms">{t("reserving.rooms")}</a>
          </Empty>
        )}
        {here.map((one) => (
          <Form key={one.id} label={t("reserving.check-in")} problem={actionData?.problem}>
            <p className="lead">
              <bdi>{one.room.name}</bdi>{" "}
              {t.formats.rangeText({ from: moment(one.startsAt), to: moment(one.endsAt) })}
            </p>
            <input type="hidden" name="reservation" value={one.id} />
            <Field name="room-code" label={t("reserving.room-code")} value={code} chars={12} />
            <Button icon="check" name="do" value={one.awayUntil ? "return" : "check-in"}>
              {t(one.awayUntil ? "study-seats.return" : "reserving.check-in-do")}
            </Button>
          </Form>
        ))}
      </div>
    </ShellPortal>
  );
}
