/** One of a few, all in sight. */
export function Choices<Value extends string>({
  name,
  legend,
  choices,
  chosen,
  onChoose,
}: {
  name: string
  legend: string
  choices: readonly { value: Value; label: string }[]
  chosen: Value
  onChoose: (value: Value) => void
}) {
  return (
    <fieldset className="grid gap-1">
      <legend className="eyebrow mb-1.5">{legend}</legend>
      {choices.map(({ value, label }) => (
        <label
          key={value}
          className="flex min-h-10 cursor-pointer items-center gap-3 rounded-lg px-2 font-[550] text-sm hover:bg-sunken"
        >
          <input
            type="radio"
            name={name}
            checked={value === chosen}
            onChange={() => onChoose(value)}
            className="size-4 shrink-0 accent-accent"
          />
          {label}
        </label>
      ))}
    </fieldset>
  )
}
