'use client'

import { createContext, type ReactNode, use, useMemo, useState } from 'react'
import { formatHeight, formatLength, formatMeasured } from '@/lib/format/number'
import { UNITS_COOKIE, type Units } from '@/lib/format/units'

export const UNIT_CHOICES: { value: Units; label: string }[] = [
  { value: 'metric', label: 'Kilometres' },
  { value: 'imperial', label: 'Miles' },
]

const ONE_YEAR_SECONDS = 31_536_000

const UnitsContext = createContext<{ units: Units; choose: (units: Units) => void }>({
  units: 'metric',
  choose: () => undefined,
})

/** Gives all lengths below it the units that this visitor chose: at once on this page, by cookie on the next. */
export function UnitsProvider({ chosen, children }: { chosen: Units; children: ReactNode }) {
  const [units, setUnits] = useState(chosen)
  const value = useMemo(
    () => ({
      units,
      choose: (next: Units) => {
        setUnits(next)
        // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in browsers that we support
        document.cookie = `${UNITS_COOKIE}=${next}; path=/; max-age=${ONE_YEAR_SECONDS}; samesite=lax`
      },
    }),
    [units],
  )
  return <UnitsContext value={value}>{children}</UnitsContext>
}

export function useUnits() {
  return use(UnitsContext)
}

/** A length, for parts of a page that need it in a sentence. */
export function useFormatLength(): (meters: number) => string {
  const { units } = useUnits()
  return (meters) => formatLength(meters, units)
}

/** The same for altitudes that were measured. */
export function Measured({ meters }: { meters: number }) {
  const { units } = useUnits()
  return formatMeasured(meters, units)
}

/** A length as this visitor reads it: `3.2 km`, `2.0 mi`; an altitude or a climb: `1,204 m`, `3,950 ft`. */
export function Length({ meters, isHeight = false }: { meters: number; isHeight?: boolean }) {
  const { units } = useUnits()
  return isHeight ? formatHeight(meters, units) : formatLength(meters, units)
}
