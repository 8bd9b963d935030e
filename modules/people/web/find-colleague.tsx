import { Field } from "#web/kit/field.tsx";
import { usePage } from "#web/text.tsx";

export interface FindColleagueProps {
  /** What was looked for. */
  q: string;
  /** There are colleagues who are not listed. */
  more: boolean;
}

/** Looks for colleagues by name where a list would be too long to choose from. Stands before the forms: finding empties them. */
export function FindColleague({ q, more }: FindColleagueProps) {
  const { text: t } = usePage();
  if (!more && q === "") return null;
  return (
    <details open={q !== ""}>
      <summary>{t("cover.find")}</summary>
      <search>
        <form method="get" className="row">
          <Field
            name="colleague"
            type="search"
            label={t("cover.colleague")}
            hint={t("cover.find.means")}
            value={q}
            chars={20}
            optional
          />
          <button className="button button-quiet" type="submit">
            {t("cover.find.do")}
          </button>
        </form>
      </search>
    </details>
  );
}
