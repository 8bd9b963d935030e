import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { askedItem } from "#web/address.ts";
import { Button } from "#web/kit/button.tsx";
import { Field, Tick } from "#web/kit/field.tsx";
import { ErrorSummary, Form } from "#web/kit/form.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { State } from "#web/kit/state.tsx";
import {
  type ActArgs,
  formProblem,
  keyOf,
  type LoadArgs,
  type PageProps,
  type Problem,
  pageOf,
  said,
} from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import {
  addByGuardian,
  addOwnDocument,
  confirmDocument,
  ownDocuments,
  removeDocument,
} from "../identity/contract.ts";
import { DocumentFields, typedDocument } from "./document-fields.tsx";
import { PostButton } from "./post-button.tsx";

type Documents = AnswerOf<typeof ownDocuments>;
type Document = Documents["items"][number];
const levels = [0, 1, 2, 3] as const;

export async function loader({ context, request }: LoadArgs) {
  const { call, actor } = pageOf(context);
  const query = new URL(request.url).searchParams;
  const need = askedItem({ context, request }, "need", levels, String);
  return {
    ...(await call(ownDocuments, {})),
    need: need ?? 0,
    helping: actor.onBehalfOf,
    done: ["added", "removed", "asked"].find((word) => query.has(word)) ?? null,
  };
}

export async function action({ context, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const params = { id: said(form, "document") };
  const consent = form.has("consent");
  try {
    switch (form.get("do")) {
      case "remove":
        await call(removeDocument, { params }, keyOf(form));
        return redirect("/my/documents?removed");
      case "confirm": {
        const { number, country, name } = typedDocument(form);
        await call(confirmDocument, { params, body: { number, country, name, consent } });
        return redirect("/my/documents?asked");
      }
      case "by-guardian":
        await call(addByGuardian, { body: { consent } }, keyOf(form));
        return redirect("/my/documents?added");
      default:
        await call(addOwnDocument, { body: { ...typedDocument(form), consent } });
        return redirect("/my/documents?added");
    }
  } catch (error) {
    return formProblem(error, form);
  }
}

// texts: documents.done.*
/** 我的证件: what has been shown of who one is, what that opens, and how to reach the next level. */
export default function DocumentsPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  const { items, level, need, can, done, helping } = loaderData;
  const values = actionData?.values ?? {};
  const failed = (what: string) => (values.do === what ? actionData?.problem : undefined);
  const mayNothing = helping !== null && can.length === 0 && items.length === 0;
  return (
    <ShellPortal title={t("documents.title")} section="my">
      <div className="stack">
        <Trail label={t("people.trail")} items={[{ href: "/my/account", label: t("account.title") }]} />
        <h1>{t("documents.title")}</h1>
        {done && <Notice kind="done" live title={t(`documents.done.${done}`)} />}
        {need > level && (
          <Notice kind="attention" title={t("documents.needed", { need, level })}>
            {t("documents.needed.how")}
          </Notice>
        )}
        {failed("remove") && <ErrorSummary problem={failed("remove") as Problem} />}
        {helping && <p>{t("documents.acting", { name: helping })}</p>}
      </div>
      <Levels level={level} />
      {mayNothing ? (
        <Notice kind="quiet" title={t("documents.helper")}>
          {t("documents.helper.how")}
        </Notice>
      ) : (
        <Section title={t("documents.kept")}>
          {items.length === 0 ? (
            <Empty title={t("documents.none")}>{t("documents.none.means")}</Empty>
          ) : (
            <ul className="plain stack">
              {items.map((one) => (
                <OneDocument
                  key={one.id}
                  one={one}
                  name={loaderData.name}
                  problem={values.document === one.id ? failed("confirm") : undefined}
                  values={values.document === one.id ? values : {}}
                />
              ))}
            </ul>
          )}
        </Section>
      )}
      {can.includes("add-by-guardian") && (
        <Section title={t("documents.by-guardian")} id="by-guardian">
          <Form problem={failed("by-guardian")} label={t("documents.by-guardian")}>
            <p>{t("documents.by-guardian.lead")}</p>
            <input type="hidden" name="do" value="by-guardian" />
            <Tick name="consent" label={t("documents.by-guardian.consent")} problem={failed("by-guardian")} />
            <Button kind="quiet">{t("documents.by-guardian.do")}</Button>
          </Form>
        </Section>
      )}
      {can.includes("add") && (
        <Section title={t("documents.add")} id="add">
          <Form problem={failed("add")} label={t("documents.add")}>
            <p>{t("documents.add.lead")}</p>
            <input type="hidden" name="do" value="add" />
            <DocumentFields
              problem={failed("add")}
              values={failed("add") ? values : { name: loaderData.name ?? "" }}
            />
            <Tick
              name="consent"
              label={t(loaderData.under14 ? "documents.consent.under-14" : "documents.consent")}
              problem={failed("add")}
            />
            <Button>{t("documents.add.do")}</Button>
          </Form>
        </Section>
      )}
    </ShellPortal>
  );
}

// texts: account.level.* documents.opens.*
function Levels({ level }: { level: Documents["level"] }) {
  const { text: t } = usePage();
  return (
    <Section title={t("documents.level", { level })}>
      <ul className="plain stack" aria-label={t("documents.levels")}>
        {levels.map((one) => (
          <li key={one}>
            <p>
              <State kind={one <= level ? "open" : "closed"}>
                {t(one <= level ? "documents.reached" : "documents.not-yet", {
                  level: one,
                  what: t(`account.level.${one}`),
                })}
              </State>
            </p>
            <p className="quiet small">{t(`documents.opens.${one}`)}</p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

interface OneDocumentProps {
  one: Document;
  name: string | null;
  problem: Problem | undefined;
  values: Record<string, string>;
}

// texts: document.kind.* document.level.* documents.check.*
function OneDocument({ one, name, problem, values }: OneDocumentProps) {
  const { text: t } = usePage();
  const kind = t(`document.kind.${one.kind}`);
  const label = one.lastFour ? t("document.ending", { kind, end: one.lastFour }) : kind;
  return (
    <li className="card stack-tight">
      <h3>{label}</h3>
      <p className="quiet small">{t(`document.level.${one.level}`)}</p>
      {one.check && <p>{t(`documents.check.${one.check}`)}</p>}
      {one.can.includes("confirm") && (
        <details open={problem !== undefined}>
          <summary>{t("documents.confirm")}</summary>
          <Form problem={problem} label={t("documents.confirm-one", { document: label })}>
            <p>{t("documents.confirm.lead")}</p>
            <input type="hidden" name="do" value="confirm" />
            <input type="hidden" name="document" value={one.id} />
            <Field
              name="name"
              label={t("document.name")}
              value={values.name ?? name ?? ""}
              problem={problem}
            />
            <Field
              name="number"
              label={t("document.number")}
              autoComplete="off"
              value={values.number}
              problem={problem}
            />
            {one.kind === "passport" && (
              <Field
                name="country"
                label={t("document.country")}
                hint={t("document.country.hint")}
                chars={4}
                value={values.country}
                problem={problem}
              />
            )}
            <Tick name="consent" label={t("documents.confirm.consent")} problem={problem} />
            <Button kind="quiet">{t("documents.confirm.do")}</Button>
          </Form>
        </details>
      )}
      {one.can.includes("remove") && (
        <PostButton
          label={t("documents.remove-one", { document: label })}
          values={{ do: "remove", document: one.id }}
          kind="refuse"
        >
          {t("documents.remove")}
        </PostButton>
      )}
    </li>
  );
}
