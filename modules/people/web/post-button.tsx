import { Button, type ButtonProps } from "#web/kit/button.tsx";
import { FormKey } from "#web/kit/form.tsx";

interface PostButtonProps extends Pick<ButtonProps, "kind" | "icon" | "children"> {
  /** For screen readers: what it does, and to what. */
  label: string;
  /** What is posted with it. */
  values: Record<string, string>;
  action?: string;
}

/** A form that is nothing but its button. */
export function PostButton({ label, values, action, ...button }: PostButtonProps) {
  return (
    <form method="post" action={action} data-once="" aria-label={label}>
      <FormKey />
      {Object.entries(values).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button {...button} />
    </form>
  );
}
