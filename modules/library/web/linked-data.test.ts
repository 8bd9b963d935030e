/** What other people's programs read of an edition. */

import assert from "node:assert/strict";
import { aFacility, anOrganisation } from "#places/testing";
import { inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { sendAway } from "../catalogue/items/testing.ts";
import { showRecord } from "../catalogue/searching/show-record.ts";
import { aFile, aProfile, aRecord, landedBatch } from "../testing.ts";
import { recordData } from "./linked-data.ts";

const url = "https://culture.example.org";

const novel = aRecord(
  "01024nam a2200265 a 4500",
  `001 r1
008 260612s2008    cc            000 0 chi d
020   $a7-02-000220-X
100 1 $a曹雪芹$eauthor
245 10$a红楼梦
952   $pR1$bH
952   $pR2$bT`,
);

dbTest(
  "search engines read an edition with its author, its number and where it can be had",
  async ({ ctx }) => {
    const organisationId = await inTx(ctx, async (inner) => (await anOrganisation(inner, {})).id);
    const [here, there] = await inTx(ctx, async (inner) => [
      await aFacility(inner, { organisationId }),
      await aFacility(inner, { organisationId }),
    ]);
    const profile = aProfile("koha-952", { places: { H: here?.id ?? "", T: there?.id ?? "" } });
    const batch = await landedBatch(ctx, { organisationId, bytes: await aFile(novel), profile });
    await sendAway(ctx.db, ["R2"]);
    const { id } = await ctx.db.one<{
      id: number;
    }>`select id from library.record where batch_id = ${batch.id}`;

    const data = recordData(await showRecord(ctx, String(id)), url);
    assert.deepEqual(
      [data["@type"], data["@id"], data.isbn, data.inLanguage, data.datePublished],
      ["Book", `${url}/catalogue/${id}`, "9787020002207", ["zh"], "2008"],
    );
    assert.deepEqual(data.author, [{ "@type": "Person", name: "曹雪芹" }]);
    assert.deepEqual(
      (data.offers as { availability: string }[]).map(({ availability }) => availability).toSorted(),
      ["https://schema.org/InStock", "https://schema.org/OutOfStock"],
    );
  },
);

const film = aRecord(
  "01024ngm a2200265 a 4500",
  `001 f1
245 10$a窃听风云
700 1 $a麦兆辉$edirector
700 1 $a刘青云$eactor
700 1 $a陈光荣$ecomposer
700 1 $a无职责`,
);
const song = aRecord(
  "01024njm a2200265 a 4500",
  `001 m1
245 10$a克拉玛依之歌
700 1 $a吕文$ecomposer
700 1 $a吕远$elyricist
700 1 $a歌者$esinger`,
);

dbTest("who directs, plays, sings or composes is told as that, and nobody as the author", async ({ ctx }) => {
  const organisationId = await inTx(ctx, async (inner) => (await anOrganisation(inner, {})).id);
  const batch = await landedBatch(ctx, { organisationId, bytes: await aFile(film, song) });
  const ids = await ctx.db.many<{
    id: number;
  }>`select id from library.record where batch_id = ${batch.id} order by batch_number`;
  const [filmData, songData] = await Promise.all(
    ids.map(async ({ id }) => recordData(await showRecord(ctx, String(id)), url)),
  );
  const person = (name: string) => ({ "@type": "Person", name });
  const { director, actor, musicBy, contributor, author } = filmData ?? {};
  assert.deepEqual(
    [director, actor, musicBy, contributor, author],
    [[person("麦兆辉")], [person("刘青云")], [person("陈光荣")], [person("无职责")], undefined],
  );
  assert.deepEqual(
    [songData?.byArtist, songData?.recordingOf, songData?.author],
    [
      [person("歌者")],
      {
        "@type": "MusicComposition",
        name: "克拉玛依之歌",
        composer: [person("吕文")],
        lyricist: [person("吕远")],
      },
      undefined,
    ],
  );
});
