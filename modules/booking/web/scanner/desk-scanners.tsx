import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Form } from "#web/kit/form.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Rows } from "#web/kit/rows.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { moment } from "#web/occasion.ts";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { calledBy } from "../../called/contract.ts";
import { revokeScanner, scannersOf, settleScans } from "../../scanner/contract.ts";
import { WhenAndWhere } from "../occasion.tsx";

export async function loader({ context, params, request }: LoadArgs) {
  return {
    view: await pageOf(context).call(scannersOf, { params: { offerId: params.offerId ?? "" } }),
    done: new URL(request.url).searchParams.get("done"),
  };
}

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const offerId = params.offerId ?? "";
  const back = (done: string) => redirect(`/desk/scanners/${offerId}?done=${done}`);
  const id = said(form, "id");
  try {
    if (form.get("do") === "revoke") {
      await call(revokeScanner, { params: { scannerId: id }, body: {} }, keyOf(form));
      return back("revoked");
    }
    const how = form.get("do") === "counted" ? ("counted" as const) : ("noted" as const);
    await call(settleScans, { params: { offerId }, body: { id, how } }, keyOf(form));
    return back(how === "counted" ? "counted" : "settled");
  } catch (error) {
    return formProblem(error, form);
  }
}

type View = AnswerOf<typeof scannersOf>;

const done = ["revoked", "settled", "counted"];

// texts: scanner.desk.revoked scanner.desk.settled scanner.desk.counted
/** The scanners of a door, and what of their scans does not fit together: who, where and when. */
export default function DeskScanners({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { view, done: outcome } = loaderData;
  const { text: t } = usePage();
  return (
    <ShellDesk
      title={t("scanner.desk.page", { title: view.about?.title ?? t("door.untitled") })}
      section="counter"
      actions={
        view.open && (
          <ButtonLink icon="scan" href={`/scanner?door=${view.offerId}`}>
            {t("scanner.desk.open")}
          </ButtonLink>
        )
      }
    >
      <div className="stack-wide">
        <Trail
          label={t("door.trail")}
          items={[
            { href: "/desk/door", label: t("door.list.title") },
            { href: `/desk/door/${view.offerId}`, label: view.about?.title ?? t("door.untitled") },
          ]}
        />
        <WhenAndWhere of={view} />
        {outcome && done.includes(outcome) && (
          <Notice kind="done" live title={t(`scanner.desk.${outcome}`)} />
        )}
        {actionData?.problem && (
          <Notice kind="refused" live title={actionData.problem.title}>
            {actionData.problem.detail}
          </Notice>
        )}
        <Conflicts conflicts={view.conflicts} />
        <Devices scanners={view.scanners} />
      </div>
    </ShellDesk>
  );
}

// texts: scanner.desk.trouble.* scanner.desk.scan.*
function Conflicts({ conflicts }: Pick<View, "conflicts">) {
  const { text: t } = usePage();
  return (
    <Section title={t("scanner.desk.conflicts")}>
      {conflicts.length === 0 ? (
        <Empty title={t("scanner.desk.conflicts.none")}>{t("scanner.desk.conflicts.none.do")}</Empty>
      ) : (
        <Rows>
          {conflicts.map(({ id, who, trouble, uncounted, scans }) => {
            const name = who ? calledBy(t, who) : t("scanner.desk.nobody");
            return (
              <li className="work-row full-row" key={id}>
                <div>
                  <b dir="auto">{name}</b>
                  <div className="work-note">
                    <p>{t(`scanner.desk.trouble.${trouble}`)}</p>
                    <ul className="plain">
                      {scans.map(({ id: scan, label, at, way, size }) => (
                        <li key={scan}>{t(`scanner.desk.scan.${way}`, { label, at: moment(at), size })}</li>
                      ))}
                    </ul>
                  </div>
                </div>
                <Form label={name}>
                  <input type="hidden" name="id" value={id} />
                  <div className="row">
                    {uncounted > 0 && (
                      <Button name="do" value="counted" kind="quiet">
                        {t("scanner.desk.count", { count: uncounted })}
                      </Button>
                    )}
                    <Button name="do" value="noted" kind="quiet" icon="check">
                      {t("scanner.desk.noted")}
                      <span className="unseen"> {name}</span>
                    </Button>
                  </div>
                </Form>
              </li>
            );
          })}
        </Rows>
      )}
    </Section>
  );
}

// texts: scanner.desk.state.*
function Devices({ scanners }: Pick<View, "scanners">) {
  const { text: t } = usePage();
  return (
    <Section title={t("scanner.desk.devices")}>
      {scanners.length === 0 ? (
        <Empty title={t("scanner.desk.none")}>{t("scanner.desk.none.do")}</Empty>
      ) : (
        <Rows>
          {scanners.map(({ id, label, madeBy, seenAt, state }) => (
            <li className="work-row full-row" key={id}>
              <div>
                <b dir="auto">{label}</b>
                <span className="work-note">
                  {t(`scanner.desk.state.${state}`)} ·{" "}
                  {madeBy
                    ? t("scanner.desk.device", { by: madeBy, at: moment(seenAt) })
                    : t("scanner.desk.device.unknown", { at: moment(seenAt) })}
                </span>
              </div>
              {state === "ready" && (
                <div className="row">
                  <details>
                    <summary>
                      {t("scanner.desk.revoke")}
                      <span className="unseen"> {label}</span>
                    </summary>
                    <p>{t("scanner.desk.revoke.why")}</p>
                    <Form label={t("scanner.desk.revoke")}>
                      <input type="hidden" name="id" value={id} />
                      <Button name="do" value="revoke" kind="refuse">
                        {t("scanner.desk.revoke")}
                        <span className="unseen"> {label}</span>
                      </Button>
                    </Form>
                  </details>
                </div>
              )}
            </li>
          ))}
        </Rows>
      )}
    </Section>
  );
}
