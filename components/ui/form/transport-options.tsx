import { TRANSPORT_GROUPS } from '@/lib/model/transport-types'

/** The options of a Select for how a sequence was travelled. */
export function TransportOptions() {
  return (
    <>
      <option value="">Not said</option>
      {TRANSPORT_GROUPS.map(({ group, names }) => (
        <optgroup key={group} label={group}>
          {names.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </optgroup>
      ))}
    </>
  )
}
