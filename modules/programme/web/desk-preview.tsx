import { askedItem } from "#web/address.ts";
import { Notice } from "#web/kit/notice.tsx";
import { Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { previewEvent } from "../desk/contract.ts";
import { chosenSession } from "./chosen-session.ts";
import { ClaimPanel } from "./claim-panel.tsx";
import { EventArticle } from "./event-article.tsx";

export async function loader({ context, params, request }: LoadArgs) {
  const event = await pageOf(context).call(previewEvent, { params: { id: params.id ?? "" } });
  return {
    event,
    chosen: chosenSession(
      event,
      askedItem({ context, request }, "session", event.sessions, ({ id }) => id),
    ),
  };
}

/** The event as the public will see it, for those who write and check it. */
export default function DeskPreview({ loaderData: { event, chosen } }: PageProps<typeof loader>) {
  const { text: t } = usePage();
  return (
    <ShellDesk title={event.title} section="events" organisation={event.organiser.name}>
      <div className="stack">
        <Trail
          label={t("desk.trail")}
          items={[
            { href: "/desk/events", label: t("desk.events.title") },
            { href: `/desk/events/${event.id}`, label: event.title },
          ]}
        />
        <Notice title={t("desk.preview")} />
        <EventArticle
          event={event}
          chosenId={chosen?.id ?? null}
          href={`/desk/events/${event.id}/preview`}
          headless
        >
          {chosen && (
            <ClaimPanel
              event={event}
              session={chosen}
              own={null}
              line={null}
              draw={null}
              meanwhile={[]}
              done={null}
              problem={undefined}
              tried={undefined}
              size={undefined}
            />
          )}
        </EventArticle>
      </div>
    </ShellDesk>
  );
}
