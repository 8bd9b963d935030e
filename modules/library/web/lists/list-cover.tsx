import { BookCover, Cover } from "#web/kit/cover.tsx";
import { Photograph } from "#web/kit/photograph.tsx";
import type { ListRowView } from "../../catalogue/lists/contract.ts";

/** So many stand beside one another and can be read. */
const mostBooks = 3;

/** What a reading list is seen by: its own picture, or the covers of its first books before a pattern of its name. */
export function ListCover({
  list: { title, titles, cover },
  sizes,
}: {
  list: Pick<ListRowView, "title" | "titles" | "cover">;
  /** How wide it stands on the page, for the browser's choice. */
  sizes: string;
}) {
  if (cover)
    return (
      // Its words are those of who wrote the list.
      <div lang="zh-CN">
        <Photograph image={cover.image} alt={cover.alt} sizes={sizes} cut />
      </div>
    );
  return (
    <div className="list-cover">
      <Cover name={title} />
      <div className="list-cover-books">
        {titles.slice(0, mostBooks).map((book) => (
          <BookCover key={book} title={book} />
        ))}
      </div>
    </div>
  );
}
