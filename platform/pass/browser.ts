/** The pass in a browser: the phone that shows it, and the scanner that checks it. */

export { parseCode } from "./code.ts";
export { type DeviceKey, deviceKey, msToNextStep } from "./device.ts";
export {
  type CityPublicKey,
  checkPass,
  type Seen,
  type SignedText,
  seenHere,
  signedByCity,
} from "./verify.ts";
