/** Text of the definitions: what stands in backticks is code. */
export function RichText({ text }: { text: string }) {
  return text.split('`').map((part, at) =>
    at % 2 === 0 ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: a text and its parts never change
      <code key={at} className="rounded bg-sunken px-1 py-0.5 text-[0.92em]">
        {part}
      </code>
    ),
  )
}
