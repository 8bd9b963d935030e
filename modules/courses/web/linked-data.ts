/** Courses and classes as search engines and other people's programs read them: schema.org in JSON-LD. */
import { Temporal } from "temporal-polyfill";
import type { ClassRow, ClassView, CourseView } from "../contract.ts";

/** Where addresses begin (nothing on a page of ours, which has its own), and the zone in which times are written. */
export interface LinkedBase {
  url: string;
  zone: string;
}

type Data = Record<string, unknown>;

const context = { "@context": "https://schema.org" };
const free = { "@type": "Offer", category: "Free", price: 0, priceCurrency: "CNY" };

/** What is taught, with its classes. */
export function courseData(course: CourseView, base: LinkedBase): Data {
  return {
    ...context,
    ...aboutCourse({ ...course, courseId: course.id }, base),
    description: [course.summary, course.description].filter(Boolean).join("\n\n"),
    isAccessibleForFree: true,
    offers: [free],
    ...(course.level !== "any" && { educationalLevel: course.level }),
    ...ages(course),
    ...(course.classes.length > 0 && {
      hasCourseInstance: course.classes.map((one) => instanceData(one, base)),
    }),
  };
}

/** One class, and what it is a class of. */
export function classData(klass: ClassView, base: LinkedBase): Data {
  return {
    ...context,
    ...instanceData(klass, base),
    // schema.org has no way back from an instance to its course but this one.
    "@reverse": { hasCourseInstance: aboutCourse(klass, base) },
    ...(klass.teacher && { instructor: { "@type": "Person", name: klass.teacher } }),
    organizer: { "@type": "Organization", name: klass.organiser.name },
    eventStatus: `https://schema.org/${klass.state === "cancelled" ? "EventCancelled" : "EventScheduled"}`,
    ...(klass.offer && {
      maximumAttendeeCapacity: klass.offer.places,
      offers: {
        ...free,
        url: `${base.url}/classes/${klass.id}`,
        availability: `https://schema.org/${availabilities[klass.admission.state] ?? "OutOfStock"}`,
        validFrom: localIso(klass.offer.opensAt, base.zone),
        availabilityEnds: localIso(klass.offer.closesAt, base.zone),
      },
    }),
  };
}

function aboutCourse(
  {
    courseId,
    title,
    lang,
    summary,
    organiser,
  }: Pick<ClassView, "courseId" | "title" | "lang" | "summary" | "organiser">,
  { url }: LinkedBase,
): Data {
  return {
    "@type": "Course",
    "@id": `${url}/courses/${courseId}`,
    url: `${url}/courses/${courseId}`,
    name: title,
    inLanguage: lang,
    ...(summary && { description: summary }),
    provider: { "@type": "Organization", name: organiser.name },
  };
}

const modes = { "on-site": "onsite", online: "online", hybrid: "blended" } as const;

const availabilities: Partial<Record<ClassRow["admission"]["state"], string>> = {
  "not-yet": "PreOrder",
  drawn: "PreOrder",
  open: "InStock",
  full: "SoldOut",
  "on-site": "InStoreOnly",
};

function instanceData(row: ClassRow, { url, zone }: LinkedBase): Data {
  return {
    "@type": "CourseInstance",
    "@id": `${url}/classes/${row.id}`,
    url: `${url}/classes/${row.id}`,
    name: `${row.title} ${row.term}`,
    courseMode: modes[row.mode],
    startDate: localIso(row.startsAt, zone),
    endDate: localIso(row.endsAt, zone),
    courseSchedule: row.rhythms.map((rhythm) => scheduleData(rhythm, zone)),
    ...ages(row),
    ...(row.place && {
      location: {
        "@type": "Place",
        name: [row.place.name, row.place.space].filter(Boolean).join(" "),
        address: { "@type": "PostalAddress", streetAddress: row.place.address, addressCountry: "CN" },
      },
    }),
    ...(row.admission.state === "open" &&
      row.admission.left !== null && { remainingAttendeeCapacity: row.admission.left }),
  };
}

const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

function scheduleData(rhythm: ClassRow["rhythms"][number], zone: string): Data {
  const { weekday, from, to, weeks, count, first, last, except } = rhythm;
  return {
    "@type": "Schedule",
    startDate: first,
    endDate: last,
    startTime: from,
    endTime: to,
    scheduleTimezone: zone,
    byDay: `https://schema.org/${weekdays[weekday - 1]}`,
    repeatFrequency: `P${weeks}W`,
    repeatCount: count,
    ...(except.length > 0 && { exceptDate: except }),
  };
}

const ages = ({ ageFrom, ageTo }: Pick<ClassRow, "ageFrom" | "ageTo">): Data =>
  ageFrom === null && ageTo === null ? {} : { typicalAgeRange: `${ageFrom ?? 0}-${ageTo ?? ""}` };

/** `2027-03-01T19:30:00+08:00` */
function localIso(iso: string, zone: string): string {
  return Temporal.Instant.from(iso)
    .toZonedDateTimeISO(zone)
    .toString({ timeZoneName: "never", smallestUnit: "second" });
}
