/** The page of the verifier: everything happens in it, nothing is fetched or sent. */
import { readEntryNumber, verify } from "#libs/draw";
import { type Line, stateWords, tell } from "./words.ts";

function byId<T extends HTMLElement>(id: string, kind: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`no ${id}`);
  return found;
}

const form = byId("form", HTMLFormElement);
const file = byId("file", HTMLInputElement);
const kept = byId("kept", HTMLInputElement);
const number = byId("number", HTMLInputElement);
const hash = byId("hash", HTMLInputElement);
const value = byId("value", HTMLInputElement);
const answer = byId("answer", HTMLElement);

form.addEventListener("submit", (event) => {
  event.preventDefault();
  void answerForm();
});

// A file may be let go anywhere on the page; without this the browser would show it instead.
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  if (!event.dataTransfer?.files.length) return;
  file.files = event.dataTransfer.files;
  void answerForm();
});

async function answerForm(): Promise<void> {
  const [chosen] = file.files ?? [];
  if (!chosen)
    return refuse(file, { zh: "请先选择公布的抽签文件。", en: "Choose the published file first." });
  const own = number.value.trim() === "" ? null : readEntryNumber(number.value);
  if (own === null && number.value.trim() !== "") {
    return refuse(number, {
      zh: "抽签号由 8 个字母或数字组成，例如 7KQ2-M9XD。",
      en: "An entry number is eight letters or digits, such as 7KQ2-M9XD.",
    });
  }
  answer.replaceChildren(...paragraphs({ zh: "正在重新抽签并比对……", en: "Drawing again and comparing …" }));
  // A hundred thousand entries take seconds: the line above is to be seen first.
  await new Promise((painted) => setTimeout(painted, 50));
  const [before] = kept.files ?? [];
  const report = verify(await chosen.text(), {
    hash: hash.value.trim(),
    value: value.value.trim(),
    kept: await before?.text(),
  });
  const { verdict, steps, own: ownLines } = tell(report, own);
  const title = heading("h2", verdict.line, verdict.is);
  answer.replaceChildren(
    title,
    ...(report.list ? [one("p", "about", report.list.title)] : []),
    ...(ownLines.length > 0
      ? [heading("h3", { zh: "您的抽签号", en: "Your entry" }), ...ownLines.flatMap(paragraphs)]
      : []),
    heading("h3", { zh: "逐步核验", en: "Step by step" }),
    list(
      steps.map(({ is, title, lines }) => {
        const { zh, en } = stateWords[is];
        return [
          heading("h4", { zh: `${title.zh}：${zh}`, en: `${title.en}: ${en}` }, is),
          ...lines.flatMap(paragraphs),
        ];
      }),
    ),
  );
  title.focus();
}

function refuse(field: HTMLInputElement, line: Line): void {
  const alert = one("div", "wrong", "");
  alert.setAttribute("role", "alert");
  alert.append(...paragraphs(line));
  answer.replaceChildren(alert);
  field.focus();
}

function one(tag: string, name: string, text: string): HTMLElement {
  const element = document.createElement(tag);
  element.className = name;
  element.textContent = text;
  return element;
}

function english(text: string): HTMLElement {
  const span = one("span", "en", text);
  span.lang = "en";
  return span;
}

function heading(tag: "h2" | "h3" | "h4", { zh, en }: Line, state = ""): HTMLElement {
  const element = one(tag, state, zh);
  element.append(english(en));
  element.tabIndex = -1;
  return element;
}

function paragraphs({ zh, en }: Line): HTMLElement[] {
  const below = one("p", "en", en);
  below.lang = "en";
  return [one("p", "zh", zh), below];
}

function list(items: HTMLElement[][]): HTMLElement {
  const element = document.createElement("ol");
  for (const parts of items) {
    const item = document.createElement("li");
    item.append(...parts);
    element.append(item);
  }
  return element;
}
