/** A record that copies hang on. */
import { system } from "#platform/auth";
import type { TxCtx } from "#platform/ctx";
import { make } from "../../catalogue/editing/edit.ts";

let made = 0;

/** Thirteen digits nobody has, with the check digit that belongs to them. */
function anIsbn(): string {
  const twelve = `9787${String(process.pid).padStart(5, "0").slice(-5)}${String(++made).padStart(3, "0")}`;
  const sum = [...twelve].reduce((all, digit, at) => all + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
  return `${twelve}${(10 - (sum % 10)) % 10}`;
}

export async function makeRecordWith(
  ctx: TxCtx,
  organisationId: string,
): Promise<{ recordId: number; key: string; isbn: string }> {
  const isbn = anIsbn();
  const number = `r${isbn}`;
  const lines = `LDR 01024nam0 2200265   450 \n001 ${number}\n010   $a${isbn}\n100   $a20260612d2026    em y0chiy50      ea\n101 0 $achi\n200 1 $a搬来的书 ${number}\n801  0$aCN$bmovers$c20260612`;
  const { id: recordId } = await make(
    { ...ctx, actor: system },
    { organisationId, flavour: "unimarc", lines },
  );
  const row = await ctx.db.one<{ controlKey: string }>`
    select control_key from library.record where id = ${recordId}`;
  return { recordId, key: row.controlKey, isbn };
}
