/** Profiles that most files need; a library adds its own. */
import type { Profile } from "./profile.ts";

const nothing = {
  flavour: null,
  charset: null,
  agency: null,
  same: "replace",
  items: null,
  places: {},
  statuses: {},
  place: null,
} as const;

const layout = {
  hasRanges: false,
  callNumber: [] as string[],
  between: "/",
  place: null,
  shelf: null,
  volume: null,
  price: null,
  status: null,
  acquired: null,
  source: null,
};

/** Layouts of fields with items as systems write them; the fact sheet on libraries names them, each library's own may differ. */
export const usualProfiles: Profile[] = [
  { ...nothing, name: "records" },
  {
    ...nothing,
    name: "cnmarc-905",
    flavour: "unimarc",
    items: {
      ...layout,
      tags: ["905"],
      barcode: "b",
      hasRanges: true,
      callNumber: ["d", "e"],
      place: "a",
      volume: "v",
      acquired: "c",
    },
  },
  {
    ...nothing,
    name: "marc21-852",
    flavour: "marc21",
    items: {
      ...layout,
      tags: ["852"],
      barcode: "p",
      callNumber: ["h", "i"],
      between: " ",
      place: "b",
      shelf: "c",
      volume: "3",
      price: "9",
    },
  },
  {
    ...nothing,
    name: "koha-952",
    items: {
      ...layout,
      tags: ["952"],
      barcode: "p",
      callNumber: ["o"],
      place: "b",
      shelf: "c",
      volume: "h",
      price: "g",
      acquired: "d",
      source: "e",
    },
  },
  {
    ...nothing,
    name: "sirsi-949",
    flavour: "marc21",
    items: {
      ...layout,
      tags: ["949", "999"],
      barcode: "i",
      callNumber: ["a"],
      place: "m",
      shelf: "l",
      status: "k",
      price: "p",
      acquired: "u",
    },
  },
];
