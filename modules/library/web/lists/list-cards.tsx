import { usePage } from "#web/text.tsx";
import type { ListRowView } from "../../catalogue/lists/contract.ts";
import { ListCover } from "./list-cover.tsx";
import { whenText } from "./list-words.ts";

/** Reading lists beside one another: what each is seen by, its name, for whom, whose and while when. */
export function ListCards({
  label,
  items,
  level = 2,
}: {
  label: string;
  items: readonly ListRowView[];
  /** Of the headings. */
  level?: 2 | 3;
}) {
  const { text: t } = usePage();
  const Heading = `h${level}` as const;
  return (
    <ul className="plain list-cards" aria-label={label}>
      {items.map((list) => (
        <li key={list.id} className="list-card">
          <ListCover list={list} sizes="(min-width: 60rem) 22rem, (min-width: 40rem) 50vw, 100vw" />
          <Heading className="found-title">
            <a className="leads" href={`/lists/${list.id}`} lang={list.lang} dir="auto">
              {list.title}
            </a>
          </Heading>
          {list.audience && (
            <p lang={list.lang} dir="auto">
              {list.audience}
            </p>
          )}
          <p className="small quiet">
            <bdi>{list.organisation.name}</bdi> · {t("reading-list.books", { count: list.books })}
            {whenText(t, list) && ` · ${whenText(t, list)}`}
          </p>
        </li>
      ))}
    </ul>
  );
}
