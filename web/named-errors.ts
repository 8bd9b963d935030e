/**
 * Puts the name of the field before what is wrong with it in the summary of errors. The summary stands above its fields and is drawn
 * before them, so this is done on the page as it is sent.
 */

/** On the link of the summary; the text that asks carries `data-asks` with the same id. */
const link = /(<a href="#([^"]+)" data-asked="">)/g;

/** The page with every link of a summary beginning with its field's name, written by `said`. */
export function nameErrors(html: string, said: (label: string) => string): string {
  if (!html.includes(' data-asked=""')) return html;
  const labels = new Map(
    [...html.matchAll(/ data-asks="([^"]+)"[^>]*>([^<]+)/g)].map(([, id, label]) => [id, label]),
  );
  return html.replace(link, (opening, _, id: string) => {
    const label = labels.get(id);
    return label ? `${opening}${said(label)}` : opening;
  });
}
