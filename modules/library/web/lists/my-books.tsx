import { redirect } from "react-router";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Form } from "#web/kit/form.tsx";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
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
import { usePage, useWhom } from "#web/text.tsx";
import { keepBook, letBookGo, myBooks } from "../../catalogue/lists/contract.ts";
import { FoundRows } from "../rows.tsx";

export async function loader({ context, request }: LoadArgs) {
  const done = new URL(request.url).searchParams.get("done");
  return {
    ...(await pageOf(context).call(myBooks, {})),
    done: done === "kept" || done === "gone" ? done : null,
  };
}

export async function action({ context, request }: ActArgs) {
  const form = await request.formData();
  const keeps = form.get("do") === "keep";
  const input = { params: { id: said(form, "record") } };
  try {
    if (!keeps && form.get("do") !== "let-go") throw unknownAct(pageOf(context));
    await pageOf(context).call(keeps ? keepBook : letBookGo, input, keyOf(form));
  } catch (error) {
    return formProblem(error, form);
  }
  return redirect(`/my/books?done=${keeps ? "kept" : "gone"}`);
}

// texts: my-books.done.*
/** 我的收藏: what somebody keeps for themself, to look up again, to cite, to take along. */
export default function MyBooks({
  loaderData: { items, gone, done },
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const { text: t } = usePage();
  const whom = useWhom();
  return (
    <ShellPortal title={t("my-books.title", whom)} section="my">
      <div className="stack">
        <Trail label={t("front.my.title")} items={[{ href: "/my", label: t("front.my.title") }]} />
        <h1>{t("my-books.title", whom)}</h1>
        <p className="quiet">{t("my-books.private", whom)}</p>
        {done && !actionData && <Notice kind="done" live title={t(`my-books.done.${done}`)} />}
        {actionData && <Form problem={actionData.problem}>{null}</Form>}
        {items.length + gone.length === 0 ? (
          <Empty title={t("my-books.none")}>
            <a href="/catalogue">{t("my-books.none.do")}</a>
          </Empty>
        ) : items.length === 0 ? null : (
          <>
            <p className="row">
              <ButtonLink kind="quiet" icon="download" href="/api/my/books.ris" download>
                RIS
              </ButtonLink>
              <ButtonLink kind="quiet" icon="download" href="/api/my/books.bib" download>
                BibTeX
              </ButtonLink>
            </p>
            <FoundRows
              label={t("my-books.title", whom)}
              items={items}
              after={(book) => <LetGo {...book} />}
            />
          </>
        )}
        {gone.length > 0 && (
          <Section title={t("my-books.gone")} note={t("my-books.gone.note")}>
            <ul className="plain found">
              {gone.map((book) => (
                <li key={book.id} className="found-row">
                  <h3 className="found-title quiet" dir="auto">
                    {book.title || t("library.untitled")}
                  </h3>
                  <LetGo {...book} />
                </li>
              ))}
            </ul>
          </Section>
        )}
      </div>
    </ShellPortal>
  );
}

function LetGo({ id, title }: { id: string; title: string }) {
  const { text: t } = usePage();
  return (
    <Form action="/my/books" label={t("my-books.let-go-of", { title })}>
      <input type="hidden" name="record" value={id} />
      <Button kind="quiet" name="do" value="let-go">
        {t("my-books.let-go")}
      </Button>
    </Form>
  );
}
