/** Columns of the table of copies, by the names other systems have for them. */
import { type Column, type Landing, line, type Values } from "#platform/exchange";
import { itemType, numberColumn, yuan } from "../columns.ts";
import { whenColumn } from "../when.ts";

// texts: exchange.items.*
/** Anything in the cell, such as a due date or a reader, says that it is lent; what it is, is not read. */
const isLent: Column<boolean> = {
  ...line({ most: 100, example: "", alsoCalled: ["onloan", "borrower", "借阅者"] }),
  read: (cell) => ({ value: !/^(?:0|否|no|f|false)$/i.test(cell.trim()) }),
  write: (value) => (value ? "1" : ""),
};

export const itemColumns = {
  organisation: line({
    most: 400,
    example: "klmy.library",
    alsoCalled: ["owning_lib", "libraryCode", "所属馆", "馆代码", "文献所属馆"],
  }),
  barcode: numberColumn({
    example: "KL0000123",
    required: true,
    alsoCalled: ["copy barcode", "itembarcode", "册条码号", "馆藏条码", "图书条码", "条码号", "登录号"],
  }),
  record: line({
    most: 100,
    example: "",
    alsoCalled: ["biblionumber", "bib id", "tcn", "控制号", "记录控制号", "记录号"],
  }),
  isbn: line({ most: 40, example: "978-7-02-000220-7", alsoCalled: ["ISBN号", "标准号"] }),
  place: line({
    most: 200,
    example: "KQ-SW-012",
    alsoCalled: ["homebranch", "circ_lib", "所在馆", "文献所在馆"],
  }),
  shelf: line({
    most: 100,
    example: "一楼A1",
    alsoCalled: ["location", "shelving location", "copy_location", "馆藏地点", "馆藏地"],
  }),
  call_number: line({
    most: 100,
    example: "I247.5/123",
    alsoCalled: ["itemcallnumber", "accessNo", "call number label", "label", "索取号", "排架号"],
  }),
  volume: line({ most: 60, example: "", alsoCalled: ["enumchron", "卷册", "卷期"] }),
  type: itemType({
    example: "book",
    alsoCalled: ["itype", "bookType", "circ_modifier", "流通类型", "文献类型", "图书类型"],
  }),
  price: yuan({ example: "36.00", most: 1_000_000, alsoCalled: ["单价", "定价"] }),
  acquired: whenColumn({
    example: "2024-05-01",
    alsoCalled: ["dateaccessioned", "active_date", "入藏日期", "验收日期"],
  }),
  status: line({ most: 60, example: "在架", alsoCalled: ["state", "copy status", "馆藏状态", "流通状态"] }),
  lent: isLent,
};

export type ItemColumns = typeof itemColumns;
export type ItemValues = Values<ItemColumns>;
export type ItemLanding = Landing<ItemColumns>;
