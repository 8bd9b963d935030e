import { Notice } from "#web/kit/notice.tsx";
import { usePage } from "#web/text.tsx";

/** In the demo no phone rings: where the messages are shown instead. */
export function DemoMessages() {
  const { text: t, city } = usePage();
  if (!city.demo) return null;
  return (
    <Notice kind="quiet">
      {t("demo-messages.here")}{" "}
      <a href="/dev/messages" target="_blank" rel="noreferrer">
        {t("demo-messages.link")}
      </a>
    </Notice>
  );
}
