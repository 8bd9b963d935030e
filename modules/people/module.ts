/** What main/ mounts of people. */
import { personNames, placeStaff } from "#places";
import { personalFields, personErase, personExport, personMerge } from "#platform/auth";
import { inTx } from "#platform/ctx";
import { listening } from "#platform/events";
import { defineModule } from "#platform/module";
import { madeLately, staffOfPaths } from "#platform/publishing";
import { fill } from "#platform/slots";
import { namesOfSubjects } from "./account/account.ts";
import { answerAsk, askEligibilityJob } from "./eligibility/ask.ts";
import { checkDocument, checkDocumentJob } from "./identity/confirm.ts";
import { carryOutDue } from "./leaving/leaving.ts";
import { mergeOwn } from "./merging/merge.ts";
import { sendEmailCode, sendEmailCodeJob } from "./notices/email.ts";
import { tellOfMissed } from "./notices/missed-place.ts";
import { sendNoticesJob } from "./notices/notify.ts";
import { sendCodeLetter, sendNotices } from "./notices/send.ts";
import { forgetAged } from "./privacy/aged.ts";
import { forgetPerson } from "./privacy/erase.ts";
import { peopleSections } from "./privacy/export.ts";
import { peopleFields } from "./privacy/register.ts";
import { operations } from "./routes.ts";
import { sendCodeJob } from "./sign-in/code.ts";
import { staffTable } from "./staff/exchange.ts";
import { followHandover, staffOn } from "./staff/handed-over.ts";
import { hasMadeLately } from "./staff/made-lately.ts";
import { staffOfPaths as peopleOfPaths } from "./staff/store.ts";

export const peopleModule = defineModule({
  name: "people",
  operations,
  tables: [staffTable],
  jobs: [
    { name: sendCodeJob, outside: true, run: sendCodeLetter },
    { name: sendEmailCodeJob, outside: true, run: sendEmailCode },
    // Also by the clock: what was put off, and what a process took that did not live to send it.
    { name: sendNoticesJob, cron: "* * * * *", outside: true, run: (ctx) => sendNotices(ctx) },
    { name: checkDocumentJob, outside: true, run: checkDocument },
    { name: askEligibilityJob, outside: true, run: answerAsk },
    {
      name: "people.leave",
      cron: "* * * * *",
      run: async (ctx) => {
        await carryOutDue(ctx);
      },
    },
    {
      // Retention as the field register promises it.
      name: "people.forget",
      cron: "*/5 * * * *",
      run: async (ctx) => {
        await forgetAged(ctx);
      },
    },
  ],
  listeners: listening("people", { "place.handed-over": followHandover, "place.missed": tellOfMissed }),
  slots: [
    fill(personalFields, async () => [...peopleFields]),
    fill(placeStaff, staffOn),
    fill(staffOfPaths, (ctx, asked) => peopleOfPaths(ctx.db, { ...asked, now: ctx.clock() })),
    fill(madeLately, async (ctx, { maker, subject }) =>
      (await hasMadeLately(ctx, maker, subject)) ? [true] : [],
    ),
    fill(personNames, async (ctx, { subjects }) => {
      const names = await namesOfSubjects(ctx.db, subjects);
      return [...names].map(([subject, name]) => ({ subject, name }));
    }),
    fill(personExport, peopleSections),
    fill(personErase, async (ctx, { account }) => [
      { module: "people", rows: await inTx(ctx, (inner) => forgetPerson(inner, account)) },
    ]),
    fill(personMerge, mergeOwn),
  ],
});
