import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { Section } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { Listed } from "#web/listed.tsx";
import { day } from "#web/occasion.ts";
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
import { SectionForm } from "#web/titled-form.tsx";
import { joinNetwork, leaveNetwork, listMembers, putNetworkTerms } from "../../../network/contract.ts";
import { NetworkTabs } from "./network-tabs.tsx";

export async function loader({ context }: LoadArgs) {
  return pageOf(context).call(listMembers, {});
}

export async function action({ context, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  try {
    if (said(form, "do") === "join") {
      const body = {
        organisationId: said(form, "organisationId"),
        isil: said(form, "isil").toUpperCase(),
        isCentre: said(form, "isCentre") === "yes",
      };
      const overlap = await call(joinNetwork, { body }, keyOf(form));
      return { overlap, problem: undefined, values: {} as Record<string, string> };
    }
    if (said(form, "do") === "leave")
      await call(leaveNetwork, { params: { id: said(form, "organisation") }, body: {} }, keyOf(form));
    else if (said(form, "do") !== "terms") throw unknownAct(pageOf(context));
    else await call(putNetworkTerms, { body: { daysOnWay: numberOf(form, "daysOnWay") } }, keyOf(form));
    return redirect("/desk/between/members");
  } catch (error) {
    return formProblem(error, form);
  }
}

/** The organisations that lend as one, and the network's terms. */
export default function DeskMembers({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { members, houses, mayDecide, daysOnWay } = loaderData;
  const t = useText();
  const problem = actionData?.problem;
  const values: Record<string, string> = actionData?.values ?? {};
  const overlap = actionData && "overlap" in actionData ? actionData.overlap : null;
  return (
    <ShellDesk title={t("member.title")} section="till">
      <div className="stack">
        <NetworkTabs current="members" />
        {overlap && <Notice kind="done" live title={t("member.joined-told", overlap)} />}
        <Listed
          none={{ title: t("member.none"), do: t("member.none.do") }}
          caption={t("member.title")}
          columns={[
            { key: "name", label: t("member.house") },
            { key: "isil", label: t("member.isil") },
            { key: "centre", label: t("member.centre") },
            { key: "joined", label: t("member.joined") },
            { key: "left", label: t("member.left") },
            { key: "do", label: t("member.leave") },
          ]}
          rows={members.map((one) => ({
            key: one.id,
            cells: [
              one.name,
              <bdi key="isil">{one.isil ?? "–"}</bdi>,
              t(one.isCentre ? "member.centre.yes" : "member.centre.no"),
              t.formats.dayText(day(one.joinedOn)),
              one.leftOn ? t.formats.dayText(day(one.leftOn)) : "–",
              mayDecide && !one.leftOn ? (
                <Form key="do" label={`${t("member.leave")} ${one.name}`}>
                  <input type="hidden" name="do" value="leave" />
                  <input type="hidden" name="organisation" value={one.id} />
                  <Button kind="link">
                    {t("member.leave")}
                    <span className="unseen"> {one.name}</span>
                  </Button>
                </Form>
              ) : (
                "–"
              ),
            ],
          }))}
        />
        {mayDecide && houses.length > 0 && (
          <SectionForm title={t("member.join")} problem={problem}>
            <input type="hidden" name="do" value="join" />
            <Select
              name="organisationId"
              label={t("member.house")}
              value={values.organisationId ?? houses[0]?.id}
              options={optionsOf(houses)}
              problem={problem}
            />
            <Field name="isil" label={t("member.isil")} value={values.isil} chars={20} problem={problem} />
            <Select
              name="isCentre"
              label={t("member.centre")}
              value={values.isCentre ?? "no"}
              options={[
                { value: "no", label: t("member.centre.no") },
                { value: "yes", label: t("member.centre.yes") },
              ]}
              problem={problem}
            />
          </SectionForm>
        )}
        {mayDecide && (
          <Section title={t("member.terms")}>
            <Form label={t("member.terms")}>
              <input type="hidden" name="do" value="terms" />
              <Field
                name="daysOnWay"
                type="number"
                label={t("member.days")}
                unit={t("rotation.days")}
                value={daysOnWay}
                min={1}
                max={90}
                chars={6}
              />
              <Button>{t("member.save")}</Button>
            </Form>
          </Section>
        )}
      </div>
    </ShellDesk>
  );
}
