import { redirect } from "react-router";
import type { AnswerOf, InputOf } from "#contract";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
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
import { usePage } from "#web/text.tsx";
import { poolChannels } from "../rules/contract.ts";
import { keptFor, seatingOfOffer, setSeatingOf, shareSeatsOf } from "../seating/contract.ts";
import { WholeHall } from "./hall.tsx";
import { WhenAndWhere } from "./occasion.tsx";

export async function loader({ context, params, request }: LoadArgs) {
  return {
    of: await pageOf(context).call(seatingOfOffer, { params: { offerId: params.offerId ?? "" } }),
    done: new URL(request.url).searchParams.get("done"),
  };
}

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const offerId = params.offerId ?? "";
  const back = (done: string) => redirect(`/desk/seating/${offerId}?done=${done}`);
  try {
    if (form.get("do") === "set") {
      const channel = said(form, "channel") as InputOf<typeof setSeatingOf>["body"]["channel"];
      await call(
        setSeatingOf,
        { params: { offerId }, body: { planId: said(form, "plan"), channel } },
        keyOf(form),
      );
      return back("set");
    }
    const to = said(form, "to") as InputOf<typeof shareSeatsOf>["body"]["to"];
    // A row's box stands for all of its seats.
    const whole = form.getAll("rows[]").flatMap((row) => String(row).split(/\r?\n/));
    const seats = [...new Set([...whole, ...form.getAll("seats[]").map(String)])];
    await call(shareSeatsOf, { params: { offerId }, body: { seats, to } }, keyOf(form));
    return back("shared");
  } catch (error) {
    return formProblem(error, form);
  }
}

type Seating = AnswerOf<typeof seatingOfOffer>;

// texts: seating.done.set seating.done.shared
/** 对号入座: which plan the occasion has, and where each seat goes. */
export default function DeskSeating({
  loaderData: { of, done },
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  const refused = actionData && "problem" in actionData ? actionData : null;
  const wrong = (what: string) => (refused?.values.do === what ? refused.problem : undefined);
  const title = t("seating.page", { title: of.about?.title ?? t("door.untitled") });
  return (
    <ShellDesk
      title={title}
      section="counter"
      actions={
        <ButtonLink kind="quiet" href={`/desk/door/${of.offerId}`}>
          {t("counter.door")}
        </ButtonLink>
      }
    >
      <div className="stack-wide">
        <Trail label={t("door.trail")} items={[{ href: "/desk/events", label: t("desk.nav.events") }]} />
        <WhenAndWhere of={of} />
        {(done === "set" || done === "shared") && !refused && (
          <Notice kind="done" live title={t(`seating.done.${done}`)} />
        )}
        {of.seating ? (
          <Share seating={of.seating} problem={wrong("share")} />
        ) : (
          <p>{t("seating.none-yet")}</p>
        )}
        <SetPlan of={of} problem={wrong("set")} />
      </div>
    </ShellDesk>
  );
}

// texts: pool.*
function SetPlan({ of, problem }: { of: Seating; problem: Problem | undefined }) {
  const { text: t } = usePage();
  const plans = (
    <a href={`/desk/seat-plans${of.organisationId ? `?organisation=${of.organisationId}` : ""}`}>
      {t("seat-plans.title")}
    </a>
  );
  return (
    <Section title={t(of.seating ? "seating.set-other" : "seating.set")} id="set">
      {of.plans.length === 0 ? (
        <Empty title={t("seating.no-plans")}>{plans}</Empty>
      ) : (
        <Form label={t("seating.set")} problem={problem}>
          <input type="hidden" name="do" value="set" />
          <p className="quiet">
            {t("seating.set.means")} {plans}
          </p>
          <Select
            name="plan"
            label={t("seating.plan")}
            value={of.seating?.planId}
            options={of.plans.map((plan) => ({
              value: plan.id,
              label: [plan.space?.name, t("seat-plans.version", { name: plan.name, version: plan.version })]
                .filter(Boolean)
                .join(" · "),
            }))}
            problem={problem}
          />
          <Select
            name="channel"
            label={t("seating.first-pool")}
            value="online"
            options={poolChannels.map((one) => ({ value: one, label: t(`pool.${one}`) }))}
            problem={problem}
          />
          <Button kind={of.seating ? "quiet" : "primary"}>{t("seating.set.do")}</Button>
        </Form>
      )}
    </Section>
  );
}

// texts: seating.kept.*
function Share({
  seating,
  problem,
}: {
  seating: NonNullable<Seating["seating"]>;
  problem: Problem | undefined;
}) {
  const { text: t } = usePage();
  const all = seating.rows.flatMap(({ seats }) => seats);
  const seats = all.map((seat) => ({
    ...seat,
    state: seat.taken ? "taken" : seat.keptFor ? "kept" : "free",
  }));
  const where = (seat: (typeof all)[number]) =>
    t(seat.keptFor ? `seating.kept.${seat.keptFor}` : `pool.${seat.channel ?? "online"}`);
  const keptCount = all.filter((seat) => seat.keptFor).length;
  return (
    <Section title={t("seating.shares")} id="shares">
      <div className="stack">
        <p>
          {t("seating.has", {
            plan: t("seat-plans.version", { name: seating.name, version: seating.version }),
            pools: t.formats.listText(
              seating.pools.map(({ channel, quota }) =>
                t("seating.pool", { pool: t(`pool.${channel}`), quota }),
              ),
            ),
            kept: keptCount,
          })}
        </p>
        <WholeHall hall={{ ...seating, seats }} label={t("seats.whole", { name: seating.name })} />
        <Form label={t("seating.share")} problem={problem}>
          <input type="hidden" name="do" value="share" />
          <p className="quiet">{t("seating.share.how")}</p>
          <div>
            {seating.rows.map(({ zone, row, seats }, r) => {
              const free = seats.filter(({ taken }) => !taken);
              const name = `${zone} ${row}`;
              const places = [...new Set(seats.map(where))];
              return (
                <details className="seat-rows" key={name}>
                  <summary>
                    {t("seating.row", { name, seats: seats.length, places: t.formats.listText(places) })}
                  </summary>
                  <fieldset className="field">
                    <legend className="unseen">{name}</legend>
                    <div className="choices choices-inline">
                      {free.length === seats.length && (
                        <span className="choice">
                          <input
                            type="checkbox"
                            id={`row-${r}`}
                            name="rows[]"
                            value={free.map(({ id }) => id).join("\n")}
                          />
                          <label htmlFor={`row-${r}`}>
                            <b>{t("seating.whole-row", { name })}</b>
                          </label>
                        </span>
                      )}
                      {free.map((seat, n) => (
                        <span className="choice" key={seat.id}>
                          <input type="checkbox" id={`seat-${r}-${n}`} name="seats[]" value={seat.id} />
                          <label htmlFor={`seat-${r}-${n}`}>
                            {seat.label} <span className="quiet small">{where(seat)}</span>
                          </label>
                        </span>
                      ))}
                    </div>
                  </fieldset>
                </details>
              );
            })}
          </div>
          <Select
            name="to"
            label={t("seating.to")}
            options={[
              ...poolChannels.map((one) => ({ value: one, label: t(`pool.${one}`) })),
              ...keptFor.map((one) => ({ value: one, label: t(`seating.kept.${one}`) })),
            ]}
            problem={problem}
          />
          <Button icon="check">{t("seating.share.do")}</Button>
        </Form>
      </div>
    </Section>
  );
}
