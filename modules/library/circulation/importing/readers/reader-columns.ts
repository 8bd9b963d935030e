/** Columns of the table of readers, by the names other systems have for them. */
import { type Column, coded, type Landing, line, type Values } from "#platform/exchange";
import { numberColumn, readerCategory, yuan } from "../columns.ts";
import { whenColumn } from "../when.ts";

// texts: exchange.readers.* document.kind.*
const documentKinds = {
  "resident-id": "document.kind.resident-id",
  "hmt-residence": "document.kind.hmt-residence",
  "foreigner-residence": "document.kind.foreigner-residence",
  "hmt-travel": "document.kind.hmt-travel",
  passport: "document.kind.passport",
} as const;

/** Several numbers, divided by `、`. */
const numbers: Column<string[]> = {
  ...line({ most: 400, example: "", alsoCalled: ["usrname", "旧证号", "原证号", "旧读者证号"] }),
  read(cell) {
    const value = cell
      .normalize("NFKC")
      .split(/[、,;\s]+/)
      .filter(Boolean);
    return value.some((one) => one.length > 60)
      ? { fault: { id: "too-long", data: { limit: 60 } } }
      : { value: [...new Set(value)] };
  },
  write: (value) => value.join("、"),
};

export const readerColumns = {
  organisation: line({
    most: 400,
    example: "klmy.library",
    alsoCalled: ["libraryCode", "馆代码", "发证单位", "分馆代码"],
  }),
  number: numberColumn({
    example: "KL00012345",
    required: true,
    alsoCalled: [
      ...["cardnumber", "card barcode", "card.barcode", "patron barcode", "barcode", "readerBarcode"],
      ...["证条码号", "读者证号", "读者条码", "借书证号", "证号", "卡号"],
    ],
  }),
  name: line({ most: 100, example: "李梅", alsoCalled: ["读者姓名", "full name", "display name"] }),
  family_name: line({ most: 50, example: "", alsoCalled: ["surname", "last name", "姓"] }),
  given_name: line({ most: 50, example: "", alsoCalled: ["firstname", "first_given_name", "名"] }),
  mobile: line({
    most: 40,
    example: "13912345678",
    alsoCalled: ["手机", "手机号", "移动电话", "tel", "day_phone", "phone", "联系电话", "电话"],
  }),
  document_kind: coded(documentKinds, {
    example: "居民身份证",
    alsoCalled: ["证件类型", "证件种类", "ident_type"],
  }),
  document_number: line({
    most: 40,
    example: "",
    alsoCalled: ["idCardNumber", "ident_value", "身份证号", "身份证号码", "证件号码", "证件号"],
  }),
  document_country: line({ most: 3, example: "" }),
  born: whenColumn({ example: "", alsoCalled: ["dateofbirth", "dob", "出生日期"] }),
  category: readerCategory({
    example: "adult",
    alsoCalled: ["categorycode", "readerType", "profile", "读者类型", "读者类别"],
  }),
  place: line({
    most: 200,
    example: "KQ-SW-012",
    alsoCalled: ["branchcode", "home_ou", "home library", "开户馆", "办证馆"],
  }),
  valid_until: whenColumn({
    example: "2027-12-31",
    alsoCalled: ["dateexpiry", "expireDate", "终止日期", "失效日期", "有效期", "失效期"],
  }),
  deposit: yuan({ example: "100.00", most: 100_000, alsoCalled: ["foregift", "押金金额"] }),
  old_numbers: numbers,
};

export type ReaderColumns = typeof readerColumns;
export type ReaderValues = Values<ReaderColumns>;
export type ReaderLanding = Landing<ReaderColumns>;
