/** Input of languages and groups for the generated access test. */
interface Input {
  params?: object;
  query?: object;
  body?: object;
}

export const preferenceSamples: Record<string, () => Promise<Input>> = {
  "people.preferences": async () => ({}),
  "people.change-preferences": async () => ({
    body: { languages: ["ug", "zh"], audiences: ["older-people"], consent: true },
  }),
  "people.audiences": async () => ({}),
  "people.put-audience": async () => ({
    params: { code: "night-workers" },
    body: { name: "夜班职工", names: { en: "Night workers" }, sort: 65, retired: false },
  }),
};
