/** What the page is about in the words of schema.org, for search engines: data in the page, run by nobody. */
export function LinkedData({ data }: { data: object }) {
  // An end tag inside a title would end the data: every < is written as what JSON reads as one.
  const html = { __html: JSON.stringify(data).replaceAll("<", "\\u003c") };
  // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON with every < escaped
  return <script type="application/ld+json" dangerouslySetInnerHTML={html} />;
}
