import { data, redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { optionsOf } from "#web/kit/options.ts";
import { Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf, said } from "#web/page.ts";
import { usePage, useWhom } from "#web/text.tsx";
import { makeWish, wishForm } from "../acquiring/wishes/contract.ts";
import { FoundRows } from "./rows.tsx";

const titleIn = (said: (name: string) => string) => {
  const [title, isbn] = [said("title").slice(0, 300), said("isbn").slice(0, 40)];
  return { ...(title && { title }), ...(isbn && { isbn }) };
};

export async function loader({ context, request }: LoadArgs) {
  const search = new URL(request.url).searchParams;
  const said = (name: string) => search.get(name)?.trim() ?? "";
  const query = titleIn(said);
  return { ...(await pageOf(context).call(wishForm, { query })), query, place: said("place") };
}

export async function action({ context, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  try {
    const placeId = said(form, "placeId");
    const body = {
      ...(placeId && { placeId }),
      title: said(form, "title"),
      author: said(form, "author"),
      isbn: said(form, "isbn"),
      publisher: said(form, "publisher"),
      why: said(form, "why"),
      seen: said(form, "seen") === "yes",
    };
    // Without a place the operation itself says that one is missing.
    const { wishers } = await call(makeWish, { body: body as never }, keyOf(form));
    return redirect(`/my/wishes?wished=${wishers}`);
  } catch (error) {
    const { data: refusal, init } = formProblem(error, form);
    const isKnown = refusal.problem.id === "wish.in-catalogue";
    const known = isKnown
      ? (await call(wishForm, { query: titleIn((name) => said(form, name)) })).known
      : null;
    return data({ ...refusal, known }, init ?? undefined);
  }
}

/** A reader asks a library to buy a book. What the catalogue has is shown before it is asked for. */
export default function WishPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  const whom = useWhom();
  const { places, query, place, last } = loaderData;
  const values: Record<string, string> = actionData?.values ?? {};
  const problem = actionData?.problem;
  const has = actionData?.known ?? loaderData.known;
  const isAsked = has.length > 0;
  return (
    <ShellPortal title={t("wish.title")} description={t("wish.lead")} section="catalogue">
      <div className="stack">
        <Trail label={t("library.title")} items={[{ href: "/catalogue", label: t("library.title") }]} />
        <h1>{whom.acts ? t("wish.title-of", whom) : t("wish.title")}</h1>
        <p className="lead">{t("wish.lead")}</p>
        {isAsked && (
          <>
            <Notice kind="attention" live title={t("wish.known", { count: has.length })}>
              {t("wish.known.do")}
            </Notice>
            <FoundRows label={t("wish.known", { count: has.length })} items={has} />
          </>
        )}
        {places.length === 0 ? (
          <Empty title={t("wish.nowhere")}>
            <a href="/places?kind=library">{t("wish.nowhere.do")}</a>
          </Empty>
        ) : (
          <Form problem={problem?.id === "wish.in-catalogue" ? undefined : problem} label={t("wish.title")}>
            {isAsked && <input type="hidden" name="seen" value="yes" />}
            <Field
              name="title"
              label={t("wish.book-title")}
              value={values.title ?? query.title}
              problem={problem}
            />
            <Field name="author" label={t("wish.author")} value={values.author} problem={problem} optional />
            <Field
              name="isbn"
              label="ISBN"
              hint={t("wish.isbn.hint")}
              value={values.isbn ?? query.isbn}
              inputMode="numeric"
              chars={20}
              problem={problem}
              optional
            />
            <Field
              name="publisher"
              label={t("wish.publisher")}
              value={values.publisher}
              problem={problem}
              optional
            />
            <Select
              name="placeId"
              label={t("wish.place")}
              value={values.placeId ?? (place || (last ?? ""))}
              empty={t("wish.place.choose")}
              options={optionsOf(places)}
              problem={problem}
            />
            <Field
              name="why"
              label={t("wish.why")}
              hint={t("wish.why.hint")}
              value={values.why}
              problem={problem}
              optional
            />
            <Button>{t(isAsked ? "wish.make-anyway" : "wish.make")}</Button>
          </Form>
        )}
      </div>
    </ShellPortal>
  );
}
