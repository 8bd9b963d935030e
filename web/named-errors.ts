/**
 * Puts the name of the field before what is wrong with it in the summary of errors; what concerns no field of the page is no link. The
 * summary stands above its fields and is drawn before them, so this is done on the page as it is sent.
 */

/** On the link of the summary; the text that asks carries `data-asks` with the same id. */
const link = /<a href="#([^"]+)" data-asked="">(.*?)<\/a>/gs;

/** The page with every link of a summary beginning with its field's name, written by `said`. */
export function nameErrors(html: string, said: (label: string) => string): string {
  if (!html.includes(' data-asked=""')) return html;
  const labels = new Map(
    [...html.matchAll(/ data-asks="([^"]+)"[^>]*>([^<]+)/g)].map(([, id, label]) => [id, label]),
  );
  return html.replace(link, (whole, id: string, message: string) => {
    const label = labels.get(id);
    if (label) return whole.replace(">", () => `>${said(label)}`);
    return html.includes(` id="${id}"`) ? whole : message;
  });
}
