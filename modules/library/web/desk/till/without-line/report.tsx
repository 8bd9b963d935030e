import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Rows } from "#web/kit/rows.tsx";
import { Section } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { State } from "#web/kit/state.tsx";
import { day, moment } from "#web/occasion.ts";
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
import {
  endTalk,
  isConflict,
  isPlain,
  offlineSteps,
  settleOffline,
} from "../../../../circulation/offline/contract.ts";
import { LendingTabs } from "../../lending/lending-tabs.tsx";

const outcomes = ["done", "open", "closed", "talked"];
const acts = ["again", "closed", "talked"] as const;

export async function loader({ context, request }: LoadArgs) {
  const asked = new URL(request.url).searchParams;
  const place = asked.get("place");
  const outcome = asked.get("done");
  return {
    view: await pageOf(context).call(offlineSteps, { query: place ? { place } : {} }),
    outcome: outcome !== null && outcomes.includes(outcome) ? outcome : null,
  };
}

export async function action({ context, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const back = (outcome: string) =>
    redirect(`/desk/till/offline?place=${said(form, "place")}&done=${outcome}`);
  const id = said(form, "id");
  const what = acts.find((act) => act === said(form, "do"));
  if (!what) throw unknownAct(pageOf(context));
  try {
    if (what === "talked") {
      await call(endTalk, { body: { id } }, keyOf(form));
      return back("talked");
    }
    const meant = (name: string) => said(form, name) || null;
    const body = {
      id,
      how: what,
      card: meant("card"),
      barcode: meant("barcode"),
      issuerId: meant("issuer"),
      ownerId: meant("owner"),
    };
    const { state } = await call(settleOffline, { body }, keyOf(form));
    return back(state);
  } catch (error) {
    return formProblem(error, form);
  }
}

type View = AnswerOf<typeof offlineSteps>;

// texts: offline.settled.*
/** What was done without a line: what waits, what the desk decides, with whom to talk, what became of the rest and by which rule. It prints. */
export default function OfflineReport({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { view, outcome } = loaderData;
  const t = useText();
  const { place } = view;
  return (
    <ShellDesk
      title={place ? `${t("offline.title")} · ${place.name}` : t("offline.title")}
      section="till"
      actions={<print-page>{t("offline.print")}</print-page>}
    >
      <div className="stack-wide">
        <LendingTabs current="offline" />
        <p>{t("offline.lead")}</p>
        {outcome !== null && (
          <Notice
            kind={outcome === "open" ? "attention" : "done"}
            live
            title={t(`offline.settled.${outcome}`)}
          />
        )}
        {actionData?.problem && (
          <Notice kind="refused" live title={actionData.problem.title}>
            {actionData.problem.detail}
          </Notice>
        )}
        <Places view={view} />
        {view.waiting > 0 && (
          <Notice kind="attention" title={t("offline.waiting", { count: view.waiting })}>
            <p>{t("offline.waiting.do")}</p>
            <a href={`/desk/till/offline?place=${place?.id ?? ""}`}>{t("offline.again")}</a>
          </Notice>
        )}
        {place && (
          <>
            <Open open={view.open} place={place.id} />
            {view.talks.length > 0 && <Talks talks={view.talks} place={place.id} />}
            <Done done={view.done} conflicts={view.conflicts} />
          </>
        )}
      </div>
    </ShellDesk>
  );
}

function Places({ view: { places, place } }: { view: View }) {
  const t = useText();
  if (places.length < 2) return null;
  return (
    <details>
      <summary>{t("offline.place")}</summary>
      <Form method="get" label={t("offline.place")}>
        <Select
          name="place"
          label={t("offline.place")}
          options={places.map(({ id, name }) => ({ value: id, label: name }))}
          value={place?.id}
        />
        <Button>{t("offline.place.go")}</Button>
      </Form>
    </details>
  );
}

/** When, and by whom. */
function When({ of: { at, madeBy } }: { of: { at: string; madeBy: string | null } }) {
  const t = useText();
  return (
    <span className="quiet">
      {t("offline.at", { at: t.formats.momentText(moment(at)), by: madeBy ?? t("offline.by.nobody") })}
    </span>
  );
}

// texts: offline.rule.*
function Open({ open, place }: { open: View["open"]; place: string }) {
  const t = useText();
  return (
    <Section title={t("offline.open")}>
      {open.length === 0 ? (
        <Empty title={t("offline.open.none")}>{t("offline.open.none.do")}</Empty>
      ) : (
        <Rows>
          {open.map((one) => (
            <li className="work-row full-row" key={one.id} data-rule={one.rule}>
              <div>
                <b>{t(`offline.rule.${one.rule}`)}</b>
                <div className="work-note">
                  <p>
                    {one.kind === "lend"
                      ? t("offline.scanned.lend", {
                          card: one.card ?? t("offline.card.none"),
                          barcode: one.barcode,
                        })
                      : t("offline.scanned.return", { barcode: one.barcode })}
                    {one.title !== null && <bdi> {t("offline.titled", { title: one.title })}</bdi>}
                  </p>
                  <p>{t(`offline.rule.${one.rule}.do`)}</p>
                  <When of={one} />
                </div>
              </div>
              <Decide one={one} place={place} />
            </li>
          ))}
        </Rows>
      )}
    </Section>
  );
}

function Decide({ one, place }: { one: View["open"][number]; place: string }) {
  const t = useText();
  const isCard = one.rule.startsWith("card-") || one.rule === "no-reader";
  const isCopy = one.rule.startsWith("copy-");
  const own = <span className="unseen"> {one.barcode}</span>;
  return (
    <Form label={t(`offline.rule.${one.rule}`)}>
      <input type="hidden" name="id" value={one.id} />
      <input type="hidden" name="place" value={place} />
      {one.issuers.length > 0 && (
        <Select
          name="issuer"
          label={t("offline.try.issuer")}
          options={one.issuers.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      {one.owners.length > 0 && (
        <Select
          name="owner"
          label={t("offline.try.owner")}
          options={one.owners.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      {isCard && one.issuers.length === 0 && (
        <Field name="card" optional label={t("offline.try.card")} value="" autoComplete="off" />
      )}
      {isCopy && one.owners.length === 0 && (
        <Field name="barcode" optional label={t("offline.try.barcode")} value="" autoComplete="off" />
      )}
      <div className="row">
        {one.rule !== "lent-since" && (
          <Button name="do" value="again" kind="quiet">
            {t("offline.try")}
            {own}
          </Button>
        )}
        <Button name="do" value="closed" kind="quiet" icon="check">
          {t("offline.close")}
          {own}
        </Button>
      </div>
    </Form>
  );
}

// texts: offline.talk.*
function Talks({ talks, place }: { talks: View["talks"]; place: string }) {
  const t = useText();
  return (
    <Section title={t("offline.talks")}>
      <p className="quiet">{t("offline.talks.lead")}</p>
      <Rows>
        {talks.map(({ id, reader, rule, on }) => {
          const name = reader.name ?? t("offline.talk.nobody");
          return (
            <li className="work-row full-row" key={id} data-talk={rule}>
              <div>
                <a className="leads" href={`/desk/readers/${reader.subject}`} dir="auto">
                  {name}
                </a>
                <p className="work-note">
                  {t(`offline.talk.${rule}`)} · <span className="quiet">{t.formats.dayText(day(on))}</span>
                </p>
              </div>
              <Form label={name}>
                <input type="hidden" name="id" value={id} />
                <input type="hidden" name="place" value={place} />
                <Button name="do" value="talked" kind="quiet" icon="check">
                  {t("offline.talk.done")}
                  <span className="unseen"> {name}</span>
                </Button>
              </Form>
            </li>
          );
        })}
      </Rows>
    </Section>
  );
}

// texts: offline.kind.*
function Done({ done, conflicts }: Pick<View, "done" | "conflicts">) {
  const t = useText();
  return (
    <Section title={t("offline.done")}>
      {done.length === 0 ? (
        <Empty title={t("offline.done.none")}>{t("offline.done.none.do")}</Empty>
      ) : (
        <>
          <p>{t("offline.conflicts", { count: conflicts })}</p>
          {done.some(({ goes }) => goes !== null) && <p className="quiet">{t("offline.done.sort")}</p>}
          <Rows>
            {done.map((one) => (
              <li
                className="work-row full-row"
                key={one.id}
                data-step={one.kind}
                data-rules={one.rules.join(" ")}
              >
                <div>
                  <span className="row">
                    <State kind={one.rules.some(isConflict) ? "soon" : "open"}>
                      {t(`offline.kind.${one.kind}`)}
                    </State>
                    <b dir="auto">
                      {one.title !== null
                        ? t("offline.titled", { title: one.title })
                        : t(one.kind === "return" ? "offline.gone.return" : "offline.gone")}
                    </b>
                  </span>
                  <div className="work-note">
                    {one.rules
                      .filter((rule) => !isPlain(rule))
                      .map((rule) => (
                        <p key={rule}>{t(`offline.rule.${rule}`)}</p>
                      ))}
                    {one.dueOn !== null && one.title !== null && (
                      <p>{t("offline.due", { day: t.formats.dayText(day(one.dueOn)) })}</p>
                    )}
                    {one.goes && <p>{goesSaid(t, one.goes)}</p>}
                    <When of={one} />
                  </div>
                </div>
              </li>
            ))}
          </Rows>
        </>
      )}
    </Section>
  );
}

// texts: offline.goes.*
function goesSaid(t: ReturnType<typeof useText>, goes: NonNullable<View["done"][number]["goes"]>): string {
  const named = goes.shelf || "none";
  if (goes.to === "shelf") return t("offline.goes.shelf", { shelf: named });
  if (goes.to === "hold-shelf") return t("offline.goes.hold-shelf", { slot: named });
  return t(`offline.goes.place.${goes.reason === "hold" ? "hold" : "home"}`, { place: goes.place ?? "" });
}
