'use client'

import { Palette as PaletteIcon } from 'lucide-react'
import { useGround } from '@/components/map/style/grounds'
import { DARK, LIGHT } from '@/components/map/style/palette'
import { IconButton } from '@/components/ui/icon-button'
import { Popover } from '@/components/ui/popover'
import { useIsDark } from '@/components/ui/use-is-dark'
import { COLOURING_NAMES, COLOURINGS, type Colouring, legendOf } from './colouring'

/** Chooses what the colours of the map tell, and the ground they lie on. */
export function ColourControl({ colouring, onChange }: { colouring: Colouring; onChange: (next: Colouring) => void }) {
  const { ground, grounds, choose } = useGround()
  return (
    <Popover
      label="Colours of the map"
      align="end"
      className="w-64!"
      trigger={
        <IconButton
          label={`Colours of the map: ${COLOURING_NAMES[colouring]}`}
          className="size-[2.625rem]! border bg-surface shadow-raised hover:bg-sunken" // as wide as the controls above it
        >
          <PaletteIcon aria-hidden />
        </IconButton>
      }
    >
      <div className="grid gap-4">
        <Choices
          name="colour"
          legend="The colour tells"
          values={COLOURINGS}
          chosen={colouring}
          words={(one) => (one === 'plain' ? 'Nothing: one colour' : COLOURING_NAMES[one])}
          onChoose={onChange}
        />
        {grounds.length > 1 && (
          <Choices
            name="ground"
            legend="The ground"
            values={grounds.map(({ name }) => name)}
            chosen={ground.name}
            words={(name) => name}
            onChoose={choose}
          />
        )}
      </div>
    </Popover>
  )
}

function Choices<Value extends string>({
  name,
  legend,
  values,
  chosen,
  words,
  onChoose,
}: {
  name: string
  legend: string
  values: readonly Value[]
  chosen: Value
  words: (value: Value) => string
  onChoose: (value: Value) => void
}) {
  return (
    <fieldset className="grid gap-1">
      <legend className="eyebrow mb-1.5">{legend}</legend>
      {values.map((value) => (
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
          {words(value)}
        </label>
      ))}
    </fieldset>
  )
}

/** What the colours mean; nothing while there is only one. */
export function Legend({ colouring, className }: { colouring: Colouring; className?: string }) {
  const entries = legendOf(colouring, useIsDark() ? DARK : LIGHT)
  if (entries.length === 0) return null
  return (
    <section aria-label="Legend" className={className}>
      <h2 className="eyebrow mb-1.5">{COLOURING_NAMES[colouring]}</h2>
      <ul className="grid gap-x-4 gap-y-1 text-xs max-lg:grid-cols-2">
        {entries.map(({ name, colour }) => (
          <li key={name} className="flex items-center gap-2">
            <span aria-hidden className="size-3 shrink-0 rounded-full" style={{ background: colour }} />
            {name}
          </li>
        ))}
      </ul>
    </section>
  )
}
