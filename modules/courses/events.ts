/** What courses announce. Nobody is named. */

/** A class, with everything counting needs. */
export interface ClassNews {
  classId: string;
  courseId: string;
  orgPath: string;
  kind: string;
  mode: string;
  placeId: string | null;
  divisionCode: string | null;
}

export interface LessonNews extends ClassNews {
  lessonId: string;
  /** ISO instants. */
  startsAt: string;
  endsAt: string;
}

declare module "#platform/events" {
  interface Events {
    "course.published": { courseId: string; orgPath: string; kind: string };
    "course.withdrawn": { courseId: string; orgPath: string; kind: string };
    /** People can enrol from `opensAt` on. */
    "class.opened": ClassNews & { opensAt: string };
    /** It does not take place, or no longer. */
    "class.cancelled": ClassNews;
    /** Somebody has a place in it. */
    "class.enrolled": ClassNews & { claimId: string };
    "lesson.cancelled": LessonNews;
    /** It is over and took place: so many came. */
    "lesson.held": LessonNews & { enrolled: number; attended: number };
    /** The roll of a lesson that was told to be held is another: so many more came, or fewer. */
    "lesson.attended-corrected": LessonNews & { difference: number };
    "certificate.issued": ClassNews & { certificateId: string };
    /** It holds no longer; another may be issued instead. */
    "certificate.withdrawn": ClassNews & { certificateId: string };
  }
}
