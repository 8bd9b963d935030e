import { redirect } from "react-router";
import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { DateField, Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { Section } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import {
  type ActArgs,
  formProblem,
  type LoadArgs,
  type PageProps,
  type Problem,
  pageOf,
  said,
  unknownAct,
} from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { findReaders, makeGroup, readerDesk } from "../../circulation/readers/contract.ts";
import { LendingTabs } from "../desk/lending/lending-tabs.tsx";
import { CategorySelect } from "./category-select.tsx";

export async function loader({ context, request }: LoadArgs) {
  const place = new URL(request.url).searchParams.get("place");
  const desk = await pageOf(context).call(readerDesk, {});
  return { ...desk, place: desk.places.find(({ id }) => id === place)?.id ?? desk.places[0]?.id };
}

export async function action({ context, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const placeId = said(form, "place");
  const pageFor = (subject: string) =>
    redirect(`/desk/readers/${subject}?${new URLSearchParams({ place: placeId })}`);
  try {
    if (said(form, "do") === "group") {
      const body = {
        placeId,
        name: said(form, "name"),
        category: said(form, "category"),
        homeId: said(form, "home"),
        contact: said(form, "contact"),
      };
      const validUntil = said(form, "until") || null;
      return pageFor((await call(makeGroup, { body: { ...body, validUntil } })).subject);
    }
    if (said(form, "do") !== "find") throw unknownAct(pageOf(context));
    const { items } = await call(findReaders, { body: { placeId, sign: said(form, "sign") } });
    const [one] = items;
    if (one && items.length === 1) return pageFor(one.subject);
    return { items, placeId, sign: said(form, "sign") };
  } catch (error) {
    return formProblem(error, form);
  }
}

/** 读者: who stands there? One field for scanner, number or name. */
export default function DeskReaders({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { places, place } = loaderData;
  const t = useText();
  const problem = actionData && "problem" in actionData ? actionData.problem : undefined;
  const values: Record<string, string> = actionData && "values" in actionData ? actionData.values : {};
  const failed = (what: string) => (values.do === what ? problem : undefined);
  const found = actionData && "items" in actionData ? actionData : null;
  if (places.length === 0)
    return (
      <ShellDesk title={t("readers.title")} section="till">
        <Empty title={t("readers.place.none")}>
          <a href="/desk">{t("staff.to-desk")}</a>
        </Empty>
      </ShellDesk>
    );
  return (
    <ShellDesk title={t("readers.title")} section="till">
      <div className="stack">
        <LendingTabs current="readers" />
        <Form problem={failed("find")} label={t("readers.find")}>
          <Field
            name="sign"
            label={t("readers.sign")}
            hint={t("readers.sign.hint")}
            value={found?.sign ?? (values.do === "find" ? values.sign : undefined)}
            autoComplete="off"
            problem={failed("find")}
            autoFocus
          />
          <Place places={places} value={values.place ?? found?.placeId ?? place} />
          <Button icon="search" name="do" value="find">
            {t("readers.find.do")}
          </Button>
        </Form>
        {found && <Found found={found} />}
        <Section title={t("readers.group")} id="group">
          <NewGroup desk={loaderData} values={values} problem={failed("group")} />
        </Section>
        {loaderData.organisations.length > 0 && (
          <Section title={t("readers.terms")}>
            <ul className="plain">
              {loaderData.organisations.map(({ id, name }) => (
                <li key={id}>
                  <a href={`/desk/readers/terms/${id}`}>{name}</a>
                </li>
              ))}
            </ul>
          </Section>
        )}
      </div>
    </ShellDesk>
  );
}

type Desk = AnswerOf<typeof readerDesk>;

function Place({ places, value }: { places: Desk["places"]; value: string | undefined }) {
  const t = useText();
  const [only, ...others] = places;
  if (only && others.length === 0) return <input type="hidden" name="place" value={only.id} />;
  return <Select name="place" label={t("readers.place")} value={value} options={optionsOf(places)} />;
}

function Found({ found: { items, placeId } }: { found: AnswerOf<typeof findReaders> & { placeId: string } }) {
  const t = useText();
  if (items.length === 0)
    return (
      <Notice kind="attention" live title={t("readers.none")}>
        {t("readers.none.do")} <a href="/desk/identity">{t("readers.identity")}</a>
      </Notice>
    );
  return (
    <Section title={t("readers.which")}>
      {items.some(({ issuer }) => issuer) && <p>{t("readers.which.note")}</p>}
      <ul className="plain stack-tight">
        {items.map(({ subject, name, phoneTail, issuer, isReader }) => (
          <li key={subject}>
            <a href={`/desk/readers/${subject}?${new URLSearchParams({ place: placeId })}`}>
              {name ?? t("reader.nameless")}
            </a>
            {issuer && ` · ${issuer}`}
            {phoneTail && ` · ${t("readers.tail", { tail: phoneTail })}`}
            {!isReader && ` · ${t("readers.not-yet")}`}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function NewGroup({
  desk,
  values,
  problem,
}: {
  desk: PageProps<typeof loader>["loaderData"];
  values: Record<string, string>;
  problem: Problem | undefined;
}) {
  const t = useText();
  const typed = values.do === "group" ? values : {};
  return (
    <Form problem={problem} label={t("readers.group")}>
      <p>{t("readers.group.note")}</p>
      <Place places={desk.places} value={typed.place ?? desk.place} />
      <Field name="name" label={t("readers.group.name")} value={typed.name} problem={problem} />
      <CategorySelect
        name="category"
        label={t("reader.category")}
        codes={desk.categories}
        value={typed.category ?? "group"}
        problem={problem}
      />
      <Select
        name="home"
        label={t("reader.home")}
        value={typed.home ?? desk.place}
        options={optionsOf(desk.homes)}
        problem={problem}
      />
      <Field
        name="contact"
        label={t("readers.group.contact")}
        value={typed.contact}
        autoComplete="off"
        problem={problem}
      />
      <DateField
        name="until"
        label={t("readers.change.until")}
        hint={t("readers.change.until.hint")}
        value={typed.until}
        problem={problem}
        optional
      />
      <Button kind="quiet" name="do" value="group">
        {t("readers.group.do")}
      </Button>
    </Form>
  );
}
