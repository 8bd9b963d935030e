import { redirect } from "react-router";
import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Field, Tick } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
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
import { NextSteps, PublishingHistory, Way } from "#web/publishing.tsx";
import { problemOfReason, ReasonField, reasonFrom } from "#web/reason-field.tsx";
import { stepFrom } from "#web/step-form.ts";
import { usePage } from "#web/text.tsx";
import { fileIn } from "../../../../places/web/door.ts";
import {
  type DeskList,
  deskList,
  editList,
  putListCover,
  stepList,
} from "../../../catalogue/lists/contract.ts";
import { type HitView, searchCatalogue } from "../../../catalogue/searching/contract.ts";
import { ListCover } from "../../lists/list-cover.tsx";
import { publishedLine } from "../../words.ts";
import { ListFields } from "./list-fields.tsx";
import { listFrom, listValues } from "./list-form.ts";

export async function loader({ context, params, request }: LoadArgs) {
  const { call } = pageOf(context);
  const search = new URL(request.url).searchParams;
  const find = search.get("find")?.trim().slice(0, 100) ?? "";
  const list = await call(deskList, { params: { id: params.id ?? "" } });
  const hits = find ? (await call(searchCatalogue, { query: { q: find, limit: 10 } })).items : [];
  return { list, done: search.get("done"), find, hits };
}

export async function action({ context, params, request }: ActArgs) {
  const { call, city } = pageOf(context);
  const form = await request.formData();
  const of = { params: { id: params.id ?? "" } };
  try {
    if (form.has("step")) {
      const body = stepFrom(form, city.zone);
      await call(stepList, { ...of, body }, keyOf(form));
      return redirect(`/desk/lists/${params.id}?done=${body.step}`);
    }
    const version = Number(form.get("version"));
    const what = form.get("do");
    if (what === "cover" || what === "uncover") {
      const file = await fileIn(form, "cover.file");
      const words = { alt: said(form, "cover.alt"), ...(file && { file }) };
      const why = reasonFrom(form, "cover");
      const body = { version, cover: what === "cover" ? words : null, ...(why && { reason: why }) };
      await call(putListCover, { ...of, body }, keyOf(form));
      return redirect(`/desk/lists/${params.id}?done=edit#cover`);
    }
    if (what !== null && what !== "edit") throw unknownAct(pageOf(context));
    const { text } = await call(deskList, of);
    const added = form.get("add");
    const reason = reasonFrom(form, added ? "add" : "edit");
    const list = added
      ? {
          ...text,
          entries: [...text.entries, { record: String(added), words: said(form, "words") }],
        }
      : listFrom(form, text);
    const body = { version, list, ...(reason && { reason }) };
    await call(editList, { ...of, body }, keyOf(form));
    return redirect(`/desk/lists/${params.id}?done=edit${added ? "#books" : ""}`);
  } catch (error) {
    return formProblem(error, form);
  }
}

// texts: desk.done.* reading-list.missing.*
/** A reading list at the desk: where it stands, what to do now, its words and books, who did what. */
export default function DeskListPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { list, done, find, hits } = loaderData;
  const { text: t } = usePage();
  const tried = { problem: actionData?.problem, values: actionData?.values ?? {} };
  const adding = tried.values.add !== undefined;
  const editing = tried.values.do === "edit";
  const covering = tried.values.do === "cover" || tried.values.do === "uncover";
  const mayEdit = list.can.includes("edit");
  return (
    <ShellDesk
      title={list.text.title}
      section="library"
      organisation={list.organiser.name}
      actions={
        list.state === "published" && (
          <ButtonLink kind="quiet" href={`/lists/${list.id}`}>
            {t("desk-lists.public-page")}
          </ButtonLink>
        )
      }
    >
      <div className="stack-wide">
        <Trail
          label={t("reading-lists.title")}
          items={[{ href: "/desk/lists", label: t("reading-lists.title") }]}
        />
        {done && !tried.problem && <Notice kind="done" live title={t(`desk.done.${done}`)} />}
        <Way thing={list} />
        {list.missing.length > 0 && (
          <Notice kind="attention" title={t("desk-lists.missing")}>
            {t.formats.listText(list.missing.map((field) => t(`reading-list.missing.${field}`)))}
          </Notice>
        )}
        <NextSteps
          thing={list}
          ready={list.missing.length === 0}
          tried={tried}
          withdrawHint={t("publishing.reason.kept")}
        />
        {mayEdit ? (
          <>
            <Find list={list} find={find} hits={hits} problem={adding ? tried.problem : undefined} />
            <CoverForm list={list} tried={covering ? tried : { problem: undefined, values: {} }} />
            <Words list={list} tried={editing ? tried : { problem: undefined, values: null }} />
          </>
        ) : (
          <Books list={list} />
        )}
        <PublishingHistory thing={list} />
      </div>
    </ShellDesk>
  );
}

/** Looks for a book and puts it at the end of the list. */
function Find({
  list,
  find,
  hits,
  problem,
}: {
  list: DeskList;
  find: string;
  hits: readonly HitView[];
  problem: Problem | undefined;
}) {
  const { text: t } = usePage();
  const known = new Set(list.text.entries.map(({ record }) => record));
  const isPublic = list.state === "published";
  return (
    <Section title={t("desk-lists.add")} id="books">
      <div className="stack">
        <Form method="get" action={`/desk/lists/${list.id}#books`} label={t("desk-lists.find")}>
          <Field name="find" type="search" label={t("library.words")} value={find} />
          <Button kind="quiet" icon="search">
            {t("library.find")}
          </Button>
        </Form>
        {find && hits.length === 0 && <p>{t("library.nothing")}</p>}
        {hits.map((hit) => (
          <Form key={hit.id} label={t("desk-lists.add-this", { title: hit.title })} problem={problem}>
            <p>
              <a href={`/catalogue/${hit.id}`} dir="auto">
                {hit.title}
              </a>{" "}
              <span className="quiet">{publishedLine(hit)}</span>
            </p>
            {known.has(hit.id) ? (
              <p className="quiet">{t("desk-lists.known")}</p>
            ) : (
              <>
                <input type="hidden" name="version" value={list.version} />
                <Field name="words" label={t("desk-lists.words")} optional />
                {isPublic && (
                  <ReasonField of="add" hint={t("publishing.reason.kept")} value="" problem={problem} />
                )}
                <Button kind="quiet" name="add" value={hit.id}>
                  {t("desk-lists.put")}
                </Button>
              </>
            )}
          </Form>
        ))}
      </div>
    </Section>
  );
}

/** The picture the list is seen by, and what is to be seen on it; without one it is composed of its books' covers. */
function CoverForm({
  list: { text, cover, books, version, state },
  tried: { problem, values },
}: {
  list: DeskList;
  tried: { problem: Problem | undefined; values: Record<string, string> };
}) {
  const { text: t } = usePage();
  const titles = books.flatMap(({ record, title }) => (record === null ? [] : title));
  const faults = problemOfReason(problem, "cover");
  return (
    <Section title={t("desk-lists.cover")} id="cover">
      <div className="stack">
        <div className="list-cover-now">
          <ListCover list={{ title: text.title, titles, cover }} sizes="20rem" />
        </div>
        <p className="quiet">{t(cover ? "desk-lists.cover.own" : "desk-lists.cover.composed")}</p>
        <Form problem={faults} label={t("desk-lists.cover")} files>
          <input type="hidden" name="version" value={version} />
          <Field
            name="cover.file"
            type="file"
            accept="image/jpeg,image/png,image/webp,image/avif"
            label={t(cover ? "desk-lists.cover.other-file" : "desk-lists.cover.file")}
            hint={t("desk-lists.cover.file.hint")}
            problem={faults}
            optional={cover ? true : undefined}
          />
          <Field
            name="cover.alt"
            label={t("desk-lists.cover.alt")}
            hint={t("desk-lists.cover.alt.hint")}
            value={values["cover.alt"] ?? cover?.alt}
            problem={faults}
          />
          {state === "published" && (
            <ReasonField
              of="cover"
              hint={t("publishing.reason.kept")}
              value={values["reason.cover"]}
              problem={faults}
            />
          )}
          <p className="actions">
            <Button name="do" value="cover">
              {t("desk-lists.cover.save")}
            </Button>
            {cover && (
              <Button kind="refuse" name="do" value="uncover">
                {t("desk-lists.cover.take-away")}
              </Button>
            )}
          </p>
        </Form>
      </div>
    </Section>
  );
}

function Words({
  list,
  tried,
}: {
  list: DeskList;
  tried: { problem: Problem | undefined; values: Record<string, string> | null };
}) {
  const { text: t } = usePage();
  const problem = problemOfReason(tried.problem, "edit");
  const values = tried.values ?? listValues(list.text);
  const standing = list.books.filter(({ record }) => record !== null);
  return (
    <Section title={t("desk-lists.text")}>
      <Form label={t("desk-lists.text")} problem={problem}>
        <input type="hidden" name="do" value="edit" />
        <input type="hidden" name="version" value={list.version} />
        <ListFields values={values} problem={problem} />
        <Gone list={list} />
        {standing.map((book, n) => (
          <fieldset key={book.record} className="listed-entry">
            <legend>
              <a href={`/catalogue/${book.record}`} dir="auto">
                {book.title}
              </a>{" "}
              <span className="quiet small">{book.line}</span>
            </legend>
            <input type="hidden" name={`entry.${n}.record`} value={book.record ?? ""} />
            <Field
              name={`entry.${n}.at`}
              type="number"
              min={1}
              max={200}
              chars={4}
              label={t("desk-lists.at")}
              value={values[`entry.${n}.at`] ?? n + 1}
            />
            <Field
              name={`entry.${n}.words`}
              label={t("desk-lists.words")}
              value={values[`entry.${n}.words`] ?? book.words}
              optional
            />
            <Tick name={`entry.${n}.off`} label={t("desk-lists.off")} />
          </fieldset>
        ))}
        {list.state === "published" && (
          <ReasonField
            of="edit"
            hint={t("publishing.reason.kept")}
            value={values["reason.edit"]}
            problem={problem}
          />
        )}
        <Button>{t("desk-lists.save")}</Button>
      </Form>
    </Section>
  );
}

/** Books that have left the catalogue: saving takes them off. */
function Gone({ list }: { list: DeskList }) {
  const { text: t } = usePage();
  const gone = list.books.filter(({ record }) => record === null);
  if (gone.length === 0) return null;
  return (
    <Notice kind="attention" title={t("desk-lists.gone", { count: gone.length })}>
      {t.formats.listText(gone.map(({ title }) => title))}
    </Notice>
  );
}

function Books({ list }: { list: DeskList }) {
  const { text: t } = usePage();
  return (
    <Section title={t("desk-lists.text")}>
      <div className="stack">
        <p>{list.text.about}</p>
        <Gone list={list} />
        <ol>
          {list.books
            .filter(({ record }) => record !== null)
            .map((book) => (
              <li key={book.record}>
                <a href={`/catalogue/${book.record}`} dir="auto">
                  {book.title}
                </a>{" "}
                <span className="quiet">{book.line}</span> {book.words}
              </li>
            ))}
        </ol>
      </div>
    </Section>
  );
}
