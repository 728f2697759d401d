'use client'

import { useId, useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/form/checkbox'
import { Select } from '@/components/ui/form/select'
import { toast } from '@/components/ui/toast'

const GIGABYTE = 1_000_000_000
const PART_SIZES_GB = [2, 10, 50]

/** Begins a takeout of everything, as one archive or in parts. */
export function MakeTakeout({ make }: { make: (input: unknown) => Promise<string | null> }) {
  const [partGb, setPartGb] = useState('')
  const id = useId()
  const [isRepaired, setIsRepaired] = useState(false)
  const [isMaking, startMaking] = useTransition()
  const submit = () =>
    startMaking(async () => {
      const parts = partGb !== '' && { partBytes: Number(partGb) * GIGABYTE }
      const problem = await make({ all: true, ...parts, ...(isRepaired && { repaired: true }) })
      if (problem !== null) toast(problem, { tone: 'error' })
    })
  return (
    <div className="flex flex-wrap items-end gap-2">
      <Select aria-label="Size of the archives" value={partGb} onChange={(event) => setPartGb(event.target.value)}>
        <option value="">One archive</option>
        {PART_SIZES_GB.map((size) => (
          <option key={size} value={size}>
            Parts of {size} GB
          </option>
        ))}
      </Select>
      <label htmlFor={id} className="flex min-h-10 items-center gap-2.5 text-sm">
        <Checkbox id={id} checked={isRepaired} onChange={(event) => setIsRepaired(event.target.checked)} />
        With copies that have position and heading written into them
      </label>
      <Button disabled={isMaking} onClick={submit}>
        {isMaking ? 'Beginning…' : 'Make a takeout'}
      </Button>
    </div>
  )
}
