/** The signed pass, server side. Browser code imports `device.ts` (phone) and `verify.ts` (scanner) by themselves. */
export { staticCode } from "./code.ts";
export { type DeviceJwk, issuePass, readDeviceKey } from "./issue.ts";
export {
  firstGeneration,
  type KeyRing,
  keyRing,
  rotated,
  signText,
} from "./keys.ts";
export { tokenId } from "./token.ts";
export {
  type CityPublicKey,
  checkPass,
  type Door,
  type SignedText,
  seenHere,
  signedByCity,
} from "./verify.ts";
