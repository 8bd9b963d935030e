import { redirect } from "react-router";
import type { AnswerOf, InputOf } from "#contract";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { DateField, Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Table } from "#web/kit/list.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Section } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { day as dayIn } from "#web/occasion.ts";
import {
  type ActArgs,
  formProblem,
  keyOf,
  type LoadArgs,
  numberOf,
  type PageProps,
  pageOf,
  said,
  unknownAct,
} from "#web/page.ts";
import { useText } from "#web/text.tsx";
import * as contract from "../../../circulation/delivery/contract.ts";
import { PlaceChoice } from "../holds/at-place.tsx";
import { LendingTabs } from "../lending/lending-tabs.tsx";
import { goesText } from "../till/till-words.ts";
import { fenIn } from "../yuan.ts";
import { Bags } from "./bags.tsx";
import { DeliveryForms } from "./delivery-forms.tsx";

/** Place and day as they stand in the address. */
const askedIn = (request: Request) => {
  const { searchParams } = new URL(request.url);
  const [place, day] = [searchParams.get("place"), searchParams.get("day")];
  return { ...(place && { place }), ...(day && { day }) };
};

export async function loader({ context, request }: LoadArgs) {
  const query = askedIn(request);
  const done = new URL(request.url).searchParams.get("done");
  return { ...(await pageOf(context).call(contract.deliveries, { query })), done };
}

type Step = InputOf<typeof contract.moveBag>["body"]["do"];
const steps: readonly Step[] = ["pack", "open", "hand-over", "delivered", "came-back"];

export async function action({ context, request }: ActArgs) {
  const page = pageOf(context);
  const form = await request.formData();
  const act = said(form, "do");
  const placeId = said(form, "place");
  const key = keyOf(form);
  const there = (done: string) => {
    const at = new URL(request.url);
    at.searchParams.set("done", done);
    return redirect(`${at.pathname}${at.search}`);
  };
  try {
    if (act === "scan") {
      const body = { placeId, day: said(form, "day"), barcode: said(form, "barcode") };
      return { scanned: await page.call(contract.scanDelivery, { body }, key) };
    }
    if (act === "take-out") {
      const body = { itemId: numberOf(form, "item") };
      await page.call(contract.takeFromBag, { body }, key);
      return redirect(request.url);
    }
    if (act === "choose") {
      const body = {
        placeId,
        sign: said(form, "sign"),
        barcode: said(form, "barcode"),
        again: form.has("again"),
      };
      await page.call(contract.chooseDelivery, { body }, key);
      return there("chosen");
    }
    if (act === "doorstep") {
      const [name, phone, address] = [said(form, "name"), said(form, "phone"), said(form, "address")];
      const homebound = form.has("homebound");
      const of = { placeId, sign: said(form, "sign"), name, phone, address };
      const body = { ...of, homebound, round: homebound ? roundIn(form) : noRound };
      await page.call(contract.saveDoorstep, { body }, key);
      return there("doorstep");
    }
    if (act === "terms") {
      await page.call(contract.setDeliveryTerms, { body: termsIn(form) }, key);
      return redirect(request.url);
    }
    const step = steps.find((one) => one === act);
    if (!step) throw unknownAct(page);
    const body = { do: step, bringer: said(form, "bringer") };
    const moved = await page.call(contract.moveBag, { params: { id: said(form, "bag") }, body }, key);
    return step === "hand-over" ? { moved } : redirect(request.url);
  } catch (error) {
    return formProblem(error, form);
  }
}

const noRound = { wishes: "", books: null, everyWeeks: null, nextOn: null, bringer: "" };

function roundIn(form: FormData): InputOf<typeof contract.saveDoorstep>["body"]["round"] {
  const number = (name: string) => (said(form, name) === "" ? null : numberOf(form, name));
  return {
    wishes: said(form, "round.wishes"),
    books: number("round.books"),
    everyWeeks: number("round.everyWeeks"),
    nextOn: said(form, "round.nextOn") || null,
    bringer: said(form, "round.bringer"),
  };
}

function termsIn(form: FormData): InputOf<typeof contract.setDeliveryTerms>["body"] {
  const ways = form.getAll("ways[]");
  return {
    organisationId: said(form, "organisation"),
    courier: ways.includes("courier"),
    homebound: ways.includes("homebound"),
    categories: form.getAll("categories[]").map(String),
    weekdays: form.getAll("weekdays[]").map(Number),
    most: numberOf(form, "most"),
    feeFen: fenIn(form, "feeFen"),
    keepDays: numberOf(form, "keepDays"),
  };
}

export type Deliveries = AnswerOf<typeof contract.deliveries>;

/** What is packed at a place for a day: the list to find it by, the bags, and their way. */
export default function DeskDeliveries({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { places, place, day, terms, toPack, done } = loaderData;
  const t = useText();
  const problem = actionData && "problem" in actionData ? actionData.problem : undefined;
  const values: Record<string, string> = actionData && "values" in actionData ? actionData.values : {};
  const scanned = actionData && "scanned" in actionData ? actionData.scanned : undefined;
  const moved = actionData && "moved" in actionData ? actionData.moved : undefined;
  return (
    <ShellDesk
      title={t("lending.way.deliveries")}
      section="till"
      {...(place && { organisation: place.name })}
    >
      <div className="stack">
        <LendingTabs current="deliveries" />
        <PlaceChoice action="/desk/lending/deliveries" places={places} place={place} />
        {!place && <Empty title={t("book-hold.none-yours")}>{t("book-hold.none-yours.do")}</Empty>}
        {place && !terms && <Empty title={t("delivery.none-brought")}>{t("delivery.none-brought.do")}</Empty>}
        {!actionData && done && <Done done={done} />}
        {scanned && <Scanned said={scanned} />}
        {moved && (
          <Notice
            kind={moved.refused > 0 ? "attention" : "done"}
            live
            title={t("delivery.said.handed-over", moved)}
          />
        )}
        {place && terms && (
          <>
            <DayChoice {...loaderData} />
            <Form scanned problem={values.do === "scan" ? problem : undefined} label={t("delivery.scan")}>
              <input type="hidden" name="place" value={place.id} />
              <input type="hidden" name="day" value={day} />
              <Field
                name="barcode"
                label={t("delivery.scan")}
                hint={t("delivery.scan.hint")}
                chars={20}
                autoComplete="off"
                autoFocus
                problem={values.do === "scan" ? problem : undefined}
              />
              <Button name="do" value="scan">
                {t("delivery.scan.do")}
              </Button>
            </Form>
            <p>
              <ButtonLink
                kind="quiet"
                icon="print"
                href={`/desk/lending/deliveries/paper?place=${place.id}&day=${day}`}
              >
                {t("delivery.paper")}
              </ButtonLink>
            </p>
            {loaderData.rounds.length > 0 && <Rounds rounds={loaderData.rounds} />}
            <Section title={t("delivery.to-pack")}>
              {toPack.length === 0 ? (
                <Empty title={t("delivery.to-pack.none")}>{t("delivery.to-pack.none.do")}</Empty>
              ) : (
                <ToPack toPack={toPack} />
              )}
            </Section>
            <Bags {...loaderData} values={values} problem={problem} />
          </>
        )}
        <DeliveryForms {...loaderData} values={values} problem={problem} />
      </div>
    </ShellDesk>
  );
}

function Done({ done }: { done: string }) {
  const t = useText();
  if (done === "chosen") return <Notice kind="done" live title={t("delivery.chosen")} />;
  return done === "doorstep" ? <Notice kind="done" live title={t("delivery.doorstep.saved")} /> : null;
}

function Scanned({ said: one }: { said: AnswerOf<typeof contract.scanDelivery> }) {
  const t = useText();
  const { title } = one;
  if (one.is === "picked") {
    const { number, books } = one;
    return <Notice kind="done" live title={t("delivery.said.picked", { title, number, books })} />;
  }
  return (
    <Notice kind="done" live title={t("delivery.said.returned", { title })}>
      {goesText(t, one.goes)}
    </Notice>
  );
}

function DayChoice({ place, day, days }: Deliveries) {
  const t = useText();
  return (
    <form className="desk-filter" action="/desk/lending/deliveries" aria-label={t("delivery.day")}>
      <input type="hidden" name="place" value={place?.id ?? ""} />
      <DateField name="day" label={t("delivery.day")} value={day} />
      <Button kind="quiet">{t("delivery.show")}</Button>
      {days.map((one) => (
        <a
          key={one}
          href={`/desk/lending/deliveries?place=${place?.id ?? ""}&day=${one}`}
          aria-current={one === day ? "date" : undefined}
        >
          {t.formats.dayText(dayIn(one))}
        </a>
      ))}
    </form>
  );
}

/** Who is to be chosen for: what they like, how many, and how far it is. */
function Rounds({ rounds }: Pick<Deliveries, "rounds">) {
  const t = useText();
  return (
    <Section title={t("delivery.rounds")}>
      <Table
        caption={t("delivery.rounds")}
        hideCaption
        columns={[
          { key: "reader", label: t("delivery.column.reader") },
          { key: "next", label: t("delivery.round.next-on") },
          { key: "wishes", label: t("delivery.round.wishes"), prose: true },
          { key: "books", label: t("delivery.round.books"), numeric: true },
          { key: "chosen", label: t("delivery.round.chosen"), numeric: true },
          { key: "packed", label: t("delivery.state.packed"), numeric: true },
          { key: "bringer", label: t("delivery.bringer") },
        ]}
        rows={rounds.map((one) => ({
          key: `${one.reader} ${one.nextOn}`,
          cells: [
            <bdi key="reader">{one.reader || "–"}</bdi>,
            one.nextOn ? t.formats.dayText(dayIn(one.nextOn)) : "–",
            <bdi key="wishes">{one.wishes || "–"}</bdi>,
            one.books === null ? "–" : t.formats.numberText(one.books),
            t.formats.numberText(one.chosen),
            t.formats.numberText(one.packed),
            <bdi key="bringer">{one.bringer || "–"}</bdi>,
          ],
        }))}
      />
    </Section>
  );
}

// texts: delivery.where.*
export function ToPack({ toPack }: Pick<Deliveries, "toPack">) {
  const t = useText();
  return (
    <Table
      caption={t("delivery.to-pack")}
      hideCaption
      columns={[
        { key: "where", label: t("delivery.column.where") },
        { key: "shelf", label: t("book-hold.column.shelf") },
        { key: "callNumber", label: t("book-hold.column.call-number") },
        { key: "title", label: t("book-hold.column.title"), prose: true },
        { key: "barcode", label: t("book-hold.barcode") },
        { key: "reader", label: t("delivery.column.reader") },
      ]}
      rows={toPack.map((one) => ({
        key: String(one.itemId),
        cells: [
          t(`delivery.where.${one.where}`, { slot: one.slot }),
          <bdi key="shelf">{one.shelf || "–"}</bdi>,
          <bdi key="callNumber">{one.callNumber || "–"}</bdi>,
          <span key="title" dir="auto">
            {one.title || t("book-hold.unnamed")} {one.volume}
          </span>,
          <bdi key="barcode">{one.barcode}</bdi>,
          <bdi key="reader">{one.reader || "–"}</bdi>,
        ],
      }))}
    />
  );
}
