/** HTTP of the holiday table. */
import { today } from "#platform/ctx";
import { anyone, by, implement } from "#platform/http";
import { named } from "#platform/i18n";
import { wholeCity } from "../asked.ts";
import { may } from "../may.ts";
import * as contract from "./contract.ts";
import { holidaysOf } from "./holiday-store.ts";
import { holidaysNow } from "./holiday-table.ts";
import { importHolidays, markHolidayYear, putHolidays, removeHolidays } from "./holidays.ts";

export const holidayOperations = [
  implement(contract.listHolidays, {
    may: anyone,
    run: async (ctx, { query }) => {
      const year = query.year ?? today(ctx).year;
      const [rows, { table, years }, city] = await Promise.all([
        holidaysOf(ctx.db, year),
        holidaysNow(ctx.db),
        wholeCity(ctx),
      ]);
      const known = new Set([...years, ...Object.keys(table).map((day) => Number(day.slice(0, 4)))]);
      return {
        year,
        announced: years.has(year),
        years: [...known].sort((a, b) => a - b),
        days: rows.map(({ names, ...row }) => ({
          ...row,
          name: named({ name: row.name, names }, ctx.locale),
        })),
        can: may["holiday.put"](ctx.actor, city) ? ["change" as const] : [],
      };
    },
  }),
  implement(contract.putHolidays, {
    may: by(may, "holiday.put", wholeCity),
    run: (ctx, { body: { days, ...said } }) => putHolidays(ctx, { ...said, runs: days }),
  }),
  implement(contract.importHolidays, {
    may: by(may, "holiday.put", wholeCity),
    run: (ctx, { body }) => importHolidays(ctx, body),
  }),
  implement(contract.removeHoliday, {
    may: by(may, "holiday.put", wholeCity),
    run: async (ctx, { params, query }) => {
      await removeHolidays(ctx, params.day, query.through);
      return {};
    },
  }),
  implement(contract.markHolidayYear, {
    may: by(may, "holiday.put", wholeCity),
    run: async (ctx, { params, body }) => {
      await markHolidayYear(ctx, params.year, body.announced);
      return {};
    },
  }),
];
