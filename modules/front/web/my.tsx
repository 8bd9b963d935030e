import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Form } from "#web/kit/form.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Section } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { State } from "#web/kit/state.tsx";
import { moment } from "#web/occasion.ts";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { usePage, useWhom } from "#web/text.tsx";
import { cancelOwnClaim, myClaims } from "../../booking/contract.ts";
import { myDraws, myLines, OwnSeats, Phase, shortCode } from "../../booking/web/door.ts";
import { myNext } from "../contract.ts";

export async function loader({ context, request }: LoadArgs) {
  const { searchParams } = new URL(request.url);
  const after = searchParams.get("after") ?? undefined;
  const { items, next } = await pageOf(context).call(myClaims, { query: { ...(after && { after }) } });
  const waits = after ? [] : (await pageOf(context).call(myLines, {})).items;
  const draws = after ? [] : (await pageOf(context).call(myDraws, {})).items;
  const soon = after ? [] : (await pageOf(context).call(myNext, {})).items;
  return { items, next, waits, draws, soon, first: !after, cancelled: searchParams.has("cancelled") };
}

export async function action({ context, request }: ActArgs) {
  const form = await request.formData();
  try {
    await pageOf(context).call(
      cancelOwnClaim,
      { params: { claimId: said(form, "claim") }, body: {} },
      keyOf(form),
    );
  } catch (error) {
    return formProblem(error, form);
  }
  return redirect("/my?cancelled");
}

type Claim = AnswerOf<typeof myClaims>["items"][number];

/** What comes next for this person, with everything that can be cancelled; a place given back may be gone at once, so it asks first. */
export default function My({
  loaderData: { items, next, waits, draws, soon, first, cancelled },
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const { text: t, actor } = usePage();
  const coming = items.filter(({ current }) => current);
  const past = items.filter(({ current }) => !current);
  const whom = useWhom();
  return (
    <ShellPortal title={t("front.my.title")} section="my">
      <div className="stack">
        <h1>
          {whom.acts
            ? t("front.my.title-of", whom)
            : actor.name
              ? t("front.my.title-for", { name: actor.name })
              : t("front.my.title")}
        </h1>
        {cancelled && <Notice kind="done" live title={t("front.my.cancelled")} />}
        {actionData && (
          <Notice kind="refused" live title={actionData.problem.title}>
            {actionData.problem.detail}
          </Notice>
        )}
        <p className="actions">
          <ButtonLink href="/my/pass" icon="pass">
            {t("front.my.pass")}
          </ButtonLink>
          <ButtonLink href="/my/reader" kind="quiet" icon="book">
            {t("reader.card")}
          </ButtonLink>
          <ButtonLink href="/my/messages" kind="quiet" icon="bell">
            {t("front.my.messages")}
          </ButtonLink>
          <ButtonLink href="/my/courses" kind="quiet" icon="course">
            {t("front.my.learning")}
          </ButtonLink>
          <ButtonLink href="/my/loans" kind="quiet" icon="book">
            {t("front.my.loans")}
          </ButtonLink>
          <ButtonLink href="/my/books" kind="quiet">
            {t("my-books.title", whom)}
          </ButtonLink>
          <ButtonLink href="/my/reservations" kind="quiet">
            {t("reserving.mine")}
          </ButtonLink>
          <ButtonLink href="/my/no-shows" kind="quiet">
            {t("no-shows.title")}
          </ButtonLink>
          <ButtonLink href="/my/family" kind="quiet" icon="person">
            {t("front.my.family")}
          </ButtonLink>
          <ButtonLink href="/my/entries" kind="quiet">
            {t("front.my.entries")}
          </ButtonLink>
          <ButtonLink href="/my/holds" kind="quiet">
            {t("book-hold.mine")}
          </ButtonLink>
          <ButtonLink href="/my/wishes" kind="quiet">
            {t("wish.mine")}
          </ButtonLink>
          <ButtonLink href="/my/transfer" kind="quiet">
            {t("front.my.take-over")}
          </ButtonLink>
          <ButtonLink href="/my/account" kind="quiet">
            {t("front.my.account")}
          </ButtonLink>
        </p>
      </div>
      {(first || coming.length > 0) && (
        <Section title={t("front.my.coming")}>
          {soon.length > 0 && (
            <ul className="plain stack-tight">
              {soon.map(({ text, href }) => (
                <li key={href}>
                  <a href={href} dir="auto">
                    {text}
                  </a>
                </li>
              ))}
            </ul>
          )}
          {coming.length === 0 && soon.length === 0 && (
            <Empty title={t("front.my.nothing", whom)}>
              <a href="/events">{t("front.my.nothing.do")}</a>
            </Empty>
          )}
          {coming.length > 0 && (
            <ul className="plain stack-wide">
              {coming.map((claim) => (
                <ComingClaim key={claim.id} claim={claim} />
              ))}
            </ul>
          )}
        </Section>
      )}
      {draws.length > 0 && (
        <Section title={t("front.my.draws")}>
          <ul className="plain stack-tight">
            {draws.map((draw) => (
              <li key={draw.id}>
                <a href={`/draws/${draw.id}`} dir="auto">
                  {draw.title}
                </a>{" "}
                <Phase phase={draw.phase} />{" "}
                <span className="quiet small">
                  {t("drawing.mine", { number: draw.number })}
                  {draw.together.length > 0 &&
                    ` · ${t("drawing.mine.together", { names: t.formats.listText(draw.together) })}`}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {waits.length > 0 && (
        <Section title={t("front.my.waits")}>
          <ul className="plain stack-tight">
            {waits.map((one) => (
              <li key={one.offerId}>
                <a href={`/line/${one.offerId}`}>{one.about?.title ?? t("front.my.untitled")}</a>{" "}
                <span className="quiet small">
                  {t.formats.momentText(moment(one.startsAt))} · {t("front.my.people", { size: one.size })}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {past.length > 0 && (
        <Section title={t("front.my.past")}>
          <ul className="plain stack-tight">
            {past.map((claim) => (
              <li key={claim.id}>
                {claim.about ? <a href={claim.about.href}>{claim.about.title}</a> : t("front.my.untitled")}{" "}
                <span className="quiet small">
                  {t.formats.momentText(moment(claim.startsAt))} · {t(`claim.state.${claim.state}`)}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {next && (
        <p>
          <ButtonLink kind="quiet" href={`/my?${new URLSearchParams({ after: next })}`}>
            {t("front.my.more")}
          </ButtonLink>
        </p>
      )}
    </ShellPortal>
  );
}

function ComingClaim({ claim }: { claim: Claim }) {
  const { text: t } = usePage();
  const title = claim.about?.title ?? t("front.my.untitled");
  return (
    <li className="card stack-tight">
      <h3>{claim.about ? <a href={claim.about.href}>{title}</a> : title}</h3>
      <p>
        {t.formats.rangeText({ from: moment(claim.startsAt), to: moment(claim.endsAt) })}
        {claim.about?.place && (
          <>
            {" · "}
            <bdi className="whole">{claim.about.place.name}</bdi>
          </>
        )}
      </p>
      <p className="row">
        <State kind={claim.held ? "soon" : "open"}>{t(`claim.state.${claim.state}`)}</State>
        <span>{t("front.my.people", { size: claim.size })}</span>
        {!claim.held && (
          <span className="figures">{t("front.my.short-code", { code: shortCode(claim.id) })}</span>
        )}
      </p>
      <OwnSeats own={claim} />
      {claim.held && (
        <p>
          <a href={`/line/${claim.offerId}`}>
            {t(claim.held.for === "approval" ? "line.see" : "line.answer")}
          </a>{" "}
          <span className="quiet">{t("queue.held-until", { at: moment(claim.held.until) })}</span>
        </p>
      )}
      {claim.can.includes("cancel") ? (
        <>
          <p className="quiet small">
            {claim.cancelCounts
              ? t("claim.cancel-counts")
              : t("front.my.cancel-until", { at: moment(claim.cancelUntil) })}
          </p>
          <details>
            <summary>{t("front.my.cancel")}</summary>
            <Form label={t("front.my.cancel-one", { title })}>
              <input type="hidden" name="claim" value={claim.id} />
              <p>{t("claim.cancel-sure")}</p>
              <Button kind="refuse">{t("claim.cancel-do")}</Button>
            </Form>
          </details>
        </>
      ) : (
        <p className="quiet small">
          {claim.checkedInAt
            ? t("front.my.in", { at: moment(claim.checkedInAt) })
            : t("front.my.cancel-over")}
        </p>
      )}
    </li>
  );
}
