'use client'

import { Palette as PaletteIcon } from 'lucide-react'
import { useGround } from '@/components/map/style/grounds'
import { DARK, LIGHT } from '@/components/map/style/palette'
import { Choices } from '@/components/ui/form/choices'
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
          choices={COLOURINGS.map((one) => ({
            value: one,
            label: one === 'plain' ? 'Nothing: one colour' : COLOURING_NAMES[one],
          }))}
          chosen={colouring}
          onChoose={onChange}
        />
        {grounds.length > 1 && (
          <Choices
            name="ground"
            legend="The ground"
            choices={grounds.map(({ name }) => ({ value: name, label: name }))}
            chosen={ground.name}
            onChoose={choose}
          />
        )}
      </div>
    </Popover>
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
