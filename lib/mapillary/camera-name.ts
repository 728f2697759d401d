const INVISIBLE = /[\s\p{Cc}\p{Cf}]+/gu
const PUNCTUATION = /[\s!-/:-@[-`{-~–—]+/g
const UNKNOWN =
  /^(?:0*|none|nothing|unknown|null|nil|undefined|undef|nan|na|notavailable|notapplicable|notset|unset|unspecified|empty|blank|default|(?:no|unknown)(?:make|model|camera|device|name))$/

/**
 * A make or model as cameras and programs write it; null when it only says that they do not know: nothing, `-`, `0`, `none`, `N/A`, `(null)` and
 * their like. The migration `unknown_cameras` holds the same rule.
 */
export function cameraName(text: string): string | null {
  const name = text.replace(INVISIBLE, ' ').trim()
  const words = name.toLowerCase().split(PUNCTUATION)
  const isUnknown = name === '-1' || UNKNOWN.test(words.join('')) || words.every((word) => UNKNOWN.test(word))
  return isUnknown ? null : name
}
