import { Notice } from "#web/kit/notice.tsx";
import { usePage } from "#web/text.tsx";

/** A first password, shown this once to whoever hands it on. */
export function NewPassword({ login, password }: { login: string; password: string }) {
  const { text: t } = usePage();
  return (
    <Notice kind="done" live title={t("staff.password", { login })}>
      <p>
        <code className="figures">{password}</code>
      </p>
      <p>{t("staff.password.means")}</p>
    </Notice>
  );
}
