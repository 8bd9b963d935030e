/** Beginnings of the words that the editor needs in the browser. */
export const editorTexts = [
  "edit",
  "copying",
  "record",
  "catalogue.ways",
  "likeness",
  "library.flavour",
  "invalid.record",
  "invalid.library",
  "batch.field",
  "batch.record",
  "kit",
  "shell",
  "desk",
];
