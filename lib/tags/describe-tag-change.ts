import type { TagChange } from './types'

/** What somebody did to a tag, to follow their name. `before`: the tag as the change before had left it. */
export function describeTagChange({ kind, type, label, shape }: TagChange, before: TagChange | undefined): string {
  if (kind === 'created') return `added it as ${label}`
  if (kind === 'removed') return 'removed it'
  if (kind === 'restored') return 'brought it back'
  const isOtherRegion = before !== undefined && JSON.stringify(before.shape) !== JSON.stringify(shape)
  if (before === undefined || before.type === type) return isOtherRegion ? 'changed its region' : 'changed it'
  return `changed it from ${before.label} to ${label}${isOtherRegion ? ', and its region' : ''}`
}
