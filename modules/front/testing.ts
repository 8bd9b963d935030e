/** Input for the generated access test. */
export const samples = {
  "front.map": async () => ({ query: { lon: 84.89, lat: 45.59, minutes: 15 } }),
};
