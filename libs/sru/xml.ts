/** XML as a small tree, in bounded depth and number; elements go by their local names. */
import { SaxesParser, type SaxesTagPlain } from "saxes";

export interface Element {
  name: string;
  attributes: Record<string, string>;
  /** Its own, without that of its children. */
  text: string;
  children: Element[];
  /** What stands inside, as it stands there; of those alone that are kept whole. */
  source: string;
}

const most = { depth: 100, elements: 100_000 };

/** Why a text is no answer. */
export interface Fault {
  fault: string;
}

/** The root. Of elements named `whole` no tree is made: they keep their source, with the namespaces that hold there. */
export function readXml(text: string, whole = ""): Element | Fault {
  try {
    return new Tree(text, whole).root();
  } catch (error) {
    if (error instanceof Malformed) return { fault: error.message };
    throw error;
  }
}

/** The parser would go on, and tell of every character. */
class Malformed extends Error {}

class Tree {
  readonly #text: string;
  readonly #whole: string;
  readonly #parser = new SaxesParser();
  readonly #top: Element = { name: "", attributes: {}, text: "", children: [], source: "" };
  /** Those that are open; of what stands in one that is kept whole only how deep it is. */
  readonly #open: Element[] = [this.#top];
  readonly #namespaces: Record<string, string>[] = [{}];
  #count = 0;
  /** How deep we are in one that is kept whole: 1 is the element itself. */
  #inside = 0;
  #from = 0;
  /** Where its first element can take what holds there and stands further out. */
  #outer: { at: number; declarations: [string, string][] } | null = null;

  constructor(text: string, whole: string) {
    this.#text = text;
    this.#whole = whole;
  }

  root(): Element {
    const parser = this.#parser;
    parser.on("error", ({ message }) => {
      throw new Malformed(message.slice(0, 200));
    });
    parser.on("opentag", (tag) => this.#begin(tag));
    parser.on("closetag", (tag) => this.#finish(tag));
    parser.on("text", (text) => this.#add(text));
    parser.on("cdata", (text) => this.#add(text));
    parser.write(this.#text).close();
    const [root] = this.#top.children;
    if (!root) throw new Malformed("no element");
    return root;
  }

  #begin({ name, attributes, isSelfClosing }: SaxesTagPlain): void {
    if (this.#inside > 0) {
      this.#inside += 1;
      if (this.#inside > most.depth) throw new Malformed(`more than ${most.depth} elements in one another`);
      if (this.#inside === 2) this.#outer ??= this.#declaredOutside(name, attributes);
      return;
    }
    this.#count += 1;
    if (this.#count > most.elements) throw new Malformed(`more than ${most.elements} elements`);
    if (this.#open.length > most.depth)
      throw new Malformed(`more than ${most.depth} elements in one another`);
    const element: Element = { name: localName(name), attributes, text: "", children: [], source: "" };
    this.#open.at(-1)?.children.push(element);
    this.#open.push(element);
    this.#namespaces.push({ ...this.#namespaces.at(-1), ...declared(attributes) });
    if (element.name !== this.#whole || isSelfClosing) return;
    this.#inside = 1;
    this.#from = this.#parser.position;
    this.#outer = null;
  }

  #finish({ isSelfClosing }: SaxesTagPlain): void {
    if (this.#inside > 1) {
      this.#inside -= 1;
      return;
    }
    const element = this.#open.pop();
    this.#namespaces.pop();
    if (this.#inside === 0 || !element || isSelfClosing) return;
    this.#inside = 0;
    const { at, declarations } = this.#outer ?? { at: this.#from, declarations: [] };
    const end = this.#text.lastIndexOf("<", this.#parser.position - 1);
    const source = this.#text.slice(this.#from, end);
    const used = declarations.filter(([key]) => key === "xmlns" || source.includes(`${key.slice(6)}:`));
    const added = used.map(([key, uri]) => ` ${key}="${escaped(uri)}"`).join("");
    element.source = source.slice(0, at - this.#from) + added + source.slice(at - this.#from);
  }

  #add(text: string): void {
    const element = this.#open.at(-1);
    if (element && this.#inside < 2) element.text += text;
  }

  #declaredOutside(name: string, attributes: Record<string, string>) {
    const at = this.#text.lastIndexOf("<", this.#parser.position - 1) + 1 + name.length;
    const own = declared(attributes);
    const all = Object.entries(this.#namespaces.at(-1) ?? {});
    return { at, declarations: all.filter(([key]) => !Object.hasOwn(own, key)) };
  }
}

const localName = (name: string) => name.slice(name.indexOf(":") + 1);
const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

function declared(attributes: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).filter(([key]) => /^xmlns(:|$)/.test(key)));
}

export function childOf(element: Element | undefined, name: string): Element | undefined {
  return element?.children.find((one) => one.name === name);
}

export function childrenOf(element: Element | undefined, name: string): Element[] {
  return element?.children.filter((one) => one.name === name) ?? [];
}

/** Without the blanks around it; empty where there is none. */
export function textOf(element: Element | undefined, name: string): string {
  return childOf(element, name)?.text.trim() ?? "";
}

/** A whole number, or null. */
export function numberOf(element: Element | undefined, name: string): number | null {
  const text = textOf(element, name);
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}
