import { Button, ButtonLink } from "#web/kit/button.tsx";
import { Form } from "#web/kit/form.tsx";
import { dealsForPerson } from "#web/page.ts";
import { usePage } from "#web/text.tsx";

/** A way to keep an edition in one's own list; whoever is not signed in is led there first. */
export function KeepBook({ record }: { record: string }) {
  const { text: t, actor } = usePage();
  if (!dealsForPerson(actor))
    return actor.kind === "anonymous" ? (
      <p>
        <ButtonLink kind="quiet" href={`/sign-in?back=${encodeURIComponent(`/catalogue/${record}`)}`}>
          {t("my-books.sign-in")}
        </ButtonLink>
      </p>
    ) : null;
  return (
    <Form action="/my/books" label={t("my-books.keep")}>
      <input type="hidden" name="record" value={record} />
      <p>
        <Button kind="quiet" name="do" value="keep">
          {t("my-books.keep")}
        </Button>
      </p>
    </Form>
  );
}
