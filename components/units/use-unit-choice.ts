import { useRouter } from 'next/navigation'
import type { Units } from '@/lib/format/units'
import { useUnits } from './units'

/** The units of this visitor, and how to choose others for the whole site. */
export function useUnitChoice(): [Units, (units: Units) => void] {
  const { units, choose } = useUnits()
  const router = useRouter()
  const chooseEverywhere = (next: Units) => {
    choose(next)
    router.refresh() // the server wrote lengths too, into the sentence of a search
  }
  return [units, chooseEverywhere]
}
