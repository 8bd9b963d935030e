/** The pass in a browser: the phone that shows it and the scanner that checks it. */
export { type DeviceKey, deviceKey, type KeyPlace, keysInBrowser, msToNextStep } from "./device.ts";
