import { redirect } from "react-router";
import { Notice } from "#web/kit/notice.tsx";
import { Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
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
import * as contract from "../../circulation/readers/contract.ts";
import { Cards } from "./counter/cards.tsx";
import { Block, Change, Decide, End } from "./counter/change.tsx";
import { Guarantees } from "./counter/guarantees.tsx";
import { Make } from "./counter/make.tsx";
import { Standing } from "./counter/standing.tsx";
import { Comes, Contacts } from "./counter/who-comes.tsx";

export async function loader({ context, params, request }: LoadArgs) {
  const query = new URL(request.url).searchParams;
  const placeId = query.get("place") ?? "";
  const subject = params.subject ?? "";
  return {
    ...(await pageOf(context).call(contract.deskReader, { params: { subject }, query: { placeId } })),
    place: placeId,
    subject,
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
        {reader ? <Standing desk={loaderData} reader={reader} /> : <p>{t("readers.not-yet")}</p>}
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
        {part && can.includes("decide") && (
          <>
            <Decide {...part} />
            <Block {...part} />
          </>
        )}
        {part && can.includes("write") && <End {...part} />}
      </div>
    </ShellDesk>
  );
}
