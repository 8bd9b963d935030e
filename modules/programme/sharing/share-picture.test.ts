import assert from "node:assert/strict";
import sharp from "sharp";
import { anOrganisation } from "#places/testing";
import { inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { anEvent, eventText } from "../testing.ts";
import { sharePicture } from "./share-picture.ts";
import { shareSize } from "./share-sheet.ts";

dbTest("an event has its own picture, with words that are really there", async ({ ctx }) => {
  const organisation = await inTx(ctx, (inner) => anOrganisation(inner));
  const drawn = async (title: string) => {
    const { id } = await anEvent(ctx, { organisationId: organisation.id, event: eventText({ title }) });
    return sharePicture(ctx, id);
  };
  const [one, other] = [await drawn("燃情冰雪季开幕式"), await drawn("百日广场")];
  const { format, width, height } = await sharp(one).metadata();
  assert.deepEqual({ format, width, height }, { format: "png", ...shareSize });
  assert.notDeepEqual(one, other);
  // Where the title stands there is ink on the paper, and none where nothing is set.
  const darkest = async (left: number, top: number, w: number, h: number) => {
    const part = sharp(one).extract({ left, top, width: w, height: h }).greyscale();
    return Math.min(...(await part.raw().toBuffer()));
  };
  assert.ok((await darkest(60, 90, 600, 80)) < 80);
  assert.ok((await darkest(0, 0, 700, 60)) > 240);
});
