import type { ReactNode } from "react";
import { Button } from "./kit/button.tsx";
import { Form } from "./kit/form.tsx";
import { Section } from "./kit/section.tsx";
import type { Problem } from "./page.ts";

interface TitledFormProps {
  /** The heading, the form and its button say the same. */
  title: string;
  note?: string;
  id?: string;
  /** Which of the page's forms it is. */
  does?: string;
  problem: Problem | undefined;
  children: ReactNode;
}

/** A part of a page in which one more is made. */
export function SectionForm({ title, note, id, does, problem, children }: TitledFormProps) {
  return (
    <Section title={title} {...(note && { note })} {...(id && { id })}>
      <Form problem={problem} label={title}>
        {children}
        <Button {...(does && { name: "do", value: does })}>{title}</Button>
      </Form>
    </Section>
  );
}

/** A form that is seldom needed: folded away, open where it was refused or is wanted first. Its buttons are its own. */
export function FoldedForm({
  title,
  open = false,
  problem,
  children,
}: Pick<TitledFormProps, "title" | "problem" | "children"> & { open?: boolean }) {
  return (
    <details open={open || problem !== undefined}>
      <summary>{title}</summary>
      <Form problem={problem} label={title}>
        {children}
      </Form>
    </details>
  );
}
