import { Button } from "#web/kit/button.tsx";
import { Form } from "#web/kit/form.tsx";

/** One line of a list ends. */
export function EndOne({ id, label, what }: { id: string; label: string; what: string }) {
  return (
    <Form label={label}>
      <input type="hidden" name="id" value={id} />
      <Button kind="link" name="do" value={what}>
        {label}
      </Button>
    </Form>
  );
}
