/** JSON and pictures for passing an event on. */
import { Id, operation, T } from "#contract";

export const sharePicture = operation({
  id: "events.picture",
  method: "GET",
  path: "/api/events/:id/picture.png",
  summary: "A picture of a published event, 1200 × 630, for where its address is shared.",
  params: T.Object({ id: Id }),
  answer: T.String(),
  files: ["image/png"],
});
