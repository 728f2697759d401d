import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { Input } from '@/components/ui/form/input'
import { Select } from '@/components/ui/form/select'
import { useUnits } from '@/components/units/units'
import { formatRadius } from '@/lib/format/number'
import { circleArea, readLatLng } from '@/lib/geo/circle-area'
import type { LngLat } from '@/lib/geo/lng-lat'

const RADII = [100, 200, 500, 1_000, 5_000]

/** A circle around a typed place: the way to an area without a map. */
export function CircleForm({ onAdd }: { onAdd: (corners: LngLat[]) => void }) {
  const [place, setPlace] = useState('')
  const [radius, setRadius] = useState(200)
  const { units } = useUnits()
  const [errors, setErrors] = useState<string[]>([])
  return (
    <form
      className="flex flex-wrap items-start gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        const lngLat = readLatLng(place)
        setErrors(lngLat ? [] : ['Expected latitude and longitude, such as 54.45, -3.1.'])
        if (!lngLat) return
        onAdd(circleArea(lngLat, radius))
        setPlace('')
      }}
    >
      <Field label="Latitude, longitude" hint="Such as 54.45, -3.1" errors={errors} className="min-w-0 flex-1 basis-48">
        {(control) => (
          <Input {...control} value={place} autoComplete="off" onChange={(event) => setPlace(event.target.value)} />
        )}
      </Field>
      <Field label="Radius" className="basis-32">
        {(control) => (
          <Select {...control} value={radius} onChange={(event) => setRadius(Number(event.target.value))}>
            {RADII.map((meters) => (
              <option key={meters} value={meters}>
                {formatRadius(meters, units)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Button type="submit" className="sm:mt-6.5">
        Add a circle
      </Button>
    </form>
  )
}
