import { redirect } from "react-router";
import { askedItem } from "#web/address.ts";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import {
  type ActArgs,
  dealsForPerson,
  formProblem,
  keyOf,
  type LoadArgs,
  numberOf,
  type PageProps,
  pageOf,
  said,
} from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { cancelOwnClaim, claimPlaces, myClaimOn, reduceOwnClaim } from "../../booking/contract.ts";
import { getDraw, getLine, myDraw } from "../../booking/web/door.ts";
import { getEvent } from "../contract.ts";
import { ratingOf } from "../feedback/contract.ts";
import { chosenSession } from "./chosen-session.ts";
import { ClaimPanel } from "./claim-panel.tsx";
import { askedDay } from "./entry-days.tsx";
import { EventArticle } from "./event-article.tsx";
import { linkedData } from "./linked-data.ts";
import { LinkedData } from "./linked-data-script.tsx";
import { StreamPart } from "./stream-part.tsx";

export async function loader({ context, params, request }: LoadArgs) {
  const { call, actor } = pageOf(context);
  const search = new URL(request.url).searchParams;
  const event = await call(getEvent, { params: { id: params.id ?? "" }, query: askedDay(request) });
  const { rating } = await call(ratingOf, { params: { id: event.id } });
  const chosen = chosenSession(
    event,
    askedItem({ context, request }, "session", event.sessions, ({ id }) => id),
  );
  const books = dealsForPerson(actor);
  const offerId = books ? chosen?.offer?.id : undefined;
  const mine = offerId ? await call(myClaimOn, { params: { offerId } }) : null;
  const own = mine?.claim ?? null;
  const asks = own !== null || chosen?.admission.state === "open";
  const meanwhile = asks ? (mine?.overlaps ?? []).flatMap(({ about }) => about ?? []) : [];
  const line = chosen?.offer?.waitingList
    ? await call(getLine, { params: { offerId: chosen.offer.id }, query: { without: "about" } })
    : null;
  const ofDraw = chosen?.drawId ? { params: { drawId: chosen.drawId } } : null;
  const draw = ofDraw && {
    draw: await call(getDraw, ofDraw),
    own: books ? await call(myDraw, ofDraw) : null,
  };
  return {
    event,
    rating,
    chosenId: chosen?.id ?? null,
    own,
    line,
    draw,
    meanwhile,
    done: search.get("done"),
  };
}

/** Claims places, or gives them back; the answer is a page of its own, so that reloading does nothing twice. */
export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const back = (done: string) =>
    redirect(`/events/${params.id}?session=${encodeURIComponent(said(form, "session"))}&done=${done}`);
  try {
    if (form.get("do") === "cancel") {
      await call(cancelOwnClaim, { params: { claimId: said(form, "claim") }, body: {} }, keyOf(form));
      return back("cancelled");
    }
    if (form.get("do") === "reduce") {
      const body = { size: numberOf(form, "keep") };
      await call(reduceOwnClaim, { params: { claimId: said(form, "claim") }, body }, keyOf(form));
      return back("reduced");
    }
    const input = {
      params: { offerId: said(form, "offer") },
      body: { size: numberOf(form, "size") },
    };
    await call(claimPlaces, input, keyOf(form));
    return back("claimed");
  } catch (error) {
    return formProblem(error, form);
  }
}

/** One event: what, when and where, who may come, how many places, one thing to press. */
export default function EventPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { event, rating, chosenId, own, line, draw, meanwhile, done } = loaderData;
  const { text: t, city } = usePage();
  const chosen = event.sessions.find(({ id }) => id === chosenId) ?? null;
  const problem = actionData && "problem" in actionData ? actionData.problem : undefined;
  return (
    <ShellPortal
      title={event.title}
      description={event.summary}
      picture={`/api/events/${event.id}/picture.png`}
      section="events"
    >
      <LinkedData data={linkedData(event, { url: "", zone: city.zone })} />
      <EventArticle event={event} chosenId={chosenId} href={`/events/${event.id}`}>
        {chosen && <StreamPart event={event} session={chosen} />}
        {chosen && (
          <ClaimPanel
            event={event}
            session={chosen}
            own={own}
            line={line}
            draw={draw}
            meanwhile={meanwhile}
            done={done}
            problem={problem}
            tried={actionData && "values" in actionData ? actionData.values.do : undefined}
            size={actionData && "values" in actionData ? actionData.values.size : undefined}
          />
        )}
        {rating && <p>{t("feedback.rating", rating)}</p>}
      </EventArticle>
    </ShellPortal>
  );
}
