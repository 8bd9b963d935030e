/** Places at the counter and for groups, without script: a clerk books somebody in, an organisation brings its people. */
import { test } from "node:test";
import { cityAndBrowser } from "./city-and-browser.ts";
import { isSound } from "./looks.ts";
import { atDesk, signIn, soonSession } from "./people.ts";

const { running, browser } = await cityAndBrowser();

/** The session keeps places for these too. */
const keepPlaces = (offer: string, channel: string) =>
  running.city.db.run`
    insert into booking.pool (id, offer_id, channel, quota) values (gen_random_uuid(), ${offer}, ${channel}, 30)
        on conflict (offer_id, channel) do update set quota = booking.pool.taken + 30, open = true, releases_at = null`;

test("a clerk finds the person by the phone number and books two in; the person is told", {
  timeout: 180_000,
}, async () => {
  const { offer } = await soonSession(running);
  await keepPlaces(offer, "counter");
  const resident = await signIn(running, await browser.newContext(), "19987650611");
  const clerk = await atDesk(running, browser, "ju-manager");
  await clerk.setViewportSize({ width: 360, height: 740 });
  await clerk.goto(`${running.url}/desk/door/${offer}`);
  await clerk.click(`a[href="/desk/counter/${offer}"]`);
  await isSound(clerk);
  await clerk.fill("input[name=sign]", "19987650699");
  await clerk.click("main form button");
  await clerk.getByText("没有找到这个人").waitFor();
  await clerk.fill("input[name=sign]", "19987650611");
  await clerk.click("main form button");
  await clerk.fill("input[name=size]", "400");
  await clerk.click("main form button");
  await clerk.locator("main [role=alert]").waitFor();
  await isSound(clerk);
  await clerk.fill("input[name=size]", "2");
  await clerk.click("main form button");
  await clerk.getByText(/已为.*预约 2 人/).waitFor();
  await isSound(clerk);
  await resident.goto(`${running.url}/my/messages`);
  await resident.getByText("柜台为您预约了").waitFor();
});

test("an organisation brings fifteen people, and cancels", { timeout: 180_000 }, async () => {
  const { event, session, offer } = await soonSession(running);
  await keepPlaces(offer, "organisation");
  const staff = await atDesk(running, browser, "gh-manager");
  await staff.setViewportSize({ width: 360, height: 740 });
  await staff.goto(`${running.url}/events/${event}?session=${session}`);
  await staff.click(`a[href="/desk/groups/${offer}"]`);
  await isSound(staff);
  await staff.fill("input[name=size]", "15");
  await staff.getByRole("button", { name: "为单位预约" }).click();
  await staff.getByText("已为单位约好").waitFor();
  await isSound(staff);
  await staff.getByRole("button", { name: /^取消/ }).click();
  await staff.getByText("已取消，名额已放回").waitFor();
});
