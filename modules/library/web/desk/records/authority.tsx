import { redirect } from "react-router";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Field } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Facts } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
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
import { FoldedForm } from "#web/titled-form.tsx";
import { getAuthority } from "../../../catalogue/authorities/contract.ts";
import { mergeRecords, undoMerge } from "../../../catalogue/matching/contract.ts";
import { hrefOf } from "../../catalogue-query.ts";
import { FoundRows } from "../../rows.tsx";

export async function loader({ context, params }: LoadArgs) {
  return pageOf(context).call(getAuthority, { params: { id: Number(params.id) } });
}

export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const here = `/desk/catalogue/authorities/${params.id}`;
  try {
    if (form.get("do") === "part") {
      await call(undoMerge, { params: { id: said(form, "merge") } }, keyOf(form));
      return redirect(here);
    }
    if (form.has("do")) throw unknownAct(pageOf(context));
    // Its number, or its address as somebody copies it.
    const like = Number(/(\d+)\s*$/.exec(said(form, "keep"))?.[1] ?? 0);
    await call(
      mergeRecords,
      { params: { record: Number(params.id), like }, body: { keep: like } },
      keyOf(form),
    );
    return redirect(`/desk/catalogue/authorities/${like}`);
  } catch (error) {
    return formProblem(error, form);
  }
}

// texts: authority.kind.* authority.relation.*
/** An authority: what leads to it, what is near it, the books that use it, and making two of them one. */
export default function DeskAuthority({
  loaderData,
  actionData,
  params,
}: PageProps<typeof loader, typeof action>) {
  const one = loaderData;
  const t = useText();
  const problem = actionData?.problem;
  const names = (list: readonly { text: string }[]) => (
    <ul className="plain">
      {list.map(({ text }) => (
        <li key={text}>
          <bdi>{text}</bdi>
        </li>
      ))}
    </ul>
  );
  const isName = ["person", "family", "body", "meeting"].includes(one.heading.kind);
  const quoted = `"${one.heading.text.replaceAll('"', " ")}"`;
  return (
    <ShellDesk title={one.heading.text} section="library">
      <div className="stack-wide">
        <Trail
          label={t("authority.title")}
          items={[{ href: "/desk/catalogue/authorities", label: t("authority.title") }]}
        />
        <p>
          <ButtonLink kind="quiet" href={`/desk/catalogue/records/${params.id}/edit`}>
            {t("authority.edit")}
          </ButtonLink>
        </p>
        {one.mergedInto !== null && (
          <Notice title={t("authority.merged")}>
            <a href={`/desk/catalogue/authorities/${one.mergedInto}`}>{t("authority.merged.to")}</a>
          </Notice>
        )}
        <Facts
          items={[
            { term: t("authority.kind"), value: t(`authority.kind.${one.heading.kind}`) },
            { term: t("authority.number"), value: String(one.id) },
            ...(one.heading.romanised
              ? [{ term: t("authority.romanised"), value: one.heading.romanised }]
              : []),
            ...(one.dates ? [{ term: t("authority.dates"), value: one.dates }] : []),
            ...(one.variants.length > 0
              ? [{ term: t("authority.variants"), value: names(one.variants) }]
              : []),
            ...(one.equivalents.length > 0
              ? [{ term: t("authority.equivalents"), value: names(one.equivalents) }]
              : []),
            ...(one.related.length > 0
              ? [
                  {
                    term: t("authority.related"),
                    value: (
                      <ul className="plain">
                        {one.related.map(({ text, relation, id }) => (
                          <li key={text}>
                            {id === null ? (
                              <bdi>{text}</bdi>
                            ) : (
                              <a href={`/desk/catalogue/authorities/${id}`} dir="auto">
                                {text}
                              </a>
                            )}{" "}
                            <span className="quiet">{t(`authority.relation.${relation}`)}</span>
                          </li>
                        ))}
                      </ul>
                    ),
                  },
                ]
              : []),
            ...(one.notes.length > 0
              ? [{ term: t("authority.notes"), value: names(one.notes.map((text) => ({ text }))) }]
              : []),
          ]}
        />
        {one.parts.length > 0 && (
          <Section title={t("authority.parts")}>
            <ul className="plain">
              {one.parts.map((part) => (
                <li key={part.id} className="row">
                  <a href={`/desk/catalogue/authorities/${part.id}`} dir="auto">
                    {part.heading}
                  </a>
                  {one.mayJoin && part.merge && (
                    <Form label={t("authority.part-one", { name: part.heading })}>
                      <input type="hidden" name="merge" value={part.merge} />
                      <Button kind="quiet" name="do" value="part">
                        {t("authority.part")}
                      </Button>
                    </Form>
                  )}
                </li>
              ))}
            </ul>
          </Section>
        )}
        <Section
          title={t(one.about ? "authority.books-about" : "authority.books", { count: one.count })}
          more={{
            href: hrefOf({ q: quoted, ...(isName && { in: "name" }) }),
            label: t("authority.all-books"),
          }}
        >
          <FoundRows label={t("authority.books", { count: one.count })} items={one.books} level={3} />
        </Section>
        {one.mayJoin && one.mergedInto === null && (
          <FoldedForm title={t("authority.join")} problem={problem}>
            <Field
              name="keep"
              label={t("authority.join.into")}
              hint={t("authority.join.hint")}
              value={actionData?.values.keep}
              chars={20}
              problem={problem}
            />
            <Button>{t("authority.join")}</Button>
          </FoldedForm>
        )}
      </div>
    </ShellDesk>
  );
}
