import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { askedItem } from "#web/address.ts";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { DateField, Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { Section } from "#web/kit/section.tsx";
import { Listed } from "#web/listed.tsx";
import { type ActArgs, keyOf, type LoadArgs, type PageProps, type Problem, pageOf, said } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { addSharing, changeSharing, deskPlace, listOrganisations, listSharings } from "../../contract.ts";
import { SharedWhere } from "../shared-where.tsx";
import { DeskFrame, doneIn } from "./frame.tsx";
import { refusedWith } from "./refused.ts";

type Sharing = AnswerOf<typeof listSharings>["items"][number];

interface Draft {
  organisationId: string;
  purpose: string;
  rooms: string;
  hours: string;
  since: string;
  until: string | null;
}

export async function loader({ context, params, request }: LoadArgs) {
  const { call } = pageOf(context);
  const id = params.id ?? "";
  const [place, { items, can }] = await Promise.all([
    call(deskPlace, { params: { id }, query: {} }),
    call(listSharings, { params: { id } }),
  ]);
  const chosen = askedItem({ context, request }, "sharing", items, (one) => one.id);
  const organisations =
    can.includes("share") && !chosen ? (await call(listOrganisations, { query: {} })).items : [];
  return {
    place,
    items,
    can,
    chosen,
    organisations: organisations.filter((one) => one.id !== place.organisation.id),
    done: doneIn(request),
  };
}

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const id = params.id ?? "";
  const sharing = said(form, "sharing");
  const draft = draftIn(form);
  const { organisationId, since, ...words } = draft;
  try {
    if (sharing) {
      const body = { ...words, version: Number(form.get("version")) };
      await call(changeSharing, { params: { id, sharing }, body }, keyOf(form));
    } else await call(addSharing, { params: { id }, body: draft }, keyOf(form));
  } catch (error) {
    return refusedWith(error, draft);
  }
  return redirect(`/desk/places/${id}/sharing?${sharing ? "saved" : "added"}`);
}

function draftIn(form: FormData): Draft {
  const typed = (name: string) => said(form, name);
  return {
    organisationId: typed("organisationId"),
    purpose: typed("purpose"),
    rooms: typed("rooms"),
    hours: typed("hours"),
    since: typed("since"),
    until: typed("until") || null,
  };
}

// texts: sharing.state.*

/** Who uses the place beside the one who runs it, and one form for a new one or the chosen one. */
export default function DeskPlaceSharing({
  loaderData,
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const t = useText();
  const { place, items, can, chosen, done } = loaderData;
  const home = `/desk/places/${place.id}/sharing`;
  const shares = can.includes("share");
  return (
    <DeskFrame place={place} tab="sharing" done={actionData ? null : done}>
      <Listed
        none={{ title: t("sharing.none"), do: t("sharing.none.do") }}
        caption={t("sharing.title")}
        columns={[
          { key: "organisation", label: t("sharing.organisation") },
          { key: "purpose", label: t("sharing.purpose") },
          { key: "rooms", label: t("sharing.rooms") },
          { key: "hours", label: t("sharing.hours") },
          { key: "days", label: t("sharing.days") },
          { key: "state", label: t("sharing.state") },
        ]}
        rows={items.map((one) => ({
          key: one.id,
          cells: [
            shares ? (
              <a key="organisation" href={`${home}?sharing=${one.id}#sharing`}>
                {one.organisation.name}
              </a>
            ) : (
              one.organisation.name
            ),
            one.purpose,
            one.rooms || t("sharing.rooms.all"),
            one.hours || t("sharing.hours.all"),
            <SharedWhere key="days" rooms="" hours="" since={one.since} until={one.until} />,
            t(`sharing.state.${one.state}`),
          ],
        }))}
      />
      {shares && (
        <Section
          title={chosen ? t("sharing.change", { name: chosen.organisation.name }) : t("sharing.add")}
          id="sharing"
        >
          <SharingForm
            chosen={chosen}
            organisations={loaderData.organisations}
            draft={actionData?.draft ?? (chosen && { ...chosen, organisationId: chosen.organisation.id })}
            problem={actionData?.problem}
          />
        </Section>
      )}
    </DeskFrame>
  );
}

interface SharingFormProps {
  chosen: Sharing | null;
  organisations: readonly { id: string; name: string }[];
  draft: Draft | null;
  problem: Problem | undefined;
}

function SharingForm({ chosen, organisations, draft, problem }: SharingFormProps) {
  const t = useText();
  return (
    <Form problem={problem} label={t("sharing.add")}>
      {chosen ? (
        <>
          <input type="hidden" name="sharing" value={chosen.id} />
          <input type="hidden" name="version" value={chosen.version} />
        </>
      ) : (
        <Select
          name="organisationId"
          label={t("sharing.organisation")}
          empty={t("place.desk.choose")}
          value={draft?.organisationId}
          options={optionsOf(organisations)}
          problem={problem}
        />
      )}
      <Field
        name="purpose"
        label={t("sharing.purpose")}
        hint={t("sharing.purpose.hint")}
        value={draft?.purpose}
        problem={problem}
      />
      <Field name="rooms" label={t("sharing.rooms")} value={draft?.rooms} problem={problem} optional />
      <Field name="hours" label={t("sharing.hours")} value={draft?.hours} problem={problem} optional />
      {!chosen && (
        <DateField name="since" label={t("sharing.first-day")} value={draft?.since} problem={problem} />
      )}
      <DateField
        name="until"
        label={t("sharing.until")}
        hint={t("sharing.until.hint")}
        value={draft?.until ?? ""}
        problem={problem}
        optional
      />
      <p className="actions">
        <Button>{t(chosen ? "place.desk.save" : "sharing.add")}</Button>
        {chosen && (
          <ButtonLink kind="link" href="?">
            {t("sharing.add")}
          </ButtonLink>
        )}
      </p>
    </Form>
  );
}
