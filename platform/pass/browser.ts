/** The pass in a browser: the phone that shows it, and the scanner that checks it. */

export { type DeviceKey, deviceKey, msToNextStep } from "./device.ts";
export { type CityPublicKey, checkPass, type SignedText, signedByCity } from "./verify.ts";
