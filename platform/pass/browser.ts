/** The pass in a browser: the phone that shows it. */
export { type DeviceKey, deviceKey, msToNextStep } from "./device.ts";
