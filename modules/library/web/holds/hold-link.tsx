import { ButtonLink } from "#web/kit/button.tsx";
import { dealsForPerson } from "#web/page.ts";
import { usePage } from "#web/text.tsx";

/** The way to wait for a title, where there is anything to wait for; whoever is not signed in is led there first. */
export function HoldLink({ record, copies }: { record: string; copies: number }) {
  const { text: t, actor } = usePage();
  if (copies === 0) return null;
  const href = `/catalogue/${record}/hold`;
  if (dealsForPerson(actor))
    return (
      <p>
        <ButtonLink href={href}>{t("book-hold.link")}</ButtonLink>
      </p>
    );
  return actor.kind === "anonymous" ? (
    <p>
      <ButtonLink href={`/sign-in?back=${encodeURIComponent(href)}`}>{t("book-hold.sign-in")}</ButtonLink>
    </p>
  ) : null;
}
