'use client'

import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'

export type Choice = {
  ids: string[] // all that can be chosen, on this page and on the others
  chosen: ReadonlySet<string>
  toggle: (id: string) => void
  set: (ids: string[]) => void
}

const Context = createContext<Choice | null>(null)

/** Lets its owner choose among the sequences of a list; what is chosen stays so from page to page. */
export function ChoiceProvider({ ids, children }: { ids: string[]; children: ReactNode }) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const choice = useMemo<Choice>(
    () => ({
      ids,
      chosen,
      toggle: (id) =>
        setChosen(
          (earlier) => new Set(earlier.has(id) ? [...earlier].filter((other) => other !== id) : [...earlier, id]),
        ),
      set: (wanted) => setChosen(new Set(wanted)),
    }),
    [ids, chosen],
  )
  return <Context value={choice}>{children}</Context>
}

export function useChoice(): Choice {
  const choice = useContext(Context)
  if (!choice) throw new Error('There is no ChoiceProvider around this')
  return choice
}
