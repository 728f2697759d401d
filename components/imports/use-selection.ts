'use client'

import { useRef, useState } from 'react'
import type { ImportableSequence } from '@/lib/imports/types'
import { isSelectable } from './importable-filters'

export type Selection = ReturnType<typeof useSelection>

/** The chosen sequences. With Shift, the whole range from the last choice is chosen. */
export function useSelection(shown: ImportableSequence[]) {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set())
  const last = useRef<string | null>(null)

  const set = (changed: string[], isChosen: boolean) =>
    setKeys((earlier) => {
      const next = new Set(earlier)
      for (const key of changed) {
        if (isChosen) next.add(key)
        else next.delete(key)
      }
      return next
    })

  const toggle = (key: string, { isRange = false }: { isRange?: boolean } = {}) => {
    const range = isRange && last.current ? between(shown, last.current, key) : [key]
    last.current = key
    set(range, !keys.has(key))
  }

  return { keys, set, toggle, clear: () => setKeys(new Set()) }
}

function between(shown: ImportableSequence[], from: string, to: string): string[] {
  const [start, end] = [from, to]
    .map((key) => shown.findIndex((sequence) => sequence.key === key))
    .sort((a, b) => a - b)
  if (start === undefined || end === undefined || start < 0) return [to]
  return shown
    .slice(start, end + 1)
    .filter(isSelectable)
    .map(({ key }) => key)
}
