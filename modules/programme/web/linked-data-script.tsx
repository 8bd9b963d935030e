import { usePage } from "#web/text.tsx";
import type { EventView } from "../contract.ts";
import { linkedData } from "./linked-data.ts";

/** The event for search engines: data in the page, run by nobody. */
export function LinkedData({ event }: { event: EventView }) {
  const { city } = usePage();
  const text = JSON.stringify(linkedData(event, { url: "", zone: city.zone }));
  // An end tag inside a title would end the data: every < is written as what JSON reads as one.
  const html = { __html: text.replaceAll("<", "\\u003c") };
  // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON with every < escaped
  return <script type="application/ld+json" dangerouslySetInnerHTML={html} />;
}
