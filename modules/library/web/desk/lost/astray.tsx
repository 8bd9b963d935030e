import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Section } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { State } from "#web/kit/state.tsx";
import { day } from "#web/occasion.ts";
import {
  type ActArgs,
  formProblem,
  keyOf,
  type LoadArgs,
  type PageProps,
  pageOf,
  said,
  unknownAct,
} from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { astrayList, decide, findLoan, look } from "../../../circulation/lost/contract.ts";
import { PlaceChoice } from "../holds/at-place.tsx";
import { LendingTabs } from "../lending/lending-tabs.tsx";
import { yuanText } from "../yuan.ts";

const dones = ["lost", "damaged", "claim", "withdraw", "found", "missed", "believed"] as const;

export async function loader({ context, request }: LoadArgs) {
  const search = new URL(request.url).searchParams;
  const place = search.get("place");
  const shown = await pageOf(context).call(astrayList, { query: { ...(place && { place }) } });
  const [what, fen = "0"] = (search.get("done") ?? "").split("-");
  return { shown, done: dones.find((one) => one === what) ?? null, feeFen: Number(fen) || 0 };
}

export async function action({ context, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const placeId = said(form, "place");
  const of = { loanId: said(form, "loanId"), placeId };
  const key = keyOf(form);
  const back = (done: string) =>
    redirect(`/desk/lending/astray?${new URLSearchParams({ place: placeId, done })}`);
  try {
    switch (said(form, "do")) {
      case "find": {
        const { loanId } = await call(findLoan, { body: { placeId, scan: said(form, "scan") } });
        return redirect(`/desk/lending/astray/${loanId}?${new URLSearchParams({ place: placeId })}`);
      }
      case "found":
      case "missed": {
        const isFound = said(form, "do") === "found";
        await call(look, { body: { ...of, isFound } }, key);
        return back(isFound ? "found" : "missed");
      }
      case "believe":
      case "lose": {
        const believes = said(form, "do") === "believe";
        const { feeFen } = await call(decide, { body: { ...of, believes } }, key);
        return back(believes ? "believed" : `lost-${feeFen}`);
      }
      default:
        throw unknownAct(pageOf(context));
    }
  } catch (error) {
    return formProblem(error, form);
  }
}

type Astray = AnswerOf<typeof astrayList>;

// texts: astray.done.*
/** What a place looks for, because readers say they returned it; and what is lost and not settled. */
export default function DeskAstray({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { shown, done, feeFen } = loaderData;
  const { places, place, claimed, lost, mayDecide } = shown;
  const t = useText();
  const problem = actionData?.problem;
  return (
    <ShellDesk title={t("lending.way.astray")} section="till" {...(place && { organisation: place.name })}>
      <div className="stack">
        <LendingTabs current="astray" />
        <PlaceChoice action="/desk/lending/astray" places={places} place={place} />
        {done && !problem && (
          <Notice
            kind="done"
            live
            title={t(`astray.done.${done}`, { yuan: yuanText(t, feeFen), fen: feeFen })}
          />
        )}
        {!place && <Empty title={t("book-hold.none-yours")}>{t("book-hold.none-yours.do")}</Empty>}
        {place && (
          <>
            <Form problem={problem} label={t("astray.find")} scanned>
              <input type="hidden" name="place" value={place.id} />
              <Field
                name="scan"
                label={t("astray.find")}
                hint={t("astray.find.hint")}
                autoComplete="off"
                value={actionData?.values.scan}
                problem={problem}
              />
              <Button name="do" value="find">
                {t("astray.find.do")}
              </Button>
            </Form>
            <Section title={t("astray.claimed")} note={t("astray.claimed.note")}>
              {claimed.length === 0 ? (
                <p className="quiet">{t("astray.claimed.none")}</p>
              ) : (
                <ul className="plain stack">
                  {claimed.map((one) => (
                    <Claimed key={one.loanId} one={one} placeId={place.id} mayDecide={mayDecide} />
                  ))}
                </ul>
              )}
            </Section>
            <Section title={t("astray.lost")} note={t("astray.lost.note")}>
              {lost.length === 0 ? (
                <p className="quiet">{t("astray.lost.none")}</p>
              ) : (
                <ul className="plain stack-tight">
                  {lost.map((one) => (
                    <li key={one.loanId}>
                      <bdi>{one.title || t("library.untitled")}</bdi>{" "}
                      <span className="quiet small">
                        <bdi>{one.barcode}</bdi>
                        {one.lostOn &&
                          ` · ${t("astray.since", { day: t.formats.fullDayText(day(one.lostOn)) })}`}
                      </span>
                    </li>
                  ))}
                </ul>
              )}
            </Section>
          </>
        )}
      </div>
    </ShellDesk>
  );
}

function Claimed({
  one,
  placeId,
  mayDecide,
}: {
  one: Astray["claimed"][number];
  placeId: string;
  mayDecide: boolean;
}) {
  const t = useText();
  const enough = one.checks >= one.checksNeeded;
  const act = (what: string, word: string, kind: "quiet" | "refuse" = "quiet") => (
    <Form label={word}>
      <input type="hidden" name="place" value={placeId} />
      <input type="hidden" name="loanId" value={one.loanId} />
      <Button kind={kind} name="do" value={what}>
        {word}
        <span className="unseen"> {one.title}</span>
      </Button>
    </Form>
  );
  return (
    <li className="card stack-tight">
      <span>
        <bdi>{one.title || t("library.untitled")}</bdi>
      </span>
      <span className="row small">
        <bdi>{one.barcode}</bdi>
        {one.shelf && <bdi>{one.shelf}</bdi>}
        {one.callNumber && <bdi>{one.callNumber}</bdi>}
        {one.claimedOn && (
          <span className="quiet">
            {t("astray.since", { day: t.formats.fullDayText(day(one.claimedOn)) })}
          </span>
        )}
        <State kind={enough ? "refused" : "soon"}>
          {t("astray.checks", { checks: one.checks, most: one.checksNeeded })}
        </State>
      </span>
      <div className="row">
        {act("found", t("astray.found.do"))}
        {act("missed", t("astray.missed.do"))}
        {enough && mayDecide && act("believe", t("astray.believe.do"))}
        {enough && mayDecide && act("lose", t("astray.lose.do"), "refuse")}
      </div>
    </li>
  );
}
