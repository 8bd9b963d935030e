/** The signed pass, server side. Browser code imports `device.ts` (phone) and `verify.ts` (scanner) by themselves. */
export { staticCode, stepSeconds } from "./code.ts";
export { type DeviceJwk, issuePass, type PassOrder, readDeviceKey } from "./issue.ts";
export {
  firstGeneration,
  type KeyGeneration,
  type KeyRing,
  keyRing,
  rotated,
  type SigningKey,
} from "./keys.ts";
export { type Claims, tokenId } from "./token.ts";
export {
  type CityPublicKey,
  checkPass,
  type Door,
  type PassCheck,
  type PassRefusal,
  passRefusals,
  type Seen,
  seenHere,
} from "./verify.ts";
