import { Button } from "#web/kit/button.tsx";
import { Field, longestSearch } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Empty, Notice, Progress } from "#web/kit/notice.tsx";
import { Rows } from "#web/kit/rows.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { moment } from "#web/occasion.ts";
import {
  type ActArgs,
  formProblem,
  keyOf,
  type LoadArgs,
  numberOf,
  type PageProps,
  pageOf,
  said,
} from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { calledBy, type Who } from "../called/contract.ts";
import { checkInAtDoor, doorOf, mostInClaim, undoCheckInAtDoor, walkInAtDoor } from "../contract.ts";
import { WhenAndWhere } from "./occasion.tsx";

export async function loader({ context, params, request }: LoadArgs) {
  const looksFor = new URL(request.url).searchParams.get("q")?.trim().slice(0, longestSearch) ?? "";
  const query = looksFor ? { q: looksFor } : {};
  const sheet = await pageOf(context).call(doorOf, { params: { offerId: params.offerId ?? "" }, query });
  return { ...sheet, looksFor };
}

/** One scan, one name or one group at a time. A scanner types the code and presses Enter: no script is needed. */
export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const of = { params: { offerId: params.offerId ?? "" } };
  const options = keyOf(form);
  try {
    if (form.get("do") === "walk-in") {
      const done = await call(walkInAtDoor, { ...of, body: { size: numberOf(form, "size") } }, options);
      return { done: { ...done, walkedIn: true } };
    }
    const claimId = form.get("claim")?.toString();
    if (claimId && form.get("do") === "undo") {
      // A group nobody named is on no list afterwards, nor when the same is sent again.
      const { holders } = await call(doorOf, { ...of, query: {} });
      const { size } = await call(
        undoCheckInAtDoor,
        { params: { ...of.params, claimId }, body: {} },
        options,
      );
      return { undone: { size, who: holders.find((holder) => holder.claimId === claimId) } };
    }
    const which = claimId ? { claimId } : { scan: form.get("scan")?.toString().trim() ?? "" };
    // Left empty: all of the party.
    const came = said(form, "came") === "" ? {} : { came: numberOf(form, "came") };
    const body = { ...which, ...came, documentSeen: form.has("documentSeen") };
    return { done: { ...(await call(checkInAtDoor, { ...of, body }, options)), walkedIn: false } };
  } catch (error) {
    return formProblem(error, form);
  }
}

/** From so many on a name is looked for rather than read. */
const findsFrom = 20;

/** The door: scanner field first, then those who just walk in, then the list, which may be long. */
export default function Door({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  const { about, offer, leftAtTheDoor, expected, arrived, listed, holders, looksFor } = loaderData;
  const problem = actionData && "problem" in actionData ? actionData.problem : undefined;
  const values: Record<string, string> = actionData && "values" in actionData ? actionData.values : {};
  const undone = actionData && "undone" in actionData ? actionData.undone : undefined;
  const done = actionData && "done" in actionData ? actionData.done : undefined;
  const nameOf = (holder: Who) => calledBy(t, holder);
  // After each answer the clerk is at the top again, with the whole list.
  const door = `/desk/door/${offer.id}`;
  const holderOf = (claimId: unknown) => holders.find((holder) => holder.claimId === claimId);
  const came = done && holderOf(done.claimId);
  const shows = problem?.id === "check-in.document-needed" ? holderOf(problem.data?.claimId) : undefined;
  const wrong = (form: "scan" | "walk-in") =>
    !shows && (values.do === "walk-in") === (form === "walk-in") ? problem : undefined;
  return (
    <ShellDesk title={about?.title ?? t("door.untitled")} section="counter">
      <Trail label={t("door.trail")} items={[{ href: "/desk/door", label: t("door.list.title") }]} />
      <WhenAndWhere of={{ ...offer, about }} />
      {(offer.rules.waitingList || offer.rules.approval) && (
        <p>
          <a href={`/desk/queue/${offer.id}`}>{t("door.queue")}</a>
        </p>
      )}
      {offer.state === "open" && offer.pools.some(({ channel }) => channel === "counter") && (
        <p>
          <a href={`/desk/counter/${offer.id}`}>{t("counter.link")}</a>
        </p>
      )}
      <p>
        <a href={`/desk/scanners/${offer.id}`}>{t("scanner.desk")}</a>
      </p>
      <Progress label={t("door.arrived")} value={arrived} max={Math.max(expected, arrived, 1)} />
      {done && (
        <Notice
          kind="done"
          live
          title={t(doneKey(done), {
            name: came ? nameOf(came) : "",
            size: done.size,
            at: moment(done.checkedInAt),
          })}
        >
          {done.rest > 0 && t("door.rest", { rest: done.rest })}
        </Notice>
      )}
      {undone && (
        <Notice
          kind="done"
          live
          title={t("door.done.undone", {
            name: undone.who ? nameOf(undone.who) : t("door.walk-in.title"),
            size: undone.size,
          })}
        />
      )}
      <Section title={t("door.scan.title")}>
        {shows && (
          <Notice kind="attention" live title={t("door.look", { name: nameOf(shows), size: shows.size })}>
            <Form label={t("door.look.do")} action={door}>
              <input type="hidden" name="claim" value={shows.claimId} />
              <input type="hidden" name="documentSeen" value="yes" />
              {values.came && <input type="hidden" name="came" value={values.came} />}
              <Button icon="check">{t("door.look.do")}</Button>
            </Form>
          </Notice>
        )}
        <Form problem={wrong("scan")} label={t("door.scan.title")} action={door} scanned>
          <Field
            name="scan"
            label={t("door.scan.label")}
            hint={t("door.scan.hint")}
            problem={wrong("scan")}
            autoFocus
          />
          <Field
            name="came"
            label={t("door.came")}
            hint={t("door.came.hint")}
            type="number"
            min={1}
            chars={4}
            problem={wrong("scan")}
            optional
          />
          <Button icon="scan">{t("door.check-in")}</Button>
        </Form>
      </Section>
      {leftAtTheDoor !== null && (
        <Section title={t("door.walk-in.title")} note={t("door.walk-in.left", { left: leftAtTheDoor })}>
          <Form problem={wrong("walk-in")} label={t("door.walk-in.title")} action={door}>
            <input type="hidden" name="do" value="walk-in" />
            <Field
              name="size"
              label={t("door.walk-in.size")}
              type="number"
              min={1}
              max={mostInClaim}
              value={wrong("walk-in") ? values.size : 1}
              chars={4}
              problem={wrong("walk-in")}
            />
            <Button kind="quiet">{t("door.walk-in.do")}</Button>
          </Form>
        </Section>
      )}
      <Section
        title={t("door.holders.title")}
        note={t("door.arrived-of", { arrived, expected })}
        id="holders"
      >
        <div className="stack">
          {listed > findsFrom && (
            <Form method="get" label={t("door.find")} action={`${door}#holders`}>
              <Field name="q" type="search" label={t("door.find")} value={looksFor} />
              <Button kind="quiet" icon="search">
                {t("door.find.do")}
              </Button>
            </Form>
          )}
          {listed > 0 && holders.length === 0 && (
            <p>
              {t("door.find.none")} <a href={`${door}#holders`}>{t("door.find.all")}</a>
            </p>
          )}
          {listed === 0 ? (
            <Empty title={t("door.holders.empty")}>{t("door.holders.empty.do")}</Empty>
          ) : (
            <Rows>
              {holders.map((holder) => (
                <li className="work-row person-row" key={holder.claimId}>
                  <b dir="auto">{nameOf(holder)}</b>
                  <span className="work-note">
                    {t("door.people", { size: holder.size })} · {t(`pool.${holder.pool}`)} ·{" "}
                    {holder.checkedInAt
                      ? t("door.in-since", { at: t.formats.timeText(moment(holder.checkedInAt)) })
                      : t(`claim.state.${holder.state}`)}
                    {holder.checkedInAt &&
                      holder.toCome > 0 &&
                      ` · ${t("door.rest", { rest: holder.toCome })}`}
                    {holder.together.length > 0 &&
                      ` · ${t("door.together", { names: t.formats.listText(holder.together) })}`}
                    {holder.seats.length > 0 && ` · ${t.formats.listText(holder.seats)}`}
                  </span>
                  <span className="work-state">
                    {holder.can.map((what) => {
                      const form = (
                        <Form key={what} action={door}>
                          <input type="hidden" name="claim" value={holder.claimId} />
                          {what !== "check-in" && <input type="hidden" name="do" value="undo" />}
                          {what === "check-in" && holder.toCome > 1 && (
                            <input
                              className="control chars-4"
                              type="number"
                              name="came"
                              min={1}
                              max={holder.toCome}
                              defaultValue={holder.toCome}
                              aria-label={t("door.came-of", { name: nameOf(holder) })}
                            />
                          )}
                          {what === "check-in" && holder.checkedInAt && holder.toCome === 1 && (
                            <input type="hidden" name="came" value={1} />
                          )}
                          <Button kind={what === "undo" ? "link" : "quiet"}>
                            {t(`door.${what}`)}
                            <span className="unseen"> {nameOf(holder)}</span>
                          </Button>
                        </Form>
                      );
                      return what === "undo-for-good" ? (
                        <details key={what}>
                          <summary>
                            {t("door.undo")}
                            <span className="unseen"> {nameOf(holder)}</span>
                          </summary>
                          {form}
                        </details>
                      ) : (
                        form
                      );
                    })}
                  </span>
                </li>
              ))}
            </Rows>
          )}
        </div>
      </Section>
    </ShellDesk>
  );
}

// texts: pool.* claim.state.* door.check-in door.undo-for-good
function doneKey({ already, walkedIn }: { already: boolean; walkedIn: boolean }): string {
  if (walkedIn) return "door.done.walked-in";
  return already ? "door.done.already" : "door.done.in";
}
