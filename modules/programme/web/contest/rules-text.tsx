/** Rules of a contest as they were written: a paragraph for each line. */
export function RulesText({ text }: { text: string }) {
  return (
    <div className="text stack" dir="auto">
      {text.split(/\n+/).map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}
