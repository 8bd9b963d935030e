/** An iCalendar file as components of properties, each with the line it began on. Properties are parsed by ical.js. */
import ICAL from "ical.js";

export interface ReadProperty {
  name: string;
  params: Record<string, string>;
  /** As it stands in the file. */
  raw: string;
  /** As ical.js understands it: text unescaped, several values joined by a comma. */
  text: string;
  line: number;
}

export interface Component {
  name: string;
  line: number;
  properties: ReadProperty[];
  components: Component[];
}

export interface CalendarFault {
  line: number;
  /** Its sentence is the message `invalid.<id>`. */
  id: string;
  data?: Record<string, string | number>;
}

/** Components within one another. Calendars need three. */
const mostNested = 8;

/** The components of a file, and each line that is none. What is not closed at the end is told and counts as closed. */
export function componentsOf(file: string): { components: Component[]; faults: CalendarFault[] } {
  const root: Component = { name: "", line: 1, properties: [], components: [] };
  const open = [root];
  const faults: CalendarFault[] = [];
  for (const { text, line } of contentLines(file)) {
    const inside = open.at(-1) ?? root;
    const [, edge, name] = /^(BEGIN|END):\s*([A-Z0-9-]+)\s*$/i.exec(text) ?? [];
    if (!edge || !name) {
      const property = propertyOf(text, line);
      if (property) inside.properties.push(property);
      else faults.push({ line, id: "ics.line", data: { text: text.slice(0, 60) } });
    } else if (edge.toUpperCase() === "BEGIN") {
      if (open.length > mostNested) {
        faults.push({ line, id: "ics.too-deep" });
        break;
      }
      const made = { name: name.toUpperCase(), line, properties: [], components: [] };
      inside.components.push(made);
      open.push(made);
    } else {
      if (open.length > 1 && inside.name === name.toUpperCase()) open.pop();
      else faults.push({ line, id: "ics.end", data: { name } });
    }
  }
  for (const { name, line } of open.slice(1)) faults.push({ line, id: "ics.not-ended", data: { name } });
  return { components: root.components, faults };
}

/** Unfolded lines with the number of the first of each; any line ends, blank lines passed over. */
function contentLines(file: string): { text: string; line: number }[] {
  const made: { text: string; line: number }[] = [];
  for (const [at, text] of file
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\r|\n/)
    .entries()) {
    const last = made.at(-1);
    if (/^[ \t]/.test(text) && last) last.text += text.slice(1);
    else if (text.trim() !== "") made.push({ text, line: at + 1 });
  }
  return made;
}

function propertyOf(text: string, line: number): ReadProperty | null {
  const name = /^[A-Z0-9-]+(?=[:;])/i.exec(text)?.[0].toUpperCase();
  if (!name) return null;
  // ical.js reads a rule less strictly than we do; ours takes it as it stands.
  const asText = /^(RRULE|EXRULE)$/.test(name) ? text.replace(/^[^:;]+/, "X-TEXT") : text;
  try {
    const [, params, , ...values] = ICAL.parse.property(asText) as [string, Record<string, string>, string];
    return { name, params, raw: rawValue(text), text: values.map(String).join(","), line };
  } catch {
    return null;
  }
}

/** What stands after the first colon outside quotes. */
function rawValue(text: string): string {
  return /^(?:[^":]|"[^"]*")*:(.*)$/s.exec(text)?.[1] ?? "";
}

/** The first property of that name. */
export function property({ properties }: Component, name: string): ReadProperty | undefined {
  return properties.find((one) => one.name === name);
}
