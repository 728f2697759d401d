'use client'

import { classNames } from '@/components/ui/class-names'
import { formatCount } from '@/lib/format/number'
import { chipClasses, chipLook } from './filter-chip'

export type Choice = { value: string; label: string; count?: number | undefined }

/** Buttons, any number of which may be on. A choice that matches nothing in the result is faded but stays: removing other choices may bring it back. */
export function Choices({
  choices,
  chosen,
  onToggle,
}: {
  choices: Choice[]
  chosen: string[]
  onToggle: (value: string) => void
}) {
  return (
    <div className="flex flex-wrap gap-1.5">
      {choices.map(({ value, label, count }) => {
        const isOn = chosen.includes(value)
        return (
          <button
            key={value}
            type="button"
            aria-pressed={isOn}
            onClick={() => onToggle(value)}
            className={classNames(chipClasses, 'max-w-full px-3', chipLook(isOn))}
          >
            <span className="truncate">{label}</span>
            {count !== undefined && (
              <span className={classNames('font-normal tabular-nums', isOn ? 'opacity-80' : 'text-ink-faint')}>
                {formatCount(count)}
              </span>
            )}
          </button>
        )
      })}
    </div>
  )
}
