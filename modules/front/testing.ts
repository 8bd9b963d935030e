/** Input for the generated access test. */
export const samples = {
  "front.city-map": async () => ({ query: {} }),
  "front.desk-today": async () => ({}),
  "front.my-next": async () => ({}),
  "front.wall": async () => ({}),
};
