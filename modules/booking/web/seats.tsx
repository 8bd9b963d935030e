import { data, redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Choice, Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Tabs } from "#web/kit/list.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import {
  type ActArgs,
  formProblem,
  keyOf,
  type LoadArgs,
  numberOf,
  type PageProps,
  type Problem,
  pageOf,
  said,
} from "#web/page.ts";
import { usePage, useWhom } from "#web/text.tsx";
import { FoldedForm } from "#web/titled-form.tsx";
import { cancelOwnClaim, claimPlaces, reduceOwnClaim } from "../contract.ts";
import { changeSeatsOf, seatsOfOffer } from "../seating/contract.ts";
import { HallKey, HallToPick, WholeHall } from "./hall.tsx";
import { WhenAndWhere } from "./occasion.tsx";
import { SeatLists, WheelchairField } from "./seat-lists.tsx";

export async function loader({ context, params, request }: LoadArgs) {
  const { searchParams: asked } = new URL(request.url);
  return {
    hall: await pageOf(context).call(seatsOfOffer, { params: { offerId: params.offerId ?? "" } }),
    picture: asked.get("as") === "picture",
    done: asked.get("done"),
  };
}

/** Takes, exchanges or gives back seats; each answer is a page of its own, so that reloading does nothing twice. */
export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const offerId = params.offerId ?? "";
  const seats = form.getAll("seats[]").map(String);
  const wheelchairs = numberOf(form, "wheelchairs") || 0;
  const back = (done: string) => redirect(`/seats/${offerId}?done=${done}`);
  const claim = { params: { claimId: said(form, "claim") } };
  const [what, how] = said(form, "do").split("-");
  const named = how === "these" ? { seats } : {};
  try {
    if (what === "change") {
      await call(changeSeatsOf, { ...claim, body: { ...named, wheelchairs } }, keyOf(form));
      return back("changed");
    }
    if (what === "give") {
      // Without a tick one is meant, and it is asked which.
      const size = Number(form.get("size")) - (seats.length || 1);
      if (size === 0 && seats.length > 0) {
        await call(cancelOwnClaim, { ...claim, body: {} }, keyOf(form));
        return back("cancelled");
      }
      await call(reduceOwnClaim, { ...claim, body: { size, seats } }, keyOf(form));
      return back("reduced");
    }
    const size = how === "these" ? seats.length || 1 : numberOf(form, "size");
    const made = await call(
      claimPlaces,
      { params: { offerId }, body: { size, wheelchairs, ...named } },
      keyOf(form),
    );
    return back(made.state === "held" ? "asked" : "claimed");
  } catch (error) {
    const refused = formProblem(error, form);
    return data({ ...refused.data, seats }, { status: refused.data.problem.status });
  }
}

type Hall = AnswerOf<typeof seatsOfOffer>;

const doneWords = ["claimed", "asked", "changed", "reduced", "cancelled"];

// texts: seats.done.*
/** 选座: the best at one press, or seat by seat as a list that is read, or as a picture. */
export default function Seats({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { hall, picture, done } = loaderData;
  const { text: t } = usePage();
  const title = hall.about ? t("seats.page", { title: hall.about.title }) : t("seats.title");
  const refused = actionData && "problem" in actionData ? actionData : null;
  const tried = refused?.values.do;
  return (
    <ShellPortal title={title} section="events">
      <div className="stack">
        {hall.about && (
          <Trail label={t("line.trail")} items={[{ href: hall.about.href, label: hall.about.title }]} />
        )}
        <h1 dir="auto">{title}</h1>
        <WhenAndWhere of={hall} />
        {done && doneWords.includes(done) && (hall.mine === null) === (done === "cancelled") && (
          <Notice kind="done" live title={t(`seats.done.${done}`)}>
            {hall.mine && t("seats.yours", { seats: namesOf(hall.mine.seats, t) })}
          </Notice>
        )}
        {hall.mine && (
          <Mine
            hall={hall}
            mine={hall.mine}
            problem={tried?.startsWith("give") ? refused?.problem : undefined}
          />
        )}
      </div>
      <Choose
        hall={hall}
        picture={picture}
        tried={tried}
        problem={refused?.problem}
        values={refused?.values ?? {}}
        chosen={new Set(refused?.seats ?? [])}
      />
    </ShellPortal>
  );
}

const namesOf = (seats: readonly { label: string }[], t: ReturnType<typeof usePage>["text"]) =>
  t.formats.listText(seats.map(({ label }) => label));

/** One's own seats, and giving some of them back by name. */
function Mine({
  hall,
  mine,
  problem,
}: {
  hall: Hall;
  mine: NonNullable<Hall["mine"]>;
  problem: Problem | undefined;
}) {
  const { text: t } = usePage();
  return (
    <>
      <p className="lead">
        <b>{t("seats.yours", { seats: namesOf(mine.seats, t) })}</b>
      </p>
      <p className="actions">
        <ButtonLink href="/my/pass" icon="pass">
          {t("seats.pass")}
        </ButtonLink>
        {hall.about && (
          <ButtonLink href={hall.about.href} kind="quiet">
            {t("line.to-occasion")}
          </ButtonLink>
        )}
      </p>
      {mine.can.includes("reduce") && (
        <FoldedForm title={t("seats.give")} problem={problem}>
          <input type="hidden" name="do" value="give-these" />
          <input type="hidden" name="claim" value={mine.claimId} />
          <input type="hidden" name="size" value={mine.size} />
          <Choice
            many
            name="seats"
            label={t("seats.give.which")}
            hint={t("seats.give.hint")}
            options={mine.seats.map(({ id, label }) => ({ value: id, label }))}
          />
          <Button kind="refuse">{t("seats.give.do")}</Button>
        </FoldedForm>
      )}
    </>
  );
}

interface ChooseProps {
  hall: Hall;
  picture: boolean;
  tried: string | undefined;
  problem: Problem | undefined;
  values: Record<string, string>;
  chosen: ReadonlySet<string>;
}

/** The best first, then seat by seat. With a claim the same forms exchange its seats. */
function Choose({ hall, picture, tried, problem, values, chosen }: ChooseProps) {
  const { text: t, actor, here } = usePage();
  const whom = useWhom();
  const { mine, offerId } = hall;
  const free = hall.zones.reduce((sum, zone) => sum + zone.free, 0);
  if (mine && !mine.can.includes("change")) return null;
  if (free === 0)
    return (
      <Empty title={t("seats.full")}>
        {hall.about && <a href={hall.about.href}>{t("line.to-occasion")}</a>}
      </Empty>
    );
  const act = mine ? "change" : "claim";
  const staff = actor.kind === "staff" && !actor.onBehalfOf;
  const books = actor.kind !== "anonymous" && !staff;
  const hidden = mine && <input type="hidden" name="claim" value={mine.claimId} />;
  const wrong = (how: string) => (tried === `${act}-${how}` ? problem : undefined);
  const wheelchairs = (how: string) => (
    <WheelchairField value={values.wheelchairs} max={hall.maxPerClaim} problem={wrong(how)} />
  );
  return (
    <>
      {!books && (
        <p>
          {staff ? (
            t("claim.staff")
          ) : (
            <ButtonLink href={`/sign-in?back=${encodeURIComponent(here)}`} icon="ticket">
              {t("seats.sign-in")}
            </ButtonLink>
          )}
        </p>
      )}
      {books && (
        <Section title={t(mine ? "seats.best.change" : "seats.best")} id="best">
          <Form label={t("seats.best")} problem={wrong("best")}>
            <input type="hidden" name="do" value={`${act}-best`} />
            {hidden}
            {whom.acts && <p>{t("line.join.for", whom)}</p>}
            <p className="quiet">{t("seats.best.means")}</p>
            {!mine && (
              <Field
                name="size"
                type="number"
                inputMode="numeric"
                label={t("seats.size")}
                hint={t("seats.size.hint", { max: hall.maxPerClaim })}
                value={values.size ?? 1}
                min={1}
                max={hall.maxPerClaim}
                chars={4}
                problem={wrong("best")}
              />
            )}
            {wheelchairs("best")}
            <Button icon="ticket">{t(mine ? "seats.best.change-do" : "seats.best.do")}</Button>
          </Form>
        </Section>
      )}
      <Section title={t("seats.one-by-one", { free })} id="one-by-one">
        <div className="stack">
          <Tabs
            label={t("seats.ways")}
            items={[
              { href: `/seats/${offerId}#one-by-one`, label: t("seats.list"), current: !picture },
              {
                href: `/seats/${offerId}?as=picture#one-by-one`,
                label: t("seats.picture"),
                current: picture,
              },
            ]}
          />
          {picture ? <Look hall={hall} /> : <p>{t("seats.list.how")}</p>}
          <Form label={t("seats.these")} problem={wrong("these")}>
            <input type="hidden" name="do" value={`${act}-these`} />
            {hidden}
            {picture ? (
              <Picture hall={hall} chosen={chosen} />
            ) : (
              <SeatLists zones={hall.zones} chosen={chosen} />
            )}
            {books && wheelchairs("these")}
            {books && <Button icon="check">{t(mine ? "seats.these.change-do" : "seats.these.do")}</Button>}
          </Form>
        </div>
      </Section>
    </>
  );
}

function Look({ hall }: { hall: Hall }) {
  const { text: t } = usePage();
  return (
    <>
      <WholeHall hall={hall} label={t("seats.whole", { name: hall.name })} />
      <HallKey />
      <p>{t("seats.picture.how")}</p>
    </>
  );
}

function Picture({ hall, chosen }: { hall: Hall; chosen: ReadonlySet<string> }) {
  const { text: t } = usePage();
  const says = new Map(
    hall.zones.flatMap(({ rows }) => rows.flatMap(({ seats }) => seats.map((seat) => [seat.id, seat.says]))),
  );
  return (
    <>
      <nav aria-label={t("seats.jump")}>
        <ul className="plain seat-key">
          {hall.zones.map(({ zone, rows }) => {
            const middle = rows[0]?.seats[(rows[0]?.seats.length ?? 0) >> 1];
            return (
              middle && (
                <li key={zone}>
                  <a href={`#s-${middle.id}`}>{zone}</a>
                </li>
              )
            );
          })}
        </ul>
      </nav>
      <HallToPick
        hall={hall}
        label={t("seats.picture.region")}
        chosen={chosen}
        says={(id) => says.get(id) ?? ""}
      />
    </>
  );
}
