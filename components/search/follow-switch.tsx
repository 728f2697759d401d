import { useId } from 'react'
import { classNames } from '@/components/ui/class-names'
import { Switch } from '@/components/ui/form/switch'
import type { ViewSearch } from './map-tools'

/** Whether the list follows the map. */
export function FollowSwitch({ view: { isOn, turn }, className }: { view: ViewSearch; className?: string }) {
  const id = useId()
  return (
    <label htmlFor={id} className={classNames('needs-scripts', className)}>
      <Switch id={id} checked={isOn} onCheckedChange={turn} />
      <span>
        List follows<span className="max-sm:sr-only"> the map</span>
      </span>
    </label>
  )
}
