import { redirect } from "react-router";
import { Button } from "#web/kit/button.tsx";
import { Form } from "#web/kit/form.tsx";
import { Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { eventChoices, FindPlaces } from "../../programme/web/door.ts";
import { createClass } from "../classes/contract.ts";
import { getDeskCourse } from "../course/contract.ts";
import { listTeachers } from "../teaching/contract.ts";
import { ClassFields } from "./class-fields.tsx";
import { classFrom } from "./class-form.ts";

export async function loader({ context, params, request }: LoadArgs) {
  const { call } = pageOf(context);
  const q = new URL(request.url).searchParams.get("place")?.trim() ?? "";
  const course = await call(getDeskCourse, { params: { id: params.id ?? "" } });
  const choices = await call(eventChoices, { query: { ...(q && { q }) } });
  const { items, offered } = await call(listTeachers, {});
  return {
    course,
    choices,
    q,
    teachers: [
      ...items.map(({ id, name, code }) => ({ id, name, seated: code === null, house: null })),
      ...offered.map(({ organiser, ...one }) => ({ ...one, seated: true, house: organiser.name })),
    ],
  };
}

export async function action({ context, params, request }: ActArgs) {
  const { call, city } = pageOf(context);
  const form = await request.formData();
  try {
    const input = { params: { id: params.id ?? "" }, body: { class: classFrom(form, city.zone) } };
    const { id } = await call(createClass, input, keyOf(form));
    return redirect(`/desk/classes/${id}#lessons`);
  } catch (error) {
    return formProblem(error, form);
  }
}

/** A new class: its terms first, its lessons on the next page. */
export default function NewClass({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { course, choices, teachers, q } = loaderData;
  const { text: t } = usePage();
  const usual = {
    "class.ageFrom": course.text.ageFrom?.toString() ?? "",
    "class.ageTo": course.text.ageTo?.toString() ?? "",
    // A class for children holds to its ages unless somebody decides otherwise.
    ...((course.text.ageTo ?? 18) < 18 && { "class.agesStrict": "yes" }),
    "class.minimum": course.text.minimum.toString(),
    "class.waitingList": "yes",
  };
  return (
    <ShellDesk title={t("class.new")} section="courses" organisation={course.organiser.name}>
      <div className="stack">
        <Trail
          label={t("courses.title")}
          items={[
            { href: "/desk/courses", label: t("courses.title") },
            { href: `/desk/courses/${course.id}`, label: course.text.title },
          ]}
        />
        <FindPlaces q={q} />
        <Form label={t("class.new")} problem={actionData?.problem}>
          <ClassFields
            values={actionData?.values ?? usual}
            choices={choices}
            teachers={teachers}
            problem={actionData?.problem}
          />
          <Button>{t("class.save-new")}</Button>
        </Form>
      </div>
    </ShellDesk>
  );
}
