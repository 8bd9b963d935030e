import { redirect } from "react-router";
import { Temporal } from "temporal-polyfill";
import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
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
  type PageProps,
  pageOf,
  said,
  unknownAct,
} from "#web/page.ts";
import { useText } from "#web/text.tsx";
import * as contract from "../../../circulation/sets/contract.ts";
import { Fields, type Refused } from "../fields.tsx";
import { PlaceChoice } from "../holds/at-place.tsx";
import { placeIn } from "../holds/send-on.ts";
import { LendingTabs } from "../lending/lending-tabs.tsx";
import { whyText } from "../till/till-words.ts";

export async function loader({ context, request }: LoadArgs) {
  return pageOf(context).call(contract.sets, { query: placeIn(request) });
}

export async function action({ context, request }: ActArgs) {
  const page = pageOf(context);
  const form = await request.formData();
  const act = said(form, "do");
  const of = { placeId: said(form, "place"), barcode: said(form, "barcode") };
  try {
    if (act === "lend") {
      const body = { ...of, sign: said(form, "sign") };
      return { lent: await page.call(contract.lendSet, { body }, keyOf(form)) };
    }
    if (act === "return") {
      const missing = said(form, "missing").split(/\s+/u).filter(Boolean);
      return { returned: await page.call(contract.returnSet, { body: { ...of, missing } }, keyOf(form)) };
    }
    if (act !== "make") throw unknownAct(page);
    const body = { ...of, name: said(form, "name"), note: said(form, "note") };
    const { id } = await page.call(contract.makeSet, { body }, keyOf(form));
    return redirect(`/desk/lending/sets/${id}`);
  } catch (error) {
    return formProblem(error, form);
  }
}

type Sets = AnswerOf<typeof contract.sets>;

/** Sets of a place: lent and returned as one, and for which weeks each is booked. */
export default function DeskSets({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { places, place, items } = loaderData;
  const t = useText();
  const problem = actionData && "problem" in actionData ? actionData.problem : undefined;
  const values: Record<string, string> = actionData && "values" in actionData ? actionData.values : {};
  const refusedOf = (act: string): Refused =>
    values.do === act ? { values, problem } : { values: {}, problem: undefined };
  const lent = actionData && "lent" in actionData ? actionData.lent : undefined;
  const returned = actionData && "returned" in actionData ? actionData.returned : undefined;
  return (
    <ShellDesk title={t("lending.way.sets")} section="till" {...(place && { organisation: place.name })}>
      <div className="stack">
        <LendingTabs current="sets" />
        <PlaceChoice action="/desk/lending/sets" places={places} place={place} />
        {!place && <Empty title={t("book-hold.none-yours")}>{t("book-hold.none-yours.do")}</Empty>}
        {lent && <Lent lent={lent} />}
        {returned && <Returned returned={returned} />}
        {place && (
          <>
            {items.length === 0 ? (
              <Empty title={t("set.none")}>{t("set.none.do")}</Empty>
            ) : (
              <>
                <List items={items} />
                <Calendar {...loaderData} />
              </>
            )}
            <Lend place={place.id} {...refusedOf("lend")} />
            <Return place={place.id} {...refusedOf("return")} />
            <Make place={place.id} {...refusedOf("make")} />
          </>
        )}
      </div>
    </ShellDesk>
  );
}

type NotLent = AnswerOf<typeof contract.lendSet>["notLent"][number];

// texts: refusal.set.theirs refusal.set.not-there
function Lent({ lent }: { lent: AnswerOf<typeof contract.lendSet> }) {
  const t = useText();
  const none = lent.notLent.length;
  return (
    <Notice kind={none > 0 ? "attention" : "done"} live title={t("set.said.lent", { lent: lent.lent, none })}>
      {lent.dueOn && <p>{t("set.said.due", { day: dayIn(lent.dueOn) })}</p>}
      {none > 0 && (
        <ul>
          {lent.notLent.map(({ itemId, barcode, why }) => (
            <li key={itemId}>
              {t("set.said.not-lent", {
                barcode,
                why: setWhy(t, why),
              })}
            </li>
          ))}
        </ul>
      )}
    </Notice>
  );
}

/** Of the set itself, or why a copy of it is not lent. */
function setWhy(t: ReturnType<typeof useText>, why: NotLent["why"]): string {
  if (why.id === "set.theirs" || why.id === "set.not-there") return t(`refusal.${why.id}`);
  return whyText(t, why);
}

function Returned({ returned }: { returned: AnswerOf<typeof contract.returnSet> }) {
  const t = useText();
  const { missing, goesElsewhere } = returned;
  const counts = { returned: returned.returned, missing: missing.length };
  return (
    <Notice kind={missing.length > 0 ? "attention" : "done"} live title={t("set.said.returned", counts)}>
      {missing.length > 0 && <p>{t("set.said.missing", { barcodes: t.formats.listText(missing) })}</p>}
      {goesElsewhere.length > 0 && (
        <p>{t("set.said.elsewhere", { barcodes: t.formats.listText(goesElsewhere) })}</p>
      )}
    </Notice>
  );
}

function List({ items }: Pick<Sets, "items">) {
  const t = useText();
  return (
    <Table
      caption={t("lending.way.sets")}
      hideCaption
      columns={[
        { key: "name", label: t("set.name"), prose: true },
        { key: "barcode", label: t("set.barcode") },
        { key: "copies", label: t("set.copies"), numeric: true },
        { key: "out", label: t("set.out"), numeric: true },
        { key: "booked", label: t("set.booked-for"), prose: true },
      ]}
      rows={items.map((set) => ({
        key: set.id,
        cells: [
          <a key="name" href={`/desk/lending/sets/${set.id}`} dir="auto">
            {set.name}
          </a>,
          <bdi key="barcode">{set.barcode}</bdi>,
          t.formats.numberText(set.copies),
          t.formats.numberText(set.out),
          set.bookings.length === 0 ? (
            "–"
          ) : (
            <ul key="booked" className="plain">
              {set.bookings.slice(0, 3).map(({ id, since, until, group }) => (
                <li key={id}>{t("set.booking", { since: dayIn(since), until: dayIn(until), group })}</li>
              ))}
            </ul>
          ),
        ],
      }))}
    />
  );
}

const weeksShown = 26;

/** A row a set, a column a week from this one on: whose it is then. */
function Calendar({ today, items }: Sets) {
  const t = useText();
  const first = Temporal.PlainDate.from(today);
  const monday = first.subtract({ days: first.dayOfWeek - 1 });
  const weeks = Array.from({ length: weeksShown }, (_, n) => monday.add({ days: 7 * n }));
  return (
    <Section title={t("set.calendar")}>
      <Table
        caption={t("set.calendar")}
        hideCaption
        columns={[
          { key: "name", label: t("set.name") },
          ...weeks.map((week) => ({ key: week.toString(), label: `${week.month}/${week.day}` })),
        ]}
        rows={items.map((set) => ({
          key: set.id,
          cells: [
            <bdi key="name">{set.name}</bdi>,
            ...weeks.map((week) => {
              const last = week.add({ days: 6 }).toString();
              const of = set.bookings.filter(({ since, until }) => since <= last && until >= week.toString());
              return of.length === 0 ? (
                <span key={week.toString()} className="quiet">
                  {t("set.free")}
                </span>
              ) : (
                <bdi key={week.toString()}>{t.formats.listText(of.map(({ group }) => group))}</bdi>
              );
            }),
          ],
        }))}
      />
    </Section>
  );
}

interface AtPlace extends Refused {
  place: string;
}

function Lend({ place, values, problem }: AtPlace) {
  const t = useText();
  return (
    <details open={problem !== undefined}>
      <summary>{t("set.lend")}</summary>
      <Form problem={problem} label={t("set.lend")}>
        <input type="hidden" name="place" value={place} />
        <p className="quiet">{t("set.lend.hint")}</p>
        <Fields
          of={[
            { name: "barcode", label: t("set.barcode"), chars: 20, autoComplete: "off" },
            { name: "sign", label: t("set.group-card"), chars: 20, autoComplete: "off" },
          ]}
          values={values}
          problem={problem}
        />
        <Button name="do" value="lend">
          {t("set.lend.do")}
        </Button>
      </Form>
    </details>
  );
}

function Return({ place, values, problem }: AtPlace) {
  const t = useText();
  return (
    <details open={problem !== undefined}>
      <summary>{t("set.return")}</summary>
      <Form problem={problem} label={t("set.return")}>
        <input type="hidden" name="place" value={place} />
        <Fields
          of={[
            { name: "barcode", label: t("set.barcode"), chars: 20, autoComplete: "off" },
            {
              name: "missing",
              label: t("set.missing"),
              hint: t("set.missing.hint"),
              lines: 3,
              optional: true,
            },
          ]}
          values={values}
          problem={problem}
        />
        <Button name="do" value="return">
          {t("set.return.do")}
        </Button>
      </Form>
    </details>
  );
}

function Make({ place, values, problem }: AtPlace) {
  const t = useText();
  return (
    <details open={problem !== undefined}>
      <summary>{t("set.make")}</summary>
      <Form problem={problem} label={t("set.make")}>
        <input type="hidden" name="place" value={place} />
        <Fields
          of={[
            { name: "name", label: t("set.name"), hint: t("set.name.hint") },
            { name: "barcode", label: t("set.barcode"), chars: 20, autoComplete: "off" },
            { name: "note", label: t("set.note"), optional: true },
          ]}
          values={values}
          problem={problem}
        />
        <Button name="do" value="make">
          {t("set.make.do")}
        </Button>
      </Form>
    </details>
  );
}
