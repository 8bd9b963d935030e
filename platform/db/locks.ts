/**
 * Advisory locks by name: who takes one waits for whoever has it. With a second number, or as the seed of a hash, each thing of its kind has
 * a lock of its own. Phone numbers and the partitions of insight are locked by hashes of their own.
 */
export const locks = {
  migrations: 7061,
  auditSeal: 7062,
  /** Of the server of tests: one process makes the filled city for all. */
  filledTemplate: 7063,
  imageHash: 7064,
  coverageStandard: 7065,
  cityFilling: 7066,
  /** Who books where what else they hold is counted. */
  claimant: 7067,
  /** Of the server of tests: one process makes the template. */
  testTemplate: 7068,
  givingBack: 7071,
  /** Who wishes of a house, where titles and months are counted. */
  wishes: 7081,
  /** Orders of a house are numbered one after the other. */
  orderNumbers: 7082,
  /** Items of a house get the next barcodes. */
  itemBarcodes: 7083,
} as const;
