'use client'

import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react'
import { recall, remember } from '@/components/ui/remembered'
import { type MapGround, PLAIN_GROUND } from '@/lib/model/map-ground'

const KEY = 'ground'

const Grounds = createContext<MapGround[]>([PLAIN_GROUND])

/** Gives all maps below it the grounds of this instance, the default one first. */
export function MapGrounds({ grounds, children }: { grounds: MapGround[]; children: ReactNode }) {
  return <Grounds value={grounds}>{children}</Grounds>
}

/** The ground that is shown: the one chosen last in this browser, at first the default one. All maps of a page follow a choice at once. */
export function useGround(): { ground: MapGround; grounds: MapGround[]; choose: (name: string) => void } {
  const grounds = useContext(Grounds)
  const name = useSyncExternalStore(subscribe, readName, () => null)
  const ground = grounds.find((one) => one.name === name) ?? grounds[0] ?? PLAIN_GROUND
  return { ground, grounds, choose }
}

const listeners = new Set<() => void>()
let chosen: string | null | undefined // undefined: not read yet

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function readName(): string | null {
  if (chosen === undefined) chosen = recall(KEY)
  return chosen
}

function choose(name: string): void {
  chosen = name
  remember(KEY, name)
  for (const listener of listeners) listener()
}
