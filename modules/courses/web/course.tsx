import { Facts } from "#web/kit/list.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { LinkedData } from "../../programme/web/door.ts";
import { getCourse } from "../contract.ts";
import { courseData } from "./linked-data.ts";
import { ClassRows, useAges } from "./rows.tsx";

export async function loader({ context, params }: LoadArgs) {
  return { course: await pageOf(context).call(getCourse, { params: { id: params.id ?? "" } }) };
}

// texts: course.kind.* course.level.*
/** What is taught, for whom, what to bring; then its classes. */
export default function CoursePage({ loaderData: { course } }: PageProps<typeof loader>) {
  const { text: t, city } = usePage();
  const lang = course.lang === t.locale ? undefined : course.lang;
  const ages = useAges()(course);
  return (
    <ShellPortal title={course.title} description={course.summary} section="courses">
      <LinkedData data={courseData(course, { url: "", zone: city.zone })} />
      <div className="stack-wide">
        <header className="stack">
          <Trail label={t("courses.title")} items={[{ href: "/courses", label: t("courses.title") }]} />
          <h1 lang={lang} dir="auto">
            {course.title}
          </h1>
          <p className="lead" lang={lang} dir="auto">
            {course.summary}
          </p>
        </header>
        <Facts
          items={[
            {
              term: t("course.kind"),
              value: `${t(`course.kind.${course.kind}`)} · ${t(`course.level.${course.level}`)}`,
            },
            {
              term: t("course.who"),
              value: (
                <span lang={lang} dir="auto">
                  {course.audience || ages}
                </span>
              ),
            },
            ...(course.materials
              ? [
                  {
                    term: t("course.materials"),
                    value: (
                      <span lang={lang} dir="auto">
                        {course.materials}
                      </span>
                    ),
                  },
                ]
              : []),
            { term: t("course.organiser"), value: <bdi>{course.organiser.name}</bdi> },
          ]}
        />
        <Section title={t("course.classes")} id="classes">
          {course.classes.length === 0 ? (
            <Empty title={t("course.no-classes")}>
              <a href="/courses">{t("courses.all")}</a>
            </Empty>
          ) : (
            <ClassRows label={t("course.classes")} items={course.classes} titled={false} />
          )}
        </Section>
        {course.description && (
          <Section title={t("course.about")}>
            <div className="prose stack" lang={lang} dir="auto">
              {course.description.split(/\n{2,}/).map((paragraph) => (
                <p key={paragraph}>{paragraph}</p>
              ))}
            </div>
          </Section>
        )}
      </div>
    </ShellPortal>
  );
}
