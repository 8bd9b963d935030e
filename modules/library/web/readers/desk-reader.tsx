import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Choice, DateField, Field, Select, Tick } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Facts } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { day, moment } from "#web/occasion.ts";
import {
  type ActArgs,
  formProblem,
  keyOf,
  type LoadArgs,
  type PageProps,
  type Problem,
  pageOf,
  said,
  unknownAct,
} from "#web/page.ts";
import { useText } from "#web/text.tsx";
import * as contract from "../../circulation/readers/contract.ts";
import { yuanOf } from "./reader-words.ts";
import { WaysTable } from "./ways-table.tsx";

export async function loader({ context, params, request }: LoadArgs) {
  const query = new URL(request.url).searchParams;
  const placeId = query.get("place") ?? "";
  const subject = params.subject ?? "";
  return {
    ...(await pageOf(context).call(contract.deskReader, { params: { subject }, query: { placeId } })),
    place: placeId,
    done: query.has("done"),
    made: query.get("made"),
  };
}

/** Yuan as typed, in fen; what is no amount is refused by its field. */
const fenOf = (typed: string): number => Math.round(Number(typed.replace(",", ".")) * 100);

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const placeId = said(form, "place");
  const subject = params.subject ?? "";
  const of = { params: { subject } };
  const key = keyOf(form);
  const at = (done: Record<string, string>) =>
    redirect(`/desk/readers/${subject}?${new URLSearchParams({ place: placeId, ...done })}`);
  const version = Number(said(form, "version"));
  try {
    switch (said(form, "do")) {
      case "make": {
        const familyCard = form.has("familyCard");
        const guardianAgrees = form.has("guardianAgrees");
        const body = { placeId, subject, homeId: said(form, "home"), familyCard, guardianAgrees };
        const { number } = await call(contract.enrolReader, { body }, key);
        return at({ made: number ?? "" });
      }
      case "card": {
        // The contract refuses what is neither.
        const old = said(form, "old") as "lost";
        await call(
          contract.issueCard,
          { ...of, body: { placeId, number: said(form, "number") || null, old } },
          key,
        );
        break;
      }
      case "old-card": {
        const body = { placeId, issuerId: said(form, "issuer"), number: said(form, "number") };
        await call(contract.addOldCard, { ...of, body }, key);
        break;
      }
      case "end-card": {
        const body = {
          placeId,
          issuerId: said(form, "issuer"),
          number: said(form, "number"),
          as: "ended" as const,
        };
        await call(contract.endCard, { ...of, body }, key);
        break;
      }
      case "edit": {
        const body = {
          placeId,
          version,
          homeId: said(form, "home"),
          category: said(form, "category"),
          validUntil: said(form, "until") || null,
        };
        await call(contract.editReader, { ...of, body }, key);
        break;
      }
      case "block":
      case "unblock": {
        const reason = said(form, "do") === "block" ? said(form, "reason") : null;
        await call(contract.blockReader, { ...of, body: { version, reason } }, key);
        break;
      }
      case "deposit": {
        const body = { placeId, amountFen: fenOf(said(form, "amountFen")), receipt: said(form, "receipt") };
        await call(contract.takeDeposit, { ...of, body }, key);
        break;
      }
      case "give-back":
        await call(contract.returnDeposit, { ...of, body: { placeId, receipt: said(form, "receipt") } }, key);
        break;
      case "guarantor": {
        const body = {
          placeId,
          guarantor: said(form, "guarantor"),
          bothAgree: form.has("bothAgree"),
          until: said(form, "until") || null,
        };
        await call(contract.takeGuarantor, { ...of, body });
        break;
      }
      case "decide":
        await call(
          contract.decideForReader,
          { ...of, body: { until: said(form, "until"), reason: said(form, "reason") } },
          key,
        );
        break;
      case "stop":
        await call(contract.stopGuarantee, { params: { subject, id: said(form, "id") }, body: {} }, key);
        break;
      case "contact":
        await call(contract.addContact, { ...of, body: { placeId, contact: said(form, "contact") } });
        break;
      case "end-proxy":
        await call(
          contract.endReaderProxy,
          { params: { subject, id: said(form, "id") }, body: { placeId } },
          key,
        );
        break;
      case "end":
        await call(contract.endReader, { ...of, body: { placeId } }, key);
        break;
      default:
        throw unknownAct(pageOf(context));
    }
    return at({ done: "" });
  } catch (error) {
    return formProblem(error, form);
  }
}

type AtDesk = PageProps<typeof loader>["loaderData"];
type Reader = NonNullable<AnswerOf<typeof contract.deskReader>["reader"]>;

interface Part {
  desk: AtDesk;
  reader: Reader;
  values: Record<string, string>;
  /** What was refused of this part, by what it does. */
  failed: (what: string) => Problem | undefined;
}

/** One reader at the counter. */
export default function DeskReader({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { name, reader, can, done, made } = loaderData;
  const t = useText();
  const values = actionData?.values ?? {};
  const failed = (what: string) => (values.do === what ? actionData?.problem : undefined);
  const title = name ?? t("reader.nameless");
  const part = reader && { desk: loaderData, reader, values, failed };
  return (
    <ShellDesk title={title} section="till" organisation={reader?.home.name}>
      <div className="stack">
        <Trail
          label={t("readers.title")}
          items={[
            {
              href: `/desk/readers?${new URLSearchParams({ place: loaderData.place })}`,
              label: t("readers.title"),
            },
          ]}
        />
        {done && <Notice kind="done" live title={t("readers.done")} />}
        {made !== null && (
          <Notice
            kind="done"
            live
            title={made === "" ? t("readers.made.family") : t("readers.made", { number: made })}
          />
        )}
        {reader ? <Now desk={loaderData} reader={reader} /> : <p>{t("readers.not-yet")}</p>}
        {can.includes("make") && <Make desk={loaderData} values={values} problem={failed("make")} />}
        {part && can.includes("write") && (
          <>
            <Cards {...part} />
            <Guarantees {...part} />
            {reader.kind === "group" ? <Contacts {...part} /> : null}
            {reader.kind === "person" && reader.proxies.length > 0 && <Comes {...part} />}
            <Change {...part} />
          </>
        )}
        {part && can.includes("decide") && <Decide {...part} />}
        {part && can.includes("write") && <End {...part} />}
      </div>
    </ShellDesk>
  );
}

function Hidden({ desk, reader }: { desk: AtDesk; reader?: Reader }) {
  return (
    <>
      <input type="hidden" name="place" value={desk.place} />
      {reader && <input type="hidden" name="version" value={reader.version} />}
    </>
  );
}

function Now({ desk, reader }: { desk: AtDesk; reader: Reader }) {
  const t = useText();
  const ofDay = (text: string) => t.formats.fullDayText(day(text));
  return (
    <>
      {reader.endedOn && (
        <Notice kind="quiet" title={t("readers.was-ended", { day: ofDay(reader.endedOn) })} />
      )}
      {reader.blocked !== "" && (
        <Notice kind="refused" title={t("reader.blocked", { reason: reader.blocked })} />
      )}
      {reader.suspendedUntil && (
        <Notice kind="attention" title={t("reader.suspended", { day: ofDay(reader.suspendedUntil) })} />
      )}
      <Facts
        items={[
          { term: t("reader.home"), value: reader.home.name },
          { term: t("reader.category"), value: reader.category },
          ...(desk.age === null
            ? []
            : [{ term: t("readers.age"), value: t("readers.years", { age: desk.age }) }]),
          {
            term: t("reader.valid"),
            value: reader.validUntil
              ? t("reader.valid.until", { day: ofDay(reader.validUntil) })
              : t("reader.valid.always"),
          },
          {
            term: t("reader.now"),
            value: t("reader.now.says", { loans: reader.loans, holds: reader.holds }),
          },
          { term: t("reader.owes"), value: t("reader.yuan", { yuan: yuanOf(reader.owesFen) }) },
          { term: t("readers.joined"), value: ofDay(reader.joinedOn) },
        ]}
      />
      <details>
        <summary>{t("reader.rules")}</summary>
        <WaysTable ways={reader.ways} depositFen={desk.depositFen} />
      </details>
    </>
  );
}

function Make({
  desk,
  values,
  problem,
}: {
  desk: AtDesk;
  values: Record<string, string>;
  problem: Problem | undefined;
}) {
  const t = useText();
  const { joining } = desk;
  if (!joining) return null;
  return (
    <Section title={t("readers.make")} id="make">
      <Form problem={problem} label={t("readers.make")}>
        <Hidden desk={desk} />
        <p>
          {joining.level >= joining.needsLevel
            ? t("reader.join.known", { level: joining.level })
            : t("reader.join.not-known", { level: joining.level, need: joining.needsLevel })}
          {" · "}
          {t("readers.make.category", { category: joining.category })}
        </p>
        <Select
          name="home"
          label={t("reader.home")}
          value={values.home ?? desk.place}
          options={desk.homes.map(({ id, name }) => ({ value: id, label: name }))}
          problem={problem}
        />
        {joining.against === "reader.guardian-needed" && (
          <Tick name="guardianAgrees" label={t("readers.make.guardian")} problem={problem} />
        )}
        {joining.isChild && <Tick name="familyCard" label={t("reader.family-card")} problem={problem} />}
        <Button name="do" value="make">
          {t("readers.make.do")}
        </Button>
      </Form>
    </Section>
  );
}

// texts: card.state.* readers.cards.before.*
function Cards({ desk, reader, values, failed }: Part) {
  const t = useText();
  const works = (state: string) => state === "active" || state === "alias";
  const typed = (what: string) => (values.do === what ? values : {});
  return (
    <Section title={t("readers.cards")}>
      <ul className="plain stack-tight">
        {reader.cards.map(({ issuerId, issuer, number, state }) => (
          <li key={`${issuerId} ${number}`} className="row">
            <span>
              <span className="figures">{number}</span> · {issuer} · {t(`card.state.${state}`)}
            </span>
            {works(state) && (
              <Form label={t("readers.cards.end")}>
                <Hidden desk={desk} />
                <input type="hidden" name="issuer" value={issuerId} />
                <input type="hidden" name="number" value={number} />
                <Button kind="link" name="do" value="end-card">
                  {t("readers.cards.end")}
                  <span className="unseen"> {number}</span>
                </Button>
              </Form>
            )}
          </li>
        ))}
      </ul>
      <Form problem={failed("card")} label={t("readers.cards.issue")}>
        <h3>{t("readers.cards.issue")}</h3>
        <Hidden desk={desk} />
        <Field
          name="number"
          label={t("readers.cards.number")}
          hint={t("readers.cards.number.hint")}
          value={typed("card").number}
          chars={20}
          autoComplete="off"
          problem={failed("card")}
          optional
        />
        <Choice
          name="old"
          label={t("readers.cards.before")}
          value={typed("card").old ?? "replaced"}
          options={(["replaced", "lost"] as const).map((value) => ({
            value,
            label: t(`readers.cards.before.${value}`),
          }))}
          problem={failed("card")}
        />
        <Button kind="quiet" name="do" value="card">
          {t("readers.cards.issue.do")}
        </Button>
      </Form>
      <Form problem={failed("old-card")} label={t("readers.cards.old")}>
        <h3>{t("readers.cards.old")}</h3>
        <Hidden desk={desk} />
        <Select
          name="issuer"
          label={t("readers.cards.issuer")}
          value={typed("old-card").issuer}
          options={desk.issuers.map(({ id, name }) => ({ value: id, label: name }))}
          problem={failed("old-card")}
        />
        <Field
          name="number"
          label={t("readers.cards.old.number")}
          value={typed("old-card").number}
          chars={20}
          autoComplete="off"
          problem={failed("old-card")}
        />
        <Button kind="quiet" name="do" value="old-card">
          {t("readers.cards.old.do")}
        </Button>
      </Form>
    </Section>
  );
}

function Guarantees({ desk, reader, values, failed }: Part) {
  const t = useText();
  const at = (text: string) => t.formats.momentText(moment(text));
  const has = (way: string) => reader.guarantees.some((one) => one.way === way);
  return (
    <Section title={t("reader.standing")}>
      <ul className="plain stack-tight">
        {reader.guarantees.map((one) => (
          <li key={one.id} className="row">
            <span>
              {one.way === "deposit" &&
                t("reader.standing.deposit", {
                  yuan: yuanOf(one.amountFen ?? 0),
                  receipt: one.receipt || "—",
                })}
              {one.way === "guarantor" &&
                t("reader.standing.guarantor", { name: one.guarantor?.name ?? t("reader.nameless") })}
              {one.way === "staff" && t("reader.standing.staff", { reason: one.reason })}
              {one.way === "credit" && t("reader.standing.credit")}
              {one.until && ` · ${t("reader.why.until", { at: at(one.until) })}`}
            </span>
            {desk.can.includes("decide") && (one.way === "guarantor" || one.way === "staff") && (
              <Form label={t("readers.stop")}>
                <Hidden desk={desk} />
                <input type="hidden" name="id" value={one.id} />
                <Button kind="link" name="do" value="stop">
                  {t("readers.stop")}
                </Button>
              </Form>
            )}
          </li>
        ))}
      </ul>
      {has("deposit") ? (
        <Form problem={failed("give-back")} label={t("readers.deposit.back")}>
          <h3>{t("readers.deposit.back")}</h3>
          <Hidden desk={desk} />
          <Field
            name="receipt"
            label={t("readers.deposit.back.receipt")}
            chars={20}
            problem={failed("give-back")}
            optional
          />
          <Button kind="quiet" name="do" value="give-back">
            {t("readers.deposit.back.do")}
          </Button>
        </Form>
      ) : (
        <Form problem={failed("deposit")} label={t("readers.deposit")}>
          <h3>{t("readers.deposit")}</h3>
          <p className="quiet">{t("readers.deposit.note")}</p>
          <Hidden desk={desk} />
          <Field
            name="amountFen"
            label={t("readers.deposit.yuan")}
            value={values.do === "deposit" ? values.amountFen : yuanOf(desk.depositFen)}
            inputMode="decimal"
            unit={t("readers.yuan-unit")}
            chars={6}
            problem={failed("deposit")}
          />
          <Field
            name="receipt"
            label={t("readers.deposit.receipt")}
            value={values.do === "deposit" ? values.receipt : undefined}
            chars={20}
            problem={failed("deposit")}
            optional
          />
          <Button kind="quiet" name="do" value="deposit">
            {t("readers.deposit.do")}
          </Button>
        </Form>
      )}
      {!has("guarantor") && reader.kind === "person" && (
        <Form problem={failed("guarantor")} label={t("readers.guarantor")}>
          <h3>{t("readers.guarantor")}</h3>
          <Hidden desk={desk} />
          <Field
            name="guarantor"
            label={t("readers.guarantor.sign")}
            value={values.do === "guarantor" ? values.guarantor : undefined}
            autoComplete="off"
            problem={failed("guarantor")}
          />
          <DateField
            name="until"
            label={t("readers.guarantor.until")}
            hint={t("readers.change.until.hint")}
            problem={failed("guarantor")}
            optional
          />
          <Tick name="bothAgree" label={t("readers.guarantor.agree")} problem={failed("guarantor")} />
          <Button kind="quiet" name="do" value="guarantor">
            {t("readers.guarantor.do")}
          </Button>
        </Form>
      )}
    </Section>
  );
}

function ProxyLines({ desk, reader }: Pick<Part, "desk" | "reader">) {
  const t = useText();
  return (
    <ul className="plain stack-tight">
      {reader.proxies.map(({ id, name, until }) => (
        <li key={id} className="row">
          <span>
            {name ?? t("reader.nameless")}
            {until && ` · ${t("reader.valid.until", { day: t.formats.fullDayText(day(until)) })}`}
          </span>
          <Form label={t("reader.proxies.end")}>
            <Hidden desk={desk} />
            <input type="hidden" name="id" value={id} />
            <Button kind="link" name="do" value="end-proxy">
              {t("reader.proxies.end")}
            </Button>
          </Form>
        </li>
      ))}
    </ul>
  );
}

function Contacts({ desk, reader, values, failed }: Part) {
  const t = useText();
  return (
    <Section title={t("readers.contacts")}>
      <ProxyLines desk={desk} reader={reader} />
      <Form problem={failed("contact")} label={t("readers.contacts.add")}>
        <Hidden desk={desk} />
        <Field
          name="contact"
          label={t("readers.group.contact")}
          value={values.do === "contact" ? values.contact : undefined}
          autoComplete="off"
          problem={failed("contact")}
        />
        <Button kind="quiet" name="do" value="contact">
          {t("readers.contacts.add")}
        </Button>
      </Form>
    </Section>
  );
}

function Comes({ desk, reader }: Part) {
  const t = useText();
  return (
    <Section title={t("readers.comes")}>
      <ProxyLines desk={desk} reader={reader} />
    </Section>
  );
}

function Change({ desk, reader, values, failed }: Part) {
  const t = useText();
  const typed = values.do === "edit" ? values : {};
  return (
    <Section title={t("readers.change")}>
      <Form problem={failed("edit")} label={t("readers.change")}>
        <Hidden desk={desk} reader={reader} />
        <Select
          name="home"
          label={t("reader.home")}
          value={typed.home ?? reader.home.id}
          options={desk.homes.map(({ id, name }) => ({ value: id, label: name }))}
          problem={failed("edit")}
        />
        <Field
          name="category"
          label={t("reader.category")}
          hint={t("readers.change.category.hint")}
          value={typed.category ?? reader.category}
          chars={20}
          problem={failed("edit")}
        />
        <DateField
          name="until"
          label={t("readers.change.until")}
          hint={t("readers.change.until.hint")}
          value={typed.until ?? reader.validUntil ?? undefined}
          problem={failed("edit")}
          optional
        />
        <Button kind="quiet" name="do" value="edit">
          {t("readers.change.do")}
        </Button>
      </Form>
    </Section>
  );
}

function Decide({ desk, reader, values, failed }: Part) {
  const t = useText();
  const blocks = reader.blocked === "";
  return (
    <>
      <Section title={t("readers.decide")}>
        <Form problem={failed("decide")} label={t("readers.decide")}>
          <Hidden desk={desk} />
          <DateField
            name="until"
            label={t("readers.decide.until")}
            value={values.do === "decide" ? values.until : undefined}
            problem={failed("decide")}
          />
          <Field
            name="reason"
            label={t("readers.decide.reason")}
            value={values.do === "decide" ? values.reason : undefined}
            problem={failed("decide")}
          />
          <Button kind="quiet" name="do" value="decide">
            {t("readers.decide.do")}
          </Button>
        </Form>
      </Section>
      <Section title={t("readers.block")}>
        <Form problem={failed("block") ?? failed("unblock")} label={t("readers.block")}>
          <Hidden desk={desk} reader={reader} />
          {blocks && (
            <Field
              name="reason"
              label={t("readers.block.reason")}
              value={values.do === "block" ? values.reason : undefined}
              problem={failed("block")}
            />
          )}
          <Button kind="quiet" name="do" value={blocks ? "block" : "unblock"}>
            {t(blocks ? "readers.block.do" : "readers.unblock.do")}
          </Button>
        </Form>
      </Section>
    </>
  );
}

function End({ desk, failed }: Part) {
  const t = useText();
  return (
    <Section title={t("readers.end")}>
      <Form problem={failed("end")} label={t("readers.end")}>
        <Hidden desk={desk} />
        <p className="quiet">{t("readers.end.note")}</p>
        <Button kind="quiet" name="do" value="end">
          {t("readers.end.do")}
        </Button>
      </Form>
    </Section>
  );
}
