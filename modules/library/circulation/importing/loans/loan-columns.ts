/** Columns of the table of loans, by the names other systems have for them. */
import { type Landing, line, type Values, whole } from "#platform/exchange";
import { numberColumn, period } from "../columns.ts";
import { whenColumn } from "../when.ts";

// texts: exchange.loans.*
export const loanColumns = {
  reader: numberColumn({
    example: "KL00012345",
    required: true,
    alsoCalled: [
      ...["cardnumber", "card barcode", "patron barcode", "borrower", "readerBarcode", "usr barcode"],
      ...["证条码号", "读者条码", "借书证号", "证号"],
    ],
  }),
  issuer: line({ most: 400, example: "klmy.library", alsoCalled: ["读者所属馆"] }),
  barcode: numberColumn({
    example: "KL0000123",
    required: true,
    alsoCalled: ["copy barcode", "itembarcode", "itemBarcode", "册条码号", "馆藏条码", "图书条码", "条码号"],
  }),
  owner: line({ most: 400, example: "klmy.library", alsoCalled: ["owning_lib", "libraryCode", "所属馆"] }),
  lent_on: whenColumn({
    example: "2026-05-20",
    required: true,
    alsoCalled: ["issuedate", "borrowDate", "xact_start", "checkout date", "借书日期", "借阅日期"],
  }),
  due: whenColumn({
    example: "2026-06-19",
    alsoCalled: ["date_due", "returningDate", "due_date", "应还时间", "到期日期"],
  }),
  period: period({ example: "31day", alsoCalled: ["borrowPeriod", "借期"] }),
  renewals: whole({
    least: 0,
    most: 99,
    example: "1",
    alsoCalled: ["renewals_count", "renewal count", "borrowNo", "no", "续借次数"],
  }),
  renewals_left: whole({ least: 0, most: 99, example: "", alsoCalled: ["renewal_remaining"] }),
  place: line({
    most: 200,
    example: "KQ-SW-012",
    alsoCalled: ["branchcode", "circ_lib", "借出馆", "借阅地点"],
  }),
};

export type LoanColumns = typeof loanColumns;
export type LoanValues = Values<LoanColumns>;
export type LoanLanding = Landing<LoanColumns>;
