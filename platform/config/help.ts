/** The settings as a table: for `--help` and the operator's guide. */
import { type Setting, settingList } from "./settings.ts";

/** Markdown, one line a setting: name, what it takes, what holds without it, what it does. */
export function settingsHelp(): string {
  const lines = settingList.map((setting) => [
    `\`${setting.name}\``,
    takes(setting),
    without(setting),
    setting.description,
  ]);
  return [["setting", "takes", "without it", "what it does"], ["---", "---", "---", "---"], ...lines]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}

function takes({ takes: words, secret }: Setting): string {
  return secret ? `${words}; secret` : words;
}

function without({ default: value }: Setting): string {
  return value === undefined ? "" : `\`${value}\``;
}
